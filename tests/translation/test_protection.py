"""Addresses, emoji and other scripts come through translation unharmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest import Translator
from newsdigest.translation.backend import Decoding, Hypothesis
from newsdigest.translation.protection import protect, shield, with_article


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator("bundled", device="cpu", beams=1)


SENTENCES = {
    "Mehr dazu steht unter https://www.example.org/artikel/2024-05/wahl?id=77&x=1 im Netz.": [
        "https://www.example.org/artikel/2024-05/wahl?id=77&x=1"
    ],
    "Schreiben Sie an redaktion@heidekurier.example oder rufen Sie an.": ["redaktion@heidekurier.example"],
    "Das war toll 😀👍🏽, sagte sie.": ["😀👍🏽"],
    "Unter #Klimastreik und bei @fridays_de sammelten sie Geld.": ["#Klimastreik", "@fridays_de"],
    "Die Regel α > β gilt in 东京 und in Нижний Новгород.": ["α", "β", "东京", "Нижний Новгород"],
    "Das Modell X1 kostet laut www.auto.example mehr als das Modell X2.": ["www.auto.example"],
}


@pytest.mark.parametrize("german", SENTENCES)
def test_it_comes_through_in_order(translator: Translator, german: str) -> None:
    (english,) = translator.translate([german])
    places = [english.text.find(value) for value in SENTENCES[german]]
    assert -1 not in places, english.text
    assert places == sorted(places)


def test_it_comes_through_where_the_model_loses_placeholders(translator: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    model = translator._model
    decode = model.decode

    def forgetful(batches: Iterable[list[list[int]]], decoding: Decoding) -> Iterator[list[Hypothesis]]:
        for batch in decode(batches, decoding):
            yield [Hypothesis(h.text.replace("X1", "it"), h.score, h.finished) for h in batch]

    monkeypatch.setattr(model, "decode", forgetful)
    (english,) = translator.translate(["Mehr dazu steht unter https://example.org/a_b im Netz."])
    assert "https://example.org/a_b" in english.text and len(english.text.split()) > 4


def test_what_a_model_can_read_is_left_to_it() -> None:
    for text in ["Łódź und Čeněk Řehoř: 20 °C, 5 €, § 3, „so“ – ™ © 2024", "AT&T, z.B. 3 @ 5", "# Titel"]:
        assert protect(text).text == text


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("_Ж😀@#X1. ")), max_size=60))
@example("_Ά")
def test_every_placeholder_finds_its_way_back(text: str) -> None:
    item = protect(text)
    restored = item.restore(item.text)
    assert restored is not None
    assert "".join(restored.split()) == "".join(text.split())
    assert "".join("".join(piece for piece, _ in item.pieces).split()) == "".join(text.split()) if item.values else True


def test_the_stop_of_an_abbreviation_ends_the_sentence_too() -> None:
    item = shield("Er kam um 22 Uhr.", {(10, 16): "10 p.m."})
    assert item.restore(f"He came at {item.marks[0]}.") == "He came at 10 p.m."
    assert item.restore(f"At {item.marks[0]} he came.") == "At 10 p.m. he came."


@pytest.mark.parametrize(
    ("ahead", "value", "right"),
    [
        ("It was an ", "house search", "It was a "),
        ("It was a ", "arrest warrant", "It was an "),
        ("A ", "hour later", "An "),
        ("a ", "university", "a "),
        ("an ", "unidentified man", "an "),
        ("an ", "euro", "a "),
        ("a ", "80-year-old", "an "),
        ("an ", "18th man", "an "),
        ("an ", "100-year-old", "a "),
        ("an ", "FBI agent", "an "),
        ("the plan ", "house", "the plan "),
    ],
)
def test_an_article_goes_with_what_comes_back_behind_it(ahead: str, value: str, right: str) -> None:
    assert with_article(ahead, value) == right
