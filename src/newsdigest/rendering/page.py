"""One self-contained HTML page: the English summary above, the German article below, each sentence leading to its source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from newsdigest.rendering.doubts import Marked, named_warnings
from newsdigest.rendering.facts import fact_rows, keyword_line
from newsdigest.rendering.origin import origin
from newsdigest.schema import BlockKind, SummaryStyle

if TYPE_CHECKING:
    from newsdigest.schema import Digest, Fact

STYLE = """
body { font: 17px/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { line-height: 1.2; margin-bottom: .2rem; } .de { color: #555; font-style: italic; } .origin { color: #555; font-size: .9em; } .teaser { font-weight: bold; }
.dropped { color: #999; text-decoration: line-through; } .warning { color: #a33; font-size: .9em; }
table { border-collapse: collapse; } th { text-align: left; font-weight: normal; color: #555; } th, td { padding: .1rem 1rem .1rem 0; vertical-align: top; }
sup a { text-decoration: none; } :target { background: #fff3b0; } .source { white-space: pre-wrap; border-top: 1px solid #ccc; padding-top: 1rem; }
footer { color: #666; font: 12px/1.4 monospace; border-top: 1px solid #ccc; margin-top: 2rem; padding-top: .5rem; }
"""


def to_html(digest: Digest) -> str:
    """The page. The text as read stands there whole: what cleaning removed is struck through and names its rule."""
    title = digest.title.translation if digest.title else "Digest"
    parts = [
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>"
    ]
    if digest.title:
        parts.append(f'<p class="de" lang="de">{escape(digest.title.source)}</p>')
    about = digest.article.metadata
    if line := origin(about) or about.url:
        shown = f'<a href="{escape(about.url)}">{escape(line)}</a>' if about.url else escape(line)
        parts.append(f'<p class="origin">{shown}</p>')
    if digest.teaser:
        parts.append(f'<p class="teaser">{escape(digest.teaser.translation)}</p>')
    marked = [(s, "".join(f'<sup><a href="#s{i}">[{i}]</a></sup>' for i in s.evidence)) for s in digest.summary]
    parts.append(summary_html(marked, digest.style))
    parts.append(_facts(digest))
    parts.append(warning_lines(digest.warnings))
    parts.append(f'<h2>The German text as read</h2>\n<div class="source" lang="de">{marked_source(digest)}</div>')
    parts.append(f"<footer>{escape(str(digest.signature))}</footer>\n</body>\n</html>\n")
    return "\n".join(part for part in parts if part)


def summary_html(marked: Sequence[Marked], style: SummaryStyle) -> str:
    """The summary in its style, each sentence with its marks; its warnings below it, or below the paragraph."""
    if style is SummaryStyle.BULLETS:
        items = (f"<li>{escape(s.text)}{marks}{warning_lines(s.warnings)}</li>" for s, marks in marked)
        return "\n".join(("<ul>", *items, "</ul>"))
    text = f'<p class="summary">{" ".join(escape(s.text) + marks for s, marks in marked)}</p>'
    if style is SummaryStyle.HEADLINE:
        return text + "".join(warning_lines(s.warnings) for s, _ in marked)
    doubts = (
        f'<div class="warning">{escape(beginning)}{marks}: {escape(warning)}</div>' for beginning, marks, warning in named_warnings(marked)
    )
    return text + "".join(doubts)


def _facts(digest: Digest) -> str:
    """The key facts as a table; the German of each leads to its sentence."""
    rows = "".join(
        f'<tr><th>{question}</th><td>{escape(text)}</td><td class="de" lang="de"><a href="#{_anchor(digest, fact)}">{escape(source)}</a></td></tr>'
        for question, text, source, fact in fact_rows(digest)
    )
    keywords = f'<p class="keywords">Keywords: {escape(keyword_line(digest))}</p>' if digest.keywords else ""
    return (f"<h2>Key facts</h2>\n<table>{rows}</table>\n" if rows else "") + keywords


def _anchor(digest: Digest, fact: Fact) -> str:
    if fact.sentence is not None:
        return f"s{fact.sentence}"
    return "s-title" if digest.title and digest.title.start <= fact.start < digest.title.end else "s-teaser"


def warning_lines(warnings: tuple[str, ...]) -> str:
    return "".join(f'<div class="warning">{escape(warning)}</div>' for warning in warnings)


def marked_source(digest: Digest, prefix: str = "s") -> str:
    """The text as read; every sentence has an anchor, ``prefix`` and its index, and the translation as a tooltip, and so have
    the title (``prefix`` and ``-title``) and the teaser."""
    text, out, position = digest.article.text, [], 0
    named = [("-title", digest.title), ("-teaser", digest.teaser), *((str(s.index), s) for s in digest.sentences)]
    passages = iter(sorted(((p.start, p.end, prefix + name, p.translation) for name, p in named if p)))
    current = next(passages, None)
    for block in digest.article.blocks:
        if not block.kept:
            out.append(
                f'<span class="dropped" title="{block.kind}: {escape(block.rule)}">{escape(text[max(position, block.start) : block.end])}</span>'
            )
            position = max(position, block.end)
            continue
        while current and current[0] < block.end:
            start, end, anchor, translation = current
            if block.kind is BlockKind.TEASER:
                end = min(end, block.end)  # the others of its blocks may stand behind something dropped
            out.append(escape(text[max(position, block.start) : start]))
            out.append(f'<span id="{anchor}" title="{escape(translation)}">{escape(text[start:end])}</span>')
            position, current = end, next(passages, None)
        out.append(escape(text[max(position, block.start) : block.end]))
        position = max(position, block.end)
    return "".join(out)
