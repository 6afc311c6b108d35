"""Names of a sentence that its evidence does not have, in that form or another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import Evidence, borne_out, data, folded_of, word_lists
from newsdigest.checks.names import folded, likelihood
from newsdigest.checks.quantities import quantities
from newsdigest.words import content_of, stop_words

_LEAST = 4
"""Letters that the name of a place has in common with its adjective at the least."""

SURELY_NAME = 0.7
"""Likelihood of a name from which a word that may have its capital from its place counts as one."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OPENS = re.compile(r"(?:^|[.!?:;“\"‘'(–—-])\s*$")
_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")


def named(sentence: str, there: Sequence[Evidence]) -> Iterator[Unsupported]:
    counted = {i for q in quantities(sentence, "en") for i in range(q.start, q.end)}  # Tuesday, May
    for match in _WORD.finditer(sentence):
        if match.start() in counted:
            continue
        word = re.sub(r"['’]s?$", "", match.group())
        if match.start() and sentence[match.start() - 1].isdigit():
            continue  # 60GB
        if not word[:1].isupper() or len(word) < 2 or word == "I" or word.lower().rstrip(".") in word_lists("titles")["words"]:
            continue
        if borne_out(there, [evidence for evidence in there if _names_it(evidence, word, sentence)], there, sentence, *match.span()):
            continue
        if _OPENS.search(sentence, 0, match.start()) or _shouted(sentence, match):
            plain = word.capitalize()
            if plain.lower() in stop_words() or likelihood(plain) < SURELY_NAME or not common().isdisjoint(content_of([plain.lower()])):
                continue
        yield Unsupported(ClaimKind.NAME, word)


def _names_it(evidence: Evidence, word: str, sentence: str) -> bool:
    """Whether a sentence has a name: as it is, as plural, adjective or possessive, by another name, or as initials."""
    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", evidence.english):
        return True
    text, own, name = evidence.folded, f" {folded_of(sentence)} ", folded_of(word)
    words = set(text.split())
    if all(part in words or any(_inflected(part, other) for other in words) for part in name.split()):
        return True
    groups = (group for group in same_names() if any(name in other.split() and f" {other} " in own for other in group))
    if any(f" {other} " in f" {text} " for group in groups for other in group):
        return True
    if _INITIALS.fullmatch(word) and word.lower() in _initials(evidence.english):
        return True
    return any(word in phrase.split() for short in _INITIALS.findall(evidence.english) for phrase in _spelt_out(short, sentence))


def _inflected(a: str, b: str) -> bool:
    """Whether two folded words are a name and its plural or adjective: Germany, German, Germans."""
    if a + "s" == b or b + "s" == a:
        return True
    if a[:_LEAST] != b[:_LEAST]:
        return False
    common_letters = 0
    for x, y in zip(a, b):
        if x != y:
            break
        common_letters += 1
    endings = word_lists("endings")
    for length in range(common_letters, _LEAST - 1, -1):
        ends = a[length:], b[length:]
        if any(one in endings["place"] and other in endings["people"] for one, other in (ends, ends[::-1])):
            return True
    return False


def _shouted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a word stands in capitals as its neighbour does: CLICK HERE."""
    return match.group().isupper() and any(
        word.isupper() and len(word) > 1
        for word in (*_WORD.findall(sentence[: match.start()])[-1:], *_WORD.findall(sentence[match.end() :])[:1])
    )


def _initials(text: str) -> str:
    """The initials of all words but those that an acronym leaves out: World Health Organization."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in word_lists("titles")["left_out"])


def _spelt_out(short: str, sentence: str) -> Iterator[str]:
    """Names in a sentence whose words have these initials."""
    for match in re.finditer(r"\b[A-Z][\w-]+(?: (?:(?:of|the|for|and) )*[A-Z][\w-]+)+", sentence):
        if _initials(match.group()).upper() == short:
            yield match.group()


@cache
def same_names() -> list[frozenset[str]]:
    """Groups of names, folded, of which each stands for each."""
    return [frozenset(folded(name) for name in group["names"]) for group in data()["same"]]


@cache
def common() -> frozenset[str]:
    """Words that look like a name and are none, as ``content_words`` has them."""
    lines = (files("newsdigest") / "data" / "common_words_en.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
