"""The numbers of the judgement, read from ``thresholds.toml`` beside this module."""

from __future__ import annotations

import tomllib
from importlib import resources

THRESHOLDS: dict[str, float] = tomllib.loads((resources.files("newsdigest.cleaning") / "thresholds.toml").read_text(encoding="utf-8"))
"""Name to number; what each means stands above it in the file. Lengths are characters."""
