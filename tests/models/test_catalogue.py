"""models.txt is the one list of models, and says exactly which revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdigest import ModelFormatError, OptionError, UnknownModelError, models
from newsdigest.models.catalogue import MODELS_FILE, parse


def test_every_model_of_the_hub_is_pinned_to_a_full_commit_hash() -> None:
    for known in models.catalogue().values():
        assert known.hub_id == "<package>" or (known.revision is not None and len(known.revision) == 40)


def test_the_package_carries_the_list_at_the_top_of_the_repository() -> None:
    top = Path(__file__).parents[2] / "models.txt"
    assert top.read_text(encoding="utf-8") == MODELS_FILE.read_text(encoding="utf-8")


def test_an_unknown_alias_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UnknownModelError, match="bundled, opus-mt-de-en"):
        models.entry("opus")


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("a translation x/y", "line 1: 3 columns"),
        ("a singing x/y 0123456789012345678901234567890123456789 MIT 1MB", "none of translation, summarization"),
        ("a translation x/y main MIT 1MB", "full commit hash"),
        ("a translation <package> - MIT 1MB\na translation <package> - MIT 1MB", "line 2: the alias 'a' stands there twice"),
    ],
)
def test_a_wrong_line_is_named(line: str, complaint: str) -> None:
    with pytest.raises(ModelFormatError, match=complaint):
        parse(line)


def test_comments_and_empty_lines_do_not_count() -> None:
    assert parse("# nothing\n\na translation <package> - MIT 1MB  # small\n")["a"].size == "1MB"


FRENCH = "opus-mt-fr-en translation Helsinki-NLP/opus-mt-fr-en 0123456789012345678901234567890123456789 Apache-2.0 301MB\n"


def test_one_line_in_the_users_own_file_makes_a_model_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "newsdigest" / "models.txt"
    own.parent.mkdir()
    own.write_text(FRENCH, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert models.entry("opus-mt-fr-en").hub_id == "Helsinki-NLP/opus-mt-fr-en"
    assert list(models.catalogue())[0] == "bundled"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("NEWSDIGEST_MODELS", str(own))
    assert models.entry("opus-mt-fr-en").revision == "0123456789012345678901234567890123456789"


@pytest.mark.parametrize(
    "content, error, complaint",
    [
        (FRENCH.replace("opus-mt-fr-en translation", "bundled translation"), ModelFormatError, "'bundled' is one of newsdigest's own"),
        ("mine translation <package> - MIT 1MB", ModelFormatError, "give a hub id"),
        ("mine translation", ModelFormatError, "own.txt, line 1: 2 columns"),
        (None, OptionError, "own.txt: the list of models cannot be read"),
    ],
)
def test_a_wrong_file_of_the_users_is_named(
    content: str | None, error: type[Exception], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("NEWSDIGEST_MODELS", str(file))
    with pytest.raises(error, match=complaint):
        models.catalogue()
