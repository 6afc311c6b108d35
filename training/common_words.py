#!/usr/bin/env python3
"""English words that their letters make look like names: ``newsdigest/data/common_words_en.txt``, for ``newsdigest/checks/claims/names.py``.

    python training/common_words.py news.en.txt.xz ... [--write]

Reads English text, one sentence a line. A word is common that stands in small letters inside sentences often, and hardly ever
with a capital; of these, those that ``newsdigest.checks.names`` would take for a name at the beginning of a sentence are kept.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import newsdigest
from newsdigest.checks.claims.names import SURELY_NAME
from newsdigest.checks.names import likelihood
from newsdigest.words import content_of, stop_words
from textfiles import lines

TARGET = Path(newsdigest.__file__).parent / "data" / "common_words_en.txt"
OFTEN, CAPITALS = 10, 0.1
INSIDE = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]{2,}\b")
HEADER = f"""\
# English words, as newsdigest/words.py stems them, that begin a sentence and whose letters look like a name's. At least {OFTEN} times in
# 330,000 sentences of news, at most {CAPITALS:.0%} of them with a capital. Written by training/common_words.py. Add one that is taken for a name.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    arguments = parser.parse_args()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in arguments.files:
        for line in lines(path):
            for word in INSIDE.findall(line):
                (capital if word[0].isupper() else small)[word.lower()] += 1
    found = sorted(
        word
        for word, count in small.items()
        if count >= OFTEN
        and capital[word] <= CAPITALS * count
        and word not in stop_words()
        and likelihood(word.capitalize()) >= SURELY_NAME
    )
    stems = sorted(set(content_of(found)))
    print(f"{len(found)} words, {len(stems)} stems")
    if arguments.write:
        TARGET.write_text(HEADER + "\n".join(stems) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
