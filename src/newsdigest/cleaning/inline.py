"""Promotion inside a paragraph ("Lesen Sie auch: ...") cut out of the blocks that stay."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator

from newsdigest.cleaning.phrasebook import Phrasebook
from newsdigest.schema import ARTICLE_KINDS, Block, BlockKind, Span

_CLOSING = {"[": "]", "(": ")"}
_LINK_TARGET = re.compile(r"\((?:[^()\s]|\([^()]*\))*\)\]?")
_NEXT_SENTENCE = re.compile(r"[.!?][\"“”»«'’]?(?=\s+[A-ZÄÖÜ„»«\"])")


def cut_promotion(text: str, blocks: tuple[Block, ...], book: Phrasebook, keep: Collection[BlockKind]) -> tuple[Block, ...]:
    """The blocks, those of the article without the sentences of promotion in them, which become blocks of their own.

    Where such a sentence begins is data (``inline`` in the phrase files); it ends with its bracket or its sentence. A
    block that is nothing else stays as it was judged.
    """
    result: list[Block] = []
    for block in blocks:
        cuts = list(promotions(text, block.start, block.end, book)) if block.kind in ARTICLE_KINDS else []
        if not cuts or not text[block.start : cuts[0].start].strip() and not text[cuts[0].end : block.end].strip():
            result.append(block)
            continue
        bounds = sorted({block.start, block.end, *(bound for cut in cuts for bound in (cut.start, cut.end))})
        begins = {cut.start for cut in cuts}
        for begin, end in itertools.pairwise(bounds):
            if begin in begins:
                kind, rule = _promotion_kind(text[begin:end], book)
                result.append(Block(start=begin, end=end, kind=kind, kept=kind in keep, rule=rule))
            else:
                result.append(block.model_copy(update={"start": begin, "end": end}))
    return tuple(result)


def _promotion_kind(sentence: str, book: Phrasebook) -> tuple[BlockKind, str]:
    match = next((match for match in book.matches(sentence) if match.sure), None)
    return (match.kind, f"inline:{match.rule}") if match else (BlockKind.RELATED, "inline")


def promotions(text: str, start: int, stop: int, book: Phrasebook) -> Iterator[Span]:
    """Where sentences of promotion stand between ``start`` and ``stop``, with the white space behind them."""
    position = start
    while found := book.inline.search(text, position, stop):
        begin, closing = found.start("sentence"), _CLOSING.get(found["bracket"] or "")
        if closing:
            end = text.find(closing, found.end(), stop) + 1
            target = _LINK_TARGET.match(text, end, stop) if end else None
            end = target.end() if target else end or stop
        else:
            sentence_end = _NEXT_SENTENCE.search(text, found.end(), stop)
            end = sentence_end.end() if sentence_end else stop
        while end < stop and text[end].isspace():
            end += 1
        yield Span(begin, end)
        position = end


def without_promotion(text: str, book: Phrasebook) -> str:
    """``text`` without such sentences; unchanged where there is nothing else in it."""
    rest, position = "", 0
    for span in promotions(text, 0, len(text), book):
        rest, position = rest + text[position : span.start], span.end
    rest += text[position:]
    return rest if rest.strip() else text
