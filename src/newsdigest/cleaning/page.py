"""A web page made ready for judgement: its visible text, and for every line what page, metadata and trafilatura say."""

from __future__ import annotations

from dataclasses import dataclass

from newsdigest.cleaning.extraction import extracted, squash
from newsdigest.cleaning.metadata import PageFacts, page_facts
from newsdigest.cleaning.webpage import Line, parse_page, visible_lines
from newsdigest.errors import NoArticleError


@dataclass(frozen=True)
class RenderedPage:
    """``text`` is one line for each entry of ``hints``."""

    text: str
    hints: list[frozenset[str]]
    facts: PageFacts


def render_page(markup: str, source: str) -> RenderedPage:
    """Render the page. A title or teaser that only its metadata know is put in front, as lines of their own.

    Raises NoArticleError for a page with nothing to read on it.
    """
    page = parse_page(markup, source)
    facts = page_facts(page)
    lines = visible_lines(page)
    if not lines:
        raise NoArticleError(f"{source}: no visible text on the page; it may be filled in by scripts, so save it from the browser")
    kept = extracted(markup, lines)
    title, teaser = squash(facts.metadata.title or ""), squash(facts.metadata.teaser or "")
    headings = {squash(heading) for heading in facts.headings}
    marked = []
    for line, is_extracted in zip(lines, kept, strict=True):
        squashed = squash(line.text)
        extra = {"extracted"} if is_extracted else {"not-extracted"}
        if squashed and (squashed == title or squashed in headings or len(squashed) > 20 and title.startswith(squashed)):
            extra.add("is-title")
        if len(squashed) > 30 and (squashed in teaser or teaser and teaser.rstrip(".… ")[:60] in squashed):
            extra.add("is-teaser")
        marked.append(Line(line.text, line.hints | extra))
    front = _front(marked, facts)
    marked = front + marked
    text = "".join(line.text + "\n" for line in marked)
    return RenderedPage(text, [line.hints for line in marked], facts)


def _front(lines: list[Line], facts: PageFacts) -> list[Line]:
    """Title and teaser from the metadata, where the visible text lacks them."""
    everything = "\n".join(squash(line.text) for line in lines)
    front = []
    title, teaser = facts.metadata.title, facts.metadata.teaser
    if title and not any("is-title" in line.hints for line in lines) and squash(title)[:40] not in everything:
        front.append(Line(title, frozenset({"meta-title"})))
    if teaser and len(teaser) > 40 and not any("is-teaser" in line.hints for line in lines) and not _known(teaser, everything):
        front.append(Line(teaser, frozenset({"meta-teaser"})))
    return front


def _known(teaser: str, everything: str) -> bool:
    """Whether the teaser, as cut off as metadata often are, is the beginning of something that the page shows."""
    squashed = squash(teaser)
    return squashed[:50] in everything or squashed[-50:] in everything
