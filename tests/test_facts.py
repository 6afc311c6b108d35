"""Key facts and keywords: who, where, how much, when, who says it, read from the German and shown in English."""

from __future__ import annotations

from datetime import date

import pytest

from newsdigest import Fact, FactKind, Passage, Sentence
from newsdigest.facts import key_facts, keywords

WEDNESDAY = date(2024, 8, 21)


def facts(source: str, translation: str, published: date | None = WEDNESDAY) -> list[Fact]:
    sentence = Sentence(index=0, start=0, end=len(source), source=source, translation=translation, paragraph=0)
    return list(key_facts(source, [sentence], [0], published))


@pytest.mark.parametrize(
    "german, english, kind, text, value",
    [
        (
            "Der Umbau kostet 4,5 Millionen Euro.",
            "The rebuilding costs 4.5 million euros.",
            "quantity",
            "4.5 million euros",
            "4500000 euro",
        ),
        ("Es fehlen 2.310 Parkplätze dort.", "There, 2,310 parking lots are missing.", "quantity", "2,310 parking lots", "2310"),
        ("Rund 300 Kunden kamen an.", "Around 300 customers arrived.", "quantity", "300 customers", "300"),
        ("Die Zahl sank um 18 Prozent.", "The number fell by 18 percent.", "quantity", "18 percent", "18 percent"),
        ("Sie zahlte 25.000 Dollar dafür.", "She paid $25,000 for it.", "quantity", "$25,000", "25000 dollar"),
        ("Die Schau kommt nach Lüttich und Gent.", "The show comes to Liège and Ghent.", "place", "Liège", None),
        ("Am 3. Oktober wird gefeiert.", "On October 3, people celebrate.", "date", "3 October 2024", "2024-10-03"),
        ("Am 3.10.2023 wurde gefeiert.", "On 3 October 2023 people celebrated.", "date", "3 October 2023", "2023-10-03"),
        ("Das Amt teilte es am Dienstag mit.", "The office announced it on Tuesday.", "date", "20 August 2024", "2024-08-20"),
        ("Das war gestern bekannt geworden.", "That became known yesterday.", "date", "20 August 2024", "2024-08-20"),
        ("Sie sanken auf minus 12 Grad.", "They dropped to minus 12 degrees.", "quantity", "minus 12 degrees", "-12"),
        ("Die Aktie verlor (-3,1 Prozent).", "The stock lost (-3.1 percent).", "quantity", "minus 3.1 percent", "-3.1 percent"),
        ("Es kostet Fr. 80'000 im Jahr.", "It costs Fr. 80,000 a year.", "quantity", "Fr. 80,000", "80000 franc"),
        ("Sie verlor 4 Prozentpunkte.", "It lost 4 percentage points.", "quantity", "4 percentage points", "4 percentage points"),
        ("Sechs Verletzte nach Unfall", "Six injured after accident", "quantity", "Six injured", "6"),
        ("Es leitet Angela Merkel die Sitzung.", "Angela Merkel chairs the meeting.", "name", "Angela Merkel", None),
        ('"Das wird sehr teuer", sagte Petra Wulff.', '"That will be very expensive," said Petra Wulff.', "speaker", "Petra Wulff", None),
    ],
)
def test_each_kind_of_fact_is_found_with_its_value(german: str, english: str, kind: str, text: str, value: str | None) -> None:
    found = [fact for fact in facts(german, english) if fact.kind == kind]
    assert [(fact.text, fact.value) for fact in found][:1] == [(text, value)]


def test_a_day_is_not_guessed_where_the_articles_own_is_unknown() -> None:
    (fact,) = facts("Am 3. Oktober wird gefeiert.", "On October 3, people celebrate.", published=None)
    assert (fact.text, fact.value) == ("3 October", None)
    assert facts("Das war gestern so.", "It was so yesterday.", published=None) == []


