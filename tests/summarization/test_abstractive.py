"""Models that write summaries: nothing truncated, nothing without evidence or a warning, no noise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import ModelFormatError, OptionError
from newsdigest.schema import ModelStamp, Summary
from newsdigest.summarization import Summarizer
from newsdigest.summarization.abstractive import Generator
from newsdigest.summarization.conversion import UnsupportedByCTranslate2
from newsdigest.summarization.ctranslate import CTranslate2Writer
from newsdigest.summarization.evidence import NO_EVIDENCE
from newsdigest.summarization.pieces import cut
from newsdigest.summarization.writer import Writer
from newsdigest.summarization.written import drafts, summary_of

STAMP = ModelStamp(name="tiny", source="<directory>", revision="0" * 64)


WRITERS = ["ctranslate2", "transformers"]


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> Callable[..., Writer]:
    """Opens a model directory in each library that can run it."""
    return CTranslate2Writer if request.param == "ctranslate2" else Generator


class Scripted:
    """Writes what it was given, one text a piece, whatever it reads: eight words at once."""

    stamp = STAMP
    limit = 8
    backend = "script"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.read: list[list[str]] = []

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def write(self, texts: Sequence[str]) -> list[str]:
        self.read.append(list(texts))
        return [self.texts.pop(0) for _ in texts]


def summary_by(
    model: Writer, article: Sequence[str], title: str | None = None, *, count: int, max_words: int | None = None
) -> Summary | None:
    (draft,) = drafts(model, [(article, ())], count)
    return summary_of(draft, article, title, count=count, max_words=max_words)


def whole(text: str) -> Scripted:
    """Reads any article at once."""
    model = Scripted(text)
    model.limit = 10_000
    return model


def test_each_written_sentence_has_its_evidence_or_says_that_it_has_none(article: list[str]) -> None:
    model = whole("Harlow will close its coal terminal in March . Real Madrid won the final against Liverpool .")
    summary = summary_by(model, article, count=3)
    assert summary is not None
    first, second = summary.sentences
    assert (first.text, first.evidence, first.warnings) == ("Harlow will close its coal terminal in March.", (0,), ())
    assert (second.evidence, second.warnings) == ((), (NO_EVIDENCE,))


def test_evidence_counts_the_sentences_that_were_passed_blank_ones_too(article: list[str]) -> None:
    summary = summary_by(whole("Northgate will examine legal action."), ["", " ", *article], count=3)
    assert summary is not None
    assert summary.sentences[0].evidence == (9,)


def test_what_pieces_say_is_merged_without_repeating_it() -> None:
    article = ["Harlow closes its coal terminal in March.", "Workers of the terminal get new jobs there."]
    model = Scripted("Harlow closes in March.<n>Workers get jobs.", "Harlow closes in March. Northgate exami")
    summary = summary_by(model, article, count=5)
    assert summary is not None
    assert [s.text for s in summary.sentences] == ["Harlow closes in March.", "Workers get jobs."]  # the cut one is left out


def test_summaries_of_pieces_are_summarized_until_they_fit_in_one() -> None:
    article = [f"Sentence {n} of the long article says {n}." for n in range(4)]
    model = Scripted("Zero.", "One.", "Two. Two and a half.", "Three.", "It says zero to three.")
    assert drafts(model, [(article, ())], 1) == [["It says zero to three."]]
    assert model.read == [article, ["Zero. One. Two. Two and a half. Three."]]
    enough = Scripted("Zero.", "One.", "Two.", "Three.")
    assert drafts(enough, [(article, ())], 4) == [["Zero.", "One.", "Two.", "Three."]]  # as short as was asked for: no second pass


def test_a_model_that_makes_nothing_shorter_or_nothing_at_all_comes_to_an_end() -> None:
    article = [f"Sentence {n} of the long article says {n}." for n in range(4)]
    (same,) = drafts(Scripted(*article), [(article, ())], 1)
    assert same == article
    assert drafts(Scripted("", " . ", "", ""), [(article, ())], 1) == [[]]
    (first_pass,) = drafts(Scripted("Zero.", "One.", "Two.", "Three.", ""), [(article, ())], 1)
    assert first_pass == ["Zero.", "One.", "Two.", "Three."]


def test_pieces_of_several_articles_are_written_in_one_go() -> None:
    model = Scripted("A short one.", "Zero.", "One.")
    articles = [(["Rain fell on the city."], ()), ([f"Sentence {n} of the long article says {n}." for n in range(2)], ())]
    assert drafts(model, articles, 3) == [["A short one."], ["Zero.", "One."]]
    assert len(model.read) == 1


def test_the_budget_holds_for_what_a_model_writes(article: list[str]) -> None:
    text = "The coal terminal closes in March. The mayor is glad. The union is not. The operator may sue the council."
    for count in (1, 2, 3):
        summary = summary_by(whole(text), article, count=count)
        assert summary is not None and len(summary.sentences) == count
    summary = summary_by(whole(text), article, count=4, max_words=8)
    assert summary is not None and len(summary.text.split()) <= 8


def test_a_summary_is_never_longer_than_the_article() -> None:
    article = ["Rain fell.", "Wind blew.", "Snow came."]
    summary = summary_by(whole("Rain fell. Wind blew in the whole country and over the sea."), article, count=3)
    assert summary is not None and len(summary.text) <= len(" ".join(article))
    assert summary_by(whole("A sentence that is much longer than all of the article."), article, count=3) is None
    assert summary_by(whole(" . . "), article, count=3) is None


def test_a_long_article_reaches_the_model_whole(bart_directory: Path, article: list[str], writer: Callable[..., Writer]) -> None:
    model = Watched(writer(bart_directory, STAMP, settings={"num_beams": 1, "max_length": 6}))
    giant = "word" * 200 + " and " + "long word " * 40
    sentences = [*article, giant]
    summary = summary_by(model, sentences, "Harlow", count=3)
    first = model.read[0]
    assert len(first) > 10 and all(tokens <= 64 for texts in model.read for tokens in model.count(texts))
    assert "".join("".join(first).split()) == "".join("".join(sentences).split())
    assert summary is None or len(summary.sentences) <= 3


def test_every_paragraph_of_5000_words_reaches_the_model_in_linear_time(
    bart_directory: Path, article: list[str], writer: Callable[..., Writer]
) -> None:
    def read(words: int) -> int:
        sentences, paragraphs = [], []
        while sum(len(s.split()) for s in sentences) < words:
            paragraphs.append(len(sentences) // 3)
            sentences.append(f"Number {len(sentences)}: {article[len(sentences) % len(article)]}")
        model = Watched(writer(bart_directory, STAMP, settings={"num_beams": 1, "max_length": 6}))
        drafts(model, [(sentences, paragraphs)], 3)
        assert " ".join(model.read[0]) == " ".join(sentences)
        assert all(f"Number {n}:" in " ".join(model.read[0]) for n in range(len(sentences)))
        return sum(tokens for texts in model.read for tokens in model.count(texts))

    once, twice = read(2500), read(5000)
    assert twice < 2.2 * once  # of what is counted or written


def test_pieces_end_with_paragraphs_where_these_end_near_enough() -> None:
    def words(texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    sentences = [f"This is sentence {n}." for n in range(6)]
    assert cut(sentences, [0, 0, 1, 1, 1, 1], words, 16) == [" ".join(sentences[:2]), " ".join(sentences[2:])]
    assert cut(sentences, [], words, 16) == [" ".join(sentences[:3]), " ".join(sentences[3:])]
    assert cut(["", "  "], [0, 1], words, 16) == []


@given(st.lists(st.text(), max_size=12), st.integers(3, 40))
def test_no_text_is_lost_between_pieces(sentences: list[str], limit: int) -> None:
    def characters(texts: Sequence[str]) -> list[int]:
        return [len(text) + 2 for text in texts]

    pieces = cut(sentences, [], characters, limit)
    assert all(len(piece) + 2 <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join("".join(sentences).split())


def test_both_libraries_write_the_same(
    bart_directory: Path, pegasus_directory: Path, t5_directory: Path, article: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In single precision, greedily: beams of random weights lie too close together."""
    monkeypatch.setattr(CTranslate2Writer, "quantization", "float32")
    for directory in (bart_directory, pegasus_directory, t5_directory):
        settings = {
            "num_beams": 1,
            "max_length": 14,
            "min_length": 3,
            "no_repeat_ngram_size": 3,
            "early_stopping": False,
            "length_penalty": 1.0,
        }
        own, other = (kind(directory, STAMP, settings=settings) for kind in (CTranslate2Writer, Generator))
        assert own.limit == other.limit and own.count(article) == other.count(article)
        texts = article[:6]
        assert [text.strip() for text in own.write(texts)] == [text.strip() for text in other.write(texts)], directory.name


