"""Whether a sentence has a name in some form: inflected, joined, translated, abbreviated, by another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsdigest.checks.claims.evidence import Evidence, folded_of, word_lists
from newsdigest.checks.exonyms import english_forms
from newsdigest.checks.names import folded
from newsdigest.checks.other_names import inflected, same_names

_LONGEST = 3
"""Words of a German name that has a form of its own in English."""
_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
"""A word that may be a name or a part of one, with its hyphens and apostrophes."""


def names_it(evidence: Evidence, word: str, sentence: str) -> bool:
    """Whether the evidence has a name of the sentence: as it is, as plural, adjective or possessive, joined with the word next to it,
    in German, by another name, or as initials."""
    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", evidence.english):
        return True
    own = f" {folded_of(sentence)} "
    text = f"{evidence.folded} {_in_english(evidence.german)}"
    words = text.split()
    parts = [part for part in word.split("-") if part[:1].isupper()] or [word]  # Phoenix-based
    if all(_found(name, words) for part in parts for name in folded_of(part).split()):
        return True
    name = folded_of(word)
    if _joined(name, own.split(), words):
        return True
    groups = (group for group in same_names() if any(name in other.split() and f" {other} " in own for other in group))
    if any(f" {other} " in f" {text} " for group in groups for other in group):
        return True
    if _INITIALS.fullmatch(word) and word.lower() in _initials(evidence.english):
        return True
    return any(word in phrase.split() for short in _INITIALS.findall(evidence.english) for phrase in _spelt_out(short, sentence))


def _found(name: str, words: list[str]) -> bool:
    return name in words or any(inflected(name, other) for other in words)


def _joined(name: str, own: list[str], words: list[str]) -> bool:
    """Whether a name is one word here and two there: Bayern Atlas, BayernAtlas; Super Cup, Supercup."""
    if name.replace(" ", "") in {a + b for a, b in zip(words, words[1:])}:
        return True
    return any(name in pair and "".join(pair) in words for pair in zip(own, own[1:]))


@lru_cache(maxsize=4096)
def _in_english(german: str) -> str:
    """The English forms of the names of a German sentence, folded."""
    tokens = [part for match in WORD.finditer(german) for part in match.group().split("-") if part]  # München-Ost
    runs = (tokens[i : i + n] for i in range(len(tokens)) if tokens[i][0].isupper() for n in range(1, _LONGEST + 1) if i + n <= len(tokens))
    return " ".join(folded(form) for run in runs for form in english_forms(" ".join(run)))


def _initials(text: str) -> str:
    """The initials of all words but those that an acronym leaves out: World Health Organization."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in word_lists("titles")["left_out"])


def _spelt_out(short: str, sentence: str) -> Iterator[str]:
    """Names in a sentence whose words have these initials."""
    for match in re.finditer(r"\b[A-Z][\w-]+(?: (?:(?:of|the|for|and) )*[A-Z][\w-]+)+", sentence):
        if _initials(match.group()).upper() == short:
            yield match.group()
