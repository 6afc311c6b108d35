"""Summaries that a sequence-to-sequence model writes, run by CTranslate2: int8 on the CPU, faster and smaller than transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newsdigest.errors import OptionError
from newsdigest.models.conversions import INT8
from newsdigest.models.engine import cores, load, results
from newsdigest.schema import ModelStamp
from newsdigest.summarization.conversion import SETTINGS, TOKENIZER, UnsupportedByCTranslate2, converted
from newsdigest.summarization.writer import bounds

BATCH = 1024  # tokens of the texts that a core, or all of them together, summarize at once: more take more memory

_LEAST: dict[str, float] = {  # settings that CTranslate2 knows as well, with their least value
    "num_beams": 1,
    "max_length": 1,
    "min_length": 0,
    "max_new_tokens": 1,
    "min_new_tokens": 0,
    "no_repeat_ngram_size": 0,
    "length_penalty": float("-inf"),
    "repetition_penalty": 0,
}
_IDLE = {  # settings that change nothing here, or are in the converted model already
    *("bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id"),
    *("early_stopping", "use_cache", "transformers_version", "temperature", "top_k", "top_p"),
}


class CTranslate2Writer:
    """A model of a local directory in the hub's file layout, converted into the cache at its first use.

    Raises ModelFormatError as ``converted`` does, UnsupportedByCTranslate2 also for a setting that CTranslate2 does not know, and
    OptionError for one that nobody knows or that has a value it cannot have.
    """

    quantization = INT8

    def __init__(self, path: Path, stamp: ModelStamp, *, settings: Mapping[str, Any] | None = None) -> None:
        from tokenizers import Tokenizer

        self.stamp = stamp
        self.backend = f"ctranslate2-{self.quantization}"
        folder = converted(path, stamp.revision or "", self.quantization)
        about: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        self.limit: int = about["limit"]
        self._prefix: str = about["prefix"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.encode_special_tokens = True  # a mark that is spelt out in the text is text
        self.settings = _merged(about["generation"], settings or {}, about["names"])
        begin = self.settings.get("forced_bos_token_id")
        self._begin = [] if begin is None else [str(self._tokenizer.id_to_token(begin))]
        self._folder = folder
        self._loaded: tuple[int, Any] | None = None

    def count(self, texts: Sequence[str]) -> list[int]:
        """See ``Writer``."""
        return [len(tokens) for tokens in self._encode(texts)]

    def write(self, texts: Sequence[str]) -> list[str]:
        """See ``Writer``."""
        encoded = self._encode(texts)
        alike: dict[tuple[int, int], list[int]] = {}  # texts for which the model is bound in the same way
        for place, tokens in enumerate(encoded):
            alike.setdefault(self._bounds(len(tokens)), []).append(place)
        found: dict[int, str] = {}
        for (most, least), places in alike.items():
            found |= zip(places, self._generate([encoded[i] for i in places], most, least))
        return [found[place] for place in range(len(texts))]

    def _encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [encoding.tokens for encoding in self._tokenizer.encode_batch([self._prefix + text for text in texts])]

    def _bounds(self, tokens: int) -> tuple[int, int]:
        """In transformers' lengths, which count the mark that begins a target and the one that is forced to end it."""
        most, least = bounds(self.settings["max_length"], self.settings.get("min_length", 0), tokens)
        ends = self.settings.get("forced_eos_token_id") is not None
        return max(1, most - 1 - ends), max(0, least - 1)

    def _spread(self, texts: int) -> Any:
        """The model, which loads in less than a second: each core at a text of its own, or all at one where there are fewer texts.

        The first is twice as fast on two cores and takes a fifth more memory; the second leaves no core idle.
        """
        workers = cores() if texts >= cores() else 1
        if self._loaded is None or self._loaded[0] != workers:
            self._loaded = None  # frees its memory first
            self._loaded = workers, load(self._folder, self.quantization, workers)
        return self._loaded[1]

    def _generate(self, batch: list[list[str]], most: int, least: int) -> list[str]:
        jobs = self._spread(len(batch)).translate_batch(
            batch,
            target_prefix=[self._begin] * len(batch) if self._begin else None,
            beam_size=self.settings.get("num_beams", 1),
            length_penalty=self.settings.get("length_penalty", 1.0),
            repetition_penalty=self.settings.get("repetition_penalty", 1.0),
            no_repeat_ngram_size=self.settings.get("no_repeat_ngram_size", 0),
            max_decoding_length=most,
            min_decoding_length=least,
            max_input_length=0,
            max_batch_size=BATCH,
            batch_type="tokens",
            asynchronous=True,
        )
        found = (result.hypotheses[0] for result in results(jobs))
        ids = [[number for token in tokens if (number := self._tokenizer.token_to_id(token)) is not None] for tokens in found]
        return list(self._tokenizer.decode_batch(ids, skip_special_tokens=True))


def _merged(own: Mapping[str, Any], settings: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The model's own settings and above them the user's, lengths in ``max_length`` and ``min_length`` alone."""
    for name, value in settings.items():
        if name not in names:
            raise OptionError(f"no generation setting is called {name!r}; transformers' GenerationConfig lists them")
        least = _LEAST.get(name)
        if least is not None and (not isinstance(value, (int, float)) or isinstance(value, bool) or value < least):
            raise OptionError(f"the generation setting {name} is {value!r}; it must be a number from {least:g}")
    merged: dict[str, Any] = {**own, **settings}
    if unknown := sorted(name for name, value in merged.items() if name not in _LEAST and name not in _IDLE and not _is_off(value)):
        raise UnsupportedByCTranslate2(f"CTranslate2 does not know the generation setting {unknown[0]}; use backend='transformers'")
    if "max_new_tokens" in settings:
        merged["max_length"] = settings["max_new_tokens"] + 1
    if "min_new_tokens" in settings:
        merged["min_length"] = settings["min_new_tokens"] + 1
    return merged


def _is_off(value: Any) -> bool:
    """Whether a setting has the value with which it does nothing: none, no, no penalty, one of its kind."""
    return value is not True and value in (None, False, 0, 1)
