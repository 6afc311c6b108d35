"""Which rules judged: one short hash over the data files and the code of this package."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources


@cache
def rules_version() -> str:
    """Twelve hexadecimal digits of the SHA-256 over phrases, thresholds, weights and the code that applies them.

    Two runs with the same version judge the same text alike. Line ends do not count.
    """
    digest = hashlib.sha256()
    folder = resources.files("newsdigest.cleaning")
    files = [file for file in folder.iterdir() if file.name.endswith((".toml", ".json", ".py"))]
    files += [file for file in (folder / "phrases").iterdir() if file.name.endswith(".toml")]
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
