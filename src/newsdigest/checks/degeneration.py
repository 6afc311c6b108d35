"""How neural translations go wrong as texts: they go round in circles, break off, or stay in the source language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsdigest.checks.inventions import is_english
from newsdigest.checks.names import SURE, likelihood, names

_NO_NAME = 0.15
_SHORTEST = 5  # letters from which on a word in small letters is German if it is no English
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|these|those|h(?:is|er)|its|their|my|our|no|any|some|every) $", re.IGNORECASE)
"""Behind these a capitalised word is a noun, and no name, where it is not one of theirs by its letters: the Trompete."""
_UMLAUT = re.compile("[äöüß]")
_BEGINNING = re.compile(r"[\W_]*")
_NAME_BEHIND = re.compile(r" [A-ZÄÖÜ]")
_NAME_BEFORE = re.compile(r"(?:\b[A-ZÄÖÜ][\w-]*\.? |[(/-]|\b(?:in|at|from|near|to|via|on the|between) )$")
"""Behind these a capitalised word is more likely a name: another one, a bracket, "in"."""


@dataclass(frozen=True)
class _Limits:
    longest_word: int
    shortest: float
    least_words: int
    loop_times: int
    long_loop_times: int
    longest_loop: int
    german: frozenset[str]
    titles: frozenset[str]


@cache
def _limits() -> _Limits:
    data = tomllib.loads((files("newsdigest") / "data" / "fidelity.toml").read_text(encoding="utf-8"))["degeneration"]
    return _Limits(**{**data, "german": frozenset(data["german"]), "titles": frozenset(data["titles"])})


_SHORT_LOOP = 3  # words
_WORD: re.Pattern[str] = re.compile(r"\w+(?:['’.,-]\w+)*")


def loop(source: str, target: str) -> str | None:
    """What a target says over and over, or stammers, although its source does not; else None."""
    limits = _limits()
    words: list[str] = _WORD.findall(target.lower())
    source_words: list[str] = _WORD.findall(source.lower())
    if stammered := next((w for w in words if len(w) > limits.longest_word and w not in source_words), None):
        return stammered
    for size in range(1, min(len(words) // 2, limits.longest_loop) + 1):
        times = limits.loop_times if size <= _SHORT_LOOP else limits.long_loop_times
        found = _repeated(words, size, times)
        if found and not _repeated(source_words, size, times):
            return " ".join(found)
    return None


def _repeated(words: list[str], size: int, times: int) -> list[str] | None:
    run = 0  # how many words running equal the one a period before
    for index in range(size, len(words)):
        run = run + 1 if words[index] == words[index - size] else 0
        if run == size * (times - 1):
            period = words[index - size + 1 : index + 1]
            if any(word[0].isalpha() for word in period):
                return period
    return None


def broken_off(source: str, target: str) -> bool:
    """Whether a target is so much shorter than its source that a part of it must be missing."""
    there = len(_WORD.findall(source))
    return there >= _limits().least_words and len(_WORD.findall(target)) < _limits().shortest * there


def _is_noun(word: str) -> bool:
    """Whether a capitalised word may be a German noun: no English, no sign in it, not "Regensburger", no paper."""
    return (
        word.isalpha() and word[1:].islower() and not word.endswith("er") and word not in _limits().titles and not is_english(word.lower())
    )


def left_german(source: str, target: str) -> tuple[str, ...]:
    """German words of the source that stand in the target as they are and can be no English nor names."""
    there = set(_WORD.findall(source))
    kept = {name.text for name in names(source)}
    small, nouns = [], []
    for match in _WORD.finditer(target):
        word = match.group()
        if word not in there or word in kept:
            continue
        if word in _limits().german:
            small.append(word)
        elif word[0].islower():
            if _UMLAUT.search(word) or len(word) >= _SHORTEST and word.isalpha() and not is_english(word):
                nouns.append(word)
        elif likelihood(word) < _NO_NAME and not any(likelihood(part) > SURE for part in word.split("-")[:-1]):  # Mannheim-Käfertal
            begins = bool(_BEGINNING.fullmatch(target, 0, match.start()))
            noun = _UMLAUT.search(word) or _is_noun(word) and (begins or _DETERMINER.search(target, 0, match.start()))
            beside_name = _NAME_BEHIND.match(target, match.end()) if begins else _NAME_BEFORE.search(target, 0, match.start())
            if noun and not beside_name:
                nouns.append(word)
    # one small word may belong to a title; two are a clause
    return tuple(dict.fromkeys([*(small if len(set(small)) > 1 else ()), *nouns]))
