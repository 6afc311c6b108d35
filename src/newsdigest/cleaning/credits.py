"""Who wrote a pasted article and when, as the lines above its text say: "Von Anna Keller und Jan Ott", "Stand: 28.4.2026, 17:42 Uhr"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from newsdigest.checks.names import is_first_name
from newsdigest.cleaning.moments import day_pattern, moments
from newsdigest.schema import Block, BlockKind, Metadata

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORDS_PARTED = re.compile(r"\s*(?:[,;&]|\bund\b)\s*")
_GLUED = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ][a-zäöüß]{4,}$)")
"""Between a name and an office that a page showed on two lines: Ulrich ExnerKorrespondent."""
_NAME_WORD = re.compile(r"[A-ZÄÖÜÀ-Þ](?:\.|[\w'’-]*\w\.?)")
_LONGEST_NAME = 5
_BELOW_TITLE = frozenset({BlockKind.BYLINE, BlockKind.SHARE, BlockKind.NAVIGATION, BlockKind.MEDIA})


def credited(metadata: Metadata, text: str, blocks: Sequence[Block]) -> Metadata:
    """``metadata`` with the authors and the dates of the lines above the article's text, where it has none of its own.

    Lines below the title are looked at first: a date above it may be the day on which the page was visited. Dates are ISO 8601,
    with the time of day if that is given.
    """
    published = modified = None
    authors: tuple[str, ...] = ()
    for lines in _lines(text, blocks):
        for moment, is_change in (found for line in lines for found in _dated(line)):
            if is_change:
                modified = modified or moment
            else:
                published = published or moment
        authors = authors or tuple(dict.fromkeys(_authors(lines)))
    own = metadata.published or metadata.modified
    return metadata.model_copy(
        update={
            "authors": metadata.authors or authors,
            "published": metadata.published if own else published,
            "modified": metadata.modified if own else modified,
        }
    )


def _lines(text: str, blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The credits between title and text, where buttons may stand on their line, and those above the title."""
    body = next((i for i, block in enumerate(blocks) if block.kept and block.kind is BlockKind.BODY), len(blocks))
    title = next((i for i, block in enumerate(blocks[:body]) if block.kept and block.kind is BlockKind.TITLE), 0)

    def credits(part: Sequence[Block], kinds: Collection[BlockKind]) -> list[str]:
        lines = [line for block in part if block.kind in kinds for line in text[block.start : block.end].splitlines()]
        plain = (_LINK.sub(r"\1", line).strip(" \t*•·-_#") for line in lines)
        return [
            line
            for line in plain
            if line and (_introduction().match(line) or not any(mark in line.lower() for mark in _data()["of_others"]))
        ]

    return credits(blocks[title:body], _BELOW_TITLE), credits(blocks[:title], {BlockKind.BYLINE})


def _dated(line: str) -> Iterator[tuple[str, bool]]:
    """The moments of a line, and whether each is of a later version."""
    before = 0
    for moment in moments(line):
        introduced = line[before : moment.start].lower()
        before = moment.end
        yield moment.iso, any(word in introduced for word in _data()["changed"])


def _authors(lines: Sequence[str]) -> Iterator[str]:
    """The authors that are introduced as such, or stand beside a date; else a line that is a person's name and nothing more."""
    alone = []
    for line, behind in zip(lines, [*lines[1:], ""]):
        if introduced := _introduction().match(line):
            names = line[introduced.end() :].strip() or behind  # "Von:", and the name on the next line
            yield from _persons(_beyond_names().split(names, maxsplit=1)[0])
            continue
        dated = day_pattern().search(line)
        parts = re.split(r"[|•·/\d]|\bvon\b", day_pattern().sub("|", line) if dated else line)
        known = [name for part in parts for name in _persons(part) if is_first_name(name.split()[0])]
        if dated:  # 27. Januar 2026 • Gregor Meier • 3 Minuten
            yield from known
        elif known == [line]:
            alone.append(line)
    yield from alone


def _persons(text: str) -> Iterator[str]:
    """The full names in a list of names; places, offices and agencies among them are left out."""
    for part in _WORDS_PARTED.split(text.strip()):
        words = _GLUED.sub(" ", part).split()
        while words and _is_office(words[-1]):
            words.pop()
        office = max((i for i, word in enumerate(words) if _is_office(word)), default=-1)
        words = words[office + 1 :]  # unserem Mitarbeiter Torben Quast
        if not 2 <= len(words) <= _LONGEST_NAME:
            continue
        if not all(_NAME_WORD.fullmatch(word) or i and word in _data()["particles"] for i, word in enumerate(words)):
            continue
        shouted = all(word.isupper() for word in words)
        if not shouted:
            yield " ".join(words)
        elif is_first_name(words[0].title()):
            yield " ".join(words).title()


def _is_office(word: str) -> bool:
    return any(part in word.lower() for part in _data()["not_persons"])


@cache
def _beyond_names() -> re.Pattern[str]:
    """Where the names of a line end: at a date, a mark between parts, a bracket, who took the pictures."""
    return re.compile(rf"[|•·/\d–(]|\s-\s|\b(?:{'|'.join(_data()['others_behind'])})\b", re.IGNORECASE)


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_data()['author'], key=len, reverse=True))})(?:\s*:\s*|\s+|$)", re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("newsdigest.cleaning") / "credits.toml").read_text(encoding="utf-8"))
