"""Words of the news: the list is sound, what it knows is found, and a translation that missed one is told of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.lexicon import LISTS, entry, forms, lines
from newsdigest.checks.terms import lost_terms, terms


def first(text: str) -> dict[str, str]:
    return {term.text: term.english[0] for term in terms(text)}


@pytest.mark.parametrize("name", LISTS)
def test_each_line_has_a_word_once_and_english_for_what_it_promises(name: str) -> None:
    words = []
    for line in lines(name):
        german, equals, english = line.partition(" = ")
        first, *others = english.split("|")
        assert equals and first.strip() and all(expression.strip() for expression in others), line
        words += re.findall(r"[^\W\d_-][\w-]*", german) if name == "verbs" else [german.partition("/")[0].rstrip("*")]
        if name == "verbs":
            assert german.count(";") == first.count(";") == 3, line
            continue
        assert not german.endswith("*") or "/" not in german, line
        assert " " not in german and ";" not in line, line
        # a plural to write belongs to a German plural
        assert "/" in german or "/" not in first, line
    assert len(words) == len(set(words))


def test_a_word_of_several_lists_is_what_the_first_says() -> None:
    line, index = forms()["rechtskräftigen"]
    assert entry(line).written[index] == "final" and line in lines("news")
    assert len(forms()) > 20_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Urteil ist noch nicht rechtskräftig.", {"rechtskräftig": "final"}),
        ("die Bewohner des Mehrfamilienhauses", {"Mehrfamilienhauses": "apartment building"}),
        ("Bei den Razzien in Kiel", {"Razzien": "raids"}),
        ("Der Greifvogel, zwei Greifvögel", {"Greifvogel": "bird of prey", "Greifvögel": "birds of prey"}),
        (
            "Ein Entwicklungsland, viele Entwicklungsländer",
            {"Entwicklungsland": "developing country", "Entwicklungsländer": "developing countries"},
        ),
        ("das Herkunftsland, die Herkunftsländer", {"Herkunftsland": "country of origin", "Herkunftsländer": "countries of origin"}),
        ("Körper", {"Körper": "body"}),
        ("12 Asylwerber kamen.", {"Asylwerber": "asylum seekers"}),
        ("Der Zuseher klagt, die Zuseher klagen.", {"Zuseher": "viewers"}),  # the last of the two
        ("Der Bundesheer-Sprecher schwieg.", {"Bundesheer": "Austrian armed forces"}),
        ("Die U-Haft dauert an.", {"U-Haft": "pre-trial detention"}),
        ("Thomas Anwohner und Frau Anwohner schwiegen.", {}),
        ("Die Urteile fielen mild aus.", {}),
        ("Baufällige Häuser stehen hier.", {"Baufällige": "dilapidated"}),  # a capital that the beginning gives
        ("Hier stehen Baufällige.", {}),
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
        ("Das ist so.", "", []),
        ("Das Oberlandesgericht entschied.", "The Higher Regional Court decided.", []),
        ("Das Amtsgericht entschied.", "The district court decided.", []),
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
