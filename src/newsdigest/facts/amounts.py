"""How much: what a German number counts, and the same in the words of the translation."""

from __future__ import annotations

import re

from newsdigest.checks.exonyms import place_forms
from newsdigest.checks.numerals import language_of
from newsdigest.checks.quantities import Kind, Quantity
from newsdigest.words import stop_words

_NOUN = re.compile(r"[\s-]{1,2}(?P<noun>(?:[a-zäöüß]+[ ])?[A-ZÄÖÜ][\wäöüß-]+)")
_REST = re.compile(r"(?:[\s-][\w’'-]+){1,2}")
_POSTCODE = re.compile(r"\d{4,5}")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_PART_OF_MORE = re.compile(r"(?:\w|\d[:.]|\d[.]?\+)$")
"""In front of a number that counts nothing: A6, 0:2, 90.+4."""
_POINTS = re.compile(r" percentage points?")
_MINUS_BEFORE = re.compile(r"(?:\b[Mm]inus |(?<![^\s(])[-−])$")
_COIN_BEFORE = re.compile(r"(?P<coin>[$€£¥]|(?<!\w)[A-Z][A-Za-z]{1,2}\.?)\s?$")


def begin_with_sign(quantity: Quantity, source: str) -> tuple[int, str]:
    """Where a quantity begins with the coin or the sign in front of it, and "-" if it is below nothing."""
    begin = _begin_of_coin(quantity.start, source, "de")
    sign = _MINUS_BEFORE.search(source, 0, begin)
    return (sign.start(), "-") if sign else (begin, "")


def _begin_of_coin(begin: int, text: str, language: str) -> int:
    """Where the coin in front of a number begins (CHF 500, $25,000), else where the number does."""
    coin = _COIN_BEFORE.search(text, 0, begin)
    return coin.start() if coin and coin["coin"].lower() in language_of(language).units else begin


def end_of_counted(quantity: Quantity, source: str) -> int | None:
    """Where the words end that say what a number counts; None where it counts nothing: a year, a score, a number of a list.

    Of number words those from two on count: Sechs Verletzte.
    """
    if quantity.kind is not Kind.NUMBER and (quantity.kind is not Kind.WORD or quantity.value < 2):
        return None
    if _YEAR.fullmatch(quantity.text) and not quantity.unit or _PART_OF_MORE.search(source, 0, quantity.start):
        return None
    stop = quantity.text[-1].isalpha() and source.startswith(".", quantity.end)  # Mrd.
    match = _NOUN.match(source, quantity.end + stop)
    if match and _POSTCODE.fullmatch(quantity.text) and place_forms(match["noun"]):
        return None
    if match and match["noun"].split()[0].lower() not in stop_words("de"):
        return match.end()
    if sign := re.compile(r"\s?[%€$]").match(source, quantity.end + stop):
        return sign.end()
    return quantity.end if quantity.unit else None  # CHF 500


def in_english(quantity: Quantity, translation: str) -> str:
    """The quantity in the words of the translation, with what it counts."""
    begin, end = _begin_of_coin(quantity.start, translation, "en"), quantity.end
    if points := _POINTS.match(translation, end):
        return translation[begin : points.end()]
    if translation[end : end + 1] == "%":
        return translation[begin : end + 1]
    match = _REST.match(translation, end)
    if match and begin == quantity.start:
        words = [m for m in re.finditer(r"[\w’'-]+", match.group()) if m.group().lower() not in stop_words() and not m.group()[0].isupper()]
        # "parking lots", but not "customers arrived" nor "42-year-old returns"
        two = len(words) > 1 and not quantity.unit and words[1].group().endswith("s") and not words[0].group().endswith("s")
        if words:
            end = match.start() + words[1 if two and match.group()[0] != "-" else 0].end()
    return translation[begin:end].strip("-")
