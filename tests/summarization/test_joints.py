"""A sentence taken out of its article does not begin with what tied it to the one before."""

from __future__ import annotations

import pytest

from newsdigest.summarization import Summarizer
from newsdigest.summarization.joints import without_connective
from newsdigest.summarization.rules import rules_for

CONNECTIVES = rules_for("en").lists.connectives


@pytest.mark.parametrize(
    "sentence, alone",
    [
        ("However, the union is against it.", "The union is against it."),
        ("But the council voted for the bridge.", "The council voted for the bridge."),
        ("In addition, 300 jobs are lost.", "300 jobs are lost."),
        ("However much it costs, the bridge will come.", "However much it costs, the bridge will come."),
        ("Butter is dear.", "Butter is dear."),
        ("“But we have no money,” said the mayor.", "“But we have no money,” said the mayor."),
        ("But", "But"),
        ("", ""),
    ],
)
def test_a_connective_is_taken_off_and_nothing_else(sentence: str, alone: str) -> None:
    assert without_connective(sentence, CONNECTIVES) == alone


def test_in_a_summary_it_stays_where_the_sentence_before_stands_there_too() -> None:
    article = ["The council of Altdorf voted for the new bridge on Monday.", "However, the bridge in Altdorf costs five million euros."]
    assert [s.text for s in Summarizer("extractive", sentences=2).summarize(article).sentences] == article
