"""Cutting a text into units: the stretches that are judged as one, which partition the text exactly.

A unit is a line, or several lines that are one paragraph: text wrapped at a column, or a sentence that was cut
where the page had a link; or part of a line: a sentence where a whole page stands on a few lines. Runs of blank lines
are units of their own. Every line end belongs to the unit before it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from newsdigest.cleaning.thresholds import THRESHOLDS
from newsdigest.schema import Span
from newsdigest.sentences import split_sentences


@dataclass(frozen=True)
class Unit:
    """One stretch of the text: offsets in characters, and its words as a reader sees them.

    ``text`` has Markdown signs and link targets removed and white space folded; empty for a blank unit.
    ``hints`` is what a page's markup says about it (see ``newsdigest.cleaning.webpage``); empty for plain text.
    """

    start: int
    end: int
    text: str
    marker: str = ""
    """The Markdown or typographic sign in front: ``#`` with its depth, ``-``, ``>``, ``1.``; else empty."""
    linked: float = 0.0
    """Share of the characters that are Markdown link texts, 0 to 1."""
    hints: frozenset[str] = field(default=frozenset())

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.text


def cut_lines(text: str) -> list[Span]:
    """The lines of ``text``, each with its line end, whatever Unicode counts as one."""
    spans, position = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(position, position + len(line)))
        position += len(line)
    return spans


def cut_units(text: str, hints: list[frozenset[str]] | None = None) -> list[Unit]:
    """The units of ``text``; concatenated they are ``text``.

    ``hints`` has one entry for each line where the text is a rendered page: its lines are blocks of the page
    already and are not joined.
    """
    lines = cut_lines(text)
    if hints is not None:
        return _merge_blanks([_unit(text, span, hint) for span, hint in zip(lines, hints, strict=True)])
    units = _merge_blanks([_unit(text, span) for span in lines])
    if limit := _longest_whole(units):
        return _spread(text, units, limit)
    width = _wrap_width(units)
    return _join(text, units, width, fragmented=_is_fragmented(units))


