"""A model is given plain German, and what it returns is set as English print is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdigest.translation.typography import english, plain_german

INVISIBLE = {
    "Bun\u00addes\u00adrat": "Bundesrat",
    "Bundes\u00ad\nrat": "Bundesrat",
    "Ta\u200bges\u2060blatt\ufeff": "Tagesblatt",
    "Auf\u200clage": "Auflage",
    "5\u202f000\u00a0Euro,\u2009heute": "5 000 Euro, heute",
    "3\u2007kg": "3 kg",
    "E\u2011Bike": "E-Bike",
    "eﬀektiv eﬃzient ﬁnden ﬂiegen Baﬄe Poﬅ Fauﬆ": "effektiv effizient finden fliegen Baffle Post Faust",
    "U\u0308bergro\u00dfe A\u0308pfel": "Übergroße Äpfel",
}
FOOTNOTES = {
    "Das sagte der Minister¹ gestern.²": "Das sagte der Minister gestern.",
    "Es gibt Belege[1], sogar viele[12].": "Es gibt Belege, sogar viele.",
    "Das steht im Bericht [3].": "Das steht im Bericht.",
    "Jana* lebt im Süden,** sagt sie†.": "Jana lebt im Süden, sagt sie.",
    "LGBTQ* Menschen": "LGBTQ Menschen",
}
LINE_ENDS = {
    "die Bundes-\nregierung": "die Bundesregierung",
    "die Bundes- regierung": "die Bundesregierung",
    "nach Ost-\nEuropa": "nach Ost-Europa",
    "der CDU-\nnahe Verein": "der CDU-nahe Verein",
    "ein 50-\njähriger Mann": "ein 50-jähriger Mann",
}
NOUNS = {
    "Nutzer*innen": "Nutzer",
    "Leser:innen": "Leser",
    "Schüler_innen": "Schüler",
    "Nutzer·innen": "Nutzer",
    "Bürger/-innen": "Bürger",
    "Bürger/innen": "Bürger",
    "BürgerInnen": "Bürger",
    "WÄHLER*INNEN": "WÄHLER",
    "Student(inn)en": "Studenten",
    "Mitarbeiter(innen)": "Mitarbeiter",
    "Kolleg*innen": "Kollegen",
    "Kollegen*innen": "Kollegen",
    "Kund:innen": "Kunden",
    "Expert*innen": "Experten",
    "Autor*innen": "Autoren",
    "Akteur:innen": "Akteure",
    "Freund*innen": "Freunde",
    "Nachbar*innen": "Nachbarn",
    "Zuwander*innen": "Zuwanderer",
    "Ärzt*innen": "Ärzte",
    "Jüd*innen": "Juden",
    "Beamt*innen": "Beamte",
    "Bäuer*innen": "Bauern",
    "Stadträt:innen": "Stadträte",
    "Französ*innen": "Franzosen",
    "Ir*innen": "Iren",
    "Chines:innen": "Chinesen",
    "Hebamm*innen": "Hebamminnen",  # no rule: the feminine, without the star
    "Leser*in": "Leser",
    "Kund:in": "Kunde",
    "Kunde/in": "Kunde",
    "Ärzt*in": "Arzt",
    "Student*in": "Student",
    "AutorIn": "Autor",
    "Bürger*innenmeister": "Bürgermeister",
    "Nutzer*innenzahl": "Nutzerzahl",
    "Schüler:innenvertretung": "Schülervertretung",
    "Expert*innen-Runde": "Experten-Runde",
    "nutzer*innenfreundlich": "nutzerfreundlich",
    "den Teilnehmern/innen": "den Teilnehmern",
    "Rad- und E-Bike-Fahrer*innen": "Rad- und E-Bike-Fahrer",
    "Leser*innen/Hörer*innen": "Leser/Hörer",
}
OTHER_WORDS = {
    "der*die": "der",
    "Die*der": "Der",
    "er*sie": "er",
    "sie*er": "er",
    "seine*ihre": "seine",
    "ein*e": "ein",
    "Ein:e": "Ein",
    "unser*e": "unser",
    "eine*n": "einen",
    "eine/n": "einen",
    "jede*r": "jeder",
    "jede:r": "jeder",
    "keine*r": "keiner",
    "einer*m": "einem",
    "einem*r": "einem",
    "gute*r": "guter",
    "Abgeordnete*r": "Abgeordneter",
    "Vorsitzende:r": "Vorsitzender",
    "Angestellte(r)": "Angestellter",
}


@pytest.mark.parametrize(
    ("german", "plain"), [pair for table in (INVISIBLE, FOOTNOTES, LINE_ENDS, NOUNS, OTHER_WORDS) for pair in table.items()]
)
def test_a_model_is_given_plain_german(german: str, plain: str) -> None:
    assert plain_german(german) == plain


def test_a_sentence_keeps_what_stands_around_a_gender_form() -> None:
    assert (
        plain_german("Jede:r Vorsitzende:r kennt seine*n Ärzt*in, sagen „Expert*innen“ (und Leser:innen).")
        == "Jeder Vorsitzender kennt seinen Arzt, sagen „Experten“ (und Leser)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Um 12:30 Uhr steht es 3:2, im Verhältnis 1:1.",
        "Linux, LinkedIn, PlugIn, MacInnes und DigitalInnen",
        "ein *betontes* Wort, ein **fettes**, ein Funktions*name*",
        "Außen/innen ist es kalt, die Außen-/Innenwand auch.",
        "test_in_datei.txt und /pfad/Leser_innen.pdf",
        "https://example.org/Nutzer:innen, #Leser*innen, @schüler_innen, `Leser*innen`",
        "Ost- und West, An- und Abreise, zwei- bis dreimal, vom Viertel- zum Halbfinale, E-Mail",
        "auf 20 m², 3 km³, 10⁶ Teilchen, CO₂, E = mc², sin², 5 Quadratmeter²",
        "styleSheets[1], x[2], [sic], im Jahr [2018], [4](https://example.org)",
        "Das hat f*cking 5*-Niveau.",
        "ihre/seine Wahl, er/sie, und/oder, km/h",
        "👩\u200d⚕️ und 👨\u200d👩\u200d👧 lachen 😀",
        "„So ist es“, sagte er – und ging …",
        "Bürgerinnen und Bürger",
    ],
)
def test_other_german_stays_as_it_is(text: str) -> None:
    assert plain_german(text) == text


QUOTES = {
    'He said "yes".': "He said “yes”.",
    "He said „yes“.": "He said “yes”.",
    "He said ``yes''.": "He said “yes”.",
    "He said 'yes'.": "He said ‘yes’.",
    "He said ‚yes‘.": "He said ‘yes’.",
    "He said “yes”, she ‘no’.": "He said “yes”, she ‘no’.",
    "\"'Yes,' he said,\" she said.": "“‘Yes,’ he said,” she said.",
    '("No")': "(“No”)",
    '"I was—"': "“I was—”",
    '" spaced "': "“ spaced ”",
    'That was all", he said': "That was all”, he said",
    'He said: "That is': "He said: “That is",
    '"Agent 007" and "Apollo 13"': "“Agent 007” and “Apollo 13”",
    'See "https://example.org".': "See “https://example.org”.",
}
APOSTROPHES = {
    "I don't know Germany's plans": "I don’t know Germany’s plans",
    "the dogs' bowls in the '90s": "the dogs’ bowls in the ’90s",
    "rock 'n' roll": "rock ’n’ roll",
    "don‘t": "don’t",
}
DASHES = {"He left - at last - for good.": "He left – at last – for good.", '"No" - that was all.': "“No” – that was all."}


@pytest.mark.parametrize(("typed", "printed"), [pair for table in (QUOTES, APOSTROPHES, DASHES) for pair in table.items()])
def test_english_is_set_as_in_print(typed: str, printed: str) -> None:
    assert english(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "5'10\" tall, a 6\" pipe, 6' long",
        "won 3 - 1",
        "a well-known fact",
        "https://example.org/it's and o'neil@example.org",
        '`print("it\'s")`',
        "- an item",
    ],
)
def test_what_is_no_quotation_stays_as_it_is(text: str) -> None:
    assert english(text) == text


GERMAN = st.lists(
    st.one_of(
        st.sampled_from(
            ["Leser", "Ärzt", "innen", "in", "Innen", "In", "der", "die", "eine", "ein", "Wort", "ab", "e", "r", "n", "A", "1", "²"]
        ),
        st.sampled_from(
            [*"*:_·/-()[]¹†.,\"'` \n#@", "\u00ad", "\u200d", "\u200b", "\u0308", "\u0301", "ﬁ", "[1]", " [2]", "//", "http://"]
        ),
        st.text(max_size=3),
    ),
    max_size=25,
).map("".join)
ENGLISH = st.lists(
    st.one_of(
        st.sampled_from([*"\"'`„“”‚‘’-–—:.,()5 \n", "''", "``", " - ", "a", "n", "90s", "'", "5'1\"", "https://a", "a@b.c", "|"]),
        st.text(max_size=3),
    ),
    max_size=25,
).map("".join)


@given(GERMAN)
@example("Leser*in*in")
@example("Wort*¹*")
def test_plain_german_is_plain_and_still_there(text: str) -> None:
    plain = plain_german(text)
    assert plain_german(plain) == plain
    assert any(map(str.isalpha, plain)) or not any(map(str.isalpha, text))


@given(st.text(alphabet="abzäöüßABZÄÖÜ0189 ,.;!?„“»«()–…%€&+=", max_size=80))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert plain_german(text) == text


@given(ENGLISH)
@example("‚n")
def test_english_is_set_once_and_loses_no_letter(text: str) -> None:
    printed = english(text)
    assert english(printed) == printed
    assert [c for c in printed if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("function", [plain_german, english])
@given(st.one_of(GERMAN, ENGLISH).filter(bool))
@settings(max_examples=40, deadline=None)
@example("1")
@example("*¹")
@example("LeserInnen")
@example("\u0316\u0301")
def test_long_text_takes_no_more_than_its_length(function: Callable[[str], str], text: str) -> None:
    start = time.process_time()
    function(text * (20_000 // len(text)))
    assert time.process_time() - start < 2  # it takes a tenth of that; were it quadratic, minutes
