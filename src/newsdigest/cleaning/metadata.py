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
    """The article's metadata, and what else a page says about itself."""

    metadata: Metadata
    is_article: bool
    """Whether the page calls itself an article, in JSON-LD or as the type of its Open Graph."""


def page_facts(page: HtmlElement) -> PageFacts:
    """Read the facts; whatever is missing or malformed is None."""
    item = _best_item(page)
    metas = _meta_elements(page)

    def meta(*names: str) -> str | None:
        return next((metas[name] for name in names if metas.get(name)), None)

    teaser = _text(item.get("description")) or meta("og:description", "description", "twitter:description", "dc.description")
    link = page.find(".//link[@rel='canonical']")
    publisher = next(iter(_names(item.get("publisher"))), None) or meta("og:site_name", "application-name", "publisher")
    named = _names(item.get("author")) or _names([metas.get(name) for name in ("author", "article:author", "dc.creator")])
    addresses = (link.get("href") if link is not None else None, meta("og:url"), _text(item.get("url")))
    return PageFacts(
        Metadata(
            title=_text(item.get("headline")) or meta("og:title", "twitter:title", "dc.title") or _shown_title(page, publisher),
            teaser=teaser,
            authors=tuple(part for name in named for part in _parted(name) if part != publisher),
            publisher=publisher,
            published=_date(item.get("datePublished"))
            or _date(meta("article:published_time", "date", "dc.date", "pubdate", "datepublished", "dcterms.created")),
            modified=_date(item.get("dateModified"))
            or _date(meta("article:modified_time", "og:updated_time", "last-modified", "datemodified", "dcterms.modified")),
            url=next((address for address in addresses if address and address.startswith(("http://", "https://"))), None),
            section=_text(item.get("articleSection")) or meta("article:section", "section"),
            language=_text(item.get("inLanguage")) or page.get("lang") or metas.get("og:locale", "").replace("_", "-") or None,
            accessible_for_free=_accessible(item),
        ),
        bool(item.get("headline")) or metas.get("og:type", "").lower() in ("article", "news"),
    )


def _shown_title(page: HtmlElement, publisher: str | None) -> str | None:
    """The first ``h1``, or the page's title without the publisher's name behind it."""
    for heading in page.iter("h1"):
        if text := _squeeze(heading.text_content()):
            return text
    element = page.find(".//title")
    title = _squeeze(element.text_content()) if element is not None else ""
    if publisher:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}$", "", title)
    return title or None


def _accessible(item: dict[str, Any]) -> bool | None:
    """What the article says of itself, or else of its parts: one that is not free is behind a paywall."""
    whole = _free(item.get("isAccessibleForFree"))
    parts = item.get("hasPart")
    if whole is None:
        found = [
            _free(part.get("isAccessibleForFree")) for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)
        ]
        return False if False in found else None
    return whole


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


_BY = re.compile(r"^(?:[Vv]on|[Bb]y|Text:|Autor(?:in)?:)\s+")


def _names(value: Any) -> tuple[str, ...]:
    """Names of persons or organisations, without "Von" in front, without addresses, each once."""
    parts = value if isinstance(value, list) else [value]
    names: list[str] = []
    for part in parts:
        if isinstance(part, dict):
            names += _names(part.get("name"))
        elif isinstance(part, list):
            names += _names(part)
        elif text := _text(part):
            names.append(_BY.sub("", text))
    return tuple(dict.fromkeys(name for name in names if "://" not in name))


def _parted(name: str) -> list[str]:
    """Several authors in one text: Anna Keller und Jan Ott; dpa."""
    parts = re.split(r"\s*;\s*", name)
    pairs = (part.split(" und ") for part in parts)
    return [one for several, part in zip(pairs, parts) for one in (several if all(" " in who for who in several) else [part]) if one]


def _date(value: Any) -> str | None:
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    return found.group(0) if found else None


def _free(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None
