"""Taking sentences one by one, best first, each paying for what it repeats, until the summary is full.

Maximal marginal relevance, Carbonell and Goldstein 1998. What a sentence pays only grows, so that old scores bound the
new ones and few are worked out again (lazy greedy, Minoux 1978): time grows with n log n for n sentences.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from newsdigest.summarization.features import Features, cosine, key
from newsdigest.summarization.rules import Rules, Weights


@dataclass(frozen=True)
class Budget:
    """The most that a summary may have: sentences, words as blanks separate them, characters with a blank between sentences."""

    sentences: int
    words: float = math.inf
    characters: float = math.inf

    def fits(self, features: Features) -> bool:
        """Whether there is room for the sentence."""
        return self.sentences > 0 and features.words <= self.words and features.characters <= self.characters

    def holds(self, summary: Sequence[Features]) -> bool:
        """Whether there is room for all of them."""
        blanks = len(summary) - 1
        return (
            len(summary) <= self.sentences
            and sum(features.words for features in summary) <= self.words
            and sum(features.characters for features in summary) + blanks <= self.characters
        )

    def without(self, features: Features) -> Budget:
        """What is left when the sentence is taken."""
        return Budget(self.sentences - 1, self.words - features.words, self.characters - features.characters - 1)


def merit(features: Features, weights: Weights) -> float:
    """What the sentence is worth by itself."""
    return (
        weights.position * features.position
        + weights.title * features.title
        + weights.centrality * features.centrality
        + weights.coverage * features.coverage
        + weights.phrases * features.phrases
        + weights.names * features.names
        - weights.long * features.long
        - weights.short * features.short
        - weights.quotation * features.quotation
        - weights.fragment * features.fragment
        - weights.question * features.question
        - weights.source * features.source
    )


def choose(candidates: Sequence[Features], rules: Rules, budget: Budget, *, title: str | None = None) -> list[int]:
    """Places in ``candidates`` of the sentences to take, in order; one at the least if there is any.

    Word for word, no sentence is taken that says the same as another or, unless all do, as ``title``.
    """
    first = {features.key: place for place, features in reversed(list(enumerate(candidates)))}
    barred = key(title) if title and len(first) > 1 else None
    allowed = [place for place, features in enumerate(candidates) if features.key != barred and first[features.key] == place]
    if not allowed:
        return []
    if budget.holds([candidates[place] for place in allowed]):
        return allowed
    selection = _Selection(candidates, rules.weights)
    if not any(budget.fits(candidates[place]) for place in allowed):
        return [min(allowed, key=lambda place: (_excess(candidates[place], budget), -selection.score(place), place))]
    chosen = selection.fill(allowed, budget)
    return sorted(_with_better_opening(chosen, allowed, selection, budget, rules.shape.opening_reach))


def _excess(features: Features, budget: Budget) -> float:
    """How much too long a sentence is, in budgets."""
    return max(features.words / budget.words, features.characters / budget.characters)


class _Selection:
    """Scores that sink as sentences are taken."""

    def __init__(self, candidates: Sequence[Features], weights: Weights) -> None:
        self.candidates = candidates
        self.weights = weights
        self._merit = [merit(features, weights) for features in candidates]
        self._repeated = [0.0] * len(candidates)
        self._introduced = [False] * len(candidates)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, features in enumerate(candidates):
            for word in features.vector:
                self._postings[word].append(place)

    def score(self, place: int) -> float:
        """What the sentence would add now."""
        leans = 0.0 if self._introduced[place] else self.candidates[place].dangling
        return self._merit[place] - self.weights.redundancy * self._repeated[place] - self.weights.dangling * leans

    def fill(self, allowed: Sequence[int], budget: Budget) -> list[int]:
        """Takes the best that fits until nothing does."""
        heap = [(-self.score(place), place) for place in allowed]
        heapq.heapify(heap)
        free = set(allowed)
        chosen: list[int] = []
        while heap and budget.sentences > 0:
            bound, place = heapq.heappop(heap)
            features = self.candidates[place]
            if place not in free or not budget.fits(features):  # neither will change
                continue
            score = self.score(place)
            if -score > bound:
                heapq.heappush(heap, (-score, place))
                continue
            chosen.append(place)
            free.remove(place)
            budget = budget.without(features)
            self._take(place)
            if place + 1 in free and self.candidates[place + 1].dangling:
                # The one score that rises: what it leans on is there. An older entry of it is passed over.
                heapq.heappush(heap, (-self.score(place + 1), place + 1))
        return chosen

    def _take(self, place: int) -> None:
        similarity: dict[int, float] = defaultdict(float)
        for word, value in self.candidates[place].vector.items():
            for other in self._postings[word]:
                similarity[other] += value * self.candidates[other].vector[word]
        for other, value in similarity.items():
            self._repeated[other] = max(self._repeated[other], value)
        if place + 1 < len(self.candidates):
            self._introduced[place + 1] = self.candidates[place + 1].index == self.candidates[place].index + 1


def _with_better_opening(chosen: list[int], allowed: Sequence[int], selection: _Selection, budget: Budget, reach: int) -> list[int]:
    """The choice, its first sentence exchanged if it leans on one that is not there and one near before it stands alone.

    Near is ``reach`` sentences: what a pronoun means is seldom further off.
    """
    candidates, weights = selection.candidates, selection.weights
    opening = min(chosen)
    if not candidates[opening].dangling:
        return chosen
    rest = [place for place in chosen if place != opening]
    for place in rest:
        budget = budget.without(candidates[place])

    def worth(place: int) -> float:
        repeated = max((cosine(candidates[place].vector, candidates[other].vector) for other in rest), default=0.0)
        return merit(candidates[place], weights) - weights.redundancy * repeated

    near = [
        place
        for place in allowed
        if opening - reach <= place < opening and candidates[place].stands_alone and budget.fits(candidates[place])
    ]
    return [max(near, key=worth), *rest] if near else chosen
