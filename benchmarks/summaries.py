"""ROUGE of the extractive summarizer beside LEAD and the methods of the library sumy, on articles with reference summaries.

    python benchmarks/summaries.py DIR|FILE... [--sentences 3] [--translate]

A folder stands for the files in it. ``.json``: a list of ``{"sentences": [...], "reference": [...], "title": "..."}``, one
object an article (``title`` may be missing). ``.jsonl``: an object a line, with ``title``, ``paragraphs`` and ``reference``, a
text. The language of a file is told by its words. What was decided:

- Every system chooses from the same ready sentences; only newsdigest is given the title as well, sumy has no use for one.
- A paragraph that is the reference (the teaser itself) is taken out of the article first, for LEAD too.
- A reference that is made of sentences of the article is matched at its length: systems get its number of words in place of
  ``--sentences``. LEAD takes whole sentences until one does not fit, the others the best that fit.
- English is scored with the Porter stemmer, as ever; German with letters that are not ASCII kept and the Snowball stemmer
  for German. A teaser that puts a question is a reference like any other.
- ``--translate`` scores German files a second time in English: sentences, title and reference translated sentence by sentence
  by the bundled model (greedy, kept in the cache folder), so that candidates and reference are the same machine's English.
- ``--select-first`` measures the two ways of a digest on German files: all sentences translated and then selected, or selected in
  German and only those translated. Here time is that of translating (greedy, no memory) and choosing; the reference is the
  teaser in the same machine's English.
- Time is otherwise that of choosing, after a first article that loads the rules; sumy's includes its tokens.

Scores are F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum in percent. Needs ``pip install rouge-score sumy``.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nltk.stem.snowball import GermanStemmer
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from newsdigest.sentences import split_sentences
from newsdigest.summarization import Summarizer
from newsdigest.translation import Translator
from newsdigest.words import guess_language

MEASURES = ("rouge1", "rouge2", "rougeLsum")
SUMY = {"LexRank": "lex_rank.LexRankSummarizer", "TextRank": "text_rank.TextRankSummarizer", "Luhn": "luhn.LuhnSummarizer"}
NAMES = {"de": "german", "en": "english"}
_WORD = re.compile(r"\w+")

Article = dict[str, Any]
"""``sentences``, ``reference`` (a list of sentences), ``language``; ``title`` or None; ``words``: the budget, or None."""

System = Callable[[Article], list[str]]


class GermanTokenizer(Tokenizer):  # type: ignore[misc]
    """Words with their umlauts, stemmed by Snowball; rouge-score's own tokenizer cuts at every letter beyond ASCII."""

    def __init__(self) -> None:
        self._stem = cache(GermanStemmer().stem)

    def tokenize(self, text: str) -> list[str]:
        return [self._stem(word) for word in _WORD.findall(text.lower())]


@cache
def _scorer(language: str) -> RougeScorer:
    return RougeScorer(MEASURES, tokenizer=GermanTokenizer()) if language == "de" else RougeScorer(MEASURES, use_stemmer=True)


def rouge(reference: Sequence[str], summary: Sequence[str], language: str = "en") -> list[float]:
    """F1 in percent, in the order of ``MEASURES``; both are lists of sentences."""
    scores = _scorer(language).score("\n".join(reference), "\n".join(summary))
    return [100 * scores[measure].fmeasure for measure in MEASURES]


def mean_rouge(articles: list[Article], summarize: System) -> tuple[list[float], float]:
    """Mean scores, and the mean time of an article in milliseconds."""
    start = time.perf_counter()
    summaries = [summarize(article) for article in articles]
    seconds = time.perf_counter() - start
    scores = [rouge(a["reference"], summary, a.get("language", "en")) for a, summary in zip(articles, summaries, strict=True)]
    return [sum(column) / len(articles) for column in zip(*scores, strict=True)], 1000 * seconds / len(articles)


def load(path: Path) -> list[Article]:
    """The articles of a file, in its order."""
    text = path.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else json.loads(text)
    language = guess_language([s for row in rows for s in row.get("sentences") or row["paragraphs"]])
    return [_article(row, language) for row in rows]


def _article(row: dict[str, Any], language: str) -> Article:
    article: Article = {"title": row.get("title"), "language": language, "words": None}
    if "sentences" in row:
        return article | {"sentences": row["sentences"], "reference": row["reference"]}
    paragraphs = [paragraph for paragraph in row["paragraphs"] if paragraph != row["reference"]]
    sentences = [sentence for paragraph in paragraphs for sentence in _sentences(paragraph, language)]
    copied = list(dict.fromkeys(sentence for sentence in sentences if sentence in row["reference"]))
    if len("".join(copied)) > 0.9 * len(row["reference"]):  # they may stand there without a blank between them
        return article | {"sentences": sentences, "reference": copied, "words": len(" ".join(copied).split())}
    return article | {"sentences": sentences, "reference": _sentences(row["reference"], language)}


def _sentences(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, language)]


def translated(articles: list[Article]) -> list[Article]:
    """The articles in the English of the bundled model, their German sentences as ``sources``."""
    translator = Translator("bundled", beams=1, cache=True)
    texts = dict.fromkeys(text for a in articles for text in (*a["sentences"], *a["reference"], a["title"]) if text)
    english = {text: t.text for text, t in zip(texts, translator.translate(list(texts)), strict=True)}
    return [
        a
        | {"sentences": [english[s] for s in a["sentences"]], "reference": [english[s] for s in a["reference"]]}
        | {"title": english.get(a["title"]), "language": "en", "sources": a["sentences"]}
        for a in articles
    ]


