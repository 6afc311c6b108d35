"""Where things that can be made again are kept: converted models, translations."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def cache_folders() -> list[Path]:
    """Where caches may be kept, the best place first."""
    if own := os.environ.get("NEWSDIGEST_CACHE"):
        return [Path(own)]
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # no home at all
        return [_temporary()]
    return [home / "newsdigest", _temporary()]


def _temporary() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"newsdigest-{user}"
