"""Web pages as they come: whatever the markup, a result or a clear error, and the structure of the article."""

from __future__ import annotations

import time

import pytest

from newsdigest.cleaning import clean
from newsdigest.errors import NoArticleError
from newsdigest.schema import Article, BlockKind

HEADLINE = "Stadtrat beschließt neue Tarife für das Freibad"
PARAGRAPHS = [
    "Der Eintritt ins Freibad wird im kommenden Sommer teurer. Das hat der Stadtrat am Dienstagabend mit großer Mehrheit beschlossen.",
    "Erwachsene zahlen künftig 5,50 Euro statt 4,80 Euro. Kinder unter sechs Jahren kommen weiterhin kostenlos hinein, sagte die Bürgermeisterin.",
    "Nach Angaben der Stadtwerke sind die Kosten für Strom und Personal seit 2022 um ein Drittel gestiegen. Das Bad mache jedes Jahr Verlust.",
    "Die Opposition kritisierte den Beschluss. Gerade Familien mit wenig Geld würden dadurch vom Schwimmen abgehalten, hieß es.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "<nav><ul><li><a href='/'>Startseite</a></li><li><a href='/sport'>Sport</a></li><li><a href='/abo'>Abo</a></li></ul></nav>"
FOOTER = "<footer><a href='/impressum'>Impressum</a> <a href='/datenschutz'>Datenschutz</a></footer>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='de'><head><title>{HEADLINE}</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"


def kept(article: Article) -> list[str]:
    return [article.text[block.start : block.end].strip() for block in article.blocks if block.kept]


def kind_of(article: Article, words: str) -> BlockKind:
    return next(block.kind for block in article.blocks if words in article.text[block.start : block.end])


FORMS = {
    "paragraphs": f"<main><article><h1>{HEADLINE}</h1>{BODY}</article></main>",
    "nothing but divs": f"<div><div>{HEADLINE}</div>" + "".join(f"<div>{p}</div>" for p in PARAGRAPHS) + "</div>",
    "breaks only": f"<div><b>{HEADLINE}</b><br><br>" + "<br><br>".join(PARAGRAPHS) + "</div>",
    "tags never closed": f"<div><h1>{HEADLINE}</h1><p>" + "<p>".join(PARAGRAPHS) + "<div><span>",
    "layout tables": f"<table><tr><td>Menü<br>Archiv</td><td><h1>{HEADLINE}</h1>{BODY}</td></tr></table>",
    "print view": f"<h2>{HEADLINE}</h2><hr>{BODY}<hr>Diesen Artikel drucken",
    "a menu that is never closed": f"<nav><ul class='sub-menu'><li><a href='/a'>Aktuelles</a><main><h1>{HEADLINE}</h1>{BODY}</main>",
    "AMP": f"<article><h1>{HEADLINE}</h1><amp-img src='a.jpg' width='1' height='1'></amp-img>{BODY}<amp-ad type='x'></amp-ad></article>",
    "whole page in a form": f"<form action='/x'><div><h1>{HEADLINE}</h1>{BODY}</div></form>",
    "custom elements": f"<my-app><my-article><h1>{HEADLINE}</h1>{BODY}</my-article></my-app>",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_article_comes_out_of_every_form(form: str) -> None:
    article = clean(page(FORMS[form]))
    found = kept(article)
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in found] == []
    assert HEADLINE in found
    assert not {"Startseite", "Abo", "Impressum"} & set(found)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8", "<meta charset='iso-8859-1'>"), ("windows-1252", ""), ("windows-1252", "<meta charset='windows-1252'>")],
)
def test_a_missing_or_wrong_charset_costs_no_umlaut(encoding: str, declared: str) -> None:
    article = clean(page(FORMS["paragraphs"], declared).encode(encoding))
    assert kept(article) == [HEADLINE, *PARAGRAPHS]


