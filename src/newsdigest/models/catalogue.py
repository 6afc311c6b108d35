"""models.txt, read and checked: the package's, and the user's own.

The user's own is ``$NEWSDIGEST_MODELS``, else ``newsdigest/models.txt`` in ``$XDG_CONFIG_HOME`` or ``~/.config``. It has
the same form; a line makes any other Marian model or summarizer of the hub known by an alias.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from newsdigest.errors import ModelFormatError, OptionError, UnknownModelError

Task = Literal["translation", "summarization"]
TASKS: tuple[Task, ...] = ("translation", "summarization")
MODELS_FILE = Path(__file__).parent / "models.txt"
PACKAGE = "<package>"
COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Entry:
    """One line of models.txt.

    ``hub_id`` is ``<package>`` for the model inside the package; ``revision`` is a full commit hash on the hub, or
    None there; ``size`` is what a download costs, for people.
    """

    alias: str
    task: Task
    hub_id: str
    revision: str | None
    licence: str
    size: str


def parse(text: str, name: str = "models.txt") -> dict[str, Entry]:
    """Entries by alias, in the order of the file. Raises ModelFormatError that names the line."""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("#")[0].split()
        if not columns:
            continue
        where = f"{name}, line {number}"
        if len(columns) != 6:
            raise ModelFormatError(f"{where}: {len(columns)} columns; there must be 6: alias, task, hub id, revision, licence, size")
        alias, task, hub_id, revision, licence, size = columns
        if task not in TASKS:
            raise ModelFormatError(f"{where}: the task {task!r} is none of {', '.join(TASKS)}")
        if alias in entries:
            raise ModelFormatError(f"{where}: the alias {alias!r} stands there twice")
        if hub_id != PACKAGE and not COMMIT.fullmatch(revision):
            raise ModelFormatError(
                f"{where}: {revision!r} is not a full commit hash (40 hexadecimal digits); branches move, so they are not accepted"
            )
        entries[alias] = Entry(alias, task, hub_id, None if hub_id == PACKAGE else revision, licence, size)
    return entries


def catalogue() -> dict[str, Entry]:
    """All known models by alias: the package's, then the user's own.

    Raises ModelFormatError that names the line of the user's file that is wrong, and OptionError where
    ``$NEWSDIGEST_MODELS`` names a file that cannot be read.
    """
    own = user_file()
    return _packaged() | (_own(own) if own else {})


def user_file() -> Path | None:
    """The user's own list of models, where there is one."""
    if named := os.environ.get("NEWSDIGEST_MODELS"):
        return Path(named)
    try:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    except RuntimeError:  # no home at all
        return None
    file = folder / "newsdigest" / "models.txt"
    return file if file.is_file() else None


@cache
def _packaged() -> dict[str, Entry]:
    return parse(MODELS_FILE.read_text(encoding="utf-8"))


def _own(file: Path) -> dict[str, Entry]:
    try:
        entries = parse(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{file}: the list of models cannot be read ({error}); mend it, or unset NEWSDIGEST_MODELS") from None
    if taken := next((alias for alias in entries if alias in _packaged()), None):
        raise ModelFormatError(f"{file}: the alias {taken!r} is one of newsdigest's own models; choose another")
    if inside := next((e.alias for e in entries.values() if e.hub_id == PACKAGE), None):
        raise ModelFormatError(f"{file}: {inside!r} names {PACKAGE}, where only newsdigest's own model lies; give a hub id")
    return entries


def entry(alias: str) -> Entry:
    """The entry of an alias. Raises UnknownModelError with the aliases that there are."""
    try:
        return catalogue()[alias]
    except KeyError:
        raise UnknownModelError(
            f"no model is called {alias!r}; there are: {', '.join(catalogue())} (newsdigest models list), or give a directory"
        ) from None
