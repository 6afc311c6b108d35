"""Denials of a sentence that its evidence does not make, and those that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import Evidence
from newsdigest.checks.negation import Denial, denials, forms, limits, soft_denials

_NEAR = 30
"""Characters on either side of a word within which others count as around it."""
_ENOUGH = 2
"""Words around a denial by which it is told that a sentence says what its evidence denies."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def denied(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    for denial in (own := denials(sentence)):
        if not _denied_there(denial, sentence, there, times=sum(other.denied[:1] == denial.denied[:1] for other in own)):
            yield Unsupported(ClaimKind.DENIAL, f"the sentence denies ({denial.text}), its evidence does not")
            return
    if lost := _lost_denial(sentence, there):
        yield Unsupported(ClaimKind.DENIAL, f"the evidence denies ({lost.text}), the sentence does not")
        return
    for word, turned in limits(sentence):
        others = {there_turned for evidence in there for there_word, there_turned in limits(evidence.english) if there_word == word}
        if others and turned not in others:
            sides = ("the sentence", "its evidence") if turned else ("the evidence", "the sentence")
            yield Unsupported(ClaimKind.DENIAL, f"{sides[0]} denies (not only), {sides[1]} does not")
            return


def _denied_there(denial: Denial, sentence: str, there: Sequence[Evidence], times: int) -> bool:
    """Whether the evidence denies what a denial denies, rather than say it."""
    best_denied = best_said = 0
    own = {soft.text.lower() for soft in soft_denials(sentence)}
    for evidence in there:
        found = denials(evidence.english)
        if not found and denials(evidence.german, "de"):
            return True  # lost in translation, if there was any English
        if times > 1 and sum(other.denied[:1] == denial.denied[:1] for other in found) < times:
            found = []  # "could not never" is said by no "never"
        ways = [*found, *(soft for soft in soft_denials(evidence.english) if soft.text.lower() not in own)]
        alike = [way for way in ways if set(denial.denied) & way.around or set(way.denied) & denial.around]
        best_denied = max([best_denied, *(len(denial.around & way.around) for way in alike)])
        best_said = max(best_said, _said(denial, evidence.english, ways))
    return best_denied > 0 and best_denied >= best_said


def _said(denial: Denial, text: str, ways: Sequence[Denial]) -> int:
    """How many words around a denial stand around what it denies in a text that does not deny it; 0 where it does not say it."""
    denied_too = {word for way in ways for word in way.around}
    places = (m.span() for m in _TOKEN.finditer(text) if set(forms(m.group())) & set(denial.denied[:1]) - denied_too)
    return max((len(denial.around & frozenset(forms(text[max(0, start - _NEAR) : end + _NEAR]))) for start, end in places), default=0)


def _lost_denial(sentence: str, there: Sequence[Evidence]) -> Denial | None:
    """A denial of the evidence whose words the sentence has without it."""
    words = set(forms(sentence))
    for evidence in there:
        shared = {soft.text.lower() for soft in soft_denials(evidence.english)}
        own = [*denials(sentence), *(soft for soft in soft_denials(sentence) if soft.text.lower() not in shared)]
        turned = {word for way in own for word in way.around}
        for denial in denials(evidence.english):
            first = set(denial.denied[:1])
            if not first & (words - turned) or len(words & denial.around - first) < min(_ENOUGH, len(denial.around - first)):
                continue
            if not any(
                _said(denial, other.english, [*denials(other.english), *soft_denials(other.english)]) >= _ENOUGH
                for other in there
                if other is not evidence
            ):
                return denial
    return None
