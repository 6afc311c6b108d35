#!/usr/bin/env python3
"""The whole run on a GPU that is there for half an hour, in pieces of a few minutes.

    python training/lease.py DATA WORK --minutes 9 [--pace 1.0] [--small]

DATA holds ``packed.npz``, ``reverse.npz``, ``mono.npz`` (English news; all from ``pack.py``), ``joint.model`` and ``dev.de``; WORK
keeps what was done, and the same command goes on where the last one stopped:

    reverse   a large English-German model
    back      its German for the English news (back-translation)
    teacher   a large German-English model, on the pairs and the back-translated ones
    distil    its English for every German sentence (sequence-level distillation)
    student   the shape that is shipped, from the shipped weights, on all of it
    finish    WORK/model, and the student's and the teacher's English of ``dev.de``

Each training ends with its rate falling to nothing, by the clock; ``--pace`` stretches the minutes of all. ``--small``: toy sizes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import decode
import export
import train

SHIPPED = Path(__file__).parents[1] / "src" / "newsdigest" / "bundled"
Command = tuple[Callable[[Sequence[str]], None], list[object]]  # a step's main, and its arguments
LARGE = ["--width", 512, "--hidden", 2048, "--encoder", 6, "--decoder", 6, "--heads", 8, "--dropout", 0.1]
BATCH = ["--tokens", 32768, "--chunk", 16384, "--report", 200, "--save", 1.5, "--guided", 0]
SLACK = 0.3  # minutes: reading, saving


@dataclass(frozen=True)
class Stage:
    """Something to be done for so many minutes, in pieces if it is ``divisible``, else at once and to its end."""

    name: str
    minutes: float
    divisible: bool
    commands: Callable[[float], list[Command]]  # of the minutes that it may take


def stages(data: Path, work: Path, pace: float, small: bool) -> list[Stage]:
    large = ["--width", 64, "--encoder", 1, "--decoder", 1, "--heads", 2] if small else LARGE
    shipped = ["--width", 32, "--encoder", 1, "--decoder", 1, "--heads", 1] if small else ["--start", SHIPPED]
    batch = ["--tokens", 256, "--report", 5, "--guided", 0, "--warmup", 5, "--vocab", 310] if small else BATCH
    packed, back, distilled, spm = data / "packed.npz", work / "back.npz", work / "distil.npz", data / "joint.model"

    def trained(name: str, minutes: float, files: list[Path], size: list[object], rate: float) -> list[Stage]:
        run = [*files, "--out", work / name, *size, *batch, "--rate", rate]
        return [
            Stage(name, 0.75 * minutes * pace, True, lambda m: [(train.main, [*run, "--minutes", m])]),
            Stage(f"{name}-cooled", 0.25 * minutes * pace, False, lambda m: [(train.main, [*run, "--cooldown-minutes", m, "--linear"])]),
        ]

    def made(out: Path, minutes: float, *arguments: object) -> Stage:
        return Stage(out.stem, minutes * pace, False, lambda _: [(decode.main, [*arguments, "--out", out])])

    def english(name: str) -> Command:
        return decode.main, [work / name, "--text", data / "dev.de", "--spm", spm, "--out", work / f"{name}.en"]

    finish = [(export.main, [work / "student", "--spm", spm, "--out", work / "model"]), english("student"), english("teacher")]
    return [
        *trained("reverse", 5, [data / "reverse.npz"], large, 7e-4),
        made(back, 2, work / "reverse", data / "mono.npz", "--backwards"),
        *trained("teacher", 7, [packed, back], large, 7e-4),
        made(distilled, 3, work / "teacher", packed, back),
        *trained("student", 6, [packed, back, distilled], shipped, 1e-3),
        Stage("finish", 0.5 * pace, False, lambda _: finish),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="that this piece may take")
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--small", action="store_true")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    ledger = args.work / "lease.json"
    spent: dict[str, float] = json.loads(ledger.read_text()) if ledger.exists() else {}
    slack = SLACK * args.pace
    end = time.time() + args.minutes * 60
    for stage in stages(args.data, args.work, args.pace, args.small):
        wanted = stage.minutes - spent.get(stage.name, 0.0)
        left = (end - time.time()) / 60 - slack
        if wanted <= 0:
            continue
        if left < (0.5 * args.pace if stage.divisible else wanted):
            print(f"stopped before {stage.name}: {left:.1f} minutes left; the same command goes on", flush=True)
            return
        print(f"== {stage.name}", flush=True)
        minutes = min(wanted, left)
        begin = time.time()
        for step, arguments in stage.commands(minutes):
            step([str(a) for a in arguments])
        took = (time.time() - begin) / 60
        # what cannot be divided is done when it has ended
        spent[stage.name] = spent.get(stage.name, 0.0) + (minutes if stage.divisible else stage.minutes)
        ledger.write_text(json.dumps(spent, indent=1))
        print(f"== {stage.name}: {took:.1f} minutes", flush=True)
    print("all done", flush=True)


if __name__ == "__main__":
    main()
