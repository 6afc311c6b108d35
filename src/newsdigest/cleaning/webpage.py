"""A web page as its reader sees it: the visible text in document order, one line for each block of the page.

A walk over the parsed tree. Scripts, styles and hidden elements are left out, inline text is joined, ``<br>`` breaks
the line. What the markup says about a line (a heading, a list, inside a footer, mostly links) travels with it as hints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdigest.cleaning.layout import place_lines
from newsdigest.errors import NoArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "object",
        "embed",
        "applet",
        "iframe",
        "canvas",
        "video",
        "audio",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "map",
        "progress",
        "meter",
        "dialog",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noframes",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "button",
    ]
)
_CONTAINERS = {
    "nav": "nav", "footer": "footer", "aside": "aside", "header": "header", "figure": "figure", "figcaption": "figcaption", "form": "form",
    "article": "article", "main": "main", "table": "table", "ul": "list", "ol": "list", "blockquote": "quote", "button": "button",
    "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4", "li": "li", "p": "p", "time": "time", "address": "address",
}  # fmt: skip
# What publishers call their containers; matched against class, id, role and itemprop, cut into words.
_NAMED = {
    "comment": re.compile(r"\b(?:comments?|commentlist|kommentare?|disqus|leserbrief\w*|leserkommentar\w*|postings?|replies|discussion|forum|respond)\b"),
    "related": re.compile(r"\b(?:related|teasers?|recommend\w*|mehr|more|similar|outbrain|taboola|read(?:more|also)|linklist|meistgelesen|popular|trending|latest)\b"),
    "promo": re.compile(r"\b(?:newsletter|abo|promo\w*|paywall|piano|subscri\w*|offer|anzeige|ads?|advert\w*|werbung|sponsor\w*|banner|donat\w*|consent|cookies?|gdpr)\b"),
    "menu": re.compile(r"\b(?:nav\w*|menu|breadcrumbs?|sidebar|footer|toolbar|pagination|topbar|skip|widget|marginal\w*)\b"),
    "share": re.compile(r"\b(?:share|sharing|social\w*|teilen|buttons?|print|follow)\b"),
    "caption": re.compile(r"\b(?:caption|credits?|copyright|image|img|gallery|bildunterschrift|media|picture|figure)\b"),
    "byline": re.compile(r"\b(?:authors?|byline|date\w*|meta|autor\w*|time|publish\w*|bio)\b"),
    "tags": re.compile(r"\b(?:tags?|keywords?|topics?|schlagwort\w*|categor\w*)\b"),
    "headline": re.compile(r"\b(?:headline|title|heading|kicker|dachzeile|headings?)\b"),
    "lead": re.compile(r"\b(?:lead|lede|teasertext|intro\w*|summary|description|subtitle|subline|excerpt|vorspann|standfirst|abstract|dek)\b"),
    "content": re.compile(r"\b(?:content|articlebody|entry|body|story|text|paragraph|post)\b"),
}  # fmt: skip
_TEASER = re.compile(r"\bteaser\b")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-zäöü]+|[A-Z]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
DEEPEST = 2000
"""Elements nested deeper than this are not visited: no page needs it, and broken markup can nest without end."""


@dataclass(frozen=True)
class Line:
    """One line of the page; ``hints`` are names of what surrounds it in the markup."""

    text: str
    hints: frozenset[str]


@dataclass
class _Walk:
    texts: list[str] = field(default_factory=list)
    hints: list[frozenset[str]] = field(default_factory=list)
    owners: list[HtmlElement] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_characters: int = 0

    def flush(self, hints: frozenset[str], owner: HtmlElement) -> None:
        if not self.pieces:
            return
        text = "".join(self.pieces)
        text = "" if text.isspace() else " ".join(text.translate(_INVISIBLE).split())
        if text:
            share = self.link_characters / len(text)
            self.texts.append(text)
            self.hints.append(_joined(hints, "linked" if share > 0.8 else "part-linked") if share > 0.3 else hints)
            self.owners.append(owner)
        self.pieces.clear()
        self.link_characters = 0


def parse_page(markup: str, source: str) -> HtmlElement:
    """The parsed page, however broken. Raises NoArticleError where there is no element at all."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # The text is decoded already: a charset that the page declares, and an XML declaration, must not be read again.
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup.replace("\0", ""), count=1)
    try:
        return document_fromstring(
            markup.encode("utf-8", errors="replace"),
            parser=HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise NoArticleError(f"{source}: the page has no content; pass the page as your browser saved it") from None


def visible_lines(page: HtmlElement) -> list[Line]:
    """The page's visible text, one Line for each block, in document order."""
    walk = _Walk()
    pieces = walk.pieces
    # An explicit stack: element, the hints and the block element around it, and on the way out the hints inside it.
    stack: list[tuple[HtmlElement, frozenset[str], HtmlElement, frozenset[str] | None]] = [(page, frozenset(), page, None)]
    depth = 0
    while stack:
        element, around, block, inside = stack.pop()
        if inside is not None:
            depth -= 1
            if element.tag in _BLOCKS and not _is_data_cell(element):
                walk.flush(inside, element)
        else:
            tag = element.tag
            attributes = dict(element.items())
            if not isinstance(tag, str) or tag in _SKIPPED or depth > DEEPEST or attributes and _is_hidden(attributes):
                pass
            elif tag == "br":
                if _HEADINGS & around:
                    pieces.append(" ")
                else:
                    walk.flush(around, block)
            else:
                hints = _inside(tag, attributes, around)
                inner = block
                if tag in _BLOCKS:
                    if _is_data_cell(element):
                        pieces.append(" ")
                    else:
                        walk.flush(around, block)
                        inner = element
                if text := element.text:
                    pieces.append(text)
                    if "a" in hints:
                        walk.link_characters += len(text.strip())
                depth += 1
                stack.append((element, around, block, hints))
                stack += [(child, hints, inner, None) for child in element][::-1]
                continue
        if tail := element.tail:
            pieces.append(tail)
            if "a" in around:
                walk.link_characters += len(tail.strip())
    walk.flush(frozenset(), page)
    places = place_lines(walk.owners, walk.texts, walk.hints)
    return [Line(text, hints | place) for text, hints, place in zip(walk.texts, walk.hints, places, strict=True)]


_HEADINGS = frozenset({"h1", "h2", "h3"})


def _is_data_cell(cell: HtmlElement) -> bool:
    """Whether this is a cell in a row of data, which is one line, and not a column of an old page's layout."""
    if cell.tag not in ("td", "th"):
        return False
    row = cell.getparent()
    return (
        row is not None
        and row.tag == "tr"
        and len(row) > 1
        and not any(child.tag in _BLOCKS or child.tag == "br" for part in row for child in part)
    )


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("type") == "hidden"
        or "style" in attributes
        and bool(_HIDDEN_STYLE.search(attributes["style"]))
    )


