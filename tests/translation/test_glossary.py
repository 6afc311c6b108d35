"""A user's terms come out as the user wants them, or the sentence says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest import Translator
from newsdigest.errors import OptionError
from newsdigest.translation.glossary import Glossary


@pytest.mark.parametrize("form", ["Amt", "Amts", "Amtes", "Amten", "Amtn"])
def test_a_term_is_found_with_the_endings_of_the_cases(form: str) -> None:
    assert Glossary({"Amt": "Office"}).find(f"wegen des {form}, das") == {(10, 10 + len(form)): "Office"}


@pytest.mark.parametrize("text", ["Amtsgericht", "amt", "Bauamt", "Amte r", "_Amt", ""])
def test_other_words_are_no_term(text: str) -> None:
    assert Glossary({"Amt": "Office"}).find(text) == {}


def test_the_longest_term_wins() -> None:
    glossary = Glossary({"Amt": "Office", "Amt für Wetter": "Weather Office", "Wetter": "Weather"})
    assert list(glossary.find("Das Amt für Wetters am Amt").values()) == ["Weather Office", "Office"]
    assert list(Glossary({"Rat": "Council", "Rate": "Instalment"}).find("Rat Rats Rate Raten").values()) == [
        "Council",
        "Council",
        "Instalment",
        "Instalment",
    ]


def test_blanks_around_an_entry_and_decomposed_umlauts_do_not_matter() -> None:
    assert Glossary({" Bu\u0308ro ": " Bureau "}).find("Büros") == {(0, 5): "Bureau"}


def test_a_glossary_is_a_toml_file(tmp_path: Path) -> None:
    file = tmp_path / "terms.toml"
    file.write_text('"Staatssicherheit" = "State Security"\nAmt = "Office"\n', encoding="utf-8-sig")
    assert Glossary(file).terms == Glossary(str(file)).terms == {"Staatssicherheit": "State Security", "Amt": "Office"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('Amt = "Office"\nRat = 3', "'Rat' = 3"),
        ('Amt = ""', "'Amt' = ''"),
        ('"" = "Office"', "'' = 'Office'"),
        ('[terms]\nAmt = "Office"', "'terms'"),
        ("Amt = Office", "line 1"),
        (b"\xff\xfe", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_errors_name_file_and_entry(tmp_path: Path, content: str | bytes | None, named: str) -> None:
    file = tmp_path / "terms.toml"
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(OptionError) as error:
        Glossary(file)
    assert str(error.value).startswith(str(file)) and named in str(error.value) and "State Security" in str(error.value)


def test_what_a_glossary_holds_decides_its_checksum() -> None:
    assert Glossary({"a": "b", "c": "d"}).sha256 == Glossary({"c": "d", "a": "b"}).sha256 != Glossary({"a": "b"}).sha256
    assert Glossary({}).sha256 == ""


WORDS = st.text(min_size=1, max_size=8).filter(str.strip)


@given(st.dictionaries(WORDS, WORDS, max_size=5), st.text(max_size=40))
def test_any_terms_can_be_looked_for_in_any_text(terms: dict[str, str], text: str) -> None:
    glossary = Glossary(terms)
    text = " ".join([*glossary.terms, text])
    found = glossary.find(text)
    assert all(0 <= begin < end <= len(text) and english in glossary.terms.values() for (begin, end), english in found.items())
    assert not glossary.missing(text, " ".join(found.values()))


GERMAN = {
    "Die Staatssicherheit überwachte das Dorf.": "the Stasi",
    "Akten der Staatssicherheit lagen im Keller.": "the Stasi",
    "Der Chef des Landeswetteramtes warnte am Abend vor Regen.": "Regional Weather Bureau",
    "Das Landeswetteramt warnt.": "Regional Weather Bureau",
}


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(
        "bundled",
        backend="ctranslate2",
        beams=1,
        glossary={"Staatssicherheit": "the Stasi", "Landeswetteramt": "Regional Weather Bureau", "Wetteramt": "weather office"},
    )


@pytest.mark.parametrize("german", GERMAN)
def test_a_term_is_enforced_in_the_translation(translator: Translator, german: str) -> None:
    (english,) = translator.translate([german])
    assert GERMAN[german] in english.text[:1].lower() + english.text[1:] and english.warnings == ()


def test_a_missing_term_is_told_of(translator: Translator) -> None:
    assert translator._glossary.missing("Die Staatssicherheit kam.", "The secret police came.") == ["the Stasi"]
    # an address has the term in it, and addresses stay as they are
    (english,) = translator.translate(["Mehr steht unter https://example.org/Staatssicherheit im Netz."])
    assert english.warnings == ("the glossary's term is not in the English: the Stasi",)
