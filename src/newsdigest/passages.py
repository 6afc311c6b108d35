"""From the kept blocks of an article to its sentences, each with its place in the text as read.

A paragraph may have been cut by hard line breaks or at its links; its blocks are joined again here, Markdown signs are
left out, and every character that remains remembers where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdigest.cleaning.moments import day_pattern
from newsdigest.markdown import markdown_signs
from newsdigest.schema import Article, Block, BlockKind
from newsdigest.sentences import split_sentences

RUNNING = frozenset({BlockKind.BODY, BlockKind.TEASER, BlockKind.QUOTE})
"""Kinds whose paragraphs may go on in the next block."""

_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"([–—-])\s+(?=\S)")
_BRACKETS = re.compile(r"\([^)]*\)")

TERMINAL = '.!?…:;"“”»«)'


@dataclass(frozen=True)
class SourceSentence:
    """A German sentence: folded text, offsets into ``Article.text``, paragraph number, kind."""

    text: str
    start: int
    end: int
    paragraph: int
    kind: BlockKind


def is_dateline(sentence: str) -> bool:
    """Whether a sentence is but a place or a day in front of a report ("Biel, 25. November 2026.", "Karlsruhe (dpa)."), or as short."""
    words = _WORD.findall(_BRACKETS.sub(" ", day_pattern().sub(" ", sentence)))
    return len(words) <= 3 and all(word[0].isupper() for word in words)


@dataclass
class Paragraph:
    """Joined blocks: ``places[i]`` is the offset in ``Article.text`` of character ``i`` of ``text``."""

    kind: BlockKind
    text: str
    places: list[int]


def paragraphs(article: Article) -> list[Paragraph]:
    """The kept blocks as paragraphs, in reading order; blocks that belong together are joined by one blank."""
    found: list[Paragraph] = []
    before: Block | None = None
    for block in article.blocks:
        if not block.kept:
            if block.kind is not BlockKind.BLANK:
                before = None
            continue
        places = _read_places(article.text, block)
        if not places:
            continue
        text, start = "".join(article.text[i] for i in places), places[0]
        if found and before is not None and _goes_on(article, before, block, found[-1].text, text):
            gap = "" if text[0] in ".,;:!?)" else " "
            found[-1].text += gap + text
            found[-1].places += [start - 1] * len(gap) + places
        else:
            found.append(Paragraph(block.kind, text, places))
        before = block
    return found


def _read_places(text: str, block: Block) -> list[int]:
    """Offsets of the block's characters that are read: no white space around it, no Markdown signs in it."""
    raw = text[block.start : block.end]
    hidden = {i for span in markdown_signs(raw) for i in range(*span)}
    shown = [block.start + i for i in range(len(raw)) if i not in hidden]
    while shown and text[shown[-1]].isspace():
        shown.pop()
    first = next((n for n, i in enumerate(shown) if not text[i].isspace()), len(shown))
    return shown[first:]


def _goes_on(article: Article, before: Block, block: Block, left: str, right: str) -> bool:
    """Whether a block continues the sentence of the one before it: links and hard wraps cut in mid-sentence."""
    if before.kind is not block.kind or block.kind not in RUNNING:
        return False
    if article.text[before.end : block.start].strip("\r\n \t"):
        return False
    if right[0].islower() or right[0] in ".,;:)?!":
        return True
    return left[-1] not in TERMINAL and before.end == block.start


def source_sentences(article: Article) -> Iterator[SourceSentence]:
    """All sentences of the article but its title and teaser; headings, list items and table lines count as one each."""
    number = -1
    for paragraph in paragraphs(article):
        if paragraph.kind in (BlockKind.TITLE, BlockKind.TEASER):
            continue
        number += 1
        whole = paragraph.kind in (BlockKind.HEADING, BlockKind.TABLE)
        spans = [(0, len(paragraph.text))] if whole else _dashed(paragraph.text, split_sentences(paragraph.text))
        for start, end in spans:
            yield SourceSentence(
                " ".join(paragraph.text[start:end].split()), paragraph.places[start], paragraph.places[end - 1] + 1, number, paragraph.kind
            )


def _dashed(text: str, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The sentences of a paragraph, the dash behind a dateline with it: "Biel, 25. November 2026. – Das Werk schliesst"."""
    if len(spans) > 1 and is_dateline(text[slice(*spans[0])]) and (dash := _DASH.match(text, spans[1][0])):
        return [(spans[0][0], dash.start(1) + 1), (dash.end(), spans[1][1]), *spans[2:]]
    return spans


def header(article: Article, kind: BlockKind) -> SourceSentence | None:
    """The article's first title, or its teaser (all of its kept blocks as one passage); None where there is none."""
    parts = [p for p in paragraphs(article) if p.kind is kind]
    if not parts:
        return None
    if kind is BlockKind.TITLE:
        parts = parts[:1]
    return SourceSentence(" ".join(" ".join(p.text for p in parts).split()), parts[0].places[0], parts[-1].places[-1] + 1, 0, kind)
