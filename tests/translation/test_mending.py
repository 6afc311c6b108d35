"""What can be put right in the text is; what is right stays as it is."""

from __future__ import annotations

from calendar import month_name

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest import Translator
from newsdigest.checks.comparison import compare
from newsdigest.checks.quantities import quantities
from newsdigest.translation.backend import Hypothesis
from newsdigest.translation.fidelity import judge, lost_names
from newsdigest.translation.mending import (
    Losses,
    english_form,
    losses,
    mend,
    mend_numbers,
    one_form,
    partly_english,
    shielded,
    shielded_from_invention,
)

MENDED = [  # German, English, English mended
    # format
    ("Es kamen 1.662 Gäste.", "There came 1.662 guests.", "There came 1,662 guests."),
    ("Das kostet 1.234.567,80 Euro.", "That costs 1.234.567,80 euros.", "That costs 1,234,567.80 euros."),
    ("Das sind 3,5 Prozent.", "That is 3,5 percent.", "That is 3.5 percent."),
    ("Das kostet 1'250'000 Franken.", "That costs 1'250,000 francs.", "That costs 1,250,000 francs."),
    ("Das kostet 1'250.50 Franken.", "That costs 1'250.50 francs.", "That costs 1,250.50 francs."),
    ("Das kostet 10'000 Franken.", "That costs 10'000 francs.", "That costs 10,000 francs."),
    ("Am 3.10.2023 kam er.", "On the 3.10.2023 he came.", "On 3 October 2023 he came."),
    ("Am 3.10. kam er.", "On the 3.10th he came.", "On 3 October he came."),
    ("Er kam am 3.10.", "He came on 3.10.", "He came on 3 October."),
    ("Es sind 3,2 Mrd. Menschen.", "There are 3.2 Mrd. people.", "There are 3.2 billion people."),
    ("Es kamen 250 Tsd. Gäste.", "There came 250 tsd. guests.", "There came 250,000 guests."),
    # clock
    ("Um 16.30 Uhr kam er.", "At 16.30 p.m. he came.", "At 4:30 p.m. he came."),
    ("Er kam um 16.30 Uhr.", "He came at 16.30.", "He came at 4:30 p.m."),
    ("Um 19 Uhr kam er.", "At 19 p.m. he came.", "At 7 p.m. he came."),
    ("Um 0.30 Uhr kam er.", "At 0.30 he came.", "At 12:30 a.m. he came."),
    ("Er kam um halb acht.", "He came at 7.30.", "He came at 7:30."),
    ("Er kam um 8 Uhr.", "He came at 8 p.m.", "He came at 8 a.m."),
    ("Um 00:30 Uhr in der Nacht kam er.", "At 00:30 p.m. in the night he came.", "At 12:30 a.m. in the night he came."),
    ("Er kam um 12 Uhr mittags.", "He came at 12 a.m.", "He came at 12 p.m."),
    ("Die Frist endet um 24 Uhr.", "The deadline ends at 24 p.m.", "The deadline ends at midnight."),
    ("Von 14 bis 18 Uhr ist offen.", "From 14 to 18 p.m. it is open.", "From 2 p.m. to 6 p.m. it is open."),
    (
        "Der Kurs stieg um 12.30 Uhr auf 12,30 Euro.",
        "The price rose to 12.30 euros at 12.30.",
        "The price rose to 12.30 euros at 12:30 p.m.",
    ),
    ("Um 16.30 Uhr waren es 16,30 Meter.", "There were 16.30 metres at 16.30.", "There were 16.30 metres at 4:30 p.m."),
    # full stops and ordinals
    ("Am 24. Spieltag siegte er.", "On the 24th. match day he won.", "On the 24th match day he won."),
    ("Am 12. März kam er.", "On the 12th. March he came.", "On the 12th March he came."),
    ("Sie (12.) und er (23.) trafen.", "She (12nd) and he (23th) scored.", "She (12th) and he (23rd) scored."),
    ("Es sind 312 Mio. Franken für Wege.", "There are 312 million. francs for paths.", "There are 312 million francs for paths."),
    # what the source has twice, and a scale
    ("Es gab 4.000 Tote und 4.000 Verletzte.", "There were 4.000 dead and 4,000 hurt.", "There were 4,000 dead and 4,000 hurt."),
    ("Es sind 400 Mio. Euro.", "There are 400 Mio. euros.", "There are 400 million euros."),
    ("Version 10.2.1 kam am 10.2.", "Version 10.2.1 came on 10.2.", "Version 10.2.1 came on 10 February."),
    ("Am 10.2. waren es 10,2 Prozent.", "On 10.2. it was 10.2 percent.", "On 10 February it was 10.2 percent."),
    # a single wrong number
    ("Es kamen 1.234 Gäste.", "There came 1,243 guests.", "There came 1,234 guests."),
    ("Das kostet 4 Billionen Dollar.", "That costs 4 billion dollars.", "That costs 4 trillion dollars."),
    ("Das war 1987.", "That was 1978.", "That was 1987."),
    ("Der Weg ist 400 m lang.", "The path is 500 m long.", "The path is 400 m long."),
]


