"""Words and expressions that a translation must not miss, those of the lexicon (``lexicon.py``, ``phrases.py``).

A model that never saw a word spells together something else from its pieces ("rivers siggas" for Flüssiggas). Whether one of
the word's English expressions is there can be seen without knowing what is right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from newsdigest.checks.lexicon import Forms, entry, forms, opens
from newsdigest.checks.names import is_first_name
from newsdigest.checks.phrases import WORD, Phrases, clause_end, clause_start, phrases
from newsdigest.checks.phrases import find as find_phrases

_WORD = re.compile(r"[^\W\d_]+")
_FINITE = (1, 2)
"""Present and past among what is written of a verb."""


@dataclass(frozen=True)
class Term:
    """A word of a German text, or an expression: its place in characters, its English expressions, what to write first, and its line in
    the lexicon; where what belongs to it stands apart (``teil`` of "nahm ... teil"); of a verb whose
    subject stands behind it, the place that it would have in a subordinate clause."""

    start: int
    end: int
    text: str
    english: tuple[str, ...]
    line: str
    apart: tuple[tuple[int, int], ...] = ()
    last: tuple[int, int] | None = None

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """All that belongs to it."""
        return ((self.start, self.end), *self.apart)


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[Term, ...]:
    """The known words and expressions of a German text, in order; behind a first name or "Herr" a word is a surname."""
    expressions = list(find_expressions(text, phrases()))
    taken = [place for term in expressions for place in term.places]
    words = [term for term in find(text, forms()) if not any(start <= term.start < end for start, end in taken)]
    return tuple(sorted([*expressions, *words], key=lambda term: term.start))


def find_expressions(text: str, known: Phrases) -> Iterator[Term]:
    """The expressions of a German text that are among the ``known`` ones, in order."""
    for found in find_phrases(text, known):
        meant = entry(found.line)
        english = (meant.written[found.index], *meant.written, *meant.others)
        # as they are read: nahm ... teil
        places = sorted([(found.start, found.end), *found.apart])
        shown = " ... ".join(text[slice(*place)] for place in places)
        last = places[-1] if found.apart and places[-1] in found.apart and _inverted(text, found.start) else None
        yield Term(found.start, found.end, shown, english, found.line, found.apart, last)


def find(text: str, known: Forms) -> Iterator[Term]:
    """The words of a German text that are among the ``known`` ones, in order."""
    before = ""
    for joined in WORD.finditer(text):
        whole = joined.group() in known or "-" not in joined.group()
        for match in [joined] if whole else _WORD.finditer(text, *joined.span()):
            word = match.group()
            small = word.lower()
            if word in known:
                if not (is_first_name(before) or before in _words("salutations")):
                    yield _term(text, match.start(), word, known[word], before)
            elif small in known and opens(text, match.start()):
                yield _term(text, match.start(), word, known[small], before)
            before = word


def _term(text: str, start: int, word: str, form: tuple[str, int], before: str) -> Term:
    line, index = form
    found = entry(line)
    if found.same:
        index = -1 if _tells_of_several(text, start, before) else 0
    last = None
    if index in _FINITE and len(found.written) > 2 and _inverted(text, start):
        end = clause_end(text, start)
        last = (end, end) if end > start + len(word) else None
    return Term(start, start + len(word), word, (found.written[index], *found.written, *found.others), line, last=last)


def _inverted(text: str, start: int) -> bool:
    """Whether a finite verb's subject seems to stand behind it."""
    before = text[clause_start(text, start) : start].split()
    if not before:
        return text[:start].rstrip().endswith(",")
    return before[0].lower() in _words("inversion")


def lost_terms(source: str, target: str) -> list[Term]:
    """The known words of a German text of which its translation has none of the English expressions."""
    found = terms(source)
    says = saying(target) if found else None
    return [term for term in found if says and not says(term.english)]


def saying(target: str) -> Callable[[Iterable[str]], bool]:
    """Whether an English text has one of some expressions: all of their words, in any inflection and order."""
    there = frozenset(_english_words(target))
    return lambda expressions: any(all(not ways.isdisjoint(there) for ways in _ways(expression)) for expression in expressions)


def _tells_of_several(text: str, start: int, before: str) -> bool:
    word = before.lower()
    number = re.search(r"(\d+) $", text[:start])
    return word in _words("several") or bool(number and number[1] != "1") or (word.endswith("e") and before == word and len(word) > 4)


@cache
def _words(key: str) -> frozenset[str]:
    data = tomllib.loads((files("newsdigest") / "data" / "terms.toml").read_text(encoding="utf-8"))
    return frozenset(data[key])


def _english_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(re.sub(r"['’]", "", text))]


@cache
def _ways(expression: str) -> tuple[frozenset[str], ...]:
    """Of each word of an English expression that says something, the forms in which it may stand."""
    words = _english_words(expression)
    return tuple(frozenset(_inflections(word)) for word in words if word not in _words("no_content") or len(words) == 1)


def _inflections(word: str) -> Iterator[str]:
    yield from (word, word + "s", word + "es", word + "ed", word + "ing", word + "d", word + "ly")
    yield from (word + word[-1] + "ed", word + word[-1] + "ing")
    if word.endswith("e"):
        yield from (word[:-1] + "ing",)
    if word.endswith("y"):
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield word[:-1]
