"""Choosing the sentences of an article that say what it is about; no model, no network.

``features`` measures each sentence, ``selection`` takes them one by one, and ``rules`` reads what both know from data:
few weights, fitted on articles in two languages by ``benchmarks/fit_extractive.py``, and word lists.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsdigest.summarization.features import measure
from newsdigest.summarization.rules import Rules, rules_for
from newsdigest.summarization.selection import Budget, choose


def select(
    sentences: Sequence[str],
    count: int,
    *,
    title: str | None = None,
    teaser: str | None = None,
    max_words: int | None = None,
    max_characters: int | None = None,
    rules: Rules | None = None,
) -> list[int]:
    """Indexes of at most ``count`` sentences that summarize the article, in its order.

    ``max_words`` and ``max_characters`` bound the sentences joined by blanks, except that one sentence is always chosen if there
    is one: if all are too long, one that is the least so. A sentence that says the same as the headline or as one
    already chosen, word for word, is never chosen. ``rules`` are those for English unless others are given.
    """
    rules = rules or rules_for("en")
    candidates = measure(sentences, rules, title=title, teaser=teaser)
    budget = Budget(count, max_words or math.inf, max_characters or math.inf)
    return [candidates[place].index for place in choose(candidates, rules, budget, title=title)]
