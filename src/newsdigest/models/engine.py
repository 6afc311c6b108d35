"""What every model that CTranslate2 runs needs: whether it is wanted, how many cores there are, results that can be interrupted."""

from __future__ import annotations

import os
import shutil
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


def results(jobs: list[Any]) -> list[Any]:
    """The results of asynchronous jobs, when all are done; a blocking call would keep Ctrl-C waiting for that."""
    while not all(job.done() for job in jobs):
        time.sleep(_POLL)
    return [job.result() for job in jobs]
