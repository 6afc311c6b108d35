"""Models converted for CTranslate2 once, kept in the cache.

Conversions are made beside their place and moved into it in one step, so that two processes at once do no harm and a
half-written one is never used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from newsdigest.caches import cache_folders
from newsdigest.errors import ModelFormatError

INT8 = "int8"
_DONE = "newsdigest.json"

Convert = Callable[[Path, Path, str], None]


def kept_conversion(path: Path, revision: str, quantization: str, kind: str, convert: Convert) -> Path:
    """The converted model of a directory, from the cache where it is whole, else made now by ``convert(path, out, quantization)``.

    ``kind`` names the converter and the version of what it writes: another one makes every conversion anew. The cache is
    ``$NEWSDIGEST_CACHE``, else ``$XDG_CACHE_HOME/newsdigest`` or ``~/.cache/newsdigest``, else a folder of the user's own in the
    system's temporary folder where none of these can be written. Raises ModelFormatError where ``convert`` does, and where
    nothing can be written.
    """
    import ctranslate2

    key = hashlib.sha256(f"{path.resolve()} {revision} {quantization} {ctranslate2.__version__} {kind}".encode()).hexdigest()[:24]
    errors = []
    for root in cache_folders():
        place = root / "ctranslate2" / key
        if _is_whole(place):
            return place
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f"{key}.", dir=place.parent))
        except OSError as error:
            errors.append(error)
            continue
        try:
            convert(path, fresh / "model", quantization)
            _move(fresh / "model", place)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return place
    raise ModelFormatError(
        f"the converted model cannot be kept anywhere ({errors[0]}); set NEWSDIGEST_CACHE to a folder that can be written"
    )


def _is_whole(place: Path) -> bool:
    """Whether every file of a conversion is there with the size that was written down last."""
    try:
        if hasattr(os, "getuid") and place.stat().st_uid != os.getuid():
            return False  # somebody else's in a shared temporary folder
        sizes: dict[str, int] = json.loads((place / _DONE).read_text(encoding="utf-8"))
        return bool(sizes) and all((place / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _move(fresh: Path, place: Path) -> None:
    sizes = {file.name: file.stat().st_size for file in fresh.iterdir()}
    (fresh / _DONE).write_text(json.dumps(sizes), encoding="utf-8")
    try:
        fresh.rename(place)
    except OSError:
        if _is_whole(place):
            return  # another process was faster
        broken = Path(tempfile.mkdtemp(prefix="broken.", dir=place.parent))
        place.rename(broken / "model")
        shutil.rmtree(broken, ignore_errors=True)
        fresh.rename(place)
