"""Names of a sentence that its evidence does not have, in any form, or has in another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import Evidence, borne_out, word_lists
from newsdigest.checks.claims.exchange import exchanged
from newsdigest.checks.claims.naming import WORD, names_it
from newsdigest.checks.claims.places import Place, in_its_place
from newsdigest.checks.names import likelihood
from newsdigest.checks.quantities import quantities
from newsdigest.words import content_of, stop_words

SURELY_NAME = 0.7
"""Likelihood of a name from which a word that may have its capital from its place counts as one."""
_IN_CAPITALS = 0.7
"""Share of a sentence's longer words with a capital from which it is set like a headline, all words that carry sense in capitals."""
_LONGER = 4
"""Letters of a word that has its capital in such a headline."""
_OPENS = re.compile(r"(?:^|[.!?:;“\"‘'(–—-])\s*$")
_CONTRACTED = re.compile(r"['’](?:s|ve|re|ll|d|m)?$")
_WITHIN = re.compile(r"[ -](?:(?:of|the|for|and) )*")
"""What may stand between two words of one name."""


def named(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    """The names that are not there, in their order; one that stands where the evidence has another one, with that one."""
    headline = _is_headline(sentence)
    claims: list[tuple[re.Match[str], str, bool]] = []
    supported: set[int] = set()
    understood = word_lists("titles")["understood"] if any(evidence.german for evidence in there) else frozenset[str]()
    for match in _names_of(sentence):
        word = _CONTRACTED.sub("", match.group())
        if word.lower() in understood:
            continue
        saying = [evidence for evidence in there if names_it(evidence, word, sentence)]
        if not borne_out(there, saying, there, sentence, *match.span()):
            claims.append((match, word, bool(saying)))
            continue
        supported.add(match.start())
        if word.lower() not in stop_words() and (other := _displaced(sentence, match, word, saying)):
            yield Unsupported(ClaimKind.NAME, word, (other,), elsewhere=True)
    for match, word, elsewhere in claims:
        may_be_none = headline or _OPENS.search(sentence, 0, match.start()) is not None or _shouted(sentence, match)
        if may_be_none and _is_plain(word.capitalize()):
            continue
        if word.lower() in word_lists("titles")["generic"] and (may_be_none or supported & _starts_of_phrase(sentence, match)):
            continue
        yield Unsupported(ClaimKind.NAME, word, elsewhere=elsewhere)
    yield from exchanged(sentence, [evidence.english for evidence in there])


def _names_of(sentence: str) -> Iterator[re.Match[str]]:
    """The words that may be names: with a capital, and no part of a number or date, no title, no "I"."""
    counted = {i for q in quantities(sentence, "en") for i in range(q.start, q.end)}  # Tuesday, May
    for match in WORD.finditer(sentence):
        word = _CONTRACTED.sub("", match.group())
        if match.start() in counted or match.start() and sentence[match.start() - 1].isdigit():
            continue  # 60GB
        if word[:1].isupper() and len(word) > 1 and word.lower().rstrip(".") not in word_lists("titles")["words"]:
            yield match


def _is_headline(sentence: str) -> bool:
    """Whether a sentence is set like a headline: Activists Reenact a Crime."""
    longer = [match.group() for match in WORD.finditer(sentence) if len(match.group()) >= _LONGER]
    return sum(word[0].isupper() for word in longer) > _IN_CAPITALS * len(longer)


def _is_plain(word: str) -> bool:
    """Whether a word is none that only names are."""
    common_word = not common().isdisjoint(content_of([word.lower()]))
    return common_word or word.lower() in stop_words() or likelihood(word) < SURELY_NAME


def _starts_of_phrase(sentence: str, match: re.Match[str]) -> set[int]:
    """Where the words with a capital stand that make one name with a word: University Hospital, Treaty of Lunéville."""
    words = [other for other in WORD.finditer(sentence) if other.group()[0].isupper()]
    at = next(i for i, other in enumerate(words) if other.start() == match.start())
    first = last = at
    while first > 0 and _WITHIN.fullmatch(sentence, words[first - 1].end(), words[first].start()):
        first -= 1
    while last + 1 < len(words) and _WITHIN.fullmatch(sentence, words[last].end(), words[last + 1].start()):
        last += 1
    return {words[i].start() for i in range(first, last + 1)}


def _displaced(sentence: str, match: re.Match[str], word: str, saying: Sequence[Evidence]) -> str | None:
    """The name that the evidence has in the place of this one, where it has this one in another."""
    there = [place for evidence in saying for place in _places(evidence.english)]
    own = [place for place in there if word in place.words or place.words in word]
    rivals = [place for place in there if place not in own]
    others = [place for place in _places(sentence) if place.start != match.start()]
    found = in_its_place(Place(sentence, *match.span()), own, rivals, others) if own else None
    return _CONTRACTED.sub("", found.words) if found else None


@lru_cache(maxsize=4096)
def _places(text: str) -> tuple[Place, ...]:
    """Where words with a capital stand that they need not have from their place."""
    found = (match for match in WORD.finditer(text) if match.group()[0].isupper())
    return tuple(Place(text, *match.span()) for match in found if not _OPENS.search(text, 0, match.start()))


def _shouted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a word stands in capitals as its neighbour does: CLICK HERE."""
    return match.group().isupper() and any(
        word.isupper() and len(word) > 1
        for word in (*WORD.findall(sentence[: match.start()])[-1:], *WORD.findall(sentence[match.end() :])[:1])
    )


@cache
def common() -> frozenset[str]:
    """Words that look like a name and are none, as ``content_words`` has them."""
    lines = (files("newsdigest") / "data" / "common_words_en.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
