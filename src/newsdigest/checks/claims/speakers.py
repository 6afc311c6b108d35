"""Speakers of a sentence who do not speak in its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsdigest.checks.claims.claim import ClaimKind, Unsupported
from newsdigest.checks.speakers import speaker_places, speakers


def spoken(sentence: str, english: Sequence[str], context: Sequence[str]) -> Iterable[Unsupported]:
    """Who speaks in the sentence where others speak in the evidence."""
    said = speakers(sentence, "en")
    there = {name for text in english for name in speakers(text, "en")}
    besides = {name for text in context for name in speakers(text, "en")}
    if said and there and not said & (there | besides):
        instead = (name for text in english for name in _speaking(text))
        yield Unsupported(ClaimKind.SPEAKER, ", ".join(_speaking(sentence)), tuple(dict.fromkeys(instead)))


def _speaking(text: str) -> list[str]:
    """The names beside a verb of saying, as they are written."""
    return list(dict.fromkeys(text[start:end] for start, end in speaker_places(text, "en")))
