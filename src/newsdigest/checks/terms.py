"""Words of the news that a translation must not miss: ``data/terms_de_en.txt`` says what they are in English.

A model that never saw a word spells together something else from its pieces ("rivers siggas" for Flüssiggas). Whether one of
the word's English expressions is there can be seen without knowing what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsdigest.checks.names import is_first_name

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADJECTIVE_ENDINGS = ("", "e", "em", "en", "er", "es")
_SINGULAR_ENDINGS = ("", "s", "es")
_PLURAL_ENDINGS = ("", "n")
_NO_CONTENT = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"])
_SALUTATIONS = frozenset(["Herr", "Herrn", "Frau", "Familie", "von"])
_SEVERAL = frozenset(
    [
        "die",
        "alle",
        "allen",
        "viele",
        "vielen",
        "mehrere",
        "mehreren",
        "einige",
        "einigen",
        "beide",
        "beiden",
        "keine",
        "wenige",
        "wenigen",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
    ]
)
"""Before a word whose plural looks like its singular they tell of several; so does an adjective in -e, or a number."""


@dataclass(frozen=True)
class Term:
    """A word of a German text: its place in characters, and its English expressions, what to write first."""

    start: int
    end: int
    text: str
    english: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    singular: str
    plural: str | None
    others: tuple[str, ...]
    same: bool  # whether the German plural looks like the singular


def terms(text: str) -> Iterator[Term]:
    """The known words of a German text, in order; behind a first name or "Herr" a word is a surname."""
    known, before = _forms(), ""
    for joined in _JOINED.finditer(text):
        whole = joined.group() in known or "-" not in joined.group()
        for match in [joined] if whole else _WORD.finditer(text, *joined.span()):
            word = match.group()
            if word in known and not (is_first_name(before) or before in _SALUTATIONS):
                entry, plural = known[word]
                if entry.same:
                    plural = _tells_of_several(text, match.start(), before)
                first = entry.plural if plural and entry.plural else entry.singular
                yield Term(match.start(), match.end(), word, (first, entry.singular, *entry.others))
            before = word


def lost_terms(source: str, target: str) -> list[Term]:
    """The known words of a German text of which its translation has none of the English expressions."""
    there: frozenset[str] | None = None
    lost = []
    for term in terms(source):
        if there is None:
            there = frozenset(_english_words(target))
        if not any(all(not ways.isdisjoint(there) for ways in _ways(expression)) for expression in term.english):
            lost.append(term)
    return lost


def _tells_of_several(text: str, start: int, before: str) -> bool:
    word = before.lower()
    number = re.search(r"(\d+) $", text[:start])
    return word in _SEVERAL or bool(number and number[1] != "1") or (word.endswith("e") and before == word and len(word) > 4)


def _english_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(re.sub(r"['’]", "", text))]


@cache
def _ways(expression: str) -> tuple[frozenset[str], ...]:
    """Of each word of an English expression that says something, the forms in which it may stand."""
    words = _english_words(expression)
    return tuple(frozenset(_inflections(word)) for word in words if word not in _NO_CONTENT or len(words) == 1)


def _inflections(word: str) -> Iterator[str]:
    yield from (word, word + "s", word + "es", word + "ed", word + "ing", word + "d", word + "ly")
    yield from (word + word[-1] + "ed", word + word[-1] + "ing")
    if word.endswith("e"):
        yield from (word[:-1] + "ing",)
    if word.endswith("y"):
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield word[:-1]


@cache
def _forms() -> Mapping[str, tuple[_Entry, bool]]:
    """Each form of each German word, and whether it is of the plural; a singular goes before."""
    singular: dict[str, tuple[_Entry, bool]] = {}
    plural: dict[str, tuple[_Entry, bool]] = {}
    for line in (files("newsdigest") / "data" / "terms_de_en.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        german, _, right = line.partition(" = ")
        first, *others = (expression.strip() for expression in right.split("|"))
        word, _, more = german.partition("/")
        entry = _Entry(*_english_numbers(first), tuple(others), more == "=")
        if word.endswith("*"):
            singular |= {word[:-1] + ending: (entry, False) for ending in _ADJECTIVE_ENDINGS}
            continue
        singular |= {word + ending: (entry, False) for ending in _SINGULAR_ENDINGS}
        if more:
            several = word if more == "=" else word + more if more[0].islower() else more
            plural |= {several + ending: (entry, True) for ending in _PLURAL_ENDINGS}
    return plural | singular


def _english_numbers(expression: str) -> tuple[str, str | None]:
    """Singular and plural: "raid/s" says what the plural adds, "body/bodies" is both."""
    one, slash, more = expression.partition("/")
    if not slash:
        return expression, None
    return one, one + more if more in ("s", "es") else more
