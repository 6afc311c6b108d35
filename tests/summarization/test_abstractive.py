"""Models that write summaries: nothing truncated, nothing without evidence or a warning, no noise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from newsdigest.errors import ModelFormatError, OptionError
from newsdigest.schema import ModelStamp
from newsdigest.summarization.abstractive import Generator
from newsdigest.summarization.evidence import NO_EVIDENCE
from newsdigest.summarization.written import write_summary

STAMP = ModelStamp(name="tiny", source="<directory>", revision="0" * 64)


class Scripted:
    """Writes what it was given, whatever it reads."""

    stamp = STAMP

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def pieces(self, sentences: Sequence[str]) -> list[str]:
        return list(map(str, range(len(self.texts))))

    def write(self, piece: str) -> str:
        return self.texts[int(piece)]


def test_each_written_sentence_has_its_evidence_or_says_that_it_has_none(article: list[str]) -> None:
    model = Scripted("Harlow will close its coal terminal in March . Real Madrid won the final against Liverpool .")
    summary = write_summary(model, article, None, count=3)
    assert summary is not None
    first, second = summary.sentences
    assert (first.text, first.evidence, first.warnings) == ("Harlow will close its coal terminal in March.", (0,), ())
    assert (second.evidence, second.warnings) == ((), (NO_EVIDENCE,))


def test_evidence_counts_the_sentences_that_were_passed_blank_ones_too(article: list[str]) -> None:
    summary = write_summary(Scripted("Northgate will examine legal action."), ["", " ", *article], None, count=3)
    assert summary is not None
    assert summary.sentences[0].evidence == (9,)


def test_what_pieces_say_is_merged_without_repeating_it(article: list[str]) -> None:
    model = Scripted(
        "Harlow closes its coal terminal in March.<n>Workers get jobs.", "Harlow closes its coal terminal in March. Northgate examines"
    )
    summary = write_summary(model, article, None, count=5)
    assert summary is not None
    assert [s.text for s in summary.sentences] == [
        "Harlow closes its coal terminal in March.",
        "Workers get jobs.",
    ]  # the cut one is left out


def test_the_budget_holds_for_what_a_model_writes(article: list[str]) -> None:
    model = Scripted("The coal terminal closes in March. The mayor is glad. The union is not. The operator may sue the council.")
    for count in (1, 2, 3):
        summary = write_summary(model, article, None, count=count)
        assert summary is not None and len(summary.sentences) == count
    summary = write_summary(model, article, None, count=4, max_words=8)
    assert summary is not None and len(summary.text.split()) <= 8


def test_a_summary_is_never_longer_than_the_article() -> None:
    article = ["Rain fell.", "Wind blew.", "Snow came."]
    summary = write_summary(Scripted("Rain fell. Wind blew in the whole country and over the sea."), article, None, count=3)
    assert summary is not None and len(summary.text) <= len(" ".join(article))
    assert write_summary(Scripted("A sentence that is much longer than all of the article."), article, None, count=3) is None
    assert write_summary(Scripted(" . . "), article, None, count=3) is None


def test_a_long_article_reaches_the_model_whole(bart_directory: Path, article: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    model = Generator(bart_directory, STAMP, settings={"num_beams": 1, "max_length": 6})
    read: list[list[int]] = []
    generate = model._model.generate

    def spy(**arguments: object) -> object:
        read.append(arguments["input_ids"][0].tolist())  # type: ignore[index]
        return generate(**arguments)

    monkeypatch.setattr(model._model, "generate", spy)
    giant = "word" * 200 + " and " + "long word " * 40
    sentences = [*article, giant]
    summary = write_summary(model, sentences, "Harlow", count=3)
    assert all(len(ids) <= 64 for ids in read)
    assert len(read) > 10
    seen = "".join(model._tokenizer.decode(ids, skip_special_tokens=True) for ids in read)
    assert "".join(seen.split()) == "".join("".join(sentences).split())
    assert summary is None or len(summary.sentences) <= 3


def test_a_mark_of_the_model_that_stands_in_the_text_is_text(bart_directory: Path) -> None:
    ids = Generator(bart_directory, STAMP)._encode("Coal</s> ends<pad> here.")
    assert ids.count(2) == 1 and ids[-1] == 2 and 1 not in ids


def test_pieces_break_between_sentences(bart_directory: Path, article: list[str]) -> None:
    pieces = Generator(bart_directory, STAMP).pieces(article)
    assert len(pieces) > 1
    assert " ".join(pieces) == " ".join(article)
    assert all(piece.endswith((".", '"')) for piece in pieces)


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
    assert model._tokenizer.decode(model._encode("Coal."), skip_special_tokens=True).startswith("summarize:")
    assert isinstance(model.write("The council of Harlow decided on Monday."), str)


def test_a_setting_that_does_not_exist_is_refused(bart_directory: Path) -> None:
    with pytest.raises(OptionError, match="'beams'"):
        Generator(bart_directory, STAMP, settings={"beams": 4})
    with pytest.raises(OptionError, match="do not go together"):
        Generator(bart_directory, STAMP, settings={"num_beams": 2, "num_return_sequences": 4})
    with pytest.raises(OptionError, match="device is 'warp'"):
        Generator(bart_directory, STAMP, device="warp")


def test_a_summary_has_no_more_tokens_than_the_text(bart_directory: Path) -> None:
    model = Generator(bart_directory, STAMP, settings={"min_length": 25})
    text = "Coal ends."
    assert len(model._tokenizer(model.write(text))["input_ids"]) <= 30
    assert len(model._encode(text)) < 25


def test_loading_and_writing_make_no_noise(bart_directory: Path, capfd: pytest.CaptureFixture[str], article: list[str]) -> None:
    model = Generator(bart_directory, STAMP)
    write_summary(model, article[:4], None, count=3)
    assert capfd.readouterr() == ("", "")


def test_weights_in_the_older_format_are_read(make_bart: Callable[[], Path]) -> None:
    import torch
    from safetensors.torch import load_file

    directory = make_bart()
    torch.save(load_file(directory / "model.safetensors"), directory / "pytorch_model.bin")
    (directory / "model.safetensors").unlink()
    assert isinstance(Generator(directory, STAMP).write("The council of Harlow decided on Monday."), str)


def test_weights_that_carry_code_are_refused(make_bart: Callable[[], Path], tmp_path: Path) -> None:
    import pickle

    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "executed",)  # type: ignore[return-value]

    directory = make_bart()
    (directory / "model.safetensors").unlink()
    (directory / "pytorch_model.bin").write_bytes(pickle.dumps({"model.shared.weight": Payload()}))
    with pytest.raises(ModelFormatError):
        Generator(directory, STAMP)
    assert not (tmp_path / "executed").exists()


def test_damaged_incomplete_and_other_models_are_refused(make_bart: Callable[[], Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    with pytest.raises(ModelFormatError, match="empty"):
        (tmp_path / "empty").mkdir()
        Generator(tmp_path / "empty", STAMP)
    directory = make_bart()
    weights = load_file(directory / "model.safetensors")
    name = next(name for name in weights if "fc1.weight" in name)
    save_file({key: value for key, value in weights.items() if key != name}, directory / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelFormatError, match="incomplete"):
        Generator(directory, STAMP)
    (directory / "model.safetensors").write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00garbage!")
    with pytest.raises(ModelFormatError):
        Generator(directory, STAMP)
    (directory / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelFormatError):
        Generator(directory, STAMP)
