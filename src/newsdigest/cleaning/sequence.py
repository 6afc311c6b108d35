"""Weighing the features of all units together: a linear-chain conditional random field (Lafferty et al. 2001).

Four states: article, comment, other, and after: what is no article and stands below its end. What a unit is depends on
its features and on the state before it, so that a single odd line does not end an article, and a fluent comment does
not begin one; from comments and from "after" hardly a way leads back, so the text as a whole decides where the article
ends. The weights are plain data (``weights-*.json``), fitted by ``training/cleaning_weights.py``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

STATES = ("article", "comment", "other", "after")
ARTICLE, COMMENT, OTHER, AFTER = range(4)
_ALL = range(len(STATES))


@dataclass(frozen=True)
class Weights:
    """``features`` has one number for each state; ``transitions[a][b]`` is the weight of state b after state a."""

    features: dict[str, tuple[float, ...]]
    transitions: tuple[tuple[float, ...], ...]
    start: tuple[float, ...]

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Weights:
        """Weights from the form that ``weights-*.json`` has and ``training/cleaning_weights.py`` writes."""
        return cls(
            {feature: tuple(map(float, row)) for feature, row in table["features"].items()},
            tuple(tuple(map(float, row)) for row in table["transitions"]),
            tuple(map(float, table["start"])),
        )


@cache
def load_weights(name: str) -> Weights:
    """The weights of ``weights-<name>.json``: "text" for pasted text, "page" for rendered web pages."""
    return Weights.from_table(json.loads((resources.files("newsdigest.cleaning") / f"weights-{name}.json").read_text(encoding="utf-8")))


def emissions(names: list[str], weights: Weights) -> list[float]:
    """The weight of each state for a unit with these features."""
    known = weights.features
    rows = [known[name] for name in names if name in known]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(STATES)


def decode(scores: list[list[float]], weights: Weights) -> list[int]:
    """The most probable state of every unit given the whole document (posterior decoding, forward-backward).

    Linear in the number of units. ``scores`` are the emissions; -inf forbids a state.
    """
    return [max(_ALL, key=lambda state: row[state]) for row in posteriors(scores, weights)]


def posteriors(scores: list[list[float]], weights: Weights) -> list[list[float]]:
    """For every unit the probability of each state, given the whole document."""
    if not scores:
        return []
    count = len(scores)
    forward: list[list[float]] = []
    for index, row in enumerate(scores):
        if index == 0:
            forward.append([weights.start[s] + row[s] for s in _ALL])
        else:
            last = forward[-1]
            forward.append([_log_sum([last[p] + weights.transitions[p][s] for p in _ALL]) + row[s] for s in _ALL])
    backward = [[0.0] * len(STATES) for _ in range(count)]
    for index in range(count - 2, -1, -1):
        below, row = backward[index + 1], scores[index + 1]
        backward[index] = [_log_sum([weights.transitions[s][n] + row[n] + below[n] for n in _ALL]) for s in _ALL]
    result = []
    for ahead, behind in zip(forward, backward, strict=True):
        logs = [a + b for a, b in zip(ahead, behind, strict=True)]
        total = _log_sum(logs)
        result.append([math.exp(value - total) if value > -math.inf else 0.0 for value in logs])
    return result


def _log_sum(values: list[float]) -> float:
    top = max(values)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(value - top) for value in values))
