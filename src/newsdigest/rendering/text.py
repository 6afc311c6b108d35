"""Plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsdigest.rendering.doubts import Marked, named_warnings
from newsdigest.rendering.facts import fact_rows, keyword_line
from newsdigest.rendering.origin import origin
from newsdigest.schema import SummaryStyle

if TYPE_CHECKING:
    from newsdigest.schema import Digest


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most ``width`` characters; web addresses and long compounds are not broken."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def to_text(digest: Digest, width: int = 88) -> str:
    """Title, origin, teaser, and the summary with the number of each sentence's evidence in brackets; the German sentences
    that it rests on below, with their character offsets."""
    lines: list[str] = []
    if digest.title:
        lines += [*wrap(digest.title.translation, width), *wrap(digest.title.source, width, "  ", "  "), ""]
    about = digest.article.metadata
    if about_lines := [line for part in (origin(about), about.url) if part for line in wrap(part, width)]:
        lines += [*about_lines, ""]
    if digest.teaser:
        lines += [*wrap(digest.teaser.translation, width), ""]
    lines += summary_lines([(s, "".join(f" [{i}]" for i in s.evidence)) for s in digest.summary], digest.style, width)
    lines += _facts(digest, width)
    cited = sorted({i for sentence in digest.summary for i in sentence.evidence})
    if cited:
        lines += ["", "Evidence (sentence, characters of the text as read)"]
    for i in cited:
        found = digest.sentences[i]
        mark = f"[{i}]"
        lines += wrap(f"{found.start}-{found.end}  {found.source}", width, f"{mark:<6}", " " * 6)
        for warning in found.warnings:
            lines += wrap(f"Warning: {warning}", width, " " * 6 + "! ", " " * 8)
    for warning in digest.warnings:
        lines += ["", *wrap(f"Warning: {warning}", width)]
    lines += ["", *wrap(str(digest.signature), width, "", "  ")]
    return "\n".join(lines)


def summary_lines(marked: Sequence[Marked], style: SummaryStyle, width: int) -> list[str]:
    """The summary in its style, each sentence with its marks; its warnings below it, or below the paragraph."""
    if style is SummaryStyle.PARAGRAPH:
        lines = wrap(" ".join(sentence.text + marks for sentence, marks in marked), width)
        for beginning, marks, warning in named_warnings(marked):
            lines += wrap(f"Warning: {beginning}{marks}: {warning}", width, "  ! ", "    ")
        return lines
    first, rest = ("* ", "  ") if style is SummaryStyle.BULLETS else ("", "")
    lines = []
    for sentence, marks in marked:
        lines += wrap(sentence.text + marks, width, first, rest)
        for warning in sentence.warnings:
            lines += wrap(f"Warning: {warning}", width, "  ! ", "    ")
    return lines


def _facts(digest: Digest, width: int) -> list[str]:
    """A table of the key facts with their places in the German text, and the keywords."""
    rows = [(question, text, source, f"{fact.start}-{fact.end}") for question, text, source, fact in fact_rows(digest)]
    lines = []
    if rows:
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        # the German column gives way where a line would be too long
        widths[2] = min(widths[2], max(10, width - widths[0] - widths[1] - widths[3] - 6))
        lines += ["", "Key facts (English, German, characters of the text as read)"]
        for question, text, source, place in rows:
            shown = source if len(source) <= widths[2] else source[: widths[2] - 1] + "…"
            lines.append(f"{question:{widths[0]}}  {text:{widths[1]}}  {shown:{widths[2]}}  {place:>{widths[3]}}".rstrip())
    if digest.keywords:
        lines += ["", *wrap(f"Keywords: {keyword_line(digest)}", width, "", "  ")]
    return lines
