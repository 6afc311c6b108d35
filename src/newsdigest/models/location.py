"""From a model's name to a directory on this machine: never a download."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsdigest.errors import ModelFormatError, ModelNotFoundError, UnknownModelError
from newsdigest.models.catalogue import PACKAGE, Entry, Task, catalogue, entry
from newsdigest.schema import ModelStamp

BUNDLED = Path(__file__).parent.parent / "bundled"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
SHARDS = ("model.safetensors.index.json", "pytorch_model.bin.index.json")


@dataclass(frozen=True)
class LocatedModel:
    """A model directory that ``from_pretrained`` can load, and what to call it."""

    path: Path
    task: Task
    stamp: ModelStamp


def locate(name: str | Path, task: Task | None = None) -> LocatedModel:
    """Find a model on this machine by alias or directory; nothing is fetched.

    With ``task`` given, a model for another task is refused.

    Raises UnknownModelError (no such alias or directory), ModelNotFoundError (known, but not on this machine; the
    message has the command that fetches it), ModelFormatError (incomplete, damaged, or for another task).
    """
    if str(name) in catalogue():
        found = _from_catalogue(entry(str(name)))
    elif Path(name).is_dir():
        found = _from_directory(Path(name))
    else:
        raise UnknownModelError(
            f"no model is called {str(name)!r} and no directory has that name; known models: {', '.join(catalogue())} (newsdigest models list)"
        )
    if task and found.task != task:
        raise ModelFormatError(f"the model {str(name)!r} is for {found.task}, not for {task}")
    return found


def available(task: Task) -> list[str]:
    """Aliases of the models for a task that are on this machine, in the order of models.txt."""
    here = []
    for alias, known in catalogue().items():
        if known.task == task:
            try:
                locate(alias)
            except (ModelNotFoundError, ModelFormatError):
                continue
            here.append(alias)
    return here


def _from_catalogue(known: Entry) -> LocatedModel:
    if known.hub_id == PACKAGE:
        found = _from_directory(BUNDLED)
        return LocatedModel(found.path, known.task, ModelStamp(name=known.alias, source=PACKAGE, revision=found.stamp.revision))
    from huggingface_hub import try_to_load_from_cache

    # not snapshot_download: it calls a snapshot incomplete that lacks the files of other frameworks, which pull leaves out
    config = try_to_load_from_cache(known.hub_id, "config.json", revision=known.revision)
    if not isinstance(config, str):
        raise ModelNotFoundError(
            f"the model {known.alias!r} is not on this machine; fetch it once ({known.size}) with: newsdigest models pull {known.alias}"
        )
    path = Path(config).parent
    if missing := _missing_files(path):
        raise ModelNotFoundError(
            f"the model {known.alias!r} is only partly on this machine ({missing} is missing); fetch the rest with: newsdigest models pull {known.alias}"
        )
    return LocatedModel(path, known.task, ModelStamp(name=known.alias, source=known.hub_id, revision=known.revision))


def _from_directory(path: Path) -> LocatedModel:
    if missing := _missing_files(path):
        raise ModelFormatError(f"{path} is not a complete model: {missing} is missing")
    try:
        kind = json.loads((path / "config.json").read_text(encoding="utf-8"))["model_type"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelFormatError(f"{path / 'config.json'} is not a model configuration: {error}") from error
    task: Task = "translation" if kind == "marian" else "summarization"
    return LocatedModel(path, task, ModelStamp(name=path.resolve().name, source="<directory>", revision=_weights_sha256(path.resolve())))


def _missing_files(path: Path) -> str | None:
    """What a directory lacks to be a model: one file, or None."""
    if not (path / "config.json").exists():
        return "config.json"
    index = next((path / name for name in SHARDS if (path / name).exists()), None)
    if any((path / name).exists() for name in WEIGHTS):
        return None
    if index is None:
        return " or ".join(WEIGHTS)
    try:
        shards = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelFormatError(f"{index} is no list of weight files: {error}") from error
    return next((shard for shard in shards if not (path / shard).exists()), None)


@cache
def _weights_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path.iterdir()):
        if file.suffix in (".safetensors", ".bin"):
            with open(file, "rb") as stream:
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
    return digest.hexdigest()
