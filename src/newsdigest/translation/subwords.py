"""The subword units of a Marian model, without transformers: text to ids and back, as ``MarianTokenizer`` does it."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from newsdigest.errors import ModelFormatError

_NO_UNITS = frozenset({"</s>", "<pad>"})


_SHORT_CODES = {"deu": "de", "ger": "de", "eng": "en"}
"""Three-letter codes that stand in some models' files, for the languages that matter here."""


def languages(path: Path) -> tuple[str, str]:
    """The source and the target language of a model directory, as its tokenizer's settings name them; German and
    English where they name none. Raises ModelFormatError where the settings are damaged."""
    file = path / "tokenizer_config.json"
    try:
        settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        named = [str(settings.get(key) or usual) for key, usual in (("source_lang", "de"), ("target_lang", "en"))]
    except (OSError, ValueError, AttributeError) as error:
        raise ModelFormatError(f"{file} holds no tokenizer settings: {error}") from error
    source, target = (_SHORT_CODES.get(code, code) for code in named)
    return source, target


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
        self._language, _ = languages(path)

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
