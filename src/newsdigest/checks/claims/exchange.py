"""Two names of which one does to the other what in the evidence is done to it: Weber accused Bergmann, Bergmann accused Weber."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import word_lists
from newsdigest.checks.names import folded
from newsdigest.checks.negation import CLAUSE_ENDS, forms
from newsdigest.checks.quantities import quantities
from newsdigest.words import stop_words

_FARTHEST = 4
"""Content words between two names that may say what one does to the other."""
_NAME = re.compile(r"[A-ZÄÖÜ][\w’-]+(?: [A-ZÄÖÜ][\w’-]+)*")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b[^,;]*\bby $")


class _Deed(NamedTuple):
    """Two names next to each other, as they are written, and the content words between them; ``passive``: the second does it to the first."""

    first: str
    second: str
    words: frozenset[str]
    passive: bool


def exchanged(sentence: str, english: Sequence[str]) -> Iterator[Unsupported]:
    """The first of two such names, with the second, where the evidence has them the other way round and not this way."""
    there = [deed for text in english for deed in _deeds(text)]
    for deed in _deeds(sentence):
        same, turned = False, False
        for other in there:
            if deed.words & other.words:
                straight = _one(deed.first, other.first) and _one(deed.second, other.second)
                crossed = _one(deed.first, other.second) and _one(deed.second, other.first)
                same |= straight and deed.passive == other.passive or crossed and deed.passive != other.passive
                turned |= crossed and deed.passive == other.passive or straight and deed.passive != other.passive
        if turned and not same:
            yield Unsupported(ClaimKind.NAME, deed.first, (deed.second,), elsewhere=True)


@lru_cache(maxsize=4096)
def _deeds(text: str) -> tuple[_Deed, ...]:
    mutual = word_lists("mutual")["words"]
    dates = {q.start for q in quantities(text, "en")}
    names = [match for match in _NAME.finditer(text) if match.start() not in dates and match.group().lower() not in stop_words()]
    found = []
    for first, second in zip(names, names[1:]):
        between = text[first.end() : second.start()]
        words = forms(between)
        if 0 < len(words) <= _FARTHEST and mutual.isdisjoint(words) and not CLAUSE_ENDS.search(between):
            found.append(_Deed(first.group(), second.group(), frozenset(words), _PASSIVE.search(between) is not None))
    return tuple(found)


def _one(a: str, b: str) -> bool:
    """Whether two names share a word: Weber, Anna Weber."""
    return not set(folded(a).split()).isdisjoint(folded(b).split())