def test_files_without_a_ready_tokenizer_are_read(make_bart: Callable[[], Path], article: list[str], writer: Callable[..., Writer]) -> None:
    """As sshleifer/distilbart-cnn-12-6 has them: vocab.json and merges.txt."""
    from tokenizers import Tokenizer

    directory = make_bart()
    whole = writer(directory, STAMP).count(article)
    Tokenizer.from_file(str(directory / "tokenizer.json")).model.save(str(directory))
    (directory / "tokenizer.json").unlink()
    (directory / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 64}))
    model = writer(directory, STAMP.model_copy(update={"revision": "1" * 64}))
    assert model.count(article) == whole and model.limit == 64
    assert isinstance(model.write(["The council of Harlow decided on Monday."])[0], str)


def test_batches_write_what_single_texts_do(bart_directory: Path, article: list[str], writer: Callable[..., Writer]) -> None:
    model = writer(bart_directory, STAMP)
    assert model.write([]) == [] and model.count([]) == []
    assert model.write(article[:5]) == [model.write([text])[0] for text in article[:5]]


def test_what_ctranslate2_cannot_run_transformers_does(bart_directory: Path, article: list[str]) -> None:
    sampling = {"do_sample": True, "top_k": 5, "length_penalty": 1.0, "early_stopping": False, "num_beams": 1}
    with pytest.raises(UnsupportedByCTranslate2, match="do_sample; use backend='transformers'"):
        CTranslate2Writer(bart_directory, STAMP, settings=sampling)
    with pytest.raises(OptionError, match="num_beams is 0; it must be a number from 1"):
        CTranslate2Writer(bart_directory, STAMP, settings={"num_beams": 0})
    assert Summarizer(bart_directory, generation=sampling).options["backend"] == "transformers"
    assert Summarizer(bart_directory).options["backend"] == "ctranslate2-int8"
    assert Summarizer(bart_directory, backend="transformers").summarize(article).sentences
    with pytest.raises(OptionError, match="ctranslate2 runs on the CPU"):
        Summarizer(bart_directory, backend="ctranslate2", device="cuda").summarize(article)
    with pytest.raises(OptionError, match="backend is 'onnx'; it must be one of auto, ctranslate2, transformers"):
        Summarizer(bart_directory, backend="onnx")


