#!/usr/bin/env python3
"""Step 2: learn the joint subword vocabulary.

    python training/vocabulary.py WORK/pairs.tsv --out WORK/joint.model [--size 8000] [--mono FILE ...]

A SentencePiece unigram model (Kudo, 2018) over both languages with byte fallback, so that no character is lost, and
with every digit a piece of its own, so that numbers are copied digit by digit. Ids follow Marian: ``</s>`` 0,
``<unk>`` 1, ``<pad>`` last (CTranslate2 takes the last token of a Marian vocabulary for padding).
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import sentencepiece

from corpus import PairNormalizer
from textfiles import lines

BYTES = 256  # pieces that byte fallback needs


def sample(pairs: Path, mono: list[Path], size: int, seed: int = 1) -> list[str]:
    """At most ``size`` pairs (each side a line) drawn by weight, and at most a quarter of that from each mono file."""
    rng, text = random.Random(seed), []
    for line in lines(pairs):
        _, weight, german, english = line.rstrip("\n").split("\t")
        if rng.random() < float(weight):
            text.append((german, english))
    rng.shuffle(text)
    drawn = [side for pair in text[:size] for side in pair]
    normalise = PairNormalizer()
    for path in mono:
        extra = [normalise(line, line)[1] for line in lines(path)]
        rng.shuffle(extra)
        drawn += extra[: size // 4]
    return drawn


def learn(text: list[str], out: Path, size: int) -> None:
    """Write the SentencePiece model ``out`` learned from the lines of ``text``."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
        file.writelines(line + "\n" for line in text)
    sentencepiece.SentencePieceTrainer.train(
        input=file.name,
        model_prefix=str(out.with_suffix("")),
        vocab_size=size,
        character_coverage=0.9998,
        byte_fallback=True,
        split_digits=True,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=size - 1,
        normalization_rule_name="identity",
        max_sentence_length=2000,
        num_threads=2,
        minloglevel=1,
    )
    Path(file.name).unlink()
    out.with_suffix(".vocab").unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=8000)
    parser.add_argument("--mono", type=Path, action="append", default=[])
    parser.add_argument("--lines", type=int, default=300_000)
    args = parser.parse_args()
    learn(sample(args.pairs, args.mono, args.lines), args.out, args.size)


if __name__ == "__main__":
    main()
