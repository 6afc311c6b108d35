"""Markdown for a document: evidence as footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsdigest.rendering.doubts import Marked, named_warnings
from newsdigest.rendering.facts import fact_rows, keyword_line
from newsdigest.rendering.origin import origin
from newsdigest.schema import SummaryStyle

if TYPE_CHECKING:
    from newsdigest.schema import Digest

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"^(\s*)(\d+)([.)])(\s)", r"\1\2\\\3\4", re.sub(r"^(\s*)([-+])(\s)", r"\1\\\2\3", _MARKUP.sub(r"\\\1", text)))


def summary_markdown(marked: Sequence[Marked], style: SummaryStyle) -> list[str]:
    """The summary in its style, each sentence with its marks; its warnings as a list below it, or below the paragraph."""
    if style is SummaryStyle.PARAGRAPH:
        text = " ".join(escape(sentence.text) + marks for sentence, marks in marked)
        warnings = [f"- ⚠ {escape(beginning)}{marks}: {escape(warning)}" for beginning, marks, warning in named_warnings(marked)]
        return [text, "", *warnings] if warnings else [text]
    lines = []
    for sentence, marks in marked:
        if style is SummaryStyle.BULLETS:
            lines.append(f"- {escape(sentence.text)}{marks}")
            lines += [f"  - ⚠ {escape(warning)}" for warning in sentence.warnings]
        else:
            lines += [f"{escape(sentence.text)}{marks}", *([""] if sentence.warnings else [])]
            lines += [f"- ⚠ {escape(warning)}" for warning in sentence.warnings]
    return lines


def to_markdown(digest: Digest) -> str:
    """Title as a heading, teaser in italics, the summary in its style with a footnote for each German sentence it rests on."""
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
    lines += summary_markdown([(s, "".join(f"[^{i}]" for i in s.evidence)) for s in digest.summary], digest.style)
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
