"""Fits the first group of weights in ``src/newsdigest/data/extractive.toml``.

    python benchmarks/fit_extractive.py DIR|FILE... [--points 2400] [--repeats 10]

Files as for ``summaries.py``; German ones are also taken in English, as its ``--translate`` makes them. A point (all fitted
weights) is as good as its gain over LEAD in the mean of ROUGE-1, ROUGE-2 and ROUGE-Lsum. A few dozen articles are soon learnt
by heart, so no best point is looked for: points are drawn at random from a box, and the mean of the best few is the fit,
which is the first step of the cross-entropy method (Rubinstein 1999); a plateau wins over a peak.

Each file counts the same, whatever its number of articles (a file and its translation count as one), but for files whose
references are sentences of the article: a program picked them, which teaches little, so they count a tenth, and a draw of
``COPIED`` articles is enough. What the fit gains on articles that it has not seen is told by cross-validation over the articles of
all files together; a translation is always on the side of its original.
"""

from __future__ import annotations

import argparse
import math
import random
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, stdev

from newsdigest.summarization.features import Features, measure
from newsdigest.summarization.rules import Rules, rules_for
from newsdigest.summarization.selection import Budget, choose
from summaries import Article, lead, load, rouge, translated

BOX = {
    "position_scale": (2.5, 10.0),
    "title": (0.0, 1.5),
    "centrality": (0.5, 3.0),
    "coverage": (0.0, 1.0),
    "phrases": (0.0, 0.8),
    "names": (0.0, 0.5),
    "redundancy": (0.5, 2.0),
    "long": (0.0, 0.3),
    "short": (0.0, 0.6),
}
BEST = 0.03
"""The share of points whose mean is the fit."""

FOLDS, SENTENCES, COPIED = 5, 3, 60
Point = dict[str, float]


@dataclass
class Case:
    """An article with what does not change from point to point. ``group`` is common to an article and its translation."""

    file: str
    group: str
    article: Article
    rules: Rules
    features: list[Features]
    lead: float
    scores: dict[tuple[int, ...], float]

    def score(self, chosen: tuple[int, ...]) -> float:
        if chosen not in self.scores:
            summary = [self.article["sentences"][i] for i in chosen]
            self.scores[chosen] = mean(rouge(self.article["reference"], summary, self.article["language"]))
        return self.scores[chosen]

    def gain(self, point: Point) -> float:
        """Over LEAD, with the weights of ``point``."""
        weights = {name: value for name, value in point.items() if name != "position_scale"}
        rules = replace(self.rules, weights=replace(self.rules.weights, **weights))
        for place, features in enumerate(self.features):  # in place: copies of frozen objects would take most of the time
            object.__setattr__(features, "position", math.exp(-place / point["position_scale"]))
        words = self.article["words"]
        budget = Budget(SENTENCES) if words is None else Budget(words, words)
        chosen = choose(self.features, rules, budget, title=self.article["title"])
        return self.score(tuple(self.features[place].index for place in chosen)) - self.lead


def cases(paths: list[Path]) -> list[Case]:
    found = []
    for file in [f for path in paths for f in (sorted(path.glob("*.json*")) if path.is_dir() else [path])]:
        articles = load(file)
        if articles[0]["words"] is not None:
            articles = random.Random(0).sample(articles, min(COPIED, len(articles)))
        found += [_case(file.stem, f"{file.stem} {i}", article) for i, article in enumerate(articles)]
        if articles[0]["language"] == "de":
            found += [_case(f"{file.stem}, translated", f"{file.stem} {i}", article) for i, article in enumerate(translated(articles))]
    return found


def _case(file: str, group: str, article: Article) -> Case:
    rules = rules_for(article["language"])
    features = measure(article["sentences"], rules, title=article["title"])
    reached = mean(rouge(article["reference"], lead(article, SENTENCES), article["language"]))
    return Case(file, group, article, rules, features, reached, {})


def importance(everything: list[Case]) -> dict[str, float]:
    """The weight of each file."""
    files = {case.file: case for case in everything}
    copies = {file: sum(other.partition(",")[0] == file.partition(",")[0] for other in files) for file in files}
    return {file: (0.1 if case.article["words"] else 1.0) / copies[file] for file, case in files.items()}


def fit(points: list[Point], gains: list[list[float]], everything: list[Case], training: list[int]) -> Point:
    """The mean of the best points on ``training``, indexes into ``everything``; ``gains`` has a row a point."""
    weight = importance(everything)
    sizes = {file: sum(everything[i].file == file for i in training) for file in weight}
    share = {i: weight[everything[i].file] / sizes[everything[i].file] for i in training}
    total = [sum(share[i] * row[i] for i in training) for row in gains]
    best = sorted(range(len(points)), key=lambda n: -total[n])[: max(1, round(BEST * len(points)))]
    return {name: mean(points[n][name] for n in best) for name in BOX}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="DIR|FILE")
    parser.add_argument("--points", type=int, default=2400)
    parser.add_argument("--repeats", type=int, default=10)
    arguments = parser.parse_args()
    everything = cases(arguments.paths)
    dice = random.Random(0)
    points = [{name: dice.uniform(*bounds) for name, bounds in BOX.items()} for _ in range(arguments.points)]
    gains = [[case.gain(point) for case in everything] for point in points]

    fitted = fit(points, gains, everything, list(range(len(everything))))
    print({name: round(value, 2) for name, value in fitted.items()})
    print(f"{'gain over LEAD':40} seen  held out (standard error, articles)")
    unseen: list[list[float]] = [[] for _ in everything]
    groups = sorted({case.group for case in everything})
    for _ in range(arguments.repeats):
        dice.shuffle(groups)
        for fold in range(FOLDS):
            out = set(groups[fold::FOLDS])
            winner = fit(points, gains, everything, [i for i, case in enumerate(everything) if case.group not in out])
            for i, case in enumerate(everything):
                if case.group in out:
                    unseen[i].append(case.gain(winner))
    for file in importance(everything):
        here = [i for i, case in enumerate(everything) if case.file == file]
        held = [mean(unseen[i]) for i in here]
        error = stdev(held) / math.sqrt(len(held))
        print(f"{file:40} {mean(everything[i].gain(fitted) for i in here):+.2f}  {mean(held):+.2f} ({error:.2f}, {len(here)})")


if __name__ == "__main__":
    main()
