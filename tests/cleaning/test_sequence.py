"""What the weighing promises: probabilities, forbidden states stay forbidden, and neighbours count."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.cleaning.sequence import AFTER, ARTICLE, COMMENT, OTHER, STATES, Weights, decode, load_weights, posteriors

COUNT = len(STATES)
STICKY = Weights({}, tuple(tuple(3.0 * (a == b) for b in range(COUNT)) for a in range(COUNT)), (0.0,) * COUNT)
rows = st.lists(st.lists(st.floats(-50, 50), min_size=COUNT, max_size=COUNT), max_size=30)


@given(rows)
def test_posteriors_are_probabilities(scores: list[list[float]]) -> None:
    for row in posteriors(scores, STICKY):
        assert sum(row) == pytest.approx(1)


def test_one_odd_line_does_not_end_an_article() -> None:
    article, odd = [2.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]
    assert decode([article, odd, article], STICKY) == [ARTICLE] * 3


def test_a_forbidden_state_stays_forbidden() -> None:
    assert decode([[9.0, 0.0, 0.0, 0.0], [-math.inf, -math.inf, 0.0, -math.inf], [9.0, 0.0, 0.0, 0.0]], STICKY)[1] == OTHER


@pytest.mark.parametrize("name", ["text", "page"])
def test_the_shipped_weights_load(name: str) -> None:
    weights = load_weights(name)
    assert len(weights.features) > 100
    assert weights.transitions[ARTICLE][ARTICLE] > weights.transitions[ARTICLE][COMMENT]


@pytest.mark.parametrize("name", ["text", "page"])
def test_hardly_a_way_leads_back_from_below_the_article(name: str) -> None:
    transitions = load_weights(name).transitions
    for below in (COMMENT, AFTER):
        assert transitions[below][ARTICLE] < transitions[OTHER][ARTICLE] - 1
