"""The thresholds and weights of ``data/stories.toml``, which says what they are and how they were set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsdigest.words import content_words


@dataclass(frozen=True)
class ArticleSettings:
    title: float
    teaser: float
    lead: float
    lead_sentences: int
    read: int
    background: int
    sentences: int
    quantities: float


@dataclass(frozen=True)
class GroupingSettings:
    threshold: float
    doubtful: float
    days: int
    half: float


@dataclass(frozen=True)
class SentenceSettings:
    name: float
    quantity: float
    small: int
    least_letters: int
    same: float


@dataclass(frozen=True)
class DisagreementSettings:
    """``people``, ``measures`` and ``fates`` are stems, as ``content_words`` gives them; ``measures`` has units too."""

    reach: int
    people: frozenset[str]
    measures: frozenset[str]
    fates: tuple[frozenset[str], ...]
    about: frozenset[str]
    letters: int
    near: float
    near_about: float
    near_from: int


@dataclass(frozen=True)
class Settings:
    """``letters`` is the length of the runs of letters by which words are compared."""

    letters: int
    article: ArticleSettings
    grouping: GroupingSettings
    sentence: SentenceSettings
    disagreement: DisagreementSettings
    agreement: float


@cache
def settings() -> Settings:
    """What the package carries."""
    data = tomllib.loads((files("newsdigest") / "data" / "stories.toml").read_text(encoding="utf-8"))
    differ = data["disagreement"]

    def stems(nouns: list[str]) -> frozenset[str]:
        return frozenset(stem for noun in nouns for stem in content_words(noun, "de"))

    return Settings(
        letters=data["letters"],
        article=ArticleSettings(**data["article"]),
        grouping=GroupingSettings(**data["grouping"]),
        sentence=SentenceSettings(**data["sentence"]),
        disagreement=DisagreementSettings(
            reach=differ["reach"],
            people=stems(differ["people"]),
            measures=stems(differ["measures"]) | frozenset(differ["units"]),
            fates=tuple(stems(nouns) for nouns in differ["fates"]),
            about=frozenset(differ["about"]),
            letters=differ["letters"],
            near=differ["near"],
            near_about=differ["near_about"],
            near_from=differ["near_from"],
        ),
        agreement=data["summary"]["agreement"],
    )
