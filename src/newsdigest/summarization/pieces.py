"""An article in pieces that a model can read whole.

Nothing is left out. Pieces are of about equal length, so that none is summarized out of all proportion; they end where a
paragraph does if one ends near enough, else where a sentence does, and only a sentence that is too long by itself is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

Count = Callable[[Sequence[str]], list[int]]

_NEAR = 0.25
"""How far from the middle of the text, as a share of it, the end of a paragraph is preferred to that of a nearer sentence."""


def cut(sentences: Sequence[str], paragraphs: Sequence[int], count: Count, limit: int) -> list[str]:
    """The article in texts of at most ``limit`` tokens as ``count`` counts them, which together say all of it.

    ``paragraphs`` has the number of each sentence's paragraph, or is empty. Time is linear in the article's length.
    """
    places = [i for i, sentence in enumerate(sentences) if sentence.strip()]
    texts = [sentences[i].strip() for i in places]
    numbers = [paragraphs[i] if paragraphs else 0 for i in places]
    (marks,) = count([""])
    ends = list(accumulate((tokens - marks for tokens in count(texts)), initial=0))

    def parts(begin: int, end: int) -> list[str]:
        text = " ".join(texts[begin:end])
        # the sum differs a little from what the whole text has, where words merge across sentences
        if ends[end] - ends[begin] + marks <= limit and count([text])[0] <= limit:
            return [text]
        if end - begin == 1:
            return _parts_of_text(text, count, limit)
        middle = _middle(ends, numbers, begin, end)
        return parts(begin, middle) + parts(middle, end)

    return parts(0, len(texts)) if texts else []


def _middle(ends: Sequence[int], paragraphs: Sequence[int], begin: int, end: int) -> int:
    half, reach = (ends[begin] + ends[end]) / 2, _NEAR * (ends[end] - ends[begin])
    inner = range(begin + 1, end)
    borders = [i for i in inner if paragraphs[i] != paragraphs[i - 1] and abs(ends[i] - half) <= reach]
    return min(borders or inner, key=lambda i: abs(ends[i] - half))


def _parts_of_text(text: str, count: Count, limit: int) -> list[str]:
    """A sentence too long for the model, cut at the blank nearest its middle, or in its middle, until it fits."""
    if len(text) < 2 or count([text])[0] <= limit:
        return [text]
    half = len(text) // 2
    blanks = [place for place in (text.rfind(" ", 1, half), text.find(" ", half, len(text) - 1)) if place > 0]
    place = min(blanks, key=lambda place: abs(place - half), default=half)
    return [part for half in (text[:place], text[place:].lstrip() or text[place:]) for part in _parts_of_text(half, count, limit)]
