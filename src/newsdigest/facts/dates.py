"""When: days of a German sentence, resolved against the day on which the article appeared."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from newsdigest.checks.quantities import Kind, Quantity
from newsdigest.facts.settings import settings

_DAY_BEFORE = re.compile(r"(?:\b(?:heute|gestern|vorgestern|übermorgen)|tag|woch|abend) $", re.IGNORECASE)
_WEEK_BEHIND = re.compile(
    r"\s(?:(?P<ahead>(?:der )?(?:kommende[rn]|nächste[rn]) Woche)|(?:der )?(?:vergangene[rn]|letzte[rn]|vorige[rn]) Woche|(?P<ago>vor einer Woche))"
)
_CLAUSE_END = re.compile(r"[,;:„“”\"»«()]|\s[–-]\s")
_PRETERITE = re.compile(r"[a-zäöüß]{2,}t(?:e|en)")
_PARTICIPLE = re.compile(r"\w*ge\w{2,}(?:t|en)|\w+iert|(?:be|ent|er|ver|zer|miss|über|unter|wider)\w{2,}(?:t|en)|worden|gewesen")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]\d)")
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
            meant = _day_of_week(int(q.value), source[: q.start], source[q.end :], published)
            yield q.start, q.end, meant, _english_date(meant) if meant else day_name[int(q.value) - 1]
    for match in re.finditer(r"\w+", source):
        days = settings()["relative_days"].get(match.group().lower())
        # "am Morgen", "heute Morgen", "gestern morgen" are in the morning
        if days is None or match.start() and not match.group().islower() or _DAY_BEFORE.search(source, 0, match.start()):
            continue
        if days == 0 and _YEAR.search(source):
            continue  # 1990 waren es 60.000, heute 40.000
        meant = published + timedelta(days=days)
        yield *match.span(), meant, _english_date(meant)


def _day_of_week(weekday: int, before: str, behind: str, published: date) -> date | None:
    """The day that a weekday (Monday is 1) means, by the words before and behind it in its sentence.

    The last one, or the day itself, where something in its clause (else in the sentence) is told as past; another where the words
    around it say so; None where it may be to come.
    """
    rules = settings()["weekday"]
    back = (published.isoweekday() - weekday) % 7
    if week := _WEEK_BEHIND.match(behind):
        if week["ago"]:
            return published - timedelta(days=back + 7)
        monday = published - timedelta(days=published.isoweekday() - 1)
        return monday + timedelta(days=weekday - 1 + (7 if week["ahead"] else -7))
    words = before.lower().split() if before.endswith(" ") else []
    said = next((word for word in reversed(words) if word not in rules["between"]), "")
    if said in rules["ahead"]:
        return published + timedelta(days=7 - back)
    if said in rules["behind"]:
        return published - timedelta(days=back or 7)
    if said in rules["either"]:
        return None
    clause = _CLAUSE_END.split(before)[-1] + " " + _CLAUSE_END.split(behind)[0]
    past = _is_past(clause)
    if past is None:
        past = _is_past(f"{before} {behind}")
    return published - timedelta(days=back) if past else None


def _is_past(german: str) -> bool | None:
    """Whether a clause tells of the past; None where it has no verb that says so or the opposite."""
    rules = settings()["tense"]
    words = re.findall(r"\w+", german)
    small = [word for word in words if word.islower()]
    if any(word in rules["past"] or _PRETERITE.fullmatch(word) and word not in rules["not_past"] for word in small):
        return True
    perfect = any(word in rules["perfect"] for word in small)
    if perfect and any(_PARTICIPLE.fullmatch(word) and word not in rules["not_past"] for word in small):
        return True
    if any(word in rules["to_come"] for word in small):
        return False
    return False if any(word in rules["present"] or word in rules["perfect"] for word in small) else None


def _nearest_year(month: int, published: date | None) -> int | None:
    """The year of a day without one: the nearest to the article's."""
    if published is None:
        return None
    return min((published.year + n for n in (-1, 0, 1)), key=lambda year: abs((date(year, month, 15) - published).days))


def _english_date(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"
