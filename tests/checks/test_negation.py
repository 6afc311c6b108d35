"""A sentence that was turned round is noticed, whichever way."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.negation import invented_denial, lost_denial


@pytest.mark.parametrize(
    ("german", "english", "word"),
    [
        ("Er kommt nicht.", "He is coming.", "nicht"),
        ("Kein Zug fuhr.", "Trains were running.", "Kein"),
        ("Niemand half ihr.", "People helped her.", "Niemand"),
        ("Sie war nie hier.", "She was here.", "nie"),
        ("Weder Brot noch Salz gab es.", "There was bread and salt.", "Weder"),
        ("Keinesfalls gebe ich auf.", "I give up.", "Keinesfalls"),
    ],
)
def test_a_lost_denial_is_found(german: str, english: str, word: str) -> None:
    assert lost_denial(german, english) == word


@pytest.mark.parametrize(
    ("german", "english", "word"),
    [
        ("Er kommt.", "He is not coming.", "not"),
        ("Er kommt.", "He isn't coming.", "n't"),
        ("Er kommt.", "He isn’t coming.", "n’t"),
        ("Sie war hier.", "She was never here.", "never"),
        ("Alle halfen ihr.", "Nobody helped her.", "Nobody"),
        ("Das kann er.", "He cannot do it.", "cannot"),
    ],
)
def test_an_invented_denial_is_found(german: str, english: str, word: str) -> None:
    assert invented_denial(german, english) == word


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Er kommt nicht.", "He will not come."),
        ("Er kommt nicht.", "He doesn’t come."),
        ("Er darf nicht hinein.", "He is banned from entering."),
        ("Das Ziel wurde nicht erreicht.", "They failed to reach the goal."),
        ("Kein Wort fiel.", "Without a word."),
        ("Das ist nicht möglich.", "That is impossible."),
        ("Das ist unmöglich.", "That is not possible."),
        ("Das passiert nicht selten.", "That happens often."),
        ("Nicht zuletzt half das Wetter.", "Above all, the weather helped."),
        ("Das ist nicht ausgeschlossen.", "That is possible."),
        ("Erst am Montag kam Hilfe.", "Help did not come until Monday."),
        ("Er fragt, ob es stimmt.", "He asks whether or not it is true."),
        ("Sie singt und tanzt auch.", "She not only sings but dances."),
        ("Der Lauf fällt aus.", "The run will not take place."),
        ("Sie schwieg dazu.", "She did not comment."),
        ("Das Haus ist leer.", "There is nobody in the house."),
        ("Die Antwort steht noch aus.", "The answer has not come yet."),
        ("Es blieb ohne Folgen.", "It did not have consequences."),
        ("Er ist hoffnungslos.", "He does not have hope."),
        ("Sie notiert den Knoten.", "She notes the knot, another notice."),
        ("Die Knie und die Nichte", "the knees and the niece"),
    ],
)
def test_a_right_pair_is_left_alone(german: str, english: str) -> None:
    assert lost_denial(german, english) is None and invented_denial(german, english) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_asked_about_and_the_word_stands_in_it(source: str, target: str) -> None:
    assert (lost_denial(source, target) or "") in source
    assert (invented_denial(source, target) or "") in target


@pytest.mark.parametrize("unit", ["a", "nicht", "nicht ", "un", " ", "not or "])
def test_long_text_takes_no_more_than_its_length(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    lost_denial(text, text)
    invented_denial(text, text)
    assert time.process_time() - begin < 2
