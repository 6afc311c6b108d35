"""What is read from a page's head: JSON-LD first, then Open Graph, then what is left."""

from __future__ import annotations

import json

from newsdigest.cleaning.metadata import PageFacts, page_facts
from newsdigest.cleaning.webpage import parse_page


def facts(head: str, body: str = "<p>Text</p>") -> PageFacts:
    return page_facts(parse_page(f"<html><head>{head}</head><body>{body}</body></html>", "page"))


def json_ld(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Rat &amp; Tat",
    "description": "Der <b>Rat</b> tagt.",
    "author": [{"@type": "Person", "name": "Ada Stern"}, {"name": "Bo Kern"}],
    "publisher": {"name": "Kurier"},
    "datePublished": "2024-05-01T10:00:00+02:00",
    "dateModified": "2024-05-02",
    "articleSection": "Lokales",
    "inLanguage": "de-DE",
    "isAccessibleForFree": "False",
}


def test_json_ld_is_read_wherever_it_hides() -> None:
    for data in (
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "Organization", "name": "X"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ):
        found = facts(json_ld(data))
        assert found.metadata.title == "Rat & Tat"
        assert found.metadata.teaser == "Der Rat tagt."
        assert found.metadata.authors == ("Ada Stern", "Bo Kern")
        assert found.metadata.publisher == "Kurier"
        assert found.metadata.published == "2024-05-01T10:00:00+02:00"
        assert found.metadata.modified == "2024-05-02"
        assert found.metadata.section == "Lokales"
        assert found.metadata.language == "de-DE"
        assert found.metadata.accessible_for_free is False


def test_a_part_that_is_not_free_is_a_paywall() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    assert facts(json_ld({"@type": "NewsArticle", "headline": "Rat", "hasPart": [part]})).metadata.accessible_for_free is False
    assert facts(json_ld({"@type": "NewsArticle", "headline": "Rat"})).metadata.accessible_for_free is None


def test_authors_are_names_and_not_the_publisher() -> None:
    found = facts(
        json_ld({**ARTICLE, "author": ["Von Ada Stern", {"name": ["Bo Kern", "Kurier"]}, "https://kurier.example/ada", "Ada Stern"]})
    )
    assert found.metadata.authors == ("Ada Stern", "Bo Kern")
    found = facts(json_ld({**ARTICLE, "author": "Ada Stern und Bo Kern; dpa"}))
    assert found.metadata.authors == ("Ada Stern", "Bo Kern", "dpa")


def test_the_publisher_is_cut_from_the_page_title() -> None:
    assert (
        facts("<meta property='og:site_name' content='Kurier'><title>Rat tagt - spät | Kurier</title>").metadata.title == "Rat tagt - spät"
    )


def test_an_address_without_a_host_is_none() -> None:
    assert facts("<link rel='canonical' href='/rat'><meta property='og:url' content='https://kurier.example/rat'>").metadata.url == (
        "https://kurier.example/rat"
    )


def test_open_graph_and_meta_fill_in() -> None:
    found = facts(
        "<title>Rat tagt | Kurier</title><meta property='og:title' content='Rat tagt'><meta property='og:site_name' content='Kurier'>"
        "<meta name='description' content='Kurz gesagt.'><meta name='author' content='Ada Stern'>"
        "<meta property='article:published_time' content='2024-05-01'><link rel='canonical' href='https://kurier.example/rat'>"
    ).metadata
    assert found.title == "Rat tagt"
    assert found.teaser == "Kurz gesagt."
    assert found.authors == ("Ada Stern",)
    assert found.publisher == "Kurier"
    assert found.published == "2024-05-01"
    assert found.url == "https://kurier.example/rat"


def test_the_first_heading_is_the_last_resort_before_the_page_title() -> None:
    assert facts("<title>Kurier</title>", "<h1>Rat tagt</h1>").metadata.title == "Rat tagt"
    assert facts("<title>Rat tagt</title>").metadata.title == "Rat tagt"


def test_malformed_metadata_is_no_metadata() -> None:
    found = facts("<script type='application/ld+json'>{'kaputt': </script><meta property='og:title'>")
    assert found.metadata.title is None
    assert found.metadata.accessible_for_free is None
