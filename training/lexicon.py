#!/usr/bin/env python3
"""Which lines of a word list belong in ``newsdigest/data/lexicon``: the words that the bundled model misses.

    python training/lexicon.py WORDS [--phrases] --german news.de.txt.xz --pairs pairs.tsv.xz ... [--out FILE] [--model bundled]

``WORDS`` has lines as ``data/lexicon/README.txt`` tells them. Where a word stands in the German sentences, the model's unmended translation
is looked through for its English; where it stands in the pairs (human translations, or those of large models), theirs. A line stays
that the model misses clearly more often than they do: otherwise its English is only one of many ways to say it. A word that is
nowhere stays too. Of verbs single forms may go, and those whose first English is seldom what people write. ``--phrases``: the lines are
expressions of several words.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from newsdigest import Translator
from newsdigest.checks import phrases
from newsdigest.checks.lexicon import entry, read
from newsdigest.checks.terms import Term, find, find_expressions, saying
from textfiles import lines

OFTEN, BETTER, TIMES = 0.05, 0.2, 2.5
"""A model that misses a word in so many of its places, and so much more often, or so many times as often, as translators."""
FREE = 0.35
"""Missed so often by translators, the English of a line is too narrow."""
FORM_FREE, FORM_SEEN = 0.42, 4
"""A single form of a verb goes that translators miss more often, or, seen so often, more often than the model does."""
FIRST, SEEN = 0.12, 8
"""Of adjectives and verbs seen so often, the first English must be what translators write that often."""


class Misses:
    """How often words are met, missed, and said in their first English: whole lines, and single forms of their words."""

    def __init__(self, find: Callable[[str], Iterable[Term]], pairs: Iterable[tuple[str, str]]):
        self.met: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.first: Counter[str] = Counter()
        for german, english in pairs:
            says = saying(english)
            for term in find(german):
                for key in (term.line, f"{term.line} {term.text.lower()}"):
                    self.met[key] += 1
                    self.missed[key] += not says(term.english)
                self.first[term.line] += says(entry(term.line).written)

    def share(self, key: str, missed: float, met: float) -> float:
        """The share of its places where a word is missed, as if it had been so often ``met`` and ``missed`` before."""
        return (self.missed[key] + missed) / (self.met[key] + met)


def chosen(words: Sequence[str], model: Misses, people: Misses, whole: bool) -> list[str]:
    """The lines that stay, verbs with the forms that stay, or all of them (``whole``)."""
    kept = []
    for line in words:
        german, _, english = line.partition(" = ")
        often, free = model.share(line, 0.8, 1.6), people.share(line, 0.3, 2.5)
        if free > FREE or often < OFTEN or (often - free < BETTER and often < TIMES * free):
            continue
        if german[0].islower() and people.met[line] >= SEEN and people.first[line] < FIRST * people.met[line]:
            continue
        if ";" in german and not whole:
            groups = [" ".join(form for form in group.split() if _stays(line, form, model, people)) or "-" for group in german.split(";")]
            if set(groups) == {"-"}:
                continue
            line = f"{'; '.join(groups)} = {english}"
        kept.append(line)
    return kept


def _stays(line: str, form: str, model: Misses, people: Misses) -> bool:
    key = f"{line} {form}"
    free = people.share(key, 0.6, 2.5)
    return form != "-" and free <= FORM_FREE and (people.met[key] < FORM_SEEN or model.share(key, 0.8, 1.6) >= free)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", type=Path)
    parser.add_argument("--phrases", action="store_true")
    parser.add_argument("--german", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--model", default="bundled")
    arguments = parser.parse_args()
    words = [line.rstrip("\n") for line in lines(arguments.words) if line.strip() and not line.startswith("#")]
    known = partial(find_expressions, known=phrases.read(words)) if arguments.phrases else partial(find, known=read(words))
    pairs = (line.rstrip("\n").split("\t") for path in arguments.pairs for line in lines(path))
    people = Misses(known, ((pair[0], pair[1]) for pair in pairs if len(pair) == 2))
    sentences = [line.strip() for path in arguments.german for line in lines(path) if any(known(line))]
    english = Translator(arguments.model, mend=False).translate(sentences)
    model = Misses(known, zip(sentences, (translation.text for translation in english)))
    kept = chosen(words, model, people, arguments.phrases)
    print(f"{len(kept)} of {len(words)} lines stay", file=sys.stderr)
    text = "\n".join(kept) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
