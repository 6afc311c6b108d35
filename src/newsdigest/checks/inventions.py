"""Words that a translation made up: no English, and not in the German either.

A model that cuts words into pieces joins pieces to words that nobody has written: "ampulls" for Ampullen. What counts as English is
a list, ``data/words_en.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from newsdigest.checks.names import folded, is_first_name, names

_SMALL = re.compile(r"(?<![\w'’.@/-])[a-z]{4,}(?![\w'’@/-]|\.\w)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_PREFIXES = tuple(
    [
        "anti",
        "co",
        "counter",
        "de",
        "dis",
        "extra",
        "hyper",
        "inter",
        "mega",
        "micro",
        "mid",
        "mini",
        "mis",
        "multi",
        "non",
        "out",
        "over",
        "post",
        "pre",
        "pro",
        "re",
        "self",
        "semi",
        "sub",
        "super",
        "ultra",
        "un",
        "under",
    ]
)
_LIKE = 0.5
"""Share of equal letters (Ratcliff and Obershelp 1988) that says as much as standing in the same place."""


def invented_words(source: str, target: str) -> tuple[str, ...]:
    """The words of an English text in small letters that are no English and stand in no form in the German, in order."""
    there: str | None = None
    found = []
    for match in _SMALL.finditer(target):
        word = match.group()
        if is_english(word):
            continue
        if there is None:
            there = f" {folded(source)} "
        if f" {folded(word)} " not in there:
            found.append(word)
    return tuple(dict.fromkeys(found))


def is_english(word: str) -> bool:
    """Whether a word in small letters is on the list, as it is, in British spelling, or behind a prefix."""
    known = _words()
    return any(form in known for form in _forms(word))


def word_behind(source: str, target: str, invented: str) -> tuple[int, int] | None:
    """Where the German word stands that a made-up one was made of: the one most like it in letters, place and rareness."""
    at = target.find(invented) / max(1, len(target))
    kept = {name.start for name in names(source)}
    best, place = 0.0, None
    for match in _WORD.finditer(source):
        word = match.group()
        if match.start() in kept or is_first_name(word) or folded(word) in folded(target).split():
            continue
        like = SequenceMatcher(None, folded(word), folded(invented), autojunk=False).ratio()
        near = 1 - abs(match.start() / max(1, len(source)) - at)
        score = like + _LIKE * near + min(len(word), 16) / 32
        if score > best:
            best, place = score, match.span()
    return place


def _forms(word: str) -> Iterator[str]:
    yield word
    british = re.sub(r"is(?=(?:e[drs]?|ers|es|ing|ation|ations)$)", "iz", word)
    yield british
    yield re.sub(r"our(?=s?$|ed$|ing$|ful|less|able)", "or", word)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            yield word[len(prefix) :]
    if word.endswith("s"):
        yield word[:-1]


@cache
def _words() -> frozenset[str]:
    return frozenset(
        line for line in (files("newsdigest") / "data" / "words_en.txt").read_text(encoding="utf-8").split("\n") if not line.startswith("#")
    )
