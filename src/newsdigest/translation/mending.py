"""Repairs of a translation that need no model: numbers in the wrong format, times of day, names with a wrong letter.

And what a model is given again where that is not enough: the sentence with placeholders for what it got wrong.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache

from newsdigest.checks.comparison import compare_quantities
from newsdigest.checks.coverage import unsaid
from newsdigest.checks.exonyms import english_forms, spellings
from newsdigest.checks.inventions import word_behind
from newsdigest.checks.names import Name, folded, names, stands_like_a_place
from newsdigest.checks.quantities import Kind, Quantity, quantities, scale_words
from newsdigest.sentences import split_sentences
from newsdigest.translation.backend import Hypothesis
from newsdigest.translation.fidelity import Faults, forms, said_once, sure
from newsdigest.translation.protection import Protected, shield

ALIKE = 0.6
"""Ratio of equal letters (Ratcliff and Obershelp 1988) from which on a word is a name misspelt."""

MISSPELT = 0.8
"""The same, from which on a word that is in no language is a word of the source misspelt, name or not."""

_CAPITALISED = re.compile(r"(?<![\w-])[A-Za-zÀ-ž][\w'’-]*[\w]")
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_SCALED = re.compile(r"[^\W\d]")
_WRONG_CLOCK = re.compile(r"(?:1[3-9]|2\d)(?:[.:]\d\d)?\s?[ap]\.?m|\d+\.\d")  # 16 p.m., 4.30
_DATE = re.compile(r"(?<![\d.,])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>\d{4})?(?!\d)")
_GERMAN_FORMAT = re.compile(r"[1-9]\d{0,2}(?:[.'’\s]\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:['’]\d{3})+\.\d+|\d+,\d+")
_DIGITS = re.compile(r"\d[\d.,]*")
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,3})(st|nd|rd|th)\b(\.(?=\s\w))?")
_GERMAN_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,3})\.(?=\s\w|\))")
_STOPPED_SCALE = re.compile(r"(?<=\d )((?:m|b|tr)illion)\.(?= \w)")
_GERMAN_STOPPED_SCALE = re.compile(r"\d\s?(?:Mio|Mrd|Bio)\.(?=\s\w)")
_MOMENT = re.compile(r"\b(?:at|around|about|by|from|until|till|before|after|since|between|on|the) $", re.IGNORECASE)
"""Behind these a number is a time or a date, where another number of the sentence looks the same."""
_TO = r"(?P<to>\s?(?:to|and|until|till|-|–)\s?)"
_SWISS_GROUPS = re.compile(r"(?:(?<![\d.,])\d{1,3}(?:['’]\d{3})*['’])?$")
"""What stands in front of a number that English reads, where a model left an apostrophe: the 1' of 1'250,000."""


def mend(source: str, hypothesis: Hypothesis, faults: Faults) -> Hypothesis:
    """The hypothesis with its numbers, times and names put right where that can be done in its text."""
    text = mend_numbers(source, hypothesis.text)
    for name in faults.names:
        text = _mend_name(name, source, text)
    kept = dict.fromkeys(hypothesis.kept)
    for word in faults.invented:
        if word[0].isupper() and (place := word_behind(source, hypothesis.text, word)):
            right = source[slice(*place)]
            if right[0].isupper() and _likeness(word, right) >= MISSPELT:
                text = re.sub(rf"\b{re.escape(word)}\b", right, text)
                kept |= {} if _may_stay(source, place[0]) else {right: None}
    text = one_form(source, text)
    return replace(hypothesis, text=text, kept=tuple(kept))


def one_form(source: str, target: str) -> str:
    """``target`` with names that English writes in several ways (Kyiv, Kiev) in the first of them, as everywhere else."""
    for match in _CAPITALISED.finditer(source):
        if not match.group()[0].isupper():
            continue
        first, *others = spellings(match.group()) or ("",)
        # "Bayern" may be the club, and "Italians" are not "Italian"
        others = [form for form in others if not form.startswith(first) and not first.startswith(form)]
        others = [form for form in others if form not in source or folded(form) == folded(first)]
        if others and all(form.isalpha() and form[0].isupper() for form in (first, *others)):
            target = re.sub(rf"\b(?:{'|'.join(others)})\b", first, target)
    return target


def mend_numbers(source: str, target: str) -> str:
    """``target`` with German formats made English, times of day made right, and a single wrong number replaced."""
    wanted = quantities(source, "de")
    target = _mend_times(wanted, target)
    target = _mend_dates(wanted, source, target)
    target = _mend_stops(source, target)
    difference = compare_quantities(wanted, quantities(target, "en"))
    lost, written = set(difference.missing), defaultdict[str, list[Quantity]](list)
    alien = {_digits(q) for q in difference.invented}
    for quantity in wanted:
        if quantity.kind is Kind.NUMBER:
            written[_digits(quantity)].append(quantity)
    for digits, numbers in written.items():
        # as the German wrote it, 1.662 for 1662 and 3,5 for 3.5: right but for the format
        if digits in target and ("," in digits or digits in alien or not lost.isdisjoint(numbers)):
            there = rf"(?<![\d.,]){re.escape(digits)}(?![\d]|[.,]\d)"
            target = re.sub(there, _english_number(numbers[0]), target, count=len(numbers))
    difference = compare_quantities(wanted, quantities(target, "en"))
    missing = [q for q in difference.missing if _DIGITS.match(q.text) and q.kind is Kind.NUMBER]
    invented = [q for q in difference.invented if q.kind is Kind.NUMBER]
    if len(missing) == len(invented) == len(difference) / 2 == 1 and _may_replace(invented[0], missing[0]):
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


def _may_replace(wrong: Quantity, right: Quantity) -> bool:
    """Whether one number stands in the other's place: both count the same, or only the scale is left in German (400 Mio.)."""
    return wrong.unit == right.unit or wrong.unit is None and _digits(wrong) == _english_number(right)


