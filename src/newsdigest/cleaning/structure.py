"""The parts of what stays: title, teaser, headings, lists, quotations, tables, paragraphs."""

from __future__ import annotations

import re

from newsdigest.cleaning.features import Look
from newsdigest.cleaning.thresholds import THRESHOLDS
from newsdigest.schema import BlockKind

_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…:;,][\"“”»«'’)\]]*$")
_QUOTED_WHOLE = re.compile(r"[„“»«\"].{20,}[“”«»\"][.!?]?$")
LIST_MARKERS = frozenset("-*+•▪■●‣–")

Part = tuple[BlockKind, str]


def name_article_parts(looks: list[Look], kept: list[bool]) -> list[Part | None]:
    """For each look that is kept its kind and the rule that named it; None for the others."""
    parts: list[Part | None] = [_shape(item) if keeps else None for item, keeps in zip(looks, kept, strict=True)]
    inside = [index for index, keeps in enumerate(kept) if keeps]
    title = _title(looks, inside)
    if title is not None:
        parts[title] = (BlockKind.TITLE, "place:above-article")
        for index in inside:
            if (
                index < title
                and len(looks[index].unit.text) <= THRESHOLDS["kicker_characters"]
                and "page=meta-teaser" not in looks[index].own
            ):
                parts[index] = (BlockKind.KICKER, "place:above-title")
        teaser = _teaser(looks, inside, title)
        if teaser is not None:
            parts[teaser] = (BlockKind.TEASER, "place:below-title")
    for index in inside:
        if "page=meta-teaser" in looks[index].own:
            parts[index] = (BlockKind.TEASER, "page:description")
    return parts


def rescue_title(looks: list[Look], kept: list[bool]) -> int | None:
    """The title, where everything above the first paragraph was taken for page furniture; None where there is one.

    It stands above the first kept paragraph, shares its nouns with the article, and is longer than a button; the
    nearer to the article and the deeper its Markdown sign, the better.
    """
    first = next(
        (
            index
            for index, keeps in enumerate(kept)
            if keeps and len(looks[index].unit.text) > THRESHOLDS["teaser_shortest"] and not _could_be_title(looks[index])
        ),
        None,
    )
    if first is None:
        return None
    already = [index for index in range(first) if kept[index] and _could_be_title(looks[index])]
    if any(_title_score(looks[index], first - index) > THRESHOLDS["title_score"] for index in already):
        return None
    candidates = [index for index in range(max(0, first - int(THRESHOLDS["title_above"])), first) if _could_be_title(looks[index])]
    best = max(candidates, key=lambda index: _title_score(looks[index], first - index), default=None)
    return best if best is not None and _title_score(looks[best], first - best) > THRESHOLDS["title_score"] else None


def _title_score(item: Look, distance: int) -> float:
    topic = next((int(name[-1]) for name in item.names if name.startswith("topic=") and name[-1].isdigit()), 0)
    return topic + 2 * item.unit.marker.startswith("#") + min(3.0, len(item.unit.text) / 25) - 0.1 * distance


def _could_be_title(item: Look) -> bool:
    text = item.unit.text
    return (
        THRESHOLDS["title_shortest"] <= len(text) <= THRESHOLDS["title_characters"]
        and not text.endswith((".", ",", ";"))
        and not item.matches
        and not {"credit", "from-name", "name", "link-all", "address", "pipe"} & set(item.own)
        and not ("stamp" in item.own and len(text) < THRESHOLDS["title_with_date"])
    )


def _shape(item: Look) -> Part:
    text, marker, own = item.unit.text, item.unit.marker, item.own
    if any(f"page={tag}" in own for tag in ("h1", "h2", "h3", "h4")) and len(text) <= THRESHOLDS["heading_characters"]:
        return BlockKind.HEADING, "page:heading"
    if "page=table" in own and not item.prose:
        return BlockKind.TABLE, "page:table"
    if "page=quote" in own:
        return BlockKind.QUOTE, "page:quote"
    if "page=li" in own or marker[:1] in LIST_MARKERS and marker or re.match(r"\d{1,2}[.)]\s", text):
        return BlockKind.LIST_ITEM, "shape:list-marker" if marker else "page:list"
    if marker.startswith("#") and len(text) <= THRESHOLDS["heading_characters"]:
        return BlockKind.HEADING, "shape:markdown-heading"
    if marker.startswith(">"):
        return BlockKind.QUOTE, "shape:quote-marker"
    if len(text) <= THRESHOLDS["heading_characters"] and not _ENDS_LIKE_SENTENCE.search(text) and not text[:1].islower():
        return BlockKind.HEADING, "shape:short-without-full-stop"
    if len(text) <= THRESHOLDS["question_heading_characters"] and text.endswith("?"):
        return BlockKind.HEADING, "shape:short-question"
    if _QUOTED_WHOLE.match(text) and "sentences" not in own and len(text) < THRESHOLDS["teaser_characters"]:
        return BlockKind.QUOTE, "shape:quoted"
    return BlockKind.BODY, "model:article"


def _title(looks: list[Look], inside: list[int]) -> int | None:
    """The page's own headline, or among the kept lines above the first paragraph the one most like a title."""
    for index in inside[: int(THRESHOLDS["title_among_first"])]:
        item = looks[index]
        if any(f"page={hint}" in item.own for hint in ("headline", "meta-title", "is-title", "h1")):
            return index
    if len(inside) < 2:
        return None
    head: list[int] = []
    for index in inside[: int(THRESHOLDS["title_among_first"])]:
        item, text = looks[index], looks[index].unit.text
        if (
            item.prose
            or text.endswith((".", ",", ";"))
            or len(text) > THRESHOLDS["title_characters"]
            or item.unit.marker[:1] in {"-", "*", ">"}
        ):
            break
        head.append(index)
    if len(head) > 1:
        # A kicker above the title is short; a subheading below it shares fewer nouns or is no longer than it.
        return max(head, key=lambda index: _title_score(looks[index], index - head[0]))
    return head[0] if head else None


def _teaser(looks: list[Look], inside: list[int], title: int) -> int | None:
    """What follows the title and is whole sentences, shorter than a paragraph, with more of the article below."""
    after = [index for index in inside if index > title]
    if len(after) < 2:
        return None
    for index in after[:2]:
        hints = looks[index].unit.hints
        if hints & {"is-teaser", "meta-teaser"} or hints >= {"in-lead", "below-headline"}:
            return index
    first, second = looks[after[0]], looks[after[1]]
    text = first.unit.text
    in_range = THRESHOLDS["teaser_shortest"] <= len(text) <= THRESHOLDS["teaser_characters"]
    if (
        in_range
        and not first.unit.marker
        and "dateline" not in first.own
        and "page=h2" not in first.own
        and (second.prose or len(second.unit.text) > THRESHOLDS["teaser_shortest"])
    ):
        return after[0]
    return None
