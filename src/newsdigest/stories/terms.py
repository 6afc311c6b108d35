"""The words, names and quantities by which German texts are compared, and how rare each is in news."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from newsdigest.checks.names import names
from newsdigest.checks.quantities import Kind, quantities
from newsdigest.words import content_words

UNLISTED = 0.0005
"""Share of the sentences of news that have a word that is not among the frequent ones: the least of those that are is 0.0007."""

_AMOUNTS = {Kind.NUMBER, Kind.WORD, Kind.TIME}
_YEARS = (1900, 2100)


@dataclass(frozen=True)
class Terms:
    """What a text has: stems of content words (names among them), stems of names, and amounts such as ``350000 euro``."""

    words: tuple[str, ...]
    names: frozenset[str]
    amounts: tuple[str, ...]


def terms_of(text: str) -> Terms:
    """The terms of a German text; numbers are no words, however they are written."""
    found = quantities(text, "de")
    letters = list(text)
    for quantity in found:
        letters[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
    return Terms(
        words=tuple(word for word in content_words("".join(letters), "de") if not word[0].isdigit()),
        names=frozenset(stem for name in names(text) for stem in content_words(name.text, "de")),
        amounts=tuple(
            f"{_plain(quantity.value)} {quantity.unit or ('time' if quantity.kind is Kind.TIME else '')}"
            for quantity in found
            if quantity.kind in _AMOUNTS
        ),
    )


def is_amount(term: str) -> bool:
    """Whether a term is one of ``Terms.amounts``."""
    return " " in term


def value_of(amount: str) -> Decimal:
    """The number of one of ``Terms.amounts``."""
    return Decimal(amount.split(" ")[0])


def share_of(term: str) -> float:
    """The share of the sentences of news that have a word or an amount, from above 0 to 1."""
    if not is_amount(term):
        return _frequencies().get(term, UNLISTED)
    value = value_of(term)
    if value == int(value) and (abs(value) <= 31 or _YEARS[0] < value < _YEARS[1]):
        return 0.02  # a day, an hour, a few of anything, a year: as frequent as the most frequent words
    return UNLISTED if len(_plain(value).strip("0-").replace(".", "")) > 1 else 10 * UNLISTED  # round numbers meet by chance


def letter_runs(word: str, length: int) -> list[str]:
    """All stretches of ``length`` letters of a word with a mark before and behind it (character n-grams; Damashek 1995)."""
    marked = f"^{word}$"
    return [marked[i : i + length] for i in range(max(1, len(marked) - length + 1))]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


@cache
def _frequencies() -> dict[str, float]:
    """Stems of content words, and the share of the sentences of news that have them."""
    lines = (files("newsdigest") / "data" / "frequent_words_de.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {word: int(count) / 10_000 for count, *words in rows for word in words}
