"""What a model that writes summaries offers, whichever library runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newsdigest.schema import ModelStamp

SHORTEST = 4
"""Tokens that a model may always write: its marks and a word."""


class Writer(Protocol):
    """A model that writes summaries of texts that it can read whole."""

    stamp: ModelStamp
    limit: int
    """The most tokens that the model reads at once, its own marks included."""
    backend: str
    """The library that runs it."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """How many tokens the model reads for each text, its own marks included."""

    def write(self, texts: Sequence[str]) -> list[str]:
        """A summary of each text, none of which has more tokens than ``limit``; no summary has more tokens than its text."""


def bounds(longest: int, shortest: int, tokens: int) -> tuple[int, int]:
    """The most and the least tokens of a summary of a text of so many ``tokens``: the model's, but never more than the text has."""
    most = max(min(longest, tokens), SHORTEST)
    return most, min(shortest, most // 2)
