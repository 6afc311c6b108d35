"""Expressions of several words, and verbs whose particle stands apart ("nahm ... teil"), that a translation must not miss.

How a line is to be read is told in ``data/lexicon/README.txt``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from newsdigest.checks.lexicon import ADJECTIVE_ENDINGS, UNUSED, lines, opens, singular_and_plural
from newsdigest.sentences import split_sentences

LIST = "phrases"

_GAP = "…"
_BAR = "|"
_REFLEXIVE = "sich"
_POSSESSIVE = re.compile(r"(?:mein|dein|sein|ihr|unser|euer)(?P<ending>|e|em|en|er|es)")
_POSSESSIVES = ("mein", "dein", "sein", "ihr", "unser", "euer", "eur")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARK = re.compile(r"[;!?()\[\]\"„“”»«–—]|(?<!\d)[,:]|(?<=\d)[,:](?!\d)")
"""What ends a clause, besides the full stop of a sentence."""
_CLOSES = re.compile(r"\s*(?:$|[^\w\s]|(?:und|oder|sowie|aber|als|bis|denn)\b)")
"""What stands behind a particle: it is the last word of its clause."""
_OTHER_USE = re.compile(r"\b(?:wie|und|oder|(?:von|vom)(?: \w+){1,2}) $", re.IGNORECASE)
"""Before a particle: it is part of something else (nach wie vor, ab und zu, von Anfang an)."""


@dataclass(frozen=True)
class Found:
    """Where an expression stands: the place that its English takes, what goes with it, its line, and the place among what is ``written``."""

    start: int
    end: int
    apart: tuple[tuple[int, int], ...]
    line: str
    index: int


@dataclass(frozen=True)
class _Fixed:
    """An expression whose words follow each other: the ``words`` behind the first, each in all its forms."""

    line: str
    index: int
    words: tuple[frozenset[str], ...]
    reflexive: bool = False


@dataclass(frozen=True)
class _Scattered:
    """An expression behind its verb: pieces of one word or more, between which others may stand.

    ``particle``: the last word is one that only stands at the end of a clause.
    """

    line: str
    index: int
    pieces: tuple[tuple[frozenset[str], ...], ...]
    reflexive: bool
    particle: bool


@dataclass(frozen=True)
class Phrases:
    """Expressions by their first word, and by a second one so that few must be tried: the next; or, behind a verb, the first of the last piece."""

    fixed: Mapping[str, Mapping[str, Sequence[_Fixed]]]
    scattered: Mapping[str, Mapping[str, Sequence[_Scattered]]]


@cache
def phrases() -> Phrases:
    """The expressions of the list."""
    return read(lines(LIST))


def read(words: Iterable[str]) -> Phrases:
    """The expressions of some lines."""
    fixed: dict[str, dict[str, list[_Fixed]]] = defaultdict(lambda: defaultdict(list))
    scattered: dict[str, dict[str, list[_Scattered]]] = defaultdict(lambda: defaultdict(list))
    for line in words:
        german = line.partition(" = ")[0]
        groups = [group.split() for group in german.split(";")]
        for first, expression in _before_verb(line, groups) if len(groups) > 1 else _without_verb(line, german):
            for second in expression.words[0]:
                fixed[first][second].append(expression)
        for verb, behind in _behind_verb(line, groups) if len(groups) > 1 else ():
            for word in behind.pieces[-1][0] if behind.pieces else [_REFLEXIVE]:
                scattered[verb][word].append(behind)
    return Phrases(fixed, scattered)


def _without_verb(line: str, german: str) -> Iterator[tuple[str, _Fixed]]:
    *before, last = german.split()
    numbers = singular_and_plural(last) if last[0].isupper() else (_forms(last), frozenset[str]())
    for index, forms in zip((0, -1), numbers):
        if forms:
            first, *behind = [*map(_forms, before), forms]
            for word in first:
                yield word, _Fixed(line, index, tuple(behind))


def _forms(word: str) -> frozenset[str]:
    if possessive := _POSSESSIVE.fullmatch(word):
        return frozenset(owner + possessive["ending"] for owner in _POSSESSIVES)
    if not word.endswith("*"):
        return frozenset([word])
    return frozenset(form + ending for form in (word[:-1], word[:-1].capitalize()) for ending in ADJECTIVE_ENDINGS)


def _behind_verb(line: str, groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, _Scattered]]:
    """ "Er nahm an dem Treffen teil": of a main clause."""
    *lead, infinitive = groups[0]
    reflexive = lead[:1] == [_REFLEXIVE]
    particle, bar, verb = infinitive.rpartition(_BAR)
    pieces: list[list[frozenset[str]]] = [[]]
    for word in [*lead[reflexive:], *([particle] if bar else [])]:
        if word == _GAP:
            pieces.append([])
        else:
            pieces[-1].append(_forms(word))
    # "er nehme teil" are somebody's words
    present = [*groups[1], *([verb[:-1]] if verb.endswith("en") else [])]
    for index, forms in enumerate(([verb], present, groups[2])):
        for form in forms:
            if form != UNUSED:
                yield form, _Scattered(line, index, tuple(tuple(piece) for piece in pieces if piece), reflexive, bool(bar))


def _before_verb(line: str, groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, _Fixed]]:
    """ "Weil er das in Kauf nahm", "in Kauf genommen": all in one place. A particle alone and its verb are one word then, and no expression."""
    *lead, infinitive = groups[0]
    reflexive = lead[:1] == [_REFLEXIVE]
    lead = lead[reflexive:]
    if not lead or _GAP in lead:
        return
    particle, bar, verb = infinitive.rpartition(_BAR)
    with_zu = f"{particle}zu{verb}" if bar else f"zu {verb}"
    for index, forms in enumerate(
        ([particle + verb, with_zu], *([particle + form for form in group if form != UNUSED] for group in groups[1:]))
    ):
        for form in forms:
            firsts, *behind = [_forms(word) for word in [*lead, *form.split()]]
            for first in firsts:
                yield first, _Fixed(line, index, tuple(behind), reflexive)


def clause_start(text: str, end: int) -> int:
    """Where the clause began that is going on at a place, as far as marks tell."""
    return max((mark_end for _, mark_end in _marks(text) if mark_end <= end), default=0)


def clause_end(text: str, start: int) -> int:
    """Where the clause ends that is going on at a place, as far as marks tell."""
    return len(text[: next((mark for mark, _ in _marks(text) if mark >= start), None)].rstrip())


@lru_cache(maxsize=2048)
def _marks(text: str) -> Sequence[tuple[int, int]]:
    """Where the clauses of a text end, in order; the stops of "3. Mai" and "St. Gallen" end none."""
    stops = [(end - 1, end) for _, end in split_sentences(text) if text[end - 1] == "."]
    return sorted([*(match.span() for match in _MARK.finditer(text)), *stops])


def find(text: str, known: Phrases) -> list[Found]:
    """The expressions of a German text that are among the ``known`` ones, in order; of two that share a word the longer one."""
    sentence = _Sentence(text)
    found: list[tuple[tuple[int, ...], Found]] = []
    for at, word in enumerate(sentence.words):
        ways = [word]
        if word[0].isupper() and opens(text, sentence.spans[at][0]):
            ways.append(word[0].lower() + word[1:])
        for first in ways:
            after = known.fixed.get(first)
            for fixed in after.get(sentence.words[at + 1], ()) if after and at + 1 < len(sentence.words) else ():
                if places := sentence.together(at, fixed):
                    found.append(sentence.ranked(places, fixed))
            if behind := known.scattered.get(first):
                for scattered in [way for word in sentence.clause(at) for way in behind.get(word, ())]:
                    if places := sentence.apart(at, scattered):
                        found.append(sentence.ranked(places, scattered))
    taken: set[int] = set()
    kept = []
    for _, item in sorted(found, key=lambda pair: pair[0]):
        letters = {at for start, end in ((item.start, item.end), *item.apart) for at in range(start, end)}
        if taken.isdisjoint(letters):
            taken |= letters
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


class _Sentence:
    def __init__(self, text: str):
        self.text = text
        found = list(WORD.finditer(text))
        self.words = [match.group() for match in found]
        self.spans = [match.span() for match in found]

    def ranked(self, places: Sequence[tuple[int, int]], way: _Fixed | _Scattered) -> tuple[tuple[int, ...], Found]:
        """What is tried first: a reflexive verb before the plain one, what has more words, and of two verbs before one particle the nearer."""
        (start, end), *others = places
        words = sum(len(WORD.findall(self.text[slice(*place)])) for place in places)
        size = sum(end - start for start, end in places)
        return (-way.reflexive, -words, -start, -size), Found(start, end, tuple(others), way.line, way.index)

    def clause(self, at: int) -> list[str]:
        """The words behind this one, to the end of the clause, none twice."""
        return list(dict.fromkeys(self.words[at + 1 : self._end(at)]))

    def _end(self, at: int) -> int:
        return bisect_left(self.spans, (clause_end(self.text, self.spans[at][1]), 0))

    def together(self, at: int, way: _Fixed) -> list[tuple[int, int]]:
        """The place of an expression that begins with this word, and that of its pronoun; nothing, where it is not there."""
        if not self._follow(at, way.words):
            return []
        start, end = self.spans[at][0], self.spans[at + len(way.words)][1]
        if not way.reflexive:
            return [(start, end)]
        begin = clause_start(self.text, start)
        before = [span for word, span in zip(self.words[:at], self.spans) if word == _REFLEXIVE and span[0] >= begin]
        if not before:
            return []
        return [(start, end), before[-1]]

    def _follow(self, at: int, behind: Sequence[frozenset[str]]) -> bool:
        if at + len(behind) >= len(self.words):
            return False
        there = range(at + 1, at + 1 + len(behind))
        return all(
            self.words[n] in forms and self.text[self.spans[n - 1][1] : self.spans[n][0]].isspace() for n, forms in zip(there, behind)
        )

    def apart(self, at: int, way: _Scattered) -> list[tuple[int, int]]:
        """The place of this verb, then those of what belongs to it; nothing, where not all of it is there."""
        places = [self.spans[at]]
        pieces, pronoun = list(way.pieces), None
        for n in range(at + 1, self._end(at)):
            if not pieces and (pronoun or not way.reflexive):
                break
            if way.reflexive and pronoun is None and self.words[n] == _REFLEXIVE:
                pronoun = self.spans[n]
            elif pieces and self.words[n] in pieces[0][0] and self._follow(n, pieces[0][1:]):
                place = (self.spans[n][0], self.spans[n + len(pieces[0]) - 1][1])
                if way.particle and len(pieces) == 1 and not self._closes(place, len(way.pieces) > 1):
                    continue
                places.append(place)
                pieces.pop(0)
        if pieces or way.reflexive and pronoun is None:
            return []
        return [*places, pronoun] if pronoun else places

    def _closes(self, place: tuple[int, int], with_preposition: bool) -> bool:
        """Whether a particle is the last word of its clause, and belongs to a verb."""
        if not _CLOSES.match(self.text, place[1]):
            return False
        return with_preposition or not _OTHER_USE.search(self.text, max(0, place[0] - 60), place[0])