@pytest.mark.parametrize(
    ("german", "published", "dates"),
    [
        ("Am 17.5. war das.", None, [("17 May", None)]),
        ("Am 29.2.2023 war nichts.", None, [("29 February 2023", None)]),
        ("Am Morgen brannte ein Haus.", WEDNESDAY, []),
        ("Gestern Morgen brannte ein Haus.", WEDNESDAY, [("20 August 2024", "2024-08-20")]),
        ("Morgen tagt der Rat.", WEDNESDAY, [("22 August 2024", "2024-08-22")]),
        ("Am Dienstagabend brannte es.", WEDNESDAY, [("20 August 2024", "2024-08-20")]),
        ("Montags tagt der Rat.", WEDNESDAY, []),
        ("Am kommenden Freitag tagt der Rat.", WEDNESDAY, [("23 August 2024", "2024-08-23")]),
        ("Am vergangenen Mittwoch tagte der Rat.", WEDNESDAY, [("14 August 2024", "2024-08-14")]),
        ("Der Kanzler reist am Freitag ab.", WEDNESDAY, [("Friday", None)]),
        ("Am Montag kommender Woche tagt der Rat.", WEDNESDAY, [("26 August 2024", "2024-08-26")]),
        ("Am Montag vor einer Woche brannte es.", WEDNESDAY, [("12 August 2024", "2024-08-12")]),
        ("In der Nacht zum Dienstag brach Feuer aus.", WEDNESDAY, [("20 August 2024", "2024-08-20")]),
        ("Der Rat hat am Dienstag beschlossen, dass die Steuern sinken sollen.", WEDNESDAY, [("20 August 2024", "2024-08-20")]),
        ("Heute leben dort 40.000 Menschen, 1990 waren es 60.000.", WEDNESDAY, []),
        ("Für Freitag ist ein Streik angekündigt.", WEDNESDAY, [("23 August 2024", "2024-08-23")]),
        ("Bis Freitag gilt das.", WEDNESDAY, [("Friday", None)]),
        ("Die Straße bleibt bis mindestens Sonntag gesperrt.", WEDNESDAY, [("Sunday", None)]),
        ("Für den Freitag ist ein Streik angekündigt.", WEDNESDAY, [("23 August 2024", "2024-08-23")]),
        ("Er will am Freitag reisen.", WEDNESDAY, [("Friday", None)]),
        ("Am Mittwoch, den 28. August, tagt der Rat.", WEDNESDAY, [("28 August 2024", "2024-08-28")]),
    ],
)
def test_a_day_is_the_one_that_is_meant(german: str, published: date | None, dates: list[tuple[str, str | None]]) -> None:
    assert [(fact.text, fact.value) for fact in facts(german, "", published) if fact.kind is FactKind.DATE] == dates


@pytest.mark.parametrize(
    ("german", "places"),
    [
        ("Er fuhr von New York nach Rio de Janeiro und Frankfurt an der Oder.", ["New York", "Rio de Janeiro", "Frankfurt an der Oder"]),
        ("In Bad Orb, Israels Norden und den Vereinigten Staaten ist es warm.", ["Bad Orb", "Israel", "United States"]),
        ("Die Bad Bank hat in Kiew und St. Gallen keine Kunden.", ["Kyiv", "St. Gallen"]),
        ("Laut der New York Times war Paris Hilton in Berlin.", ["Berlin"]),
        ("Am Montag sprach Angela Hamburg.", []),
        ("Das Bad in der Stadt öffnet, das Bad wieder nicht, in 10115 Berlin.", ["Berlin"]),
    ],
)
def test_places_have_their_whole_name_and_people_and_papers_are_none(german: str, places: list[str]) -> None:
    assert [fact.text for fact in facts(german, "") if fact.kind is FactKind.PLACE] == places


@pytest.mark.parametrize(
    ("text", "first", "places"),
    [
        ("Osterhagen. Zwei Autos stießen bei Osterhagen zusammen.", "Osterhagen.", ["Osterhagen"]),
        ("Bad Neuental an der Ach (dpa) - Zwei Autos stießen zusammen.", None, ["Bad Neuental an der Ach"]),
        ("WOLFSBURG (dpa) - Zwei Autos stießen zusammen.", None, ["Wolfsburg"]),
        ("Wien (APA) - Zwei Autos stießen zusammen.", None, ["Vienna"]),
        ("Genug. Sie reden von Genugtuung.", "Genug.", []),
    ],
)
def test_the_place_in_front_of_a_report_is_one(text: str, first: str | None, places: list[str]) -> None:
    source = first or text
    sentence = Sentence(index=0, start=0, end=len(source), source=source, translation="", paragraph=0)
    assert [fact.text for fact in key_facts(text, [sentence], [], None) if fact.kind is FactKind.PLACE] == places


def test_title_and_teaser_have_facts_that_weigh_as_what_is_cited() -> None:
    text = (
        "Werk in Gera streicht 140 Stellen\n\nDie Firma schließt. Das teilte Chef Ulrich Kerner in Jena mit.\n\nSie hat 20 Filialen in Ulm."
    )
    title = Passage(start=0, end=33, source=text[:33], translation="Plant in Gera cuts 140 jobs")
    teaser = Passage(start=35, end=96, source=text[35:96], translation="The company closes. Boss Ulrich Kerner said so in Jena.")
    body = Sentence(index=0, start=98, end=len(text), source=text[98:], translation="It has 20 branches in Ulm.", paragraph=0)
    found = key_facts(text, [body], [0], WEDNESDAY, [title, teaser])
    assert [(fact.text, fact.sentence) for fact in found] == [
        ("Ulrich Kerner", None),
        ("Gera", None),
        ("Jena", None),
        ("Ulm", 0),
        ("140 jobs", None),
        ("20 branches", 0),
    ]
    assert all(text[fact.start : fact.end] == fact.source for fact in found)


