"""The quantities of a sentence: numbers, dates, times of day, percentages and money, in German or in English.

Both languages are read into the same values, so that they can be compared: ``1.234,5`` and ``1,234.5``; ``3,2 Mrd.`` and
``3.2 billion``; ``19.30 Uhr`` and ``7:30 p.m.``; ``zwölf`` and ``12``; ``II. Weltkrieg`` and ``World War Two``. What the languages'
words are is data (``data/quantities_de.toml``, ``quantities_en.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from newsdigest.checks.numerals import Language, language_of


class Kind(StrEnum):
    """What a quantity is written as: digits; a word; an ordinal word; a Roman numeral; a time of day (its value in
    minutes after midnight); a month (1 to 12); a weekday (Monday is 1); a decade (the year that it begins with)."""

    NUMBER = "number"
    WORD = "word"
    ORDINAL = "ordinal"
    ROMAN = "roman"
    TIME = "time"
    MONTH = "month"
    WEEKDAY = "weekday"
    DECADE = "decade"


@dataclass(frozen=True)
class Quantity:
    """One quantity: where it stands (characters of the sentence), as it is written, and its value.

    ``others`` are values that it may have as well: 20 in "20 bis 30 Millionen" may be twenty million, 7:30 may be in
    the evening. ``unit`` is a key of the data's ``units``, or None. One that is not ``certain`` may be no quantity at all
    ("one", "jeder zweite"): it supports another, but nothing is missing without it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    kind: Kind
    unit: str | None = None
    others: frozenset[Decimal] = frozenset()
    certain: bool = True

    @property
    def readings(self) -> frozenset[Decimal]:
        """All values that it may have."""
        return self.others | {self.value}


_BARE_TIME = re.compile(r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\d:])")  # or a score
_NOON = {"noon": 720, "midday": 720, "midnight": 0}
_NOON_WORD = re.compile(rf"\b(?:{'|'.join(_NOON)})\b", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d.,/])(?P<day>[0-3]?\d)(?P<sep>[./])(?P<month>[0-3]?\d)(?P=sep)(?P<year>(?:\d\d)?\d\d)?(?![\d])")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_DECADE = {
    "de": re.compile(r"(?<![\d.,])[’']?(\d?\d?\d0)-?er(?:n|jahren?)?\b"),
    "en": re.compile(r"(?<![\d.,])[’']?(\d?\d?\d0)['’]?s\b"),
}
_MULTIPLIERS = (100, 1000)
_AND_A_HALF = re.compile("[ -]and[ -]a[ -]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.:?!])[\W_]*$")
_ROMAN = re.compile(r"(?<![\w.])[IVX]{2,}(?!\w)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def scale_words(language: str) -> frozenset[str]:
    """Words that multiply the number before them, in small letters: million, mrd."""
    return frozenset(language_of(language).scales)


def quantities(text: str, language: str) -> list[Quantity]:
    """The quantities of a sentence, in order. ``language`` is ``"de"`` or ``"en"``."""
    return list(_read(text, language))


@lru_cache(maxsize=4096)  # a sentence is compared several times over
def _read(text: str, language: str) -> tuple[Quantity, ...]:
    lang = language_of(language)
    found: list[Quantity] = []
    taken = [False] * len(text)

    def add(quantity: Quantity) -> None:
        if not any(taken[quantity.start : quantity.end]):
            taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
            found.append(quantity)

    for quantity in (
        *_dates(text, lang, language),
        *_times(text, lang, language),
        *_decades(text, lang, language),
        *_digits(text, lang, language),
    ):
        add(quantity)
    for quantity in (*_romans(text), *_words(text, lang, language), *_calendar(text, lang)):
        add(quantity)
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_with_years(_spread_scales(found), text))


def _dates(text: str, lang: Language, language: str) -> Iterator[Quantity]:
    for match in (*_DATE.finditer(text), *_ISO.finditer(text)):
        places, year = ("day", "month"), match["year"]
        slashed = match.re is _DATE and match["sep"] == "/"
        if slashed and int(match["day"]) <= 12:
            places = ("month", "day")  # American, unless it cannot be
        day, month = (int(match[place]) for place in places)
        # 3/4 and 3.4. may be anything, and so may "Version 8.1." at an end
        short = (
            match.re is _DATE
            and not year
            and (slashed or language == "en" or lang.counted.search(text, max(0, match.start() - 20), match.start()))
        )
        if short or not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        yield Quantity(*match.span(places[0]), match[places[0]], Decimal(day), Kind.NUMBER)
        yield Quantity(*match.span(places[1]), match[places[1]], Decimal(month), Kind.MONTH)
        if year:
            value = Decimal(year)
            others = frozenset({value + 1900, value + 2000}) if len(year) == 2 else frozenset()
            yield Quantity(*match.span("year"), year, value, Kind.NUMBER, others=others)


