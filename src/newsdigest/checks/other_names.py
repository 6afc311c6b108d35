"""English words that name the same: a place and its people (Italy, Italian; France, French), a name and what it is called for short."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from newsdigest.checks.names import folded

_LEAST = 4
"""Letters that the name of a place has in common with its adjective at the least."""


def inflected(a: str, b: str) -> bool:
    """Whether two folded words are a name and its plural or adjective: Germany, German, Germans."""
    if a + "s" == b or b + "s" == a:
        return True
    if a[:_LEAST] != b[:_LEAST]:
        return False
    common_letters = 0
    for x, y in zip(a, b):
        if x != y:
            break
        common_letters += 1
    place, people = _endings()
    for length in range(common_letters, _LEAST - 1, -1):
        ends = a[length:], b[length:]
        if any(one in place and other in people for one, other in (ends, ends[::-1])):
            return True
    return False


@cache
def same_names() -> list[frozenset[str]]:
    """Groups of names, folded, of which each stands for each."""
    return [frozenset(folded(name) for name in group["names"]) for group in _data()["same"]]


def says_place(text: str, place: str) -> bool:
    """Whether a folded English text names a place, or its people, or says what is its own: the French president."""
    name = folded(place)
    others = {other for group in same_names() if name in group for other in group}
    return any(f" {other} " in f" {text} " for other in others) or any(inflected(name, word) for word in text.split())


@cache
def _endings() -> tuple[frozenset[str], frozenset[str]]:
    """How places end behind what they have in common with their people, and how those end."""
    return frozenset(_data()["endings"]["place"]), frozenset(_data()["endings"]["people"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("newsdigest") / "data" / "other_names_en.toml").read_text(encoding="utf-8"))
