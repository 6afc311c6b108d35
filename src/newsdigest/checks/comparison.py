"""Which quantities of one sentence are not in another, and which stand there without a source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from newsdigest.checks.quantities import Kind, Quantity, quantities

_WRITTEN_OUT = {Kind.WORD, Kind.ORDINAL, Kind.ROMAN, Kind.MONTH, Kind.WEEKDAY}
"""Kinds whose words mean other things too ("second", "May"): they support a quantity, but none is invented by them."""

_SCORE = re.compile(r"(\d+):(\d+)")


@dataclass(frozen=True)
class Difference:
    """What a target lacks, and what it has without a source; both empty where the quantities agree."""

    missing: tuple[Quantity, ...]
    invented: tuple[Quantity, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.invented)

    def __len__(self) -> int:
        return len(self.missing) + len(self.invented)


def compare(source: str, target: str, source_language: str = "de", target_language: str = "en") -> Difference:
    """Compare the quantities of two sentences."""
    return compare_quantities(quantities(source, source_language), quantities(target, target_language))


def compare_quantities(source: Sequence[Quantity], target: Sequence[Quantity]) -> Difference:
    """The same, for quantities that have been read already."""
    there, here = _Index(target), _Index(source)
    missing = tuple(q for q in source if q.certain and not there.supports(q))
    invented = tuple(t for t in target if _stated(t) and not here.supports(t))
    return Difference(missing, invented)


class _Index:
    """Quantities by all values that one may be looked up by: a table has thousands."""

    def __init__(self, found: Sequence[Quantity]):
        self._by_value: dict[Decimal, dict[tuple[object, ...], Quantity]] = {}
        for quantity in found:
            for value in _looked_up(quantity):
                self._by_value.setdefault(value, {})[(quantity.kind, quantity.unit, quantity.readings, _faces(quantity))] = quantity

    def supports(self, quantity: Quantity) -> bool:
        """Whether one of them may be this quantity."""
        return any(same(quantity, other) for value in _looked_up(quantity) for other in self._by_value.get(value, {}).values())


def _stated(quantity: Quantity) -> bool:
    """Whether it is certainly meant as a quantity: "second", "May", "midday" and "one" need not be."""
    return quantity.kind not in _WRITTEN_OUT and quantity.value != 1 and any(c.isdigit() for c in quantity.text)


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may be the same one, however each is written."""
    if Kind.TIME in (a.kind, b.kind):
        if a.kind is b.kind:
            return bool(a.readings & b.readings)
        time, other = (a, b) if a.kind is Kind.TIME else (b, a)
        return other.kind in (Kind.NUMBER, Kind.WORD) and other.value in _faces(time)
    if Kind.WEEKDAY in (a.kind, b.kind):
        return a.kind is b.kind and a.value == b.value
    if Kind.MONTH in (a.kind, b.kind):
        return a.value == b.value and {a.kind, b.kind} <= {Kind.MONTH, Kind.NUMBER, Kind.ROMAN}
    if a.unit and b.unit and a.unit != b.unit:
        return False
    if a.kind is b.kind is Kind.DECADE and min(a.value, b.value) > 100:
        return a.value == b.value  # the 1890s are not the 1990s
    return bool(a.readings & b.readings)


def _looked_up(quantity: Quantity) -> frozenset[Decimal]:
    return quantity.readings | _faces(quantity)


def _faces(quantity: Quantity) -> frozenset[Decimal]:
    """A time of day as bare numbers: 17 or 5 for five in the afternoon, 17.30 for half past; 24 and 22 for a score of 24:22.
    Of any other quantity none."""
    if quantity.kind is not Kind.TIME:
        return frozenset()
    hours, minutes = divmod(quantity.value, 60)
    score = _SCORE.fullmatch(quantity.text)
    return frozenset(
        {hour + minutes / 100 for hour in (hours, hours % 12, hours % 12 + 12)} | set(map(Decimal, score.groups() if score else ()))
    )