@pytest.mark.parametrize(("german", "wrong", "right"), MENDED)
def test_numbers_dates_and_times_are_mended(german: str, wrong: str, right: str) -> None:
    assert mend_numbers(german, wrong) == right
    assert not compare(german, right)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Zug fährt um 8 Uhr abends.", "The train leaves at 8 p.m."),
        ("Am Abend gegen 9 Uhr brannte es.", "In the evening, at about 9 p.m., there was a fire."),
        ("Um 12 Uhr kamen 30 Leute.", "At noon, 30 people came."),
        ("Das Spiel endete 24:22.", "The match ended 24:22."),
        ("Er kam 2023/24.", "He came in 2023/2024."),
        ("Er zahlte am 3.10. genau 3,10 Euro.", "On 3 October he paid exactly 3.10 euros."),
        ("Die Adresse ist 192.168.0.1, Version 8.1.", "The address is 192.168.0.1, version 8.1."),
        ("Die 1. Liga spielt um 19 Uhr.", "The first division plays at 7 p.m."),
        ("Zehn bis 20 Leute", "10 to twenty people"),
        ("Er wurde am Ende 24. Sie siegte.", "In the end he was 24th. She won."),
        ("Es sind 3 Mio. Sie fehlen.", "It is 3 million. They are missing."),
    ],
)
def test_a_right_sentence_is_never_touched(german: str, english: str) -> None:
    assert mend_numbers(german, english) == english


def grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


COUNTS = st.integers(2, 10**9).flatmap(
    lambda n: st.sampled_from([(grouped(n, "."), f"{n:,}"), (grouped(n, " "), f"{n:,}"), (f"{n}", f"{n:,}")])
)
DECIMALS = st.tuples(st.integers(0, 10**6), st.integers(0, 99)).map(lambda n: (f"{grouped(n[0], '.')},{n[1]:02}", f"{n[0]:,}.{n[1]:02}"))
SCALED = st.tuples(
    st.integers(2, 999),
    st.integers(1, 9),
    st.sampled_from([("Mio.", "million"), ("Mrd.", "billion"), ("Milliarden", "billion"), ("Billionen", "trillion")]),
).map(lambda n: (f"{n[0]},{n[1]} {n[2][0]}", f"{n[0]}.{n[1]} {n[2][1]}"))
COINS = st.sampled_from([("Euro", "euros"), ("Dollar", "dollars"), ("Franken", "Swiss francs"), ("Prozent", "percent"), ("Bäume", "trees")])
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
DATES = st.tuples(st.integers(1, 31), st.integers(1, 12), st.integers(1800, 2090)).flatmap(
    lambda d: st.sampled_from(
        [
            (f"am {d[0]}. {MONTHS[d[1] - 1]} {d[2]}", f"on {month_name[d[1]]} {d[0]}, {d[2]}"),
            (f"am {d[0]}.{d[1]}.{d[2]}", f"on {d[0]} {month_name[d[1]]} {d[2]}"),
        ]
    )
)
CLOCK = st.tuples(st.integers(0, 23), st.integers(0, 59)).flatmap(
    lambda t: st.sampled_from(
        [
            (f"um {t[0]}.{t[1]:02} Uhr", f"at {(t[0] - 1) % 12 + 1}:{t[1]:02} {'ap'[t[0] >= 12]}.m."),
            (f"um {t[0]}.{t[1]:02} Uhr", f"at {t[0]}:{t[1]:02}"),
            (f"um {t[0]} Uhr", f"at {(t[0] - 1) % 12 + 1} {'ap'[t[0] >= 12]}m"),
        ]
    )
)
PHRASES = st.one_of(
    st.tuples(st.one_of(COUNTS, DECIMALS, SCALED), COINS).map(lambda p: (f"{p[0][0]} {p[1][0]}", f"{p[0][1]} {p[1][1]}")), DATES, CLOCK
)


@given(st.lists(PHRASES, max_size=4))
def test_a_pair_that_agrees_has_no_difference_and_mending_leaves_it(phrases: list[tuple[str, str]]) -> None:
    german, english = ("; ".join(phrase[side] for phrase in phrases) for side in (0, 1))
    assert not compare(german, english)
    assert mend_numbers(german, english) == english