def _mend_stops(source: str, target: str) -> str:
    """``the 24th. match``, ``12nd`` and ``312 million. francs``: the full stops of 24. and Mio. go, and ordinals are spelt right."""
    ends = {end for _, end in split_sentences(source)}
    if ordinals := {match[1] for match in _GERMAN_ORDINAL.finditer(source) if match.end() not in ends}:

        def spelt(match: re.Match[str]) -> str:
            return f"{match[1]}{_ordinal_ending(int(match[1]))}" if match[1] in ordinals else match.group()

        target = _ORDINAL.sub(spelt, target)
    stopped = any(match.end() not in ends for match in _GERMAN_STOPPED_SCALE.finditer(source))
    return _STOPPED_SCALE.sub(r"\1", target) if stopped else target


def _ordinal_ending(number: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")


def _stands_for_another(number: Decimal, wanted: Sequence[Quantity], target: str, place: re.Match[str]) -> bool:
    """Whether what looks like a time or a date in the target is a number that the source has as well: 12.30 euros at 12.30."""
    if not any(q.kind is Kind.NUMBER and number in q.readings for q in wanted):
        return False
    counted = any(q.start == place.start("face") and q.unit for q in quantities(target, "en"))
    return counted or not _MOMENT.search(target, max(0, place.start() - 10), place.start("face"))


def _mend_dates(wanted: Sequence[Quantity], source: str, target: str) -> str:
    """``the 3.10.2023`` and ``the 3.10th`` become ``3 October 2023`` and ``3 October``."""
    months = {q.start for q in wanted if q.kind is Kind.MONTH}
    for date in dict.fromkeys(match.groups() for match in _DATE.finditer(source) if match.start("month") in months):
        day, month, year = date
        if not year and any(q.kind is Kind.MONTH and q.value == int(month) for q in quantities(target, "en")):
            continue
        end = rf"\.{year}" if year else r"(?:th|st|nd|rd|\.(?=\s+[a-z]))?"
        written = re.compile(rf"(?:\b[Tt]he )?(?<![\d.,])(?P<face>{day}\.{month}){end}(?!\d|[.,]\d)")
        right, number = f"{int(day)} {month_name[int(month)]}{f' {year}' if year else ''}", Decimal(f"{day}.{month}")
        meant = [match for match in written.finditer(target) if year or not _stands_for_another(number, wanted, target, match)]
        target = _replaced(meant, right, target)
    return target


def _replaced(matches: Sequence[re.Match[str]], right: str, target: str) -> str:
    """``target`` with ``right`` in the places of the matches."""
    length = len(target)
    for match in reversed(matches):
        # the stop of "p.m." may have ended the sentence as well
        stop = "." if match.end() == length and match.group().endswith(".") and not right.endswith(".") else ""
        target = target[: match.start()] + right + stop + target[match.end() :]
    return target


def _mend_times(wanted: Sequence[Quantity], target: str) -> str:
    """``16.30 a.m.`` and ``at 16.30`` for 16.30 Uhr become ``4:30 p.m.``; what is right and English already stays."""
    times = [q for q in wanted if q.kind is Kind.TIME]
    for readings, often in Counter(time.readings for time in times).items():
        time = next(time for time in times if time.readings == readings)
        hours, minutes = divmod(int(time.value), 60)
        there = [q for q in quantities(target, "en") if q.kind is Kind.TIME and readings & q.readings]
        if any(not _WRONG_CLOCK.match(q.text) for q in there):
            continue
        half = r"(?:\s?[ap]\.?m\b\.?|\s?o['’]clock|\s?Uhr)"
        hour = rf"(?:0?{hours}|24)" if not hours else rf"0?{hours}"
        face = rf"(?P<face>{hour}[.:]{minutes:02})(?!\d){half}?" if minutes else rf"(?P<face>{hour}(?:[.:]00)?)(?!\d){half}"
        right, number = english_form(time), hours + Decimal(minutes) / 100
        # the full stop of "p.m." ends a sentence too
        written = re.compile(rf"(?<![\d.,:]){face}{r'[.]?' if right.endswith('.') else ''}")
        meant = [match for match in written.finditer(target) if not _stands_for_another(number, wanted, target, match)]
        target = _replaced(meant[:often], right, target)
        # the first of "from 14 to 18 p.m." is of twenty-four hours too
        for first in times:
            hours, minutes = divmod(int(first.value), 60)
            if hours > 12 and first.start < time.start:
                bare = rf"(?<![\d.,:]){hours}(?:[.:]{minutes:02})?{_TO}(?={re.escape(right)})"
                target = re.sub(bare, rf"{english_form(first)}\g<to>", target)
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
        ratio = _likeness(word, name.text)
        if ratio > best and not _stands_for(word, words - {name.text}, ratio):
            best, place = ratio, (match.start(), match.start() + len(word))
    if place is None:
        return target
    wrong = target[slice(*place)]
    # of "Merkels" and "Merkel" the one that was meant
    meant = max(right, key=lambda form: _likeness(wrong, form))
    # what the model wrote of "Watten Sea" is the half of the Wadden Sea
    behind = target[place[1] :].removeprefix(f" {meant.partition(' ')[2]}") if " " in meant else target[place[1] :]
    return target[: place[0]] + meant + behind


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one), folded(other), autojunk=False).ratio()


