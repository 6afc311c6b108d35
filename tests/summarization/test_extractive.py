"""The extractive summarizer chooses sentences of the article: what it promises for any article, and what it prefers."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.schema import ModelStamp
from newsdigest.summarization import Summarizer
from newsdigest.summarization.extractive import select
from newsdigest.summarization.joints import without_connective
from newsdigest.summarization.rules import Rules, Weights, rules_for

CONNECTIVES = rules_for("en").lists.connectives
WORDS = ["the", "port", "council", "coal", "closes", "340", "workers", "said", "He", "However,", "“", "”", '"', ".", "?"]

texts = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    ),
    max_size=12,
)


limits = st.one_of(st.none(), st.integers(1, 30))


@given(texts, st.integers(1, 6), st.one_of(st.none(), st.text(max_size=20)), limits, limits)
def test_every_summary_is_sentences_of_the_article_in_its_order(
    sentences: list[str], count: int, title: str | None, words: int | None, characters: int | None
) -> None:
    summary = Summarizer(sentences=count, words=words, characters=characters).summarize(sentences, title, title)
    indexes = [sentence.evidence[0] for sentence in summary.sentences]
    assert indexes == sorted(set(indexes))
    assert len(indexes) <= count
    assert all(
        sentence.evidence == (i,) and sentence.text in (sentences[i].strip(), without_connective(sentences[i], CONNECTIVES))
        for sentence, i in zip(summary.sentences, indexes, strict=True)
    )
    assert bool(indexes) == any(sentence.strip() for sentence in sentences)


def test_it_finds_what_the_article_is_about(article: list[str]) -> None:
    chosen = select(article, 3, title="Harlow closes coal terminal early")
    assert chosen[0] == 0
    assert not {3, 5, 8} & set(chosen)  # the bare quotation, "However, ...", the weather


def test_the_same_input_gives_the_same_summary(article: list[str]) -> None:
    assert Summarizer().summarize(article, "Harlow") == Summarizer().summarize(article, "Harlow")


@given(texts, st.integers(1, 6), limits, limits)
def test_a_budget_holds_for_any_article(sentences: list[str], count: int, words: int | None, characters: int | None) -> None:
    summary = Summarizer(sentences=count, words=words, characters=characters).summarize(sentences)
    fits = [s for s in sentences if s.strip() and len(s.split()) <= (words or 99) and len(s.strip()) <= (characters or 999)]
    if fits:
        assert len(summary.text.split()) <= (words or 999)
        assert len(summary.text) <= (characters or 999)
    else:
        assert len(summary.sentences) <= 1


@pytest.mark.parametrize("size", [0, 1, 2])
def test_an_article_shorter_than_the_summary_is_its_own_summary(article: list[str], size: int) -> None:
    summary = Summarizer(sentences=3).summarize(article[:size])
    assert [sentence.text for sentence in summary.sentences] == article[:size]


def test_a_sentence_is_not_said_twice(article: list[str]) -> None:
    repeated = [article[0], *article, article[0].upper()]
    chosen = Summarizer(sentences=20).summarize(repeated).sentences
    assert sum(sentence.text.lower() == article[0].lower() for sentence in chosen) == 1


def test_a_sentence_that_is_the_headline_is_not_repeated(article: list[str]) -> None:
    title = "Harlow closes its coal terminal."
    assert 0 not in select([title, *article], 3, title=title)
    assert select([title], 3, title=title) == [0]  # but something is always said


@pytest.mark.parametrize(
    ("property_", "shy"),
    [
        ("dangling", "It will close the coal terminal of the port city of Harlow, the council decided."),
        ("dangling", "In addition, the port city of Harlow will close the coal terminal, the council decided."),
        ("quotation", '"The port city of Harlow will close the coal terminal, the council decided."'),
        ("quotation", '"The port city of Harlow will close the coal terminal, the council decided.'),
        ("fragment", "Harlow port city closes coal terminal: council decision"),
        ("source", "This is reported by the Harlow Post: the port city of Harlow will close the coal terminal."),
        ("question", "Will the port city of Harlow close the coal terminal, as the council decided?"),
    ],
)
def test_a_sentence_that_reads_badly_alone_is_avoided(property_: str, shy: str) -> None:
    sentences = ["The weather was fine on Monday.", shy, "The council decided on the terminal of the port."]
    title = "Port city of Harlow will close coal terminal"
    known = rules_for("en")
    weights = Weights(**dict.fromkeys(vars(known.weights), 0.0) | {"title": 1.0})
    indifferent = replace(known, weights=weights, shape=replace(known.shape, opening_reach=0))
    averse = replace(indifferent, weights=replace(weights, **{property_: 2.0}))
    assert select(sentences, 1, title=title, rules=indifferent) == [1]
    assert select(sentences, 1, title=title, rules=averse) == [2]


def averse_to(**weights: float) -> Rules:
    rules = rules_for("en")
    return replace(rules, weights=replace(rules.weights, **weights))


def test_a_quotation_with_its_speaker_is_no_bare_quotation() -> None:
    sentences = ['"We close the coal terminal," said the mayor of Harlow.', "Fine."]
    assert select(sentences, 1, rules=averse_to(quotation=9.0)) == [0]


def test_a_pronoun_may_follow_the_sentence_that_it_points_to() -> None:
    sentences = ["Mayor Ruth Adler closed the coal terminal.", "She offers the workers of the coal terminal jobs.", "Rain fell."]
    assert select(sentences, 2, rules=averse_to(dangling=9.0, redundancy=0.0)) == [0, 1]


@pytest.mark.parametrize("pronoun", ["She", "This", "However, she", "In addition, the mayor"])
def test_a_summary_does_not_open_with_a_pronoun_where_a_sentence_before_it_stands_alone(pronoun: str) -> None:
    title = "Mayor offers workers of the coal terminal jobs at the wind farm depot"
    sentences = ["Rain fell over the whole country.", f"{pronoun} offers the workers of the coal terminal jobs at the wind farm depot."]
    assert select([sentences[0], sentences[1].replace(pronoun, "The mayor")], 1, title=title) == [1]
    assert select(sentences, 1, title=title, rules=averse_to(dangling=0.0)) == [0]


LEANING = ["He closed the coal terminal in case {}.", "This was decided about terminal {}.", "However, jobs are lost in town {}."]
STANDING = [
    "The council of Harlow closed coal terminal {}.",
    "Mayor Ruth Adler of town {} offers the workers jobs.",
    "Rain fell on {} towns of the country.",
]


@given(st.lists(st.sampled_from(LEANING + STANDING), min_size=2, max_size=14), st.integers(1, 4))
def test_no_summary_opens_with_a_pronoun_within_three_sentences_of_one_without(patterns: list[str], count: int) -> None:
    opening = select([pattern.format(number) for number, pattern in enumerate(patterns)], count)[0]
    if opening > 0 and patterns[opening] in LEANING:
        assert all(pattern in LEANING for pattern in patterns[max(0, opening - 3) : opening])


def test_words_and_characters_are_counted_if_they_are_limited(article: list[str]) -> None:
    summary = Summarizer(sentences=10, words=45).summarize(article)
    assert 20 < len(summary.text.split()) <= 45
    summary = Summarizer(sentences=10, characters=300).summarize(article)
    assert 150 < len(summary.text) <= 300
    whole = " ".join(article)
    assert Summarizer(sentences=10, characters=len(whole)).summarize(article).text == whole
    assert Summarizer(sentences=10, characters=len(whole) - 1).summarize(article).text != whole


def test_where_every_sentence_is_too_long_one_that_is_the_least_so_is_chosen(article: list[str]) -> None:
    for summary, size in (
        (Summarizer(words=1).summarize(article), lambda s: len(s.split())),
        (Summarizer(characters=1).summarize(article), len),
    ):
        assert len(summary.sentences) == 1
        assert size(summary.text) == min(map(size, article))


def test_headline_and_teaser_say_what_matters(article: list[str]) -> None:
    sentences = article[1:]
    assert select(sentences, 1, title="Northgate to examine legal action against council") == [6]
    assert select(sentences, 1, title="Harlow", teaser="The operator Northgate will examine legal action against the council.") == [6]


GERMAN = [
    "Der Stadtrat von Harlau schließt das Kohleterminal im März, zwei Jahre früher als geplant.",
    "Das Kohleterminal hat seit 1962 bis zu vier Millionen Tonnen im Jahr umgeschlagen.",
    "Er sprach von einem Wendepunkt für die Stadt.",
    "Die Gewerkschaft hält nur 120 Arbeitsplätze für sicher, sagte ihr Vorsitzender Tom Behrens dem Stadtrat.",
    "Das berichtet die Harlauer Post.",
    "Am Montag war das Wetter schön.",
]


def test_german_sentences_are_told_by_their_words() -> None:
    told, said = Summarizer(sentences=2), Summarizer(sentences=2, language="de")
    assert told.summarize(GERMAN) == said.summarize(GERMAN)
    assert [
        s.evidence for s in said.summarize(GERMAN, "Stadtrat schließt Kohleterminal, Gewerkschaft um Arbeitsplätze besorgt").sentences
    ] == [
        (0,),
        (3,),
    ]
    assert select(GERMAN[:1] + GERMAN[2:3] + GERMAN[4:], 3, rules=rules_for("de")) != [0, 1, 2]  # "Er ...", "Das berichtet ..."


def long_article(article: list[str], size: int) -> list[str]:
    return [f"{article[i % 10]} Case {i} in town {i * 7 % 1000}." for i in range(size)]


def seconds(sentences: list[str], count: int) -> float:
    start = time.process_time()
    assert len(select(sentences, count)) == count
    return time.process_time() - start


def test_time_grows_with_the_length_of_the_article(article: list[str]) -> None:
    seconds(long_article(article, 200), 5)
    # 16 times the sentences: linear is 16, quadratic 256
    assert seconds(long_article(article, 4000), 5) < 60 * max(seconds(long_article(article, 250), 5), 0.001)


def test_two_thousand_sentences_take_a_moment(article: list[str]) -> None:
    assert seconds(long_article(article, 2000), 5) < 1.0
    assert select(article[:2], 5) == [0, 1]
    assert select(article[:2], 1) == [0]


def test_its_stamp_and_options_stand_in_a_signature() -> None:
    assert Summarizer().stamp == ModelStamp(name="extractive", source="<package>", revision=None)
    assert Summarizer().options == {"sentences": 3}
    limited = Summarizer("extractive", 2, words=50, characters=400, language="de")
    assert limited.options == {"sentences": 2, "words": 50, "characters": 400, "language": "de"}


def test_it_loads_no_model_library() -> None:
    code = """
import sys
from newsdigest.summarization import Summarizer
Summarizer().summarize(["A sentence.", "Another sentence.", "A third.", "A fourth."])
assert not {"torch", "transformers", "numpy"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_dateline_is_no_summary_of_anything() -> None:
    sentences = ["Harlow.", "The city council closed the coal terminal on Monday.", "The vote was close.", "Harlow will build homes there."]
    assert 0 not in select(sentences, 3)
    assert select(["Harlow."], 3) == [0]
