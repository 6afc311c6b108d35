"""Words that a translation made up: no English, and not in the German either.

A model that cuts words into pieces joins pieces to words that nobody has written: "ampulls" for Ampullen. What counts as English is
a list, ``data/words_en.txt``, and what ``data/inventions.toml`` says of prefixes and letters.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from newsdigest.checks.exonyms import english_names
from newsdigest.checks.names import folded, is_first_name, names

_WRITTEN = re.compile(r"(?<![\w'’.@/-])(?:[a-z]{4,}|[A-ZÀ-ÖØ-Þ][a-zß-öø-ž]{3,})(?![\w@/-]|['’](?!s\b)|\.\w)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LIKE = 0.5
"""Share of equal letters (Ratcliff and Obershelp 1988) that says as much as standing in the same place."""


def invented_words(source: str, target: str) -> tuple[str, ...]:
    """The words of an English text that are no English, stand in no form in the German and are no English name, in order.

    With a capital they may be a part of a German word (Rostock of Rostocker), or a name in English letters (Gorbachev).
    """
    german: list[str] | None = None
    found = []
    for match in _WRITTEN.finditer(target):
        word = match.group()
        if is_english(word):
            continue
        if german is None:
            german = folded(source).split()
        plain = folded(word)
        if word[0].islower():
            there = plain in german
        else:
            there = plain in "".join(german) or plain in english_names() or _in_english_letters(plain) in map(_in_english_letters, german)
        if not there:
            found.append(word)
    return tuple({word.lower(): word for word in reversed(found)}.values())[::-1]


def is_english(word: str) -> bool:
    """Whether a word is on the list, as it is, in small letters, in British spelling, without accents, or behind a prefix."""
    known = _words()
    small = word.lower()
    return word in known or any(form in known for form in _forms(small if small.isascii() else folded(small)))


def word_behind(source: str, target: str, invented: str) -> tuple[int, int] | None:
    """Where the German word stands that a made-up one was made of: the one most like it in letters, place and rareness.

    A name is behind none in small letters.
    """
    at = target.find(invented) / max(1, len(target))
    small = invented[0].islower()
    kept = {name.start for name in names(source)} if small else set()
    best, place = 0.0, None
    there = Counter(folded(target).split())
    for match in _WORD.finditer(source):
        word = match.group()
        there[folded(word)] -= 1
        if match.start() in kept or (small and is_first_name(word)) or there[folded(word)] >= 0:
            continue
        like = SequenceMatcher(None, folded(word), folded(invented), autojunk=False).ratio()
        near = 1 - abs(match.start() / max(1, len(source)) - at)
        score = like + _LIKE * near + min(len(word), 16) / 32
        if score > best:
            best, place = score, match.span()
    return place


def _in_english_letters(name: str) -> str:
    """A folded name with the letters that English writes for the sounds of other scripts: Gorbatschow, Gorbachev."""
    for german, english in _data()["letters"]:
        name = name.replace(german, english)
    return name


def _forms(word: str) -> Iterator[str]:
    yield word
    british = re.sub(r"is(?=(?:e[drs]?|ers|es|ing|ation|ations)$)", "iz", word)
    yield british
    yield re.sub(r"our(?=s?$|ed$|ing$|ful|less|able)", "or", word)
    for prefix in _data()["prefixes"]:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            yield word[len(prefix) :]
    if word.endswith("s"):
        yield word[:-1]


@cache
def _words() -> frozenset[str]:
    return frozenset(
        line for line in (files("newsdigest") / "data" / "words_en.txt").read_text(encoding="utf-8").split("\n") if not line.startswith("#")
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("newsdigest") / "data" / "inventions.toml").read_text(encoding="utf-8"))
