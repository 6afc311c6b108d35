"""Bullets and a paragraph are the same sentences; a headline is one line, whoever makes the summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from newsdigest.errors import OptionError
from newsdigest.schema import SummaryStyle
from newsdigest.summarization import Summarizer
from newsdigest.summarization.styles import HEADLINE_WORDS, in_style


def written(sentences: Sequence[str], title: str | None) -> str:
    return (
        "The port city of Harlow will close its coal terminal in March, two years earlier than planned, at a cost of 90 million euros. "
        "The terminal has handled 7 million tonnes of coal a year. Rain fell."
    )


@pytest.mark.parametrize(
    "sentence, headline",
    [
        ("The council decided on Monday.", "The council decided on Monday"),
        ("The terminal opened in 1962.", "The terminal opened in 1962"),
        ("Will the terminal close?", "Will the terminal close?"),
        ("The council decides!", "The council decides!"),
        ("Rain, rain ...", "Rain, rain ..."),
        ("And then...", "And then..."),
        ("Coal is shipped to the U.S.", "Coal is shipped to the U.S."),
        ("The meeting began at 9 a.m.", "The meeting began at 9 a.m."),
        ("The terminal belongs to Northgate Inc.", "The terminal belongs to Northgate Inc."),
        ("The harbour was opened by Charles III.", "The harbour was opened by Charles III"),
        ("The books are by J. R. R.", "The books are by J. R. R."),
        ("“We cannot build a future on coal.”", "“We cannot build a future on coal”"),
        ("It costs half (2.5 million euros).", "It costs half (2.5 million euros)"),
        ("No full stop here", "No full stop here"),
        (".", "."),
        ("", ""),
    ],
)
def test_a_headline_has_no_full_stop_at_its_end_and_an_abbreviation_keeps_its_dot(sentence: str, headline: str) -> None:
    assert in_style(sentence, SummaryStyle.HEADLINE) == headline
    assert in_style(sentence, SummaryStyle.BULLETS) == in_style(sentence, SummaryStyle.PARAGRAPH) == sentence


@pytest.mark.parametrize("style", ["telegram", "", "Headline", None, 1])
def test_another_style_is_refused_by_name(style: str) -> None:
    with pytest.raises(OptionError, match="style is .*; it must be one of bullets, paragraph, headline"):
        Summarizer(style=style)


def test_a_paragraph_has_the_sentences_of_bullets(article: list[str]) -> None:
    assert Summarizer(style="paragraph").summarize(article) == Summarizer().summarize(article)
    assert Summarizer(written, style="paragraph").summarize(article) == Summarizer(written).summarize(article)


def test_a_headline_is_the_best_sentence_that_fits(article: list[str]) -> None:
    (line,) = Summarizer(style="headline").summarize(article).sentences
    assert line.text == article[line.evidence[0]].removesuffix(".") and len(line.text.split()) <= HEADLINE_WORDS
    (longer,) = Summarizer(style="headline", words=30).summarize(article).sentences
    assert longer.evidence == (0,) and len(longer.text.split()) > HEADLINE_WORDS


def test_the_articles_own_headline_is_taken_where_its_sentences_support_it(article: list[str]) -> None:
    (own,) = Summarizer(style="headline").summarize(article, "Harlow closes its coal terminal.").sentences
    assert (own.text, own.evidence[0]) == ("Harlow closes its coal terminal", 0)
    (tease,) = Summarizer(style="headline").summarize(article, "What you must know today").sentences
    assert tease.text.rstrip(".") + "." in article
    (short,) = Summarizer(style="headline", words=4).summarize(article, "Harlow closes its coal terminal").sentences
    assert short.text.rstrip(".") + "." in article


def test_where_no_sentence_fits_a_headline_is_the_least_too_long() -> None:
    long = ["The council of the city decided on Monday to close the terminal " + "and more " * n + "in March." for n in (9, 2, 5)]
    (line,) = Summarizer(style="headline").summarize(long).sentences
    assert line.evidence == (1,) and line.text == long[1].removesuffix(".")


def test_a_headline_of_a_function_keeps_its_evidence_and_its_warnings(article: list[str]) -> None:
    (line,) = Summarizer(written, style="headline").summarize(article, "Harlow closes its coal terminal").sentences
    assert line.text == "The terminal has handled 7 million tonnes of coal a year"
    assert line.evidence[0] == 1 and any("7 million" in warning for warning in line.warnings)


def test_a_headline_of_a_model_is_one_line(bart_directory: Path, article: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdigest.summarization.abstractive import Generator

    monkeypatch.setattr(Generator, "write", lambda self, texts: [written([], None)] * len(texts))
    (line,) = Summarizer(bart_directory, style="headline", backend="transformers").summarize(article).sentences
    assert line.text == "The terminal has handled 7 million tonnes of coal a year" and line.evidence


def test_no_sentences_make_no_headline() -> None:
    assert Summarizer(style="headline").summarize([]).sentences == ()


def test_the_signature_names_the_style_where_it_is_not_the_usual_one() -> None:
    assert Summarizer(style="bullets").options == {"sentences": 3}
    assert Summarizer(style="paragraph", words=50).options == {"sentences": 3, "words": 50, "style": "paragraph"}
    assert Summarizer(style="headline").options == {"sentences": 1, "words": HEADLINE_WORDS, "style": "headline"}
    assert type(Summarizer(style=SummaryStyle.PARAGRAPH).options["style"]) is str
