"""What German words are in English, by the lists in ``data/lexicon``: for words that a small model may not know.

How a line is to be read is told in ``data/lexicon/README.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LISTS = ("news", "nouns", "adjectives", "verbs")
"""A word that stands in several is what the first of them says."""

_ADJECTIVE_ENDINGS = ("", "e", "em", "en", "er", "es")
_SINGULAR_ENDINGS = ("", "s", "es")
_PLURAL_ENDINGS = ("", "n")
_UNUSED = "-"


@dataclass(frozen=True)
class Entry:
    """The English of a German word.

    ``written`` is what to write, best first: of a noun its singular and, if it has one, its plural; of a verb infinitive, present,
    past and participle. ``others`` are right as well. ``same`` says of a noun that its German plural looks like the singular.
    """

    written: tuple[str, ...]
    others: tuple[str, ...]
    same: bool = False


Form = tuple[Entry, int]
"""An entry, and which of what is ``written`` stands for the form."""


@cache
def forms() -> Mapping[str, Form]:
    """Each form of each German word; a singular goes before another word's plural, and both before a verb."""
    known: dict[str, Form] = {}
    for name in LISTS:
        of_list: list[dict[str, Form]] = [{}, {}]
        for line in lines(name):
            for form, found, rank in _read(line):
                of_list[rank].setdefault(form, found)
        known = of_list[1] | of_list[0] | known
    return known


def lines(name: str) -> list[str]:
    """The lines of a list that have a word."""
    text = (files("newsdigest") / "data" / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _read(line: str) -> Iterator[tuple[str, Form, int]]:
    """The forms of a line's word, and 0 for singulars, 1 for others that give way to them."""
    german, _, english = line.partition(" = ")
    first, *more = (expression.strip() for expression in english.split("|"))
    others = tuple(form for expression in more for form in _english_numbers(expression))
    if ";" in german:
        entry = Entry(tuple(part.strip() for part in first.split(";")), others)
        for index, group in enumerate(german.split(";")):
            yield from ((form, (entry, index), 0) for form in group.split() if form != _UNUSED)
        return
    word, _, plural = german.partition("/")
    entry = Entry(_english_numbers(first), others, plural == "=")
    if word.endswith("*"):
        yield from ((word[:-1] + ending, (entry, 0), 0) for ending in _ADJECTIVE_ENDINGS)
        return
    yield from ((word + ending, (entry, 0), 0) for ending in _SINGULAR_ENDINGS)
    if plural:
        several = word if plural == "=" else word + plural if plural[0].islower() else plural
        yield from ((several + ending, (entry, len(entry.written) - 1), 1) for ending in _PLURAL_ENDINGS)


def _english_numbers(expression: str) -> tuple[str, ...]:
    """Singular and plural: "raid/s" says what the plural adds, "body/bodies" is both."""
    one, slash, more = expression.partition("/")
    if not slash:
        return (expression,)
    return one, one + more if more in ("s", "es") else more
