"""What the guards of translation are worth: the same sentences without and with them.

    python benchmarks/fidelity.py PREFIX... [--first N] [--model NAME] [--warnings 50]
    python benchmarks/fidelity.py news.de.txt.xz [--first N]

PREFIX.de and PREFIX.en hold a sentence a line and its reference; a file is German alone. Printed for each, without and with mending:

    numbers   quantities of the German (numbers, dates, times, money, Roman numerals, number words) found in the English;
              "silent" are sentences with one missing or invented that carry no warning
    names     words that are names by their letters, found in the English; in brackets, by the reference: capitalised words
              inside the sentence that the reference keeps as they are
    words     those of the lexicon (``data/lexicon``) found in one of their English forms
    made up   sentences with words that are in no language
    BLEU, chrF, sentences with a warning, seconds

Then what mending mended and broke, counted in quantities, names and words, and lines that are no sentences (data/fragments.txt).
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
from newsdigest.checks.inventions import invented_words
from newsdigest.checks.quantities import quantities
from newsdigest.checks.terms import lost_terms, terms
from newsdigest.translation.fidelity import lost_names, present_names

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from evaluate import read, recall  # noqa: E402
from textfiles import lines  # noqa: E402

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


HEAD = f"{'':12} {'numbers%':>8} {'missing':>8} {'silent':>7} {'names %':>7} {'(ref.)':>7} {'words %':>7} {'made up':>7} {'BLEU':>6} {'chrF':>6} {'warned':>7} {'seconds':>8}"


def row(name: str, sources: list[str], references: list[str], result: Result) -> None:
    """A line of the table; without ``references`` there is nothing in the columns that need them."""
    differences = [compare(s, t) for s, t in zip(sources, result.texts)]
    missing = sum(len(d.missing) for d in differences)
    silent = sum(bool(d) and not w for d, w in zip(differences, result.warnings))
    numbers = found(missing, sum(len(quantities(s, "de")) for s in sources))
    names = found(sum(len(lost_names(s, t)) for s, t in zip(sources, result.texts)), sum(len(present_names(s)) for s in sources))
    words = found(sum(len(lost_terms(s, t)) for s, t in zip(sources, result.texts)), sum(len(terms(s)) for s in sources))
    made_up = sum(bool(invented_words(s, t)) for s, t in zip(sources, result.texts))
    kept, bleu, chrf = "", "", ""
    if references:
        kept = f"({100 * recall(sources, result.texts, references)[1]:5.1f})"
        bleu = f"{sacrebleu.corpus_bleu(result.texts, [references]).score:.1f}"
        chrf = f"{sacrebleu.corpus_chrf(result.texts, [references]).score:.1f}"
    warned = sum(map(bool, result.warnings))
    print(
        f"{name:12} {numbers:8.2f} {missing:8} {silent:7} {names:7.2f} {kept:>7} {words:7.1f} {made_up:7} {bleu:>6} {chrf:>6} {warned:7} {result.seconds:8.1f}",
        flush=True,
    )


def found(lost: int, of: int) -> float:
    return 100 - 100 * lost / max(1, of)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prefix", type=Path, nargs="+")
    parser.add_argument("--first", type=int)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--warnings", type=int, default=0)
    args = parser.parse_args()
    for prefix in args.prefix:
        if prefix.is_file():
            sources, references = [line.strip() for line in lines(prefix)][: args.first], []
        else:
            sources, references = read(Path(f"{prefix}.de"), args.first), read(Path(f"{prefix}.en"), args.first)
        print(f"{prefix.name}, {len(sources)} sentences, {sum(len(quantities(s, 'de')) for s in sources)} quantities, {args.model}")
        print(HEAD)
        before, after = translate(args.model, sources, False), translate(args.model, sources, True)
        if references:
            row("reference", sources, references, Result(references, [()] * len(sources), 0))
        row("not mended", sources, references, before)
        row("mended", sources, references, after)
        report_changes(sources, before.texts, after.texts)
        warned = [(s, t, w) for s, t, w in zip(sources, after.texts, after.warnings) if w]
        for source, text, warnings in random.Random(7).sample(warned, min(args.warnings, len(warned))):
            print(f"\nDE {source}\nEN {text}\n   {'; '.join(warnings)}")
    report_fragments(args.model)


def report_changes(sources: list[str], before: list[str], after: list[str]) -> None:
    counts = {"quantities": [0, 0], "names": [0, 0], "words": [0, 0]}
    for source, old, new in zip(sources, before, after):
        was, is_ = compare(source, old), compare(source, new)
        names_were, names_are = ({n.start for n in lost_names(source, text)} for text in (old, new))
        for what, a, b in (
            ("quantities", {q.start for q in was.missing}, {q.start for q in is_.missing}),
            ("names", names_were, names_are),
            ("words", *({t.start for t in lost_terms(source, text)} for text in (old, new))),
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
