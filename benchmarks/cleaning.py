"""How well and how fast pasted texts and web pages are cleaned.

    python benchmarks/cleaning.py folds DIR... [--pages DIR...] [--folds 4] [--worst 10]
    python benchmarks/cleaning.py pages DIR... [--texts DIR...] [--without FEATURE...] [--folds 4] [--worst 10]
    python benchmarks/cleaning.py speed [--pages DIR...]
    python benchmarks/cleaning.py header DIR... [--worst 10]

``folds``: the whole stage, cross-validated by publisher. The weights are fitted again without the publishers of a
fold, and its articles are cleaned with them. Characters are counted as ``training/cleaning_weights.py`` labels them:
precision and recall of what is kept, the share of comment characters kept, and the articles that came out worst.

``pages``: the same for web pages: precision and recall over the segments that must and must not be there, comment
segments that leaked, 4-gram F1 where the whole text is given, with trafilatura (comments off) beside. ``--without`` fits without the features that begin so,
which shows what each is worth.

``speed``: megabytes a second on an invented article with comments at three sizes, beside trafilatura's extraction of
the same lines as HTML paragraphs (comments off) in the same run. With ``--pages``: milliseconds a page beside
trafilatura's on the pages of these directories.

``header``: title, date and authors of web pages that are pasted as text, beside what the pages say of themselves. A title is right if it is
the page's own to the letter; a date if it is the day of publication or of a change; authors if all of them are among the page's.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import newsdigest
from newsdigest.cleaning import judgement
from newsdigest.cleaning.page import render_page
from newsdigest.cleaning.sequence import ARTICLE, COMMENT, Weights
from newsdigest.reading import read
from newsdigest.schema import BlockKind

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))


def fitted_folds(samples: list[Any], folds: int) -> Iterator[int]:
    """The number of each fold, while cleaning uses weights that were fitted without its publishers."""
    import cleaning_weights as fitting

    for fold in range(folds):
        table = fitting.fit([s for s in samples if fitting.fold_of(s.group, folds) != fold], **fitting.SETTINGS)
        weights = Weights.from_table(table)
        judgement.load_weights = lambda name, weights=weights: weights  # type: ignore[assignment]
        yield fold


def held_out(options: argparse.Namespace) -> None:
    import cleaning_weights as fitting

    documents = [(folder, *document) for folder in options.folders for document in fitting.text_documents(folder)]
    samples = []
    for number, folder in enumerate(options.folders):
        samples += fitting.text_samples(fitting.text_documents(folder), 1.0 if number == 0 else 0.6)
    for folder in options.pages:
        samples += fitting.page_samples(fitting.pages(folder), as_text=True)
    totals: dict[Path, Counter[str]] = {folder: Counter() for folder in options.folders}
    scores: list[tuple[float, str]] = []
    for fold in fitted_folds(samples, options.folds):
        for folder, group, rows in documents:
            if fitting.fold_of(group, options.folds) != fold:
                continue
            counts = count(rows)
            totals[folder] += counts
            scores.append((prf(counts)[2], f"{folder.name}: {group}: {next(line for line, _ in rows if line.strip())[:60]}"))
    for folder, counts in totals.items():
        precision, recall, f1 = prf(counts)
        leak = counts["comment kept"] / max(1, counts["comment"])
        print(f"{folder.name}: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}, comment characters kept {leak:.4f}")
    for f1, name in sorted(scores)[: options.worst]:
        print(f"  {f1:.3f}  {name}")


def held_out_pages(options: argparse.Namespace) -> None:
    import cleaning_weights as fitting

    found = {folder: fitting.pages(folder) for folder in options.folders}
    samples = [sample for pages in found.values() for sample in fitting.page_samples(pages, as_text=False)]
    for folder in options.texts:
        samples += fitting.text_samples(fitting.text_documents(folder), 0.4)
    for sample in samples:
        sample.features = [
            [name for name in names if not _OFFSET.sub("", name).startswith(tuple(options.without))] for names in sample.features
        ]
    totals: dict[Path, Counter[str]] = {folder: Counter() for folder in options.folders}
    scores: list[tuple[float, str]] = []
    for fold in fitted_folds(samples, options.folds):
        for folder, pages in found.items():
            for page in pages:
                if fitting.fold_of(page.group, options.folds) == fold:
                    counts = count_segments(page.path)
                    totals[folder] += counts
                    scores.append((quality_of_page(counts), f"{folder.name}: {page.path.stem} {dict(counts)}"))
    for folder, counts in totals.items():
        print_segments(folder.name, counts)
        peer: Counter[str] = Counter()
        for page in found[folder]:
            peer += compare(page.path, extracted_by_trafilatura(page.path))
        print_segments(f"{folder.name}, trafilatura", peer)
    for score, name in sorted(scores)[: options.worst]:
        print(f"  {score:.3f}  {name}")


_OFFSET = re.compile(r"[+-]\d:")  # of a feature of the unit above or below


def quality_of_page(counts: Counter[str]) -> float:
    return counts["4-gram F1"] if counts["full"] else prf(counts)[2] - counts["comment kept"]


def print_segments(name: str, counts: Counter[str]) -> None:
    precision, recall, f1 = prf(counts)
    full = f"{counts['4-gram F1'] / counts['full']:.4f}" if counts["full"] else "-"
    leaked = f"{counts['comment kept']}/{counts['comment']}"
    print(f"{name}: segments P {precision:.4f} R {recall:.4f} F1 {f1:.4f}, comments leaked {leaked}, 4-gram F1 {full}")


def extracted_by_trafilatura(path: Path) -> str:
    import trafilatura

    return trafilatura.extract(read(path).text, include_comments=False) or ""


def count_segments(path: Path) -> Counter[str]:
    """What became of the segments of a page, cleaned."""
    try:
        article = newsdigest.clean(path)
    except newsdigest.NewsdigestError:
        return compare(path, "")
    return compare(path, " ".join(article.text[block.start : block.end] for block in article.blocks if block.kept))


def compare(path: Path, kept_text: str) -> Counter[str]:
    """``kept_text`` against a page's gold: segments (``with``, ``without``, ``comments``), or its whole text."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = squeeze(kept_text)
    counts: Counter[str] = Counter()
    for wanted in gold.get("with") or ():
        counts["right" if squeeze(wanted) in text else "lost"] += 1
    counts["wrong"] += sum(squeeze(unwanted) in text for unwanted in gold.get("without") or ())
    for comment in gold.get("comments") or ():
        counts.update({"comment": 1, "comment kept": int(squeeze(comment) in text)})
    if gold.get("gold_text"):
        kept, wanted = fourgrams(text), fourgrams("\n".join(part["text"] for part in gold["gold_text"]))
        counts["full"] = 1
        counts["4-gram F1"] = 2 * (kept & wanted).total() / max(1, kept.total() + wanted.total())  # type: ignore[assignment]
    return counts


