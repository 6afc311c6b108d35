"""A model that writes summaries, converted for CTranslate2 by its own converter: once, into the cache.

The conversion carries all that is needed to run it without torch and transformers: the tokenizer, and the model's own settings
of generation in ``SETTINGS``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newsdigest.errors import ModelFormatError, first_line
from newsdigest.models.conversions import INT8, kept_conversion

SETTINGS = "summarizer.json"
TOKENIZER = "tokenizer.json"
_KIND = "summarizer 1"
"""Of what this module writes; another one makes every conversion anew."""

# Where layers have their norm, and whether embeddings have one, by the kind of model: newer configurations do not say it.
_SHAPES = {"bart": (False, True), "pegasus": (True, False)}
_KINDS = {*_SHAPES, "t5", "mt5"}


class UnsupportedByCTranslate2(ModelFormatError):
    """A model or a setting that CTranslate2 cannot run; transformers may."""


def converted(path: Path, revision: str, quantization: str = INT8) -> Path:
    """The converted model of a directory in the hub's file layout, from the cache where it is whole, else made now.

    Making it loads the model in transformers once. Raises UnsupportedByCTranslate2 where it is of another kind than BART, PEGASUS and
    T5, ModelFormatError where its files are damaged, incomplete or no model's, and as ``kept_conversion`` does.
    """
    try:
        kind = json.loads((path / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelFormatError(f"no summarizer could be read from {path}: {first_line(error)}") from error
    if kind not in _KINDS:
        raise UnsupportedByCTranslate2(
            f"{path} is a model of the kind {kind!r}, which CTranslate2 does not run; use backend='transformers'"
        )
    return kept_conversion(path, revision, quantization, _KIND, _convert)


def _convert(path: Path, out: Path, quantization: str) -> None:
    import torch  # with transformers, needed for this one time
    from ctranslate2.converters import TransformersConverter
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from newsdigest.models.loading import load, quiet

    # read by ourselves: the converter does not notice weights that are missing
    model, tokenizer = load(AutoModelForSeq2SeqLM, AutoTokenizer, path, torch.device("cpu"))
    if not getattr(tokenizer, "backend_tokenizer", None):
        raise UnsupportedByCTranslate2(f"the tokenizer in {path} runs in transformers only; use backend='transformers'")
    if model.config.model_type in _SHAPES:
        model.config.normalize_before, model.config.normalize_embedding = _SHAPES[model.config.model_type]

    class Converter(TransformersConverter):  # type: ignore[misc]  # the library has no types
        def load_model(self, *_: Any, **__: Any) -> Any:
            return model

        def load_tokenizer(self, *_: Any, **__: Any) -> Any:
            return tokenizer

    try:
        with quiet():
            Converter(str(path)).convert(str(out), quantization=quantization)
    except (ValueError, KeyError, AttributeError, NotImplementedError) as error:
        raise UnsupportedByCTranslate2(f"CTranslate2 cannot convert {path}: {first_line(error)}; use backend='transformers'") from error
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.save(str(out / TOKENIZER))
    (out / SETTINGS).write_text(json.dumps(_settings(model, tokenizer)), encoding="utf-8")


def _settings(model: Any, tokenizer: Any) -> dict[str, Any]:
    """What ``CTranslate2Writer`` needs: prefix, limit, the model's own settings, and the names of all settings there are."""
    from transformers import GenerationConfig

    from newsdigest.summarization.abstractive import generation_config, input_limit, task_settings

    task = task_settings(model.config)
    own = generation_config(model.generation_config, task, {})
    unset: Any = GenerationConfig()  # type: ignore[no-untyped-call]
    names = sorted(name for name in vars(unset) if not name.startswith("_"))
    changed = {name: getattr(own, name) for name in names if getattr(own, name) != getattr(unset, name)}
    return {
        "prefix": task.get("prefix") or "",
        "limit": input_limit(model.config, tokenizer),
        "names": names,
        "generation": {name: value for name, value in changed.items() if isinstance(value, (int, float, str, bool, list))},
    }
