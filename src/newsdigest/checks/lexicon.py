"""What German words are in English, by the lists in ``data/lexicon``: for words that a small model may not know.

How a line is to be read is told in ``data/lexicon/README.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

LISTS = ("news", "nouns", "adjectives", "verbs")
"""A word that stands in several is what the first of them says."""

ADJECTIVE_ENDINGS = ("", "e", "em", "en", "er", "es")
_SINGULAR_ENDINGS = ("", "s", "es")
_PLURAL_ENDINGS = ("", "n")
UNUSED = "-"
_OPENS = re.compile(r"(?:^|[.!?:„“\"»«‚‘(–—])\s*$")


@dataclass(frozen=True)
class Entry:
    """The English of a German word.

    ``written`` is what to write, best first: of a noun its singular and, if it has one, its plural; of a verb infinitive, present,
    past and participle. ``others`` are right as well. ``same`` says of a noun that its German plural looks like the singular.
    """

    written: tuple[str, ...]
    others: tuple[str, ...]
    same: bool = False


Forms = Mapping[str, tuple[str, int]]
"""Each form of each German word: its line, and the place among what is ``written``."""


@cache
def forms() -> Forms:
    """The words of all lists; a list goes before those behind it."""
    known: dict[str, tuple[str, int]] = {}
    for name in LISTS:
        known = {**read(lines(name)), **known}
    return known


def read(words: Iterable[str]) -> Forms:
    """The forms of the words of some lines; a singular goes before another word's plural."""
    first: dict[str, tuple[str, int]] = {}
    second: dict[str, tuple[str, int]] = {}
    for line in words:
        german = line.partition(" = ")[0]
        if ";" in german:
            for index, group in enumerate(german.split(";")):
                first |= dict.fromkeys(group.split(), (line, index))
            continue
        if german.endswith("*"):
            first |= {german[:-1] + ending: (line, 0) for ending in ADJECTIVE_ENDINGS}
            continue
        one, several = singular_and_plural(german)
        first |= dict.fromkeys(one, (line, 0))
        second |= dict.fromkeys(several, (line, -1))
    first.pop(UNUSED, None)
    return second | first


def singular_and_plural(noun: str) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of a noun as a line has it (Razzia/Razzien); nothing, where it has no plural."""
    word, _, plural = noun.partition("/")
    several = word if plural == "=" else word + plural if plural[:1].islower() else plural
    return frozenset(word + ending for ending in _SINGULAR_ENDINGS), frozenset(several + ending for ending in _PLURAL_ENDINGS if several)


def opens(text: str, start: int) -> bool:
    """Whether a word there has a capital whatever it is."""
    return bool(_OPENS.search(text[max(0, start - 4) : start]))


def lines(name: str) -> list[str]:
    """The lines of a list that have a word."""
    text = (files("newsdigest") / "data" / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=4096)
def entry(line: str) -> Entry:
    """What a line says of its word."""
    german, _, english = line.partition(" = ")
    first, *more = (expression.strip() for expression in english.split("|"))
    others = tuple(form for expression in more for form in _english_numbers(expression))
    if ";" in german:
        return Entry(tuple(part.strip() for part in first.split(";")), others)
    return Entry(_english_numbers(first), others, german.endswith("/="))


def _english_numbers(expression: str) -> tuple[str, ...]:
    """Singular and plural: "claim/s for damages" says what the plural adds, of "body/bodies" and "success story/stories" the last word
    has another one, and "lesson learned/lessons learned" is both."""
    if added := re.search(r"/(e?s)(?= |$)", expression):
        before, behind = expression[: added.start()], expression[added.end() :]
        return before + behind, before + added[1] + behind
    one, slash, more = expression.partition("/")
    if not slash:
        return (expression,)
    words = one.split()[: -1 if " " not in more else 0]
    return one, " ".join([*words, more])
