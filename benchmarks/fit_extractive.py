"""Fits the weights in ``src/newsdigest/data/extractive.toml``.

    python benchmarks/fit_extractive.py FILE

FILE as for ``summaries.py``. Every point of a small grid is scored by the mean of ROUGE-1, ROUGE-2 and ROUGE-Lsum. A few
dozen articles are soon learnt by heart, so a point is judged by the mean over itself and its neighbours: a plateau wins
over a peak. What the choice gains on articles that it was not made on is estimated by five-fold cross-validation.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import mean

from newsdigest.summarization.extractive import choose, default_rules, measure
from summaries import rouge

GRID = {
    "position_scale": [3, 4, 6, 8, 12, 16],
    "centrality": [0.75, 1.0, 1.25, 1.5, 1.75],
    "coverage": [0.0, 0.25, 0.5, 0.75, 1.0],
    "redundancy": [0.5, 0.75, 1.0, 1.25, 1.5],
    "length": [0.0, 0.05, 0.1, 0.15, 0.2],
}
FOLDS, REPEATS, SENTENCES = 5, 20, 3
Point = tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    articles = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))

    @cache
    def score(article: int, chosen: tuple[int, ...]) -> float:
        return mean(rouge(articles[article]["reference"], [articles[article]["sentences"][i] for i in chosen]))

    rules = default_rules()
    measured = {
        scale: [measure(a["sentences"], a.get("title"), replace(rules, position_scale=scale)) for a in articles]
        for scale in GRID["position_scale"]
    }
    scores: dict[Point, list[float]] = {}
    for point in itertools.product(*(range(len(values)) for values in GRID.values())):
        values = {name: choices[i] for (name, choices), i in zip(GRID.items(), point, strict=True)}
        features = measured[values.pop("position_scale")]
        weights = replace(rules.weights, **values)
        scores[point] = [score(i, tuple(choose(features[i], weights, SENTENCES))) for i in range(len(articles))]
    neighbours = {point: [p for p in itertools.product(*(range(i - 1, i + 2) for i in point)) if p in scores] for point in scores}

    def best(training: list[int]) -> Point:
        raw = {point: mean(values[i] for i in training) for point, values in scores.items()}
        return max(raw, key=lambda point: mean(raw[p] for p in neighbours[point]))

    everything = list(range(len(articles)))
    lead = [score(i, tuple(range(min(SENTENCES, len(articles[i]["sentences"]))))) for i in everything]
    point = best(everything)
    print({name: choices[i] for (name, choices), i in zip(GRID.items(), point, strict=True)})
    print(f"on the articles fitted to: LEAD {mean(lead):.2f}, fitted {mean(scores[point]):.2f}")

    dice, gains = random.Random(0), []
    for _ in range(REPEATS):
        order = dice.sample(everything, len(everything))
        for fold in range(FOLDS):
            held_out = order[fold::FOLDS]
            winner = best([i for i in everything if i not in held_out])
            gains.append(mean(scores[winner][i] - lead[i] for i in held_out))
    print(f"on articles held out: {mean(gains):+.2f} against LEAD")


if __name__ == "__main__":
    main()