def test_a_clubs_name_a_coin_and_a_score_are_no_facts() -> None:
    german = "Der FC Bayern München gewann nach einem 0:2-Rückstand gegen den 1. FC Köln, der Audi A6 Fahrer fuhr nach Wien."
    found = facts(german, "FC Bayern Munich won after a 0:2 deficit against 1. FC Cologne, the Audi A6 driver went to Vienna.")
    assert [fact.text for fact in found if fact.kind in (FactKind.PLACE, FactKind.QUANTITY)] == ["Vienna"]
    assert not facts("Der Gegner schlägt Hannover 96 mit Mühe.", "The opponent beats Hannover 96 with difficulty.")
    assert [fact.source for fact in facts("Es sind 1,2 Mrd. Franken nötig.", "1.2 billion francs are needed.")] == ["1,2 Mrd. Franken"]
    found = facts("Die Kosten von CHF 142'500 fallen an.", "The costs of CHF 142,500 are incurred.")
    assert [(fact.kind, fact.text, fact.value) for fact in found] == [(FactKind.QUANTITY, "CHF 142,500", "142500 franc")]


@pytest.mark.parametrize("marks", ["«»", "»«", "„“", '""'])
def test_a_speaker_is_found_whatever_the_quotation_marks(marks: str) -> None:
    german = f"{marks[0]}Das wird sehr teuer{marks[1]}, sagte Petra Wulff."
    assert [fact.text for fact in facts(german, "") if fact.kind is FactKind.SPEAKER] == ["Petra Wulff"]


@pytest.mark.parametrize(
    ("german", "speaker"),
    [
        ('"Das wird sehr teuer", sagte Altdorfs Trainer Jürgen Wiesner bei der Feier.', "Jürgen Wiesner"),
        ('"Das wird sehr teuer", sagte Kapitän Virgil van Dalen der Zeitung.', "Virgil van Dalen"),
        ('"Das wird sehr teuer", sagte Uwe Schwarzer am Abend.', "Uwe Schwarzer"),
        ('"Das wird sehr teuer", sagte Prof. Dr. Anna Wulff.', "Anna Wulff"),
        ('Wie Petra Wulff sagte, "wird das sehr teuer".', "Petra Wulff"),
        ('Laut Petra Wulff ist das "sehr teuer für alle".', "Petra Wulff"),
    ],
)
def test_a_speaker_has_the_whole_name_and_not_what_stands_before_it(german: str, speaker: str) -> None:
    assert [fact.text for fact in facts(german, "") if fact.kind is FactKind.SPEAKER] == [speaker]


def test_a_first_name_behind_a_surname_begins_another_name() -> None:
    found = facts("Dort fehlt laut Pep Wiesner Erling Haase.", "")
    assert [fact.text for fact in found if fact.kind is FactKind.NAME] == ["Pep Wiesner", "Erling Haase"]


def test_names_with_a_hyphen_are_names() -> None:
    assert "Jean-Claude Juncker" in [fact.text for fact in facts("Es sprach Jean-Claude Juncker.", "Jean-Claude Juncker spoke.")]


def test_a_quantity_that_the_translation_lacks_is_no_fact() -> None:
    assert not [f for f in facts("Es kamen 300 Kunden.", "Customers came.") if f.kind is FactKind.QUANTITY]


def test_a_year_counts_nothing() -> None:
    assert facts("Die 1961 errichtete Brücke bleibt.", "The bridge built in 1961 remains.", None) == []


def test_keywords_have_their_originals() -> None:
    passages = [
        ("Neue Brücke in Lüttich", "New bridge in Liège"),
        ("Die Brücke kostet viel Geld.", "The bridge costs much money."),
        ("Lüttich baut eine Brücke über die Maas.", "Liège is building a bridge over the Meuse."),
        ("Der Rat von Lüttich tagt heute.", "The council of Liège meets today."),
    ]
    found = {keyword.text: keyword.source for keyword in keywords(passages)}
    assert found["Liège"] == "Lüttich" and found["bridge"] == "Brücke"
    assert keywords([]) == ()


def test_a_place_that_is_a_clubs_name_is_as_the_translation_has_it() -> None:
    (keyword,) = keywords([("Bayern siegt", "Bayern win")])
    assert (keyword.text, keyword.source) == ("Bayern", "Bayern")
