#!/usr/bin/env python3
"""Step 7: the model card.

    python training/card.py MODEL_DIR --run WORK/cool --pairs WORK/pairs.json ... --dev PREFIX [--apart-from news.en.txt.xz]

Scores the model (greedy and beam 4), and writes MODEL_DIR/README.md: what it is, what it learned from under which
licences, its scores beside other systems' on the same segments, the first segments of the project's own dev set, and its limits.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import torch

HERE = Path(__file__).parent
WRITTEN = HERE.parent / "benchmarks" / "data" / "written"
SHOWN = 10


def evaluate(model: Path, dev: Path, *options: str) -> str:
    command = [sys.executable, str(HERE / "evaluate.py"), str(model), "--dev", str(dev), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def data_table(pairs: Sequence[Path]) -> str:
    """A line for each source: pairs after filtering, share used, licence."""
    settings = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    rows = []
    sources = {name: counts for path in pairs for name, counts in json.loads(path.read_text()).items()}
    for name, counts in sorted(sources.items(), key=lambda item: -item[1].get("kept", 0)):
        table = settings.get(name, settings["default"])
        if table["weight"]:
            rows.append(f"| {name} | {table['domain']} | {counts.get('kept', 0):,} | {table['weight']:g} | {table['licence']} |")
    return "\n".join(["| source | domain | pairs | drawn per pass | licence as stated |", "|---|---|---|---|---|", *rows])


def card(
    model: Path, run: Path, pairs: Sequence[Path], dev: Path, apart_from: Sequence[Path] = (), before: float = 0.0, machine: str = ""
) -> str:
    state = torch.load(run / "state.pt", map_location="cpu", weights_only=True)
    shape = json.loads((run / "shape.json").read_text())
    table = evaluate(model, dev)
    greedy = json.loads(evaluate(model, dev, "--beams", "1", "--json"))
    own_dev = evaluate(model, WRITTEN, "--show", str(SHOWN))
    samples, written = own_dev[: own_dev.index("system  ")], own_dev[own_dev.index("system  ") :]
    own = greedy["rows"][str(model)]
    fresh = ""
    if apart_from:
        output = evaluate(model, dev, *(part for path in apart_from for part in ("--apart-from", str(path))))
        fresh = f"""
The English side of a test set is news that others have too. Without the segments of which 8 words in a row are in the files of English
from which the rest was learned (`--apart-from`):

```
{output[: output.index("English words/s")].rpartition(chr(10))[0].strip()}
```
"""
    parameters = state["weights"]["average"].numel() / 1e6
    return f"""---
language: [de, en]
license: apache-2.0
library_name: transformers
pipeline_tag: translation
---

# newsdigest bundled: German to English, compact

A Marian transformer for German news, made by newsdigest's `training/`: {shape["width"]} wide, {shape["encoder"]} encoder and
{shape["decoder"]} decoder layers, {shape["vocab"]:,} joint subwords with byte fallback, {parameters:.1f} M parameters in fp16. It loads with
`MarianMTModel.from_pretrained` and `MarianTokenizer.from_pretrained`. Normalise punctuation first
(`tokenizer.normalize`); newsdigest's `Translator` does.

Trained on {state["tokens"] / 1e6 + before:.1f} M target tokens{f", {before:g} M of them before it grew to this size," if before else ""}{f" on {machine}" if machine else ""}.

## Scores

`python training/evaluate.py bundled --dev {dev.name}` (beam 4, as shipped: CTranslate2 in int8 on a CPU; single precision
scores the same within 0.1, `training/int8.py`), beside other systems' outputs on the same segments;
"numbers" and "names" are the share of the source's numbers and names that are in the English, of those that the
reference keeps as they are:

```
{table.strip()}
```

Greedy (`--beams 1`): BLEU {own["BLEU"]}, chrF {own["chrF"]}, numbers {own["numbers"]} %, names {own["names"]} %.

No segment of {dev.name} was trained on, nor any sentence that shares 8 words in a row with one (`training/corpus.py --exclude`).
{fresh}
## News sentences written for the project

`training/evaluate.py bundled --dev benchmarks/data/written --show {SHOWN}`, the first {SHOWN} of them as they come. They are made of words and expressions that small
models miss, and were not trained on. The English beside them is a large language model's, as is part of the training data's.

```
{written[: written.index("English words/s")].rpartition(chr(10))[0].strip()}

{samples.strip()}
```

## Limits

- Small: rare words and compounds are often wrong, sometimes invented; long sentences lose clauses.
- Numbers and names can change. Compare with the German before anything is published.
- News first; legal, medical, literary and spoken German were hardly seen.
- Sentences of at most 126 subwords were seen in training; longer ones are cut at clause boundaries by newsdigest.
- Part of the training data is itself machine translation, with its mistakes.

## Data

None of it is part of this package. "Drawn per pass" below 1 is the share of pairs used.

{data_table(pairs)}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--before", type=float, default=0.0, help="millions of target tokens that the start of the run had seen")
    parser.add_argument("--machine", default="", help='on which it was trained, "two CPU cores"')
    parser.add_argument("--apart-from", type=Path, action="append", default=[], help="as evaluate.py has it")
    args = parser.parse_args()
    text = card(args.model, args.run, args.pairs, args.dev, args.apart_from, args.before, args.machine)
    (args.model / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
