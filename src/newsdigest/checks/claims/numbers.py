"""Numbers, dates, times and sums of a sentence that its evidence does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import Evidence, borne_out, word_lists
from newsdigest.checks.claims.places import Place, in_its_place
from newsdigest.checks.comparison import compare_quantities, same
from newsdigest.checks.quantities import Kind, Quantity, quantities

_TOLD = 3
"""How many numbers of the evidence a warning names."""
_ROUNDED = 0.1
"""By how much of itself an exact number may be beyond the round one that stands for it."""
_WORD_BEHIND = re.compile(r"[ -]([^\W\d_]+)")
_PAIR = re.compile(r"(?<![\w.,:-])(\d+(?:[.,]\d+)*)%?(?: ?[-–:/] ?| (?:to|zu|bis) )[£$€]?(\d+(?:[.,]\d+)*)(?![\w:-])")
"""A score or a range, whose numbers have an order: 3-2, 3:2, 16 to 18."""


def numbered(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    """The quantities that are not there, that are said of something else there, or that stand in another order."""
    found = [quantity for evidence in there for quantity in evidence.quantities]
    stated = quantities(sentence, "en")
    for quantity in compare_quantities(stated, []).missing:
        if quantity.text.lower() in word_lists("vague")["words"]:
            continue
        saying = [evidence for evidence in there if _states(evidence, quantity, sentence)]
        rivals = [evidence for evidence in there if any(q.kind is quantity.kind for q in evidence.quantities)]
        if borne_out(there, saying, rivals, sentence, quantity.start, quantity.end):
            if other := _displaced(sentence, quantity, saying):
                yield Unsupported(ClaimKind.NUMBER, quantity.text, (other,), elsewhere=True)
            continue
        if any(same(quantity, other) for other in found):
            yield Unsupported(ClaimKind.NUMBER, quantity.text, elsewhere=True)
            continue
        alike = [q for q in found if q.kind is quantity.kind and q.unit == quantity.unit] or [q for q in found if q.kind is quantity.kind]
        if quantity.kind is Kind.ORDINAL and not alike:
            continue  # "second" is a word of many senses
        first = {(q.value, q.unit): q for q in reversed(alike)}  # 1,140 and, in German, 1.140 are one
        instead = sorted(first.values(), key=alike.index)[:_TOLD]
        yield Unsupported(ClaimKind.NUMBER, _with_unit(quantity, instead), tuple(_with_unit(q, [quantity]) for q in instead))
    yield from _of_another_measure(sentence, stated, there)
    yield from _turned_pairs(sentence, there)


def _of_another_measure(sentence: str, stated: Sequence[Quantity], there: Sequence[Evidence]) -> Iterator[Unsupported]:
    """Numbers of a length or a time that the evidence has of another one only: nine months for nine years."""
    for quantity in stated:
        if not (measure := _measure(sentence, quantity)):
            continue
        texts = [(text, language) for evidence in there for text, language in ((evidence.english, "en"), (evidence.german, "de"))]
        found = {_measure(text, other) for text, language in texts for other in quantities(text, language) if same(quantity, other)}
        if found and None not in found and measure not in found:
            instead = tuple(f"{quantity.text} {other}s" for other in word_lists("measures") if other in found)
            yield Unsupported(ClaimKind.NUMBER, f"{quantity.text} {measure}s", instead)


def _measure(text: str, quantity: Quantity) -> str | None:
    """The measure whose number this is, in English and the singular; None where it is none or of none."""
    word = _WORD_BEHIND.match(text, quantity.end)
    if not word or quantity.kind not in (Kind.NUMBER, Kind.WORD):
        return None
    return next((name for name, words in word_lists("measures").items() if word[1].lower() in words), None)


def _turned_pairs(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    """Scores and ranges that the evidence has the other way round, and not as they are."""
    found = {
        match.groups(): match.group()
        for evidence in there
        for text in (evidence.german, evidence.english)
        for match in _PAIR.finditer(text)
    }
    for match in _PAIR.finditer(sentence):
        first, second = match.groups()
        if first != second and (first, second) not in found and (second, first) in found:
            yield Unsupported(ClaimKind.NUMBER, match.group(), (found[second, first],))


def _displaced(sentence: str, quantity: Quantity, saying: Sequence[Evidence]) -> str | None:
    """The number that the evidence has in the place of this one, where it has this one in another."""
    own, rivals = [], []
    for evidence in saying:
        for other in quantities(evidence.english, "en"):
            if same(quantity, other):
                own.append(_place(evidence.english, other))
            elif other.kind is quantity.kind:
                rivals.append(_place(evidence.english, other))
    others = [_place(sentence, other) for other in quantities(sentence, "en") if other.kind is quantity.kind and other != quantity]
    found = in_its_place(_place(sentence, quantity), own, rivals, others) if own else None
    return found.words if found else None


def _place(text: str, quantity: Quantity) -> Place:
    return Place(text, quantity.start, quantity.end, quantity.unit)


def _with_unit(quantity: Quantity, others: Sequence[Quantity]) -> str:
    """A quantity as it is written, and its unit where that is all in which it differs from another."""
    alone = quantity.unit and any(quantity.readings & other.readings for other in others)
    return f"{quantity.text} {quantity.unit}" if alone else quantity.text


def _states(evidence: Evidence, quantity: Quantity, sentence: str) -> bool:
    there = evidence.quantities
    return not compare_quantities([quantity], there).missing or _rounds(sentence, quantity, there)


def _rounds(sentence: str, quantity: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether a round number with "more than", "almost" or "about" before it stands for an exact one: more than 800 for 803."""
    before = sentence[: quantity.start].rstrip(" $€£").lower()
    side = next((side for side, words in word_lists("rounding").items() if before.endswith(tuple(words))), None)
    if side is None:
        return False
    for other in there:
        if other.kind in (Kind.NUMBER, Kind.WORD) and (not quantity.unit or not other.unit or quantity.unit == other.unit):
            if _digits(other) <= _digits(quantity):
                continue  # no rounder than the other: 230,000 stands for no 250,000
            beyond = float(other.value - quantity.value)
            if (beyond >= 0 or side != "above") and (beyond <= 0 or side != "below") and abs(beyond) <= _ROUNDED * float(quantity.value):
                return True
    return False


def _digits(quantity: Quantity) -> int:
    """How many digits say something: 3 of 803, 1 of 800."""
    return len(quantity.value.normalize().as_tuple().digits)
