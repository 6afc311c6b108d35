"""What the extractive summarizer knows, read from its data files: weights, shapes and the words of a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Weights:
    """How much each property of a sentence counts; ``data/extractive.toml`` says what they are."""

    position: float
    title: float
    centrality: float
    coverage: float
    phrases: float
    names: float
    redundancy: float
    long: float
    short: float
    dangling: float
    quotation: float
    fragment: float
    question: float
    source: float


@dataclass(frozen=True)
class Shape:
    """Numbers of words or sentences at which a property begins; ``data/extractive.toml`` says what they are."""

    position_scale: float
    long_words: int
    short_words: int
    fragment_words: int
    scrap_words: int
    phrases_enough: int
    opening_reach: int


@dataclass(frozen=True)
class WordLists:
    """First words and verbs by which one language shows what a sentence does; ``data/extractive_en.toml``, ``..._de.toml``."""

    dangling: frozenset[str]
    dangling_phrases: tuple[str, ...]
    source_phrases: tuple[str, ...]
    saying: frozenset[str]
    speaker: frozenset[str]
    connectives: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """All of it, for one language."""

    language: str
    weights: Weights
    shape: Shape
    lists: WordLists


@cache
def rules_for(language: str = "en") -> Rules:
    """What the package carries for sentences in ``language``, one of ``words.LANGUAGES``."""
    data, lists = _read("extractive.toml"), _read(f"extractive_{language}.toml")
    return Rules(
        language=language,
        weights=Weights(**data["weights"]),
        shape=Shape(**data["shape"]),
        lists=WordLists(
            dangling=frozenset(lists["dangling"]),
            dangling_phrases=tuple(lists["dangling_phrases"]),
            source_phrases=tuple(lists["source_phrases"]),
            saying=frozenset(lists["saying"]),
            speaker=frozenset(lists["speaker"]),
            connectives=tuple(lists["connectives"]),
        ),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("newsdigest") / "data" / name).read_text(encoding="utf-8"))