def _stands_for(word: str, others: Iterable[str], ratio: float) -> bool:
    """Whether an English word is that of another German word: Mayor (Bürgermeister) is no Mayer misspelt, March (März) no Marx."""
    capitals = [other for other in others if other[0].isupper()]
    return any(word in english_forms(other) or _likeness(word, other) >= ratio for other in capitals)


@dataclass(frozen=True)
class Losses:
    """Where words stand in a sentence that its translations lost (characters), and what stands for each in English.

    ``words`` are those of the lexicon, ``apart`` is what goes with them, and ``last`` where a verb of them would stand in a subordinate
    clause; ``fixed`` are numbers and names; ``made_up`` are words that
    a translation made words up for: English names, or else the German, of which ``kept`` are no names.
    """

    words: Mapping[tuple[int, int], str]
    apart: frozenset[tuple[int, int]]
    last: Mapping[tuple[int, int], tuple[int, int]]
    fixed: Mapping[tuple[int, int], str]
    made_up: Mapping[tuple[int, int], str]
    kept: tuple[str, ...]


def losses(source: str, translations: Iterable[tuple[str, Faults]]) -> Losses:
    """What some translations of a sentence lost, each with its faults; what any of them lost is hard."""
    words: dict[tuple[int, int], str] = {}
    apart: set[tuple[int, int]] = set()
    last: dict[tuple[int, int], tuple[int, int]] = {}
    fixed: dict[tuple[int, int], str] = {}
    made_up: dict[tuple[int, int], str] = {}
    for target, faults in translations:
        words |= {_with_hyphens(source, term.start, term.end): term.english[0] for term in faults.terms}
        apart |= {place for term in faults.terms for place in term.apart}
        last |= {(term.start, term.end): term.last for term in faults.terms if term.last}
        fixed |= {(q.start, q.end): english_form(q) for q in faults.numbers.missing if q.kind in (Kind.NUMBER, Kind.TIME)}
        fixed |= {(name.start, name.end): forms(name.text)[0] for name in faults.names}
        # what a model wrote for the English of a word is none of a German word
        own = [word for word in faults.invented if all(_likeness(word, english) < ALIKE for english in words.values())]
        for word in {source[slice(*place)] for word in own if (place := word_behind(source, target, word))}:
            there = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", source)
            made_up |= {match.span(): (english_forms(word) or (word,))[0] for match in there}
    # a word that looks like a name is what the list says
    fixed = {span: value for span, value in fixed.items() if not _touches(span, [*words, *apart])}
    made_up = {span: value for span, value in made_up.items() if not _touches(span, [*words, *apart, *fixed])}
    kept = [value for span, value in made_up.items() if source[slice(*span)] == value and not _may_stay(source, span[0])]
    return Losses(words, frozenset(apart), last, fixed, made_up, tuple(dict.fromkeys(kept)))


