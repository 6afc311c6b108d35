"""A translation that agrees with its source has no difference; whatever was altered is found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.comparison import compare, same
from newsdigest.checks.quantities import quantities

RIGHT = {
    "Der Bau kostet 1.234,5 Euro.": ["The building costs 1,234.5 euros.", "The building costs €1,234.5."],
    "Rund 10 000 Menschen kamen.": ["Some 10,000 people came.", "Some ten thousand people came.", "Some 10k people came."],
    "Der Umsatz stieg auf 3,2 Mrd. Euro.": [
        "Sales rose to 3.2 billion euros.",
        "Sales rose to €3.2bn.",
        "Sales rose to 3,200 million euros.",
    ],
    "Die Schulden betragen 4 Billionen Dollar.": ["The debt is 4 trillion dollars.", "The debt is $4tn."],
    "Das kostet 5 Mio. Franken.": ["That costs 5 million Swiss francs.", "That costs CHF 5 million."],
    "Am 3. Oktober 2023 war es so weit.": [
        "On October 3, 2023 the time had come.",
        "On 3rd October 2023 it was time.",
        "10/3/2023 was the day.",
    ],
    "Am 3.10.2023 war es so weit.": ["On 3 October 2023 the time had come.", "On 2023-10-03 the time had come."],
    "Das Spiel beginnt um 19.30 Uhr.": ["The match starts at 7:30 p.m.", "The match starts at 19:30.", "The match starts at 7.30pm."],
    "Um 12 Uhr ist Schluss.": ["It ends at noon.", "It ends at 12 p.m."],
    "Um 24 Uhr ist Schluss.": ["It ends at midnight."],
    "Der Zug fährt um 8 Uhr abends.": ["The train leaves at 8 p.m."],
    "Am Dienstagabend gegen 9 Uhr brannte es.": ["On Tuesday evening, at about 9 p.m., there was a fire."],
    "Er kam um halb acht.": ["He came at half past seven.", "He came at 7:30 a.m.", "He came at 7.30pm."],
    "Kasse ab 18:30": ["Box office from 18:30", "Box office from 6:30 p.m."],
    "Sie gewannen 24:22.": ["They won 24:22.", "They won 24-22."],
    "Sie gewannen mit 2:1.": ["They won 2-1.", "They won 2:1."],
    "Er gewann 5 Prozent.": ["He gained 5%.", "He gained five per cent."],
    "Zwölf Kinder fehlten.": ["Twelve children were missing.", "12 children were missing."],
    "Er war zweimal hier.": ["He was here twice.", "He was here two times."],
    "Sie spielen in der 1. Liga.": ["They play in the first division.", "They play in the 1st division."],
    "Das kostet 1 Euro.": ["That costs one euro."],
    "Sie kam auf den achten Platz.": ["She came eighth.", "She came 8th."],
    "Im einundzwanzigsten Jahrhundert": ["in the 21st century", "in the twenty-first century"],
    "Im II. Weltkrieg": ["in World War Two", "in World War II", "in the Second World War"],
    "In den 1990er Jahren": ["in the 1990s", "in the nineties", "in the '90s"],
    "In den Neunzigern": ["in the 1990s", "in the nineties"],
    "20 bis 30 Millionen Bäume": ["20 to 30 million trees", "20 million to 30 million trees", "20-30 million trees"],
    "Die Saison 2023/24": ["the 2023/24 season", "the 2023-24 season", "the 2023/2024 season"],
    "Die 35-jährige Fahrerin": ["the 35-year-old driver"],
    "Ein 5-Millionen-Euro-Projekt": ["a 5-million-euro project", "a €5m project"],
    "Zweieinhalb Millionen Bäume": ["two and a half million trees", "2.5 million trees"],
    "Eine halbe Million Bäume": ["half a million trees", "500,000 trees"],
    "Nach anderthalb Jahren": ["after a year and a half", "after 1.5 years"],
    "Vor zehn Jahren": ["a decade ago", "ten years ago"],
    "Mehrere tausend Gäste": ["thousands of guests", "several thousand guests"],
    "Windows 8.1 stürzt ab": ["Windows 8.1 crashes"],
    "Der zweite Mann darf im Mai kommen.": ["The second man may come in May."],
    "Man sah niemanden.": ["I saw the second one, maybe both, in the third month."],
}


@pytest.mark.parametrize(("german", "english"), [(german, text) for german, texts in RIGHT.items() for text in texts])
def test_a_right_pair_has_no_difference(german: str, english: str) -> None:
    difference = compare(german, english)
    assert not difference and len(difference) == 0


WRONG = [  # German, English, what is missing, what is invented
    ("Rund 1.234 Menschen kamen.", "Some 1,243 people came.", ["1.234"], ["1,243"]),
    ("Rund 1.234 Menschen kamen.", "Some 1.234 people came.", ["1.234"], ["1.234"]),
    ("Der Umsatz stieg auf 3,2 Mrd. Euro.", "Sales rose to 3.2 million euros.", ["3,2 Mrd"], ["3.2 million"]),
    ("Die Schulden betragen 4 Billionen Dollar.", "The debt is 4 billion dollars.", ["4 Billionen"], ["4 billion"]),
    ("Das kostet 20 Euro.", "That costs 20 dollars.", ["20"], ["20"]),
    ("Das kostet 20 Franken.", "That costs 20%.", ["20"], ["20"]),
    ("Am 3. Oktober begann es.", "It began on October 4.", ["3"], ["4"]),
    ("Am 3. Oktober begann es.", "It began on November 3.", ["Oktober"], []),
    ("Am 3.10.2023 begann es.", "It began on 3 October 2022.", ["2023"], ["2022"]),
    ("Um 19.30 Uhr beginnt es.", "It begins at 7:30 a.m.", ["19.30 Uhr"], ["7:30 a.m."]),
    ("Um 19.30 Uhr beginnt es.", "It begins at 7:20 p.m.", ["19.30 Uhr"], ["7:20 p.m."]),
    ("Um 8 Uhr beginnt es.", "It begins at 8 p.m.", ["8 Uhr"], ["8 p.m."]),
    ("Um 8 Uhr abends beginnt es.", "It begins at 8 a.m.", ["8 Uhr"], ["8 a.m."]),
    ("Zwölf Kinder fehlten.", "Two children were missing.", ["Zwölf"], []),
    ("Acht Kinder fehlten.", "Nine children were missing.", ["Acht"], []),
    ("Sie gewannen 2:1.", "They won 3:1.", ["2"], ["3"]),
    ("Im II. Weltkrieg", "in World War I", ["II"], []),
    ("Im dritten Jahr", "in the second year", ["dritten"], []),
    ("In den 1990er Jahren", "in the 1890s", ["1990er"], ["1890s"]),
    ("Sie kamen.", "They came in 2019.", [], ["2019"]),
    ("Sie kamen 2019.", "They came.", ["2019"], []),
]


@pytest.mark.parametrize(("german", "english", "missing", "invented"), WRONG)
def test_each_kind_of_alteration_is_found(german: str, english: str, missing: list[str], invented: list[str]) -> None:
    difference = compare(german, english)
    assert difference and len(difference) == len(missing) + len(invented)
    assert [q.text for q in difference.missing] == missing
    assert [q.text for q in difference.invented] == invented


@given(st.text(st.one_of(st.sampled_from("0123456789.,:%€ "), st.characters()), max_size=30))
def test_a_text_agrees_with_itself(text: str) -> None:
    for language in ("de", "en"):
        assert not compare(text, text, language, language)


@given(st.sampled_from(list(RIGHT)), st.sampled_from([english for texts in RIGHT.values() for english in texts]))
def test_sameness_has_no_direction_and_comparison_rests_on_it(german: str, english: str) -> None:
    source, target = quantities(german, "de"), quantities(english, "en")
    assert all(same(a, b) == same(b, a) for a in source for b in target)
    assert compare(german, english).missing == tuple(a for a in source if a.certain and not any(same(a, b) for b in target))


def test_a_table_of_thousands_is_compared_at_once() -> None:
    source = " ".join(f"{n}:30 Uhr, {n} Euro, {n + 3000}" for n in range(1500))
    target = " ".join(f"{n}:15, {n} dollars, {n + 6000}" for n in range(1500))
    begin = time.process_time()
    assert compare(source, target)
    assert time.process_time() - begin < 4


def test_a_weekday_that_is_lost_or_changed_is_told() -> None:
    german = "Der Minister stellte am Dienstagabend ein Programm vor."
    assert not compare(german, "The minister presented a programme on Tuesday evening.")
    assert [q.text for q in compare(german, "The minister presented a programme.").missing] == ["Dienstagabend"]
    assert [q.text for q in compare(german, "The minister presented a programme on Monday evening.").missing] == ["Dienstagabend"]
