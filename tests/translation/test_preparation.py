"""Lines that are no sentences: cell by cell, in small letters, past the model; and nothing is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest import Translator
from newsdigest.translation.glossary import Glossary
from newsdigest.translation.preparation import Cell, prepare, shaped

NONE = Glossary({})


def encode(text: str) -> list[int]:
    """Words in small letters are one piece, others a piece a letter: a model that knows small letters best."""
    return [0] * sum(1 if word.islower() else len(word) for word in text.split())


def cells(text: str, glossary: Glossary = NONE) -> list[Cell]:
    return prepare(text, glossary, encode)


def contents(text: str) -> list[str]:
    return [cell.protected.text if cell.protected else cell.settled for cell in cells(text)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Startseite | Wetter heute | Über uns", ["Startseite", "Wetter heute", "Über uns"]),
        ("Startseite › Sport → Tabelle", ["Startseite", "Sport", "Tabelle"]),
        ("• die Äpfel\tdie Birnen", ["", "die Äpfel", "die Birnen"]),
        ("Ein Satz ohne Zellen.", ["Ein Satz ohne Zellen."]),
        ("", [""]),
    ],
)
def test_a_menu_line_is_taken_cell_by_cell(line: str, parts: list[str]) -> None:
    assert contents(line) == parts


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("WARNUNG VOR DEM HUND", "Warnung vor dem hund"),
        ("DIE REGIERUNG TRITT ZURÜCK!", "Die regierung tritt zurück!"),
        ("WARNUNG", "WARNUNG"),
        ("NATO und EU beraten", "NATO und EU beraten"),
        ("CDU UND SPD", "CDU UND SPD"),
    ],
)
def test_a_line_in_capitals_becomes_small_and_acronyms_stay(shouted: str, calm: str) -> None:
    assert contents(shouted) == [calm]


@pytest.mark.parametrize(
    "code",
    [
        "if (a == b) { return; }",
        "if (zahl || text) {",
        "const wert = lies(datei);",
        "<div class='titel'>",
        "x => x.name()",
        "5 %",
        "19.30",
        "https://example.org/a",
    ],
)
def test_code_and_what_has_no_words_pass_by_the_model(code: str) -> None:
    assert [(cell.protected, cell.settled) for cell in cells(code)] == [(None, code)]


@pytest.mark.parametrize(
    "sentence", ["Der Hund kam am frühen Abend; die Katze ging;", "Das (und nur das) gilt.", "Sie sagte: „Klasse (A) ist voll.“"]
)
def test_a_sentence_with_marks_is_no_code(sentence: str) -> None:
    assert cells(sentence)[0].protected is not None


@pytest.mark.parametrize(("names", "english"), [("Wien", "Vienna"), ("Mailand", "Milan"), ("Angela Merkel", "Angela Merkel")])
def test_names_alone_are_settled(names: str, english: str) -> None:
    assert [(cell.protected, cell.settled) for cell in cells(names)] == [(None, english)]


def test_a_term_of_the_glossary_goes_before_all_that() -> None:
    (cell,) = cells("Wien", Glossary({"Wien": "Vienna, Austria"}))
    assert cell.protected and cell.protected.values == ("Vienna, Austria",)
    (cell,) = cells("DAS BUNDESAMT WARNT LAUT", Glossary({"bundesamt": "Federal Office"}))
    assert cell.protected and cell.protected.values == ("Federal Office",)


def test_typography_is_plain() -> None:
    assert contents("Die Bundes\u00adre\u00adgie\u00adrung zahlt 5\u00a0Euro.") == ["Die Bundesregierung zahlt 5 Euro."]


def assembled(text: str) -> str:
    return "".join(c.separator + ((c.protected.restore(c.protected.text) or "") if c.protected else c.settled) for c in cells(text))


PLAIN = st.lists(
    st.one_of(
        st.sampled_from([" | ", "•", " › ", "→", "\t", " ", "WARNUNG ", "und ", "{", ";", "=>"]),
        st.text("abzäöüßABZÄÖÜ09 ,.!?%", max_size=6),
    )
)


@given(PLAIN.map("".join))
@example("\t")
@example(" | | ")
@example("a || b => c;")
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    assert re.findall(r"\w+", assembled(text).casefold()) == re.findall(r"\w+", text.casefold())
    assert [c for c in assembled(text) if c in "|•›→\t"] == [c for c in text if c in "|•›→\t"]


@given(st.text(max_size=60))
def test_any_text_can_be_prepared_and_keeps_its_words(text: str) -> None:
    assert any(map(str.isalpha, assembled(text))) or not any(map(str.isalpha, text))


@pytest.mark.parametrize("unit", [" ", " \t", "|", "A", "a.", "<a ", "const "])
def test_long_text_takes_no_more_than_its_length(unit: str) -> None:
    begin = time.process_time()
    cells(unit * (10_000 // len(unit)))
    assert time.process_time() - begin < 3


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator("bundled", backend="ctranslate2", beams=1)


def test_a_menu_keeps_its_cells(translator: Translator) -> None:
    (english,) = translator.translate(["Startseite | Wetter heute › Wien"])
    assert re.fullmatch(r"[^|›]+ \| [^|›]*[Ww]eather[^|›]* › Vienna", english.text), english.text


def test_code_and_names_do_not_reach_the_model(translator: Translator, watch: Callable[[Translator], list[list[list[int]]]]) -> None:
    seen = watch(translator)
    lines = ["const wert = lies(datei);", "Wien", "Angela Merkel", "5 %"]
    assert [t.text for t in translator.translate(lines)] == [lines[0], "Vienna", *lines[2:]]
    assert seen == []


def test_shouting_is_translated_like_speech(translator: Translator) -> None:
    loud, calm = translator.translate(["DIE REGIERUNG TRITT ZURÜCK", "Die Regierung tritt zurück"])
    assert "government" in loud.text.lower() and "government" in calm.text.lower()
    assert not loud.text.isupper() or loud.text == calm.text.upper()


@pytest.mark.parametrize("fragment", ["Mehr lesen", "Foto: privat", "Zum Artikel", "Anzeige", "von unserer Redaktion"])
def test_a_fragment_does_not_swell(translator: Translator, fragment: str) -> None:
    (english,) = translator.translate([fragment])
    assert 0 < len(english.text.split()) <= 2 * len(fragment.split()) + 2


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("Seit Mitte Januar wird gebaut.", "Since mid- January, they build.", "Since mid-January, they build."),
        ("Das Vor- und Nachspiel dauert.", "The pre- and aftermath lasts.", "The pre- and aftermath lasts."),
        ("Er kam - spät.", "He came - late.", "He came - late."),
    ],
)
def test_a_blank_behind_a_hyphen_is_the_german_one(source: str, target: str, right: str) -> None:
    assert shaped(source, target) == right
