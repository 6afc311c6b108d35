"""Stories for people: each sentence with the sentences of all articles that say so, in German and in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_html
from typing import TYPE_CHECKING

from newsdigest.rendering.markdown import escape, summary_markdown
from newsdigest.rendering.origin import origin
from newsdigest.rendering.page import STYLE, marked_source, summary_html, warning_lines
from newsdigest.rendering.text import summary_lines, wrap

if TYPE_CHECKING:
    from newsdigest.schema import Digest, Sentence, Story, StorySentence

UNTITLED = "Story"


@dataclass(frozen=True)
class _Citation:
    """A sentence that a story rests on: its label, such as ``2-14`` for sentence 14 of the second article, and where it stands."""

    label: str
    article: str
    sentence: Sentence


def stories_to_text(stories: Sequence[Story], width: int = 88) -> str:
    """Headline, teaser and summary of each story with labels of its evidence in brackets; below, the articles, and the English
    and the German of each sentence that it rests on."""
    parts = []
    for number, story in enumerate(stories, 1):
        lines = [f"== Story {number} of {len(stories)} ==", ""] if len(stories) > 1 else []
        for passage in (story.title, story.teaser):
            lines += [*wrap(passage, width), ""] if passage else []
        cited = _citations(story)
        marked = [(s, "".join(f" [{e.article + 1}-{e.sentence}]" for e in s.evidence)) for s in story.summary]
        lines += summary_lines(marked, story.style, width)
        lines += ["", "Articles"]
        for place, digest in enumerate(story.articles, 1):
            lines += wrap(" · ".join(_about(digest)), width, f"{f'[{place}]':<8}", " " * 8)
        if cited:
            lines += ["", "Evidence (article-sentence, characters of the text as read)"]
        for citation in cited:
            found = citation.sentence
            lines += wrap(f"{found.start}-{found.end}  {found.source}", width, f"{f'[{citation.label}]':<8}", " " * 8)
            lines += wrap(found.translation, width, " " * 8, " " * 8)
            for warning in found.warnings:
                lines += wrap(f"Warning: {warning}", width, " " * 8 + "! ", " " * 10)
        for warning in _warnings(story):
            lines += ["", *wrap(f"Warning: {warning}", width)]
        lines.append("")
        for digest in story.articles:
            lines += wrap(str(digest.signature), width, "", "  ")
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts)


def stories_to_markdown(stories: Sequence[Story]) -> str:
    """Each story under its headline, its summary in its style with a footnote for each German sentence it rests on."""
    lines: list[str] = []
    for number, story in enumerate(stories, 1):
        prefix = f"{number}-" if len(stories) > 1 else ""  # footnotes are of the whole document
        lines += [f"# {escape(story.title or UNTITLED)}", ""]
        lines += [f"**{escape(story.teaser)}**", ""] if story.teaser else []
        marked = [(s, "".join(f"[^{prefix}{e.article + 1}-{e.sentence}]" for e in s.evidence)) for s in story.summary]
        lines += summary_markdown(marked, story.style)
        lines.append("")
        for place, digest in enumerate(story.articles, 1):
            shown = escape(" · ".join(_about(digest)))
            address = re.sub(r"[<>\s]", "", digest.article.metadata.url or "")
            lines.append(f"{place}. [{shown}](<{address}>)" if address else f"{place}. {shown}")
        lines.append("")
        for citation in _citations(story):
            found = citation.sentence
            english = f" – {escape(found.translation)}" if found.translation else ""
            doubts = "".join(f" ⚠ {escape(warning)}" for warning in found.warnings)
            where = f"{escape(citation.article)}, characters {found.start} to {found.end}"
            lines.append(f"[^{prefix}{citation.label}]: „{escape(found.source)}“{english} ({where}){doubts}")
        lines.append("")
        for warning in _warnings(story):
            lines += [f"> ⚠ {escape(warning)}", ""]
        lines += ["---", "", *(f"<sub>{escape(str(digest.signature))}</sub>  " for digest in story.articles), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def stories_to_html(stories: Sequence[Story]) -> str:
    """One page: under each story its articles as read; the marks behind a sentence lead to the German sentences."""
    heading = next((story.title for story in stories if story.title), UNTITLED) if len(stories) == 1 else f"{len(stories)} stories"
    parts = [
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape_html(heading)}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    ]
    for number, story in enumerate(stories, 1):
        prefix = f"t{number}a" if len(stories) > 1 else "a"
        parts.append(f"<h1>{escape_html(story.title or UNTITLED)}</h1>")
        if story.teaser:
            parts.append(f'<p class="teaser">{escape_html(story.teaser)}</p>')
        parts.append(summary_html([(s, _links(story, s, prefix)) for s in story.summary], story.style))
        parts.append(warning_lines(_warnings(story)))
        for place, digest in enumerate(story.articles, 1):
            parts.append(f"<h2>{place}. {escape_html(' · '.join(_about(digest)))}</h2>")
            if url := digest.article.metadata.url:
                parts.append(f'<p class="origin"><a href="{escape_html(url)}">{escape_html(url)}</a></p>')
            parts.append(f'<div class="source" lang="de">{marked_source(digest, f"{prefix}{place}s")}</div>')
        parts.append(f"<footer>{'<br>'.join(escape_html(str(digest.signature)) for digest in story.articles)}</footer>")
    parts.append("</body>\n</html>\n")
    return "\n".join(part for part in parts if part)


def _links(story: Story, sentence: StorySentence, prefix: str) -> str:
    """The evidence of a sentence as links into the articles of the page."""
    return "".join(
        f'<sup><a href="#{prefix}{e.article + 1}s{e.sentence}" title="{escape_html(_name(story, e.article))}">'
        f"[{e.article + 1}-{e.sentence}]</a></sup>"
        for e in sentence.evidence
    )


def _citations(story: Story) -> list[_Citation]:
    """What the story rests on, by article and sentence, each once."""
    cited = sorted({(e.article, e.sentence) for line in story.summary for e in line.evidence})
    return [_Citation(f"{a + 1}-{s}", _name(story, a), story.articles[a].sentences[s]) for a, s in cited]


def _name(story: Story, article: int) -> str:
    return f"article {article + 1}, {story.articles[article].article.source}"


def _about(digest: Digest) -> list[str]:
    """Where an article comes from and its German headline."""
    parts = [digest.article.source, digest.title.source if digest.title else "", origin(digest.article.metadata)]
    return [part for part in parts if part]


def _warnings(story: Story) -> tuple[str, ...]:
    """Those of the story, and of its articles under their numbers."""
    of_articles = (f"article {place}: {warning}" for place, digest in enumerate(story.articles, 1) for warning in digest.warnings)
    return (*story.warnings, *of_articles)
