"""What becomes of a string before a model sees it, and how its translation is put together again.

A line of a table or a menu is translated cell by cell; capitals throughout become small letters; typography becomes
plain; names alone, code and what has no words pass by the model; the rest is protected where a model would spoil it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsdigest.checks.exonyms import place_forms
from newsdigest.checks.names import likelihood
from newsdigest.translation.glossary import Glossary
from newsdigest.translation.protection import Protected, protect
from newsdigest.translation.segmentation import LETTER, has_words
from newsdigest.translation.swiss import with_sharp_s
from newsdigest.translation.typography import plain_german

_SUSPENDED = re.compile(r"(?<=[^\W\d_])- (?=\w)")
_SEPARATOR = re.compile(r"((?<!\s)\s*(?:[|•›→]|\t)\s*)")
_CODE = re.compile(r"[{;]\s*$|[=!<>]=|=>|->|\(\)|</?\w+[^<>]*>|^\s*(?:def|import|class|return|function|const|var|let)\b.*[({;=]")
_CODE_MARKS, _CODE_SHARE = '(){}[]<>=;_$&|+*/\\"', 0.09
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED_SHARE, _SHOUTED_LONG, _ACRONYM = 0.8, 5, 5
"""A line is shouted where so many of its letters are capitals and a word of more than so many letters is; an acronym
has at most so many."""
_OPENING = " \"'„“‚‘»«(["
_ABBREVIATED = re.compile(r"\b(?:\w\.\w|Inc|Ltd|Co|Corp|Jr|Sr|St|etc|[A-Z])\.$")
_SURELY_NAME, _NAME_BEHIND = 0.8, 0.5
"""Probability from which a word alone, and one behind a name, is a name."""
_LONGEST_NAME = 3  # words

Encode = Callable[[str], list[int]]


@dataclass(frozen=True)
class Cell:
    """A part of a line: the ``separator`` in front of it, and either what is for the model or what is ``settled``."""

    separator: str
    protected: Protected | None
    settled: str = ""


def prepare(text: str, glossary: Glossary, encode: Encode) -> list[Cell]:
    """The cells of a string, nearly always one. ``encode`` gives a model's subwords: fewer speak for a spelling."""
    if _is_code(text):
        return [Cell("", None, text)]
    first, *rest = _SEPARATOR.split(text)
    return [_cell("", first, glossary, encode), *(_cell(a, b, glossary, encode) for a, b in zip(rest[::2], rest[1::2]))]


def shaped(source: str, target: str) -> str:
    """``target`` with the beginning and the end of its source: a capital where a sentence or headline begins with one,
    no full stop where there is none, and no blank behind a hyphen but where the German has one (Vor- und Nachteile)."""
    if not _SUSPENDED.search(source):
        target = _SUSPENDED.sub("-", target)
    begin, words = source.lstrip(_OPENING), target.lstrip(_OPENING)
    first = words.partition(" ")[0]
    if begin[:1].isupper() and first.islower() and len(source.split()) > 2 and first not in source:
        at = len(target) - len(words)
        target = target[:at] + target[at].upper() + target[at + 1 :]
    if target.endswith(".") and not target.endswith("..") and source.rstrip()[-1:].isalnum() and not _ABBREVIATED.search(target):
        target = target[:-1]
    return target


def _cell(separator: str, text: str, glossary: Glossary, encode: Encode) -> Cell:
    if not has_words(text) or _is_code(text):
        return Cell(separator, None, text)
    plain = with_sharp_s(plain_german(text).strip())
    terms = glossary.find(plain)
    if not terms:
        name = _only_names(plain)
        if name:
            return Cell(separator, None, name)
        plain = _calmed(plain, encode)
        terms = glossary.find(plain)
    return Cell(separator, protect(plain, terms))


def _is_code(text: str) -> bool:
    """A sign of a programming language, and so many of its marks that it cannot be a sentence that ends in one."""
    return bool(_CODE.search(text)) and sum(c in _CODE_MARKS for c in text) > _CODE_SHARE * len(text)


def _only_names(text: str) -> str | None:
    """The English of a text that is nothing but names; None for any other."""
    words = text.split()
    if len(words) > _LONGEST_NAME or not all(_WORD.fullmatch(word) and word[0].isupper() and len(word) > 2 for word in words):
        return None
    places = [place_forms(word) for word in words]
    if not all(place or likelihood(word) > (_NAME_BEHIND if i else _SURELY_NAME) for i, (place, word) in enumerate(zip(places, words))):
        return None
    return " ".join(place[0] if place else word for place, word in zip(places, words))


def _calmed(text: str, encode: Encode) -> str:
    """A shouted line as it would be written: each word in the spelling that a model knows best."""
    letters = LETTER.findall(text)
    if sum(c.isupper() for c in letters) < _SHOUTED_SHARE * len(letters) or len(text.split()) < 2:
        return text
    if not any(len(word) > _SHOUTED_LONG and word.isupper() for word in _WORD.findall(text)):
        return text

    def spelled(match: re.Match[str]) -> str:
        word = match.group()
        if not word.isupper() or len(word) == 1:
            return word
        ways: Sequence[str] = [word.lower(), word.capitalize(), *([word] if len(word) <= _ACRONYM else [])]
        return min(ways, key=lambda way: len(encode(way)))

    calm = _WORD.sub(spelled, text)
    return calm[:1].upper() + calm[1:]
