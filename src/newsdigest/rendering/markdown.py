"""Markdown for a document: evidence as footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsdigest.rendering.facts import fact_rows, keyword_line
from newsdigest.rendering.origin import origin

if TYPE_CHECKING:
    from newsdigest.schema import Digest

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"^(\s*)(\d+)([.)])(\s)", r"\1\2\\\3\4", re.sub(r"^(\s*)([-+])(\s)", r"\1\\\2\3", _MARKUP.sub(r"\\\1", text)))


def to_markdown(digest: Digest) -> str:
    """Title as a heading, teaser in italics, the summary as a list with a footnote for each German sentence it rests on."""
    lines: list[str] = []
    if digest.title:
        lines += [f"# {escape(digest.title.translation)}", "", f"*{escape(digest.title.source)}*", ""]
    about = digest.article.metadata
    if line := origin(about) or about.url:
        # an address in angle brackets may hold anything but these and white space
        address = re.sub(r"[<>\s]", "", about.url or "")
        lines += [f"[{escape(line)}](<{address}>)" if address else escape(line), ""]
    if digest.teaser:
        lines += [f"**{escape(digest.teaser.translation)}**", ""]
    for sentence in digest.summary:
        lines.append(f"- {escape(sentence.text)}" + "".join(f"[^{i}]" for i in sentence.evidence))
        lines += [f"  - ⚠ {escape(warning)}" for warning in sentence.warnings]
    if digest.facts:
        lines += ["", "| Key facts | English | German | characters |", "|---|---|---|---|"]
        lines += [
            f"| {question} | {escape(text)} | {escape(source)} | {f.start}–{f.end} |" for question, text, source, f in fact_rows(digest)
        ]
    if digest.keywords:
        lines += ["", f"Keywords: {escape(keyword_line(digest))}"]
    lines.append("")
    for i in sorted({i for sentence in digest.summary for i in sentence.evidence}):
        found = digest.sentences[i]
        doubts = "".join(f" ⚠ {escape(warning)}" for warning in found.warnings)
        lines.append(f"[^{i}]: „{escape(found.source)}“ (characters {found.start} to {found.end}){doubts}")
    lines.append("")
    for warning in digest.warnings:
        lines += [f"> ⚠ {escape(warning)}", ""]
    lines += ["---", "", f"<sub>{escape(str(digest.signature))}</sub>"]
    return "\n".join(lines) + "\n"