def _inside(tag: str, attributes: dict[str, str], around: frozenset[str]) -> frozenset[str]:
    """``around`` and what tag and names of an element add; "article" names hold for everything below.

    ``main`` begins anew: a menu around it is one whose end was forgotten.
    """
    if tag == "main":
        around = frozenset()
    names = ""
    if attributes and tag not in ("html", "body"):
        names = " ".join([attributes[key] for key in _NAMING if key in attributes])
    if names:
        return _joined(around, _TAG_HINTS.get(tag), _named(names, tag == "p"))
    return _joined(around, _TAG_HINTS[tag]) if tag in _TAG_HINTS else around


_TAG_HINTS = {**_CONTAINERS, "a": "a", "b": "bold", "strong": "bold", "em": "bold", "i": "bold"}
_NAMING = ("class", "id", "role", "itemprop", "data-testid")


@lru_cache(maxsize=20_000)
def _named(names: str, paragraph: bool) -> frozenset[str]:
    """What the names of a container say about it.

    One of teasers leads to other articles; a paragraph that is called so is what an article begins with.
    """
    words = " ".join(_WORDS.findall(names)).lower()
    if paragraph:
        words = _TEASER.sub("lead", words)
    return frozenset(f"in-{name}" for name, pattern in _NAMED.items() if pattern.search(words))


@lru_cache(maxsize=50_000)
def _joined(around: frozenset[str], tag: str | None, named: frozenset[str] = frozenset()) -> frozenset[str]:
    return around | named | {tag} if tag else around | named
