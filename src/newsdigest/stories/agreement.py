"""Which sentences of different articles say the same.

German sentences are compared by the runs of letters in their content words (Damashek 1995), so that compounds meet their
parts, and by the quantities that they share. Whom a sentence names is not yet what it says: names count less. Numbers
themselves are left out: three dead here and five there are the same statement, in which the articles differ.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from newsdigest.schema import Digest
from newsdigest.sentences import split_sentences
from newsdigest.stories.settings import settings
from newsdigest.stories.terms import Terms, letter_runs, share_of, terms_of, value_of
from newsdigest.summarization.features import Vector, cosine, unit

_QUOTATION = re.compile(r"„[^“”]*[“”]|»[^«]*«|«[^»]*»|“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True)
class Statement:
    """A German sentence of an article: the article's place in the story, and the sentence's index, None in the teaser."""

    article: int
    index: int | None
    text: str


def statements(articles: Sequence[Digest]) -> list[Statement]:
    """All sentences of the articles, those of their teasers first."""
    found = []
    for place, digest in enumerate(articles):
        teaser = digest.teaser.source if digest.teaser else ""
        found += [Statement(place, None, teaser[start:end]) for start, end in split_sentences(teaser)]
        found += [Statement(place, sentence.index, sentence.source) for sentence in digest.sentences]
    return found


class Agreement:
    """The statements of one story's articles, measured once."""

    def __init__(self, articles: Sequence[Digest]) -> None:
        self.statements = statements(articles)
        terms = [terms_of(_said(statement.text)) for statement in self.statements]
        self._amounts = [{a for a in t.amounts if not _is_small(value_of(a))} for t in terms]
        self._vectors = _vectors(terms)
        self._places = {(s.article, s.index): place for place, s in enumerate(self.statements) if s.index is not None}

    def likeness(self, one: int, other: int) -> float:
        """How much two statements, by their places, say the same: 0 to a little above 1."""
        if self.statements[one].text == self.statements[other].text:
            return 1.0
        shared = settings().sentence.quantity if self._amounts[one] & self._amounts[other] else 0.0
        likeness = cosine(self._vectors[one], self._vectors[other])
        return likeness + shared if likeness else 0.0

    def place(self, article: int, index: int) -> int:
        """The place among ``statements`` of an article's sentence."""
        return self._places[article, index]

    def same(self, place: int) -> list[tuple[float, int]]:
        """Likeness and place of the statements of other articles that say the same as the one at ``place``, best first."""
        own = self.statements[place].article
        likenesses = [(self.likeness(place, other), other) for other, s in enumerate(self.statements) if s.article != own]
        return sorted((pair for pair in likenesses if pair[0] >= settings().sentence.same), key=lambda pair: (-pair[0], pair[1]))


def _vectors(terms: Sequence[Terms]) -> list[Vector]:
    """tf-idf of runs of letters, of length 1; empty for sentences with next to nothing in them.

    A run is as rare as the words that have it are in news, and counts the less, the more sentences of the story have it.
    """
    rules, background = settings().sentence, settings().article.background
    counted = []
    for t in terms:
        runs: Counter[str] = Counter()
        for word in t.words if sum(map(len, t.words)) >= rules.least_letters else ():
            of_word = letter_runs(word, settings().letters)
            weight = -math.log(share_of(word)) * (rules.name if word in t.names else 1.0) / math.sqrt(len(of_word))
            for run in of_word:
                runs[run] += weight  # type: ignore[assignment]  # a Counter of floats
        counted.append(runs)
    having = Counter(run for runs in counted for run in runs)
    vectors = []
    for runs in counted:
        vectors.append(unit({run: value * math.log((len(terms) + background) / having[run]) for run, value in runs.items()}))
    return vectors


def _is_small(value: Decimal) -> bool:
    return value == int(value) and abs(value) <= settings().sentence.small


def _said(text: str) -> str:
    """Of a sentence that quotes, the quotation: who says it is not what is said."""
    spoken = " ".join(match.group() for match in _QUOTATION.finditer(text))
    return spoken if len(spoken) >= settings().sentence.least_letters else text
