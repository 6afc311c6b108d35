"""The gate: scores of every stage beside the floors below which no change may bring them.

    python benchmarks/quality.py [--shared ../shared] [--raise] [--lower NAME ...]

Scores on ``benchmarks/data`` were written for the project; those that begin with "shared." need the folder of labelled
articles, and are left out where it is not there. Ends with status 1 if a score is below its floor in
``benchmarks/floors.toml``. ``--raise`` lifts floors to what was reached; a floor sinks only if ``--lower`` names it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import sacrebleu

import cleaning
import newsdigest
import sentences
from newsdigest.checks.comparison import compare
from newsdigest.checks.quantities import quantities
from newsdigest.sentences import split_sentences
from newsdigest.translation import Translator
from newsdigest.translation.fidelity import lost_names, present_names

HERE = Path(__file__).parent
ROOT = HERE.parent
FLOORS = HERE / "floors.toml"
SEGMENTS = 300
"""How many of the dev segments are translated: enough to see a loss of a point of BLEU."""

TOLERANCE = {"translation": 0.5}
"""Points that a score may miss its floor by: arithmetic differs from one processor to another, and beams with it."""

Scores = dict[str, float]


def own_cleaning() -> Scores:
    """F1 of the kept lines of the example articles, by characters."""
    counts: Counter[str] = Counter()
    for path in sorted((ROOT / "examples" / "articles").iterdir()):
        wanted = Counter((HERE / "data" / "cleaning" / f"{path.name}.keep").read_text(encoding="utf-8").splitlines())
        article = newsdigest.clean(path)
        kept = Counter(" ".join(article.text[block.start : block.end].split()) for block in article.blocks if block.kept)
        for lines, name in ((kept & wanted, "right"), (kept - wanted, "wrong"), (wanted - kept, "lost")):
            counts[name] += sum(len(line) * times for line, times in lines.items())
    return {"cleaning.F1": 100 * cleaning.prf(counts)[2]}


def own_sentences() -> Scores:
    return {"sentences.F1": boundary_f1((HERE / "data" / "sentences.de.txt").read_text(encoding="utf-8").splitlines())}


def own_translation() -> Scores:
    rows = [line.split("\t") for line in (HERE / "data" / "translation.tsv").read_text(encoding="utf-8").splitlines()]
    # so few sentences are scored in single precision: int8 rounds differently on each kind of processor, 2.6 BLEU of these 24
    translator = Translator("bundled", backend="transformers")
    return {
        f"translation.{name}": score for name, score in translated([row[0] for row in rows], [row[1] for row in rows], translator).items()
    }


def shared_texts(shared: Path) -> Scores:
    """F1 of pasted articles, and the share of comment characters that leaked."""
    import cleaning_weights as fitting

    scores: Scores = {}
    for name in ("plaintext", "plaintext-unreviewed"):
        counts: Counter[str] = Counter()
        for _, rows in fitting.text_documents(shared / "cleaning" / name):
            counts += cleaning.count(rows)
        scores[f"shared.cleaning.{name}.F1"] = 100 * cleaning.prf(counts)[2]
        scores[f"shared.cleaning.{name}.comments removed"] = 100 - 100 * counts["comment kept"] / max(1, counts["comment"])
    return scores


def shared_pages(shared: Path) -> Scores:
    scores: Scores = {}
    for folder in sorted((shared / "cleaning" / "html").iterdir()):
        counts: Counter[str] = Counter()
        for path in sorted(folder.rglob("*.html")):
            counts += cleaning.count_segments(path)
        name = f"shared.cleaning.{folder.name}"
        if counts["full"]:
            scores[f"{name}.4-gram F1"] = 100 * counts["4-gram F1"] / counts["full"]
        if counts["right"]:
            scores[f"{name}.F1"] = 100 * cleaning.prf(counts)[2]
        if counts["comment"]:
            scores[f"{name}.comments removed"] = 100 - 100 * counts["comment kept"] / counts["comment"]
    return scores


def shared_sentences(shared: Path) -> Scores:
    lines = (shared / "translation" / "dev" / "newstest2018.de").read_text(encoding="utf-8").splitlines()
    return {"shared.sentences.F1": boundary_f1([line.strip() for line in lines if line.strip()])}


def shared_translation(shared: Path) -> Scores:
    sides = [
        (shared / "translation" / "dev" / f"newstest2018.{side}").read_text(encoding="utf-8").splitlines()[:SEGMENTS]
        for side in ("de", "en")
    ]
    return {f"shared.translation.{name}": score for name, score in translated(*sides, Translator("bundled")).items()}


def shared_summaries(shared: Path) -> Scores:
    try:
        import summaries
    except ImportError:
        print("shared.summaries: left out; it needs: pip install rouge-score", file=sys.stderr)
        return {}
    articles = json.loads((shared / "summarization" / "cnndm-dev.json").read_text(encoding="utf-8"))
    summarizer = newsdigest.Summarizer("extractive", sentences=3)
    scores, _ = summaries.mean_rouge(
        articles, lambda article: [s.text for s in summarizer.summarize(article["sentences"], article.get("title")).sentences]
    )
    return {f"shared.summaries.{measure}": score for measure, score in zip(summaries.MEASURES, scores)}


def shared_faithfulness(shared: Path) -> Scores:
    """Of one translation held against another: how much of what was altered is flagged, and of what was not is let be."""
    try:
        import faithfulness
    except ImportError:
        return {}  # shared_summaries says what is missing
    articles = faithfulness.paraphrases(shared / "translation" / "dev" / "newstest2018", "google")[: SEGMENTS // faithfulness.LINES]
    found = faithfulness.counted(articles)["reference"]
    return {
        "shared.faithfulness.altered flagged": 100 * found["all altered flagged"] / found["all altered"],
        "shared.faithfulness.untouched let be": 100 - 100 * found["untouched flagged"] / found["untouched"],
    }


def boundary_f1(lines: list[str]) -> float:
    right = found = wanted = 0
    for text, gold in sentences.joined_texts(lines, 10):
        ends = {span.end for span in split_sentences(text)}
        right, found, wanted = right + len(ends & gold), found + len(ends), wanted + len(gold)
    return 200 * right / max(1, found + wanted)


def translated(sources: list[str], references: list[str], translator: Translator) -> Scores:
    output = [translation.text for translation in translator.translate(sources)]
    numbers = max(1, sum(len(quantities(source, "de")) for source in sources))
    names = max(1, sum(len(present_names(source)) for source in sources))
    return {
        "BLEU": sacrebleu.BLEU().corpus_score(output, [references]).score,
        "chrF": sacrebleu.CHRF().corpus_score(output, [references]).score,
        "numbers": 100 - 100 * sum(len(compare(*pair).missing) for pair in zip(sources, output)) / numbers,
        "names": 100 - 100 * sum(len(lost_names(*pair)) for pair in zip(sources, output)) / names,
    }


def scores(shared: Path) -> Iterator[tuple[str, float]]:
    for measure in (own_cleaning, own_sentences, own_translation):
        yield from measure().items()
    if not shared.is_dir():
        print(f"{shared}: not there; only what was written for the project is scored", file=sys.stderr)
        return
    sys.path.insert(0, str(ROOT / "training"))
    parts: list[Callable[[Path], Scores]] = [shared_texts, shared_pages, shared_sentences, shared_translation, shared_summaries]
    parts.append(shared_faithfulness)
    for part in parts:
        yield from part(shared).items()


def slack(name: str) -> float:
    return next((points for part, points in TOLERANCE.items() if part in name), 0.0)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what was reached")
    parser.add_argument("--lower", nargs="+", default=[], metavar="NAME", help="floors that may sink to what was reached")
    options = parser.parse_args(arguments)
    floors: Scores = tomllib.loads(options.floors.read_text(encoding="utf-8")) if options.floors.exists() else {}
    if unknown := set(options.lower) - set(floors):
        parser.error(f"--lower: no score is named {sorted(unknown)[0]!r} in {options.floors}; they are {', '.join(floors) or 'none'}")
    found = dict(scores(options.shared))
    below = [name for name, score in found.items() if round(score, 1) < floors.get(name, 0) - slack(name) and name not in options.lower]
    width = max(map(len, found))
    print(f"{'score':{width}} {'reached':>8} {'floor':>8}")
    for name, score in found.items():
        mark = "  below its floor" if name in below else "" if name in floors else "  no floor yet"
        print(f"{name:{width}} {score:8.1f} {floors.get(name, 0):8.1f}{mark}")
    changed = dict(floors)
    for name, score in found.items():
        if name in options.lower or options.lift and round(score, 1) > floors.get(name, 0):
            changed[name] = round(score, 1)
    if changed != floors:
        lines = [f'"{name}" = {changed[name]}\n' for name in sorted(changed)]
        options.floors.write_text("# Floors of benchmarks/quality.py, which also writes this file.\n" + "".join(lines), encoding="utf-8")
    if below:
        print(f"{', '.join(below)}: mend what was lost, or lower a floor by name: --lower NAME", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
