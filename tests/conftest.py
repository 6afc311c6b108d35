"""What several tests share: the bundled translator, loaded once."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"  # no test may touch the network
os.environ["NEWSDIGEST_CACHE"] = tempfile.mkdtemp(prefix="newsdigest-tests.")  # nor the user's cache
atexit.register(shutil.rmtree, os.environ["NEWSDIGEST_CACHE"], ignore_errors=True)

from newsdigest import Translator  # noqa: E402


@pytest.fixture(scope="session", params=["ctranslate2", "transformers"])
def translator(request: pytest.FixtureRequest) -> Translator:
    return Translator("bundled", backend=request.param, device="cpu", beams=1)


@pytest.fixture(scope="session")
def quick() -> Translator:
    """For what no backend changes."""
    return Translator("bundled", backend="ctranslate2", device="cpu", beams=1)