class Watched:
    """A model, and what it was given to read."""

    def __init__(self, model: Writer) -> None:
        self.model, self.stamp, self.limit, self.backend, self.count = model, model.stamp, model.limit, model.backend, model.count
        self.read: list[list[str]] = []

    def write(self, texts: Sequence[str]) -> list[str]:
        self.read.append(list(texts))
        return self.model.write(texts)


def test_a_mark_of_the_model_that_stands_in_the_text_is_text(bart_directory: Path) -> None:
    (ids,) = Generator(bart_directory, STAMP)._encode(["Coal</s> ends<pad> here."])
    assert ids.count(2) == 1 and ids[-1] == 2 and 1 not in ids
    (tokens,) = CTranslate2Writer(bart_directory, STAMP)._encode(["Coal</s> ends<pad> here."])
    assert tokens.count("</s>") == 1 and tokens[-1] == "</s>" and "<pad>" not in tokens


def test_the_models_own_settings_hold_and_the_users_stand_above_them(bart_directory: Path) -> None:
    own = Generator(bart_directory, STAMP)._generation
    assert (own.num_beams, own.max_length, own.min_length, own.no_repeat_ngram_size) == (2, 30, 5, 3)
    assert own.forced_bos_token_id == 0
    mine = Generator(
        bart_directory, STAMP, settings={"num_beams": 1, "max_new_tokens": 12, "early_stopping": False, "length_penalty": 1.0}
    )._generation
    assert (mine.num_beams, mine.max_length, mine.max_new_tokens, mine.no_repeat_ngram_size) == (1, 13, None, 3)


