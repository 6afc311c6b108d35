"""A translation that goes in circles, breaks off or stays German is noticed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.degeneration import broken_off, left_german, loop

SOURCE = "Der Rat der kleinen Stadt beschloss am Abend den Bau einer neuen Brücke über den Fluss."


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("The bridge is very very very long.", "very"),
        ("The council council of of the town the town the town.", "the town"),
        ("The town built a bridge the town built a bridge.", "the town built a bridge"),
        ("The bri" + "ri" * 30 + " is long.", "bri" + "ri" * 30),
    ],
)
def test_a_loop_is_found(english: str, said: str) -> None:
    assert loop(SOURCE, english) == said


@pytest.mark.parametrize(
    ("german", "english"),
    [
        (SOURCE, "The council of the small town decided in the evening to build a new bridge across the river."),
        ("Nein, nein, nein, rief sie.", "No, no, no, she cried."),
        ("Er hatte das, was er hatte.", "He had had that that he had."),
        ("Die Ergebnisse: 0, 0, 0, 0.", "The results: 0, 0, 0, 0."),
        ("", ""),
    ],
)
def test_what_repeats_itself_in_german_too_or_only_twice_is_no_loop(german: str, english: str) -> None:
    assert loop(german, english) is None


def test_a_translation_that_is_much_too_short_broke_off() -> None:
    assert broken_off(SOURCE, "The council of the small town.")
    assert broken_off(SOURCE, "")


def test_a_short_source_may_have_a_short_translation() -> None:
    assert not broken_off("Auf der anderen Seite", "Conversely")
    assert not broken_off(SOURCE, "The small town's council decided in the evening on a new river bridge.")


@pytest.mark.parametrize(
    ("german", "english", "words"),
    [
        ("Sie sind nicht hier und werden gesucht.", "They sind nicht here.", ("sind", "nicht")),
        ("Die Behörde prüft die Anträge.", "The authority prüft the applications.", ("prüft",)),
        ("Sie fordern eine Erhöhung der Löhne.", "They demand an Erhöhung of pay.", ("Erhöhung",)),
        ("Der ramponierte Wagen verlor die Trompete.", "The ramponierte car lost the Trompete.", ("ramponierte", "Trompete")),
        ("Werdende Mütter müssen weit fahren.", "Werdende mothers have to drive far.", ("Werdende",)),
        ("Polygamie ist dort verboten.", "Polygamie is banned there.", ("Polygamie",)),
    ],
)
def test_german_words_that_stayed_are_found(german: str, english: str, words: tuple[str, ...]) -> None:
    assert left_german(german, english) == words


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Angela Müller wohnt in Köln.", "Angela Müller lives in Cologne."),
        ("Er las die Zeit und den Spiegel.", "He read Die Zeit and the Spiegel."),
        ("Das Buch heißt Ich und die anderen.", "The book is called Ich and the others."),
        ("Die Hand war warm.", "The hand was warm."),
        ("Die Regensburger Domspatzen sangen in Viersen.", "The Regensburger Domspatzen sang in Viersen."),
        ("Müller kam, Schäuble Junior ging.", "Müller came, Schäuble Junior left."),
        ("Hölzl Anna kam zu spät.", "Hölzl Anna came too late."),
        ("Mannheim: Käfertal-Süd: Zeugen; Mannheim-Käfertal: Ruhe", "Mannheim: Witnesses; Mannheim-Käfertal: calm"),
    ],
)
def test_names_titles_and_words_of_both_languages_may_stay(german: str, english: str) -> None:
    assert left_german(german, english) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_asked_about(source: str, target: str) -> None:
    loop(source, target)
    assert loop(target, target) is None
    assert not broken_off(source, source)
    assert all(word in source and word in target for word in left_german(source, target))


@pytest.mark.parametrize("unit", ["a", "a ", "so it goes on ", "Ä ", "a.", "1,"])
def test_long_text_takes_no_more_than_its_length(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    loop("", text)
    broken_off(text, text)
    left_german(text, text)
    assert time.process_time() - begin < 2