def squeeze(text: str) -> str:
    return " ".join(text.split())


def fourgrams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(words, words[1:], words[2:], words[3:]))


def count(rows: list[tuple[str, frozenset[int]]]) -> Counter[str]:
    """Characters of an article's lines by what became of them."""
    text = "\n".join(line for line, _ in rows)
    kept = bytearray(len(text) + 1)
    for block in newsdigest.clean(text).blocks:
        if block.kept:
            kept[block.start : block.end] = b"\1" * (block.end - block.start)
    counts: Counter[str] = Counter()
    position = 0
    for line, states in rows:
        body = line.strip()
        begin = position + len(line) - len(line.lstrip())
        position += len(line) + 1
        stays = sum(kept[begin : begin + len(body)])
        if states == frozenset({ARTICLE}):
            counts.update({"right": stays, "lost": len(body) - stays})
        elif ARTICLE not in states:
            counts["wrong"] += stays
            if COMMENT in states:
                counts.update({"comment kept": stays, "comment": len(body)})
    return counts


def prf(counts: Counter[str]) -> tuple[float, float, float]:
    precision = counts["right"] / max(1, counts["right"] + counts["wrong"])
    recall = counts["right"] / max(1, counts["right"] + counts["lost"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def speed() -> None:
    import trafilatura

    article = (ROOT / "examples" / "articles" / "techblick-glasfaser.txt").read_text(encoding="utf-8")
    print(f"{'size':>8} {'newsdigest':>12} {'trafilatura':>12}  MB/s")
    newsdigest.clean(article)
    for size in (1_000, 100_000, 10_000_000):
        text = (article + "\n") * (size // len(article) + 1)
        text = text[:size]
        page = "<html><body><article>" + "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line) + "</article></body></html>"
        rates = []
        for run in (lambda text=text: newsdigest.clean(text), lambda page=page: trafilatura.extract(page, include_comments=False)):
            begin = time.perf_counter()
            times = 0
            while time.perf_counter() - begin < 1:
                run()
                times += 1
            rates.append(len(text.encode()) * times / 1e6 / (time.perf_counter() - begin))
        print(f"{size:8} {rates[0]:12.2f} {rates[1]:12.2f}", flush=True)


def page_speed(folders: list[Path]) -> None:
    import trafilatura

    pages = [path for folder in folders for path in sorted(folder.rglob("*.html"))]
    marked_up = [read(path).text for path in pages]

    def clean(markup: str) -> None:
        with contextlib.suppress(newsdigest.NewsdigestError):
            newsdigest.clean(markup)

    ways: dict[str, Callable[[str], object]] = {
        "newsdigest": clean,
        "trafilatura": lambda markup: trafilatura.extract(markup, include_comments=False),
    }
    times = dict.fromkeys(ways, 0.0)
    for markup in [marked_up[0], *marked_up]:  # the first one twice: it loads what is loaded once
        for name, run in ways.items():
            begin = time.perf_counter()
            run(markup)
            times[name] += time.perf_counter() - begin if markup is not marked_up[0] else 0
    for name, seconds in times.items():
        print(f"{name:12} {1000 * seconds / (len(pages) - 1):6.1f} ms/page   {seconds / times['trafilatura']:.2f}")


def header(folders: list[Path], worst: int) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for path in sorted(path for folder in folders for path in folder.rglob("*.html")):
        document = read(path)
        page = render_page(document.text, document.source)
        own = page.facts.metadata
        try:
            article = newsdigest.clean(page.text)
        except newsdigest.NewsdigestError:
            continue
        found = article.metadata
        title = squeeze(own.title or "")
        if title and page.facts.is_article and title in squeeze(page.text):
            counts["titles"] += 1
            shown = next((article.text[b.start : b.end] for b in article.blocks if b.kept and b.kind is BlockKind.TITLE), None)
            counts["titles found"] += shown is not None
            right = shown is not None and squeeze(shown).strip("# ") == title
            counts["titles right"] += right
            if not right:
                wrong.append(f"{path.name}: {title} | {squeeze(shown or '-')}")
        days = {moment[:10] for moment in (own.published, own.modified) if moment}
        if days:
            counts["dates"] += 1
            day = (found.published or found.modified or "")[:10]
            counts["dates found"] += bool(day)
            counts["dates right"] += day in days
        if own.authors:
            counts["authors"] += 1
            counts["authors found"] += bool(found.authors)
            counts["authors right"] += bool(found.authors) and {*map(str.lower, found.authors)} <= {*map(str.lower, own.authors)}
    print(f"{'':8} {'pages':>6} {'found':>6} {'right':>6}")
    for what in ("titles", "dates", "authors"):
        print(f"{what:8} {counts[what]:6} {counts[f'{what} found']:6} {counts[f'{what} right']:6}")
    print("\n".join(wrong[:worst]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    speeds = commands.add_parser("speed")
    speeds.add_argument("--pages", nargs="*", type=Path, default=[])
    folds = commands.add_parser("folds")
    folds.add_argument("folders", nargs="+", type=Path)
    folds.add_argument("--pages", nargs="*", type=Path, default=[])
    folds.add_argument("--folds", type=int, default=4)
    folds.add_argument("--worst", type=int, default=10)
    pages = commands.add_parser("pages")
    pages.add_argument("folders", nargs="+", type=Path)
    pages.add_argument("--texts", nargs="*", type=Path, default=[])
    pages.add_argument("--without", nargs="*", default=[])
    pages.add_argument("--folds", type=int, default=4)
    pages.add_argument("--worst", type=int, default=10)
    headers = commands.add_parser("header")
    headers.add_argument("folders", nargs="+", type=Path)
    headers.add_argument("--worst", type=int, default=10)
    options = parser.parse_args()
    if options.command == "header":
        header(options.folders, options.worst)
    elif options.command == "speed":
        page_speed(options.pages) if options.pages else speed()
    elif options.command == "folds":
        held_out(options)
    else:
        held_out_pages(options)


if __name__ == "__main__":
    main()