def unsaid_words(source: str, target: str, lost: Losses) -> dict[tuple[int, int], str]:
    """Words of ``source`` that ``target`` leaves unsaid and whose English is nearly always the same; none that are among the ``lost``."""
    found = {(word.start, word.end): word.meaning for word in unsaid(source, target) if word.meaning.share >= sure()}
    others = [*lost.words, *lost.apart, *lost.fixed]
    return {span: meaning.english for span, meaning in found.items() if not _touches(span, others)}


def partly_english(source: str, lost: Losses) -> list[Protected]:
    """``source`` with the words that were lost in English, and placeholders for numbers and names; nothing where no word was lost.

    A model copies what is English already, and sees from it what sort of word it is: "she was X1" may become anything, "she
    was stunned" will not. In a second guise a verb stands where subordinate clauses have it: from "deshalb rejected der Rat" a model
    takes over the German order, from "deshalb der Rat rejected" it does not.
    """
    if not lost.words:
        return []
    ways = [(lost.words, lost.apart)]
    # of two verbs at the end of one clause none can tell whose end it is
    often = Counter(lost.last.values())
    stay = [*lost.words, *lost.fixed]
    if moved := {
        verb: place for verb, place in lost.last.items() if verb in lost.words and often[place] == 1 and not _touches(place, stay)
    }:
        words = {moved.get(span, span): value for span, value in lost.words.items()}
        ways.append((words, lost.apart.union(moved).difference(words)))
    return [_partly_english(source, {**words, **lost.fixed}, words, without) for words, without in ways]


def _partly_english(
    source: str, values: Mapping[tuple[int, int], str], english: Collection[tuple[int, int]], without: Collection[tuple[int, int]]
) -> Protected:
    everything = shield(source, values, without)
    text = everything.text
    rest: list[tuple[str, str]] = []
    for span, mark, value in zip(sorted(values), everything.marks, everything.values):
        if span in english:
            text = re.sub(rf"(?<!\w){mark}(?!\w)", value.replace("\\", r"\\"), text)
        else:
            rest.append((mark, value))
    return Protected(text, tuple(value for _, value in rest), tuple(mark for mark, _ in rest))


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({'|'.join(said_once())})(?: \1)+(?![\w&-])")  # in small letters: "AT AT&T" is something else


def seamless(source: str, target: str) -> str:
    """The translation of a sentence that was partly English, or had placeholders: "at the behest of of the mayor" with one "of", and a
    capital letter first where the German begins with one.
    """
    target = _doubled().sub(r"\1", target)
    first = target.partition(" ")[0]
    return target[:1].upper() + target[1:] if source[:1].isupper() and first.islower() else target


def shielded(source: str, lost: Losses) -> Protected | None:
    """``source`` with placeholders for the words, numbers and names that were lost; None where none were. Not every word is copied."""
    spans = {**lost.words, **lost.fixed}
    return shield(source, spans, lost.apart) if spans else None


def shielded_from_invention(source: str, lost: Losses) -> Protected | None:
    """The same, and with placeholders for the words that a translation made words up for; None where it made up none."""
    return shield(source, {**lost.words, **lost.fixed, **lost.made_up}, lost.apart) if lost.made_up else None


def _may_stay(source: str, start: int) -> bool:
    """Whether the word there is a name, or stands like one."""
    return stands_like_a_place(source, start) or any(name.start == start for name in names(source))


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _with_hyphens(text: str, start: int, end: int) -> tuple[int, int]:
    """A word's place with the hyphens that tie it to others: English writes "Bundeswehr-Sprecher" as two words."""
    start -= text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1].isalnum()
    end += text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
    return start, end


def english_form(quantity: Quantity) -> str:
    """A quantity as English writes it: 1,234.5; 3.2 billion; 4:30 p.m."""
    if quantity.kind is Kind.TIME and not re.fullmatch(r"\d+:\d\d", quantity.text):  # 24:22 may be a score
        hours, minutes = divmod(int(quantity.value), 60)
        if not int(quantity.value):
            return "midnight"
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
