"""How much of the German is said: a word with known English that is not there lowers it and is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.coverage import coverage, meanings, unsaid

GERMAN = "Der Stadtrat verschob den Antrag im Januar."


def test_what_is_left_out_is_seen() -> None:
    whole, part = "The city council postponed the motion in January.", "The city council postponed it."
    assert coverage(GERMAN, whole) > coverage(GERMAN, part)
    assert [GERMAN[word.start : word.end] for word in unsaid(GERMAN, whole)] == []
    left_out = {GERMAN[word.start : word.end]: word.meaning.english for word in unsaid(GERMAN, part)}
    assert left_out["Januar"] == "January" and left_out["Antrag"] in ("application", "motion", "proposal", "request")


def test_meanings_are_shares_most_often_first() -> None:
    for word in ("Haus", "Antrag", "deutsche"):
        shares = [meaning.share for meaning in meanings(word)]
        assert shares == sorted(shares, reverse=True) and 0 < sum(shares) <= 1.05, word
    assert meanings("deutsche")[0].english == "German"  # as English spells it
    assert not meanings("xyzzy")


def test_a_noun_and_a_verb_of_the_same_letters_are_two_words() -> None:
    assert meanings("Gründen")[0].english == "reasons" and "reasons" not in [meaning.english for meaning in meanings("gründen")]
    (word,) = unsaid("Antrag abgelehnt.", "It was rejected.")
    assert word.meaning == meanings("Antrag")[0]
    assert [word.start for word in unsaid("Abgelehnt wurde es.", "It was he.")] == [0]  # a capital that the beginning gives


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_a_coverage(source: str, target: str) -> None:
    assert coverage(source, target) <= 0
    assert all(source[word.start : word.end].strip() for word in unsaid(source, target))
    assert coverage("", target) == 0