@given(st.one_of(st.tuples(COUNTS, st.just(("", ""))).map(lambda p: p[0]), DECIMALS, SCALED, DATES.map(lambda d: (d[0][3:], d[1]))))
def test_the_english_form_of_a_quantity_is_the_same_quantity(pair: tuple[str, str]) -> None:
    for quantity in quantities(f"{pair[0]} Bäume", "de"):
        assert not compare(f"{quantity.text} Bäume", f"{english_form(quantity)} trees")


SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "16.30 Uhr",
                "3.10.2023",
                "3.10.",
                "1.662",
                "3,5",
                "Mrd.",
                "halb acht",
                "8 p.m.",
                "٣",
                "²",
                "\ud800",
                "9" * 99,
                "Müller",
                "Wien",
                "\\1",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=8,
).map(" ".join)


@given(SCRAPS, SCRAPS)
def test_any_text_can_be_mended(source: str, target: str) -> None:
    found = Hypothesis(target, -0.5, True)
    faults = judge(source, found)
    assert mend(source, found, faults).score == found.score
    lost = losses(source, [(target, faults)])
    for guise in (shielded(source, lost), *partly_english(source, lost), shielded_from_invention(source, lost)):
        assert guise is None or guise.restore(guise.text) is not None


@pytest.mark.parametrize(
    ("german", "wrong", "right"),
    [
        (
            "Gestern sprach Robert Lewandowski lange.",
            "Yesterday Robert Levandovski spoke at length.",
            "Yesterday Robert Lewandowski spoke at length.",
        ),
        ("Gestern kam Merkel spät.", "Yesterday Merkl came late.", "Yesterday Merkel came late."),
        ("Gestern kam Merkel spät.", "Yesterday Merkl's car was late.", "Yesterday Merkel's car was late."),
        ("Sie fuhr nach Wien.", "She went to Wien.", "She went to Vienna."),
        ("Robben leben im Wattenmeer.", "Seals live in the Watten Sea.", "Seals live in the Wadden Sea."),
        ("Sie fuhr nach Mailand und Genua.", "She went to Mailand and Genua.", "She went to Milan and Genoa."),
    ],
)
def test_misspelt_names_are_mended_and_places_come_out_in_english(german: str, wrong: str, right: str) -> None:
    found = Hypothesis(wrong, -0.5, True)
    assert mend(german, found, judge(german, found)).text == right


def test_a_word_of_the_source_is_no_misspelling_of_another() -> None:
    german = "Gestern trafen sich Merkel und Merkens."
    found = Hypothesis("Yesterday Merkens met.", -0.5, True)
    assert "Merkens" in mend(german, found, judge(german, found)).text


@pytest.mark.parametrize(
    ("german", "wrong", "right", "kept"),
    [
        ("Die Havelfaser GmbH baut.", "The Haveelfaser company builds.", "The Havelfaser company builds.", ("Havelfaser",)),
        ("Es brennt in Unterthingau.", "There is a fire in Underthingau.", "There is a fire in Unterthingau.", ()),  # a place may stay
        ("Es brennt in Unterthingau.", "There is a fire in Subdorfing.", "There is a fire in Subdorfing.", ()),  # too unlike
    ],
)
def test_a_made_up_word_that_is_one_of_the_source_misspelt_is_spelt_right(
    german: str, wrong: str, right: str, kept: tuple[str, ...]
) -> None:
    found = Hypothesis(wrong, -0.5, True)
    mended = mend(german, found, judge(german, found))
    assert (mended.text, mended.kept) == (right, kept)


def test_a_placeholder_stands_for_what_was_lost() -> None:
    german = "Gestern zahlte Merkel 1.500 Euro."
    protected = shielded(german, lost(german, "She paid."))
    assert protected and protected.values == ("Merkel", "1,500")
    assert not shielded(german, lost(german, "Yesterday Merkel paid 1,500 euros."))


def lost(german: str, *english: str) -> Losses:
    return losses(german, [(text, judge(german, Hypothesis(text, -0.5, True))) for text in english])


def test_a_word_that_was_missed_is_a_placeholder_or_english() -> None:
    german = "Das Urteil gegen Merkel ist rechtskräftig."
    found = lost(german, "The verdict is right-wing.")
    ways = [shielded(german, found), *partly_english(german, found)]
    assert [(way.text, way.values) for way in ways if way] == [
        ("Das Urteil gegen X1 ist X2.", ("Merkel", "final")),
        ("Das Urteil gegen X1 ist final.", ("Merkel",)),
    ]


