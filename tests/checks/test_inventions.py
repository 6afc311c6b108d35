"""Words that a model made up are told of; English, names and words of the German are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.inventions import invented_words, is_english, word_behind


@pytest.mark.parametrize(
    ("german", "english", "invented"),
    [
        ("Abgelaufene Ampullen wurden umetikettiert.", "Expired ampulls were relabelled.", ("ampulls",)),
        ("Der ramponierte Wagen steht da.", "The ramponed car stands there.", ("ramponed",)),
        ("Ein kostspieliger Streit.", "A cost-play dispute.", ()),  # what hyphens tie together may be new
        ("Er sprach über Gelenksmobilisation.", "He spoke about Gelenksmobilisation.", ()),  # the German itself: another check
        ("Sie fuhr nach Flensburg.", "She went to flensburg.", ()),
        ("Das Zentrum analysierte die Farbe.", "The centre analysed the colour and the reorganisation of labour.", ()),
        ("Mehr unter news.example.org/abcxyz", "More at news.example.org/abcxyz", ()),
        ("Wovon?", "Blorf and blorf and grelf?", ("Blorf", "grelf")),
        ("Ein Brand in Unterthingau.", "A fire in Underthingau.", ("Underthingau",)),
        ("Der Rensteigs Wirt lud ein.", "Rensteigg’s landlord invited.", ("Rensteigg",)),
        ("Rostocker Hafen, Kiewer Bürger", "The port of Rostock, citizens of Kyiv", ()),  # a part of the German; an English name of it
        ("Gorbatschow, Schakarami", "Gorbachev and Shakarami", ()),  # in English letters
        ("Salafisten in Thüringen", "Salafists and Belarusian guests", ()),  # English words with a capital
        ("Ein Café.", "A café naïve.", ()),
    ],
)
def test_only_what_is_no_word_is_invented(german: str, english: str, invented: tuple[str, ...]) -> None:
    assert invented_words(german, english) == invented


@pytest.mark.parametrize(
    "word", ["house", "houses", "organisation", "unidentified", "counterproposals", "labour", "colourful", "midfielder"]
)
def test_forms_and_spellings_of_english_are_english(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize(
    ("german", "english", "invented", "behind"),
    [
        ("Chemiker hatte abgelaufene Ampullen einfach umetikettiert.", "Chemists had simply ampulls for years.", "ampulls", "Ampullen"),
        ("Frauke Ampull fand die alten Ampullen.", "Frauke Ampull found the old ampulls.", "ampulls", "Ampullen"),
        ("In dieser Hysterie des Finalen erschien es.", "In this hystery of the final it appeared.", "hystery", "Hysterie"),
        (
            "Unterthingau – Das Sägewerk in Unterthingau brennt.",
            "Underthingau – The sawmill in Unterthingau burns.",
            "Underthingau",
            "Unterthingau",
        ),
    ],
)
def test_the_word_behind_is_the_one_most_like_it(german: str, english: str, invented: str, behind: str) -> None:
    place = word_behind(german, english, invented)
    assert place and german[slice(*place)] == behind


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_looked_through(german: str, english: str) -> None:
    for word in invented_words(german, english):
        assert word in english and not is_english(word)
        place = word_behind(german, english, word)
        assert place is None or german[slice(*place)].isalpha()


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_text_that_passed_unchanged_has_nothing_invented(text: str) -> None:
    assert invented_words(text, text) == ()
