"""Plain text for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from newsdigest.rendering.origin import origin

if TYPE_CHECKING:
    from newsdigest.schema import Digest


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most ``width`` characters; web addresses and long compounds are not broken."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def to_text(digest: Digest, width: int = 88) -> str:
    """Title, origin, teaser, and the summary with the number of each sentence's evidence in brackets; the German sentences
    that it rests on below, with their character offsets."""
    lines: list[str] = []
    if digest.title:
        lines += [*_wrap(digest.title.translation, width), *_wrap(digest.title.source, width, "  ", "  "), ""]
    about = digest.article.metadata
    if about_lines := [line for part in (origin(about), about.url) if part for line in _wrap(part, width)]:
        lines += [*about_lines, ""]
    if digest.teaser:
        lines += [*_wrap(digest.teaser.translation, width), ""]
    for sentence in digest.summary:
        marks = "".join(f" [{i}]" for i in sentence.evidence)
        lines += _wrap(sentence.text + marks, width, "* ", "  ")
        for warning in sentence.warnings:
            lines += _wrap(f"Warning: {warning}", width, "  ! ", "    ")
    cited = sorted({i for sentence in digest.summary for i in sentence.evidence})
    if cited:
        lines += ["", "Evidence (sentence, characters of the text as read)"]
    for i in cited:
        found = digest.sentences[i]
        mark = f"[{i}]"
        lines += _wrap(f"{found.start}-{found.end}  {found.source}", width, f"{mark:<6}", " " * 6)
        for warning in found.warnings:
            lines += _wrap(f"Warning: {warning}", width, " " * 6 + "! ", " " * 8)
    for warning in digest.warnings:
        lines += ["", *_wrap(f"Warning: {warning}", width)]
    lines += ["", *_wrap(str(digest.signature), width, "", "  ")]
    return "\n".join(lines)