def test_the_structure_of_an_article_is_kept() -> None:
    body = (
        f"<main><article><h1>{HEADLINE}</h1><p class='lead'>Der Sommer im Freibad kostet mehr. Kinder bleiben frei.</p>{BODY}"
        "<h2>Was sich im Freibad ändert</h2><p>Diese Preise gelten vom 1. Mai an, wie die Stadtwerke am Mittwoch mitteilten:</p>"
        "<ul><li>Erwachsene: 5,50 Euro</li><li>Jugendliche: 3,20 Euro</li><li>Abendkarte: 3,00 Euro</li></ul>"
        "<blockquote><p>„Wir hätten das gern vermieden, aber die Rechnung für den Strom zahlt uns niemand“, sagte die Bürgermeisterin.</p></blockquote>"
        "<table><tr><th>Jahr</th><th>Gäste im Freibad</th></tr><tr><td>2023</td><td>61.000</td></tr><tr><td>2024</td><td>58.500</td></tr></table>"
        f"<p>{PARAGRAPHS[2]} Das Defizit trägt die Stadt.</p></article></main>"
    )
    article = clean(page(body))
    expected = {
        HEADLINE: BlockKind.TITLE,
        "Der Sommer im Freibad": BlockKind.TEASER,
        PARAGRAPHS[0]: BlockKind.BODY,
        "Was sich im Freibad": BlockKind.HEADING,
        "Jugendliche: 3,20": BlockKind.LIST_ITEM,
        "„Wir hätten": BlockKind.QUOTE,
    }
    assert {words: kind_of(article, words) for words in expected} == expected


def test_a_short_list_below_a_bold_line_stays_whole() -> None:
    items = ["Kaufpreis: 1,1 Millionen Euro", "Neue Seile: 480.000 Euro", "Rücklagen: 220.000 Euro"]
    body = (
        "<div class='sub'>Nach dem Konkurs übernimmt die Gemeinde den Lift. 1,8 Millionen Euro soll das kosten.</div><div>Die Gondeln hängen seit "
        "dem 9. Dezember still. Am Dienstag hat der Gemeinderat mit 13 zu 2 Stimmen beschlossen, die Bergbahn zu kaufen.<br><br>„Ohne Lift sperren "
        "vier Betriebe zu“, sagte der Bürgermeister. 64 Menschen haben dort Arbeit.<br><br><b>Was der Kauf kostet</b><br><ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + "</ul>Das Land trägt ein Drittel davon. Den Rest will die Gemeinde über 15 Jahre abzahlen, die Zinsen liegen bei 3,4 Prozent.</div>"
    )
    article = clean(page(f"<h1>Bergbahn steht still: Gemeinde springt ein</h1>{body}"))
    assert [kind_of(article, item) for item in items] == [BlockKind.LIST_ITEM] * 3
    assert [item for item in items if item not in kept(article)] == []


def test_a_headline_that_the_page_shows_twice_is_kept_once() -> None:
    body = f"<header><h2>{HEADLINE}</h2></header><main><h1>{HEADLINE}</h1>{BODY}</main>"
    head = f"<meta property='og:title' content='{HEADLINE} - so teuer wird es'>"
    assert kept(clean(page(body, head))) == [HEADLINE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "description",
    ["Jetzt lesen Sie hier alles über das Freibad in Ihrer Stadt und mehr.", "Eintritt ✓ Öffnungszeiten ✓ Anfahrt ✓ zum Freibad"],
)
def test_a_description_for_search_engines_is_no_teaser(description: str) -> None:
    head = f"<meta property='og:type' content='article'><meta property='og:description' content='{description}'>"
    article = clean(page(FORMS["paragraphs"], head))
    assert kept(article) == [HEADLINE, *PARAGRAPHS]
    assert article.metadata.teaser == description


def test_a_description_is_the_teaser_of_a_page_that_shows_none() -> None:
    teaser = "Die Stadtwerke begründen den Schritt mit höheren Kosten. Die Opposition ist empört."
    head = f"<meta property='og:type' content='article'><meta property='og:description' content='{teaser}'>"
    article = clean(page(FORMS["paragraphs"], head))
    assert kind_of(article, teaser) is BlockKind.TEASER
    assert kept(article) == [teaser, HEADLINE, *PARAGRAPHS]


@pytest.mark.parametrize("name", ["teaser", "articleTeaser", "article-teaser__text"])
def test_a_paragraph_that_is_called_teaser_is_the_articles_own_below_the_headline_alone(name: str) -> None:
    teaser = "Der Sprung ins Becken kostet bald mehr. Die Opposition warnt vor den Folgen für Familien."
    other = "Der Verein sucht Fahrer für den Bus, der nun auch sonntags durch alle Dörfer fährt."
    below = f"<section><a href='/3'><h3>Bürgerbus fährt sonntags</h3></a><p class='{name}'>{other}</p></section>"
    article = clean(page(f"<article><h1>{HEADLINE}</h1><p class='{name}'>{teaser}</p>{BODY}</article>{below}"))
    assert kind_of(article, teaser) is BlockKind.TEASER
    assert kept(article) == [HEADLINE, teaser, *PARAGRAPHS]


