"""What is done to a string before a model may see it, and undone after: passing through, normalising, cutting."""

from __future__ import annotations

import re
from collections.abc import Callable

# Where an over-long sentence may be cut, best first; the cut comes after the match.
CLAUSE_ENDS = (
    re.compile(r"[.!?;:]\s+"),
    re.compile(r"\s+[–—-]\s+"),
    re.compile(r",\s+"),
    re.compile(r"\s+"),
)
LETTER = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"  # web
    r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+)+"  # e-mail; bounded, so that no run of letters takes long
    r"|(?<!\w)[@#]\w+"  # handles and hashtags
)


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter outside web and e-mail addresses, handles and hashtags."""
    return LETTER.search(ADDRESS.sub(" ", text)) is not None


def cut(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a text into pieces that fit, at clause boundaries near the middle, else at blanks, else anywhere.

    The pieces hold every character of the text but the white space at the cuts. ``fits`` must accept any
    single character.
    """
    text = text.strip()
    if not text:
        return []
    if fits(text) or len(text) == 1:
        return [text]
    middle = len(text) // 2
    for boundary in CLAUSE_ENDS:
        places = [m.end() for m in boundary.finditer(text) if 0 < m.end() < len(text)]
        # a cut close to an end leaves a fragment that no model translates well
        places = [p for p in places if len(text) // 5 <= p <= len(text) - len(text) // 5] or (places if boundary is CLAUSE_ENDS[-1] else [])
        if places:
            middle = min(places, key=lambda p: abs(p - len(text) // 2))
            break
    return cut(text[:middle], fits) + cut(text[middle:], fits)
