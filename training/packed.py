"""Pairs of token ids, end to end in a few arrays: what ``pack.py`` writes and ``train.py`` and ``decode.py`` read.

``s``/``t`` uint16 ids of all pairs, end to end; ``so``/``to`` int64 where each begins; ``w`` float32, how often a pair is drawn in a
pass; ``a`` uint8, parallel to ``t``, the source position of each target token or ``UNALIGNED``; ``digits``, the ids of the digits;
``languages``, source and target. Text in one language has ``s`` and ``so`` alone; ``a`` may be missing.

Only NumPy is needed here: a machine that trains need not have what cuts text into tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

UNALIGNED = 255
Packed = dict[str, np.ndarray]


def read_packed(paths: Sequence[Path]) -> Packed:
    """The pairs of several files one after the other; those of files without links are unaligned, where any file has links."""
    files = []
    for path in paths:
        with np.load(path) as file:
            files.append({k: file[k] for k in file.files})
    data = {k: np.concatenate([f[k] for f in files]) for k in ("s", "t", "w")}
    for key in ("so", "to"):
        ends = np.cumsum([0] + [f[key][-1] for f in files])
        data[key] = np.concatenate([[0], *(f[key][1:] + end for f, end in zip(files, ends))])
    if any("a" in f for f in files):
        data["a"] = np.concatenate([f.get("a", np.full(len(f["t"]), UNALIGNED, np.uint8)) for f in files])
    for key in ("languages", "digits"):
        if key in files[0]:
            data[key] = files[0][key]
    return data


def from_sides(sources: Sequence[np.ndarray], targets: Sequence[np.ndarray], digits: np.ndarray, languages: Sequence[str]) -> Packed:
    """Pairs of these ids, each to be drawn once a pass; there may be none."""
    nothing = np.zeros(0, np.uint16)
    return {
        "s": np.concatenate([nothing, *sources]),
        "t": np.concatenate([nothing, *targets]),
        "so": np.cumsum([0] + [len(s) for s in sources]),
        "to": np.cumsum([0] + [len(t) for t in targets]),
        "w": np.ones(len(sources), np.float32),
        "digits": digits,
        "languages": np.array(languages),
    }


def turned(data: Packed) -> Packed:
    """The pairs in the other direction. Of several targets that are linked to a source the last becomes its link."""
    links = {}
    if "a" in data:
        owner = np.repeat(np.arange(len(data["w"])), np.diff(data["to"]))
        linked = np.flatnonzero(data["a"] != UNALIGNED)
        links["a"] = np.full(len(data["s"]), UNALIGNED, np.uint8)
        links["a"][data["so"][owner[linked]] + data["a"][linked]] = linked - data["to"][owner[linked]]
    return links | {
        "s": data["t"],
        "t": data["s"],
        "so": data["to"],
        "to": data["so"],
        "w": data["w"],
        "digits": data["digits"],
        "languages": data["languages"][::-1],
    }
