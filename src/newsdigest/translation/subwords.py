"""The subword units of a Marian model, without transformers: text to ids and back, as ``MarianTokenizer`` does it."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from newsdigest.errors import ModelFormatError

_NO_UNITS = frozenset({"</s>", "<pad>"})


class Subwords:
    """``source.spm``, ``target.spm`` and ``vocab.json`` of a model directory.

    Raises ModelFormatError where one of them is missing or damaged.
    """

    def __init__(self, path: Path):
        from sentencepiece import SentencePieceProcessor

        try:
            self.ids: dict[str, int] = json.loads((path / "vocab.json").read_text(encoding="utf-8"))
            self._source = SentencePieceProcessor(model_file=str(path / "source.spm"))
            self._target = SentencePieceProcessor(model_file=str(path / "target.spm"))
            settings: dict[str, Any] = json.loads((path / "tokenizer_config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelFormatError(f"{path} has no working Marian vocabulary: {error}") from error
        self.units = [unit for unit, _ in sorted(self.ids.items(), key=lambda item: item[1])]
        self._unknown = self.ids.get("<unk>", 0)
        self.longest = int(settings.get("model_max_length", 512))
        self._language = str(settings.get("source_lang") or "de")

    @cached_property
    def _punctuation(self) -> Any:
        from sacremoses import MosesPunctNormalizer

        return MosesPunctNormalizer(self._language)

    def normalize(self, text: str) -> str:
        """Punctuation as the model was trained on (Moses), white space folded."""
        return " ".join(self._punctuation.normalize(" ".join(text.split())).split())

    def encode(self, text: str) -> list[int]:
        """Ids without ``</s>``. Special tokens spelt out in the text are text."""
        return [self.ids.get(unit, self._unknown) for unit in self._source.encode(text, out_type=str)]

    def text(self, units: list[str]) -> str:
        """The text of target units; ``</s>`` and ``<pad>`` are none."""
        return str(self._target.decode_pieces([unit for unit in units if unit not in _NO_UNITS])).replace("\u2581", " ").strip()
