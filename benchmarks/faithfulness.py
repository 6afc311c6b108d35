"""How many altered summary sentences are told from untouched ones, by kind of alteration.

    python benchmarks/faithfulness.py DIR|FILE... [--paraphrases PREFIX SYSTEM] [--seed 1] [--show N] [--missed N]

Files as for ``summaries.py``; German articles are translated by the bundled model (greedy, kept in the cache folder), and
claims are looked up in both. Sentences are the extractive summary of each article (three) and its reference summary. Each goes
the way of a sentence that a model wrote, as it is and altered: ``aligned`` with the article, then ``examined``, with the headline as context. Alterations, one a sentence
and kind, drawn with a fixed seed:

    number      a number made another one            date        a month or weekday made another one
    name        a name made another of the articles' names
    denial      "not" put in, or the one that is there taken out
    comparison  a word made its opposite (data/claims.toml)

and four that are harder and counted apart, for what is put in is somewhere in the article: a number (``own number``) or a name
(``own name``) made another one of the same article, and two numbers (``swapped numbers``) or names (``swapped names``) of the sentence
that change places.

``--paraphrases`` holds one translation against another: PREFIX.en, a person's, against PREFIX.SYSTEM.en, a machine's, and the German
of both, PREFIX.de, in articles of ``LINES`` lines. Both say the same in other words, so that what is flagged untouched is flagged wrongly, but
for what one of the two got wrong.

Printed as a table: how many were altered, how many of these flagged, and of the untouched ones how many flagged all the same.
Sentences that are without evidence untouched are left out and counted: such a one is always flagged. Articles in small letters
(CNN/DailyMail as it is handed on) get the capitals of months and weekdays back, without which these are no dates.
"""

from __future__ import annotations

import argparse
import html
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from newsdigest.checks.claims.comparisons import opposites
from newsdigest.checks.quantities import Kind, quantities
from newsdigest.schema import SummarySentence
from newsdigest.summarization import Summarizer
from newsdigest.summarization.written import aligned, examined
from summaries import Article, load, translated

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]
VERB = re.compile(r"\b(is|was|were|are|has|had|will|can|could|should|would|must)\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?=[ ,.;:’'])")
FULL_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.;:’'])")
LEAST_BETWEEN = 1  # words between two names that change places: more, for "Kent and Essex" say the same the other way round
LINES = 15  # of an article made of translated lines
CALENDAR = re.compile(r"\b(?:" + "|".join([*WEEKDAYS, *MONTHS]) + r")s?\b|\bmay\b(?= \d)|(?<=\d )may\b", re.IGNORECASE)
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


def own_number(sentence: str, rng: random.Random, numbers: list[str]) -> str | None:
    found = [q for q in quantities(sentence, "en") if q.kind is Kind.NUMBER and q.text.isdigit()]
    if not found:
        return None
    chosen = rng.choice(found)
    others = [n for n in numbers if n != chosen.text]
    return sentence[: chosen.start] + rng.choice(others) + sentence[chosen.end :] if others else None


