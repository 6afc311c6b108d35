"""Summaries that a sequence-to-sequence model writes: BART, DistilBART, PEGASUS, T5 and their kin.

An article longer than the model reads is cut between sentences into pieces of about equal length; each is summarized whole.
What becomes of what a model wrote is in ``written``.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

from newsdigest.errors import OptionError, first_line
from newsdigest.models.loading import load, quiet, torch_device
from newsdigest.schema import ModelStamp

DEFAULT_MAX_LENGTH = 142
"""Tokens of a summary where a model's own files set no bound: what models of CNN/DailyMail summaries are published with."""

_UNBOUNDED = 1_000_000  # tokenizers that know no limit name one beyond this


class Generator:
    """A sequence-to-sequence model from a local directory, in the file layout of the Hugging Face hub.

    Raises ``ModelFormatError`` if the files are damaged, incomplete or of another kind, and ``OptionError`` for a device or setting that does not exist.
    """

    def __init__(self, directory: Path, stamp: ModelStamp, *, device: str = "auto", settings: Mapping[str, Any] | None = None) -> None:
        self.stamp = stamp
        self._device = torch_device(device)
        self._model, self._tokenizer = load(AutoModelForSeq2SeqLM, AutoTokenizer, directory, self._device)
        task = (getattr(self._model.config, "task_specific_params", None) or {}).get("summarization", {})
        self._prefix: str = task.get("prefix") or ""
        self._generation = _generation_config(self._model.generation_config, task, settings or {})
        self._limit = self._input_limit()

    def _input_limit(self) -> int:
        """The most tokens that the model reads, its own marks included."""
        config = self._model.config
        known = [
            getattr(config, "max_position_embeddings", None),
            getattr(config, "n_positions", None),
            self._tokenizer.model_max_length,
        ]
        return int(min((n for n in known if n and n < _UNBOUNDED), default=512))

    def _encode(self, text: str) -> list[int]:
        """Token ids with the model's marks; a mark that is spelt out in the text is text."""
        ids: list[int] = self._tokenizer(self._prefix + text, verbose=False, split_special_tokens=True)["input_ids"]
        return ids

    def pieces(self, sentences: Sequence[str]) -> list[str]:
        """The article cut in halves, between sentences where it can be, until each piece fits the model."""
        text = " ".join(sentences)
        if len(self._encode(text)) <= self._limit or len(text) < 2:
            return [text]
        first, second = _halves(sentences) if len(sentences) > 1 else _halves_of_text(text)
        return self.pieces(first) + self.pieces(second)

    def write(self, piece: str) -> str:
        """The model's summary of ``piece``; it has no more tokens than the piece."""
        ids = self._encode(piece)
        settings = copy.deepcopy(self._generation)
        settings.max_length = max(min(settings.max_length, len(ids)), 4)
        settings.min_length = min(settings.min_length or 0, settings.max_length // 2)
        batch = torch.tensor([ids], device=self._device)
        with torch.inference_mode(), quiet():
            output = self._model.generate(input_ids=batch, attention_mask=torch.ones_like(batch), generation_config=settings)
        return str(self._tokenizer.decode(output[0], skip_special_tokens=True))


def _halves(sentences: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The sentences before and after the end of a sentence nearest the middle of the text; neither is empty."""
    ends = list(accumulate(map(len, sentences)))
    cut = min(range(1, len(sentences)), key=lambda cut: abs(ends[cut - 1] - ends[-1] / 2))
    return sentences[:cut], sentences[cut:]


def _halves_of_text(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """A sentence too long for the model, cut at the blank nearest its middle, or in its middle."""
    middle = len(text) // 2
    blanks = [cut for cut in (text.rfind(" ", 1, middle), text.find(" ", middle, len(text) - 1)) if cut > 0]
    cut = min(blanks, key=lambda cut: abs(cut - middle), default=middle)
    return [text[:cut]], [text[cut:].lstrip() or text[cut:]]


def _generation_config(own: GenerationConfig, task: Mapping[str, Any], settings: Mapping[str, Any]) -> GenerationConfig:
    """The model's own settings; where they are silent, those its configuration has for the task; above both, the user's."""
    config = copy.deepcopy(own)
    unset: Any = GenerationConfig()  # type: ignore[no-untyped-call]
    for name, value in task.items():
        if name in vars(unset) and getattr(config, name) == getattr(unset, name):
            setattr(config, name, value)
    for name, value in settings.items():
        if name.startswith("_") or name not in vars(unset):
            raise OptionError(f"no generation setting is called {name!r}; transformers' GenerationConfig lists them")
        setattr(config, name, value)
    # One bound, counted one way: with both kinds set, transformers warns at every call.
    if config.max_new_tokens is not None and ("max_new_tokens" in settings or "max_length" not in settings):
        config.max_length = config.max_new_tokens + 1
    if config.min_new_tokens is not None:
        config.min_length = config.min_new_tokens + 1
    if config.max_length is None or (config.max_length == unset.max_length and "max_length" not in settings):
        config.max_length = DEFAULT_MAX_LENGTH
    config.max_new_tokens = config.min_new_tokens = None
    try:
        with quiet():  # it also notes settings that the others make idle, such as length_penalty without beams
            config.validate()
    except ValueError as error:
        raise OptionError(f"generation settings do not go together: {first_line(error)}") from error
    return config
