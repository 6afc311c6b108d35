"""What is wrong with a translation, as far as it can be seen without knowing what is right."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from newsdigest.checks.comparison import Difference, compare
from newsdigest.checks.coverage import coverage
from newsdigest.checks.degeneration import broken_off, left_german, loop
from newsdigest.checks.exonyms import english_forms, place_forms
from newsdigest.checks.inventions import invented_words
from newsdigest.checks.names import Name, folded, names
from newsdigest.checks.negation import invented_denial, lost_denial
from newsdigest.checks.other_names import says_place
from newsdigest.checks.quantities import Quantity
from newsdigest.checks.speakers import changed_speaker
from newsdigest.checks.terms import Term, lost_terms, terms
from newsdigest.translation.backend import Hypothesis

_CAPITALISED = re.compile(r"\b[A-ZÄÖÜ]\w+")


@dataclass(frozen=True)
class Faults:
    """What was found wrong with one translation; empty where nothing was.

    ``numbers`` compares the quantities; ``names`` are those of the source that the target lacks, ``terms`` its words of
    the news that the target has in no English form, ``invented`` words of the target that are in no language; ``denial``,
    ``speaker`` and ``loop`` say what they are about in words, or are None.
    """

    numbers: Difference
    names: tuple[Name, ...]
    terms: tuple[Term, ...]
    invented: tuple[str, ...]
    kept: tuple[str, ...]
    denial: str | None
    speaker: str | None
    loop: str | None
    broken_off: bool
    unfinished: bool
    empty: bool
    left_german: tuple[str, ...]
    unsure: bool

    def __bool__(self) -> bool:
        return bool(self.warnings)

    @property
    def cost(self) -> float:
        """How bad it is, by the weights in ``data/fidelity.toml``; 0 where nothing was found."""
        each = costs()
        return (
            each["number"] * len(self.numbers)
            + each["name"] * len(self.names)
            + each["term"] * len(self.terms)
            + each["invented"] * len(self.invented)
            + each["kept"] * len(self.kept)
            + each["denial"] * (self.denial is not None)
            + each["speaker"] * (self.speaker is not None)
            + each["loop"] * (self.loop is not None)
            + each["broken_off"] * self.broken_off
            + each["unfinished"] * self.unfinished
            + each["empty"] * self.empty
            + each["left_german"] * len(self.left_german)
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """One sentence for a reader on each kind of fault."""
        if self.empty:
            return ("the model returned nothing for a part of this sentence",)
        found = []
        if self.unfinished:
            found.append("the translation ran to its length limit and may be incomplete")
        if self.loop:
            found.append(f"the translation repeats itself: {self.loop}")
        if self.broken_off:
            found.append("the translation is much shorter than the German; a part may be missing")
        if self.numbers.missing:
            found.append(f"not in the English: {_listed(_told(q, self.numbers.invented) for q in self.numbers.missing)}")
        if self.numbers.invented:
            found.append(f"not in the German: {_listed(_told(q, self.numbers.missing) for q in self.numbers.invented)}")
        if self.names:
            found.append(f"name not in the English: {_listed(name.text for name in self.names)}")
        if self.terms:
            found.append(f"word not in the English: {_listed(f'{term.text} ({term.english[0]})' for term in self.terms)}")
        if self.invented:
            found.append(f"no English: {_listed(self.invented)}")
        found += [text for text in (self.denial, self.speaker) if text]
        if self.unsure:
            found.append("the model is unsure of this translation")
        if self.left_german or self.kept:
            found.append(f"left in German: {_listed([*self.kept, *self.left_german])}")
        return tuple(found)


@cache
def _settings() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("newsdigest") / "data" / "fidelity.toml").read_text(encoding="utf-8"))


def costs() -> Mapping[str, float]:
    """The weights of the faults."""
    return _settings()["cost"]


def said_once() -> Sequence[str]:
    """Small words that English does not say twice running."""
    words: list[str] = _settings()["seams"]["once"]
    return words


def sure() -> float:
    """The share of its places from which on a word's most frequent meaning is its meaning."""
    share: float = _settings()["unsaid"]["share"]
    return share


@lru_cache(maxsize=8192)
def judge(source: str, hypothesis: Hypothesis, lexicon: bool = True) -> Faults:
    """Look for everything that can be seen to be wrong with a translation of ``source``.

    The ``lexicon`` is for models that do not know many words: one that does know them has its reasons where it says something else.
    """
    target = hypothesis.text
    lost, invented = lost_denial(source, target), invented_denial(source, target)
    denial = f"the German denies ({lost}), the English does not" if lost else None
    if invented:
        denial = f"the English denies ({invented}), the German does not"
    return Faults(
        numbers=compare(source, target),
        names=tuple(lost_names(source, target)),
        terms=tuple(lost_terms(source, target)) if lexicon else (),
        invented=invented_words(source, target),
        kept=tuple(word for word in hypothesis.kept if word in target),
        denial=denial,
        speaker=changed_speaker(source, target),
        loop=loop(source, target),
        broken_off=broken_off(source, target),
        unfinished=not hypothesis.finished,
        empty=not target.strip(),
        left_german=left_german(source, target),
        unsure=hypothesis.score < _settings()["unsure"]["score"],
    )


def price(source: str, hypothesis: Hypothesis, lexicon: bool = True) -> float:
    """What speaks against a translation before anything is found wrong with it, to be compared with others of the same ``source``.

    That is the model's score; for a model that is asked for the words of the ``lexicon`` also how much of the German is said.
    """
    each, target = costs(), hypothesis.text
    found = -each["score"] * hypothesis.score
    if lexicon:
        longer = math.log(min(each["longest"], (len(target) + 1) / (len(source) + 1)))
        found -= each["coverage"] * coverage(source, target) + each["length"] * longer
    return found


def lost_names(source: str, target: str) -> list[Name]:
    """The names of a German sentence that its translation has in no form; places, or their people, must stand there in English."""
    there = folded(target)
    lost = [name for name in present_names(source) if not any(f" {folded(form)}" in f" {there}" for form in forms(name.text))]
    return [name for name in lost if not any(says_place(there, place) for place in place_forms(name.text))]


def present_names(source: str) -> list[Name]:
    """The words of a German sentence that are names: by their letters, but for those of the lexicon, and places with an English name."""
    words = [place for term in terms(source) for place in term.places]
    found = {name.start: name for name in names(source) if not any(start <= name.start < end for start, end in words)}
    for match in _CAPITALISED.finditer(source):
        if match.start() not in found and place_forms(match.group()):
            found[match.start()] = Name(match.start(), match.end(), match.group())
    return [found[start] for start in sorted(found)]


def forms(name: str) -> list[str]:
    """All that may stand for a name in English, what to write first: the English name of a place; of others the name
    itself, without the ending of the genitive (Merkels) or of a place's adjective (Regensburger), or in English."""
    if place := place_forms(name):
        return list(place)
    stems = [name]
    if re.search(r"[^sßxz]s$", name) and len(name) > 3 and not name.isupper():
        stems.append(name[:-1])
    if name.endswith("er") and len(name) > 6:
        stems.append(name[:-2])
    return [*stems, *english_forms(name)]


def _told(quantity: Quantity, others: Iterable[Quantity]) -> str:
    """A quantity as it is written, and its unit where that is what is wrong."""
    of_another_unit = any(quantity.readings & other.readings for other in others)
    return f"{quantity.text} {quantity.unit}" if quantity.unit and of_another_unit else quantity.text


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