def swapped_numbers(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    found = [q for q in quantities(sentence, "en") if q.kind is Kind.NUMBER and q.text.isdigit()]
    pairs = [(a, b) for a, b in zip(found, found[1:]) if a.text != b.text]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return sentence[: a.start] + b.text + sentence[a.end : b.start] + a.text + sentence[b.end :]


def swapped_names(sentence: str, rng: random.Random, _: list[str]) -> str | None:
    found = list(FULL_NAME.finditer(sentence))
    pairs = [(a, b) for a, b in zip(found, found[1:]) if len(sentence[a.end() : b.start()].split()) > LEAST_BETWEEN]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return sentence[: a.start()] + b.group() + sentence[a.end() : b.start()] + a.group() + sentence[b.end() :]


ALTERATIONS: dict[str, Alter] = {"number": number, "date": date, "name": name, "denial": denial, "comparison": comparison}
OWN: dict[str, Alter] = {"own number": own_number, "own name": name, "swapped numbers": swapped_numbers, "swapped names": swapped_names}
"""What is put in is taken from the article itself; not counted among ``all altered``."""


def cased(article: Article) -> Article:
    """An article in small letters with the capitals of its months and weekdays."""
    if any(c.isupper() for sentence in article["sentences"] for c in sentence):
        return article
    return article | {"sentences": [CALENDAR.sub(lambda match: match.group().capitalize(), s) for s in article["sentences"]]}


def paraphrases(prefix: Path, system: str) -> list[Article]:
    """A person's translation as the reference of articles in a machine's."""
    files = (Path(f"{prefix}{end}") for end in (".de", f".{system}.en", ".en"))
    german, machine, person = (html.unescape(file.read_text(encoding="utf-8")).splitlines() for file in files)
    pieces = (slice(i, i + LINES) for i in range(0, len(german), LINES))
    return [{"title": None, "sources": german[p], "sentences": machine[p], "reference": person[p], "extractive": False} for p in pieces]


def cases(article: Article) -> list[tuple[str, str]]:
    """Which kind of summary, and a sentence of it."""
    references = [("reference", sentence) for sentence in article["reference"]]
    if not article.get("extractive", True):
        return references
    chosen = Summarizer("extractive", sentences=3, language="en").summarize(article["sentences"], article["title"])
    return [("extractive", s.text) for s in chosen.sentences] + references


def check(sentence: str, article: Article) -> SummarySentence:
    """The sentence as a digest has it that a model wrote: with evidence and warnings."""
    context = [article["title"]] if article["title"] else []
    sources = article.get("sources", ())
    (line,) = examined(aligned([sentence], article["sentences"]), article["sentences"], sources, "flag", context).sentences
    return line


def told(kind: str, line: SummarySentence, article: Article) -> str:
    evidence = " | ".join(article["sentences"][i] for i in line.evidence)
    return f"{kind}: {line.text}\n    {'; '.join(line.warnings)}\n    {evidence}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", metavar="DIR|FILE")
    parser.add_argument("--paraphrases", nargs=2, metavar=("PREFIX", "SYSTEM"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print untouched sentences that were flagged, for reading")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="print altered sentences that were not flagged, for reading")
    args = parser.parse_args()
    for file in [f for path in args.paths for f in (sorted(path.glob("*.json*")) if path.is_dir() else [path])]:
        articles = load(file)
        if articles[0]["language"] == "de":
            articles = translated(articles)
        articles = [cased(article) for article in articles]
        measure(file.name, articles, args.seed, args.show, args.missed)
    if args.paraphrases:
        prefix, system = args.paraphrases
        measure(f"{Path(prefix).name}, {system}", paraphrases(Path(prefix), system), args.seed, args.show, args.missed)


def counted(articles: list[Article], seed: int = 1, show: int = 0, missed: int = 0) -> dict[str, Counter[str]]:
    """For each kind of sentence how many were altered and how, and how many of them flagged; ``"untouched"`` is one of the ways."""
    names = sorted(set().union(*(names_of(article) for article in articles)))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for at, article in enumerate(articles):
        here, numbers = names_of(article), numbers_of(article)
        for nth, (kind, sentence) in enumerate(cases(article)):
            untouched = check(sentence, article)
            if not untouched.evidence:
                counts[kind]["without evidence"] += 1
                continue
            counts[kind]["untouched"] += 1
            counts[kind]["untouched flagged"] += bool(untouched.warnings)
            if untouched.warnings and show > 0:
                show -= 1
                print(told(f"{kind} {at}", untouched, article))
            for what, alter in (ALTERATIONS | OWN).items():
                # drawn for each sentence anew: what one alteration draws does not move the others
                rng = random.Random(f"{seed} {at} {nth} {what}")
                changed = alter(sentence, rng, {"own number": numbers, "own name": here}.get(what, names))
                if changed and changed != sentence:
                    line = check(changed, article)
                    counts[kind][what] += 1
                    counts[kind][f"{what} flagged"] += bool(line.warnings)
                    if not line.warnings and missed > 0:
                        missed -= 1
                        print(told(f"{kind} {at}, {what} not flagged", line, article))
    for found in counts.values():
        for part in ("", " flagged"):
            found[f"all altered{part}"] = sum(found[f"{what}{part}"] for what in ALTERATIONS)
    return counts


def measure(file: str, articles: list[Article], seed: int, show: int, missed: int) -> None:
    """Prints the table of one file."""
    counts = counted(articles, seed, show, missed)
    print(f"\n{file}: {len(articles)} articles\n\n| sentences | alteration | altered | flagged | share |\n|---|---|---:|---:|---:|")
    for kind, found in counts.items():
        for what in (*ALTERATIONS, "all altered", *OWN, "untouched"):
            share = f"{100 * found[f'{what} flagged'] / found[what]:.0f} %" if found[what] else "-"
            print(f"| {kind} | {what} | {found[what]} | {found[f'{what} flagged']} | {share} |")
        print(f"| {kind} | untouched, without evidence | {found['without evidence']} | | |", flush=True)


def names_of(article: Article) -> list[str]:
    """The names of the article and its reference, which has capitals where the article has none."""
    return sorted({name for sentence in (*article["sentences"], *article["reference"]) for name in NAME.findall(sentence)})


def numbers_of(article: Article) -> list[str]:
    """The numbers of the article that are written with digits and nothing else."""
    found = (q for sentence in article["sentences"] for q in quantities(sentence, "en"))
    return sorted({q.text for q in found if q.kind is Kind.NUMBER and q.text.isdigit()})


if __name__ == "__main__":
    main()
