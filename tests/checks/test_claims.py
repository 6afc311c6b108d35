"""What a summary sentence claims without support is told, and paraphrase is let be."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.checks.claims import ClaimKind, told, unsupported

EVIDENCE = (
    "The council of Altdorf did not approve the bridge on Tuesday because it costs 4.5 million euros more than planned, said Anna Weber."
)
GERMAN = (
    "Der Rat von Altdorf hat die Brücke am Dienstag nicht gebilligt, weil sie 4,5 Millionen Euro mehr kostet als geplant, sagte Anna Weber."
)


@pytest.mark.parametrize(
    "sentence",
    [
        EVIDENCE,
        "The bridge in Altdorf was not approved on Tuesday.",
        "The bridge costs 4,500,000 euros more than planned.",
        "Anna Weber said the bridge costs more than planned.",
        "But nothing was approved by the council.",
        "CEO Anna Weber said in the German town that the bridge costs more.",
    ],
)
def test_what_the_evidence_says_in_other_words_is_supported(sentence: str) -> None:
    assert unsupported(sentence, [EVIDENCE], [GERMAN]) == []


@pytest.mark.parametrize(
    "sentence, kind, text, instead",
    [
        ("The bridge costs 5.4 million euros more.", ClaimKind.NUMBER, "5.4 million", ("4.5 million",)),
        ("The council met on Monday.", ClaimKind.NUMBER, "Monday", ("Tuesday",)),
        ("The council of Bergheim met.", ClaimKind.NAME, "Bergheim", ()),
        ("The bridge costs less than planned.", ClaimKind.COMPARISON, "less", ("more",)),
        ("Jonas Bergmann said it costs more.", ClaimKind.NAME, "Bergmann", ()),
    ],
)
def test_an_unsupported_claim_is_named_with_what_the_evidence_has(sentence: str, kind: str, text: str, instead: tuple[str, ...]) -> None:
    claims = {(claim.kind, claim.text): claim for claim in unsupported(sentence, [EVIDENCE])}
    claim = claims[ClaimKind(kind), text]
    assert set(instead) <= set(claim.instead)
    assert text in str(claim)


def test_a_number_of_another_measure_is_told() -> None:
    evidence, german = "The man must go to prison for nine years.", "Der Mann muss für neun Jahre in Haft."
    (claim,) = unsupported("The man must go to prison for nine months.", [evidence], [german])
    assert (claim.kind, claim.text, claim.instead) == (ClaimKind.NUMBER, "nine months", ("nine years",))
    assert not unsupported("The man got a nine-year sentence: prison.", [evidence + " It is a sentence."], [german])
    assert not unsupported("The 34-year-old man lives.", ["The man, 34, lives."], ["Der Mann (34) lebt."])


def test_a_denial_that_is_lost_or_put_in_is_told() -> None:
    (lost,) = unsupported("The council of Altdorf did approve the bridge on Tuesday, said Anna Weber.", [EVIDENCE])
    assert (lost.kind, str(lost)) == (ClaimKind.DENIAL, "the evidence denies (not), the sentence does not")
    (put_in,) = unsupported("The bridge does not cost much.", ["The bridge costs much."], ["Die Brücke kostet viel."])
    assert str(put_in) == "the sentence denies (not), its evidence does not"


@pytest.mark.parametrize(
    "sentence, evidence, denial",
    [
        ("One person was hurt in the fire at the cable car.", "No one was hurt in the fire at the cable car.", "No one"),
        ("Twelve of the passengers were hurt in the fire.", "None of the passengers were hurt in the fire.", "None"),
    ],
)
def test_no_one_and_none_deny_as_never_does(sentence: str, evidence: str, denial: str) -> None:
    told = [str(claim) for claim in unsupported(sentence, [evidence])]
    assert f"the evidence denies ({denial}), the sentence does not" in told
    told = [str(claim) for claim in unsupported(evidence, [sentence])]
    assert f"the sentence denies ({denial}), its evidence does not" in told
    assert unsupported(evidence, [evidence.replace(denial, "Nobody" if denial == "No one" else "No one")]) == []


def test_who_speaks_in_the_headline_need_not_speak_in_the_evidence() -> None:
    evidence, headline = ["Mayor Anna Weber is against the bridge."], ["Bridge too dear, says Jonas Bergmann"]
    assert unsupported("Anna Weber criticised the bridge.", evidence, context=headline) == []
    (claim,) = unsupported("Anna Weber said so.", ["Jonas Bergmann said so to Anna Weber."])
    assert (claim.text, claim.instead) == ("Anna Weber", ("Jonas Bergmann",))


def test_what_the_german_says_is_supported_where_the_translation_lost_it() -> None:
    assert unsupported("It happened on Tuesday.", ["It happened."], ["Es geschah am Dienstag."]) == []


@pytest.mark.parametrize(
    "sentence, evidence",
    [
        ("More than 800 people came to the fair.", "803 people came to the fair, the organisers said."),
        ("Almost 500 trees fell in the storm.", "In the storm 487 trees fell."),
        ("The Italian minister resigned.", "The minister of Italy resigned on his own account."),
        ("Dutch farmers blocked a road.", "In the Netherlands, farmers blocked a road."),
        ("The US government paid for it.", "The government of the United States paid for it."),
        ("The World Health Organization praised the hospital.", "The WHO praised the hospital in March."),
        ("Mr Behrens lost the vote.", "Tom Behrens lost the vote by a narrow margin."),
        ("Girl finds a ring on the beach.", "A girl found a ring on the beach."),
        ("CLICK HERE for the results of the vote.", "The results of the vote are in."),
        ("Police did not respond to the alarm.", "The alarm went off, but there was no response by the police."),
        ("The phone does not charge overnight.", "The phone still fails to charge overnight."),
        ("The guests left before being served.", "The guests left the inn after a pipe had burst."),
    ],
)
def test_the_same_in_other_words_is_let_be(sentence: str, evidence: str) -> None:
    assert unsupported(sentence, [evidence]) == []


@pytest.mark.parametrize(
    "sentence, evidence, warning",
    [
        ("More than 700 people came to the fair.", "803 people came to the fair.", "number 700; it has 803"),
        ("More than 230,000 people came.", "More than 250,000 people came.", "number 230,000; it has 250,000"),
        ("The Austrian minister resigned.", "The minister of Australia resigned.", "name Austrian"),
        (
            "The bridge is not only a risk for cars.",
            "The bridge is only a risk for cars.",
            "the sentence denies (not only), its evidence does not",
        ),
        ("The bridge could not never be closed.", "The bridge could never be closed.", "the sentence denies (not), its evidence does not"),
        ("The northern bank south of the bridge is closed.", "The southern bank south of the bridge is closed.", "comparison northern"),
    ],
)
def test_a_turn_that_leaves_the_words_as_they_are_is_told(sentence: str, evidence: str, warning: str) -> None:
    assert any(warning in str(claim) for claim in unsupported(sentence, [evidence]))


def test_a_number_or_name_of_another_thing_supports_nothing() -> None:
    evidence = [
        "The depot in Harlow will cost 85 million euros, said mayor Ruth Adler.",
        "The 58 million tonnes of coal were dug by Jonas Bergmann's firm.",
    ]
    (number,) = unsupported("The depot in Harlow will cost 58 million euros.", evidence)
    assert (number.kind, number.text) == (ClaimKind.NUMBER, "58 million")
    assert ClaimKind.NAME in {
        claim.kind for claim in unsupported("The depot in Harlow will cost much, said mayor Ruth Bergmann.", evidence)
    }


def test_a_denial_of_another_thing_supports_none() -> None:
    evidence = ["The mayor opened the bridge on Tuesday.", "The council has not paid the builders."]
    (claim,) = unsupported("The mayor did not open the bridge on Tuesday.", evidence)
    assert str(claim) == "the sentence denies (not), its evidence does not"


@given(st.text(max_size=80))
@example("A0㉠")
def test_a_sentence_supports_itself(text: str) -> None:
    assert [c for c in unsupported(text, [text]) if c.kind is not ClaimKind.NUMBER] == []


def test_numbers_of_the_evidence_are_told_once_and_with_their_unit_where_it_is_what_differs() -> None:
    (claim,) = unsupported("The city gives up 1,410 places.", ["The city gives up 1,140 places."], ["Die Stadt gibt 1.140 Plätze auf."])
    assert claim.instead == ("1,140",)
    (coin,) = unsupported("The bridge costs 25 million dollars.", ["The bridge costs 25 million euros."])
    assert (coin.text, coin.instead) == ("25 million dollar", ("25 million euro",))


@pytest.mark.parametrize(
    "sentence, evidence, told",
    [
        (
            "Weber accused Bergmann of wasting 85 million euros.",
            "Bergmann accused Weber of wasting 85 million euros on Monday.",
            "the evidence has name Weber of something else and here Bergmann",
        ),
        (
            "The depot gave work to 85 people and costs 340 euros a day.",
            "The depot gave work to 340 people and costs 85 euros a day.",
            "the evidence has number 85 of something else and here 340",
        ),
        ("Kent won the match by 2-3.", "Kent won the match by 3-2 on Sunday.", "number 2-3; it has 3-2"),
        ("It is open to pupils aged 18 to 16.", "It is open to all pupils aged 16 to 18.", "number 18 to 16; it has 16 to 18"),
    ],
)
def test_what_has_changed_places_is_told(sentence: str, evidence: str, told: str) -> None:
    assert any(told in str(claim) for claim in unsupported(sentence, [evidence]))


@pytest.mark.parametrize(
    "sentence, evidence",
    [
        ("Weber was accused by Bergmann of wasting money.", "Bergmann accused Weber of wasting money."),
        ("Hulk, Pepe and Moutinho were sold by Porto.", "Porto sold players such as Moutinho, Pepe and Hulk."),
        ("Anna Weber said that the bridge is too dear.", '"The bridge of Altdorf is too dear for us," said Anna Weber.'),
        (
            "Michael, 33, spent 7,500 euros on a hair transplant.",
            "Michael Pulman, 33, a carer from Walsall, spent 7,500 euros on a hair transplant.",
        ),
    ],
)
def test_a_sentence_that_is_turned_round_and_says_the_same_is_let_be(sentence: str, evidence: str) -> None:
    assert unsupported(sentence, [evidence]) == []


@pytest.mark.parametrize(
    "sentence, evidence, german",
    [
        ("Munich's clinic grew.", "The clinic grew.", "Die Klinik München-Ost wuchs."),
        ("The digital BayernAtlas is new.", "The digital Bayern Atlas is new.", ""),
        ("He missed the Super Cup.", "He missed the Supercup.", ""),
        ("The Phoenix-based firm owns the mine.", "The firm in Phoenix owns the mine.", ""),
        ("It was signed in the Treaty of Lunéville.", "It was signed in the Peace of Lunéville.", ""),
        ("Activists Demand Justice in Georgia", "In Georgia activists ask for justice.", ""),
        ("I've played well.", "I have played well.", ""),
        ("A couple of hours later the hall burned.", "Some hours later the hall burned.", ""),
        ("The Englishman defends the title.", "England's player defends the title.", ""),
    ],
)
def test_a_name_in_another_form_is_let_be(sentence: str, evidence: str, german: str) -> None:
    assert unsupported(sentence, [evidence], [german]) == []


def test_the_words_that_say_what_a_name_names_are_no_licence_for_another_name() -> None:
    (claim,) = unsupported("The Bergheim Hospital is new.", ["The University Clinic of Altdorf is new."])[:1]
    assert claim.text == "Bergheim"
    assert "North" in [claim.text for claim in unsupported("He fled to North Korea.", ["He fled to South Korea."])]


@pytest.mark.parametrize(
    "sentence, evidence",
    [
        ("She really cannot say much about the case.", "She really can't say much about the case."),
        ("The pledges to lift the ban on reports have not been kept.", "The promises to lift the ban on reports have never come true."),
        ("He does not want to step down.", "He is for new elections, but he doesn't want to resign."),
        ("Without the farmers nothing works, she said.", "It does not work without the farmers, she said."),
    ],
)
def test_a_denial_in_other_words_is_let_be(sentence: str, evidence: str) -> None:
    assert unsupported(sentence, [evidence]) == []


@pytest.mark.parametrize(
    "sentence, evidence",
    [
        ("The house has no furniture at all, but it does not have no roof.", "The house has no furniture at all, but it has a roof."),
        (
            "Hogan's staff have not blocked the posts of 450 people.",
            "Hogan's staff have blocked the posts of 450 people; it was nothing more than moderation.",
        ),
        ("The building was not evacuated, and no injuries were reported.", "The building was evacuated and no injuries were reported."),
        ("The path is only for people of the town.", "The path is not only meant for residents of the town."),
    ],
)
def test_one_denial_more_or_less_is_told_among_others(sentence: str, evidence: str) -> None:
    assert ClaimKind.DENIAL in {claim.kind for claim in unsupported(sentence, [evidence])}


def test_a_weekday_of_something_else_is_told_as_such() -> None:
    evidence = ["The paper asked the brothers and their lawyers.", "On Friday that hope was over."]
    (claim,) = unsupported("The paper asked the brothers and their lawyers on Friday.", evidence)
    assert str(claim) == "the evidence has number Friday of something else"


def test_the_words_of_one_name_are_told_together() -> None:
    sentence = "Jörg Hansen accused Mayor Petra Lang of silence."
    assert told(sentence, unsupported(sentence, ["The mayor was accused of silence."])) == [
        "not in the evidence: name Jörg Hansen",
        "not in the evidence: name Petra Lang",
    ]
