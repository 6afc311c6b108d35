"""Days and times of day in a line, as German pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from newsdigest.checks.numerals import language_of

_TIME = re.compile(r"(?:T|[\s,|–•·-]{1,5})(?:(?:um|gegen)\s)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?![\d.])(?:\s?Uhr)?")
_WEEKDAY = re.compile(r"(?:\w{2,10}tag|Mittwoch|Mo|Di|Mi|Do|Fr|Sa|So)[.,]?\s")


@dataclass(frozen=True)
class Moment:
    """A day with its year, and the time of day if it is given."""

    iso: str
    start: int
    end: int


def moments(line: str) -> Iterator[Moment]:
    """The moments of a line in their order; what is no day of the calendar is left out."""
    for match in day_pattern().finditer(line):
        try:
            day = _day(match)
        except ValueError:  # 31.2.2026
            continue
        if time := _TIME.match(line, match.end()):
            exact = day.replace(hour=int(time["hour"]), minute=int(time["minute"]))
            yield Moment(exact.isoformat(timespec="minutes"), match.start(), time.end())
        else:
            yield Moment(day.date().isoformat(), match.start(), match.end())


def is_date_alone(line: str) -> bool:
    """Whether a line is a day with its year, a weekday and a time perhaps, and nothing else."""
    found = next(moments(line), None)
    return found is not None and found.end == len(line) and (not found.start or bool(_WEEKDAY.fullmatch(line, 0, found.start)))


@cache
def day_pattern() -> re.Pattern[str]:
    """A day with its year: 28. April 2023, 28.4.23, 28/04/2023, 2023-04-28."""
    months = "|".join(sorted(language_of("de").months, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.])(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>[0-3]?\d)(?:\.\s?(?P<month>[01]?\d)\.\s?|/(?P<second>[01]\d)/|\.?\s?(?P<name>{months})\.?\s)"
        r"(?P<year>\d{4}|\d\d))(?!\d)",
        re.IGNORECASE,
    )


def _day(match: re.Match[str]) -> datetime:
    if match["iso"]:
        return datetime.fromisoformat(match["iso"])
    month = int(language_of("de").months[match["name"].lower()]) if match["name"] else int(match["month"] or match["second"])
    return datetime(int(match["year"]) + (2000 if len(match["year"]) == 2 else 0), month, int(match["day"]))
