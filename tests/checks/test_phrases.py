"""Expressions of several words: the list is sound, they are found in all orders of words, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.lexicon import entry, lines
from newsdigest.checks.phrases import LIST, find, phrases, read
from newsdigest.checks.terms import lost_terms, terms

LINES = [
    "ab|brennen; brennt; brannte brannten; - = burn down; burns down; burned down; burned down | burnt",
    "auf|nehmen; nimmt; nahm nahmen; - = admit; admits; admitted; admitted",
    "sich vor|nehmen; nimmt; nahm nahmen; - = resolve; resolves; resolved; resolved",
    "vor|nehmen; nimmt; nahm nahmen; - = make; makes; made; made",
    "von … aus|gehen; geht; ging gingen; - = assume; assumes; assumed; assumed",
    "an|fangen; fängt; fing fingen; - = begin; begins; began; begun",
    "in Kauf nehmen; nimmt; nahm nahmen; genommen = accept; accepts; accepted; accepted",
    "Insolvenz an|melden; meldet; meldete meldeten; gemeldet = file for insolvency; files for insolvency; filed for insolvency; filed for insolvency",
    "sich zur Wehr setzen; setzt; setzte setzten; gesetzt = fight back; fights back; fought back; fought back",
    "auf seine Kappe nehmen; nimmt; nahm nahmen; genommen = take responsibility; takes responsibility; took responsibility; taken responsibility",
    "nach wie vor = still",
    "technisch* Hilfswerk = Federal Agency for Technical Relief",
    "rot* Zahl/en = loss/es",
]
KNOWN = read(LINES)


def found(text: str) -> list[tuple[str, str]]:
    return [
        (" ... ".join(text[slice(*place)] for place in sorted([(item.start, item.end), *item.apart])), entry(item.line).written[item.index])
        for item in find(text, KNOWN)
    ]


def test_each_line_of_the_list_is_an_expression_with_english_for_each_form() -> None:
    germans = []
    for line in lines(LIST):
        german, equals, english = line.partition(" = ")
        first, *others = english.split("|")
        assert equals and first.strip() and all(expression.strip() for expression in others), line
        groups = german.split(";")
        assert len(groups) == len(first.split(";")) in (1, 4) and not any(";" in expression for expression in others), line
        assert " " in groups[0] or "|" in groups[0], line
        assert groups[0].count("|") <= (len(groups) == 4) and "|" not in "".join(groups[0].split()[:-1]), line
        assert not groups[0].startswith("…"), line
        germans.append(german.partition("/")[0].partition(";")[0])
    assert len(germans) == len(set(germans))
    assert germans == sorted(germans, key=lambda german: re.sub(r"[|…*]", "", german).lower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a particle at the end of its clause
        ("Die Scheune brannte in der Nacht ab.", [("brannte ... ab", "burned down")]),
        ("Brannte das Haus ab?", [("Brannte ... ab", "burned down")]),
        ("Zwei Häuser brennen ab und eines nicht.", [("brennen ... ab", "burn down")]),
        ("Er sagte, das Haus brenne am 3. Mai um 3,5 Prozent ab.", [("brenne ... ab", "burns down")]),
        # of something else
        ("Es brannte ab 12 Uhr.", []),
        ("Es brannte, der Zug fuhr ab.", []),
        ("Er nahm die Bahn und brannte die Hütte ab.", [("brannte ... ab", "burned down")]),
        ("Er nahm nach und nach auf.", [("nahm ... auf", "admitted")]),
        ("Er nahm nach wie vor.", [("nach wie vor", "still")]),
        ("Er nahm hin und vor.", []),
        ("Er fing von Anfang an.", []),
        # with a pronoun, with a preposition
        ("Er nimmt sich heute viel vor.", [("nimmt ... sich ... vor", "resolves")]),
        ("Sie nimmt heute Messungen vor.", [("nimmt ... vor", "makes")]),
        ("Die Polizei geht von Brandstiftung aus.", [("geht ... von ... aus", "assumes")]),
        ("Die Polizei geht heute aus.", []),
        # expressions with a verb, in all orders
        ("Er nahm den Ausfall in Kauf.", [("nahm ... in Kauf", "accepted")]),
        ("Der Ausfall wurde in Kauf genommen.", [("in Kauf genommen", "accepted")]),
        ("Er hofft, dies nicht in Kauf zu nehmen.", [("in Kauf zu nehmen", "accept")]),
        ("Wer das in Kauf nimmt, irrt.", [("in Kauf nimmt", "accepts")]),
        ("Die Firma meldete am Montag Insolvenz an.", [("meldete ... Insolvenz an", "filed for insolvency")]),
        ("Die Firma hat Insolvenz angemeldet.", [("Insolvenz angemeldet", "filed for insolvency")]),
        ("Sie muss Insolvenz anmelden.", [("Insolvenz anmelden", "file for insolvency")]),
        ("Sie hat sich gestern zur Wehr gesetzt.", [("sich ... zur Wehr gesetzt", "fought back")]),
        ("Sie hat, um sich zu schützen, alles zur Wehr gesetzt.", []),
        # of anybody
        ("Ich muss das auf meine Kappe nehmen.", [("auf meine Kappe nehmen", "take responsibility")]),
        ("Sie nahmen den Fehler auf ihre Kappe.", [("nahmen ... auf ihre Kappe", "took responsibility")]),
        # without one
        ("Nach wie vor fehlt Geld.", [("Nach wie vor", "still")]),
        ("Das Technische Hilfswerk kam.", [("Technische Hilfswerk", "Federal Agency for Technical Relief")]),
        ("ein Helfer des Technischen Hilfswerks", [("Technischen Hilfswerks", "Federal Agency for Technical Relief")]),
        ("Das Werk schreibt rote Zahlen.", [("rote Zahlen", "losses")]),
        ("nach\nwie vor", [("nach\nwie vor", "still")]),
        ("nach, wie vor", []),
    ],
)
def test_expressions_are_found_in_their_orders_and_nothing_else_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_an_expression_goes_before_its_words_and_is_lost_without_its_english() -> None:
    german = "Im Mai brannte ihr Haus ab."
    (term,) = [term for term in terms(german) if " ... " in term.text]
    assert term.text == "brannte ... ab" and german[term.start : term.end] == "brannte"
    assert term in lost_terms(german, "In May her house broke off.")
    assert term not in lost_terms(german, "In May her house burnt down.")


PIECES = st.sampled_from(
    [
        "Er",
        "sich",
        "nahm",
        "nimmt",
        "brannte",
        "ab",
        "auf",
        "vor",
        "in",
        "Kauf",
        "genommen",
        "nach",
        "wie",
        "von",
        "aus",
        "geht",
        ",",
        ".",
        "und",
        "3.",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_no_two_expressions_share_a_word(text: str) -> None:
    items = find(text, KNOWN)
    places = sorted(place for item in items for place in ((item.start, item.end), *item.apart))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(first[1] <= second[0] for first, second in zip(places, places[1:]))
    assert [item.start for item in items] == sorted(item.start for item in items)


def test_the_list_is_read_once_and_large() -> None:
    assert phrases() is phrases()
    assert len(lines(LIST)) > 3_000


def test_of_two_verbs_before_one_particle_the_nearer_has_it() -> None:
    """The longer one had it before."""
    known = read(
        [
            "ab|schließen; schließt; schloss schlossen; - = conclude; concludes; concluded; concluded",
            "ab|sagen; sagt; sagte sagten; - = call off; calls off; called off; called off",
        ]
    )
    text = "Sie schlossen die Schule und sagten das Fest ab."
    (only,) = find(text, known)
    assert text[only.start : only.end] == "sagten"
