"""Choosing the sentences of an article that say what it is about; no model, no network.

Each sentence has a score from what news teaches: it says the most important thing first (Brandow, Mitze and Rau 1995
found the lead hard to beat), it repeats what it is about (the centroid of Radev et al. 2004), the headline names the
subject (Edmundson 1969), and a summary reads badly with a dangling "he" or half a quotation in it. Sentences are then
taken one by one, best first, each paying for what it repeats: maximal marginal relevance, Carbonell and Goldstein 1998.

Time and memory grow with the length of the article, and time with that of the summary.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from newsdigest.summarization.words import content_words, words

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”“]*[”“]|„[^“”]*[“”]|«[^»]*»|``.*?''")
_QUOTE_MARK = re.compile(r"[\"“”„«»]|``|''")
_FULL_STOP = re.compile(r"[.!?…][\"'“”«»’)\]\s]*\Z")


@dataclass(frozen=True)
class Weights:
    """How much each property of a sentence counts; ``data/extractive.toml`` says what they are."""

    position: float
    title: float
    centrality: float
    coverage: float
    redundancy: float
    dangling: float
    quotation: float
    fragment: float
    question: float
    source: float
    length: float


@dataclass(frozen=True)
class Rules:
    """The whole data file: weights, and the words that tell a sentence's shape."""

    weights: Weights
    position_scale: float
    fragment_words: int
    scrap_words: int
    dangling: frozenset[str]
    dangling_phrases: tuple[str, ...]
    source_phrases: tuple[str, ...]
    saying: frozenset[str]


@lru_cache
def default_rules() -> Rules:
    """What the package carries in ``data/extractive.toml``."""
    data: dict[str, Any] = tomllib.loads((files("newsdigest") / "data" / "extractive.toml").read_text(encoding="utf-8"))
    shape = data["shape"]
    return Rules(
        weights=Weights(**data["weights"]),
        position_scale=shape["position_scale"],
        fragment_words=shape["fragment_words"],
        scrap_words=shape["scrap_words"],
        dangling=frozenset(shape["dangling"]),
        dangling_phrases=tuple(shape["dangling_phrases"]),
        source_phrases=tuple(shape["source_phrases"]),
        saying=frozenset(shape["saying"]),
    )


@dataclass(frozen=True)
class Features:
    """One sentence, measured once. ``length`` is in words as blanks separate them; what follows it lies between 0 and 1."""

    index: int
    key: tuple[str, ...]
    vector: dict[str, float]
    length: int
    position: float
    title: float
    centrality: float
    coverage: float
    dangling: float
    quotation: float
    fragment: float
    question: float
    source: float


def select(
    sentences: Sequence[str], count: int, *, title: str | None = None, max_words: int | None = None, rules: Rules | None = None
) -> list[int]:
    """Indexes of at most ``count`` sentences that summarize the article, in its order.

    ``max_words`` bounds the words of them all together, except that one sentence is always chosen if there is one.
    A sentence that says the same as the headline or as one already chosen, word for word, is never chosen.
    """
    rules = rules or default_rules()
    return choose(measure(sentences, title, rules), rules.weights, count, title=title, max_words=max_words)


def _key(sentence: str) -> tuple[str, ...]:
    """What two sentences share that say the same, word for word."""
    return tuple(words(sentence)) or (sentence.strip(),)


