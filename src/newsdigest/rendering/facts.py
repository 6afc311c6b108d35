"""Key facts and keywords as lines: what each kind answers, the English, the German."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsdigest.schema import FactKind

if TYPE_CHECKING:
    from newsdigest.schema import Digest, Fact

ANSWERS = {
    FactKind.NAME: "who",
    FactKind.PLACE: "where",
    FactKind.QUANTITY: "how much",
    FactKind.DATE: "when",
    FactKind.SPEAKER: "who says it",
}
"""The question that a kind of fact answers."""


def fact_rows(digest: Digest) -> Iterator[tuple[str, str, str, Fact]]:
    """For each fact its question (empty where it is that of the fact before), the English, the German, and the fact."""
    before = None
    for fact in digest.facts:
        yield (ANSWERS[fact.kind] if fact.kind is not before else "", fact.text, fact.source, fact)
        before = fact.kind


def keyword_line(digest: Digest) -> str:
    """The keywords, each with its German original where that is another word."""
    return ", ".join(k.text if k.text == k.source else f"{k.text} ({k.source})" for k in digest.keywords)
