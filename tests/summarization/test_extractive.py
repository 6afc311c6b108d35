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
from newsdigest.summarization.extractive import Weights, default_rules, select

WORDS = ["the", "port", "council", "coal", "closes", "340", "workers", "said", "He", "However,", "“", "”", '"', ".", "?"]

texts = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    ),
    max_size=12,
)


@given(texts, st.integers(1, 6), st.one_of(st.none(), st.text(max_size=20)), st.one_of(st.none(), st.integers(1, 30)))
def test_every_summary_is_sentences_of_the_article_in_its_order(
    sentences: list[str], count: int, title: str | None, max_words: int | None
) -> None:
    summary = Summarizer(sentences=count, max_words=max_words).summarize(sentences, title)
    indexes = [sentence.evidence[0] for sentence in summary.sentences]
    assert indexes == sorted(set(indexes))
    assert len(indexes) <= count
    assert all(
        sentence.evidence == (i,) and sentence.text == sentences[i].strip() for sentence, i in zip(summary.sentences, indexes, strict=True)
    )
    assert bool(indexes) == any(sentence.strip() for sentence in sentences)


def test_it_finds_what_the_article_is_about(article: list[str]) -> None:
    chosen = select(article, 3, title="Harlow closes coal terminal early")
    assert chosen[0] == 0
    assert not {3, 5, 8} & set(chosen)  # the bare quotation, "However, ...", the weather


def test_the_same_input_gives_the_same_summary(article: list[str]) -> None:
    assert Summarizer().summarize(article, "Harlow") == Summarizer().summarize(article, "Harlow")


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
    indifferent = Weights(**dict.fromkeys(vars(default_rules().weights), 0.0) | {"title": 1.0})
    averse = replace(indifferent, **{property_: 2.0})
    assert select(sentences, 1, title=title, rules=replace(default_rules(), weights=indifferent)) == [1]
    assert select(sentences, 1, title=title, rules=replace(default_rules(), weights=averse)) == [2]


def test_a_quotation_with_its_speaker_is_no_bare_quotation() -> None:
    rules = default_rules()
    averse = replace(rules, weights=replace(rules.weights, quotation=9.0))
    assert select(['"We close the coal terminal," said the mayor of Harlow.', "Fine."], 1, rules=averse) == [0]


def test_a_pronoun_may_follow_the_sentence_that_it_points_to() -> None:
    rules = default_rules()
    averse = replace(rules, weights=replace(rules.weights, dangling=9.0, redundancy=0.0))
    sentences = ["Mayor Ruth Adler closed the coal terminal.", "She offers the workers of the coal terminal jobs.", "Rain fell."]
    assert select(sentences, 2, rules=averse) == [0, 1]


def test_words_are_counted_if_they_are_limited(article: list[str]) -> None:
    summary = Summarizer(sentences=10, max_words=45).summarize(article)
    assert 0 < len(summary.text.split()) <= 45
    shortest = Summarizer(max_words=1).summarize(article)
    assert len(shortest.sentences) == 1
    assert len(shortest.text.split()) == min(len(sentence.split()) for sentence in article)


def test_time_grows_with_the_length_of_the_article(article: list[str]) -> None:
    def seconds(size: int) -> float:
        sentences = [f"{article[i % 10]} Case {i} in town {i * 7 % 1000}." for i in range(size)]
        start = time.process_time()
        assert len(select(sentences, 5)) == 5
        return time.process_time() - start

    seconds(200)
    assert seconds(4000) < 60 * max(seconds(250), 0.001)  # 16 times the sentences: linear is 16, quadratic 256


def test_its_stamp_and_options_stand_in_a_signature() -> None:
    assert Summarizer().stamp == ModelStamp(name="extractive", source="<package>", revision=None)
    assert Summarizer("extractive", 2, max_words=50).options == {"sentences": 2, "max_words": 50}


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
