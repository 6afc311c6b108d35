"""Fetching a model: the pinned revision and no other, only what is needed, and a message of its own for each failure.

The hub is a server on this machine; the client is a process with its own cache, as a user would start it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import Hub, serve

from newsdigest import models
from newsdigest.models.location import BUNDLED

GERMAN = "Der Rat hat am Montag eine neue Brücke beschlossen. Sie soll im nächsten Jahr fertig sein und kostet fünf Millionen Euro.\n" * 3
ALIAS = "opus-mt-de-en"
KNOWN = models.entry(ALIAS)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """The bundled model's files under the name of opus-mt-de-en, with weights for other frameworks beside."""
    folder = tmp_path / "repository"
    shutil.copytree(BUNDLED, folder)
    (folder / "tf_model.h5").write_bytes(b"for another framework")
    with serve(Hub(KNOWN.hub_id, str(KNOWN.revision), folder)) as hub:
        yield hub


def newsdigest(hub: Hub, home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "HF_HUB_OFFLINE"}
    environment |= {"HF_ENDPOINT": hub.address, "HF_HOME": str(home), "HF_HUB_DISABLE_PROGRESS_BARS": "1", **more}
    command = [sys.executable, "-m", "newsdigest", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def pull(hub: Hub, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return newsdigest(hub, home, "models", "pull", ALIAS, **more)


def test_the_pinned_revision_is_asked_for_fetched_and_then_translates(hub: Hub, tmp_path: Path) -> None:
    done = pull(hub, tmp_path)
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    assert path.name == KNOWN.revision
    assert hub.requests and all(KNOWN.revision in request for request in hub.requests)
    assert {file.name for file in path.iterdir()} == {file.name for file in BUNDLED.iterdir()}  # nothing for other frameworks
    article = tmp_path / "a.txt"
    article.write_text("Das Haus ist groß.\n", encoding="utf-8")
    translated = newsdigest(hub, tmp_path, "translate", str(article), "--translator", ALIAS, "--offline")
    assert translated.returncode == 0 and "house" in translated.stdout


def test_a_model_that_is_there_is_not_asked_for_again(hub: Hub, tmp_path: Path) -> None:
    pull(hub, tmp_path)
    hub.requests.clear()
    assert pull(hub, tmp_path).returncode == 0
    assert hub.requests == []


@pytest.mark.parametrize(
    "refusal, message",
    [
        ((403, "GatedRepo"), "accept them at https://huggingface.co/Helsinki-NLP/opus-mt-de-en, then: hf auth login"),
        ((404, "RepoNotFound"), "the hub has no Helsinki-NLP/opus-mt-de-en, or it is private"),
        ((404, "RevisionNotFound"), f"but not its revision {KNOWN.revision}"),
        ((503, ""), "the hub answered with an error for Helsinki-NLP/opus-mt-de-en"),
    ],
)
def test_each_refusal_of_the_hub_has_its_own_line(hub: Hub, tmp_path: Path, refusal: tuple[int, str], message: str) -> None:
    hub.refusal = refusal
    done = pull(hub, tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and message in done.stderr


def test_offline_nothing_is_asked(hub: Hub, tmp_path: Path) -> None:
    done = pull(hub, tmp_path, HF_HUB_OFFLINE="1")
    assert done.returncode == 1 and "unset HF_HUB_OFFLINE" in done.stderr
    assert hub.requests == []


def test_what_was_fetched_by_halves_is_told_and_fetched_again(hub: Hub, tmp_path: Path) -> None:
    hub.files["model.safetensors"] = hub.files["model.safetensors"][: 2**20]  # of a large file each new attempt would get some more
    hub.cut = {"model.safetensors"}
    done = pull(hub, tmp_path)
    assert done.returncode == 1 and "cannot be reached" in done.stderr and "what is here already is kept" in done.stderr
    article = tmp_path / "a.txt"
    article.write_text("Das Haus ist groß.\n", encoding="utf-8")
    translated = newsdigest(hub, tmp_path, "translate", str(article), "--translator", ALIAS)
    assert translated.returncode == 1 and "only partly on this machine" in translated.stderr
    hub.cut = set()
    assert pull(hub, tmp_path).returncode == 0


def test_another_language_pair_needs_one_line_and_says_what_it_expects(hub: Hub, tmp_path: Path) -> None:
    settings = json.loads(hub.files["tokenizer_config.json"])
    hub.files["tokenizer_config.json"] = json.dumps({**settings, "source_lang": "fr"}).encode()
    own = tmp_path / "own.txt"
    own.write_text(f"french translation {KNOWN.hub_id} {KNOWN.revision} Apache-2.0 18MB\n", encoding="utf-8")
    assert newsdigest(hub, tmp_path, "models", "pull", "french", NEWSDIGEST_MODELS=str(own)).returncode == 0
    article = tmp_path / "a.txt"
    article.write_text(GERMAN, encoding="utf-8")
    done = newsdigest(hub, tmp_path, "translate", str(article), "--translator", "french", NEWSDIGEST_MODELS=str(own))
    assert done.returncode == 0 and done.stdout.strip()
    refused = newsdigest(hub, tmp_path, "summarize", str(article), "--translator", "french", NEWSDIGEST_MODELS=str(own))
    assert refused.returncode == 2 and "'french' expects 'fr'" in refused.stderr and "--any-language" in refused.stderr
    forced = ("summarize", str(article), "--translator", "french", "--any-language")
    assert newsdigest(hub, tmp_path, *forced, NEWSDIGEST_MODELS=str(own)).returncode == 0
