"""What no model should touch goes around it: addresses, handles, emoji, words in other scripts.

Each such stretch is replaced by a placeholder that models copy ("X1"), and put back after the translation. Where a
model loses a placeholder, the translator cuts the text at these stretches instead, so that they come through in any case.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from newsdigest.translation.segmentation import ADDRESS

_TRAILING = ".,;:!?)]}»“”\"'’…"  # stand behind an address, not in it
_FIRST_PICTOGRAPH = "\u2190"  # below it are signs of text: ©, ®, °, №
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_WORD = re.compile(r"\w")
_ARTICLE = re.compile(r"\b(?P<a>[Aa])n? $")
_SPOKEN_AS_WORD = re.compile(r"\d|[A-Z]?[a-z]+(?![a-z]*[A-Z])")  # not FBI, spelt out letter by letter
_VOWEL_SOUND = re.compile(
    r"(?!uni(?:[cflqtv]|on)|one\b|once\b|eu|us[ae]|ut[ei]l)[aeiou]|hour|honest|honou?r|heir|8|1[18](?!\d)", re.IGNORECASE
)


@dataclass(frozen=True)
class Protected:
    """``text`` with placeholders, ``values`` what they stand for, ``marks`` the placeholders."""

    text: str
    values: tuple[str, ...]
    marks: tuple[str, ...]

    def restore(self, translated: str) -> str | None:
        """``translated`` with the values put back; None unless every placeholder is there exactly once."""
        for mark, value in zip(self.marks, self.values):
            found = list(re.finditer(rf"(?<!\w){re.escape(mark)}(?!\w)", translated))
            if len(found) != 1:
                return None
            ahead, behind = with_article(translated[: found[0].start()], value), translated[found[0].end() :]
            if value.endswith(".") and behind == ".":
                behind = ""  # the stop of "p.m." ends the sentence too
            translated = ahead + value + behind
        return translated

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in order, cut at what is protected: each piece, and whether it is for a model."""
        if not self.marks:
            return [(self.text, True)] if self.text.strip() else []
        parts = re.split("(" + "|".join(rf"(?<!\w){re.escape(mark)}(?!\w)" for mark in self.marks) + ")", self.text)
        values = dict(zip(self.marks, self.values))
        return [(values.get(part, part), part not in values) for part in parts if part.strip()]


def protect(text: str, terms: Mapping[tuple[int, int], str] | None = None) -> Protected:
    """``text`` with placeholders for what a model would spoil; unchanged, without values, where there is nothing.

    ``terms`` are further stretches (start, end) and what shall stand for each in the translation.
    """
    values = {span: text[slice(*span)] for span in _spans(text)}
    values |= {span: value for span, value in (terms or {}).items() if not any(a < span[1] and span[0] < b for a, b in values)}
    return shield(text, values)


def with_article(ahead: str, value: str) -> str:
    """``ahead`` of a value with the article that goes with it, if it ends with one: a model wrote it for a placeholder."""
    match = _ARTICLE.search(ahead)
    if not match or not _SPOKEN_AS_WORD.match(value):
        return ahead
    vowel = bool(_VOWEL_SOUND.match(value))
    return ahead[: match.start()] + match["a"] + ("n" if vowel else "") + ahead[match.end() - 1 :]


def shield(text: str, values: Mapping[tuple[int, int], str], without: Collection[tuple[int, int]] = ()) -> Protected:
    """``text`` with a placeholder for each stretch (start, end); ``values`` are what comes back in their places.

    A stretch that is empty gets a placeholder behind the word before it. ``without`` are stretches that are left out; none touches another one.
    """
    # "X1", or "XX1" where the text speaks of a model X1
    prefix = next("X" * n for n in itertools.count(1) if not re.search(rf"(?<!\w){'X' * n}\d", text))
    out, position = "", 0
    marks: list[str] = []
    spans = sorted(values)
    for begin, end in sorted([*spans, *without]):
        if (begin, end) in without:
            out += text[position:begin].rstrip()
            position = end
            continue
        marks.append(f"{prefix}{len(marks) + 1}")
        # a placeholder is a word of its own, or it would be lost in its neighbour
        before = " " if begin and (_WORD.match(text[begin - 1]) or begin == end) else ""
        after = " " if end < len(text) and _WORD.match(text[end]) else ""
        out += text[position:begin] + before + marks[-1] + after
        position = end
    return Protected(out + text[position:], tuple(values[span] for span in spans), tuple(marks))


def _spans(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in ADDRESS.finditer(text):
        end = found.end()
        while end > found.start() and text[end - 1] in _TRAILING:
            end -= 1
        spans.append((found.start(), end))
    taken = [False] * (len(text) + 1)
    for begin, end in spans:
        taken[begin:end] = [True] * (end - begin)
    foreign: int | None = None
    for index in range(len(text) + 1):
        inside = index < len(text) and not taken[index] and (_is_foreign(text[index]) or foreign is not None and text[index] in _JOINERS)
        if inside and foreign is None:
            foreign = index
        elif not inside and foreign is not None:
            spans.append((foreign, index))
            foreign = None
    return _joined(sorted(spans), text)


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Neighbours with only blanks between them are one stretch: a name in another script has several words."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and not text[joined[-1][1] : begin].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _is_foreign(char: str) -> bool:
    """A pictograph, or a letter that is not Latin."""
    if char < "\u0250":  # all Latin letters of European languages, and the common signs
        return False
    category = unicodedata.category(char)
    if category[0] in "LM":
        return not unicodedata.name(char, "LATIN").startswith(("LATIN", "COMBINING", "MODIFIER LETTER", "FEMININE", "MASCULINE"))
    return category in ("So", "Sk", "Cn", "Co") and char >= _FIRST_PICTOGRAPH
