"""Sentence splitting: what ends a sentence in German news, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.errors import OptionError
from newsdigest.sentences import split_sentences


def sentences(text: str, language: str = "de") -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, language)]


ONE_SENTENCE = [
    "Viele Geräte, z. B. Kameras und z.B. Drucker, senden Daten.",
    "Das betrifft d. h. Kunden, u. a. Händler, i. d. R. aber Firmen.",
    "Der Umsatz stieg um 3 Mio. Euro auf 1,2 Mrd. Dollar.",
    "Dr. Meier und Prof. Dr. h.c. Müller widersprachen.",
    "Das Treffen am 3. Oktober begann um 19.30 Uhr in Mainz.",
    "Nach Art. 5 Abs. 1 Satz 2 des Grundgesetzes ist Zensur verboten.",
    "J. K. Rowling und Hans-J. Weber lasen vor.",
    "George H. W. Bush regierte bis 1993.",
    "Friedrich II. von Preußen baute ein Schloss.",
    "Papst Johannes XXIII. Roncalli war beliebt.",
    "Unter Nr. 5 steht, was auf S. 12 fehlt.",
    "Brot, Butter usw. kosten ca. 3 Euro mehr.",
    "Der 2. Weltkrieg und das 19. Jahrhundert sind Stoff im 3. Semester.",
    "Er wohnt in der 2. Etage, sie im 4. Haus.",
    "Golem.de und www.beispiel.de/seite.html?x=1 berichteten.",
    "Das ist ... schwierig zu sagen.",
    "„Das ist gut.“, sagte er.",
    '"Kommt ihr mit?", fragte sie.',
    '"Kommt ihr mit?" fragte sie.',
    "»Nie wieder!« rief die Menge.",
    "Der Minister (!) und sein Sprecher (?) Meier schwiegen.",
    "In St. Pölten und Wien/St. Marx wurde gebaut.",
    "Die Aktie von Yahoo! Japan stieg.",
    "Am 3. 10. 2023 war Feiertag.",
    "Die Frist endet am 31.12.2024 um Mitternacht.",
    "Sie fragte: „Wo ist das?“",
    "(71. Sanogo) stand auf dem Zettel.",
    "1. Den Ofen vorheizen.",
    "Der 1. FC Köln verlor.",
    "Zum 50. Mal fand das Fest statt.",
    "Das Haus liegt in Frankfurt a. M. und wurde 300 v. Chr. gebaut, hieß es.",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


TWO_SENTENCES = [
    ("Das war 2018.", "Merkel regierte noch."),
    ("Es kamen 20.", "Danach war Schluss."),
    ("Er kaufte Brot, Butter usw.", "Die Rechnung kam später."),
    ("Der Umsatz lag bei 3 Mio.", "Das ist viel."),
    ("Auf seine Art.", "Alle lachten."),
    ("Karl regierte bis 14 n. Chr.", "Danach kam ein anderer."),
    ("„Das ist gut.“", "Der Minister nickte."),
    ('"Das ist gut."', '"Nein, ist es nicht."'),
    ("„Das ist gut.", "Wir machen weiter“, sagte er."),
    ("»Das stimmt.«", "Dann ging er."),
    ("Er sagte: ‚Ich gehe.‘", "Dann ging er."),
    ("Was soll das?!", "Niemand weiß es."),
    ("Genug!", "20 Menschen gingen."),
    ("Die Zahl sank.", "2019 stieg sie."),
    ("(Das gilt für alle.)", "Der Rest bleibt."),
    ("Er gewann (siehe Seite 4.).", "Die Gegner nicht."),
    ("Mehr steht auf Golem.de.", "Das Portal ist alt."),
    ("Mehr steht auf www.beispiel.de.", "Wir bleiben dran."),
    ("Und dann…", "Plötzlich war Stille."),
    ("Alles vorbei.", "– Der Rest folgt."),
    ("Das ist neu.", "iPhone-Nutzer merken es."),
    ("Das ist neu.", "Österreich zieht nach."),
    ('Das war alles. "', "Er ging."),
    ("Das Lied war Nr. 1.", "Danach kam nichts."),
    ("So steht es auf S. 12.", "Das ist falsch."),
    ("Die CDU.", "Merkel gehört zu ihr."),
]


@pytest.mark.parametrize(("first", "second"), TWO_SENTENCES)
def test_two_sentences_are_told_apart(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_a_blank_lost_in_copying_is_made_up_for_but_addresses_stay_whole() -> None:
    assert sentences("Das war das Ende.Der nächste Tag kam.") == ["Das war das Ende.", "Der nächste Tag kam."]
    assert sentences("Die Seite Berlin.Tech ist neu.") == ["Die Seite Berlin.Tech ist neu."]


def test_an_empty_line_and_a_bullet_end_a_sentence_and_a_wrapped_line_does_not() -> None:
    assert sentences("Die Lage\n\nAlles ist\nruhig.") == ["Die Lage", "Alles ist\nruhig."]
    assert sentences("Die Lage\r\n \r\nRuhig.") == ["Die Lage", "Ruhig."]
    assert sentences("Drei Dinge:\n• Brot\n• Salz") == ["Drei Dinge:", "• Brot", "• Salz"]


def test_the_numbers_of_a_list_stay_with_their_items() -> None:
    assert sentences("Den Ofen vorheizen. 2. Den Teig kneten. 3. Backen.") == ["Den Ofen vorheizen.", "2. Den Teig kneten.", "3. Backen."]


def test_narrow_and_no_break_spaces_separate_words_like_blanks() -> None:
    assert sentences("Das gilt z.\u202fB. Montag.\u00a0Danach nicht.") == ["Das gilt z.\u202fB. Montag.", "Danach nicht."]


def test_english_is_split_with_its_own_abbreviations() -> None:
    text = "Mr. Smith left the U.S. Senate at 5 p.m. on Monday. He met Dr. Jones of Acme Inc. in the U.S. The talks failed."
    assert sentences(text, "en") == [
        "Mr. Smith left the U.S. Senate at 5 p.m. on Monday.",
        "He met Dr. Jones of Acme Inc. in the U.S.",
        "The talks failed.",
    ]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(OptionError, match="'de' and 'en'"):
        split_sentences("Bonjour.", "fr")


def test_nothing_but_white_space_has_no_sentences() -> None:
    assert split_sentences("") == split_sentences(" \n\t\u2009") == []


pieces = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            [
                "Das",
                "ist",
                "z. B.",
                "Dr.",
                "5.",
                "Mai",
                ". ",
                "! ",
                "… ",
                ".“ ",
                '" ',
                "„",
                "(",
                ").",
                "\n",
                "\n\n",
                "\r",
                " - ",
                "II.",
                "\u2029",
            ]
        ),
    ),
    max_size=40,
).map("".join)


@given(pieces)
@example("\r\r")
@example('A.\u2029" B')
@example('A.\f" B')
@example("A.\x1cB")
@example(". \n\n. A")
def test_spans_cover_all_that_is_not_blank_once_and_in_order(text: str) -> None:
    position = 0
    for start, end in split_sentences(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "unit", ["Ein Satz mit Dr. Meier. ", ".", '."', "\n", ". ", "a.", "z. ", "1. ", "-", "(", "\r", "\n\n", "\n* ", '" . ', "x", "!x"]
)
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 60.0
        for _ in range(3):
            start = time.process_time()
            split_sentences(text)
            best = min(best, time.process_time() - start)
        return best

    # 16 times the text: linear is 16, quadratic 256
    assert seconds(160_000) < 80 * max(seconds(10_000), 0.0005)
