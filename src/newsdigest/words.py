"""The content words of sentences, by which sentences are compared: English or German."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

LANGUAGES = ("en", "de")
"""The languages with word lists. The first is meant where a text does not tell."""

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_ENOUGH = 100  # sentences that tell a language
_SOFT_HYPHEN = "\u00ad"
_GERMAN_ENDING = re.compile(r"(?:e[rn]|em|es|e|n|(?<!s)s)$")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Words that say nothing about the subject; see ``data/stopwords_en.txt`` and ``data/stopwords_de.txt``."""
    text = (files("newsdigest") / "data" / f"stopwords_{language}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())


def words(sentence: str) -> list[str]:
    """Words and numbers in lower case; an apostrophe separates (``Koirala's`` gives ``koirala``, ``s``)."""
    return _WORD.findall(sentence.lower().replace(_SOFT_HYPHEN, ""))


def content_words(sentence: str, language: str = "en") -> list[str]:
    """The words that carry the subject, in order, without plural, case and verb endings; numbers as they stand."""
    return content_of(words(sentence), language)


def content_of(tokens: Iterable[str], language: str = "en") -> list[str]:
    """``content_words`` of a sentence that ``words`` has already taken apart."""
    stem, stops = _STEMMERS[language], stop_words(language)
    return [stem(word) for word in tokens if word not in stops]


def guess_language(sentences: Iterable[str]) -> str:
    """The language of ``LANGUAGES`` whose stop words are the most frequent in the first sentences; English where none tells."""
    seen = [word for sentence in islice(sentences, _ENOUGH) for word in words(sentence)]
    return max(LANGUAGES, key=lambda language: sum(word in stop_words(language) for word in seen))


@lru_cache(maxsize=1 << 14)
def _english_stem(word: str) -> str:
    """A weak stemmer: the plural rules of Harman (1991), "How effective is suffixing?", with -ed and -ing.

    It need not give words, only bring forms of one word together; ``expand`` and ``expanding`` must meet, ``news`` and
    ``new`` must not.
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "news")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@lru_cache(maxsize=1 << 14)
def _german_stem(word: str) -> str:
    """Plural and case endings off while there are any, after Caumanns (1999), "A fast and simple stemming algorithm for German".

    ``Häuser`` and ``Hauses`` meet in ``haus``; four letters at the least remain.
    """
    word = word.translate(_UMLAUTS)
    while match := _GERMAN_ENDING.search(word, 4):
        word = word[: match.start()]
    return word


_STEMMERS = {"en": _english_stem, "de": _german_stem}