def lead(article: Article, count: int) -> list[str]:
    """The first ``count`` sentences, or those that fit into the article's budget of words."""
    sentences: list[str] = article["sentences"]
    if article["words"] is None:
        return sentences[:count]
    fitting = next((n for n in range(len(sentences), 1, -1) if len(" ".join(sentences[:n]).split()) <= article["words"]), 1)
    return sentences[:fitting]


def sumy(name: str, count: int) -> System:
    """A method of sumy, with its own stop words and stemmer, on a document made of the ready sentences.

    No tokenizer of nltk is asked, so none of its data is needed: a word is a run of letters and digits.
    """
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    module, _, kind = SUMY[name].partition(".")
    method = getattr(import_module(f"sumy.summarizers.{module}"), kind)

    class Words:
        to_words = staticmethod(_WORD.findall)

    @cache
    def summarizer(language: str) -> Any:
        made = method(Stemmer(NAMES[language]))
        made.stop_words = get_stop_words(NAMES[language])
        return made

    def fitting(limit: int, ranked: Iterable[Any]) -> list[Any]:
        kept: list[Any] = []
        for info in ranked:
            size = len(str(info.sentence).split())
            if size <= limit or not kept:
                kept.append(info)
                limit -= size
        return kept

    def summarize(article: Article) -> list[str]:
        limit: int | None = article["words"]
        document = ObjectDocumentModel([Paragraph([Sentence(s, Words) for s in article["sentences"]])])
        wanted = count if limit is None else lambda ranked: fitting(limit, ranked)
        return [str(sentence) for sentence in summarizer(article["language"])(document, wanted)]

    return summarize


def extractive(count: int) -> System:
    """``newsdigest.Summarizer``."""

    @cache
    def summarizer(language: str, words: int | None) -> Summarizer:
        sentences = count if words is None else max(1, words)
        return Summarizer("extractive", sentences=sentences, words=words, language=language)

    def summarize(article: Article) -> list[str]:
        chosen = summarizer(article["language"], article["words"]).summarize(article["sentences"], article["title"])
        return [sentence.text for sentence in chosen.sentences]

    return summarize


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="DIR|FILE")
    parser.add_argument("--sentences", type=int, default=3, metavar="N")
    parser.add_argument("--translate", action="store_true", help="score German files a second time, in English")
    parser.add_argument("--select-first", action="store_true", help="time and score both ways of a digest, German files")
    arguments = parser.parse_args()
    count = arguments.sentences
    systems: dict[str, System] = {f"LEAD-{count}": lambda article: lead(article, count)}
    systems |= {name: sumy(name, count) for name in SUMY} | {"newsdigest": extractive(count)}

    for file in [f for path in arguments.paths for f in (sorted(path.glob("*.json*")) if path.is_dir() else [path])]:
        articles = load(file)
        table(file.name, articles, systems)
        if arguments.translate and articles[0]["language"] == "de":
            table(f"{file.name}, translated", translated(articles), systems)
        if arguments.select_first and articles[0]["language"] == "de":
            two_ways(file.name, articles, count)


def table(name: str, articles: list[Article], systems: dict[str, System]) -> None:
    """Prints the scores of every system."""
    stemmer = {"de": "Snowball stemmer for German", "en": "Porter stemmer"}[articles[0]["language"]]
    length = "at the reference's length, " if any(article["words"] for article in articles) else ""
    print(f"\n{name}: {len(articles)} articles, {length}{stemmer}")
    print(f"{'':14} ROUGE-1  ROUGE-2  ROUGE-Lsum  ms/article")
    for system, summarize in systems.items():
        summarize(articles[0])
        scores, milliseconds = mean_rouge(articles, summarize)
        print(f"{system:12} {scores[0]:9.1f} {scores[1]:8.1f} {scores[2]:11.1f} {milliseconds:11.2f}", flush=True)


def two_ways(name: str, articles: list[Article], count: int) -> None:
    """Prints the scores and times of translating everything and of selecting first."""
    references = [a["reference"] for a in translated(articles)]
    translator = Translator("bundled", beams=1)
    translator.translate(articles[0]["sentences"][:2])
    choose = extractive(count)

    def english(texts: Sequence[str]) -> list[str]:
        return [t.text for t in translator.translate(list(texts))]

    def everything(article: Article) -> list[str]:
        title, *sentences = english([article["title"] or "", *article["sentences"]])
        return choose(article | {"language": "en", "title": title, "sentences": sentences})

    def selected(article: Article) -> list[str]:
        return english([article["title"] or "", *choose(article)])[1:]

    print(f"\n{name}, the two ways of a digest: {len(articles)} articles, one at a time")
    print(f"{'':24} ROUGE-1  ROUGE-2  ROUGE-Lsum  ms/article")
    scored = [a | {"reference": reference} for a, reference in zip(articles, references)]
    for way, run in (("translate, then select", everything), ("select, then translate", selected)):
        start = time.perf_counter()
        summaries = [run(article) for article in articles]
        milliseconds = 1000 * (time.perf_counter() - start) / len(articles)
        columns = zip(*(rouge(a["reference"], summary) for a, summary in zip(scored, summaries, strict=True)), strict=True)
        scores = [sum(column) / len(articles) for column in columns]
        print(f"{way:24} {scores[0]:7.1f} {scores[1]:8.1f} {scores[2]:11.1f} {milliseconds:11.0f}", flush=True)


if __name__ == "__main__":
    main()
