"""What a page says about its article: JSON-LD, Open Graph, the older meta names, and its first heading."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsdigest.schema import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset(
    [
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "TechArticle",
        "Report",
        "SocialMediaPosting",
        "DiscussionForumPosting",
        "Review",
        "WebPage",
    ]
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_TAG = re.compile(r"<[^<>]{1,300}>")


@dataclass(frozen=True)
class PageFacts:
    """The article's metadata, and whether the page says it is behind a paywall (None: it does not say)."""

    metadata: Metadata
    accessible_for_free: bool | None
    is_article: bool
    """Whether the page calls itself an article, in JSON-LD or as the type of its Open Graph."""


def page_facts(page: HtmlElement) -> PageFacts:
    """Read the facts; whatever is missing or malformed is None."""
    item = _best_item(page)
    metas = _meta_elements(page)

    def meta(*names: str) -> str | None:
        return next((metas[name] for name in names if metas.get(name)), None)

    headings = tuple(text for text in (_squeeze(h.text_content()) for h in page.iter("h1")) if text)
    title = _text(item.get("headline")) or meta("og:title", "twitter:title", "dc.title") or (headings[0] if headings else None)
    if title is None:
        element = page.find(".//title")
        title = _squeeze(element.text_content()) if element is not None else None
    teaser = _text(item.get("description")) or meta("og:description", "description", "twitter:description", "dc.description")
    link = page.find(".//link[@rel='canonical']")
    authors = _names(item.get("author")) or tuple(
        name for name in [meta("author", "article:author", "dc.creator")] if name and "://" not in name
    )
    return PageFacts(
        Metadata(
            title=title or None,
            teaser=teaser,
            authors=authors,
            publisher=next(iter(_names(item.get("publisher"))), None) or meta("og:site_name", "application-name", "publisher"),
            published=_date(item.get("datePublished"))
            or _date(meta("article:published_time", "date", "dc.date", "pubdate", "datepublished", "dcterms.created")),
            url=(link.get("href") if link is not None else None) or meta("og:url") or _text(item.get("url")),
        ),
        _free(item.get("isAccessibleForFree")),
        bool(item.get("headline")) or metas.get("og:type", "").lower() in ("article", "news"),
    )


def _meta_elements(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _text(element.get("content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _best_item(page: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the article: of a known type, with a headline, the most specific first."""
    candidates = []
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for item in _items(_loads(script.text)):
            types = item.get("@type")
            names = {types} if isinstance(types, str) else {t for t in types if isinstance(t, str)} if isinstance(types, list) else set()
            if names & _ARTICLE_TYPES:
                candidates.append((bool(item.get("headline")), names != {"WebPage"}, item))
    candidates.sort(key=lambda c: (c[0], c[1]), reverse=True)
    return candidates[0][2] if candidates else {}


def _loads(text: str) -> Any:
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", text).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for part in data:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(data.get(key), (dict, list)):
                yield from _items(data[key], depth + 1)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _text(value: Any) -> str | None:
    """A string without markup and entities, white space folded; None where there is none."""
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), None)
    if not isinstance(value, str):
        return None
    return _squeeze(_TAG.sub(" ", html.unescape(html.unescape(value))).replace("\u00ad", "")) or None


def _names(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else [value]
    names = [_text(part.get("name")) if isinstance(part, dict) else _text(part) for part in parts]
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))


def _date(value: Any) -> str | None:
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    return found.group(0) if found else None


def _free(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None
