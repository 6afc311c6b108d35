#!/usr/bin/env python3
"""English words, for telling those that a model invents: ``newsdigest/data/words_en.txt``, for ``newsdigest/checks/inventions.py``.

    pip install pyspellchecker
    python training/english_words.py news.en.txt.xz ... [--write]

The words of pyspellchecker's list (MIT; from film subtitles and dictionaries) and those that stand often enough in English text, one
sentence a line: in small letters, or inside a sentence with a capital. Of a ``german<TAB>english`` file the last column is read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import newsdigest
from textfiles import lines

TARGET = Path(newsdigest.__file__).parent / "data" / "words_en.txt"
OFTEN, SHORTEST = 3, 4
SMALL = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w'’-])")
HEADER = f"""\
# English words of {SHORTEST} letters and more, a line each: those of pyspellchecker 0.9 (MIT licence, Tyler Barrus), and those that at least {OFTEN}
# sentences of news and of translated text have, names with their capital. Written by training/english_words.py; add one that is told of as invented.
"""


def main() -> None:
    from spellchecker import SpellChecker

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    arguments = parser.parse_args()
    seen, names = Counter[str](), Counter[str]()
    for path in arguments.files:
        for line in lines(path):
            english = line.rsplit("\t", 1)[-1]
            seen.update(set(SMALL.findall(english)))
            names.update(set(CAPITALISED.findall(english)))
    known = {word for word in SpellChecker(language="en").word_frequency.dictionary if SMALL.fullmatch(word)}
    often = {word for word, count in seen.items() if count >= OFTEN}
    small = {word for word in known | often if len(word) >= SHORTEST}
    capitalised = {word for word, n in names.items() if n >= OFTEN and len(word) >= SHORTEST and word.lower() not in small}
    words = sorted(small | capitalised)
    print(f"{len(words)} words, {len(small - known)} of them from the text alone, {len(capitalised)} with a capital")
    if arguments.write:
        TARGET.write_text(HEADER + "\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
