"""What is wrong with a translation is told in words and weighed; a right one is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.translation.backend import Hypothesis
from newsdigest.translation.fidelity import costs, forms, judge, lost_names, present_names

LONG = "Der Rat der kleinen Stadt beschloss am Abend den Bau einer neuen Brücke über den Fluss."


def hypothesis(text: str, score: float = -0.2, finished: bool = True) -> Hypothesis:
    return Hypothesis(text, score, finished)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Merkel reiste am 3. Oktober nach Wien.", "Merkel travelled to Vienna on 3 October."),
        ("Die Kölner Polizei fand 1.500 Euro nicht.", "Cologne police did not find 1,500 euros."),
        ("Merkels Rede dauerte bis 19.30 Uhr.", "Merkel's speech lasted until 7:30 p.m."),
    ],
)
def test_a_right_translation_costs_nothing_and_carries_no_warning(german: str, english: str) -> None:
    faults = judge(german, hypothesis(english))
    assert not faults and faults.warnings == () and faults.cost == 0


FAULTS = [  # German, hypothesis, what a reader is told, the key of its weight
    ("Sie zahlte 20 Euro.", hypothesis("She paid."), "not in the English: 20", "number"),
    ("Sie zahlte.", hypothesis("She paid 20 euros."), "not in the German: 20", "number"),
    ("Gestern kam Merkel an.", hypothesis("Yesterday she arrived."), "name not in the English: Merkel", "name"),
    ("Sie wohnt in Wien.", hypothesis("She lives in Wien."), "name not in the English: Wien", "name"),
    ("Es war ein Remis.", hypothesis("It was a regime."), "word not in the English: Remis (draw)", "term"),
    ("Es waren Knollerchen.", hypothesis("It was knollers."), "no English: knollers", "invented"),
    ("Es waren Knollerchen.", Hypothesis("It was Knollerchen.", -0.2, True, kept=("Knollerchen",)), "left in German: Knollerchen", "kept"),
    ("Er kommt nicht.", hypothesis("He comes."), "the German denies (nicht), the English does not", "denial"),
    ("Er kommt.", hypothesis("He never comes."), "the English denies (never), the German does not", "denial"),
    (
        "Merkel traf Obama, sagte Merkel.",
        hypothesis("Merkel met Obama, Obama said."),
        "in the German Merkel speaks, in the English Obama",
        "speaker",
    ),
    ("Er lief weit.", hypothesis("He ran ran ran ran."), "the translation repeats itself: ran", "loop"),
    (LONG, hypothesis("The council."), "the translation is much shorter than the German; a part may be missing", "broken_off"),
    ("Er lief.", hypothesis("He ran", finished=False), "the translation ran to its length limit and may be incomplete", "unfinished"),
    ("Er lief.", hypothesis(" "), "the model returned nothing for a part of this sentence", "empty"),
    ("Die Behörde prüft es.", hypothesis("The authority prüft it."), "left in German: prüft", "left_german"),
]


@pytest.mark.parametrize(("german", "found", "told", "weight"), FAULTS)
def test_each_fault_is_told_in_words_and_has_its_weight(german: str, found: Hypothesis, told: str, weight: str) -> None:
    faults = judge(german, found, lexicon=weight == "term")
    assert faults and faults.warnings == (told,)
    assert faults.cost == costs()[weight]


def test_a_wrong_coin_is_told_with_the_number() -> None:
    faults = judge("Sie zahlte 25 Millionen Euro.", hypothesis("She paid $25 million."))
    assert faults.warnings == ("not in the English: 25 Millionen euro", "not in the German: 25 million dollar")


def test_a_model_that_is_unsure_says_so_at_no_cost() -> None:
    faults = judge("Er lief.", hypothesis("He ran.", score=-3.0))
    assert faults.warnings == ("the model is unsure of this translation",) and faults.cost == 0


def test_each_lost_number_and_name_counts() -> None:
    faults = judge("Gestern zahlten Obama und Merkel 20 und 30.", hypothesis("Yesterday they paid a lot of money."))
    assert faults.cost == 2 * costs()["number"] + 2 * costs()["name"]


@pytest.mark.parametrize(
    ("name", "english"),
    [("Wien", "Vienna"), ("Wiens", "Vienna"), ("Merkels", "Merkel"), ("Merkel", "Merkel"), ("Regensburger", "Regensburg")],
)
def test_a_name_is_found_in_each_form_that_english_gives_it(name: str, english: str) -> None:
    assert english in forms(name)


def test_a_name_is_not_found_within_another_word() -> None:
    assert [name.text for name in lost_names("Gestern war Merkel da.", "They were unmerkelled.")] == ["Merkel"]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Frankreichs Präsident reiste ab.", "The French president left."),
        ("Die Regierung Spaniens tagte.", "The Spanish government met."),
        ("Norwegens Küste ist lang.", "The Norwegian coast is long."),
        ("Er lebt in der Schweiz.", "He lives among the Swiss."),
    ],
)
def test_a_place_is_there_where_its_people_or_what_is_its_own_is_named(german: str, english: str) -> None:
    assert not lost_names(german, english) and lost_names(german, "It is somewhere else.")


def test_places_with_an_english_name_are_names() -> None:
    assert [name.text for name in present_names("Sie fuhr von Mailand nach Genua.")] == ["Mailand", "Genua"]


@given(st.text(max_size=80), st.text(max_size=80), st.floats(-5, 0), st.booleans())
def test_any_pair_can_be_judged_and_what_costs_is_told(source: str, target: str, score: float, finished: bool) -> None:
    faults = judge(source, Hypothesis(target, score, finished))
    assert faults.cost >= 0
    assert faults.warnings or not faults.cost
    assert all(source[name.start : name.end] == name.text for name in faults.names)
