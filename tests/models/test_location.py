"""Finding models on this machine: by alias, by directory, in the hub's cache; never a download."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsdigest import ModelFormatError, ModelNotFoundError, UnknownModelError, models

REVISION = models.entry("opus-mt-de-en").revision


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Hugging Face cache that holds the pinned opus-mt-de-en without its weights, in the hub's own layout."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    snapshot = tmp_path / "models--Helsinki-NLP--opus-mt-de-en" / "snapshots" / str(REVISION)
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text('{"model_type": "marian"}')
    return snapshot


def test_the_bundled_model_is_always_there() -> None:
    found = models.locate("bundled")
    assert found.task == "translation"
    assert found.stamp.source == "<package>" and len(found.stamp.revision or "") == 64


def test_a_model_in_the_hubs_cache_is_found_at_its_pinned_revision(hub_cache: Path) -> None:
    (hub_cache / "pytorch_model.bin").write_bytes(b"weights")
    found = models.locate("opus-mt-de-en")
    assert found.path == hub_cache
    assert (found.stamp.source, found.stamp.revision) == ("Helsinki-NLP/opus-mt-de-en", REVISION)
    assert "opus-mt-de-en" in models.available("translation")


def test_a_half_downloaded_model_says_what_is_missing_and_how_to_fetch_it(hub_cache: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="only partly.*model.safetensors.*newsdigest models pull opus-mt-de-en"):
        models.locate("opus-mt-de-en")


def test_another_revision_in_the_cache_does_not_count(hub_cache: Path) -> None:
    hub_cache.rename(hub_cache.parent / ("0" * 40))
    with pytest.raises(ModelNotFoundError, match="newsdigest models pull"):
        models.locate("opus-mt-de-en")


def test_pulling_where_the_network_is_forbidden_says_so(hub_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelNotFoundError, match="HF_HUB_OFFLINE"):
        models.pull("opus-mt-de-en")


def test_a_hub_that_cannot_be_reached_is_told_in_one_line(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "HF_HUB_OFFLINE"} | {
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "HF_HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "newsdigest", "models", "pull", "opus-mt-de-en"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("newsdigest: error: the hub cannot be reached") and done.stderr.count("\n") == 1


def test_a_directory_is_a_model_with_its_weights_hash(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "marian"}')
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    found = models.locate(tmp_path)
    assert (found.task, found.stamp.source, found.stamp.name) == ("translation", "<directory>", tmp_path.name)
    assert len(found.stamp.revision or "") == 64


def test_a_name_that_is_nothing_and_a_directory_that_is_no_model_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelError, match="no directory has that name"):
        models.locate(tmp_path / "nowhere")
    with pytest.raises(ModelFormatError, match="config.json is missing"):
        models.locate(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelFormatError, match="not a model configuration"):
        models.locate(tmp_path)