_MARKER = re.compile(r"(?:\s*(#{1,6}(?=\s)|[-*+•▪■●‣–](?=\s)|>|\d{1,2}[.)](?=\s)))+\s*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_NUMBERED = re.compile(r"\d")


def _unit(text: str, span: Span, hints: frozenset[str] = frozenset()) -> Unit:
    raw = text[span.start : span.end].strip()
    marker, linked = "", 0.0
    if raw:
        found = _MARKER.match(raw)
        if found and found.end() < len(raw):
            marker = found.group(1)
            # A number in front stays with its sentence: "1. FC Köln" is no list item.
            if not _NUMBERED.match(marker):
                raw = raw[found.end() :]
        if "](" in raw:
            link_chars = sum(len(link.group(1)) for link in _LINK.finditer(raw))
            raw = _LINK.sub(r"\1", raw)
            linked = min(1.0, link_chars / max(1, len(raw)))
        if "**" in raw or "__" in raw:
            raw = _EMPHASIS.sub(r"\2", raw)
    return Unit(span.start, span.end, " ".join(raw.split()), marker, linked, hints)


def _merge_blanks(units: list[Unit]) -> list[Unit]:
    merged: list[Unit] = []
    for unit in units:
        if unit.blank and merged and merged[-1].blank:
            merged[-1] = Unit(merged[-1].start, unit.end, "")
        else:
            merged.append(unit)
    return merged


# --- whole pages on a few lines --------------------------------------------------------------------------------


def _longest_whole(units: list[Unit]) -> float:
    """The length up to which lines stay whole where the line ends of a page were lost, else 0: there is a line longer
    than any paragraph, or a long one among very few."""
    lengths = [len(unit.text) for unit in units if not unit.blank]
    longest = max(lengths, default=0)
    if len(lengths) <= THRESHOLDS["few_lines"] and longest > THRESHOLDS["long_line_of_few"]:
        return THRESHOLDS["whole_line_of_few"]
    return THRESHOLDS["longest_paragraph"] if longest > THRESHOLDS["longest_paragraph"] else 0


def _spread(text: str, units: list[Unit], limit: float) -> list[Unit]:
    """Lines longer than ``limit`` cut into their sentences, which have the hint "sentence"."""
    spread: list[Unit] = []
    for unit in units:
        if len(unit.text) <= limit:
            spread.append(unit)
            continue
        begins = [unit.start + span.start for span in split_sentences(text[unit.start : unit.end])]
        bounds = [unit.start, *begins[1:], unit.end]
        spread += [_unit(text, Span(begin, end), frozenset({"sentence"})) for begin, end in itertools.pairwise(bounds)]
    return spread


# --- hard-wrapped text ---------------------------------------------------------------------------------------

_NARROWEST, _WIDEST = 40, 110
_LONG_LINE = 0.6  # of the column


def _wrap_width(units: list[Unit]) -> int:
    """The column at which the text was wrapped, or 0.

    In wrapped text hardly any line is longer than the column, and a long line that is followed by another of its
    paragraph is full: the next word would not have fitted. Short lines (buttons, names, headings) say nothing.
    """
    lengths = sorted(len(unit.text) for unit in units if not unit.blank)
    if len(lengths) < 6 or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    width, full, pairs = lengths[-1], 0, 0
    for line, following in zip(units, units[1:], strict=False):
        if not line.blank and not following.blank and not following.marker and len(line.text) > _LONG_LINE * width:
            pairs += 1
            full += len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > width
    return width if pairs >= 4 and full >= 0.7 * pairs else 0


# --- sentences cut at links ----------------------------------------------------------------------------------

_OPEN_END = re.compile(
    r"(?:[,(„»«–]|\b(?:der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines|und|oder|aber|doch|in|im|an|am|auf|aus|bei|beim|mit|nach|von|vom|"
    r"vor|zu|zum|zur|für|über|um|durch|gegen|ohne|unter|zwischen|seit|bis|laut|dass|wie|als|wenn|weil|ob|wo|ist|sind|war|hat|haben|wird|werden|"
    r"sich|nicht|auch|noch|so|dieser|diese|dieses|diesem|diesen|sein|seine|seiner|ihr|ihre|ihrer|kein|keine|sowie|etwa|rund|mehr|ab|es))$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:…][\"“”»«'’)\]]*$")
_LONG_FRAGMENT = 45
_CONTINUES = re.compile(r"[a-zäöüß]|[,.;:!?)…]")


def _continues(line: Unit, following: Unit) -> bool:
    """Whether ``following`` goes on with the sentence of ``line``."""
    if line.blank or following.blank or following.marker or following.text[0] in "-*":
        return False
    if _OPEN_END.search(line.text) and len(line.text) > 3:
        return True
    return bool(_CONTINUES.match(following.text)) and not _SENTENCE_END.search(line.text)


def _is_fragmented(units: list[Unit]) -> bool:
    """Whether the text comes one text node a line: several lines begin in mid-sentence behind long ones."""
    long_starts = sum(
        1
        for line, following in zip(units, units[1:], strict=False)
        if max(len(line.text), len(following.text)) > _LONG_FRAGMENT and _continues(line, following)
    )
    return long_starts >= 2


def _join(text: str, units: list[Unit], width: int, *, fragmented: bool) -> list[Unit]:
    if not width and not fragmented:
        return units
    joined: list[Unit] = []
    group: list[Unit] = []

    def flush() -> None:
        if len(group) == 1:
            joined.append(group[0])
        elif group:
            whole = _unit(text, Span(group[0].start, group[-1].end))
            joined.append(whole)
        group.clear()

    for unit in units:
        if group:
            line = group[-1]
            if width and not line.blank and not unit.blank and not unit.marker:
                together = len(line.text) + 1 + len(unit.text.split(" ", 1)[0]) > width
            else:
                together = fragmented and _continues(line, unit)
            if not together:
                flush()
        group.append(unit)
    flush()
    return joined
