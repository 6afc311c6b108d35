#!/usr/bin/env python3
"""Step 6: score a model directory on a dev set, through the package's own translator.

    python training/evaluate.py MODEL_DIR --dev PREFIX [--first 300] [--beams 4] [--mend] [--show 5] [--json] [--apart-from news.en.txt.xz]

PREFIX.de and PREFIX.en hold one segment a line. Prints sacrebleu's BLEU and chrF with their signatures, the share of
source numbers and of names found in the English, tokens per second and the size of the weights. Other systems'
outputs (PREFIX.<name>.en) are scored beside. Test sets are made from news, and so is what models learn from: with
--apart-from the segments whose reference is known from that text (8 words in a row) are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

import sacrebleu

from newsdigest.translation import Translator
from textfiles import WORDS, Known

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
NAME = re.compile(r"(?<=[\w,] )[A-ZÄÖÜ][\w-]{2,}")


def read(path: Path, first: int | None) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")[:first]


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def recall(sources: list[str], hypotheses: list[str], references: list[str]) -> tuple[float, float]:
    """Share of the source's numbers, and of its names (capitalised inside the sentence and kept as they are by the
    reference), that are in the hypothesis."""
    found = [0, 0]
    all_ = [0, 0]
    for source, hypothesis, reference in zip(sources, hypotheses, references):
        have, wanted = {digits(n) for n in NUMBER.findall(hypothesis)}, {digits(n) for n in NUMBER.findall(reference)}
        # a number that the reference has not either was written out as a word, or converted
        numbers = {digits(n) for n in NUMBER.findall(source)} & wanted
        names = {n for n in NAME.findall(source) if n in reference}
        found = [found[0] + len(numbers & have), found[1] + sum(n in hypothesis for n in names)]
        all_ = [all_[0] + len(numbers), all_[1] + len(names)]
    return found[0] / max(1, all_[0]), found[1] / max(1, all_[1])


def german_nouns(path: Path) -> dict[str, list[str]]:
    """The nouns of a lexicon of ``dictionary.py``, each with its English expressions."""
    nouns: dict[str, list[str]] = {}
    for english, german in json.loads(path.read_text(encoding="utf-8")).items():
        nouns.setdefault(german, []).append(english.lower().rstrip("s"))
    return nouns


def nouns_right(nouns: dict[str, list[str]], sources: list[str], hypotheses: list[str], references: list[str]) -> tuple[int, int]:
    """Of the nouns whose reference has an English expression of the lexicon: how many hypotheses have it, and how many there are."""
    right = count = 0
    for source, hypothesis, reference in zip(sources, hypotheses, references):
        for noun in nouns.keys() & set(WORDS.findall(source)):
            expression = next((english for english in nouns[noun] if english in reference.lower()), None)
            count += expression is not None
            right += expression is not None and expression in hypothesis.lower()
    return right, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a directory or an alias")
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--first", type=int)
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--mend", action="store_true", help="with the guards of the package; without, the model alone is scored")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--apart-from", type=Path, action="append", default=[], help="English text; repeatable")
    parser.add_argument("--lexicon", type=Path, help="of dictionary.py: only the segments with one of its nouns, and how many are right")
    args = parser.parse_args()
    references = read(Path(f"{args.dev}.en"), args.first)
    known = Known(args.apart_from, among=references)
    kept = [i for i, line in enumerate(references) if line not in known]
    lexicon = german_nouns(args.lexicon) if args.lexicon else {}
    if lexicon:
        sources = read(Path(f"{args.dev}.de"), args.first)
        kept = [i for i in kept if not lexicon.keys().isdisjoint(WORDS.findall(sources[i]))]

    def read_kept(suffix: str) -> list[str]:
        segments = read(Path(f"{args.dev}.{suffix}"), args.first)
        return [segments[i] for i in kept]

    sources, references = read_kept("de"), read_kept("en")
    translator = Translator(args.model, beams=args.beams, mend=args.mend)
    translator.translate(sources[:2])
    begin = time.time()
    hypotheses = [t.text for t in translator.translate(sources)]
    seconds = time.time() - begin
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    tokens = sum(len(h.split()) for h in hypotheses)
    systems = {str(args.model): hypotheses}
    for path in sorted(args.dev.parent.glob(f"{args.dev.name}.*.en")):
        systems[path.name.split(".")[-2]] = read_kept(path.name.removeprefix(f"{args.dev.name}."))
    rows = {}
    for name, output in systems.items():
        numbers, names = recall(sources, output, references)
        rows[name] = {
            "BLEU": round(bleu.corpus_score(output, [references]).score, 1),
            "chrF": round(chrf.corpus_score(output, [references]).score, 1),
            "numbers": round(100 * numbers, 1),
            "names": round(100 * names, 1),
        }
    size = sum(f.stat().st_size for f in translator.located.path.iterdir() if f.is_file())
    for source, hypothesis, reference in list(zip(sources, hypotheses, references))[: args.show]:
        print(f"DE  {source}\nEN  {hypothesis}\nREF {reference}\n")
    if args.json:
        print(json.dumps({"rows": rows, "words per second": round(tokens / seconds), "bytes": size}))
        return
    print(f"{'system':24} {'BLEU':>6} {'chrF':>6} {'numbers %':>10} {'names %':>8}   {len(sources)} segments of {args.dev.name}")
    for name, row in rows.items():
        print(f"{Path(name).name:24} {row['BLEU']:6.1f} {row['chrF']:6.1f} {row['numbers']:10.1f} {row['names']:8.1f}")
    print(
        f"{tokens / seconds:.0f} English words/s on {translator.device} (beams {args.beams}, {translator.backend}); {size / 2**20:.1f} MiB on disk"
    )
    if lexicon:
        print("nouns of the lexicon right: {} of {}".format(*nouns_right(lexicon, sources, hypotheses, references)))
    print(f"{bleu.get_signature()}\n{chrf.get_signature()}")


if __name__ == "__main__":
    main()
