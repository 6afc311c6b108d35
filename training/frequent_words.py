#!/usr/bin/env python3
"""How frequent German words are in news: ``newsdigest/data/frequent_words_de.txt``, by which stories tell what is rare.

    python training/frequent_words.py news.de.txt.xz train/newstest_2008_2018.tsv.xz ... [--write]

Reads plain text, one sentence a line, or ``german<TAB>english`` pairs. Content words are counted as
``newsdigest.words`` finds them, once a sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import newsdigest
from newsdigest.words import content_words
from textfiles import lines

TARGET = Path(newsdigest.__file__).parent / "data" / "frequent_words_de.txt"
PER, LEAST = 10_000, 7
HEADER = f"""\
# German content words, as newsdigest/words.py stems them, that at least {LEAST} of {PER} sentences of news have.
# A line is a number of sentences of {PER} and the words that so many have. Written by training/frequent_words.py.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    arguments = parser.parse_args()
    sentences = {line.rstrip("\n").split("\t")[0] for path in arguments.files for line in lines(path)}
    counts = Counter(word for sentence in sentences for word in set(content_words(sentence, "de")) if word.isalpha())
    classes: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if (share := round(PER * count / len(sentences))) >= LEAST:
            classes[share].append(word)
    print(f"{len(sentences)} sentences, {sum(map(len, classes.values()))} words")
    if arguments.write:
        written = [f"{share} {' '.join(sorted(classes[share]))}\n" for share in sorted(classes, reverse=True)]
        TARGET.write_text(HEADER + "".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
