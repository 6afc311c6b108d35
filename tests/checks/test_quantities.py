"""Numbers, dates, times and money are read alike from German and from English."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.checks.quantities import Kind, quantities

GERMAN = {
    # digits
    "1.234,5 Tonnen": [1234.5],
    "10 000 Bäume": [10_000],
    "10\u202f000 Bäume": [10_000],
    "10'000 Franken": [10_000],
    "1.000.000 Euro": [1_000_000],
    "0,001 Gramm": [0.001],
    "Version 8.1 läuft": [8.1],
    "im Jahr 1984": [1984],
    "es steht 3:2": [3, 2],
    # scales: a German Billion is an English trillion
    "3,2 Mio. Euro": [3_200_000],
    "3,2 Mrd. Euro": [3_200_000_000],
    "3 Milliarden Euro": [3 * 10**9],
    "4 Billionen Dollar": [4 * 10**12],
    "eine Billion": [10**12],
    "2 Trillionen": [2 * 10**18],
    "250 Tsd. Gäste": [250_000],
    "zwei Dutzend Eier": [24],
    "ein 5-Millionen-Euro-Projekt": [5_000_000],
    "zweieinhalb Millionen": [2_500_000],
    "eine halbe Million": [500_000],
    # words
    "zwölf Gänse": [12],
    "zweiundzwanzig Gänse": [22],
    "hundertzwölf Gänse": [112],
    "zweihundertfünfzig": [250],
    "dreihunderttausend": [300_000],
    "neunzehnhundertneunundachtzig": [1989],
    "viermal": [4],
    "die siebzehnjährige Lea": [17],
    "der 35-Jährige": [35],
    "Acht Ziegen fehlen.": [8],
    # ordinals, Roman numerals, decades
    "auf Platz 3.": [3],
    "im dritten Anlauf": [3],
    "am zwanzigsten Tag": [20],
    "im einundzwanzigsten Jahrhundert": [21],
    "der II. Weltkrieg": [2],
    "Ludwig XIV.": [14],
    "die 1990er Jahre": [1990],
    "in den 1990ern": [1990],
    "die 90er": [90],
    "in den Neunzigern": [90],
    "in den Neunzigerjahren": [90],
    # dates: day, month, year
    "am 3. Oktober 2023": [3, 10, 2023],
    "am 3.10.2023": [3, 10, 2023],
    "am 3.10. im Saal": [3, 10],
    "2023-10-03": [2023, 10, 3],
    "am 3. Okt. 2023": [3, 10, 2023],
    # times of day, in minutes
    "um 19.30 Uhr": [1170],
    "um 19:30 Uhr": [1170],
    "um 19 Uhr 30": [1170],
    "von 8 bis 10 Uhr": [480, 600],
    "8.30–10.15 Uhr": [510, 615],
    "Beginn: 18:30": [1110],
    "um 24 Uhr": [0],
    "um 8 Uhr abends": [1200],
    "um 12 Uhr mittags": [720],
    "um halb acht": [450],
}
ENGLISH = {
    "1,234.5 tonnes": [1234.5],
    "10,000 trees": [10_000],
    "0.001 grams": [0.001],
    "version 8.1": [8.1],
    "in 1984": [1984],
    "€3.2m": [3_200_000],
    "3.2 million euros": [3_200_000],
    "3.2bn": [3_200_000_000],
    "$4 trillion": [4 * 10**12],
    "a trillion": [10**12],
    "two dozen eggs": [24],
    "a 5-million-euro project": [5_000_000],
    "two and a half million": [2_500_000],
    "half a million": [500_000],
    "twenty-two geese": [22],
    "two hundred and twelve geese": [212],
    "three hundred thousand": [300_000],
    "three and four": [3, 4],
    "twice": [2],
    "the 17-year-old": [17],
    "3rd place": [3],
    "third place": [3],
    "the twenty-first": [21],
    "the thirtieth": [30],
    "World War II": [2],
    "the 1990s": [1990],
    "the '90s": [90],
    "the nineties": [90],
    "on 3 October 2023": [3, 10, 2023],
    "on October 3, 2023": [10, 3, 2023],
    "on 25/10/2023": [25, 10, 2023],
    "on 10/25/2023": [10, 25, 2023],
    "at 7:30 p.m.": [1170],
    "at 7.30pm": [1170],
    "at 12 a.m.": [0],
    "at noon": [720],
    "at half past seven": [450],
}


@pytest.mark.parametrize(("text", "values"), GERMAN.items())
def test_german_is_read(text: str, values: list[float]) -> None:
    assert [float(q.value) for q in quantities(text, "de") if q.value != 1] == values


@pytest.mark.parametrize(("text", "values"), ENGLISH.items())
def test_english_is_read(text: str, values: list[float]) -> None:
    assert [float(q.value) for q in quantities(text, "en")] == values


UNITS = {
    "5 %": "percent",
    "5 Prozent": "percent",
    "fünf Prozent": "percent",
    "5-prozentig": "percent",
    "5 Prozentpunkte": "percent",
    "20 Euro": "euro",
    "20 €": "euro",
    "€ 20": "euro",
    "3,2 Mio. Euro": "euro",
    "20 US-Dollar": "dollar",
    "$20": "dollar",
    "20 Franken": "franc",
    "20 Schweizer Franken": "franc",
    "20 Pfund": "pound",
    "20 Bäume": None,
}


@pytest.mark.parametrize(("text", "unit"), UNITS.items())
def test_a_quantity_knows_its_unit(text: str, unit: str | None) -> None:
    (quantity,) = quantities(text, "de")
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "language", "reading"),
    [
        ("20 bis 30 Millionen", "de", 20_000_000),
        ("20 to 30 million", "en", 20_000_000),
        ("3.10.23", "de", 2023),
        ("in der Saison 2023/24", "de", 2024),
        ("from 1914-18", "en", 1918),
        ("at 7:30", "en", 1170),
        ("am Abend gegen 9 Uhr", "de", 1260),
        ("in der Nacht um 12 Uhr", "de", 0),
        ("the 1990s", "en", 90),
        ("400m", "en", 400_000_000),
    ],
)
def test_what_may_be_read_in_two_ways_has_both_values(text: str, language: str, reading: int) -> None:
    assert any(reading in quantity.readings and len(quantity.readings) > 1 for quantity in quantities(text, language))


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("in der Nacht gegen 3 Uhr", "de", 180),
        ("in der Nacht um 00:30 Uhr", "de", 30),
        ("am Nachmittag nach 08:30 Uhr", "de", 510),
        ("gegen 12 Uhr am Mittag", "de", 720),
        ("at 8 o'clock in the evening", "en", 1200),
    ],
)
def test_a_time_that_can_be_one_only_has_one_value(text: str, language: str, minutes: int) -> None:
    assert [quantity.readings for quantity in quantities(text, language)] == [{minutes}]


@pytest.mark.parametrize(
    "text",
    [
        "Die Elf verlor.",
        "Sie achten auf Ruhe.",
        "Gib Acht!",
        "jeder zweite Gast",
        "mehrere tausend Gäste",
        "nach anderthalb Jahren",
        "ein Haus und eine Scheune",
        "Zweifel an der Einfachheit",
        "Der XL-Wagen",
        "Er wog Hunderte.",
        "",
    ],
)
def test_words_that_only_look_like_numbers_are_not_insisted_on(text: str) -> None:
    assert not any(quantity.certain for quantity in quantities(text, "de"))


def test_the_value_of_a_number_is_exact() -> None:
    (quantity,) = quantities("0,1 Prozent", "de")
    assert quantity.value == Decimal("0.1")


def test_a_kind_is_known() -> None:
    text = "Am 3. Mai um 8 Uhr kamen zwölf Gäste zum zweiten Mal, wie in den 90ern unter Ludwig II."
    assert [q.kind for q in quantities(text, "de")] == [
        Kind.NUMBER,
        Kind.MONTH,
        Kind.TIME,
        Kind.WORD,
        Kind.ORDINAL,
        Kind.DECADE,
        Kind.ROMAN,
    ]


SCRAPS = st.lists(
    st.one_of(
        st.sampled_from([*list(GERMAN), *list(ENGLISH), "٣", "²", "½", "Ⅷ", "１２", "\ud800", "9" * 400, "1" * 30 + ",5 Mio.", "$", "€"]),
        st.sampled_from([*"0123456789.,:/-–' \u00a0%€$", "Uhr", "er", "Mio", "und", "ein", "halb", "bis", " a.m.", "XX"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(SCRAPS, st.sampled_from(["de", "en"]))
@example("1.000er", "de")
@example("²", "de")
@example("undund", "de")
def test_quantities_stand_in_order_do_not_overlap_and_point_at_the_text(text: str, language: str) -> None:
    found = quantities(text, language)
    assert all(text[q.start : q.end] == q.text and q.text for q in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))
    assert all(q.value in q.readings for q in found)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "unit", ["a", "1", "1.", "1.000", "dreizehn", "zweiund", "20:30 ", "19 Uhr ", "two hundred and ", " ", "A", "$", "1er", "3.3."]
)
def test_long_text_takes_no_more_than_its_length(unit: str, language: str) -> None:
    begin = time.process_time()
    quantities(unit * (10_000 // len(unit)) + "x", language)
    assert time.process_time() - begin < 2
