"""Words of the news: the list is sound, what it knows is found, and a translation that missed one is told of."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.terms import lost_terms, terms

LINES = [
    line
    for line in (files("newsdigest") / "data" / "terms_de_en.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def first(text: str) -> dict[str, str]:
    return {term.text: term.english[0] for term in terms(text)}


def test_each_line_has_a_word_once_and_english_for_what_it_promises() -> None:
    words = [line.partition(" = ")[0].partition("/")[0].rstrip("*") for line in LINES]
    assert len(words) == len(set(words)) > 1000
    for line in LINES:
        german, equals, english = line.partition(" = ")
        assert equals and all(expression.strip() for expression in english.split("|")), line
        assert not german.endswith("*") or "/" not in german, line
        assert " " not in german, line
        # a plural to write belongs to a German plural
        assert "/" in german or "/" not in english.split("|")[0], line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Urteil ist noch nicht rechtskräftig.", {"rechtskräftig": "final"}),
        ("die Bewohner des Mehrfamilienhauses", {"Mehrfamilienhauses": "apartment building"}),
        ("Bei den Razzien in Kiel", {"Razzien": "raids"}),
        ("12 Asylwerber kamen.", {"Asylwerber": "asylum seekers"}),
        ("Der Zuseher klagt, die Zuseher klagen.", {"Zuseher": "viewers"}),  # the last of the two
        ("Der Bundesheer-Sprecher schwieg.", {"Bundesheer": "Austrian armed forces"}),
        ("Er sitzt in U-Haft.", {"U-Haft": "pre-trial detention"}),
        ("Thomas Anwohner und Frau Anwohner schwiegen.", {}),
        ("Die Urteile fielen mild aus.", {}),
    ],
)
def test_words_are_found_in_their_forms_and_surnames_are_none(text: str, found: dict[str, str]) -> None:
    known = first(text)
    assert {word: known.get(word) for word in found} == found
    assert "Anwohner" not in known


@pytest.mark.parametrize(
    ("german", "english", "lost"),
    [
        ("Das Urteil ist nicht rechtskräftig.", "The verdict is not right-wing.", ["rechtskräftig"]),
        ("Das Urteil ist nicht rechtskräftig.", "The verdict is not legally binding.", []),
        ("Wer mit Flüssiggas heizt, zahlt mehr.", "Who heats with rivers siggas pays more.", ["Flüssiggas"]),
        ("Die Polizei nahm bei einer Razzia zwei Männer fest.", "Police raided a house and arrested two men.", []),
        ("Es war eine Hausdurchsuchung.", "The house was searched.", []),
        ("Ein Mehrfamilienhaus brannte.", "Apartment buildings were on fire.", []),
        ("Er bekam eine Geldbuße.", "He was fined.", []),
        ("Der Hund bellt.", "", []),
    ],
)
def test_a_word_without_any_of_its_english_is_lost(german: str, english: str, lost: list[str]) -> None:
    assert [term.text for term in lost_terms(german, english)] == lost


@given(st.text(st.sampled_from("Razie Mtrn-ßü12.,\n"), max_size=60), st.text(max_size=60))
def test_a_place_is_where_its_word_stands(german: str, english: str) -> None:
    found = list(terms(german))
    assert all(german[term.start : term.end] == term.text and term.english for term in found)
    assert {term.start for term in lost_terms(german, english)} <= {term.start for term in found}
    assert [term.start for term in found] == sorted(term.start for term in found)
