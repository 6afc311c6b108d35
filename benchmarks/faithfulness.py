"""How many altered summary sentences are told from untouched ones, by kind of alteration.

    python benchmarks/faithfulness.py DIR|FILE... [--seed 1]

Files as for ``summaries.py``; German articles are translated by the bundled model (greedy, kept in the cache folder). Sentences
are the extractive summary of each article (three), held against themselves as evidence, and, where the article has one that
is aligned, the reference summary's sentences, held against their alignment. Alterations, one a sentence and kind, drawn with a
fixed seed:

    number      a number made another one            date        a month or weekday made another one
    name        a name made another of the articles' names
    denial      "not" put in, or the one that is there taken out
    comparison  a word made its opposite (data/claims.toml)

Printed: how many were altered, how many of these flagged, and of the untouched ones how many flagged all the same.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from newsdigest.checks.claims import opposites, unsupported
from newsdigest.checks.quantities import Kind, quantities
from newsdigest.summarization import Summarizer
from newsdigest.summarization.evidence import Alignment
from summaries import Article, load, translated

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]
VERB = re.compile(r"\b(is|was|were|are|has|had|will|can|could|should|would|must)\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?=[ ,.;:’'])")
Alter = Callable[[str, random.Random, list[str]], str | None]


def number(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    found = [q for q in quantities(sentence, "en") if q.kind is Kind.NUMBER and q.text[0].isdigit()]
    if not found:
        return None
    chosen = rng.choice(found)
    digits = [i for i, c in enumerate(chosen.text) if c.isdigit()]
    at = rng.choice(digits)
    other = rng.choice([d for d in ("123456789" if at == digits[0] else "0123456789") if d != chosen.text[at]])
    return sentence[: chosen.start] + chosen.text[:at] + other + chosen.text[at + 1 :] + sentence[chosen.end :]


def date(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    for words in (WEEKDAYS, MONTHS):
        match = re.search(r"\b(?:" + "|".join(words) + r")\b", sentence)
        if match:
            return sentence[: match.start()] + rng.choice([w for w in words if w != match.group()]) + sentence[match.end() :]
    return None


def name(sentence: str, rng: random.Random, names: list[str]) -> str | None:
    found = NAME.findall(sentence)
    others = [n for n in names if n not in sentence]
    return sentence.replace(rng.choice(found), rng.choice(others)) if found and others else None


def denial(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    if re.search(r"\bnot\b|n['’]t\b", sentence):
        return re.sub(r" not\b|n['’]t\b", "", sentence, count=1)
    match = VERB.search(sentence)
    return sentence[: match.end()] + " not" + sentence[match.end() :] if match else None


def comparison(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    for one, other in opposites():
        for match in re.finditer(r"[A-Za-z]+", sentence):
            if match.group().lower() in one:
                return sentence[: match.start()] + rng.choice(sorted(other)) + sentence[match.end() :]
    return None


ALTERATIONS: dict[str, Alter] = {"number": number, "date": date, "name": name, "denial": denial, "comparison": comparison}


def cases(article: Article) -> list[tuple[str, str, list[str]]]:
    """Which kind of summary, a sentence of it, and the article sentences that it rests on."""
    sentences = article["sentences"]
    chosen = Summarizer("extractive", sentences=3, language="en").summarize(sentences, article["title"])
    found = [("extractive", s.text, [sentences[i] for i in s.evidence]) for s in chosen.sentences]
    alignment = Alignment(sentences)
    for sentence in article["reference"]:
        if evidence := alignment.evidence(sentence):
            found.append(("reference", sentence, [sentences[i] for i in evidence]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="DIR|FILE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="untouched sentences that were flagged, for reading")
    args = parser.parse_args()
    for file in [f for path in args.paths for f in (sorted(path.glob("*.json*")) if path.is_dir() else [path])]:
        articles = load(file)
        if articles[0]["language"] == "de":
            articles = translated(articles)
        rng = random.Random(args.seed)
        names = sorted({n for a in articles for s in a["sentences"] for n in NAME.findall(s)})
        altered: dict[str, Counter[str]] = defaultdict(Counter)
        shown = 0
        for article in articles:
            for kind, sentence, evidence in cases(article):
                claims = unsupported(sentence, evidence)
                altered[kind]["untouched"] += 1
                altered[kind]["untouched flagged"] += bool(claims)
                if claims and shown < args.show:
                    shown += 1
                    print(f"{kind}: {sentence}\n    {'; '.join(map(str, claims))}\n    {' '.join(evidence)[:300]}")
                for what, alter in ALTERATIONS.items():
                    changed = alter(sentence, rng, names)
                    if changed and changed != sentence:
                        altered[kind][what] += 1
                        altered[kind][f"{what} flagged"] += bool(unsupported(changed, evidence))
        print(f"\n{file.name}: {len(articles)} articles")
        print(f"{'':12}" + "".join(f"{what:>18}" for what in (*ALTERATIONS, "all altered", "untouched")))
        for kind, counts in altered.items():
            total = sum(counts[what] for what in ALTERATIONS), sum(counts[f"{what} flagged"] for what in ALTERATIONS)
            cells = [(counts[f"{what} flagged"], counts[what]) for what in ALTERATIONS]
            cells += [(total[1], total[0]), (counts["untouched flagged"], counts["untouched"])]
            print(f"{kind:12}" + "".join(f"{f'{a} of {b} ' + (f'{100 * a / b:.0f}%' if b else '-'):>18}" for a, b in cells), flush=True)


if __name__ == "__main__":
    main()
