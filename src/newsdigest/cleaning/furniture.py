"""Lines of a web page that need no judgement: short links in menus, lists and footers, buttons,
and short lines in parts that no extractor takes for the article.

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
_REMOTE = frozenset({"nav", "footer", "aside", "form", "in-menu", "in-share", "in-related", "in-promo"})
_NOT_REMOTE = _HEADINGS | {"in-comment", "below-headline"}
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
    if len(unit.text) > THRESHOLDS["line_characters"]:
        return None
    if "linked" in hints:
        if not hints & _AROUND_LINKS or hints & _HEADINGS and not hints & _ELSEWHERE:
            return None
        rule = "page:link"
    elif _is_remote(unit):
        rule = "page:remote"
    else:
        return None
    kind = next((kind for hint, kind in _KINDS if hint in hints), BlockKind.NAVIGATION)
    return kind, rule


def _is_remote(unit: Unit) -> bool:
    """Whether this is a short line without a full stop in a part of the page that no extractor takes for the article."""
    hints = unit.hints
    return hints >= {"not-extracted", "outside-core"} and bool(hints & _REMOTE) and not hints & _NOT_REMOTE and unit.text[-1] not in ".!?:"