def _times(text: str, lang: Language, language: str) -> Iterator[Quantity]:
    for match in lang.time.finditer(text):
        groups = match.groupdict()
        minutes = 60 * int(match["h"]) + int(match["m"] or groups.get("late") or 0)
        half = groups.get("half")
        others: frozenset[Decimal] = frozenset()
        if half and minutes < 13 * 60:
            minutes = minutes % 720 + (720 if half == "p" else 0)
        elif match["h"][0] == "0":
            pass  # 00:30 and 08:30 are of twenty-four hours
        elif not half and minutes < 12 * 60 and lang.afternoon.match(text, match.end()):
            minutes += 720  # 8 Uhr abends
        elif not half and _may_be_later(int(match["h"]), text, lang):
            others = frozenset({Decimal((minutes + 720) % 1440)})
        yield Quantity(*match.span(), match.group(), Decimal(minutes % 1440), Kind.TIME, others=others)
    for match in lang.half_past.finditer(text):
        hour = lang.words.get(match["hour"].lower()) or Decimal(match["hour"])
        minutes = int(60 * hour) + (30 if language == "en" else -30)  # halb acht is half past seven
        others = frozenset({Decimal((minutes + 720) % 1440)})
        yield Quantity(*match.span(), match.group(), Decimal(minutes), Kind.TIME, others=others)
    if language == "de":
        for match in _BARE_TIME.finditer(text):
            yield Quantity(*match.span(), match.group(), Decimal((60 * int(match["h"]) + int(match["m"])) % 1440), Kind.TIME)
    else:
        for match in _NOON_WORD.finditer(text):
            yield Quantity(*match.span(), match.group(), Decimal(_NOON[match.group().lower()]), Kind.TIME)


def _may_be_later(hour: int, text: str, lang: Language) -> bool:
    small = text.lower()
    return any(hour in hours and word in small for word, hours in lang.later)


def _decades(text: str, lang: Language, language: str) -> Iterator[Quantity]:
    for match in _DECADE[language].finditer(text):
        value = Decimal(match[1])
        others = frozenset({value % 100}) if value > 1000 and value % 100 else frozenset()
        yield Quantity(*match.span(), match.group(), value, Kind.DECADE, others=others)
    if language == "de":
        for match in lang.decade.finditer(text):
            yield Quantity(*match.span(), match.group(), lang.words[match["ten"].lower()], Kind.DECADE)


def _digits(text: str, lang: Language, language: str) -> Iterator[Quantity]:
    for match in lang.number.finditer(text):
        values = _values(match.group(), language)
        if not values:
            continue
        end = match.end()
        after = lang.after.match(text, end)
        scale, unit = None, None
        if after:
            scale = after["scale"]
            unit = lang.units[after["unit"].lower()] if after["unit"] else None
            end = after.end("scale") if scale else end
        before = lang.before.search(text, max(0, match.start() - 20), match.start())
        if not unit and before and (before.start() == 0 or not before["unit"][0].isalpha() or not text[before.start() - 1].isalnum()):
            unit = lang.units[before["unit"].lower()]
        factor = lang.scales[scale.lower()] if scale else Decimal(1)
        if scale and len(scale) == 1 and not unit:
            values, factor = [*values, *(value * factor for value in values)], Decimal(1)  # "400m" may be metres
        first, *rest = (value * factor for value in values)
        yield Quantity(match.start(), end, text[match.start() : end], first, Kind.NUMBER, unit, frozenset(rest))


def _values(written: str, language: str) -> list[Decimal]:
    """What a number written with digits may mean, the likeliest first."""
    plain = re.sub(r"['’\s]", "", written)
    point, comma = (",", ".") if language == "de" else (".", ",")
    try:
        if plain.count(comma) and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(comma)}\d{{3}})+(?:{re.escape(point)}\d+)?", plain):
            values = [Decimal(plain.replace(comma, "").replace(point, "."))]
            if plain.count(comma) == 1 and point not in plain and plain.startswith("0"):
                values.insert(0, Decimal(plain.replace(comma, ".")))
            return values
        if plain.count(point) == 1 and comma not in plain:
            return [Decimal(plain.replace(point, "."))]
        if plain.count(comma) == 1 and point not in plain:
            return [Decimal(plain.replace(comma, "."))]  # a version, or the other language's decimals: 8.1
        return [Decimal(re.sub(r"[.,]", "", plain))]
    except InvalidOperation:  # digits that are none for arithmetic
        return []


def _romans(text: str) -> Iterator[Quantity]:
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_DIGITS[c] for c in match.group()]
        value = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0]))
        yield Quantity(*match.span(), match.group(), Decimal(value), Kind.ROMAN)


