"""Who speaks in German speaks in English."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.speakers import changed_speaker, speaker_places, speakers


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("„Wir bauen“, sagte Merkel.", "de", {"merkel"}),
        ("Angela Merkel betonte, man baue.", "de", {"angela", "merkel"}),
        ("Das sei falsch, so Müller.", "de", {"muller"}),
        ("“We build,” said Angela Merkel.", "en", {"angela", "merkel"}),
        ("According to her, Müller warned of it.", "en", {"muller"}),
        ("Müller told Merkel about it.", "en", {"muller"}),
        ("Nobody knew.", "en", set()),
    ],
)
def test_the_name_beside_a_verb_of_saying_speaks(text: str, language: str, found: set[str]) -> None:
    assert speakers(text, language) == found


GERMAN = "Merkel besuchte Obama in Dresden. Man sei sich einig, sagte Merkel."


def test_another_speaker_is_told_of() -> None:
    told = changed_speaker(GERMAN, "Merkel visited Obama in Dresden. They agreed, Obama said.")
    assert told == "in the German Merkel speaks, in the English Obama"


@pytest.mark.parametrize(
    ("german", "english"),
    [
        (GERMAN, "Merkel visited Obama in Dresden. They agreed, Merkel said."),
        (GERMAN, "Merkel visited Obama in Dresden. They agreed, according to Merkel."),
        (GERMAN, "Merkel visited Obama in Dresden. They agreed, she said."),
        (GERMAN, "Merkel visited Obama. She told Obama that they agreed."),
        ("Man ist sich einig.", "They agreed, Obama said."),
    ],
)
def test_the_same_speaker_or_none_is_no_change(german: str, english: str) -> None:
    assert changed_speaker(german, english) is None


@given(st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_any_text_can_be_asked_about(text: str, language: str) -> None:
    assert all(0 <= begin < end <= len(text) for begin, end in speaker_places(text, language))
    assert changed_speaker(text, text) is None or language


@pytest.mark.parametrize("unit", ["A", "Aa", "A-", "A’", "Aa ", "said Aa ", "II"])
def test_long_text_takes_no_more_than_its_length(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    speakers(text, "de")
    speakers(text, "en")
    assert time.process_time() - begin < 1


def test_a_day_does_not_speak() -> None:
    assert speakers("The agency announced Wednesday that Weber confirmed it.", "en") == {"weber"}
    assert speaker_places("The agency said Wednesday.", "en") == []
