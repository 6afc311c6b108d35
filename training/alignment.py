"""Which words of sentence pairs stand for each other, by eflomal (Östling and Tiedemann, 2016)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

Links = set[tuple[int, int]]
"""Places in the first and the second sentence of a pair."""


def aligned(first: Iterable[str], second: Iterable[str], iterations: float = 0.5) -> Iterator[tuple[Links, Links]]:
    """The links of each pair of sentences, whose words blanks divide.

    Of the two sets in the one each first word has at most one second word, in the other each second at most one first.
    """
    import eflomal

    with tempfile.TemporaryDirectory() as folder:
        ones, others, forward, backward = (Path(folder) / name for name in ("ones", "others", "forward", "backward"))
        for path, sentences in ((ones, first), (others, second)):
            path.write_text("".join(sentence + "\n" for sentence in sentences), encoding="utf-8")
        with open(ones, encoding="utf-8") as a, open(others, encoding="utf-8") as b:
            aligner = eflomal.Aligner(model=3, rel_iterations=iterations, n_samplers=1)
            aligner.align(a, b, links_filename_fwd=str(forward), links_filename_rev=str(backward))
        with open(forward) as there, open(backward) as back:
            for one, other in zip(there, back):
                yield _links(one), _links(other)


def _links(line: str) -> Links:
    return {(int(link.split("-")[0]), int(link.split("-")[1])) for link in line.split()}
