"""Boundary precision, recall and F1 of the sentence splitter.

    python benchmarks/sentences.py FILE [--join 10] [--language de] [--errors 20]

FILE has one sentence a line (UTF-8, or packed with xz). Lines are joined, ten at a time, with blanks; the end of a
span is right if it is the end of a line. The last end of each text is counted too, as published figures do.
"""

from __future__ import annotations

import argparse
import lzma
import time
from collections.abc import Iterator
from pathlib import Path

from newsdigest.sentences import split_sentences


def joined_texts(lines: list[str], size: int) -> Iterator[tuple[str, set[int]]]:
    """Texts of ``size`` lines each, with the offsets at which their lines end."""
    for first in range(0, len(lines), size):
        group = lines[first : first + size]
        ends, position = set(), 0
        for line in group:
            position += len(line)
            ends.add(position)
            position += 1
        text = " ".join(group)
        yield text, ends


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--join", type=int, default=10, metavar="N", help="lines to a text (default 10)")
    parser.add_argument("--language", default="de", choices=("de", "en"))
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N errors")
    arguments = parser.parse_args()

    opened = lzma.open if arguments.file.suffix == ".xz" else open
    with opened(arguments.file, "rt", encoding="utf-8") as stream:
        lines = [line.strip() for line in stream if line.strip()]
    split_sentences("", arguments.language)

    right = found = wanted = shown = characters = 0
    seconds = 0.0
    for text, gold in joined_texts(lines, arguments.join):
        start = time.perf_counter()
        spans = split_sentences(text, arguments.language)
        seconds += time.perf_counter() - start
        characters += len(text)
        ends = {span.end for span in spans}
        right += len(ends & gold)
        found += len(ends)
        wanted += len(gold)
        for position in sorted(ends ^ gold):
            if shown < arguments.errors:
                shown += 1
                kind = "extra  " if position in ends else "missing"
                print(f"{kind} {text[max(0, position - 50) : position]} ¦ {text[position : position + 40].strip()}")
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"ends {wanted}  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {characters / seconds / 1e6:.1f} M characters/s")


if __name__ == "__main__":
    main()
