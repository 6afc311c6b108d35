"""What a claim is looked up in, and whether it speaks of the same thing there."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from newsdigest.checks.names import folded
from newsdigest.checks.quantities import Quantity, quantities
from newsdigest.words import content_words

_AROUND = 3
"""Content words on either side of a claim by which it is told that the evidence speaks of the same thing."""
_SLACK = 2
"""How many of these words fewer a sentence that has the claim may have than one that has not."""


@dataclass(frozen=True)
class Evidence:
    """One sentence that supports: in English, and in German where there is one; one of them may be empty."""

    english: str
    german: str = ""

    @property
    def quantities(self) -> list[Quantity]:
        return quantities(self.english, "en") + (quantities(self.german, "de") if self.german else [])

    @property
    def folded(self) -> str:
        return f"{folded_of(self.english)} {folded_of(self.german)}"


@lru_cache(maxsize=4096)  # a sentence is evidence of several
def folded_of(text: str) -> str:
    """A text as ``folded`` has it."""
    return folded(text)


@lru_cache(maxsize=4096)
def content_at(text: str) -> frozenset[str]:
    """The content words of a text."""
    return frozenset(content_words(text))


def around_of(sentence: str, start: int, end: int) -> frozenset[str]:
    """The content words next to a place of the sentence, as ``content_words`` has them, without those of the place itself."""
    before, after = content_words(sentence[:start])[-_AROUND:], content_words(sentence[end:])[:_AROUND]
    return frozenset(before + after) - content_at(sentence[start:end])


def borne_out(
    there: Sequence[Evidence], saying: Sequence[Evidence], rivals: Sequence[Evidence], sentence: str, start: int, end: int
) -> bool:
    """Whether those of the evidence that say what stands at a place of the sentence speak of the same thing there.

    They do where they have of the words around it as many as the ``rivals`` have, that say something else, but for ``_SLACK``; and a
    sentence that is not the first of the evidence, which may be there for this place alone, has one of them at the least. What is
    in German only is taken on trust.
    """
    around = around_of(sentence, start, end)
    if any(not evidence.english for evidence in saying):
        return True
    best = max((len(around & content_at(evidence.english)) for evidence in rivals), default=0)
    least = {id(evidence): best - _SLACK if evidence is there[0] else max(best - _SLACK, min(1, len(around))) for evidence in saying}
    return any(len(around & content_at(evidence.english)) >= least[id(evidence)] for evidence in saying)


@cache
def data() -> dict[str, Any]:
    """What stands in ``data/claims.toml``."""
    data: dict[str, Any] = tomllib.loads((files("newsdigest") / "data" / "claims.toml").read_text(encoding="utf-8"))
    return data


@cache
def word_lists(table: str) -> dict[str, frozenset[str]]:
    """The word lists of a table of the data, by name."""
    return {name: frozenset(words) for name, words in data()[table].items()}
