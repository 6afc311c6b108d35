"""When: days of a German sentence, resolved against the day on which the article appeared."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from newsdigest.checks.quantities import Kind, Quantity
from newsdigest.facts.settings import settings

_DAY_BEFORE = re.compile(r"(?:\b(?:heute|gestern|vorgestern|übermorgen)|tag|woch|abend) $", re.IGNORECASE)
_DATE_BEHIND = 7
"""Characters between a weekday and its date: Mittwoch, den 12. März."""


def dates(source: str, found: Sequence[Quantity], published: date | None) -> Iterator[tuple[int, int, date | None, str]]:
    """Where dates stand, the day that each means if that is known, and how English writes it."""
    begins = []
    for month in (q for q in found if q.kind is Kind.MONTH):
        day = next(
            (q for q in found if q.kind is Kind.NUMBER and q.value <= 31 and q.value == int(q.value) and 0 <= month.start - q.end <= 2),
            None,
        )
        year = next((q for q in found if q.kind is Kind.NUMBER and 0 <= q.start - month.end <= 1 and len(q.text) == 4), None)
        if day is None:
            continue
        begins.append(day.start)
        shown = f"{day.value} {month_name[int(month.value)]}{f' {year.value}' if year else ''}"
        guessed = int(year.value) if year else _nearest_year(int(month.value), published)
        try:
            meant = date(guessed, int(month.value), int(day.value)) if guessed else None
        except ValueError:  # 31. Februar
            meant = None
        yield day.start, (year or month).end, meant, _english_date(meant) if meant else shown
    if published is None:
        return
    for q in found:
        # "Montags" is every Monday; "am Mittwoch, den 12. März" says which
        if q.kind is Kind.WEEKDAY and not q.text.endswith("s") and not any(0 <= begin - q.end <= _DATE_BEHIND for begin in begins):
            meant = _day_of_week(int(q.value), source[: q.start], source, published)
            yield q.start, q.end, meant, _english_date(meant) if meant else day_name[int(q.value) - 1]
    for match in re.finditer(r"\w+", source):
        days = settings()["relative_days"].get(match.group().lower())
        # "am Morgen", "heute Morgen", "gestern morgen" are in the morning
        if days is None or match.start() and not match.group().islower() or _DAY_BEFORE.search(source, 0, match.start()):
            continue
        meant = published + timedelta(days=days)
        yield *match.span(), meant, _english_date(meant)


def _day_of_week(weekday: int, before: str, source: str, published: date) -> date | None:
    """The day that a weekday (Monday is 1) means: the last one, or the day itself, unless ``before`` ends in a word that
    says another; None where the sentence may speak of what is to come."""
    rules = settings()["weekday"]
    words = before.lower().split() if before.endswith(" ") else []
    said = next((word for word in reversed(words) if word not in rules["between"]), "")
    back = (published.isoweekday() - weekday) % 7
    if said in rules["ahead"]:
        return published + timedelta(days=7 - back)
    if said in rules["behind"]:
        return published - timedelta(days=back or 7)
    if said in rules["either"]:
        return None
    if not set(rules["to_come"]).isdisjoint(re.findall(r"\w+", source.lower())):
        return None
    return published - timedelta(days=back)


def _nearest_year(month: int, published: date | None) -> int | None:
    """The year of a day without one: the nearest to the article's."""
    if published is None:
        return None
    return min((published.year + n for n in (-1, 0, 1)), key=lambda year: abs((date(year, month, 15) - published).days))


def _english_date(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"
