"""Words of comparison in whose place the evidence has their opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.claims.evidence import around_of, data, word_lists

_TOKEN = re.compile(r"[^\W\d_]+")


@cache
def opposites() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Groups of words that turn a statement round where one stands for the other; each pair both ways."""
    pairs = [(frozenset(pair["one"]), frozenset(pair["other"])) for pair in data()["opposites"]]
    return pairs + [(other, one) for one, other in pairs]


def compared(sentence: str, english: Sequence[str]) -> Iterator[Unsupported]:
    """The words of comparison that the evidence has the opposite of, among the same words."""
    for one, other in opposites():
        behind = bool(one & word_lists("behind")["words"])
        for match in _TOKEN.finditer(sentence):
            if match.group().lower() not in one:
                continue
            around = around_of(sentence[match.start() if behind else 0 :], *((0, len(match.group())) if behind else match.span()))
            same = max((_shared(text, one, around, behind) for text in english), default=-1)
            turned = max((_shared(text, other, around, behind) for text in english), default=-1)
            if turned > max(same, 0):
                instead = {m.group().lower() for text in english for m in _TOKEN.finditer(text)} & other
                yield Unsupported(ClaimKind.COMPARISON, match.group().lower(), tuple(sorted(instead)))
                break


def _shared(text: str, group: frozenset[str], around: frozenset[str], behind: bool) -> int:
    """How many words that stand around (or only ``behind``) a word of a group do so in a text as well; -1 where it has none of it."""
    places = (match.span() for match in _TOKEN.finditer(text) if match.group().lower() in group)
    return max(
        (len(around & around_of(text[start if behind else 0 :], *((0, end - start) if behind else (start, end)))) for start, end in places),
        default=-1,
    )