def test_captions_teasers_of_other_articles_and_sharing_go() -> None:
    body = (
        f"<main><article><h1>{HEADLINE}</h1><figure><img src='a.jpg'><figcaption>Das Becken ist leer, im Mai soll wieder Wasser "
        f"hinein.</figcaption></figure>{BODY[: len(BODY) // 2]}<aside><h3>Mehr zum Thema</h3><a href='/2'>Hallenbad bleibt zu</a></aside>"
        f"{BODY[len(BODY) // 2 :]}<div class='share-buttons'><a href='#'>Teilen</a><a href='#'>Drucken</a></div></article>"
        "<section><article><a href='/3'><h3>Bürgerbus fährt jetzt auch sonntags</h3></a><p>Der Verein sucht Fahrer.</p></article></section></main>"
    )
    found = " ".join(kept(clean(page(body))))
    for words in ("Becken ist leer", "Hallenbad", "Teilen", "Bürgerbus", "sucht Fahrer"):
        assert words not in found


def test_comments_go_whatever_their_containers_are_called() -> None:
    thread = "".join(
        f"<div class='x7'><span>{name}</span> <time>0{day}.05.2024, 10:1{day} Uhr</time><p>{text}</p><a href='#'>Antworten</a></div>"
        for day, (name, text) in enumerate(
            [
                ("Wasserratte", "Dann fahre ich eben an den Baggersee, da kostet es gar nichts!"),
                ("Karla K.", "Wer soll das denn noch bezahlen? Ich mit meiner Rente sicher nicht."),
                ("Ente77", "@Karla K.: Es gibt doch die Zehnerkarte, da wird es billiger."),
                ("Wasserratte", "Haha, die ist auch teurer geworden, lest mal den Artikel richtig."),
            ],
            1,
        )
    )
    article = clean(page(f"{FORMS['paragraphs']}<div class='x5'><h3>4 Kommentare</h3>{thread}</div>"))
    assert kept(article) == [HEADLINE, *PARAGRAPHS]


def test_every_entry_of_a_live_ticker_stays() -> None:
    entries = "".join(
        f"<div class='entry'><time>1{hour}:05 Uhr</time><p>{paragraph}</p></div>" for hour, paragraph in enumerate(PARAGRAPHS)
    )
    found = kept(clean(page(f"<main><h1>{HEADLINE}</h1><div>{entries}</div></main>")))
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in found] == []


NOTHING = {
    "frames": "<html><frameset cols='20%,80%'><frame src='menu.html'><frame src='text.html'></frameset></html>",
    "scripts only": "<html><body><div id='app'></div><script>start()</script></body></html>",
    "gallery": page("<div>" + "".join(f"<a href='/{i}'><img src='{i}.jpg'></a><p>Bild {i} von 20</p>" for i in range(1, 21)) + "</div>"),
    "links only": page("<div>" + "".join(f"<p><a href='/{i}'>Meldung Nummer {i}</a></p>" for i in range(30)) + "</div>"),
}


@pytest.mark.parametrize("case", NOTHING)
def test_a_page_without_an_article_is_a_clear_error(case: str) -> None:
    with pytest.raises(NoArticleError, match=r"<text>: .*; "):
        clean(NOTHING[case])


def test_a_page_of_five_megabytes_takes_seconds() -> None:
    filler = "<div class='card'><a href='/x'><span>Noch eine Meldung aus der Region</span></a><script>var a = 1;</script></div>" * 20_000
    script = f"<script>{'x = 1; ' * 400_000}</script>"
    text = page(f"{FORMS['paragraphs']}<div class='list'>{filler}</div>{script}")
    assert len(text) > 4_500_000
    begin = time.monotonic()
    found = kept(clean(text))
    assert found[: len(PARAGRAPHS) + 1] == [HEADLINE, *PARAGRAPHS]
    assert time.monotonic() - begin < 120  # no limit on speed: a guard against quadratic time
