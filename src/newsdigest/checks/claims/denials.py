"""Denials of a sentence that its evidence does not make, and those that it leaves out.

What a word denies is told by the content words around it. Where the other text has them closest together, it must deny as often;
where it has too few of them, a denial of its own that nothing answers to may be the same in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import Evidence
from newsdigest.checks.negation import CLAUSE_ENDS, Denial, denials, forms, limits, soft_denials

_ENOUGH = 2
"""Content words around a denial that another text must have in one place to speak of the same."""
_WIDER = 4
"""How many content words more than the denial has around it such a place may be long."""
_BESIDE = 2
"""Content words beside such a place within which a denial belongs to it."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")


class _Place(NamedTuple):
    """Where a text speaks of what a denial denies: characters of it, and how many of the words around the denial it has there."""

    start: int
    end: int
    words: int


def denied(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    """The first denial that only one of the two makes; at most one."""
    if put_in := _without_answer(sentence, there):
        yield Unsupported(ClaimKind.DENIAL, f"the sentence denies ({put_in.text}), its evidence does not")
        return
    if lost := _lost_denial(sentence, there):
        yield Unsupported(ClaimKind.DENIAL, f"the evidence denies ({lost.text}), the sentence does not")
        return
    own, found = limits(sentence), [limit for evidence in there for limit in limits(evidence.english)]
    for word, turned in own:
        others = {there_turned for there_word, there_turned in found if there_word == word}
        if not others and len(own) == 1:  # the one of the evidence may limit the same by another word
            others = {there_turned for _, there_turned in found}
        if others and turned not in others:
            sides = ("the sentence", "its evidence") if turned else ("the evidence", "the sentence")
            yield Unsupported(ClaimKind.DENIAL, f"{sides[0]} denies (not only), {sides[1]} does not")
            return


def _without_answer(sentence: str, there: Sequence[Evidence]) -> Denial | None:
    """The first denial of the sentence that its evidence does not make."""
    for denial in denials(sentence):
        places = [(evidence, _place_of(denial, evidence.english)) for evidence in there]
        best = max((place.words for _, place in places if place), default=0)
        here = _place_of(denial, sentence)
        times = _times(sentence, here) if here else 1
        close = [(evidence, place) for evidence, place in places if place and place.words == best and best >= _ENOUGH]
        if close and not any(_times(evidence.english, place) >= times or _denied_in_german(evidence) for evidence, place in close):
            return denial
        if not close and not any(_open(evidence, sentence) for evidence in there):
            return denial
    return None


def _place_of(denial: Denial, text: str) -> _Place | None:
    """The shortest place of a text that has the most of the words around a denial."""
    wanted = {*denial.before, *denial.behind}
    tokens = _tokens(text)
    best: tuple[int, int, int, int] | None = None
    for first, (form, _, _) in enumerate(tokens):
        if form not in wanted:
            continue
        seen: set[str] = set()
        for last in range(first, min(len(tokens), first + len(wanted) + _WIDER)):
            if tokens[last][0] in wanted:
                seen.add(tokens[last][0])
                found = (len(seen), first - last, first, last)
                best = max(best, found) if best else found
    if best is None:
        return None
    words, _, first, last = best
    start = tokens[first - _BESIDE][1] if first >= _BESIDE else 0
    end = tokens[last + _BESIDE][2] if last + _BESIDE < len(tokens) else len(text)
    clauses = [0, *(match.end() for match in CLAUSE_ENDS.finditer(text)), len(text)]
    start = max(start, max(edge for edge in clauses if edge <= tokens[first][1]))
    return _Place(start, min(end, min(edge for edge in clauses if edge >= tokens[last][2])), words)


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """The content words of a text, as ``forms`` has them, with their characters."""
    return tuple((form, *match.span()) for match in _TOKEN.finditer(text) for form in forms(match.group())[:1])


def _times(text: str, place: _Place) -> int:
    """How often a text denies in a place of it."""
    return sum(place.start <= way.start <= place.end for way in (*denials(text), *soft_denials(text)))


def _denied_in_german(evidence: Evidence) -> bool:
    """Whether the German denies more often than its English: a denial was lost in translation."""
    return len(denials(evidence.german, "de")) > len(denials(evidence.english)) + len(soft_denials(evidence.english))


def _open(evidence: Evidence, sentence: str) -> bool:
    """Whether the evidence denies something of which the sentence does not speak with the same words."""
    if _denied_in_german(evidence):
        return True
    ways = (*denials(evidence.english), *soft_denials(evidence.english))
    return any(not (place := _place_of(way, sentence)) or place.words < _ENOUGH for way in ways)


def _has(sentence: str, denied: Sequence[str]) -> bool:
    return any(form in denied for form, _, _ in _tokens(sentence))


def _lost_denial(sentence: str, there: Sequence[Evidence]) -> Denial | None:
    """A denial of the evidence whose words the sentence has without it, the one that is denied above all."""
    for evidence in there:
        for denial in denials(evidence.english):
            place = _place_of(denial, sentence)
            if place is None or place.words < _ENOUGH or _times(sentence, place):
                continue
            if place.words <= _ENOUGH and not _has(sentence, denial.behind[:1]):
                continue
            others = ((other, _place_of(denial, other.english)) for other in there if other is not evidence)
            if not any(found and found.words >= place.words and not _times(other.english, found) for other, found in others):
                return denial
    return None
