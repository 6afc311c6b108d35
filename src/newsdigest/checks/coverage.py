"""How much of what a German sentence says its translation says, word by word.

Lexical translation probabilities (Brown et al. 1993, model 1) with the best instead of the sum over the English words: what a person
does who ticks off the words of the original. They are counted in ``data/translations_de_en.txt``; a small model leaves words
out, or takes others for them, whose English it has often seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from newsdigest.checks.lexicon import opens

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_UNSAID = 0.002
"""The probability of a word for which none of the English stands: it may be said in another way."""


@dataclass(frozen=True)
class Meaning:
    """An English word, and the share of its places in which a German word means it."""

    english: str
    share: float


@dataclass(frozen=True)
class Unsaid:
    """A place in a German text (characters) whose word is in no known way in the English, and what it means most often."""

    start: int
    end: int
    meaning: Meaning


def coverage(source: str, target: str) -> float:
    """The mean log-probability of the German words, given the English; 0 where nothing is to be said, lower where it is not said."""
    words, said = _words(source), _said(target)
    best = [max((meaning.share for meaning in ways if meaning.english.lower() in said), default=0.0) for _, ways in words if ways]
    return sum(log(max(_UNSAID, share)) for share in best) / max(1, len(words))


def unsaid(source: str, target: str) -> list[Unsaid]:
    """The words of a German text of which no known English stands in the translation, in order."""
    said = _said(target)
    return [Unsaid(*place, ways[0]) for place, ways in _words(source) if ways and said.isdisjoint(way.english.lower() for way in ways)]


@lru_cache(maxsize=2048)
def _words(source: str) -> Sequence[tuple[tuple[int, int], Sequence[Meaning]]]:
    """The places of words, numbers and marks, and what each means; nothing where it was not counted."""
    return tuple((match.span(), _meant(source, match.start(), match.group())) for match in WORD.finditer(source))


def _meant(source: str, start: int, word: str) -> Sequence[Meaning]:
    if known := meanings(word):
        return known
    # a capital that the beginning of a sentence gives
    return meanings(word[0].lower() + word[1:]) if opens(source, start) else ()


@lru_cache(maxsize=2048)
def _said(target: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(target))


@lru_cache(maxsize=4096)
def meanings(word: str) -> Sequence[Meaning]:
    """What a German word means, most often first; nothing for words that are not counted."""
    fields = _lines().get(word, "").split()
    return tuple(Meaning(english, int(share) / 1000) for english, share in zip(fields[::2], fields[1::2]))


@cache
def _lines() -> dict[str, str]:
    text = (files("newsdigest") / "data" / "translations_de_en.txt").read_text(encoding="utf-8")
    return {word: rest for word, _, rest in (line.partition(" ") for line in text.splitlines() if line[:1] != "#")}
