"""Warnings that are not shown right below their sentence, and so name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdigest.schema import StorySentence, SummarySentence

Marked = tuple["SummarySentence | StorySentence", str]
"""A sentence of a summary and the marks of its evidence, in the markup that they are shown in."""

WORDS = 5
"""By how many of its first words a sentence is named."""


def named_warnings(marked: Iterable[Marked]) -> Iterator[tuple[str, str, str]]:
    """For each warning the first words of its sentence in quotation marks, the sentence's marks, and the warning."""
    for sentence, marks in marked:
        words = sentence.text.split()
        beginning = " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
        for warning in sentence.warnings:
            yield f"“{beginning}”", marks, warning
