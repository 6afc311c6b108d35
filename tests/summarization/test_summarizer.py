"""The front door: options are checked, and a name leads to its model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsdigest.errors import ModelFormatError, OptionError, UnknownModelError
from newsdigest.summarization import Summarizer


@pytest.mark.parametrize(
    "options",
    [
        {"sentences": 0},
        {"sentences": -1},
        {"sentences": 2.5},
        {"sentences": True},
        {"words": 0},
        {"words": 1.5},
        {"characters": 0},
        {"characters": True},
        {"language": "fr"},
        {"language": ""},
        {"model": ""},
        {"generation": {"num_beams": 2}},
    ],
)
def test_an_option_outside_its_range_is_refused_by_name(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=next(iter(options))):
        Summarizer(**options)


def test_a_string_is_not_a_list_of_sentences() -> None:
    with pytest.raises(OptionError, match="list of sentences"):
        Summarizer().summarize("One sentence. Two sentences.")


def test_a_directory_with_a_model_is_loaded_on_first_use_and_once(
    bart_directory: Path, article: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsdigest.summarization import ctranslate

    loaded = []
    writer = ctranslate.CTranslate2Writer
    monkeypatch.setattr(ctranslate, "CTranslate2Writer", lambda *args, **settings: loaded.append(args) or writer(*args, **settings))
    summarizer = Summarizer(bart_directory, device="cpu", generation={"num_beams": 1, "early_stopping": False})
    assert loaded == []
    assert summarizer.summarize(article) == summarizer.summarize(article)
    assert len(loaded) == 1
    assert (summarizer.stamp.name, summarizer.stamp.source) == ("tiny-bart", "<directory>")
    assert len(summarizer.stamp.revision or "") == 64
    written = {"on_unsupported": "flag", "backend": "ctranslate2-int8"}
    assert summarizer.options == {"sentences": 3, **written, "num_beams": 1, "early_stopping": False}


def test_every_sentence_of_a_model_has_evidence_or_a_warning(bart_directory: Path, article: list[str]) -> None:
    summary = Summarizer(bart_directory, generation={"num_beams": 1}).summarize(article, "Harlow")
    assert 0 < len(summary.sentences) <= 3
    assert all(sentence.evidence or sentence.warnings for sentence in summary.sentences)


def test_no_model_is_loaded_for_an_article_that_is_short_already(article: list[str]) -> None:
    summary = Summarizer("a-model-that-is-not-there", sentences=3).summarize(["", *article[:3]])
    assert [s.evidence for s in summary.sentences] == [(1,), (2,), (3,)]
    assert Summarizer("a-model-that-is-not-there").summarize([]).sentences == ()


def test_a_model_that_writes_more_than_the_article_is_overruled(bart_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdigest.summarization.ctranslate import CTranslate2Writer

    long = "A very long sentence about things that nobody ever said anywhere."
    monkeypatch.setattr(CTranslate2Writer, "write", lambda self, texts: [long for _ in texts])
    summary = Summarizer(bart_directory, sentences=1).summarize(["Rain fell.", "Wind blew."])
    assert [s.text for s in summary.sentences] == ["Rain fell."]
    assert "the article's own" in summary.sentences[0].warnings[0]


def test_a_budget_of_characters_holds_for_a_model_too(bart_directory: Path, article: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdigest.summarization.ctranslate import CTranslate2Writer

    written = "Harlow will close its coal terminal. The union is not convinced. Northgate will examine legal action."
    monkeypatch.setattr(CTranslate2Writer, "write", lambda self, texts: [written for _ in texts])
    assert len(Summarizer(bart_directory).summarize(article).text) > 70
    summary = Summarizer(bart_directory, characters=70).summarize(article)
    assert len(summary.text) <= 70
    assert all(sentence.evidence for sentence in summary.sentences)


def test_a_name_that_leads_nowhere_says_so_on_first_use(article: list[str]) -> None:
    with pytest.raises(UnknownModelError, match="a-model-that-is-not-there"):
        Summarizer("a-model-that-is-not-there").summarize(article)


def test_a_translation_model_is_no_summarizer(make_bart: Callable[[], Path], article: list[str]) -> None:
    directory = make_bart()
    config = json.loads((directory / "config.json").read_text())
    (directory / "config.json").write_text(json.dumps(config | {"model_type": "marian"}))
    with pytest.raises(ModelFormatError, match="for translation"):
        Summarizer(directory).summarize(article)
