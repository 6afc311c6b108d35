"""Sentences of text files: reading them, and telling whether one is known."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = re.compile(r"[^\W_]+")
RUN = 8
"""Words in a row that give a sentence away: news is passed on in other cuts and with other marks."""


def key(text: str) -> str:
    """What near-duplicates have in common: the letters and digits, in lower case."""
    return "".join(WORDS.findall(text.lower()))


class Known:
    """Sentences of some files, recognised again: they themselves, and whatever shares ``RUN`` words in a row with one of them.

    With ``among``, only these texts are asked for later, and memory holds no more than they need.
    """

    def __init__(self, paths: Iterable[Path], among: Iterable[str] | None = None) -> None:
        wanted = None if among is None else {mark for text in among for mark in _marks(text)}
        marks = (mark for path in paths for line in lines(path) for mark in _marks(line))
        self._marks = {mark for mark in marks if wanted is None or mark in wanted}

    def __contains__(self, text: str) -> bool:
        return any(mark in self._marks for mark in _marks(text))


def _marks(text: str) -> Iterator[str]:
    """What gives a text away: all of its letters and digits, and every run of words."""
    yield key(text)
    words = WORDS.findall(text.lower())
    yield from (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else open(path, encoding="utf-8") as file:
        yield from file
