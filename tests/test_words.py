"""Words: forms of one word meet, and a language is told by its small words."""

from __future__ import annotations

import pytest

from newsdigest.words import LANGUAGES, content_words, guess_language, stop_words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["expand expands expanded expanding", "city cities", "closed closes close closing"]),
        ("de", ["Haus Hauses Häuser Häusern", "Stadt Städte Städten", "Gericht Gerichte Gerichts", "Minister Ministers Ministern"]),
    ],
)
def test_forms_of_one_word_meet(language: str, forms: list[str]) -> None:
    assert [len(set(content_words(line, language))) for line in forms] == [1] * len(forms)


def test_words_that_differ_do_not_meet() -> None:
    assert len(set(content_words("news new", "en"))) == 2
    assert len(set(content_words("Rat Rad Rate", "de"))) == 3


def test_small_words_are_left_out_and_soft_hyphens_are_no_letters() -> None:
    assert content_words("Der Rat hat das nicht im Heli\u00adkopter beschlossen.", "de") == ["rat", "helikopt", "beschloss"]
    assert content_words("The council did not say so in the helicopter.") == ["council", "helicopter"]


def test_a_language_is_told_by_its_small_words() -> None:
    assert guess_language(["The council has closed the terminal.", "Die Zeit reported it."]) == "en"
    assert guess_language(["Der Rat hat das Terminal geschlossen.", "Das war der Plan, so The Times."]) == "de"
    assert guess_language([]) == guess_language(["1 2 3"]) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_lists_are_in_lower_case(language: str) -> None:
    assert len(stop_words(language)) > 200
    assert all(word == word.lower() for word in stop_words(language))
