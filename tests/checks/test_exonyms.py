"""German names are found with their endings, and a line that cannot be used is named."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.exonyms import english_forms, exonyms, load, place_forms
from newsdigest.errors import OptionError

FILE = files("newsdigest") / "data" / "names_de_en.toml"
UNCHANGED = [
    place for place in (files("newsdigest") / "data" / "places.txt").read_text(encoding="utf-8").splitlines() if place and place[0] != "#"
]
TABLES: dict[str, dict[str, object]] = tomllib.loads(FILE.read_text(encoding="utf-8"))

BEST_FORMS = {
    # as listed
    "Österreich": "Austria",
    "Lüttich": "Liège",
    "Kiew": "Kyiv",
    "Karl der Große": "Charlemagne",
    "EZB": "ECB",
    "St. Petersburg": "St. Petersburg",
    # genitive
    "Wiens": "Vienna",
    "Bundeskanzlers": "Chancellor",
    "Papstes": "Pope",
    "Florenz'": "Florence",
    "Karls des Großen": "Charlemagne",
    "Weißen Hauses": "White House",
    "Auswärtigen Amts": "Foreign Office",
    "Zweiten Weltkriegs": "World War II",
    # dative, plural
    "Niederlanden": "Netherlands",
    "Bundespräsidenten": "Federal President",
    "Grünen": "Greens",
    "Vereinten Nationen": "United Nations",
    "Toten Meer": "Dead Sea",
    "Europäischen Zentralbank": "European Central Bank",
    # the word on -er
    "Wiener": "Vienna",
    "Kölner": "Cologne",
    "Genfer": "Geneva",
    "Münchner": "Munich",
    "Münchener": "Munich",
    "Zürcher": "Zurich",
    "Bremer": "Bremen",
    "Schweizer": "Swiss",
    "Österreicher": "Austrian",
    "Italiener": "Italian",
}


@pytest.mark.parametrize("german", BEST_FORMS)
def test_the_best_form_comes_first(german: str) -> None:
    assert english_forms(german)[:1] == (BEST_FORMS[german],)


def test_all_forms_come_in_their_order() -> None:
    assert english_forms("Hannovers") == ("Hannover", "Hanover")
    assert english_forms("Tschechien") == ("Czech Republic", "Czechia")


@pytest.mark.parametrize(
    "unknown", ["", " ", "s", "er", "Putin", "Haus", "Weißes", "Hau", "Bundestager", "wien", "Adrian", "Grünes", "Rom Athen", "Nationen"]
)
def test_what_is_not_listed_has_no_form(unknown: str) -> None:
    assert english_forms(unknown) == ()


@given(st.text(max_size=30))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert all(english_forms(text)) and all(english_forms(f"{text} Wiens"))


def test_every_line_is_found_by_its_own_key() -> None:
    assert {german: english_forms(german) for german in exonyms()} == exonyms()


def test_no_form_is_empty_or_twice_in_a_line() -> None:
    for german, forms in exonyms().items():
        assert forms and len(set(forms)) == len(forms), german
        assert all(form and form == form.strip() for form in (german, *forms)), german


def test_no_german_form_stands_in_two_tables() -> None:
    tables = [*TABLES.values(), UNCHANGED]
    assert len(exonyms()) == sum(map(len, tables))


def letters(german: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", german.casefold()) if not unicodedata.combining(c))


def test_places_of_one_name_are_in_alphabetical_order_by_country() -> None:
    assert place_forms("Braunlage") == place_forms("Braunlages") == ("Braunlage",)
    text = (files("newsdigest") / "data" / "places.txt").read_text(encoding="utf-8")
    assert place_forms("Berlins") == ("Berlin",) and place_forms("New York") == ("New York",) and not place_forms("Berliner")
    for country in text.split("\n\n# ")[1:]:
        places = country.strip().split("\n")[1:]
        assert len(places) > 40 and places == sorted(places, key=letters)


@pytest.mark.parametrize("table", TABLES)
def test_lines_are_in_alphabetical_order(table: str) -> None:
    keys = list(TABLES[table])
    assert keys == sorted(keys, key=letters)


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[places]\n"Hintertupfing" = "Back of Beyond"\n[people]\n"Muster" = ["Sample", "Specimen"]\n', encoding="utf-8")
    assert load(file) == {"Hintertupfing": ("Back of Beyond",), "Muster": ("Sample", "Specimen")}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[places]\n"Wien" = 3', ["[places]", "'Wien'", "3"]),
        ('[people]\n"Papst" = ["Pope", 2]', ["[people]", "'Papst'"]),
        ('[people]\n"Papst" = []', ["[people]", "'Papst'"]),
        ('[institutions]\n"Nato" = " "', ["[institutions]", "'Nato'"]),
        ('[places.Wien]\nEnglish = "Vienna"', ["[places]", "'Wien'"]),
        ('[towns]\n"Wien" = "Vienna"', ["[towns]", "[places], [people], [institutions], [adjectives]"]),
        ('"Wien" = "Vienna"', ["[Wien]", "[places]"]),
        ('[places]\nÖsterreich = "Austria"', ["line 2", '"Österreich" = "Austria"']),
        ('[places]\n"Wien" = "Vienna"\n"Wien" = "Wien"\n', ["line 3"]),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, text: str, named: list[str]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError) as error:
        load(file)
    message = str(error.value)
    assert message.startswith(str(file)) and "\n" not in message
    assert all(part in message for part in named), message


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "own.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OptionError, match=r"own\.toml.*TOML in UTF-8"):
        load(file)
