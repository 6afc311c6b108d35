"""The cache of converted models: exact, whole or made anew, safe with several processes, and never in the way."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from newsdigest import ModelFormatError, OptionError, Translator
from newsdigest.models.location import BUNDLED
from newsdigest.translation.backend import Decoding
from newsdigest.translation.conversion import converted
from newsdigest.translation.ctranslate import CTranslate2Backend
from newsdigest.translation.marian import MarianBackend

VOCABULARY = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
SENTENCES = ["Der Rat tagt am Montag im neuen Rathaus.", "Ja.", "Die Kosten steigen auf 3,5 Millionen Euro, sagte die Bürgermeisterin."]


def random_model(path: Path, *, weights: str, activation: str) -> Path:
    """A small Marian model with random weights, in the files of a hub model."""
    from transformers import MarianConfig, MarianMTModel

    path.mkdir()
    for name in VOCABULARY:
        shutil.copy(BUNDLED / name, path / name)
    pad = json.loads((path / "vocab.json").read_text(encoding="utf-8"))["<pad>"]
    torch.manual_seed(0)
    size = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 1, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64}
    heads = {"encoder_attention_heads": 4, "decoder_attention_heads": 4}
    config = MarianConfig(
        vocab_size=pad + 1, pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=0, activation_function=activation,
        scale_embedding=True, max_position_embeddings=128, init_std=0.4, **size, **heads,
    )  # fmt: skip
    model = MarianMTModel(config)
    model.final_logits_bias += torch.randn_like(model.final_logits_bias)
    with torch.no_grad():
        model.get_input_embeddings().weight[pad] = 0
    model.save_pretrained(path)
    if weights == "pytorch_model.bin":
        torch.save({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, path / weights)
        (path / "model.safetensors").unlink()
    return path


@pytest.mark.parametrize(("weights", "activation"), [("model.safetensors", "swish"), ("pytorch_model.bin", "relu")])
def test_a_converted_model_gives_what_transformers_gives(tmp_path: Path, weights: str, activation: str) -> None:
    path = random_model(tmp_path / "model", weights=weights, activation=activation)
    slow, fast = MarianBackend(path, torch.device("cpu")), CTranslate2Backend(path, "r", "float32")
    decoding = Decoding(beams=1, length_factor=0, length_slack=12)
    for sentence in SENTENCES:
        normal = slow.normalize(sentence)
        assert fast.normalize(sentence) == normal
        ids = slow.encode(normal)
        assert fast.encode(normal) == ids
        ((wanted,),), ((found,),) = slow.decode([[ids]], decoding), fast.decode([[ids]], decoding)
        assert (found.text, found.finished) == (wanted.text, wanted.finished)
        assert found.score == pytest.approx(wanted.score, abs=1e-3)


def test_both_backends_agree_on_the_bundled_model() -> None:
    fast, slow = (Translator("bundled", backend=name, beams=1).translate(SENTENCES) for name in ("ctranslate2", "transformers"))
    for one, other in zip(fast, slow):
        assert one.text.split()[:3] == other.text.split()[:3]  # int8 may choose another word later on


def test_a_whole_cache_is_used_and_a_broken_one_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIGEST_CACHE", str(tmp_path))
    place = converted(BUNDLED, "r")
    made = (place / "model.bin").stat().st_mtime_ns
    assert converted(BUNDLED, "r") == place and (place / "model.bin").stat().st_mtime_ns == made
    (place / "model.bin").write_bytes((place / "model.bin").read_bytes()[:1000])
    assert converted(BUNDLED, "r") == place and (place / "model.bin").stat().st_size > 1000
    (place / "newsdigest.json").write_text("[]", encoding="utf-8")
    assert Translator("bundled", backend="ctranslate2").translate(["Das Haus ist groß."])[0].text
    assert converted(BUNDLED, "other") != place
    assert [child.name for child in place.parent.iterdir() if "." in child.name] == []


def test_two_processes_at_once_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIGEST_CACHE", str(tmp_path))
    code = "from newsdigest import Translator; print(Translator('bundled', backend='ctranslate2', beams=1).translate(['Das Haus ist groß.'])[0].text)"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    results = [process.communicate() for process in running]
    assert len({out for out, _ in results}) == 1 and results[0][0].strip(), results
    assert len(list((tmp_path / "ctranslate2").iterdir())) == 1


def test_a_home_that_cannot_be_written_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.delenv("NEWSDIGEST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert converted(BUNDLED, "r").is_relative_to(tmp_path)
    monkeypatch.setenv("NEWSDIGEST_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelFormatError, match="set NEWSDIGEST_CACHE"):
        converted(BUNDLED, "r")


def test_a_model_that_cannot_be_converted_is_named(tmp_path: Path) -> None:
    path = random_model(tmp_path / "model", weights="model.safetensors", activation="relu")
    (path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelFormatError, match="no Marian model that can be converted"):
        converted(path, "r")


def test_eight_threads_get_what_one_gets() -> None:
    translator = Translator("bundled", backend="ctranslate2", beams=1)
    wanted = [translator.translate([sentence])[0].text for sentence in SENTENCES]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda sentence: translator.translate([sentence])[0].text, SENTENCES * 8))
    assert found == wanted * 8


def test_a_gpu_is_not_for_ctranslate2() -> None:
    with pytest.raises(OptionError, match="runs on the CPU"):
        Translator("bundled", backend="ctranslate2", device="cuda").translate(["Ja."])


def test_translating_with_the_bundled_model_needs_neither_torch_nor_transformers() -> None:
    Translator("bundled", backend="ctranslate2").translate(["Ja."])  # converts it
    code = (
        "import sys; sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "from newsdigest import Translator\n"
        "print(Translator('bundled').translate(['Das Haus ist groß.'])[0].text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "house" in done.stdout, done.stderr
