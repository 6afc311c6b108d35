"""The numbers of the judgement, read from ``thresholds.toml`` beside this module."""

from __future__ import annotations

import tomllib
from importlib import resources

_TABLE = tomllib.loads((resources.files("newsdigest.cleaning") / "thresholds.toml").read_text(encoding="utf-8"))

PAGE_PRIORS: dict[frozenset[str], float] = {frozenset(hints.split("+")): value for hints, value in _TABLE.pop("page_priors").items()}
"""What certain markup adds to the score of being article (log-odds); the key is hints that come together."""

THRESHOLDS: dict[str, float] = _TABLE
"""Name to number; what each means stands above it in the file. Lengths are characters."""