def _words(text: str, lang: Language, language: str) -> Iterator[Quantity]:
    for match in lang.half.finditer(text):
        yield Quantity(*match.span(), match.group(), lang.scales[match["scale"].lower()] / 2, Kind.WORD)
    for run in _runs(text, lang) if language == "en" else ([match] for match in lang.word.finditer(text)):
        start, end = run[0].start(), run[-1].end()
        ordinal = _is_ordinal(run[-1])
        parts = [part for match in run for part in _parts(match, lang)]
        if not parts:
            continue
        value, certain = _total(parts), _certain(text, start, end, ordinal, lang)
        if ordinal:
            # a "thirty-second pause" is of thirty seconds
            others = frozenset({parts[0]}) if len(run) > 1 else frozenset()
            if value != 1 or language == "en":
                yield Quantity(start, end, text[start:end], value, Kind.ORDINAL, others=others, certain=certain and value != 1)
            continue
        unit = None
        after = lang.after.match(text, end)
        if after and after["scale"] and len(after["scale"]) > 1:
            value, end = value * lang.scales[after["scale"].lower()], after.end("scale")
        if after and after["unit"]:
            unit = lang.units[after["unit"].lower()]
        # "ein" and "one" are articles and pronouns far more often
        if value != 1 or unit == "percent" or language == "en":
            yield Quantity(start, end, text[start:end], value, Kind.WORD, unit, certain=certain and (value != 1 or unit == "percent"))
    for match in lang.article.finditer(text):
        yield Quantity(*match.span(), match.group(), lang.scales[match["scale"].lower()], Kind.WORD)


def _certain(text: str, start: int, end: int, ordinal: bool, lang: Language) -> bool:
    """Whether a number word is one and exact: not in die Elf, auf etwas achten, mehrere tausend, jeder zweite."""
    word = text[start:end]
    if word.lower() in lang.ambiguous:
        return not ordinal and (word.islower() or _SENTENCE_BEGINS.search(text[max(0, start - 5) : start]) is not None)
    return word.lower() not in lang.loose and lang.vague.search(text, max(0, start - 20), start) is None


def _runs(text: str, lang: Language) -> Iterator[list[re.Match[str]]]:
    """English number words that make up one number: twenty-two, two hundred and five; but three and four are two."""
    run: list[re.Match[str]] = []
    for match in lang.word.finditer(text):
        if run and not _joined(run[-1], match, lang):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _joined(last: re.Match[str], here: re.Match[str], lang: Language) -> bool:
    if _is_ordinal(last):
        return False
    between = here.string[last.end() : here.start()]
    a, b = _parts(last, lang)[-1], _parts(here, lang)[0]
    if b == Decimal("0.5"):
        return _AND_A_HALF.fullmatch(between) is not None
    if _is_ordinal(here):
        return between == "-" and 20 <= a <= 90 and b < 10 or between == " and " and a in _MULTIPLIERS
    return between in ("-", " ") and (20 <= a <= 90 and b < 10 or b in _MULTIPLIERS) or between in (" ", " and ") and a in _MULTIPLIERS


def _is_ordinal(match: re.Match[str]) -> bool:
    return bool(match["irregular"] or match["ordinal"])


def _parts(match: re.Match[str], lang: Language) -> list[Decimal]:
    """The values of the number words that one has grown together from; those that only link them have none."""
    words = lang.token.findall((match["stem"] or match["number"] or "").lower())
    values = [lang.words[word] for word in words if word in lang.words]
    return [*values, lang.ordinals[match["irregular"].lower()]] if match["irregular"] else values


def _total(parts: Sequence[Decimal]) -> Decimal:
    """The value of number words in a row: those before a hundred or a thousand multiply it."""
    total = group = Decimal(0)
    for value in parts:
        if value in _MULTIPLIERS:
            group = max(group, Decimal(1)) * value
            if value == 1000:
                total, group = total + group, Decimal(0)
        else:
            group += value
    return total + group


def _calendar(text: str, lang: Language) -> Iterator[Quantity]:
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group().lower()
        if not match.group()[0].isupper():
            continue
        if word in lang.months:
            yield Quantity(*match.span(), match.group(), lang.months[word], Kind.MONTH)
        elif day := lang.weekday.fullmatch(word):
            yield Quantity(*match.span(), match.group(), lang.weekdays[day["day"]], Kind.WEEKDAY)


def _spread_scales(found: list[Quantity]) -> list[Quantity]:
    """``20 bis 30 Millionen``: the first number may be one of millions too."""
    out = []
    for here, after in zip(found, [*found[1:], None]):
        if after and here.kind is Kind.NUMBER and after.kind is Kind.NUMBER and after.start - here.end <= 6 and here.value < 1000:
            scale = next(
                (Decimal(10) ** n for n in (12, 9, 6, 3) if after.value >= Decimal(10) ** n and re.search(r"[^\W\d]", after.text)), None
            )
            if scale:
                here = replace(here, others=here.others | {here.value * scale})
        out.append(here)
    return out


def _with_years(found: list[Quantity], text: str) -> list[Quantity]:
    """``2023/24``: the second is a year of the same century too."""
    out = found[:1]
    for before, here in zip(found, found[1:]):
        if (
            re.fullmatch(r"[12]\d\d\d", before.text)
            and re.fullmatch(r"\d\d", here.text)
            and re.fullmatch("[/–-]", text[before.end : here.start])
        ):
            here = replace(here, others=here.others | {before.value // 100 * 100 + here.value})
        out.append(here)
    return out
