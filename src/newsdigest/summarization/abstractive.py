"""Summaries that a sequence-to-sequence model writes, run by transformers: BART, DistilBART, PEGASUS, T5 and their kin.

How an article is cut for a model is in ``pieces``, what becomes of what it wrote in ``written``.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

from newsdigest.errors import OptionError, first_line
from newsdigest.models.loading import load, quiet, torch_device
from newsdigest.schema import ModelStamp
from newsdigest.summarization.writer import bounds

DEFAULT_MAX_LENGTH = 142
"""Tokens of a summary where a model's own files set no bound: what models of CNN/DailyMail summaries are published with."""

BATCH = 4096  # tokens of the articles that are summarized at once: what a GPU takes with ease, and a CPU too

_UNBOUNDED = 1_000_000  # tokenizers that know no limit name one beyond this


class Generator:
    """A sequence-to-sequence model from a local directory, in the file layout of the Hugging Face hub.

    Raises ``ModelFormatError`` if the files are damaged, incomplete or of another kind, and ``OptionError`` for a device or setting that does not exist.
    """

    backend = "transformers"

    def __init__(self, directory: Path, stamp: ModelStamp, *, device: str = "auto", settings: Mapping[str, Any] | None = None) -> None:
        self.stamp = stamp
        self._device = torch_device(device)
        self._model, self._tokenizer = load(AutoModelForSeq2SeqLM, AutoTokenizer, directory, self._device)
        task = task_settings(self._model.config)
        self._prefix: str = task.get("prefix") or ""
        self._generation = generation_config(self._model.generation_config, task, settings or {})
        self.limit = input_limit(self._model.config, self._tokenizer)

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids with the model's marks; a mark that is spelt out in the text is text."""
        texts = [self._prefix + text for text in texts]
        ids: list[list[int]] = self._tokenizer(texts, verbose=False, split_special_tokens=True)["input_ids"] if texts else []
        return ids

    def count(self, texts: Sequence[str]) -> list[int]:
        """See ``Writer``."""
        return [len(ids) for ids in self._encode(texts)]

    def write(self, texts: Sequence[str]) -> list[str]:
        """See ``Writer``. Texts of like length share a batch."""
        encoded = self._encode(texts)
        found: dict[int, str] = {}
        batch: list[int] = []
        for place in sorted(range(len(texts)), key=lambda place: len(encoded[place])):
            if batch and (
                self._bounds(encoded[batch[0]]) != self._bounds(encoded[place]) or (len(batch) + 1) * len(encoded[place]) > BATCH
            ):
                found |= zip(batch, self._generate([encoded[i] for i in batch]))
                batch = []
            batch.append(place)
        if batch:
            found |= zip(batch, self._generate([encoded[i] for i in batch]))
        return [found[place] for place in range(len(texts))]

    def _bounds(self, ids: Sequence[int]) -> tuple[int, int]:
        return bounds(self._generation.max_length, self._generation.min_length or 0, len(ids))

    def _generate(self, batch: Sequence[list[int]]) -> list[str]:
        settings = copy.deepcopy(self._generation)
        settings.max_length, settings.min_length = self._bounds(batch[0])
        width = max(map(len, batch))
        padding = self._tokenizer.pad_token_id or 0
        ids = torch.tensor([tokens + [padding] * (width - len(tokens)) for tokens in batch], device=self._device)
        real = torch.tensor([[1] * len(tokens) + [0] * (width - len(tokens)) for tokens in batch], device=self._device)
        with torch.inference_mode(), quiet():
            output = self._model.generate(input_ids=ids, attention_mask=real, generation_config=settings)
        return [str(text) for text in self._tokenizer.batch_decode(output, skip_special_tokens=True)]


def input_limit(config: Any, tokenizer: Any) -> int:
    """The most tokens that a model reads, its own marks included."""
    known = [getattr(config, "max_position_embeddings", None), getattr(config, "n_positions", None), tokenizer.model_max_length]
    return int(min((n for n in known if n and n < _UNBOUNDED), default=512))


def task_settings(config: Any) -> Mapping[str, Any]:
    """What a model's configuration says of summarization: settings of generation, and the prefix of its input."""
    settings: Mapping[str, Any] = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
    return settings


def generation_config(own: GenerationConfig, task: Mapping[str, Any], settings: Mapping[str, Any]) -> GenerationConfig:
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
