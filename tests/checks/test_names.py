"""Names are told from nouns by their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.names import folded, likelihood, names


@pytest.mark.parametrize(
    ("german", "found"),
    [
        ("Gestern traf Angela Merkel den Bürgermeister.", ["Angela", "Merkel"]),
        ("Dort wohnt Hartmann mit seiner Familie.", ["Hartmann"]),
        ("Der Trainer lobte Robert Lewandowski und die Mannschaft.", ["Robert", "Lewandowski"]),
        ("Die Regierung plant eine Reform der Versicherung.", []),
        ("Der Hund schläft.", []),
        ("sie kam, er ging", []),
        ("", []),
    ],
)
def test_names_are_found_and_nouns_are_not(german: str, found: list[str]) -> None:
    assert [name.text for name in names(german)] == found


@pytest.mark.parametrize(
    ("german", "found"),
    [
        ("Das sagte Landrätin Ulrike Wenk am Montag.", ["Ulrike", "Wenk"]),
        ("Gegen Peter Weiß stimmte Uwe Junge.", ["Peter", "Weiß", "Uwe", "Junge"]),
        ("Das Steve Jobs-Interview erscheint.", ["Steve"]),
    ],
)
def test_behind_a_first_name_stands_a_surname_whatever_its_letters(german: str, found: list[str]) -> None:
    assert [name.text for name in names(german)] == found


def test_behind_a_preposition_without_an_article_less_is_enough() -> None:
    (name,) = names("Er wohnt in Oberreichenbach.")
    assert name.text == "Oberreichenbach" and not list(names("Er sah das Oberreichenbach."))
    assert not list(names("Sie kam nach Angaben der Polizei aus Wut in Not."))


def test_a_listed_noun_is_no_name() -> None:
    assert likelihood("Administrator") == 0 < likelihood("Obama")


@pytest.mark.parametrize("alike", [("Müller", "Mueller", "MULLER"), ("Straße", "Strasse"), ("Peña", "Pena"), ("Jean-Luc", "Jean Luc")])
def test_spellings_of_one_name_are_the_same(alike: tuple[str, ...]) -> None:
    assert len({folded(word) for word in alike}) == 1


@given(st.text(max_size=80))
def test_names_stand_in_order_and_point_at_the_text(text: str) -> None:
    found = list(names(text))
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))


@given(st.text(max_size=40))
def test_any_word_has_a_probability_and_a_folded_form(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert 0 <= likelihood(text) <= 1
    assert folded(folded(text)).split() == folded(folded(text)).split() and folded(text) == folded(text).strip()
