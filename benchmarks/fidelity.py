"""What the guards of translation are worth: the same sentences without and with them.

    python benchmarks/fidelity.py PREFIX... [--first N] [--model NAME] [--warnings 50]

PREFIX.de and PREFIX.en hold a sentence a line and its reference. Printed for each, without and with mending:

    numbers   quantities of the German (numbers, dates, times, money, Roman numerals, number words) found in the English;
              "silent" are sentences with one missing or invented that carry no warning
    names     words that are names by their letters, found in the English; in brackets, by the reference: capitalised words
              inside the sentence that the reference keeps as they are
    BLEU, chrF, sentences with a warning, seconds

Then what mending mended and broke, counted in quantities and names, and lines that are no sentences (data/fragments.txt).
``--warnings`` prints so many of the warned sentences, drawn with a fixed seed, for reading. The reference itself is in
the table too: what is "missing" there is the freedom of human translators, and the false alarms of the checks.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from newsdigest import Translator
from newsdigest.checks.comparison import compare
from newsdigest.checks.quantities import quantities
from newsdigest.translation.fidelity import lost_names, present_names

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from evaluate import read, recall  # noqa: E402

FRAGMENTS = Path(__file__).parent / "data" / "fragments.txt"


@dataclass
class Result:
    texts: list[str]
    warnings: list[tuple[str, ...]]
    seconds: float


def translate(model: str, sources: list[str], mend: bool) -> Result:
    translator = Translator(model, mend=mend)
    translator.translate(sources[:2])
    begin = time.perf_counter()
    found = translator.translate(sources)
    return Result([t.text for t in found], [t.warnings for t in found], time.perf_counter() - begin)


def row(name: str, sources: list[str], references: list[str], result: Result) -> None:
    differences = [compare(s, t) for s, t in zip(sources, result.texts)]
    all_numbers = sum(len(quantities(s, "de")) for s in sources)
    missing = sum(len(d.missing) for d in differences)
    silent = sum(bool(d) and not w for d, w in zip(differences, result.warnings))
    all_names = sum(len(present_names(s)) for s in sources)
    lost = sum(len(lost_names(s, t)) for s, t in zip(sources, result.texts))
    _, kept = recall(sources, result.texts, references)
    bleu = sacrebleu.corpus_bleu(result.texts, [references]).score
    chrf = sacrebleu.corpus_chrf(result.texts, [references]).score
    warned = sum(map(bool, result.warnings))
    print(
        f"{name:12} {100 - 100 * missing / max(1, all_numbers):8.2f} {missing:8} {silent:7} {100 - 100 * lost / max(1, all_names):7.2f}"
        f" ({100 * kept:5.1f}) {bleu:6.1f} {chrf:6.1f} {warned:7} {result.seconds:8.1f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prefix", type=Path, nargs="+")
    parser.add_argument("--first", type=int)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--warnings", type=int, default=0)
    args = parser.parse_args()
    for prefix in args.prefix:
        sources, references = read(Path(f"{prefix}.de"), args.first), read(Path(f"{prefix}.en"), args.first)
        print(f"{prefix.name}, {len(sources)} sentences, {sum(len(quantities(s, 'de')) for s in sources)} quantities, {args.model}")
        print(
            f"{'':12} {'numbers%':>8} {'missing':>8} {'silent':>7} {'names %':>7} {'(ref.)':>7} {'BLEU':>6} {'chrF':>6} {'warned':>7} {'seconds':>8}"
        )
        before, after = translate(args.model, sources, False), translate(args.model, sources, True)
        row("reference", sources, references, Result(references, [()] * len(sources), 0))
        row("not mended", sources, references, before)
        row("mended", sources, references, after)
        report_changes(sources, before.texts, after.texts)
        warned = [(s, t, w) for s, t, w in zip(sources, after.texts, after.warnings) if w]
        for source, text, warnings in random.Random(7).sample(warned, min(args.warnings, len(warned))):
            print(f"\nDE {source}\nEN {text}\n   {'; '.join(warnings)}")
    report_fragments(args.model)


def report_changes(sources: list[str], before: list[str], after: list[str]) -> None:
    counts = {"quantities": [0, 0], "names": [0, 0]}
    for source, old, new in zip(sources, before, after):
        was, is_ = compare(source, old), compare(source, new)
        names_were, names_are = ({n.start for n in lost_names(source, text)} for text in (old, new))
        for what, a, b in (
            ("quantities", {q.start for q in was.missing}, {q.start for q in is_.missing}),
            ("names", names_were, names_are),
        ):
            counts[what][0] += len(a - b)
            counts[what][1] += len(b - a)
    print("; ".join(f"{what}: {mended} mended, {broken} broken" for what, (mended, broken) in counts.items()))


def report_fragments(model: str) -> None:
    """Lines that are no sentences: how many come back with as many words, how many swell or vanish, how many are warned."""
    lines = [line for line in FRAGMENTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
    found = Translator(model).translate(lines)
    swollen = [s for s, t in zip(lines, found) if len(t.text.split()) > 2 * len(s.split()) + 2]
    vanished = [s for s, t in zip(lines, found) if not t.text.strip()]
    unchanged = sum(s == t.text for s, t in zip(lines, found))
    warned = sum(bool(t.warnings) for t in found)
    print(f"{len(lines)} fragments: {unchanged} pass through, {len(swollen)} swell, {len(vanished)} vanish, {warned} warned")


if __name__ == "__main__":
    main()
