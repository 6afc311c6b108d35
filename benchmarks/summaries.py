"""ROUGE of the extractive summarizer beside LEAD, on articles with reference summaries.

    python benchmarks/summaries.py FILE [--sentences 3]

FILE is a JSON list of ``{"sentences": [...], "reference": [...], "title": "..."}``, one object an article (``title``
may be missing). Scores are F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum with stemming. Needs ``pip install rouge-score``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

from newsdigest.summarization import Summarizer

MEASURES = ("rouge1", "rouge2", "rougeLsum")
_scorer = RougeScorer(MEASURES, use_stemmer=True)


def rouge(reference: Sequence[str], summary: Sequence[str]) -> list[float]:
    """F1 in percent, in the order of ``MEASURES``; both are lists of sentences."""
    scores = _scorer.score("\n".join(reference), "\n".join(summary))
    return [100 * scores[measure].fmeasure for measure in MEASURES]


def mean_rouge(articles: list[dict[str, Any]], summarize: Callable[[dict[str, Any]], list[str]]) -> tuple[list[float], float]:
    """Mean scores, and the mean time of an article in milliseconds."""
    start = time.perf_counter()
    summaries = [summarize(article) for article in articles]
    seconds = time.perf_counter() - start
    scores = [rouge(article["reference"], summary) for article, summary in zip(articles, summaries, strict=True)]
    return [sum(column) / len(articles) for column in zip(*scores, strict=True)], 1000 * seconds / len(articles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sentences", type=int, default=3, metavar="N")
    arguments = parser.parse_args()
    articles = json.loads(arguments.file.read_text(encoding="utf-8"))
    summarizer = Summarizer("extractive", sentences=arguments.sentences)
    summarizer.summarize(["The first call reads the rules."])

    ways: dict[str, Callable[[dict[str, Any]], list[str]]] = {
        f"LEAD-{arguments.sentences}": lambda article: article["sentences"][: arguments.sentences],
        "extractive": lambda article: [s.text for s in summarizer.summarize(article["sentences"], article.get("title")).sentences],
    }
    print(f"{len(articles)} articles    ROUGE-1  ROUGE-2  ROUGE-Lsum  ms/article")
    for name, summarize in ways.items():
        scores, milliseconds = mean_rouge(articles, summarize)
        print(f"{name:14} {scores[0]:8.1f} {scores[1]:8.1f} {scores[2]:11.1f} {milliseconds:11.2f}")


if __name__ == "__main__":
    main()
