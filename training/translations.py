#!/usr/bin/env python3
"""What German words are in English, and how often: ``newsdigest/data/translations_de_en.txt``, for ``newsdigest/checks/coverage.py``.

    python training/translations.py WORK/pairs.tsv [--domain news --domain parliament] [--write]

Reads the pairs of ``corpus.py``, aligns their words with eflomal (Östling and Tiedemann, 2016) in both directions, and counts: a link of both
directions is one, of one direction a half. The most frequent German words go, which are in every sentence and say nothing; so do those
that are too rare to be counted.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import newsdigest
from alignment import Links, aligned
from newsdigest.checks.coverage import WORD
from textfiles import lines

TARGET = Path(newsdigest.__file__).parent / "data" / "translations_de_en.txt"
LONGEST = 60
FREQUENT, OFTEN = 120, 10
LEAST, SURE, MOST = 0.01, 0.05, 12
"""Shares of a word's places: of an English word to be written down, and of the first one; and how many are."""
HEADER = f"""\
# German words, and their English: how many of 1000 times which word stood for it in the news that the bundled model learned from. Words that are
# there {OFTEN} times or more, without the {FREQUENT} most frequent. Written by training/translations.py, read by newsdigest/checks/coverage.py.
"""

Sentence = Sequence[str]


def spellings(sentences: Iterable[Sentence]) -> dict[str, str]:
    """How words are mostly written inside sentences, by their small letters: German, FBI, house."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for place, word in enumerate(sentence):
            seen[word.lower()][word] += 1 if place else 0
    return {word: ways.most_common(1)[0][0] for word, ways in seen.items()}


def counted(
    pairs: Sequence[tuple[Sentence, Sentence]], links: Iterable[tuple[Links, Links]]
) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How often German words are there, and how many half links each English word has with each of them."""
    met = Counter(word for german, _ in pairs for word in german)
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for (german, english), (one, other) in zip(pairs, links):
        for i, j in one | other:
            meant[german[i]][english[j]] += 2 if (i, j) in one and (i, j) in other else 1
    return met, meant


def table(met: Counter[str], meant: dict[str, Counter[str]], spelt: dict[str, str]) -> Iterator[str]:
    frequent = {word for word, _ in met.most_common(FREQUENT)}
    for word in sorted(meant.keys() - frequent):
        shares = {english: links / 2 / met[word] for english, links in meant[word].most_common(MOST) if english[0].isalpha()}
        if met[word] >= OFTEN and word[0].isalpha() and max(shares.values(), default=0.0) >= SURE:
            yield word + "".join(f" {spelt[english]} {share * 1000:.0f}" for english, share in shares.items() if share >= LEAST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--domain", action="append", default=[], help="of sources.toml; without, all")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    arguments = parser.parse_args()
    sources = tomllib.loads((Path(__file__).parent / "sources.toml").read_text(encoding="utf-8"))
    pairs = []
    for line in lines(arguments.pairs):
        name, _, german, english = line.rstrip("\n").split("\t")
        if not arguments.domain or sources.get(name, sources["default"])["domain"] in arguments.domain:
            pair = (WORD.findall(german), WORD.findall(english))
            if all(0 < len(side) < LONGEST for side in pair):
                pairs.append(pair)
    spelt = spellings(german for german, _ in pairs)
    # "gründen" is to found, "Gründen" are reasons; the first word of a sentence has a capital for no reason
    counting = [([spelt[german[0].lower()], *german[1:]], [word.lower() for word in english]) for german, english in pairs]
    links = aligned((" ".join(german).lower() for german, _ in counting), (" ".join(english) for _, english in counting))
    found = list(table(*counted(counting, links), spellings(english for _, english in pairs)))
    print(f"{len(found)} words of {len(pairs)} pairs")
    if arguments.write:
        TARGET.write_text(HEADER + "\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
