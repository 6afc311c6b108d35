"""Loading a model's weights through transformers: quietly, completely, and on a device that exists.

Imports torch and transformers; it is imported by what runs a model, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers.utils import logging as transformers_logging

from newsdigest.errors import ModelFormatError, OptionError, first_line


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no notices from transformers: they belong to programs that own the screen."""
    verbosity, bars = transformers_logging.get_verbosity(), transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        transformers_logging.set_verbosity(verbosity)
        if bars:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def torch_device(name: str) -> torch.device:
    """The device of that name; ``auto`` is a GPU where there is one. Raises OptionError where it cannot be used."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise OptionError(f"device is {name!r}, which is not to be had here; use 'cpu', or 'auto' for the best there is") from error
    return device


def load(model_class: Any, tokenizer_class: Any, path: Path, device: torch.device) -> tuple[Any, Any]:
    """Model (in evaluation mode, on the device) and tokenizer from a directory in the hub's file layout.

    Weights are read from safetensors, or from ``.bin`` without executing pickled code. On a CPU they are single
    precision: half is a matter of size on disk. Raises ModelFormatError where files are damaged, incomplete or of
    another kind.
    """
    try:
        with quiet():
            tokenizer = tokenizer_class.from_pretrained(path, local_files_only=True)
            dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
            model, report = model_class.from_pretrained(path, local_files_only=True, output_loading_info=True, dtype=dtype)
    except Exception as error:  # whatever a damaged file leads to in json, torch, safetensors, sentencepiece or transformers
        raise ModelFormatError(f"no {model_class.__name__} could be read from {path}: {first_line(error)}") from error
    if report["missing_keys"]:
        missing = ", ".join(sorted(report["missing_keys"])[:3])
        raise ModelFormatError(f"the weights in {path} are incomplete: {missing} and others are missing; fetch the model again")
    return model.to(device).eval(), tokenizer
