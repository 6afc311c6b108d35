"""The judgement: for each unit its kind, whether it stays, and the name of what decided.

One judgement for pasted text and for web pages; only the weights and the page's hints differ. In order:

1. phrases that are sure, and the own phrases of the caller, decide alone;
2. the sequence model decides between article, comment and other for all units together;
3. kinds: title and teaser by their place, headings, lists and quotations by their shape; what is removed gets the
   kind of its phrases, of the section that it stands in, or of its shape.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from pathlib import Path

from newsdigest.cleaning.features import Look, describe
from newsdigest.cleaning.furniture import furniture
from newsdigest.cleaning.lines import Unit
from newsdigest.cleaning.moments import is_date_alone
from newsdigest.cleaning.phrasebook import phrasebook
from newsdigest.cleaning.sequence import ARTICLE, COMMENT, STATES, Weights, emissions, load_weights, posteriors
from newsdigest.cleaning.structure import LIST_MARKERS, name_article_parts, rescue_title
from newsdigest.cleaning.thresholds import PAGE_PRIORS, THRESHOLDS
from newsdigest.schema import ARTICLE_KINDS, Block, BlockKind


def judge(units: list[Unit], *, model: str, keep: Collection[BlockKind] = (), phrases: Path | None = None) -> tuple[Block, ...]:
    """Blocks for the units, which partition what the units partition.

    ``model`` is "text" or "page"; ``keep`` names kinds that stay although they are no part of an article; ``phrases``
    is a file of one's own rules. Raises OptionError for a phrase file that cannot be used.
    """
    looks = describe(units, phrasebook(phrases))
    weights = load_weights(model)
    scores = [_emissions(item, weights) for item in looks]
    chances = posteriors(scores, weights)
    states = [max(range(len(STATES)), key=lambda state: row[state]) for row in chances]
    _no_islands(looks, states)
    _never_empty(looks, states)
    _benefit_of_doubt(looks, states, chances)
    rescued = rescue_title(looks, [state == ARTICLE for state in states])
    if rescued is not None:
        states[rescued] = ARTICLE
    kinds: list[tuple[BlockKind, str]] = []
    parts = name_article_parts(looks, [state == ARTICLE for state in states])
    section: tuple[BlockKind, str] | None = None
    for item, state, part in zip(looks, states, parts, strict=True):
        if state == ARTICLE and part is not None:
            kinds.append(part)
            section = None
        else:
            kind, rule = _kind_of_removed(item, state, section, weights)
            kinds.append((kind, rule))
            opening = next((match for match in item.matches if match.opens), None)
            section = (opening.kind, opening.rule) if opening else section
    stays = ARTICLE_KINDS | frozenset(keep)
    blocks, following = [], iter(kinds)
    for unit in units:
        if unit.blank:
            blocks.append(Block(start=unit.start, end=unit.end, kind=BlockKind.BLANK, kept=False, rule="blank"))
        else:
            kind, rule = furniture(unit) or next(following)
            blocks.append(Block(start=unit.start, end=unit.end, kind=kind, kept=kind in stays, rule=rule))
    return tuple(blocks)


_WITHIN_OFFERS = frozenset({"within=subscription", "within=newsletter", "within=consent"})
_SURELY_ARTICLE = tuple(0.0 if state == ARTICLE else -math.inf for state in range(len(STATES)))


def _emissions(item: Look, weights: Weights) -> list[float]:
    sure = next((match for match in item.matches if match.sure), None)
    scores = emissions(item.names, weights)
    if sure:
        if sure.kind in ARTICLE_KINDS:
            return list(_SURELY_ARTICLE)
        scores[ARTICLE] = -math.inf
        if sure.kind is not BlockKind.COMMENT:
            scores[COMMENT] = -math.inf
        return scores
    if {"meta-title", "meta-teaser"} & item.unit.hints:
        return list(_SURELY_ARTICLE)
    if "title-again" in item.unit.hints:
        scores[ARTICLE] = -math.inf
    for hints, prior in PAGE_PRIORS.items() if item.unit.hints else ():
        if hints <= item.unit.hints:
            scores[ARTICLE] += prior
    if {"announced-by-prose", "says-nothing"} <= set(item.names) and not _LINKED & set(item.own):
        scores[ARTICLE] += THRESHOLDS["announced_item"]
    if _WITHIN_OFFERS & set(item.names):
        scores[ARTICLE] -= THRESHOLDS["within_offer"]
    if "comments-above-below-meta" in item.names:
        scores[ARTICLE] -= THRESHOLDS["below_commenter"]
    if "byline" in item.own or "no-words" in item.own and len(item.unit.text) > 1:
        scores[ARTICLE] = -math.inf
    if "place=above" in item.names and is_date_alone(item.unit.text):
        scores[ARTICLE] = -math.inf
    return scores


def _no_islands(looks: list[Look], states: list[int]) -> None:
    """What stands between the first and the last comment, below a headline over comments, is one of them, however well
    it is written."""
    comments = [index for index, item in enumerate(looks) if states[index] == COMMENT and "comments-above" in item.names]
    if len(comments) >= THRESHOLDS["comments_of_a_thread"]:
        for index in range(comments[0], comments[-1]):
            if states[index] == ARTICLE:
                states[index] = COMMENT


def _never_empty(looks: list[Look], states: list[int]) -> None:
    """Where nothing was recognised but a title: plain sentences stay, for a single pasted paragraph is an article; of a
    page also what the extractor found."""
    kept = sum(len(item.unit.text) for item, state in zip(looks, states, strict=True) if state == ARTICLE and not _TITLES & item.unit.hints)
    if kept >= THRESHOLDS["article_characters"]:
        return
    for index, item in enumerate(looks):
        is_sentence = len(item.unit.text) >= THRESHOLDS["sentence_characters"] and _SENTENCE.search(item.unit.text)
        if not item.matches and ("extracted" in item.unit.hints if item.unit.hints else is_sentence):
            states[index] = ARTICLE


_TITLES = frozenset({"headline", "is-title", "title-again", "meta-title"})


def _benefit_of_doubt(looks: list[Look], states: list[int], chances: list[list[float]]) -> None:
    """What the model is not sure of stays where its shape and place speak for it.

    Whole paragraphs, headings above kept paragraphs, teasers at the top, and lists between kept paragraphs: to lose
    them costs a reader more than a stray headline.
    """
    doubtful = [state != ARTICLE and not item.matches and not _like_furniture(item) for item, state in zip(looks, states, strict=True)]
    decided = list(states)
    for index, item in enumerate(looks):
        enough = THRESHOLDS["reporting_paragraph_probability" if "reporting" in item.own else "paragraph_probability"]
        if doubtful[index] and item.prose and chances[index][ARTICLE] >= enough and not _among_comments(index, looks, decided):
            states[index] = ARTICLE
    top = next((index for index, state in enumerate(states) if state == ARTICLE), None)
    for index in range(len(looks) - 2, -1, -1):
        item, below = looks[index], looks[index + 1]
        if not doubtful[index] or states[index + 1] != ARTICLE:
            continue
        if not item.prose and below.prose and len(item.unit.text) <= THRESHOLDS["heading_characters"]:
            named_below = "heads=2" in item.names
            if chances[index][ARTICLE] >= THRESHOLDS["heading_named_below_probability" if named_below else "heading_probability"]:
                states[index] = ARTICLE
        elif (
            top is not None and index == top + 1 and THRESHOLDS["teaser_shortest"] <= len(item.unit.text) <= THRESHOLDS["teaser_characters"]
        ):
            if chances[index][ARTICLE] >= THRESHOLDS["teaser_probability"]:
                states[index] = ARTICLE
    _keep_lists(looks, states, doubtful)


def _keep_lists(looks: list[Look], states: list[int], doubtful: list[bool]) -> None:
    """Two or more list items without links, with kept units right above and below, are a list of the article.

    A short line with a colon among them announces the next items. Where the items are too short for headlines, a
    sentence below them shows that the article goes on.
    """

    def item_of_list(look: Look) -> bool:
        return ("li" in look.unit.hints or look.unit.marker[:1] in LIST_MARKERS) and not _LINKED & set(look.own)

    def announces(look: Look) -> bool:
        return look.unit.text.endswith(":") and len(look.unit.text) <= THRESHOLDS["line_characters"]

    index = 0
    while index < len(looks):
        end = index
        while end < len(looks) and doubtful[end] and (item_of_list(looks[end]) or announces(looks[end])):
            end += 1
        items = [look for look in looks[index:end] if item_of_list(look)]
        if items and index > 0 and states[index - 1] == ARTICLE and item_of_list(looks[index - 1]) and not announces(looks[end - 1]):
            states[index:end] = [ARTICLE] * (end - index)  # the rest of a list whose beginning stays
        if len(items) > 1 and index > 0 and end < len(looks) and states[index - 1] == ARTICLE:
            short = sum(len(look.unit.text) for look in items) <= THRESHOLDS["list_item_characters"] * len(items)
            if states[end] == ARTICLE:
                states[index:end] = [ARTICLE] * (end - index)
            elif short and doubtful[end] and _goes_on(looks[end]):
                states[index : end + 1] = [ARTICLE] * (end + 1 - index)
        index = max(end, index + 1)


def _among_comments(index: int, looks: list[Look], states: list[int]) -> bool:
    """Whether comments stand near above or below; a headline over comments parts what is above it from them."""
    below = []
    for position in range(index + 1, min(index + 4, len(looks))):
        if any(match.opens and match.kind is BlockKind.COMMENT_META for match in looks[position].matches):
            break
        below.append(states[position])
    return COMMENT in states[max(0, index - 3) : index] + below


def _like_furniture(item: Look) -> bool:
    """Whether shape or markup speaks of page furniture; an address inside a paragraph of several sentences does not."""
    hints = item.unit.hints
    if "in-comment" in hints or "not-extracted" in hints and not hints >= {"kind=most", "own-article"}:
        return True
    signs = _LIKE_FURNITURE & set(item.own)
    return bool(signs) and not (signs == {"address"} and item.prose and "sentences" in item.own)


def _goes_on(item: Look) -> bool:
    """Whether a line without phrases is a sentence of an article, and not below a headline over comments."""
    return (
        len(item.unit.text) >= THRESHOLDS["teaser_shortest"]
        and bool(_SENTENCE.search(item.unit.text))
        and not {"comments-above", "second-person", "imperative"} & set(item.names)
    )


_LINKED = frozenset({"link-all", "page=linked"})
_LIKE_FURNITURE = frozenset({"credit", "stamp", "from-name", "no-words", "only-numbers", "name-stamp", "address", "truncated"})
_SENTENCE = re.compile(r"\w[^.!?]*\s[^.!?]*[.!?][\"“”»«']?(?:\s|$)")

_COMMENT_META_OWN = ("name-stamp", "stamp", "only-numbers", "name", "handle", "no-words", "one-word", "two-words")
_SECTION_KINDS = frozenset({BlockKind.RELATED, BlockKind.SUBSCRIPTION, BlockKind.TAGS, BlockKind.ADVERTISEMENT})


def _kind_of_removed(item: Look, state: int, section: tuple[BlockKind, str] | None, weights: Weights) -> tuple[BlockKind, str]:
    own = item.own
    matches = [match for match in item.matches if match.kind not in ARTICLE_KINDS]
    long = len(item.unit.text) > THRESHOLDS["line_characters"]
    if matches and matches[0].sure:
        return matches[0].kind, f"phrase:{matches[0].rule}"
    if state == COMMENT:
        meta = next((match for match in matches if match.kind is BlockKind.COMMENT_META), None)
        if meta and not item.prose:
            return BlockKind.COMMENT_META, f"phrase:{meta.rule}"
        if not long and "truncated" not in own and any(name in own for name in _COMMENT_META_OWN):
            return BlockKind.COMMENT_META, "shape:name-or-time-in-thread"
        return BlockKind.COMMENT, _reason(item, COMMENT, weights)
    for match in matches:
        return match.kind, f"phrase:{match.rule}"
    if "no-words" in own:
        return BlockKind.SEPARATOR, "shape:no-words"
    if "credit" in own:
        return BlockKind.CAPTION, "shape:credit"
    if "byline" in own or "from-name" in own or "stamp" in own or "name" in own and "place=above" in item.names:
        return BlockKind.BYLINE, "shape:name-or-date"
    if "above-credit" in item.names:
        return BlockKind.CAPTION, "place:above-credit"
    if section is not None and section[0] in _SECTION_KINDS:
        return section[0], f"under:{section[1]}"
    if "title-again" in item.unit.hints:
        return BlockKind.DUPLICATE, "page:title-again"
    if "repeated" in item.names:
        return BlockKind.DUPLICATE, "shape:repeated"
    if not long and ("link-all" in own or "page=linked" in own or any(name in item.names for name in ("short-around=3", "short-around=4"))):
        return BlockKind.NAVIGATION, "shape:short-among-short"
    if "place=inside" in item.names and ("colon-inside" in own or "end=letter" in own) and not long:
        return BlockKind.RELATED, _reason(item, state, weights)
    if item.unit.hints & {"in-caption", "figcaption"}:
        return BlockKind.CAPTION, "page:caption"
    return BlockKind.BOILERPLATE, _reason(item, state, weights)


def _reason(item: Look, state: int, weights: Weights) -> str:
    """The feature that spoke most for ``state`` against the article."""
    best, gain = "context", 0.0
    for name in item.names:
        found = weights.features.get(name)
        if found and found[state] - found[ARTICLE] > gain:
            best, gain = name, found[state] - found[ARTICLE]
    return f"model:{best}"
