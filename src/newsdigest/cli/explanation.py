"""``newsdigest clean --explain``: every block with its fate."""

from __future__ import annotations

from newsdigest.schema import Article, BlockKind

DIM, PLAIN = "\033[2m", "\033[0m"


def explanation(article: Article, colour: bool = False, width: int = 72) -> str:
    """One line a block: kept (+) or removed (-), offsets, kind, rule, and how the block begins; blank blocks are left out."""
    rows = [b for b in article.blocks if b.kind is not BlockKind.BLANK]
    kind_width = max((len(b.kind) for b in rows), default=0)
    rule_width = max((len(b.rule) for b in rows), default=0)
    place_width = max((len(f"{b.start}-{b.end}") for b in rows), default=0)
    lines = []
    for block in rows:
        text = " ".join(article.text[block.start : block.end].split())
        text = text if len(text) <= width else text[: width - 1] + "…"
        line = f"{'+' if block.kept else '-'} {f'{block.start}-{block.end}':>{place_width}}  {block.kind:{kind_width}}  {block.rule:{rule_width}}  {text}"
        lines.append(f"{DIM}{line}{PLAIN}" if colour and not block.kept else line)
    return "\n".join(lines)
