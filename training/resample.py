#!/usr/bin/env python3
"""Step 3b: the sources of packed pairs cut into subwords in other ways too, as regularisation.

    python training/resample.py WORK/packed.npz --spm WORK/joint.model --out WORK/packed-s.npz [--copies 3] [--alpha 0.2]

Subword regularisation (Kudo 2018): each pair stays as it is and comes again ``--copies`` times with a segmentation of
its source that is drawn from the unigram model, flatter the smaller ``--alpha`` is. The copies share the pair's weight,
so that a pass is as long as before. Targets keep the one segmentation that the model shall write; copies have no word
alignment (the links would have to be made anew).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import sentencepiece

from packed import UNALIGNED


def resample(data: dict[str, np.ndarray], spm: Path, copies: int, alpha: float, longest: int, seed: int) -> dict[str, np.ndarray]:
    """``data`` with drawn segmentations; a drawn one of more than ``longest`` subwords is the usual one instead."""
    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    sentencepiece.set_random_generator_seed(seed)
    starts, ids = data["so"], data["s"]
    rows = [ids[a:b].tolist() for a, b in zip(starts, starts[1:])]
    texts = sp.decode(rows)
    sources, lengths = [ids], [np.diff(starts)]
    for _ in range(copies):
        drawn = sp.encode(texts, enable_sampling=True, alpha=alpha, nbest_size=-1)
        drawn = [new if 1 <= len(new) <= longest else old for new, old in zip(drawn, rows)]
        sources.append(np.concatenate([np.array(row, np.uint16) for row in drawn]))
        lengths.append(np.array([len(row) for row in drawn]))
    times = copies + 1
    target_lengths = np.tile(np.diff(data["to"]), times)
    unaligned = np.full(len(data["t"]), UNALIGNED, np.uint8)
    return {
        **data,
        "s": np.concatenate(sources),
        "so": np.concatenate([[0], np.cumsum(np.concatenate(lengths))]),
        "t": np.tile(data["t"], times),
        "to": np.concatenate([[0], np.cumsum(target_lengths)]),
        "a": np.concatenate([data.get("a", unaligned), *([unaligned] * copies)]),
        "w": np.tile(data["w"] / times, times),
        "d": np.tile(data["d"], times),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packed", type=Path)
    parser.add_argument("--spm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--alpha", type=float, default=0.2)
    parser.add_argument("--longest", type=int, default=126, help="tokens of a side")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with np.load(args.packed) as file:
        data = {name: file[name] for name in file.files}
    out = resample(data, args.spm, args.copies, args.alpha, args.longest, args.seed)
    ratio = (len(out["s"]) - len(data["s"])) / (args.copies * len(data["s"]))
    print(f"{len(out['w'])} pairs; drawn sources have {ratio:.2f} times the usual number of subwords")
    np.savez_compressed(args.out, **out)


if __name__ == "__main__":
    main()
