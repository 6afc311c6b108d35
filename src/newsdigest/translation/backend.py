"""What every translation backend offers: the translator knows no more of a model than this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Decoding:
    """How a target is searched for. ``beams`` 1 is greedy; ``length_factor`` and ``length_slack`` bound the target:
    at most ``factor * source tokens + slack`` tokens. ``alternatives`` are that many best targets in all, at most as
    many as beams; no ``no_repeat`` tokens may come twice (0: they may)."""

    beams: int = 4
    length_factor: float = 2.0
    length_slack: int = 16
    alternatives: int = 1
    no_repeat: int = 0

    def as_dict(self) -> dict[str, int | float | str | bool]:
        return {"beams": self.beams, "length_factor": self.length_factor, "length_slack": self.length_slack}

    def room(self, longest_source: int, positions: int) -> int:
        """The most target tokens for a batch whose longest source has so many tokens."""
        return min(int(longest_source * self.length_factor) + self.length_slack, positions)


@dataclass(frozen=True)
class Hypothesis:
    """One decoded target: text, mean log-probability per token, and whether it ended by itself; ``others`` are the next
    best ones where alternatives were asked for, ``kept`` the German words that were put into it as they are."""

    text: str
    score: float
    finished: bool
    others: tuple[Hypothesis, ...] = ()
    kept: tuple[str, ...] = ()


class Backend(Protocol):
    """A loaded Marian model.

    ``longest_source`` and ``usual_batch`` are in tokens; ``</s>`` does not count for the first. ``encode`` is exact: what it returns is all that the model
    sees of a normalised text.
    """

    name: str
    longest_source: int
    usual_batch: int

    @property
    def device(self) -> object: ...

    def normalize(self, text: str) -> str: ...

    def encode(self, text: str) -> list[int]: ...

    def decode(self, batches: Iterable[list[list[int]]], decoding: Decoding) -> Iterator[list[Hypothesis]]:
        """Translate batches of token ids, none empty, none longer than ``longest_source``; one list each, in order."""
        ...


def longest(batch: list[list[int]], limit: int) -> int:
    """The length of a batch's longest sequence. Raises ValueError for what no backend may be given."""
    length = max(map(len, batch))
    if not min(map(len, batch)) or length > limit:
        raise ValueError("a batch must hold neither empty nor over-long sequences")
    return length
