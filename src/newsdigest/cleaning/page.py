"""A web page made ready for judgement: its visible text, and for every line what page, metadata and trafilatura say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdigest.cleaning.extraction import extracted, squash
from newsdigest.cleaning.metadata import PageFacts, page_facts
from newsdigest.cleaning.thresholds import THRESHOLDS
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
    kept = extracted(page, lines)
    headline = _headline(lines, facts)
    title = squash(lines[headline].text) if headline is not None else squash(facts.metadata.title or "")
    named = {title, squash(facts.metadata.title or "")} - {""}
    headline_stems = _stems(lines[headline].text) if headline is not None else set()
    begin = next(
        (i for i, line in enumerate(lines) if kept[i] and len(line.text) > THRESHOLDS["page_paragraph"] and i > (headline or 0)), len(lines)
    )
    teaser = squash(facts.metadata.teaser or "")
    marked = []
    for index, (line, is_extracted) in enumerate(zip(lines, kept, strict=True)):
        squashed = squash(line.text)
        extra = {"extracted"} if is_extracted else {"not-extracted"}
        if index == headline:
            extra |= {"is-title", "headline"}
        elif squashed in named or len(squashed) > 20 and title.startswith(squashed) or index < begin and _retells(line, headline_stems):
            extra.add("is-title" if headline is None else "title-again")
        if len(squashed) > 30 and (squashed in teaser or teaser and teaser.rstrip(".… ")[:60] in squashed):
            extra.add("is-teaser")
        if (
            headline is not None
            and 0 < index - headline <= THRESHOLDS["below_headline"]
            and len(line.text) > 50
            and not line.hints & _NO_LEAD
        ):
            extra.add("below-headline")
        marked.append(Line(line.text, line.hints | extra))
    marked = _front(marked, facts) + marked
    text = "".join(line.text + "\n" for line in marked)
    return RenderedPage(text, [line.hints for line in marked], facts)


_FOR_SEARCH = re.compile(
    r"✓|✔|➤|\.\.\.$|…$|\b(?:[Ll]esen|[Ee]rfahren|[Ff]inden|[Ii]nformieren|[Ee]ntdecken|[Ee]rfahre|[Ll]ies) (?:Sie|hier|jetzt|mehr)\b"
)
_NO_LEAD = frozenset({"linked", "figure", "figcaption", "nav", "aside", "li", "footer"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_ELSEWHERE = frozenset({"nav", "footer", "aside", "in-related", "in-comment", "in-promo", "linked", "other-article"})


def _headline(lines: list[Line], facts: PageFacts) -> int | None:
    """The line that is the article's headline: the ``h1``, or where that is the publisher's name the ``h2``, that has
    most words of the title that the metadata give; without such a title the first ``h1`` of several words."""
    wanted = _stems(facts.metadata.title or "")
    best, score = None, 0.0
    for index, line in enumerate(lines):
        if not line.hints & {"h1", "h2"} or len(line.text.split()) < 2:
            continue
        first = "h1" in line.hints
        stems = _stems(line.text)
        shared = len(stems & wanted) / max(1, min(len(stems), len(wanted)))
        if not first and (shared < 0.5 or line.hints & _ELSEWHERE):
            continue
        value = (
            shared
            + 0.3 * first
            + 0.1 * ("in-headline" in line.hints)
            + 0.1 * ("outside-core" not in line.hints)
            - 0.5 * bool(line.hints & _ELSEWHERE)
        )
        if value > score:
            best, score = index, value
    return best


def _retells(line: Line, headline: set[str]) -> bool:
    """Whether a heading has nearly the words of the headline: what a page calls its article in another place."""
    stems = _stems(line.text) if headline and line.hints & {"h1", "h2"} else set()
    return len(stems) > 2 and len(stems & headline) >= 0.7 * max(len(stems), len(headline))


def _stems(text: str) -> set[str]:
    return {word[:6].casefold() for word in _WORD.findall(text)}


def _front(lines: list[Line], facts: PageFacts) -> list[Line]:
    """Title and teaser from the metadata, where the visible text lacks them.

    A page with a headline of its own has its title: what the metadata say is often made for search engines. So are
    descriptions that tell the reader to read, and those of pages that do not call themselves an article.
    """
    everything = "\n".join(squash(line.text) for line in lines)
    front = []
    title, teaser = facts.metadata.title, facts.metadata.teaser
    if title and not any("is-title" in line.hints for line in lines) and squash(title)[:40] not in everything:
        front.append(Line(title, frozenset({"meta-title"})))
    if teaser and facts.is_article and len(teaser) > 40 and not _FOR_SEARCH.search(teaser) and not _shows_teaser(lines, teaser, everything):
        front.append(Line(teaser, frozenset({"meta-teaser"})))
    return front


def _shows_teaser(lines: list[Line], teaser: str, everything: str) -> bool:
    """Whether the page has a teaser of its own, or says what the description says."""
    headline = next((index for index, line in enumerate(lines) if "headline" in line.hints), 0)
    near = lines[headline + 1 : headline + 12]
    if any("is-teaser" in line.hints for line in lines) or _known(teaser, everything):
        return True
    if any("in-lead" in line.hints and len(line.text) > 60 and not line.hints & _ELSEWHERE for line in near):
        return True
    stems = _stems(teaser)
    first = [line for line in lines if "extracted" in line.hints and len(line.text) > 60][:5]
    return any(len(stems & _stems(line.text)) > 0.5 * len(stems) for line in first)


def _known(teaser: str, everything: str) -> bool:
    """Whether the teaser, as cut off as metadata often are, is the beginning of something that the page shows."""
    squashed = squash(teaser)
    return squashed[:50] in everything or squashed[-50:] in everything
