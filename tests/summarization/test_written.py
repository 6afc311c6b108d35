"""A summary that somebody or something else wrote: each claim is looked up in the article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsdigest import ModelError, OptionError, Summary, UnsupportedClaimError
from newsdigest.summarization import Summarizer


def summary(article: list[str], text: str, **options: object) -> Summary:
    def client(sentences: Sequence[str], title: str | None) -> str:
        assert list(sentences) == article
        return text

    return Summarizer(client, **options).summarize(article)  # type: ignore[arg-type]


def test_a_function_of_the_users_is_a_summarizer_with_evidence(article: list[str]) -> None:
    found = summary(article, "Harlow will close its coal terminal in March. The wind farm depot will cost 85 million euros.")
    assert [(s.evidence[0], s.warnings) for s in found.sentences] == [(0, ()), (9, ())]


@pytest.mark.parametrize(
    "text, warning",
    [
        ("The wind farm depot will cost 58 million euros.", "number 58 million; it has 85 million"),
        ("The council of Bergen will close the coal terminal in March.", "name Bergen"),
        ("The coal terminal in Harlow will close in May, two years earlier than planned.", "number May; it has March"),
        ("Northgate will not examine legal action against the council.", "the sentence denies (not), its evidence does not"),
        ("The union is convinced.", "the evidence denies (not), the sentence does not"),
    ],
)
def test_a_claim_that_the_article_does_not_support_is_flagged(article: list[str], text: str, warning: str) -> None:
    (sentence,) = summary(article, text).sentences
    assert sentence.text == text and any(warning in told for told in sentence.warnings)


def test_a_claim_that_another_sentence_bears_out_makes_it_evidence() -> None:
    article = [
        "A pupil who had been missing since the storm was found by a fisherman on Tuesday, the police of Harlow said.",
        "The harbour was closed all day.",
        "The pupil who had been missing, Mia Lorenz, is well.",
        "Bergen sent a boat.",
    ]
    found = summary(article, "The pupil Mia Lorenz, missing since the storm, was found by a fisherman.")
    assert set(found.sentences[0].evidence) == {0, 2} and not found.sentences[0].warnings
    (altered,) = summary(article, "The pupil Mia Bergen, missing since the storm, was found by a fisherman on Tuesday.").sentences
    assert any("name Bergen" in told for told in altered.warnings)


def test_headline_and_teaser_support_a_claim_too(article: list[str]) -> None:
    def client(sentences: Sequence[str], title: str | None) -> str:
        return "The wind farm depot will cost 85 million euros and have 7 cranes."

    summarizer = Summarizer(client)
    assert summarizer.summarize(article).sentences[0].warnings
    assert not summarizer.summarize(article, "Harlow gets a depot with 7 cranes").sentences[0].warnings


def test_it_can_be_replaced_by_the_articles_own_sentence_and_says_so(article: list[str]) -> None:
    (sentence,) = summary(article, "The wind farm depot will cost 58 million euros.", on_unsupported="replace").sentences
    assert sentence.text == article[9] and sentence.evidence == (9,)
    assert "replaced" in sentence.warnings[0] and "58 million" in sentence.warnings[0]


def test_it_can_be_an_error(article: list[str]) -> None:
    with pytest.raises(UnsupportedClaimError, match="58 million.*85 million"):
        summary(article, "The wind farm depot will cost 58 million euros.", on_unsupported="raise")


def test_options_and_what_is_returned_are_checked(article: list[str]) -> None:
    with pytest.raises(OptionError, match="on_unsupported is 'ignore'; it must be one of flag, replace, raise"):
        Summarizer(on_unsupported="ignore")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="returned list; it must return the summary as text"):
        Summarizer(lambda sentences, title: ["x"]).summarize(article)  # type: ignore[arg-type,return-value]


def test_what_a_function_raises_costs_its_article_and_no_other(article: list[str]) -> None:
    def client(sentences: Sequence[str], title: str | None) -> str:
        raise TimeoutError("no answer")

    with pytest.raises(ModelError, match="the summarizer 'client' failed: TimeoutError: no answer"):
        Summarizer(client).summarize(article)
    client.name = "chat-7b"  # type: ignore[attr-defined]
    assert Summarizer(client).stamp.name == "chat-7b"


def test_a_function_that_writes_nothing_is_told(article: list[str]) -> None:
    (first, *_) = summary(article, "").sentences
    assert first.text in article and first.warnings == ("client wrote nothing; this sentence is the article's own",)


def test_a_summary_as_long_as_asked_for_is_kept_whole_and_in_its_order(article: list[str]) -> None:
    text = "The depot will cost 85 million euros. The terminal will close in March."
    assert [s.text for s in summary(article, text, sentences=2).sentences] == [
        "The depot will cost 85 million euros.",
        "The terminal will close in March.",
    ]
