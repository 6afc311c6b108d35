"""Repairs of a translation that need no model: numbers in the wrong format, times of day, names with a wrong letter.

And what a model is given again where that is not enough: the sentence with placeholders for what it got wrong.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache

from newsdigest.checks.comparison import compare_quantities
from newsdigest.checks.names import Name
from newsdigest.checks.quantities import Kind, Quantity, quantities, scale_words
from newsdigest.translation.backend import Hypothesis
from newsdigest.translation.exonyms import english_forms
from newsdigest.translation.fidelity import Faults, forms
from newsdigest.translation.protection import Protected, shield

ALIKE = 0.6
"""Ratio of equal letters (Ratcliff and Obershelp 1988) from which on a word is a name misspelt."""

_CAPITALISED = re.compile(r"(?<![\w-])[A-Za-zÀ-ž][\w'’-]*[\w]")
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_SCALED = re.compile(r"[^\W\d]")
_WRONG_CLOCK = re.compile(r"(?:1[3-9]|2\d)(?:[.:]\d\d)?\s?[ap]\.?m|\d+\.\d")  # 16 p.m., 4.30
_DATE = re.compile(r"(?<![\d.,])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>\d{4})?(?!\d)")
_GERMAN_FORMAT = re.compile(r"[1-9]\d{0,2}(?:[.'’\s]\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:['’]\d{3})+\.\d+|\d+,\d+")
_DIGITS = re.compile(r"\d[\d.,]*")
_SWISS_GROUPS = re.compile(r"(?:(?<![\d.,])\d{1,3}(?:['’]\d{3})*['’])?$")
"""What stands in front of a number that English reads, where a model left an apostrophe: the 1' of 1'250,000."""


def mend(source: str, hypothesis: Hypothesis, faults: Faults) -> Hypothesis:
    """The hypothesis with its numbers, times and names put right where that can be done in its text."""
    text = mend_numbers(source, hypothesis.text)
    for name in faults.names:
        text = _mend_name(name, source, text)
    text = one_form(source, text)
    return replace(hypothesis, text=text, others=())


def one_form(source: str, target: str) -> str:
    """``target`` with names that English writes in several ways (Kyiv, Kiev) in the first of them, as everywhere else."""
    for match in _CAPITALISED.finditer(source):
        if not match.group()[0].isupper():
            continue
        first, *others = english_forms(match.group()) or ("",)
        # "Bayern" may be the club, and "Italians" are not "Italian"
        others = [form for form in others if form not in source and not form.startswith(first) and not first.startswith(form)]
        if others and all(form.isalpha() and form[0].isupper() for form in (first, *others)):
            target = re.sub(rf"\b(?:{'|'.join(others)})\b", first, target)
    return target


def mend_numbers(source: str, target: str) -> str:
    """``target`` with German formats made English, times of day made right, and a single wrong number replaced."""
    wanted = quantities(source, "de")
    target = _mend_times([q for q in wanted if q.kind is Kind.TIME], target)
    target = _mend_dates({q.start for q in wanted if q.kind is Kind.MONTH}, source, target)
    difference = compare_quantities(wanted, quantities(target, "en"))
    lost, written = set(difference.missing), defaultdict[str, list[Quantity]](list)
    for quantity in wanted:
        if quantity.kind is Kind.NUMBER:
            written[_digits(quantity)].append(quantity)
    for digits, numbers in written.items():
        # as the German wrote it, 1.662 for 1662 and 3,5 for 3.5: right but for the format
        if digits in target and ("," in digits or not lost.isdisjoint(numbers)):
            there = rf"(?<![\d.,]){re.escape(digits)}(?![\d]|[.,]\d)"
            target = re.sub(there, _english_number(numbers[0]), target, count=len(numbers))
    difference = compare_quantities(wanted, quantities(target, "en"))
    missing = [q for q in difference.missing if _DIGITS.match(q.text) and q.kind is Kind.NUMBER]
    invented = [q for q in difference.invented if q.kind is Kind.NUMBER]
    if len(missing) == len(invented) == len(difference) / 2 == 1 and missing[0].unit == invented[0].unit:
        wrong, right = invented[0], english_form(missing[0])
        begin, end = _SWISS_GROUPS.search(target, 0, wrong.start).start(), wrong.end  # type: ignore[union-attr]  # may be empty
        if wrong.others and not _SCALED.search(right):
            end = wrong.start + len(_digits(wrong))  # the m of "400 m" was no million
        elif stray := _german_scale().match(target, end):
            end = stray.end()
        target = target[:begin] + right + target[end:]
    return target


@cache
def _german_scale() -> re.Pattern[str]:
    """What may be left behind a number: Mrd., tsd."""
    words = "|".join(scale_words("de") - scale_words("en"))
    return re.compile(rf"\s?(?:{words})\b(?:\.(?=\s))?", re.IGNORECASE)


def _mend_dates(months: set[int], source: str, target: str) -> str:
    """``the 3.10.2023`` and ``the 3.10th`` become ``3 October 2023`` and ``3 October``."""
    for date in dict.fromkeys(match.groups() for match in _DATE.finditer(source) if match.start("month") in months):
        day, month, year = date
        if not year and any(q.kind is Kind.MONTH and q.value == int(month) for q in quantities(target, "en")):
            continue
        end = rf"\.{year}" if year else r"(?:th|st|nd|rd|\.(?=\s+[a-z]))?"
        written = rf"(?:\b[Tt]he )?(?<![\d.,]){day}\.{month}{end}(?![\d])"
        target = re.sub(written, f"{int(day)} {month_name[int(month)]}{f' {year}' if year else ''}", target)
    return target


def _mend_times(times: list[Quantity], target: str) -> str:
    """``16.30 a.m.`` and ``at 16.30`` for 16.30 Uhr become ``4:30 p.m.``; what is right and English already stays."""
    for readings, often in Counter(time.readings for time in times).items():
        time = next(time for time in times if time.readings == readings)
        hours, minutes = divmod(int(time.value), 60)
        there = [q for q in quantities(target, "en") if q.kind is Kind.TIME and readings & q.readings]
        if any(not _WRONG_CLOCK.match(q.text) for q in there):
            continue
        half = r"(?:\s?[ap]\.?m\b\.?|\s?o['’]clock|\s?Uhr)"
        face = rf"{hours}[.:]{minutes:02}(?!\d){half}?" if minutes else rf"{hours}(?:[.:]00)?(?!\d){half}"
        right = english_form(time)
        # the full stop of "p.m." ends a sentence too
        target = re.sub(rf"(?<![\d.,:]){face}{r'[.]?' if right.endswith('.') else ''}", right, target, count=often)
    return target


def _mend_name(name: Name, source: str, target: str) -> str:
    """The German name of a place becomes the English one; a word that is almost the name, and none of the source, the name."""
    here, right = rf"\b{re.escape(name.text)}\b", forms(name.text)
    if re.search(here, target):
        return re.sub(here, right[0].replace("\\", r"\\"), target)
    best, place = ALIKE, None
    words = set(re.findall(r"\w+", source))
    for match in _CAPITALISED.finditer(target):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word[0].lower() != name.text[0].lower() or not word[0].isupper() or word in words:
            continue
        ratio = SequenceMatcher(None, word.lower(), name.text.lower(), autojunk=False).ratio()
        if ratio > best:
            best, place = ratio, (match.start(), match.start() + len(word))
    if place is None:
        return target
    wrong = target[slice(*place)]
    # of "Merkels" and "Merkel" the one that was meant
    meant = max(right, key=lambda form: SequenceMatcher(None, wrong.lower(), form.lower(), autojunk=False).ratio())
    return target[: place[0]] + meant + target[place[1] :]


def shielded(source: str, faults: Faults) -> Protected | None:
    """``source`` with placeholders for the numbers and names that its translation lost; None where there are none."""
    spans = {(q.start, q.end): english_form(q) for q in faults.numbers.missing if q.kind in (Kind.NUMBER, Kind.TIME)}
    spans |= {(name.start, name.end): forms(name.text)[0] for name in faults.names}
    return shield(source, spans) if spans else None


def english_form(quantity: Quantity) -> str:
    """A quantity as English writes it: 1,234.5; 3.2 billion; 4:30 p.m."""
    if quantity.kind is Kind.TIME and not re.fullmatch(r"\d+:\d\d", quantity.text):  # 24:22 may be a score
        hours, minutes = divmod(int(quantity.value), 60)
        if quantity.others:  # in the morning or in the evening
            return f"{(hours - 1) % 12 + 1}:{minutes:02}" if minutes else f"{(hours - 1) % 12 + 1} o'clock"
        return f"{(hours - 1) % 12 + 1}{f':{minutes:02}' if minutes else ''} {'p' if hours >= 12 else 'a'}.m."
    if _SCALED.search(quantity.text):
        factor, word = next(((f, f" {word}") for f, word in _SCALES if quantity.value >= f), (Decimal(1), ""))
        return f"{(quantity.value / factor).normalize():,f}{word}"
    return _english_number(quantity)


def _english_number(quantity: Quantity) -> str:
    written = _digits(quantity)
    if not _GERMAN_FORMAT.fullmatch(written):
        return written  # years, versions and addresses: 1984, 8.1, 192.168.0.1
    if "." in written and re.search("['’]", written):
        written = written.replace(".", ",")  # Swiss: 1'250.50
    whole, _, decimals = re.sub(r"[.'’\s]", "", written).partition(",")
    return f"{Decimal(whole):,}{'.' if decimals else ''}{decimals}"


def _digits(quantity: Quantity) -> str:
    match = re.match(r"\d(?:[\d.,'’\s]*\d)?", quantity.text)
    return match.group() if match else quantity.text
