"""Which words of a German sentence are names that English keeps as they are.

German writes every noun with a capital. Whether one is a name is judged by its letters: a logistic model over
character n-grams, hashed (Weinberger et al. 2009), learned from how often English kept the words of parallel text
(``training/name_weights.py``). The first names of people are a list (``data/first_names.txt``). A word right behind a name is more
likely to be part of it, and behind a first name it is one, whatever its letters ("Uwe Junge").
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 1 << 14
SCALE = 20.0
"""Weights are kept as whole numbers, that many to one."""

SURE, SURE_AT_START, FOLLOWS, WITHOUT_ARTICLE = 0.7, 0.9, 0.12, 0.3
"""Probability from which a word counts as a name: inside a sentence, as its first word, right behind a name, and right behind
what a noun has an article behind, and a name has none (in Oberreichenbach, der Stadt Greven)."""

_WORD = re.compile(r"[^\W\d_][\w]*(?:[’'-][^\W\d_]\w*)*")

_OPENS = re.compile(r"(?:^|[.!?:;„“\"»«‚‘'(–—-])\s*$")
"""Behind this a word is capitalised whatever it is."""

_NO_ARTICLE = re.compile(r"(?<!\w)(?:in|aus|nach|bei|von|Stadt|Gemeinde|Landkreis|Stadtteil|Ortsteil|Dorf) $", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """A word that is a name: where it stands (characters), and as it is written."""

    start: int
    end: int
    text: str


def features(word: str) -> list[int]:
    """The hashed features of a word: its n-grams of two to five characters, length, hyphen, capitals."""
    marked = f"^{word}$"
    grams = {marked[i : i + n] for n in (2, 3, 4, 5) for i in range(len(marked) - n + 1)}
    grams |= {f"L{min(len(word), 20)}", f"H{'-' in word}", f"U{word.isupper()}"}
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams})


@cache
def _weights() -> np.ndarray[Any, Any]:
    import numpy as np

    with (files("newsdigest") / "data" / "name_weights.npy").open("rb") as file:
        weights: np.ndarray[Any, Any] = np.load(file) / SCALE
    return weights


@cache
def _nouns() -> frozenset[str]:
    """Nouns whose letters look like a name's."""
    return _lines("nouns_de.txt")


@cache
def _first_names() -> frozenset[str]:
    return _lines("first_names.txt")


def is_first_name(word: str) -> bool:
    return word in _first_names()


def _lines(name: str) -> frozenset[str]:
    lines = (files("newsdigest") / "data" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=50_000)
def likelihood(word: str) -> float:
    """The probability that English keeps a capitalised German word as it is."""
    if word in _nouns():
        return 0.0
    weights = _weights()
    return float(1 / (1 + math.exp(-(weights[features(word)].sum() + weights[BUCKETS]))))


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[Name, ...]:
    """The names of a German sentence, word by word, in order."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Name]:
    before, first_name = -1, False
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and len(word) > 2:
            chance = likelihood(word)
            start_of_sentence = _OPENS.search(text, 0, match.start()) is not None
            follows = match.start() == before + 1 and text[before] == " "
            no_article = stands_like_a_place(text, match.start())
            least = SURE_AT_START if start_of_sentence else FOLLOWS if follows else WITHOUT_ARTICLE if no_article else SURE
            surname = follows and first_name and "-" not in word
            if is_first_name(word) or surname or chance > least:
                yield Name(match.start(), match.end(), word)
                before, first_name = match.end(), is_first_name(word)


def stands_like_a_place(text: str, start: int) -> bool:
    """Whether the word there has no article where a noun has one: in Unterthingau, der Stadt Greven."""
    return _NO_ARTICLE.search(text, max(0, start - 12), start) is not None


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Words without capitals, accents and marks: "Müller", "Mueller" and "MULLER" are one."""
    text = text.lower().replace("ß", "ss")
    text = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub("(?<=[aou])e", "", word) for word in text.split())
