#!/usr/bin/env python3
"""Which German words English keeps as they are: the weights of ``newsdigest/checks/names.py``, from parallel text.

    python training/name_weights.py WORK/pairs.tsv [--dev PREFIX] [--write]

A capitalised word inside a German sentence counts as kept where the English has it letter by letter. A logistic model
over the word's hashed n-grams learns the share (AdaGrad, Duchi et al. 2011). Frequent nouns that its letters make look
like names are written beside it as a list. ``--dev`` prints precision and recall on text that was not learned from:
of the words judged names, how many the reference has; of those that the reference has, how many were judged names.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np

import newsdigest
from newsdigest.checks import names
from textfiles import lines

DATA = Path(newsdigest.__file__).parent / "data"
INSIDE = re.compile(r"(?<=[\w,;)] )[A-ZÄÖÜ][\w-]{2,29}")
WORD = re.compile(r"\w[\w-]*")
OFTEN, RARELY_KEPT, LOOKS_LIKE = 10, 0.15, 0.3


def count(pairs: Path) -> tuple[Counter[str], Counter[str]]:
    """How many pairs have each word, and in how many English keeps it."""
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for line in lines(pairs):
        _, _, german, english = line.rstrip("\n").split("\t")
        there = set(WORD.findall(english))
        here = set(INSIDE.findall(german))
        seen.update(here)
        kept.update(here & there)
    return seen, kept


def fit(seen: Counter[str], kept: Counter[str], passes: int, rate: float = 0.3, seed: int = 0) -> np.ndarray:
    words = sorted(seen)
    rows = [np.array(names.features(word), np.int32) for word in words]
    share = np.array([kept[word] / seen[word] for word in words])
    trust = np.minimum(3.0, 1 + np.log([seen[word] for word in words]))
    weights, squares = np.zeros(names.BUCKETS + 1), np.full(names.BUCKETS + 1, 1e-6)
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        for i in rng.permutation(len(words)):
            row = np.append(rows[i], names.BUCKETS)
            error = (1 / (1 + np.exp(-weights[row].sum())) - share[i]) * trust[i]
            squares[row] += error * error
            weights[row] -= rate * error / np.sqrt(squares[row] + 1)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--dev", type=Path, help="PREFIX.de and PREFIX.en")
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--write", action="store_true", help="into the package")
    args = parser.parse_args()
    seen, kept = count(args.pairs)
    weights = np.clip(np.round(fit(seen, kept, args.passes) * names.SCALE), -127, 127)

    def likelihood(word: str) -> float:
        row = [*names.features(word), names.BUCKETS]
        return float(1 / (1 + np.exp(-(weights[row] / names.SCALE).sum())))

    nouns = sorted(w for w in seen if seen[w] >= OFTEN and kept[w] < RARELY_KEPT * seen[w] and likelihood(w) > LOOKS_LIKE)
    print(f"{len(seen)} words; {len(nouns)} nouns that look like names")
    if args.write:
        np.save(DATA / "name_weights.npy", weights.astype(np.int8))
        head = "# Nouns whose letters look like a name's: written by training/name_weights.py. Add one that is taken for a name.\n"
        (DATA / "nouns_de.txt").write_text(head + "\n".join(nouns) + "\n", encoding="utf-8")
    if args.dev:
        german, english = (Path(f"{args.dev}.{side}").read_text(encoding="utf-8").splitlines() for side in ("de", "en"))
        chances, there = [], []
        for source, reference in zip(german, english):
            for word in dict.fromkeys(INSIDE.findall(source)):
                chances.append(0.0 if word in nouns else likelihood(word))
                there.append(word in reference)
        chance, kept_there = np.array(chances), np.array(there)
        print("threshold  precision  recall")
        for threshold in (0.3, 0.5, 0.7, 0.9):
            judged = chance > threshold
            print(f"{threshold:9} {kept_there[judged].mean():10.3f} {judged[kept_there].mean():7.3f}")


if __name__ == "__main__":
    main()
