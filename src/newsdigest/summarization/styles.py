"""What the style of a summary asks of its sentences: how many, how long, how they end."""

from __future__ import annotations

import re

from newsdigest.errors import OptionError
from newsdigest.schema import SummaryStyle
from newsdigest.sentences import split_sentences

HEADLINE_WORDS = 12
"""The most words of a headline, unless told otherwise: about what one line of a feed, or the subject of a message, shows."""

_FULL_STOP = re.compile(r"(?<=[^\s.…])\.(?=[\"'“”’»)\]]*$)")
_CAPITALS = re.compile(r"(?<![\w.])(?<![A-Z]\.\s)[A-ZÄÖÜ]+$")


def style_named(style: str) -> SummaryStyle:
    """The style of this name. Raises OptionError where there is none."""
    if style not in list(SummaryStyle):
        raise OptionError(f"style is {style!r}; it must be one of {', '.join(SummaryStyle)}")
    return SummaryStyle(style)


def limits(style: SummaryStyle, sentences: int, words: int | None) -> tuple[int, int | None]:
    """The most sentences and words of a summary in this style, of those that were asked for."""
    return (1, words or HEADLINE_WORDS) if style is SummaryStyle.HEADLINE else (sentences, words)


def in_style(sentence: str, style: SummaryStyle) -> str:
    """The sentence as a summary in this style has it: a headline has no full stop at its end."""
    return _without_full_stop(sentence.strip()) if style is SummaryStyle.HEADLINE else sentence


def _without_full_stop(sentence: str) -> str:
    """``He lives in the U.S.`` keeps its dot, and so does one of several (``...``)."""
    match = _FULL_STOP.search(sentence)
    if not match or _is_abbreviated(sentence, match.start()):
        return sentence
    return sentence[: match.start()] + sentence[match.end() :]


def _is_abbreviated(sentence: str, full_stop: int) -> bool:
    """Whether a sentence could go on behind this full stop with a name, as it does after ``Inc.`` or ``J. R.``; not so after ``Charles III.``"""
    if _CAPITALS.search(sentence, 0, full_stop):
        return False
    return len(split_sentences(f"{sentence} Xanten", "en")) == len(split_sentences(sentence, "en"))
