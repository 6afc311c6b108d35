"""What a summary sentence claims without support is told, and paraphrase is let be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.checks.claims import ClaimKind, unsupported

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


def test_a_denial_that_is_lost_or_put_in_is_told() -> None:
    (lost,) = unsupported("The council of Altdorf did approve the bridge on Tuesday, said Anna Weber.", [EVIDENCE])
    assert (lost.kind, str(lost)) == (ClaimKind.DENIAL, "the evidence denies (not), the sentence does not")
    (put_in,) = unsupported("The bridge does not cost much.", ["The bridge costs much."], ["Die Brücke kostet viel."])
    assert str(put_in) == "the sentence denies (not), its evidence does not"


def test_who_speaks_in_the_headline_need_not_speak_in_the_evidence() -> None:
    evidence, headline = ["Mayor Anna Weber is against the bridge."], ["Bridge too dear, says Jonas Bergmann"]
    assert unsupported("Anna Weber criticised the bridge.", evidence, context=headline) == []
    (claim,) = unsupported("Anna Weber said so.", ["Jonas Bergmann said so to Anna Weber."])
    assert (claim.text, claim.instead) == ("Anna Weber", ("Jonas Bergmann",))


def test_what_the_german_says_is_supported_where_the_translation_lost_it() -> None:
    assert unsupported("It happened on Tuesday.", ["It happened."], ["Es geschah am Dienstag."]) == []


@given(st.text(max_size=80))
def test_a_sentence_supports_itself(text: str) -> None:
    assert [c for c in unsupported(text, [text]) if c.kind is not ClaimKind.NUMBER] == []