@pytest.mark.parametrize(
    ("german", "guises"),
    [
        ("Der Hof brannte am Montag ab.", ["Der Hof burned down am Montag."]),
        (
            "Am Dienstag brannte der Hof Merkels in Wien ab, hieß es.",
            ["Am Dienstag burned down der Hof Merkels in X2, hieß es.", "Am Dienstag der Hof Merkels in X1 burned down, hieß es."],
        ),
        ("Die Ware wurde in Umlauf gebracht.", ["Die Ware wurde put into circulation."]),
        (
            "Am Dienstag dementierte der Sprecher den Bericht.",
            ["Am Dienstag denied der Sprecher den Bericht.", "Am Dienstag der Sprecher den Bericht denied."],
        ),
        ("Der Sprecher dementierte den Bericht.", ["Der Sprecher denied den Bericht."]),
        (
            "Gestern dementierte der Sprecher in St. Gallen den Bericht vom 3. Mai.",
            [
                "Gestern denied der Sprecher in St. Gallen den Bericht vom X2. Mai.",
                "Gestern der Sprecher in St. Gallen den Bericht vom X1. Mai denied.",
            ],
        ),
        # whose is the end of the clause?
        ("Heute dementierte er und widersprach ihr.", ["Heute denied er und contradicted ihr."]),
    ],
)
def test_a_missed_verb_takes_its_particle_along_and_may_stand_last(german: str, guises: list[str]) -> None:
    assert [guise.text for guise in partly_english(german, lost(german, "It was."))] == guises


def test_what_any_translation_lost_is_put_in() -> None:
    german = "Gestern nannte Merkel das Urteil in Unterthingau rechtskräftig."
    found = lost(
        german, "Yesterday Merkel called the verdict in Underthingau final.", "Yesterday she called the verdict in Unterthingau right-wing."
    )
    assert list(found.words.values()) == ["final"] and list(found.fixed.values()) == ["Merkel"]
    assert list(found.made_up.values()) == ["Unterthingau"] and not found.kept  # a place
    everything = shielded_from_invention(german, found)
    assert everything and everything.text == "Gestern nannte X1 das Urteil in X2 X3."


@pytest.fixture(scope="module")
def translators() -> list[Translator]:
    return [Translator("bundled", backend="ctranslate2", beams=1, mend=mends) for mends in (False, True)]


def test_what_the_bundled_model_gets_wrong_comes_out_right(translators: list[Translator]) -> None:
    german = [
        "Die Sitzung beginnt um 16.30 Uhr.",
        "Am 3.10.2023 begann die Ausstellung.",
        "Das Projekt kostet 10'000 Franken.",
        "Der Zug fährt um 8 Uhr abends ab.",
        "Der Schaden beträgt 4 Billionen Dollar.",
        "Rund 1.234,5 Tonnen Stahl kamen aus Genua.",
    ]
    plain, mended = (translator.translate(german) for translator in translators)
    for source, before, after in zip(german, plain, mended):
        assert not compare(source, after.text) and not lost_names(source, after.text), after.text
        assert len(compare(source, after.text)) <= len(compare(source, before.text))
        assert not after.warnings


def test_a_name_that_english_writes_in_several_ways_is_written_in_one() -> None:
    assert one_form("In Kiew und bei Hannover.", "In Kiev and near Hanover.") == "In Kyiv and near Hannover."
    assert one_form("Die Bundesregierung tagt.", "The federal government meets.") == "The federal government meets."
    assert one_form("Der FC Zürich siegt in Zürich.", "FC Zurich win in Zürich.") == "FC Zurich win in Zurich."


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die Schweizer Regierung tagt.", "The government of Switzerland meets."),
        ("Ein Elsässer gewann.", "A man from Alsace won."),
        ("In Prag stieg die Moldau.", "In Prague the Vltava rose."),
        ("Nils fuhr den Nil hinab.", "Nils went down the Nile."),
        ("Von Island zu den Falklandinseln.", "From Iceland to the Falkland Islands."),
    ],
)
def test_what_is_no_other_spelling_stays(german: str, english: str) -> None:
    assert one_form(german, english) == english


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Gestern sagte Bürgermeister Mayer ab.", "Yesterday the Mayor cancelled."),
        ("Im März besuchte Marx die Messe.", "In March, he visited the fair."),
        ("Gestern sprach Präsident Preston.", "Yesterday the President spoke."),
    ],
)
def test_the_english_of_another_word_is_no_name_misspelt(german: str, english: str) -> None:
    found = Hypothesis(english, -0.5, True)
    assert judge(german, found).names
    assert mend(german, found, judge(german, found)).text == english


def test_a_name_that_looks_like_the_genitive_of_a_place_stays() -> None:
    (english,) = Translator("bundled", beams=1).translate(["Das sagte Feuerwehrsprecher Nils Ahrendt am Abend."])
    assert "Nils Ahrendt" in english.text and english.warnings == ()
