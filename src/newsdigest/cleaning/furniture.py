"""Lines of a web page that need no judgement: short links in menus, lists and footers, and buttons.

They are most of a page's lines. Leaving them out of the sequence makes it short, and what remains is compared with
its true neighbours.
"""

from __future__ import annotations

from newsdigest.cleaning.lines import Unit
from newsdigest.cleaning.thresholds import THRESHOLDS
from newsdigest.schema import BlockKind

_OF_THE_ARTICLE = frozenset({"headline", "is-title", "is-teaser", "h1", "meta-title", "meta-teaser"})
_AROUND_LINKS = frozenset({"nav", "footer", "aside", "li", "header", "in-menu", "in-share", "in-related", "in-tags", "outside-core"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_ELSEWHERE = frozenset({"nav", "footer", "aside", "outside-core", "other-article"})
_KINDS = (
    ("in-share", BlockKind.SHARE),
    ("in-related", BlockKind.RELATED),
    ("in-tags", BlockKind.TAGS),
    ("footer", BlockKind.FOOTER),
)


def furniture(unit: Unit) -> tuple[BlockKind, str] | None:
    """Kind and rule of a line that is surely page furniture; None for every other, and for text without markup."""
    hints = unit.hints
    if not hints or hints & _OF_THE_ARTICLE:
        return None
    if "button" in hints:
        return BlockKind.NAVIGATION, "page:button"
    if "linked" not in hints or len(unit.text) > THRESHOLDS["line_characters"] or not hints & _AROUND_LINKS:
        return None
    if hints & _HEADINGS and not hints & _ELSEWHERE:
        return None
    kind = next((kind for hint, kind in _KINDS if hint in hints), BlockKind.NAVIGATION)
    return kind, "page:link"
