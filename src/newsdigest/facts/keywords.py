"""The words that an article is about, in English, each with its German original."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import cache

from newsdigest.checks.exonyms import place_forms
from newsdigest.checks.names import folded, likelihood
from newsdigest.checks.numerals import language_of
from newsdigest.facts.settings import settings
from newsdigest.schema import Keyword
from newsdigest.words import content_words, stop_words

_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{3,}")


def keywords(passages: Sequence[tuple[str, str]], most: int | None = None) -> tuple[Keyword, ...]:
    """The words that an article is about, in English, each with its German original: names, and nouns whose English is
    plain from the sentences that have them (Dice 1945).

    ``passages`` are pairs of German and English: title, teaser, sentences.
    """
    german = [{w for w in _CAPITALISED.findall(source) if w.lower() not in _dull()} for source, _ in passages]
    everywhere = set().union(*german)
    german = [{w[:-1] if w[-1] == "s" and w[:-1] in everywhere else w for w in words} for words in german]
    english = [set(content_words(target)) for _, target in passages]
    seen = Counter(word for words in german for word in words)
    kept = {word: form for word in seen if (form := _kept(word, passages, german))}
    taken = {stem for form in kept.values() for stem in content_words(form)}
    linked = kept | _linked(german, [stems - taken for stems in english], seen, passages)
    title = german[0] if german else set()
    ranked = sorted(linked, key=lambda word: -seen[word] * (2 if word in title else 1))
    chosen: dict[str, Keyword] = {}
    for word in ranked:
        if seen[word] > 1 or word in title:
            chosen.setdefault(linked[word].lower(), Keyword(text=linked[word], source=word, count=seen[word]))
    return tuple(list(chosen.values())[: most or settings()["keywords"]["most"]])


@cache
def _dull() -> frozenset[str]:
    return (
        stop_words("de")
        | frozenset(settings()["keywords"]["dull"])
        | frozenset(language_of("de").months)
        | frozenset(language_of("de").weekdays)
    )


def _kept(word: str, passages: Sequence[tuple[str, str]], german: Sequence[Collection[str]]) -> str | None:
    """The English of a name: of a place its own, else the name itself where the translation has it."""
    if place := place_forms(word):
        said = [form for form in place if any(folded(form) in folded(target) for _, target in passages)]
        return (*said, *place)[0]  # FC Bayern Munich is not in Bavaria
    there = any(folded(word) in folded(target).split() for (_, target), words in zip(passages, german) if word in words)
    return word if there and likelihood(word) > settings()["keywords"]["name"] else None


def _linked(
    german: Sequence[Collection[str]], english: Sequence[Collection[str]], seen: Counter[str], passages: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Competitive linking (Melamed 2000): the best pairs first, each word once; a word with two equally good ones has none."""
    rules = settings()["keywords"]
    there = Counter(stem for stems in english for stem in stems)
    nouns = {word for word in seen if seen[word] > 1 and likelihood(word) < rules["name"]}
    together = Counter((word, stem) for words, stems in zip(german, english) for word in nouns & set(words) for stem in stems)
    enough = {pair: n for pair, n in together.items() if n >= rules["together"] or n > 1 and _alike(*pair) >= rules["alike"]}
    scores = {pair: 2 * n / (seen[pair[0]] + there[pair[1]]) for pair, n in enough.items()}
    best: dict[str, str] = {}
    used: set[str] = set()
    for (word, stem), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < rules["dice"]:
            break
        rivals = [s for (w, s), other in scores.items() if w == word and s not in used and s != stem and other >= score]
        rivals += [w for (w, s), other in scores.items() if s == stem and w not in best and w != word and other >= score]
        if word not in best and stem not in used and not rivals:
            best[word] = stem
            used.add(stem)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for _, target in passages:
        for match in re.finditer(r"[^\W\d_][\w’-]*", target):
            for stem in content_words(match.group()):
                written[stem][match.group()] += 1
    found = {word: written[stem].most_common(1)[0][0] for word, stem in best.items() if written[stem]}
    return {word: english for word, english in found.items() if not english.endswith(("ed", "ly"))}


def _alike(german: str, english: str) -> float:
    """Ratio of equal letters (Ratcliff and Obershelp 1988)."""
    return SequenceMatcher(None, german.lower(), english).ratio()
