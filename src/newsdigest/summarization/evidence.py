"""Which sentences of the article a generated sentence rests on.

Alignment by content words, as summaries and documents have been aligned since Jing and McKeown (1999): a word counts
the more, the fewer sentences of the article have it, and numbers and names count twice. Sentences are taken one by one, each
for the words that those before it leave open.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from newsdigest.words import content_words

MAX_SENTENCES = 3
"""Article sentences that one summary sentence can rest on: summarizers join two, seldom three."""

MIN_SUPPORT = 0.3
"""The least share of a sentence's weight that its evidence must cover together; below it, there is no evidence."""

MIN_ADDITION = 0.15
"""The least share that a further article sentence must add."""

BY_LENGTH = 0.2
"""The power of its number of content words by which what an article sentence covers is divided: long ones share words by chance."""

MIN_COMPANY = 0.2
"""The least share of a sentence's weight that an article sentence must have to bear out a claim that the evidence lacks."""

MAX_COMPLETED = MAX_SENTENCES + 1
"""Article sentences that a summary sentence rests on with those that were looked up for single claims."""

MAX_COMPANIONS = 8
"""Article sentences in which a claim is looked up that the evidence lacks."""

NO_EVIDENCE = "no evidence in the article"
"""The warning of a sentence that nothing in the article supports."""

_NAME = re.compile(r"(?<=[^.!?\s]\s)[^\W\d_][\w-]*")


class Alignment:
    """The sentences of one article, indexed by their content words."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._words = [frozenset(content_words(sentence)) for sentence in sentences]
        self._size = [max(1, len(words)) ** BY_LENGTH for words in self._words]
        self._frequency = Counter(word for words in self._words for word in words)
        self._names = frozenset(
            word
            for sentence in sentences
            for match in _NAME.finditer(sentence)
            if match.group()[0].isupper()
            for word in content_words(match.group())
        )

    def evidence(self, sentence: str) -> tuple[int, ...]:
        """Indexes of the article sentences that support ``sentence``, best first; empty if nothing does."""
        weights = {word: self._weight(word) for word in dict.fromkeys(content_words(sentence))}
        total = sum(weights.values())
        found: list[int] = []
        covered = 0.0
        while total and len(found) < MAX_SENTENCES:
            gains = [sum(weights[word] for word in words if word in weights) for words in self._words]
            best = max(range(len(gains)), key=lambda i: gains[i] / self._size[i], default=None)
            if best is None or gains[best] < MIN_ADDITION * total:
                break
            found.append(best)
            covered += gains[best]
            for word in self._words[best]:
                weights.pop(word, None)
        return tuple(found) if covered >= MIN_SUPPORT * total and found else ()

    def companions(self, sentence: str, evidence: Sequence[int]) -> list[int]:
        """Indexes of further article sentences that speak of what ``sentence`` speaks of, those with most in common first."""
        weights = {word: self._weight(word) for word in dict.fromkeys(content_words(sentence))}
        least = MIN_COMPANY * sum(weights.values())
        shared = {i: sum(weights[word] for word in words if word in weights) for i, words in enumerate(self._words)}
        found = (i for i in shared if shared[i] >= least and shared[i] and i not in evidence)
        return sorted(found, key=lambda i: (-shared[i], i))[:MAX_COMPANIONS]

    def _weight(self, word: str) -> float:
        """Words that the article does not have weigh as much as its rarest: an invented name is no small matter."""
        rarity = math.log(1 + (len(self._words) + 1) / (self._frequency[word] or 1))
        return 2 * rarity if word[0].isdigit() or word in self._names else rarity
