"""What can be seen of one sentence within its article: the properties by which sentences are chosen.

News says the most important thing first (Brandow, Mitze and Rau 1995 found the lead hard to beat); what an article is
about is near its centroid (Radev et al. 2004), and its headline names it (Edmundson 1969); a phrase that comes again is what
the article goes on about (Luhn 1958 counted words so). The others tell whether a sentence reads well alone.

Time and memory grow with the length of the article.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsdigest.summarization.rules import Rules
from newsdigest.words import content_of, content_words, words

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”“]*[”“]|„[^“”]*[“”]|«[^»]*»|»[^«]*«|``.*?''")
_QUOTE_MARK = re.compile(r"[\"“”„«»]|``|''")
_FULL_STOP = re.compile(r"[.!?…][\"'“”«»’)\]\s]*\Z")
_INNER = re.compile(r"(?<=[^.!?\s]\s)[^\W\d_][\w-]*")  # a word that begins no sentence

SCRAP = 10.0
"""``Features.fragment`` of a scrap, such as a dateline: only an article of scraps is summed up by one."""

Vector = dict[str, float]
"""Weights of content words, of Euclidean length 1 or empty."""


@dataclass(frozen=True)
class Features:
    """One sentence, measured once."""

    index: int
    """Its place among the sentences that were passed."""
    key: tuple[str, ...]
    """Its words: what two sentences share that say the same, word for word."""
    vector: Vector
    words: int
    """Its length in words, as blanks separate them."""
    characters: int
    """Its length without the blanks around it."""
    position: float
    """From 1 for the first sentence, falling exponentially."""
    title: float
    """Mean of its cosine similarity to headline and teaser, and of the share of their weight that its words cover; 0 to 1."""
    centrality: float
    """Cosine similarity to the whole article, 0 to 1."""
    coverage: float
    """Mean weight of its content words in the article, the heaviest being 1."""
    phrases: float
    """Pairs of neighbouring content words that another sentence has too: 1 for enough of them."""
    names: float
    """Share of its content words that are written with a capital within sentences; in German, names and nouns."""
    long: float
    """Tens of words above what is long."""
    short: float
    """Tens of words that it lacks to what is short."""
    dangling: float
    """1 if it begins with what points back to the sentence before."""
    quotation: float
    """1 if somebody speaks and nobody is named, or speaks of himself."""
    fragment: float
    """1 for few words or no full stop; ``SCRAP`` for next to nothing."""
    question: float
    """1 if it asks."""
    source: float
    """1 if it says where the news comes from, not what it is."""

    @property
    def stands_alone(self) -> bool:
        """It can open a summary: nothing before it is needed to read it."""
        return not (self.dangling or self.quotation or self.fragment or self.question or self.source)


def key(sentence: str) -> tuple[str, ...]:
    """Equal for sentences that differ in case, blanks or marks only."""
    return tuple(words(sentence)) or (sentence.strip(),)


def measure(sentences: Sequence[str], rules: Rules, *, title: str | None = None, teaser: str | None = None) -> list[Features]:
    """The features of all sentences that are not blank, in their order."""
    kept = [(index, sentence.strip()) for index, sentence in enumerate(sentences) if sentence.strip()]
    article = _Article([sentence for _, sentence in kept], rules, " ".join(filter(None, (title, teaser))))
    return [article.features(place, index, sentence) for place, (index, sentence) in enumerate(kept)]


class _Article:
    """What sentences are measured against: counted once for all of them."""

    def __init__(self, sentences: Sequence[str], rules: Rules, subject: str) -> None:
        self._rules = rules
        self._tokens = [words(sentence) for sentence in sentences]
        self._content = [content_of(tokens, rules.language) for tokens in self._tokens]
        self._frequency = Counter(word for content in self._content for word in set(content))
        self._pairs = Counter(pair for content in self._content for pair in set(pairwise(content)))
        names = (word for sentence in sentences for word in _INNER.findall(sentence) if word[0].isupper())
        self._names = set(content_words(" ".join(names), rules.language))
        self._vectors = [self._vector(content) for content in self._content]
        self._subject = self._vector(content_words(subject, rules.language))
        centroid: dict[str, float] = defaultdict(float)
        for vector in self._vectors:
            for word, value in vector.items():
                centroid[word] += value
        self._centroid = unit(centroid)
        self._heaviest = max(self._centroid.values(), default=1.0)

    def _vector(self, content: Iterable[str]) -> Vector:
        """tf-idf, the sentences of the article being the documents; words that it does not have are left out."""
        size = len(self._content)
        return unit(
            {
                word: (1 + math.log(times)) * math.log(1 + (size + 1) / self._frequency[word])
                for word, times in Counter(content).items()
                if self._frequency[word]
            }
        )

    def features(self, place: int, index: int, sentence: str) -> Features:
        """Those of the sentence at ``place`` among those that are not blank; ``index`` counts the blank ones too."""
        tokens, vector, shape, lists = self._tokens[place], self._vectors[place], self._rules.shape, self._rules.lists
        length = sum(any(map(str.isalnum, token)) for token in sentence.split())
        repeated = sum(self._pairs[pair] > 1 for pair in set(pairwise(self._content[place])))
        return Features(
            index=index,
            key=tuple(tokens) or (sentence,),
            vector=vector,
            words=len(sentence.split()),
            characters=len(sentence),
            position=math.exp(-place / shape.position_scale),
            title=(cosine(vector, self._subject) + _share(self._subject, vector)) / 2,
            centrality=cosine(vector, self._centroid),
            coverage=sum(self._centroid[word] for word in vector) / len(vector) / self._heaviest if vector else 0.0,
            phrases=min(1.0, repeated / shape.phrases_enough),
            names=sum(word in self._names for word in vector) / len(vector) if vector else 0.0,
            long=max(0, length - shape.long_words) / 10,
            short=max(0, shape.short_words - length) / 10,
            dangling=float(place > 0 and bool(tokens) and (tokens[0] in lists.dangling or _begins_with(tokens, lists.dangling_phrases))),
            quotation=float(_is_unattributed(sentence, tokens, self._rules)),
            fragment=_fragment(sentence, length, self._rules),
            question=float("?" in sentence),
            source=float(_begins_with(tokens, lists.source_phrases)),
        )


def cosine(vector: Vector, other: Vector) -> float:
    """Cosine similarity of two vectors of length 1."""
    return sum(value * other.get(word, 0.0) for word, value in vector.items())


def unit(vector: dict[str, float]) -> Vector:
    """The vector at length 1; empty where it has none."""
    norm = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / norm for word, value in vector.items()} if norm else {}


def _share(whole: Vector, part: Vector) -> float:
    """The share of the weight of ``whole`` that words of ``part`` have."""
    total = sum(whole.values())
    return sum(value for word, value in whole.items() if word in part) / total if total else 0.0


def _fragment(sentence: str, length: int, rules: Rules) -> float:
    if length < rules.shape.scrap_words:
        return SCRAP
    return float(length < rules.shape.fragment_words or not _FULL_STOP.search(sentence))


def _begins_with(tokens: list[str], phrases: tuple[str, ...]) -> bool:
    start = " ".join(tokens[:5]) + " "
    return any(start.startswith(phrase + " ") for phrase in phrases)


def _is_unattributed(sentence: str, tokens: list[str], rules: Rules) -> bool:
    """Quoted from end to end, a quotation that is opened or closed elsewhere, or "I" and "we" outside of any."""
    outside = _QUOTED.sub(" ", sentence)
    if _QUOTE_MARK.search(outside):
        return True
    around = words(outside) if outside != sentence else tokens
    if rules.lists.speaker.intersection(around):
        return True
    return outside != sentence and len(around) < 2 and not rules.lists.saying.intersection(tokens)
