"""A translation memory on disk: what was translated once with the same model and settings is not translated again.

SQLite through diskcache, with its JSON storage: no pickle is written or read. Several processes may share one memory;
beyond ``limit`` bytes what was stored first goes first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from newsdigest.errors import OptionError
from newsdigest.translation.backend import Hypothesis

LIMIT = 512 * 2**20
"""Bytes on disk by default: some two million sentences."""


class Memory:
    """The memory in ``folder`` for one model, one backend and its settings.

    Raises OptionError where the folder cannot be used.
    """

    def __init__(self, folder: Path, model: str, backend: str, settings: Mapping[str, object], limit: int = LIMIT):
        import sqlite3

        from diskcache import Cache, JSONDisk, Timeout

        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._cache = Cache(str(folder), disk=JSONDisk, size_limit=limit, eviction_policy="least-recently-stored")
        except (OSError, sqlite3.Error, Timeout) as error:
            raise OptionError(
                f"cache: {folder} cannot be used for translations ({error}); name another folder, or leave the cache off"
            ) from None
        scope = json.dumps([model, backend, dict(settings)], sort_keys=True)
        self._prefix = hashlib.sha256(scope.encode()).hexdigest()[:16]

    def recall(self, pieces: Iterable[str]) -> dict[str, Hypothesis]:
        """The translations of those pieces that are known."""
        found = {}
        for piece in pieces:
            known = self._cache.get(self._key(piece))
            if known is not None:
                text, score, finished, kept = known
                found[piece] = Hypothesis(text, score, finished, kept=tuple(kept))
        return found

    def keep(self, pieces: Sequence[str], hypotheses: Sequence[Hypothesis]) -> None:
        """Store translations, in one transaction."""
        with self._cache.transact():
            for piece, known in zip(pieces, hypotheses):
                self._cache.set(self._key(piece), [known.text, known.score, known.finished, list(known.kept)])

    def _key(self, piece: str) -> str:
        return self._prefix + hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()
