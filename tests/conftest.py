"""What several tests share: the bundled translator, loaded once."""

from __future__ import annotations

import os

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"  # no test may touch the network

from newsdigest import Translator  # noqa: E402


@pytest.fixture(scope="session")
def translator() -> Translator:
    return Translator("bundled", device="cpu", beams=1)
