#!/usr/bin/env python3
"""Step 3: pairs to token ids, with word alignments, in one compressed file.

    python training/pack.py WORK/pairs.tsv --spm WORK/joint.model --out WORK/packed.npz [--no-alignment] [--reverse]
    python training/pack.py news.en.txt.xz --spm WORK/joint.model --out WORK/mono.npz --mono en

``--reverse`` packs English to German, for the model that translates English news back; ``--mono`` text in one language, as
sources without targets.

Weights below 1 keep that share of a source's pairs (seeded); weights above 1 repeat them at training time.
The alignment is eflomal's (Östling and Tiedemann, 2016), on subwords, from target to source: each target token has
one source position or none. It guides the model's attention while it is young (Chen et al., 2016).

Arrays of the file: those of ``packed.py``, and ``d`` uint8, the domain's index in ``domains``.
"""

from __future__ import annotations

import argparse
import html
import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
from sacremoses import MosesPunctNormalizer

from alignment import aligned
from packed import UNALIGNED, Packed
from textfiles import Known, lines

HERE = Path(__file__).parent


def encode(pairs: Path, spm: Path, longest: int, seed: int = 1, reverse: bool = False, every: bool = False) -> Packed:
    settings = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    domains = sorted({table["domain"] for table in settings.values()})
    rng, rows = random.Random(seed), []
    for line in lines(pairs):
        name, weight, german, english = line.rstrip("\n").split("\t")
        # today's table decides, so that a change of weights needs no second reading of the corpus
        table = settings.get(name, settings["default"])
        weight = 1.0 if every else float(table["weight"])
        if rng.random() < weight:
            sides = (english, german) if reverse else (german, english)
            rows.append((*sides, max(1.0, weight), domains.index(table["domain"])))
    rows.sort(key=lambda row: row[:2][:: -1 if reverse else 1])  # like German side by side: a smaller file; batches are shuffled
    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    source, target, so, to, w, d = [], [], [0], [0], [], []
    size = 100_000
    for begin in range(0, len(rows), size):
        part = rows[begin : begin + size]
        for a, b, row in zip(sp.encode([r[0] for r in part]), sp.encode([r[1] for r in part]), part):
            if 1 <= len(a) <= longest and 1 <= len(b) <= longest:
                source.append(np.array(a, np.uint16))
                target.append(np.array(b, np.uint16))
                so.append(so[-1] + len(a))
                to.append(to[-1] + len(b))
                w.append(row[2])
                d.append(row[3])
    return {
        "s": np.concatenate(source),
        "t": np.concatenate(target),
        "so": np.array(so, np.int64),
        "to": np.array(to, np.int64),
        "w": np.array(w, np.float32),
        "d": np.array(d, np.uint8),
        "domains": np.array(domains),
        "digits": digit_ids(sp),
        "languages": np.array(["en", "de"] if reverse else ["de", "en"]),
    }


def digit_ids(sp: sentencepiece.SentencePieceProcessor) -> np.ndarray:
    return np.array([i for i in range(sp.get_piece_size()) if sp.id_to_piece(i).lstrip("▁").isdigit()], np.uint16)


def encode_mono(text: Path, spm: Path, longest: int, language: str, exclude: Sequence[Path] = ()) -> Packed:
    """Sentences of one language, normalised as pairs are, without those known from the files in ``exclude``."""
    held_out = Known(exclude)
    normalise = MosesPunctNormalizer(language)
    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    given = [" ".join(normalise.normalize(" ".join(html.unescape(line).split())).split()) for line in lines(text)]
    ids = [np.array(x, np.uint16) for x in sp.encode([line for line in given if line not in held_out]) if 1 < len(x) <= longest]
    return {
        "s": np.concatenate(ids),
        "so": np.cumsum([0] + [len(x) for x in ids]),
        "digits": digit_ids(sp),
        "languages": np.array([language, "de" if language == "en" else "en"]),
    }


def align(data: Packed) -> np.ndarray:
    """eflomal's target-to-source links for packed pairs; see the module's ``a``."""
    starts = data["to"]
    links = np.full(len(data["t"]), UNALIGNED, np.uint8)
    pairs = aligned(sentences(data["s"], data["so"]), sentences(data["t"], starts))
    for start, (_, of_targets) in zip(starts, pairs):
        for source, target in of_targets:
            links[start + target] = source
    return links


def sentences(ids: np.ndarray, starts: np.ndarray) -> Iterator[str]:
    return (" ".join(map(str, ids[begin:end])) for begin, end in zip(starts, starts[1:]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--spm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--longest", type=int, default=126, help="tokens of a side")
    parser.add_argument("--no-alignment", action="store_true")
    parser.add_argument("--reverse", action="store_true", help="English to German")
    parser.add_argument("--every", action="store_true", help="every pair once, whatever its weight: for the dev set")
    parser.add_argument("--mono", choices=("de", "en"), help="the file is text in this language, one sentence a line")
    parser.add_argument("--exclude", type=Path, action="append", default=[], help="as corpus.py has it, for --mono")
    args = parser.parse_args()
    if args.mono:
        alone = encode_mono(args.pairs, args.spm, args.longest, args.mono, args.exclude)
        print(f"{len(alone['so']) - 1} sentences, {len(alone['s'])} tokens")
        np.savez_compressed(args.out, **alone)
        return
    data = encode(args.pairs, args.spm, args.longest, reverse=args.reverse, every=args.every)
    print(f"{len(data['w'])} pairs, {len(data['t'])} target tokens, {len(data['s'])} source tokens", flush=True)
    if not args.no_alignment:
        data["a"] = align(data)
        print(f"{(data['a'] != UNALIGNED).mean():.1%} of the target tokens aligned")
    np.savez_compressed(args.out, **data)


if __name__ == "__main__":
    main()
