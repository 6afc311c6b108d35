"""What a summary sentence claims that the sentences it rests on do not say: numbers, names, denials, comparisons, speakers.

A sentence is held against its evidence in English and in German; what neither has is unsupported. Paraphrase is allowed:
only words that carry a fact are looked up. The questions are those of human faithfulness annotation (Maynez et al. 2020;
Pagnoni et al. 2021: entity, circumstance, predicate and speaker errors).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from newsdigest.checks.comparison import compare_quantities
from newsdigest.checks.names import folded, likelihood
from newsdigest.checks.negation import denials, may_deny
from newsdigest.checks.quantities import Kind, quantities
from newsdigest.checks.speakers import speaker_places, speakers
from newsdigest.words import content_words, stop_words

_COVERED = 0.7
"""Share of a sentence's words that a denial's own sentence must have for its absence to count."""
_REACH = 1
"""Content words behind a denial that the sentence must have: what is denied."""

_SURELY_NAME = 0.7
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OPENS = re.compile(r"(?:^|[.!?:;“\"‘'(–—-])\s*$")


class ClaimKind(StrEnum):
    """What is unsupported: a number (or date, time, sum), a name, a denial (there or missing), a comparison, a speaker."""

    NUMBER = "number"
    NAME = "name"
    DENIAL = "denial"
    COMPARISON = "comparison"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Unsupported:
    """One claim without support: the words of the sentence, and what the evidence has in their place, if that is known."""

    kind: ClaimKind
    text: str
    instead: tuple[str, ...] = ()

    def __str__(self) -> str:
        has = f"; it has {', '.join(self.instead)}" if self.instead else ""
        if self.kind is ClaimKind.DENIAL:
            return self.text + has
        return f"not in the evidence: {self.kind} {self.text}{has}"


def unsupported(sentence: str, english: Sequence[str], german: Sequence[str] = (), context: Sequence[str] = ()) -> list[Unsupported]:
    """The claims of an English sentence that its evidence does not support, in the order of the kinds.

    ``english`` and ``german`` are the sentences that it rests on; either may be empty. ``context`` (headline and teaser, in
    English) supports claims as well, but who speaks there need not speak in the evidence.
    """
    there = [*english, *context]
    return [
        *_numbers(sentence, there, german),
        *_names(sentence, there, german),
        *_denials(sentence, there, german),
        *_comparisons(sentence, there),
        *_speakers(sentence, english, context),
    ]


def _numbers(sentence: str, english: Sequence[str], german: Sequence[str]) -> Iterable[Unsupported]:
    there = [q for text in english for q in quantities(text, "en")] + [q for text in german for q in quantities(text, "de")]
    for quantity in compare_quantities(quantities(sentence, "en"), there).missing:
        alike = [q for q in there if q.kind is quantity.kind and q.unit == quantity.unit] or [q for q in there if q.kind is quantity.kind]
        if quantity.kind is Kind.ORDINAL and not alike:
            continue  # "second" is a word of many senses
        yield Unsupported(ClaimKind.NUMBER, quantity.text, tuple(dict.fromkeys(q.text for q in alike[:3])))


def _names(sentence: str, english: Sequence[str], german: Sequence[str]) -> Iterable[Unsupported]:
    there = {word for text in (*english, *german) for word in folded(text).split()}
    counted = {i for q in quantities(sentence, "en") for i in range(q.start, q.end)}  # Tuesday, May
    for match in _WORD.finditer(sentence):
        if match.start() in counted:
            continue
        word = re.sub(r"['’]s?$", "", match.group())
        if match.start() and sentence[match.start() - 1].isdigit():
            continue  # 60GB
        if not word[:1].isupper() or len(word) < 2 or word == "I":
            continue
        parts = folded(word).split()
        if all(part in there or part.rstrip("s") in there or f"{part}s" in there for part in parts):
            continue
        begins = _OPENS.search(sentence, 0, match.start()) is not None
        if begins and (word.lower() in stop_words() or likelihood(word) < _SURELY_NAME):
            continue
        yield Unsupported(ClaimKind.NAME, word)


def _denials(sentence: str, english: Sequence[str], german: Sequence[str]) -> Iterable[Unsupported]:
    own = denials(sentence, "en")
    if own and not any(denials(text, "en") for text in english) and not any(denials(text, "de") for text in german):
        yield Unsupported(ClaimKind.DENIAL, f"the sentence denies ({own}), its evidence does not")
    if own or may_deny(sentence):
        return
    words = set(content_words(sentence))
    for text in english:
        found = denials(text, "en")
        if found and len(words & set(content_words(text))) >= _COVERED * len(words) and words & set(_denied(text, found)):
            yield Unsupported(ClaimKind.DENIAL, f"the evidence denies ({found}), the sentence does not")
            return


def _denied(text: str, denial: str) -> list[str]:
    """The first content words behind a denial: what it denies."""
    return content_words(text.partition(denial)[2])[:_REACH]


@cache
def opposites() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Groups of words that turn a statement round where one stands for the other; each pair both ways."""
    data = tomllib.loads((files("newsdigest") / "data" / "claims.toml").read_text(encoding="utf-8"))
    pairs = [(frozenset(pair["one"]), frozenset(pair["other"])) for pair in data["opposites"]]
    return pairs + [(other, one) for one, other in pairs]


def _comparisons(sentence: str, english: Sequence[str]) -> Iterable[Unsupported]:
    own = {match.group().lower() for match in _WORD.finditer(sentence)}
    there = {match.group().lower() for text in english for match in _WORD.finditer(text)}
    for one, other in opposites():
        if own & one and not there & one and there & other - own:
            yield Unsupported(ClaimKind.COMPARISON, ", ".join(sorted(own & one)), tuple(sorted(there & other)))


def _speakers(sentence: str, english: Sequence[str], context: Sequence[str]) -> Iterable[Unsupported]:
    said = speakers(sentence, "en")
    there = {name for text in english for name in speakers(text, "en")}
    besides = {name for text in context for name in speakers(text, "en")}
    if said and there and not said & (there | besides):
        instead = (name for text in english for name in _speaking(text))
        yield Unsupported(ClaimKind.SPEAKER, ", ".join(_speaking(sentence)), tuple(dict.fromkeys(instead)))


def _speaking(text: str) -> list[str]:
    """The names beside a verb of saying, as they are written."""
    return list(dict.fromkeys(text[start:end] for start, end in speaker_places(text, "en")))
