"""The content words of English sentences, by which sentences are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about the subject; see ``data/stopwords_en.txt``."""
    text = (files("newsdigest") / "data" / "stopwords_en.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())


def words(sentence: str) -> list[str]:
    """Words and numbers in lower case; an apostrophe separates (``Koirala's`` gives ``koirala``, ``s``)."""
    return _WORD.findall(sentence.lower())


def content_words(sentence: str) -> list[str]:
    """The words that carry the subject, in order, without plural and verb endings; numbers as they stand."""
    return [_stem(word) for word in words(sentence) if word not in stop_words()]


def _stem(word: str) -> str:
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