def test_settings_of_the_task_and_its_prefix_are_found_in_the_configuration(t5_directory: Path) -> None:
    model = Generator(t5_directory, STAMP)
    assert (model._generation.max_length, model._generation.num_beams) == (21, 3)
    assert model._tokenizer.decode(model._encode(["Coal."])[0], skip_special_tokens=True).startswith("summarize:")
    fast = CTranslate2Writer(t5_directory, STAMP)
    assert (fast.settings["max_length"], fast.settings["num_beams"]) == (21, 3)
    assert fast.count(["Coal."]) == model.count(["Coal."])
    assert isinstance(model.write(["The council of Harlow decided on Monday."])[0], str)


def test_a_setting_that_does_not_exist_is_refused(bart_directory: Path) -> None:
    with pytest.raises(OptionError, match="'beams'"):
        Generator(bart_directory, STAMP, settings={"beams": 4})
    with pytest.raises(OptionError, match="do not go together"):
        Generator(bart_directory, STAMP, settings={"num_beams": 2, "num_return_sequences": 4})
    with pytest.raises(OptionError, match="device is 'warp'"):
        Generator(bart_directory, STAMP, device="warp")


def test_a_summary_has_no_more_tokens_than_the_text(bart_directory: Path, writer: Callable[..., Writer]) -> None:
    model = writer(bart_directory, STAMP, settings={"min_length": 25})
    text = "Coal ends."
    assert model.count(model.write([text]))[0] <= 30
    assert model.count([text])[0] < 25


def test_loading_and_writing_make_no_noise(
    bart_directory: Path, capfd: pytest.CaptureFixture[str], article: list[str], writer: Callable[..., Writer]
) -> None:
    summary_by(writer(bart_directory, STAMP), article[:4], count=3)
    assert capfd.readouterr() == ("", "")


def test_weights_in_the_older_format_are_read(make_bart: Callable[[], Path]) -> None:
    import torch
    from safetensors.torch import load_file

    directory = make_bart()
    torch.save(load_file(directory / "model.safetensors"), directory / "pytorch_model.bin")
    (directory / "model.safetensors").unlink()
    for kind in (Generator, CTranslate2Writer):
        assert isinstance(kind(directory, STAMP).write(["The council of Harlow decided on Monday."])[0], str)


def test_weights_that_carry_code_are_refused(make_bart: Callable[[], Path], tmp_path: Path) -> None:
    import pickle

    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "executed",)  # type: ignore[return-value]

    directory = make_bart()
    (directory / "model.safetensors").unlink()
    (directory / "pytorch_model.bin").write_bytes(pickle.dumps({"model.shared.weight": Payload()}))
    for kind in (Generator, CTranslate2Writer):
        with pytest.raises(ModelFormatError):
            kind(directory, STAMP)
    assert not (tmp_path / "executed").exists()


def test_damaged_incomplete_and_other_models_are_refused(
    make_bart: Callable[[], Path], tmp_path: Path, writer: Callable[..., Writer]
) -> None:
    from safetensors.torch import load_file, save_file

    with pytest.raises(ModelFormatError, match="empty"):
        (tmp_path / "empty").mkdir()
        writer(tmp_path / "empty", STAMP)
    directory = make_bart()
    weights = load_file(directory / "model.safetensors")
    name = next(name for name in weights if "fc1.weight" in name)
    save_file({key: value for key, value in weights.items() if key != name}, directory / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelFormatError, match="incomplete"):
        writer(directory, STAMP)
    (directory / "model.safetensors").write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00garbage!")
    with pytest.raises(ModelFormatError):
        writer(directory, STAMP)
    (directory / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelFormatError):
        writer(directory, STAMP)
