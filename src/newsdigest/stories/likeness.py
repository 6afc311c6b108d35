"""How much two articles are about the same event, judged by their German.

Articles are compared as vectors of words, names and quantities (Salton 1971), a term counting the more, the rarer it is
(Sparck Jones 1972); beginnings count more, as detection of new events in news has found them to tell most (Allan,
Papka and Lavrenko 1998). Few articles do not tell which words are rare: what is known of news in general stands for some
hundred more. Two matches of one club share the names and two strikes the words: only where both meet is it one event.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from newsdigest.schema import Digest
from newsdigest.stories.settings import settings
from newsdigest.stories.terms import is_amount, letter_runs, share_of, terms_of
from newsdigest.summarization.features import Vector, cosine, unit


@dataclass(frozen=True)
class _Profile:
    """How often an article has each term, its beginning counted more; which of the terms are names."""

    counts: Counter[str]
    names: frozenset[str]
    published: date | None


@dataclass(frozen=True)
class _Views:
    """One article as vectors of length 1 (or empty): all terms; words that are no names; the runs of letters in these; quantities."""

    terms: Vector
    words: Vector
    runs: Vector
    amounts: Vector


def likenesses(digests: Sequence[Digest]) -> dict[tuple[int, int], float]:
    """For each pair of articles, by their places (i < j): how alike they are, 0 to a little above 1; none that is 0."""
    profiles = [_profile(digest) for digest in digests]
    views = _views(profiles)
    found = {}
    for i, j in combinations(range(len(digests)), 2):
        likeness = _likeness(views[i], views[j]) * _nearness(profiles[i].published, profiles[j].published)
        if likeness > 0:
            found[i, j] = likeness
    return found


def _profile(digest: Digest) -> _Profile:
    rules, about = settings().article, digest.article.metadata
    parts = [(passage.source, weight) for passage, weight in ((digest.title, rules.title), (digest.teaser, rules.teaser)) if passage]
    for i, sentence in enumerate(digest.sentences[: rules.read]):
        parts.append((sentence.source, rules.lead if i < rules.lead_sentences else 1.0))
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for text, weight in parts:
        terms = terms_of(text)
        names |= terms.names
        for term in (*terms.words, *terms.amounts):
            counts[term] += weight  # type: ignore[assignment]  # a Counter of floats
    return _Profile(counts, frozenset(names), _day(about.published or about.modified))


def _views(profiles: Sequence[_Profile]) -> list[_Views]:
    """tf-idf, the documents being these articles and the news that the frequent words were counted in."""
    rules = settings().article
    having = Counter(term for profile in profiles for term in profile.counts)
    documents = len(profiles) + rules.background

    def rarity(term: str) -> float:
        share = 1 - (1 - share_of(term)) ** rules.sentences
        return max(0.0, math.log(documents / (having[term] + rules.background * share)))

    found = []
    for profile in profiles:
        terms = {term: (1 + math.log(count)) * rarity(term) for term, count in profile.counts.items()}
        words = {term: weight for term, weight in terms.items() if not is_amount(term) and term not in profile.names}
        amounts = {term: weight for term, weight in terms.items() if is_amount(term)}
        found.append(_Views(unit(terms), unit(words), unit(_runs(words)), unit(amounts)))
    return found


def _likeness(one: _Views, other: _Views) -> float:
    """The geometric mean of three cosines, and somewhat for shared quantities.

    The three are of all terms, of the words that are no names, and of the runs of letters in these, by which compounds meet
    their parts.
    """
    product = cosine(one.terms, other.terms) * cosine(one.words, other.words)
    if not product:
        return 0.0
    return math.cbrt(product * cosine(one.runs, other.runs)) + settings().article.quantities * cosine(one.amounts, other.amounts)


def _runs(words: Vector) -> Vector:
    """The weight of each word spread over its runs of letters."""
    spread: Vector = defaultdict(float)
    for word, weight in words.items():
        of_word = letter_runs(word, settings().letters)
        for run in of_word:
            spread[run] += weight / math.sqrt(len(of_word))
    return spread


def _nearness(one: date | None, other: date | None) -> float:
    """1 where both days are near or one is not known; less, the further they are apart."""
    rules = settings().grouping
    if one is None or other is None:
        return 1.0
    return math.pow(0.5, max(0, abs((one - other).days) - rules.days) / rules.half)


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat(moment[:10]) if moment else None
    except ValueError:
        return None
