"""What ``data/facts.toml`` says."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    return tomllib.loads((files("newsdigest") / "data" / "facts.toml").read_text(encoding="utf-8"))
