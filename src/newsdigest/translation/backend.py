"""What every translation backend offers: the translator knows no more of a model than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Decoding:
    """How a target is searched for. ``beams`` 1 is greedy; ``length_factor`` and ``length_slack`` bound the target:
    at most ``factor * source tokens + slack`` tokens."""

    beams: int = 4
    length_factor: float = 2.0
    length_slack: int = 16

    def as_dict(self) -> dict[str, int | float | str | bool]:
        return {"beams": self.beams, "length_factor": self.length_factor, "length_slack": self.length_slack}

    def room(self, longest_source: int, positions: int) -> int:
        """The most target tokens for a batch whose longest source has so many tokens."""
        return min(int(longest_source * self.length_factor) + self.length_slack, positions)


@dataclass(frozen=True)
class Hypothesis:
    """One decoded target: text, mean log-probability per token, and whether it ended by itself."""

    text: str
    score: float
    finished: bool


class Backend(Protocol):
    """A loaded Marian model.

    ``longest_source`` is in tokens, ``</s>`` not counted. ``encode`` is exact: what it returns is all that the model
    sees of a normalised text.
    """

    name: str
    longest_source: int

    @property
    def device(self) -> object: ...

    def normalize(self, text: str) -> str: ...

    def encode(self, text: str) -> list[int]: ...

    def decode(self, batch: list[list[int]], decoding: Decoding) -> list[Hypothesis]: ...
