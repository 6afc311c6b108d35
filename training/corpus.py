#!/usr/bin/env python3
"""Step 1: read parallel text, clean it, write one file of pairs.

    python training/corpus.py DATA_DIR [DATA_DIR ...] --out WORK/pairs.tsv [--exclude DEV_PREFIX] [--limit N]

Reads every ``*.tsv`` and ``*.tsv.xz`` in each DATA_DIR (``german<TAB>english``), normalises punctuation as OPUS-MT does
(Moses), filters, removes duplicates, and writes ``source_name<TAB>weight<TAB>german<TAB>english``. What each filter
took is printed and written beside the output as JSON.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from sacremoses import MosesPunctNormalizer

from textfiles import WORDS, Known, key, lines

HERE = Path(__file__).parent
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LETTERS = re.compile(r"[^\W\d_]")
MARKUP = re.compile(r"</?[a-z][^>]*>|\{\{|\}\}|\]\(|&[a-z]+;|https?://")
LANGUAGES = ["de", "en", "fr", "nl", "es", "it", "pl", "cs", "da", "sv"]
SURE = 0.95


@cache
def identifier() -> LanguageIdentifier:
    """py3langid's classifier, among the languages that German and English text is mixed up with."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(LANGUAGES)
    return found


def is_surely_not(text: str, language: str) -> bool:
    """Whether a text of five words or more is surely of another language; shorter ones cannot be told."""
    if len(text.split()) < 5:
        return False
    found, probability = identifier().classify(text)
    return found != language and probability > SURE


class PairNormalizer:
    """Moses punctuation normalisation, each side by the rules of its language."""

    def __init__(self) -> None:
        self._german, self._english = MosesPunctNormalizer("de"), MosesPunctNormalizer("en")

    def __call__(self, german: str, english: str) -> tuple[str, str]:
        return (
            " ".join(self._german.normalize(" ".join(german.split())).split()),
            " ".join(self._english.normalize(" ".join(english.split())).split()),
        )


def numbers(text: str) -> set[str]:
    """The numbers of a text without their separators, so that 1.234,5 and 1,234.5 agree; single digits are left out."""
    return {n for n in (re.sub(r"\D", "", m) for m in NUMBER.findall(text)) if len(n) > 1}


def refusal(german: str, english: str) -> str | None:
    """Why a pair is not fit for training, or None."""
    if not LETTERS.search(german) or not LETTERS.search(english):
        return "no letters"
    de, en = german.split(), english.split()
    if len(de) > 100 or len(en) > 100 or len(german) > 700 or len(english) > 700:
        return "too long"
    if max(map(len, de)) > 50 or max(map(len, en)) > 50:
        return "token too long"
    ratio = (len(german) + 10) / (len(english) + 10)
    if not 0.45 < ratio < 2.4:
        return "length ratio"
    if len(de) > 3 and german.lower() == english.lower():
        return "copy"
    if MARKUP.search(german) or MARKUP.search(english):
        return "markup"
    a, b = numbers(german), numbers(english)
    if (a or b) and len(a & b) < 0.5 * max(len(a), len(b)):
        return "numbers"
    if is_surely_not(german, "de") or is_surely_not(english, "en"):
        return "language"
    if len(de) >= 5:
        low_de, low_en = [w.lower() for w in WORDS.findall(german)], [w.lower() for w in WORDS.findall(english)]
        same = sum(w in set(low_en) for w in low_de)
        if len(low_de) > 4 and same > 0.7 * len(low_de):
            return "copy"
    return None


def build(folders: list[Path], out: Path, exclude: list[Path], limit: int | None = None) -> dict[str, dict[str, int]]:
    """Write the cleaned pairs of every source in ``folders`` to ``out``; returns counts by source and fate."""
    settings = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    held_out, normalise, seen, report = Known(exclude), PairNormalizer(), set(), {}
    with open(out, "w", encoding="utf-8") as sink:
        for path in [path for folder in folders for path in sorted(folder.glob("*.tsv")) + sorted(folder.glob("*.tsv.xz"))]:
            name = path.name.split(".")[0]
            weight = settings.get(name, settings["default"])["weight"]
            counts: Counter[str] = Counter()
            for i, line in enumerate(lines(path)):
                if limit is not None and i >= limit:
                    break
                pair = [html.unescape(side) for side in line.rstrip("\n").split("\t")]
                if len(pair) != 2:
                    counts["not two columns"] += 1
                    continue
                if why := refusal(*pair):
                    counts[why] += 1
                    continue
                german, english = normalise(*pair)
                keys = key(german), key(english)
                if german in held_out or english in held_out:
                    counts["in an evaluation set"] += 1
                elif keys in seen:
                    counts["duplicate"] += 1
                else:
                    seen.add(keys)
                    counts["kept"] += 1
                    sink.write(f"{name}\t{weight}\t{german}\t{english}\n")
            report[name] = dict(counts)
            print(f"{name:40} {dict(counts)}", flush=True)
    out.with_suffix(".json").write_text(json.dumps(report, indent=1))
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--exclude",
        type=Path,
        action="append",
        default=[],
        help="file of lines not to be trained on, nor anything that shares 8 words in a row",
    )
    parser.add_argument("--limit", type=int, help="pairs of each source, for a quick run")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    report = build(args.folders, args.out, args.exclude, args.limit)
    print(f"{sum(r.get('kept', 0) for r in report.values())} pairs kept")


if __name__ == "__main__":
    main()
