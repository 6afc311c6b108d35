"""What every model that CTranslate2 runs needs: whether it is wanted, how many cores there are, loading, results that can be interrupted."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

_POLL = 0.002  # seconds


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_cpu(device: str) -> bool:
    """Whether a model for this device (``auto``, or one of torch's names) runs on the CPU, as far as can be told without torch."""
    return device == "cpu" or device == "auto" and not _has_gpu()


def _has_gpu() -> bool:
    """Whether asking torch for a GPU is worth its import, which takes seconds."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def load(folder: Path, quantization: str, workers: int) -> Any:
    """A converted model on the CPU for so many batches at once, among which the cores are shared out."""
    import ctranslate2

    model = ctranslate2.Translator(
        str(folder), device="cpu", compute_type=quantization, inter_threads=workers, intra_threads=max(1, cores() // workers)
    )
    _give_back()
    return model


def _give_back() -> None:
    """Returns to the system what was freed: loading takes twice a model's size, and glibc would keep the half of it."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim:
            trim(0)


def results(jobs: list[Any]) -> list[Any]:
    """The results of asynchronous jobs, when all are done; a blocking call would keep Ctrl-C waiting for that."""
    while not all(job.done() for job in jobs):
        time.sleep(_POLL)
    return [job.result() for job in jobs]
