"""Numbers in which two sentences that say the same differ: three dead here, five there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsdigest.checks.comparison import compare_quantities
from newsdigest.checks.quantities import Kind, Quantity, quantities
from newsdigest.stories.settings import settings
from newsdigest.words import content_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNIT = re.compile(r"\.?\s?(?:[%€$£]|[A-ZÄÖÜ][^\W\d_]+)")
_CLAUSE = re.compile(r"[,;:](?!\d)|[–“„]| (?:und|oder|sowie) ")
_COUNTING = {Kind.NUMBER, Kind.WORD, Kind.TIME}


@dataclass(frozen=True)
class _Count:
    """A quantity, what it counts (a unit, or the stem of a noun), and both as they are written."""

    quantity: Quantity
    counted: str
    written: str
    about: bool
    """It is said to be rounded, or a limit."""
    around: frozenset[str]
    """First letters of the content words of its clause."""


def disagreements(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Numbers of the same thing that differ between two German sentences, as each writes them: ("drei Tote", "fünf Tote").

    A thing that a sentence counts more than once is left out, and so is a number that the other has, rounded.
    """
    here, there = quantities(one, "de"), quantities(other, "de")
    difference = compare_quantities(here, there)
    only_here = [c for c in _counts(one, here) if c.quantity in difference.missing]
    only_there = [c for c in _counts(other, there) if c.quantity in compare_quantities(there, here).missing]
    for a in only_here:
        partners = [b for b in only_there if _same_thing(a, b)]
        rivals = [c for c in only_here if _same_thing(c, a)]
        if len(partners) == len(rivals) == 1 and not _rounded(a, partners[0]):
            yield a.written, partners[0].written


def _counts(text: str, found: list[Quantity]) -> Iterator[_Count]:
    for quantity in found:
        if quantity.kind not in _COUNTING:
            continue
        before = [word.group().lower() for word in _WORD.finditer(text, 0, quantity.start)][-2:]
        about = bool(settings().disagreement.about.intersection(before))
        if quantity.kind is Kind.TIME:
            yield _Count(quantity, "time", quantity.text, about, _around(text, quantity.start, quantity.end))
            continue
        behind = [word for word in _WORD.finditer(text, quantity.end)][: settings().disagreement.reach]
        noun = next((word for word in behind if word.group()[0].isupper() and _joined(text, quantity.end, word.start())), None)
        if quantity.unit:
            unit = _UNIT.match(text, quantity.end)
            end = unit.end() if unit else quantity.end
            yield _Count(quantity, quantity.unit, text[quantity.start : end], about, _around(text, quantity.start, end))
        elif noun and (stems := content_words(noun.group(), "de")):
            yield _Count(quantity, stems[0], text[quantity.start : noun.end()], about, _around(text, quantity.start, noun.end()))


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a number and its noun stand in one phrase: no mark between them."""
    return not re.search(r"[,;:.!?()–\d]", text[start:end])


def _around(text: str, start: int, end: int) -> frozenset[str]:
    """First letters of the content words of the clause that a number and its noun stand in, these left out."""
    begin = max((mark.end() for mark in _CLAUSE.finditer(text, 0, start)), default=0)
    stop = next((mark.start() for mark in _CLAUSE.finditer(text, end)), len(text))
    letters = settings().disagreement.letters
    return frozenset(word[:letters] for word in content_words(f"{text[begin:start]} {text[end:stop]}", "de") if word.isalpha())


def _same_thing(one: _Count, other: _Count) -> bool:
    """Whether two numbers count the same: "Menschen" may be dead or hurt, but the dead are not the hurt."""
    rules = settings().disagreement
    if one.counted == other.counted:
        vague = one.counted in rules.measures | rules.people
        return not vague or bool(one.around & other.around)
    fates = {fate for fate in rules.fates if fate & {one.counted, other.counted}}
    return len(fates) == 1 and all(stem in rules.people or any(stem in fate for fate in fates) for stem in (one.counted, other.counted))


def _rounded(one: _Count, other: _Count) -> bool:
    """Whether one number may be the other, rounded: "rund 140" and "143"."""
    rules = settings().disagreement
    if Kind.TIME in (one.quantity.kind, other.quantity.kind):
        return False
    less, more = sorted((abs(one.quantity.value), abs(other.quantity.value)))
    about = one.about or other.about
    share = float((more - less) / more) if more else 0.0
    return share <= rules.near_about if about else less >= rules.near_from and share <= rules.near
