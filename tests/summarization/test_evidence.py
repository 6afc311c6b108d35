"""Evidence: which article sentences a written sentence rests on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.summarization.evidence import MAX_SENTENCES, Alignment


def test_a_paraphrase_finds_its_sentence(article: list[str]) -> None:
    alignment = Alignment(article)
    assert alignment.evidence("Chairman Behrens criticizes that only 120 jobs are certain.") == (6,)
    assert alignment.evidence("Northgate is examining legal action.") == (7,)


def test_a_sentence_joined_from_two_has_both_best_first(article: list[str]) -> None:
    joined = "Harlow's council decided to close the coal terminal in March, and the operator Northgate will examine legal action."
    assert set(Alignment(article).evidence(joined)) == {0, 7}


def test_each_sentence_of_the_article_is_its_own_evidence(article: list[str]) -> None:
    alignment = Alignment(article)
    for index, sentence in enumerate(article):
        assert alignment.evidence(sentence)[0] == index


def test_what_the_article_does_not_say_has_no_evidence(article: list[str]) -> None:
    alignment = Alignment(article)
    assert alignment.evidence("Real Madrid won the final against Liverpool.") == ()
    assert alignment.evidence("It is.") == ()
    assert alignment.evidence("") == ()
    assert Alignment([]).evidence("The council decided.") == ()


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=30))
def test_evidence_points_into_the_article_and_never_twice_to_one_place(sentences: list[str], summary: str) -> None:
    evidence = Alignment(sentences).evidence(summary)
    assert len(set(evidence)) == len(evidence) <= MAX_SENTENCES
    assert all(0 <= index < len(sentences) for index in evidence)


def test_companions_speak_of_the_same_and_are_not_evidence_already(article: list[str]) -> None:
    alignment = Alignment(article)
    assert alignment.companions("The coal terminal handled a million tonnes.", (0,)) == [1]
    assert alignment.companions("Real Madrid won the final against Liverpool.", ()) == []


def test_a_long_sentence_with_words_by_chance_stands_behind_the_one_that_says_it() -> None:
    long = "The council of Altdorf, which meets in the old town hall beside the river, heard on Monday of roads, schools, taxes, trees and a bridge."
    short = "The bridge will be built."
    assert Alignment([long, short, "Nothing else was said."]).evidence("A bridge is to be built for the town.")[0] == 1
