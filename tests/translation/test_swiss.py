"""Swiss articles, which have no ß, are read as others are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.translation.swiss import with_sharp_s


@pytest.mark.parametrize(
    "swiss, german",
    [
        ("Die Strasse liess er gross ausbauen.", "Die Straße ließ er groß ausbauen."),
        ("vor dem Weissen Haus", "vor dem Weißen Haus"),
        ("Der Aussenminister hiess die Massnahmen gut.", "Der Außenminister hieß die Maßnahmen gut."),
        ("Die Bahnhofstrasse ist regelmässig gesperrt.", "Die Bahnhofstraße ist regelmäßig gesperrt."),
        ("Verstösse von Grossunternehmen", "Verstöße von Großunternehmen"),
        ("Dreissig Fussballer schliessen sich an.", "Dreißig Fußballer schließen sich an."),
    ],
)
def test_ss_becomes_sharp_where_it_is_written_so_elsewhere(swiss: str, german: str) -> None:
    assert with_sharp_s(swiss) == german


@pytest.mark.parametrize(
    "text",
    [
        "Er weiß, dass die Masse muss.",
        "Peter Weiss und Anna Gross kamen.",
        "Die Busse des Passes sind interessant.",
        "Das Wasser ist nass, die Presse dass.",
        "Ernst Strasser nennt den Gebirgspass preisstabil und sendet aus, was man aussendet.",
    ],
)
def test_what_is_written_with_ss_everywhere_stays(text: str) -> None:
    assert with_sharp_s(text) == text


@given(st.text(alphabet="asSßrtgoe n", max_size=60))
def test_nothing_but_double_s_changes(text: str) -> None:
    assert with_sharp_s(text).replace("ß", "ss") == text.replace("ß", "ss")
