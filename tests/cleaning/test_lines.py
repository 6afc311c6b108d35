"""What cutting promises: units partition the text, and a paragraph is one unit however it was broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.cleaning.lines import Unit, cut_units

SEPARATORS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", " ", "\t", "\u00a0", "\n\n\n"]
anything = st.text(st.characters(exclude_categories=["Cs"]))
broken = st.lists(st.one_of(anything, st.sampled_from(SEPARATORS), st.sampled_from(["- und", "# Titel", "[a](b)", "weiter."]))).map("".join)


def pieces(text: str, units: list[Unit]) -> list[str]:
    return [text[unit.start : unit.end] for unit in units]


@given(broken)
def test_units_partition_any_text(text: str) -> None:
    units = cut_units(text)
    assert "".join(pieces(text, units)) == text
    assert all(unit.end > unit.start for unit in units)
    assert [unit.start for unit in units] == [0, *(unit.end for unit in units)][: len(units)]


def test_the_line_end_belongs_to_its_line_and_blank_lines_to_one_run() -> None:
    text = "Titel\r\n\r\n \r\nErster Absatz.\n"
    assert pieces(text, cut_units(text)) == ["Titel\r\n", "\r\n \r\n", "Erster Absatz.\n"]


def test_markdown_signs_and_link_targets_are_not_words() -> None:
    heading, item, quote = [u for u in cut_units("## Der [Rat](https://a.example/b_(c)) tagt\n* **Punkt** eins\n> Zitat\n") if not u.blank]
    assert (heading.text, heading.marker) == ("Der Rat tagt", "##")
    assert (item.text, item.marker) == ("Punkt eins", "*")
    assert (quote.text, quote.marker) == ("Zitat", ">")


def test_a_line_that_is_one_link_is_known_as_such() -> None:
    assert cut_units("[Zum Archiv](https://a.example/)")[0].linked > 0.9


def test_a_paragraph_wrapped_at_a_column_is_one_unit() -> None:
    text = (
        "Der Kreistag hat am Montagabend nach langer Debatte beschlossen, die alte\n"
        "Molkerei am Bahnhof zu kaufen. Dort soll bis 2027 ein Kulturzentrum mit\n"
        "Probenräumen entstehen, wie die Verwaltung mitteilte.\n"
        "\n"
        "Die Kosten schätzt der Landkreis auf rund drei Millionen Euro. Gegner des\n"
        "Vorhabens halten das für zu niedrig gegriffen und verlangen ein zweites\n"
        "Gutachten, bevor der Vertrag beim Notar unterschrieben wird.\n"
        "\n"
        "Der Landrat zeigte sich offen dafür. Eine Entscheidung soll es in der\n"
        "Sitzung nach den Sommerferien geben, vermutlich am 12. September.\n"
    )
    units = [unit for unit in cut_units(text) if not unit.blank]
    assert len(units) == 3
    assert units[0].text.startswith("Der Kreistag") and units[0].text.endswith("mitteilte.")


def test_sentences_cut_at_links_are_joined() -> None:
    text = (
        "Die Pflanze breitet sich in Gärten aus, warnt das\n"
        "Umweltamt\n"
        "in einer Mitteilung vom Freitag, die der Redaktion vorliegt.\n"
        "Wo sie wächst\n"
        "Vor allem an Bahndämmen sei sie zu finden, heißt es, und an\n"
        "Böschungen\n"
        ", die selten gemäht werden. Von dort wandert sie weiter.\n"
    )
    assert [unit.text[:20] for unit in cut_units(text)] == ["Die Pflanze breitet ", "Wo sie wächst", "Vor allem an Bahndäm"]


def test_one_line_a_paragraph_is_left_alone() -> None:
    text = "Oper in Not\nDas Haus braucht Geld. Viel Geld.\nohne Werbung lesen\nEin Sprecher bestätigte das am Montag.\n"
    assert len(cut_units(text)) == 4


def test_a_wrapped_paragraph_is_one_unit_although_short_lines_stand_around_it() -> None:
    wrapped = (
        "Die Verhandlungen zwischen der Bahn und der Gewerkschaft sind am Abend\nin Frankfurt gescheitert. Das teilten beide Seiten nach einem langen\n"
        "Treffen mit. Die Gewerkschaft rief ihre Mitglieder zu einem Streik von\nMittwoch früh, zwei Uhr, bis zum Freitagabend um achtzehn Uhr abends\nauf.\n"
    )
    text = "Abonnement\nWetter\nBahnstreik: Verhandlungen gescheitert\n14. Mai 2025\n" + wrapped + "Anzeige\nTeilen\n"
    assert wrapped in [text[unit.start : unit.end] for unit in cut_units(text)]
