#!/usr/bin/env python3
"""The whole run on a GPU that is there for a quarter of an hour, in pieces of a few minutes.

    python training/lease.py DATA WORK --minutes 9.5
    python training/lease.py DATA WORK --minutes 2.5 --last

DATA holds ``packed*.npz``, ``dev.npz`` and either ``back.npz``, pairs translated back, or ``mono.npz``, the English news to be translated
back here (all from ``pack.py``). WORK keeps what was done, and the same command goes on where the last one stopped:

    reverse   a large English-German model, and its German for the English news (where there is no ``back.npz``)
    teacher   a large German-English model, on the pairs and the back-translated ones; it starts from the reverse model's weights, where
              there is one
    distil    its English for every German sentence (sequence-level distillation)
    student   the shape that is to be shipped, on all of it

After each piece WORK/handed holds what is to be taken home: the student's averaged weights in half precision (a run for ``export.py``
and for ``train.py --start``) and the teacher's targets for the pairs of DATA, which ``decode.py`` puts beside their sources again.

Each training ends with its rate falling to nothing, by the clock. ``--last``: no other piece will follow, so what is left to do shares
the minutes that there are, fewer or more. Nothing but PyTorch and NumPy is needed. ``--small``: toy sizes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import decode
import train
from packed import read_packed, turned

Command = tuple[Callable[[Sequence[str]], None], list[object]]  # a step's main, and its arguments
SETTINGS = tomllib.loads((Path(__file__).parent / "lease.toml").read_text(encoding="utf-8"))
MINUTES = SETTINGS["minutes"]
COOLED = 0.45  # share of a training in which the rate falls
SLACK = 0.2  # minutes: reading, saving


@dataclass(frozen=True)
class Stage:
    """Something to be done for so many minutes, in pieces if it is ``divisible``, else at once and to its end."""

    name: str
    minutes: float
    divisible: bool
    fixed: bool  # takes its time, whatever is left
    commands: Callable[[float], list[Command]]  # of the minutes that it may take


def pairs(data: Path) -> list[Path]:
    return sorted(data.glob("packed*.npz"))


def stages(data: Path, work: Path, small: bool) -> list[Stage]:
    distilled, scale = work / "distil.npz", 0.01 if small else 1.0

    def trained(name: str, files: list[Path], model: str, *start: object) -> list[Stage]:
        settings = SETTINGS["all"] | SETTINGS["toy" if small else model]
        options = [part for key, value in settings.items() for part in (f"--{key}", value)]
        run = [*files, "--out", work / name, "--dev", data / "dev.npz", *options, *start]
        minutes = MINUTES[name]
        return [
            Stage(name, (1 - COOLED) * minutes * scale, True, False, lambda m: [(train.main, [*run, "--minutes", m])]),
            Stage(
                f"{name}-cooled",
                COOLED * minutes * scale,
                False,
                False,
                lambda m: [(train.main, [*run, "--cooldown-minutes", m, "--linear"])],
            ),
        ]

    def made(out: Path, *arguments: object) -> Stage:
        return Stage(out.stem, MINUTES[out.stem] * scale, False, True, lambda _: [(decode.main, [*arguments, "--out", out])])

    packed, back, first, start = pairs(data), data / "back.npz", [], []
    if not back.exists():
        reverse, back = work / "reverse.npz", work / "back.npz"
        if not reverse.exists():
            np.savez(reverse, **turned(read_packed(packed)))
        first = [*trained("reverse", [reverse], "teacher"), made(back, work / "reverse", data / "mono.npz", "--backwards")]
        start = ["--start", work / "reverse"]
    return [
        *first,
        *trained("teacher", [*packed, back], "teacher", *start),
        made(distilled, work / "teacher", *packed, back),
        *trained("student", [*packed, back, distilled], "student"),
    ]


def hand_over(data: Path, work: Path) -> None:
    """WORK/handed: what was made so far and would be missed."""
    out = work / "handed"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    shutil.copy(work / "lease.json", out)
    if (work / "distil.npz").exists():
        with np.load(work / "distil.npz") as made:
            np.savez(out / "distil.npz", **decode.kept_targets(dict(made), decode.read(pairs(data))[0]))
    if (work / "student" / "state.pt").exists():
        state = torch.load(work / "student" / "state.pt", map_location="cpu", weights_only=True)
        (out / "student").mkdir()
        torch.save(state | {"weights": {"average": state["weights"]["average"].half()}}, out / "student" / "state.pt")
        shutil.copy(work / "student" / "shape.json", out / "student")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="that this piece may take")
    parser.add_argument("--last", action="store_true", help="end within this piece")
    parser.add_argument("--small", action="store_true")
    args = parser.parse_args()
    end = time.time() + args.minutes * 60
    args.work.mkdir(parents=True, exist_ok=True)
    ledger = args.work / "lease.json"
    spent: dict[str, float] = json.loads(ledger.read_text()) if ledger.exists() else {}
    slack = 0.0 if args.small else SLACK
    todo = [stage for stage in stages(args.data, args.work, args.small) if spent.get(stage.name, 0.0) < stage.minutes]
    for number, stage in enumerate(todo):
        wanted = stage.minutes - spent.get(stage.name, 0.0)
        left = (end - time.time()) / 60 - slack
        if args.last:
            later = todo[number + 1 :]
            left -= sum(other.minutes for other in later if other.fixed)
            if not stage.fixed:
                wanted *= max(0.01, left / (wanted + sum(other.minutes for other in later if not other.fixed)))
        elif left < (min(wanted, 0.4) if stage.divisible else wanted):
            print(f"stopped before {stage.name}: {left:.1f} minutes left; the same command goes on", flush=True)
            break
        print(f"== {stage.name}", flush=True)
        minutes = min(wanted, left) if stage.divisible and not args.last else wanted
        begin = time.time()
        for step, arguments in stage.commands(minutes):
            step([str(a) for a in arguments])
        print(f"== {stage.name}: {(time.time() - begin) / 60:.1f} minutes", flush=True)
        # what cannot be divided, and what will not go on, is done when it has ended
        done = not stage.divisible or args.last
        spent[stage.name] = stage.minutes if done else spent.get(stage.name, 0.0) + minutes
        ledger.write_text(json.dumps(spent, indent=1))
    else:
        print("all done", flush=True)
    if ledger.exists():
        hand_over(args.data, args.work)


if __name__ == "__main__":
    main()
