"""Whether the evidence has a number or a name in the place in which the sentence has it, or another one.

That a word is somewhere in the evidence says little where two have changed places: "Kent beat Essex by 3 to 2", "Essex beat Kent by 2 to 3".
So a claim's neighbours are compared with those of its own places in the evidence and with those of its rivals'. A rival must have
its neighbours on the same side; the claim may have them on either, for a sentence can be turned round and say the same.
Names and numbers do not count as neighbours: they may stand in another order in a list that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsdigest.words import content_words

_REACH = 2
"""Content words on each side that are neighbours."""
_CLEARLY = 2
"""How many neighbours more than the claim itself a rival must have in common with it to stand in its place."""
_NAME_OR_NUMBER = re.compile(r"\b[^\W\d_a-z][\w’'-]*|\d[\w.,]*")


class Place(NamedTuple):
    """Characters of a text where a number or name stands, and the unit of a number: two in one unit are of a kind."""

    text: str
    start: int
    end: int
    unit: str | None = None

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def in_its_place(claim: Place, own: Sequence[Place], rivals: Sequence[Place], others: Sequence[Place]) -> Place | None:
    """The rival that the evidence has where the sentence has the claim; None where the claim may stand there itself.

    ``own`` and ``rivals`` are places of the evidence, ``others`` those of the sentence that are not the claim's: a rival that one of
    them stands for as well stands in no other's place.
    """
    best = max(rivals, key=lambda place: _alike(claim, place), default=None)
    if best is None:
        return None
    likeness = _alike(claim, best)
    if likeness < max((_alike(claim, place) for place in own), default=0) + _CLEARLY:
        return None
    return None if any(other.words == best.words and _alike(other, best) >= likeness for other in others) else best


def _alike(a: Place, b: Place) -> int:
    """How many neighbours two places have in common, each on its side."""
    return sum(len(here & there) for here, there in zip(_neighbours(*a[:3]), _neighbours(*b[:3]))) + _units(a, b)


def _shared(a: Place, b: Place) -> int:
    """How many neighbours two places have in common, on whichever side."""
    return len(frozenset.union(*_neighbours(*a[:3])) & frozenset.union(*_neighbours(*b[:3]))) + _units(a, b)


def _units(a: Place, b: Place) -> int:
    return _CLEARLY if a.unit and a.unit == b.unit else 0


@lru_cache(maxsize=4096)
def _neighbours(text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    before, behind = (content_words(_NAME_OR_NUMBER.sub(" ", part)) for part in (text[:start], text[end:]))
    return frozenset(before[-_REACH:]), frozenset(behind[:_REACH])