def measure(sentences: Sequence[str], title: str | None, rules: Rules) -> list[Features]:
    """The features of all sentences that are not blank, in their order."""
    kept = [(index, sentence) for index, sentence in enumerate(sentences) if sentence.strip()]
    counts = [Counter(content_words(sentence)) for _, sentence in kept]
    document_frequency = Counter(word for count in counts for word in count)
    size = len(counts)

    def unit(count: Counter[str]) -> dict[str, float]:
        vector = {
            word: (1 + math.log(times)) * math.log(1 + (size + 1) / document_frequency[word])
            for word, times in count.items()
            if document_frequency[word]
        }
        norm = math.sqrt(sum(value * value for value in vector.values()))
        return {word: value / norm for word, value in vector.items()} if norm else {}

    vectors = [unit(count) for count in counts]
    centroid: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, value in vector.items():
            centroid[word] += value
    norm = math.sqrt(sum(value * value for value in centroid.values())) or 1.0
    highest = max(centroid.values(), default=1.0)
    title_vector = unit(Counter(content_words(title))) if title else {}

    features = []
    for place, ((index, sentence), vector) in enumerate(zip(kept, vectors, strict=True)):
        tokens = words(sentence)
        length = sum(any(map(str.isalnum, token)) for token in sentence.split())
        features.append(
            Features(
                index=index,
                key=_key(sentence),
                vector=vector,
                length=length,
                position=math.exp(-place / rules.position_scale),
                title=sum(value * title_vector.get(word, 0.0) for word, value in vector.items()),
                centrality=sum(value * centroid[word] for word, value in vector.items()) / norm,
                coverage=sum(centroid[word] for word in vector) / len(vector) / highest if vector else 0.0,
                dangling=float(index > 0 and _leans_back(tokens, rules)),
                quotation=float(_is_bare_quotation(sentence, tokens, rules)),
                fragment=_fragment(sentence, length, rules),
                question=float("?" in sentence),
                source=float(_begins_with(tokens, rules.source_phrases)),
            )
        )
    return features


def _fragment(sentence: str, length: int, rules: Rules) -> float:
    """1 for few words or no full stop; 10 for a scrap, such as a dateline, that only an article of scraps is summed up by."""
    if length < rules.scrap_words:
        return 10.0
    return float(length < rules.fragment_words or not _FULL_STOP.search(sentence))


def _leans_back(tokens: list[str], rules: Rules) -> bool:
    """It begins with a word or phrase that needs the sentence before it."""
    return bool(tokens) and (tokens[0] in rules.dangling or _begins_with(tokens, rules.dangling_phrases))


def _begins_with(tokens: list[str], phrases: tuple[str, ...]) -> bool:
    start = " ".join(tokens[:5]) + " "
    return any(start.startswith(phrase + " ") for phrase in phrases)


def _is_bare_quotation(sentence: str, tokens: list[str], rules: Rules) -> bool:
    """Somebody speaks and nobody is named: quoted from end to end, or a quotation that is opened or closed elsewhere."""
    outside = _QUOTED.sub(" ", sentence)
    if _QUOTE_MARK.search(outside):
        return True
    return outside != sentence and len(words(outside)) < 2 and not rules.saying.intersection(tokens)


def choose(
    candidates: Sequence[Features], weights: Weights, count: int, *, title: str | None = None, max_words: int | None = None
) -> list[int]:
    """The second half of ``select``: indexes of the sentences to take, from their features."""
    postings: dict[str, list[int]] = defaultdict(list)
    for place, features in enumerate(candidates):
        for word in features.vector:
            postings[word].append(place)
    merit = [_merit(features, weights) for features in candidates]
    repeated = [0.0] * len(candidates)
    barred = {_key(title)} if title and len({features.key for features in candidates}) > 1 else set()
    chosen: set[int] = set()
    words_left = math.inf if max_words is None else max_words
    while len(chosen) < count:
        best, best_score = None, -math.inf
        for place, features in enumerate(candidates):
            if features.key in barred or (features.length > words_left and chosen):
                continue
            leans = features.dangling if features.index - 1 not in chosen else 0.0
            score = merit[place] - weights.redundancy * repeated[place] - weights.dangling * leans
            if features.length > words_left:
                score -= features.length  # too long already: should none fit, the shorter the better
            if score > best_score:
                best, best_score = features, score
        if best is None:
            break
        chosen.add(best.index)
        barred.add(best.key)
        words_left -= best.length
        similarity: dict[int, float] = defaultdict(float)
        for word, value in best.vector.items():
            for place in postings[word]:
                similarity[place] += value * candidates[place].vector[word]
        for place, value in similarity.items():
            repeated[place] = max(repeated[place], value)
    return sorted(chosen)


def _merit(features: Features, weights: Weights) -> float:
    """What the sentence is worth by itself."""
    return (
        weights.position * features.position
        + weights.title * features.title
        + weights.centrality * features.centrality
        + weights.coverage * features.coverage
        - weights.quotation * features.quotation
        - weights.fragment * features.fragment
        - weights.question * features.question
        - weights.source * features.source
        - weights.length * max(0, features.length - 20) / 10
    )
