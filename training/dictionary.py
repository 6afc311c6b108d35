#!/usr/bin/env python3
"""German nouns that the pairs hardly have, by their English, from the dictionary of Ding (TU Chemnitz, GPL-2.0-or-later).

    apt-get install trans-de-en
    python training/dictionary.py /usr/share/trans/de-en WORK/pairs.tsv --out WORK/lexicon.json

``synthetic.py --lexicon`` writes them into the English that it has translated back, where the reverse model copies them: the
pairs then have words in context that no reverse model knows. A line of the dictionary is ``german :: english``; both sides have the
same number of parts between ``|``, which translate each other; a part has synonyms between ``;``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from textfiles import lines

STALE = re.compile(
    r"\[(?:veraltet|obs\.|archaic|altertümlich|alt|dated|veraltend|rare|selten|Schw\.|poet\.|vulg\.|slang|ugs\.|coll\.|Norddt\.|Mitteldt\.)\]"
)
NOTES = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>|\([^()]*\)|/[A-ZÄÖÜ0-9][^/|;]*/")
SEPARATOR = re.compile(r";(?![^{(\[<]*[})\]>])")  # {kept; kept} is one
NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*")
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
RARE_GERMAN, RARE_ENGLISH = 8, 40  # times in the pairs; a frequent English word has other translations that are meant
LONGEST = 3  # English words
NO_EDGE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "with",
        "by",
        "from",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "some",
        "any",
        "no",
        "not",
    ]
)
NOT_COUNTED = ("wiki_titles", "wiktionary_dict")  # single words are hardly learned


def synonyms(part: str) -> list[str]:
    found = []
    for text in SEPARATOR.split(part.replace("’", "'")):
        for _ in range(2):  # notes within notes
            text = NOTES.sub(" ", text)
        found.append(" ".join(text.split()))
    return [text for text in found if text]


def entries(line: str) -> Iterator[tuple[str, str]]:
    """Each German noun of a line with the first English of its part, or the one in the same place."""
    if line.startswith("#") or line.count(" :: ") != 1:
        return
    german_side, english_side = (side.split("|") for side in line.split(" :: "))
    if len(german_side) != len(english_side):
        return
    for german_part, english_part in zip(german_side, english_side):
        german, english = synonyms(german_part), synonyms(english_part)
        if STALE.search(german_part + english_part) or not english:
            continue
        same = len(german) == len(english)
        for i, noun in enumerate(german):
            if NOUN.fullmatch(noun) and len(noun) > 3:
                yield noun, (english[i] if same else english[0]).lower()


def lexicon(lines: list[str], german: Counter[str], english: Counter[str]) -> dict[str, str]:
    """English of one to three words to the noun that stands for it, where that noun is rare and the English not usual for another."""
    nouns: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for noun, text in entries(line):
            nouns[text].append(noun)
    found = {}
    for text, choices in nouns.items():
        words = text.split()
        if not 1 <= len(words) <= LONGEST or not all(WORD.fullmatch(word) for word in words) or {words[0], words[-1]} & NO_EDGE:
            continue
        if len(words) == 1 and (english[text] >= RARE_ENGLISH or len(text) < 5):
            continue
        if max(german[noun] for noun in choices) < RARE_GERMAN:
            found[text] = choices[0]
    return found


def hinted(text: str, nouns: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """``text`` with the longest expressions of the lexicon in German, and the nouns put in."""
    words = list(WORD.finditer(text))
    out, put, at, i = [], [], 0, 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            first, last = words[i], words[i + size - 1]
            between = text[first.start() : last.end()]
            noun = nouns.get(between.lower())
            if noun and not any(word.group()[0].isupper() for word in words[i : i + size]):  # a name, or the first of its sentence
                out += [text[at : first.start()], noun]
                put.append(noun)
                at, i = last.end(), i + size
                break
        else:
            i += 1
    return "".join([*out, text[at:]]), tuple(put)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    german, english = Counter[str](), Counter[str]()
    for line in lines(args.pairs):
        name, _, de, en = line.rstrip("\n").split("\t")
        if name not in NOT_COUNTED:
            german.update(WORD.findall(de))
            english.update(WORD.findall(en.lower()))
    found = lexicon(args.dictionary.read_text(encoding="utf-8").splitlines(), german, english)
    args.out.write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")
    print(f"{len(found)} expressions")


if __name__ == "__main__":
    main()
