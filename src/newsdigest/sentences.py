"""Text to sentences, as offsets into the text.

A candidate is a run of ``. ! ? …`` with the quotes and brackets that close behind it. Whether it ends a sentence is
decided by the word before and the word after it, in the manner of the rule-based splitters since Mikheev (2002),
"Periods, Capitalized Words, etc.". The words that decide are data: ``data/sentences_de.toml``, ``sentences_en.toml``.

The text is read once from left to right: time grows with its length, whatever it contains.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from newsdigest.errors import OptionError
from newsdigest.schema import Span

_QUOTES = "\"'“”„»«’‘‚›‹"

# Possessive quantifiers (*+): a match never gives characters back, so a search never turns quadratic.
_TERMINATOR = re.compile(rf"[.!?…][.!?…{_QUOTES})\]}}]*+")
_HARD_BREAK = re.compile(r"\n[^\S\n]*+\n|\r(?!\n)[^\S\r]*+\r(?!\n)|[\f\u2029]|\n[^\S\n]*+(?=[•‣▪◦●·*][^\S\n])")
_OPENING = re.compile(rf"[\s{_QUOTES}(\[{{–—―\-•·*¿¡]*+")
_WORD = re.compile(r"\w[\w'’\-]{0,40}+")
_ORDINAL = re.compile(r"\d{1,2}")
_NUMBER = re.compile(r"\(*+\d[\d.,:/\-–]*+")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_INITIAL = re.compile(r"[^\W\d_]")
_DOTTED = re.compile(r"[^\W\d_]{1,5}(?:[.\-][^\W\d_]{1,5})*\.[^\W\d_]{1,5}")
_DETACHED_QUOTE = re.compile(r"[ \t\u00a0\u202f]?[\"“”](?=\s|\Z)")
_LONGEST_TOKEN = 60
"""Characters of a token that are looked at: longer ones are addresses, not words."""


@dataclass(frozen=True)
class _Language:
    """The word lists of one language; see the data files for what each means."""

    never_last: frozenset[str]
    never_last_phrases: frozenset[str]
    may_be_last: frozenset[str]
    before_number: frozenset[str]
    after_ordinal: frozenset[str]
    before_ordinal: frozenset[str]
    marked_names: frozenset[str]
    starters: frozenset[str]


@lru_cache
def _language(code: str) -> _Language:
    if code not in ("de", "en"):
        raise OptionError(f"language is {code!r}; the sentence splitter knows 'de' and 'en'")
    data: dict[str, Any] = tomllib.loads((files("newsdigest") / "data" / f"sentences_{code}.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words) for name, words in data.items()}
    # "z. B." and "z.B." are the same phrase: kept without blanks and full stops
    lists["never_last_phrases"] = frozenset(re.sub(r"[\s.]", "", phrase) for phrase in data["never_last_phrases"])
    return _Language(**lists)


def split_sentences(text: str, language: str = "de") -> list[Span]:
    """The sentences of ``text`` as character offsets, in order.

    The spans are stripped of white space, do not overlap and cover every character that is not white space. A quote
    or bracket that closes stays with its sentence; a dash or bullet that opens goes with the next one. An empty line,
    a form feed or a line that begins with a bullet always ends a sentence; a single line break does not, so that text wrapped
    at a fixed width comes out right (give headings and list items one at a time). A direct question or exclamation
    with its speaker (``"Kommst du?", fragte sie.``) is one sentence.

    ``language`` is ``"de"`` or ``"en"``; any other is an ``OptionError``.
    """
    rules = _language(language)
    spans: list[Span] = []
    start = 0
    for end in (*_boundaries(text, rules), len(text)):
        span = _stripped(text, start, end)
        start = end
        if span:
            spans.append(span)
    return spans


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _boundaries(text: str, rules: _Language) -> Iterator[int]:
    """Offsets at which one sentence ends and, white space aside, the next begins; in order."""
    breaks = [match.start() for match in _HARD_BREAK.finditer(text)]
    breaks.reverse()
    for match in _TERMINATOR.finditer(text):
        while breaks and breaks[-1] < match.end():
            yield breaks.pop()
        end = _ends_sentence(text, match, rules)
        if end:
            yield end
    yield from reversed(breaks)


def _ends_sentence(text: str, match: re.Match[str], rules: _Language) -> int | None:
    """Where the sentence ends if these marks end one."""
    marks, end = match.group(), match.end()
    before = _token_before(text, match.start())
    detached = _DETACHED_QUOTE.match(text, end)  # a quote that closes with a blank before it: Das war alles. " Er ging.
    if detached:
        end = detached.end()
    opening = _OPENING.match(text, end)
    assert opening is not None  # it can match nothing, so it always matches
    word = _WORD.match(text, opening.end())
    after = word.group() if word else text[opening.end() : opening.end() + 1]
    if not after or not _can_start(after):
        return None
    if not text[end].isspace():
        return end if marks == "." and opening.end() == end and _lost_blank(before, after, rules) else None
    starter = after in rules.starters
    if marks[-1] == "." and marks.strip(".…"):  # a full stop behind a bracket or quote: (siehe S. 4.). Die
        ends = True
    elif before == "(" and ")" in marks:  # a mark on the word before it: (!) (?) (...)
        ends = False
    elif "?" in marks or "!" in marks:
        ends = starter or before not in rules.marked_names
    elif "…" in marks or ".." in marks:
        ends = starter or bool(before)
    else:
        ends = _full_stop_ends(text, match.start(), before, after, rules)
    return end if ends else None


def _can_start(word: str) -> bool:
    """Whether a sentence can begin with this: not with a small letter (iPhone aside), nor with a mark that goes on."""
    first = word[0]
    if first.islower():
        return any(c.isupper() for c in word[1:3])
    return first not in ".!?…,;:/%&+=<>|"


def _lost_blank(before: str, after: str, rules: _Language) -> bool:
    """``zu Ende.Der nächste``: the blank was lost when the text was copied."""
    return after in rules.starters and len(before) > 2 and before.isalpha() and before[1:].islower()


def _token_before(text: str, end: int) -> str:
    """What stands between the last white space and ``end``, without the quotes that open it."""
    start = end
    stop = max(0, end - _LONGEST_TOKEN)
    while start > stop and not text[start - 1].isspace():
        start -= 1
    return text[start:end].lstrip(_QUOTES + "[{–—-")


def _full_stop_ends(text: str, full_stop: int, before: str, after: str, rules: _Language) -> bool:
    """Whether the one full stop at ``full_stop`` ends a sentence; ``after`` could begin one."""
    if _NUMBER.fullmatch(before):
        return _number_ends(text, full_stop, before, after, rules)
    before = before.lstrip("(")
    starter = after in rules.starters
    last_part = re.split(r"[-/]", before)[-1]  # Wien/St. Pölten, ATP-Nr. 5
    if last_part in rules.never_last or _phrase_goes_on(text, full_stop, before, rules):
        return False
    if last_part in rules.before_number:
        return not after[0].isdigit() and not _ROMAN.fullmatch(after)
    if last_part in rules.may_be_last or _INITIAL.fullmatch(last_part) or _DOTTED.fullmatch(before) or _ROMAN.fullmatch(before):
        return starter
    return True


def _phrase_goes_on(text: str, full_stop: int, before: str, rules: _Language) -> bool:
    """``z. B.``, ``z.B.``, ``i. d. R.``: abbreviations of several parts."""
    parts = before.replace(".", "")
    if len(before) > 5:
        return False
    start = full_stop - len(before)
    for _ in range(2):  # blanks of any width may stand between the parts
        if parts in rules.never_last_phrases:
            return True
        if start < 2 or text[start - 1] not in " \u00a0\u202f\u2009" or text[start - 2] != ".":
            return False
        part = _token_before(text, start - 2).lstrip("(")
        start -= len(part) + 2
        parts = part + parts
    return parts in rules.never_last_phrases


def _number_ends(text: str, full_stop: int, before: str, after: str, rules: _Language) -> bool:
    """After a number: ``am 3. Oktober`` goes on, ``im Jahr 2018. Merkel`` does not."""
    start = full_stop - len(before)
    word_before = _token_before(text, start - 1).rstrip(_QUOTES) if start else ""
    if before.startswith("(") or not word_before or (word_before[-1] in ".!?…:" and not _abbreviates(word_before, rules)):
        return False  # (71. Sanogo), or the number of a list: 1. Den Ofen vorheizen.
    if after in rules.after_ordinal:
        return False
    if not _ORDINAL.fullmatch(before) or after in rules.starters:
        return True
    if after[0].isdigit():  # 3. 10. 2023
        return False
    return word_before.lower() not in rules.before_ordinal


def _abbreviates(word: str, rules: _Language) -> bool:
    """``Nr. 1.``, ``Mio.``, ``S. 12.``: the word with its full stop is no end of a sentence."""
    stem = word.removesuffix(".")
    return stem in rules.before_number or stem in rules.may_be_last or stem in rules.never_last or bool(_INITIAL.fullmatch(stem))
