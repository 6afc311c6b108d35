"""Markdown signs in pasted text: what a reader does not read, and a translator must not see."""

from __future__ import annotations

import re

from newsdigest.schema import Span

_SIGNS = (
    re.compile(r"\A\s*(#{1,6}\s+)"),  # heading
    re.compile(r"\A\s*((?:[-*+•▪●‣–]\s+)+)"),  # list item
    re.compile(r"\A\s*((?:>\s*)+)"),  # quotation
    re.compile(r"(!?\[)[^\[\]\n]*(\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\))"),  # link or image: its text stays
    re.compile(r"(\*\*)(?=\S)(?:[^*\n]|\*(?!\*))+?(?<=\S)(\*\*)"),  # strong
    re.compile(r"(?<!\w)(__)(?=\S)[^_\n]+?(?<=\S)(__)(?!\w)"),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])[^*\n]+?(?<=[^\s*])(\*)(?![\w*])"),  # emphasis; "Nutzer*innen" is none
)


def markdown_signs(text: str) -> list[Span]:
    """Where Markdown signs stand in one paragraph, in order: heading, list and quotation marks at its beginning,
    link targets, brackets of links, stars of emphasis."""
    found = {Span(*match.span(group)) for pattern in _SIGNS for match in pattern.finditer(text) for group in range(1, pattern.groups + 1)}
    return sorted(found)
