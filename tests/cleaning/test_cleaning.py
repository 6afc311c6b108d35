"""What cleaning promises, on articles in several outlets' styles: the article stays, the rest goes, each by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdigest.cleaning import clean, rules_version
from newsdigest.cleaning.judgement import judge
from newsdigest.cleaning.lines import cut_units
from newsdigest.errors import NoArticleError, NotGermanError, OptionError
from newsdigest.schema import ARTICLE_KINDS, Article, BlockKind

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"


def kept(article: Article) -> list[str]:
    return [" ".join(article.text[b.start : b.end].split()) for b in article.blocks if b.kept]


def kind_of(article: Article, words: str) -> BlockKind:
    at = article.text.index(words)
    return next(b.kind for b in article.blocks if b.start <= at < b.end)


def is_kept(article: Article, words: str) -> bool:
    at = article.text.index(words)
    return next(b.kept for b in article.blocks if b.start <= at < b.end)


@pytest.mark.parametrize("path", sorted(ARTICLES.iterdir()), ids=lambda path: path.stem)
def test_blocks_give_the_document_back(path: Path) -> None:
    article = clean(path)
    assert "".join(article.text[b.start : b.end] for b in article.blocks) == article.text
    assert all(b.rule for b in article.blocks)
    if path.suffix != ".html":
        assert article.text == path.read_bytes().decode("utf-8")


class TestTechSite:
    article = clean(ARTICLES / "techblick-glasfaser.txt")

    def test_exactly_headline_teaser_and_five_paragraphs_stay(self) -> None:
        assert [b.kind for b in self.article.blocks if b.kept] == [BlockKind.TITLE, BlockKind.TEASER, *[BlockKind.BODY] * 5]

    def test_the_pitch_is_a_subscription_in_every_piece(self) -> None:
        pitch = ["Oder nutzen Sie das", "und lesen Techblick", "ohne Werbung", "mit ausgeschaltetem", "mit RSS-Volltext"]
        assert {kind_of(self.article, words) for words in pitch} == {BlockKind.SUBSCRIPTION}

    def test_comments_cut_off_below_a_run_of_blank_lines_are_comments(self) -> None:
        comments = ["Bei uns liegt", "Genau das meine ich", "Nö, Wettbewerb", "Was hat das mit"]
        assert {kind_of(self.article, words) for words in comments} == {BlockKind.COMMENT}


class TestRegionalPaper:
    article = clean(ARTICLES / "heidekurier-bruecke.txt")

    def test_the_article_goes_on_below_the_job_advertisements(self) -> None:
        for words in ["Händler fürchten um", "Im Stadtrat wächst der Unmut", "Landrat Thomas Wiebe", "Die Kosten der Sanierung"]:
            assert is_kept(self.article, words)
        assert {kind_of(self.article, words) for words in ["Pflegefachkraft", "Zimmerer", "Sachbearbeitung"]} == {BlockKind.ADVERTISEMENT}

    def test_headline_and_teaser_have_their_kinds(self) -> None:
        assert kind_of(self.article, "Mühlenbrücke in Eschenau bleibt") is BlockKind.TITLE
        assert kind_of(self.article, "Rost an den Trägern") is BlockKind.TEASER
        assert kind_of(self.article, "Händler fürchten") is BlockKind.HEADING

    def test_what_surrounds_it_goes(self) -> None:
        for words in ["Startseite", "Von Katrin Oltmanns", "17.09.2024", "wird seit Juni saniert. Foto", "Lesen Sie auch", "Umleitung durch Hollbek:", "Radweg an der Este",
                      "unser Newsletter", "in Ihrem Postfach", "Schlagworte", "Impressum", "© 2024"]:  # fmt: skip
            assert not is_kept(self.article, words), words


class TestBroadcaster:
    article = clean(ARTICLES / "funk-nord-watt.txt")

    def test_every_paragraph_and_subheading_stays(self) -> None:
        for words in ["Forscher zählen", "Im Wattenmeer sind", "Bei Flügen", "Warum die Tiere", "Kegelrobben galten", "Die Forscher führen", "Nicht alle freuen", "Das Umweltministerium"]:  # fmt: skip
            assert is_kept(self.article, words), words

    def test_a_subheading_right_below_a_related_box_stays(self) -> None:
        assert is_kept(self.article, "Fischer sehen")

    def test_the_box_in_the_middle_and_the_programme_note_go(self) -> None:
        for words in [
            "Stand: 12",
            "von Maren",
            "(Archivbild)",
            "Weitere Informationen",
            "Heuler gefunden",
            "Wer ein einzelnes",
            "Dieses Thema im",
            "FUNK NORD 1",
            "Artikel teilen",
        ]:
            assert not is_kept(self.article, words), words


class TestSwissPaperInMarkdown:
    article = clean(ARTICLES / "zuerisee-blatt-seilbahn.md")

    def test_the_article_stays_with_its_list(self) -> None:
        assert kind_of(self.article, "# Stadtrat will") is BlockKind.TITLE
        assert kind_of(self.article, "**Nach einer Petition") is BlockKind.TEASER
        assert kind_of(self.article, "## «Das ist") is BlockKind.HEADING
        assert kind_of(self.article, "- Baukosten") is BlockKind.LIST_ITEM
        assert is_kept(self.article, "Der Stadtrat betont")

    def test_the_whole_thread_goes(self) -> None:
        assert {kind_of(self.article, words) for words in ["Endlich! Andere", "@Peter Gut", "Und wer zahlt"]} == {BlockKind.COMMENT}
        assert {kind_of(self.article, words) for words in ["## 3 Kommentare", "04.06.2024, 15:20", "[Antworten]"]} == {
            BlockKind.COMMENT_META
        }


class TestNewspaperPage:
    article = clean(ARTICLES / "tagesbote-lehrer.html")

    def test_the_text_is_what_the_page_shows(self) -> None:
        assert "künftig 500 Euro im Monat" in self.article.text
        assert "nicht zu sehen" not in self.article.text
        assert "Petra Wulff" in self.article.text

    def test_metadata_come_along(self) -> None:
        metadata = self.article.metadata
        assert metadata.title == "Lehrermangel: Land lockt Pensionäre zurück in die Klassen"
        assert (metadata.authors, metadata.publisher, metadata.published) == (
            ("Nele Brinkhaus",),
            "Der Tagesbote",
            "2024-08-21T05:00:00+02:00",
        )
        assert metadata.url == "https://tagesbote.example/politik/lehrermangel-pensionaere-4711.html"

    def test_headline_teaser_subheading_and_list_keep_their_kinds(self) -> None:
        assert kind_of(self.article, "Lehrermangel: Land") is BlockKind.TITLE
        assert kind_of(self.article, "Wer über 65 ist") is BlockKind.TEASER
        assert kind_of(self.article, "„Ein Tropfen auf") is BlockKind.HEADING
        assert kind_of(self.article, "200 neue Plätze") is BlockKind.LIST_ITEM

    def test_what_surrounds_it_goes(self) -> None:
        for words in [
            "Startseite",
            "Foto: Lars",
            "Teilen",
            "Abonnieren Sie",
            "Lesen Sie auch",
            "Vier-Tage-Woche",
            "Ich habe 38 Jahre",
            "Erst die Leute",
            "Impressum",
        ]:
            assert not is_kept(self.article, words), words


class TestOldBlogPage:
    article = clean(ARTICLES / "hofladen-blog.html")

    def test_paragraphs_between_breaks_stay(self) -> None:
        for words in [
            "Der Hofladen Holunderweg schließt",
            "Am Samstag verkaufen",
            "Einen Nachfolger",
            "Der Laden war",
            "Die Gemeinde bedauert",
        ]:
            assert is_kept(self.article, words), words

    def test_comments_without_a_container_of_their_own_go(self) -> None:
        for words in ["Archiv", "Silke B.", "Wie schade", "Ein Automat ist doch", "@Holger", "Schreibe einen"]:
            assert not is_kept(self.article, words), words


def test_a_kind_can_be_kept_on_request() -> None:
    article = clean(ARTICLES / "techblick-glasfaser.txt", keep=["comment"])
    assert is_kept(article, "Nö, Wettbewerb")
    assert not is_kept(article, "Oder nutzen Sie das")
    with pytest.raises(OptionError, match="'kommentar' is no kind of block"):
        clean(ARTICLES / "techblick-glasfaser.txt", keep=["kommentar"])


def test_own_phrases_decide_alone(tmp_path: Path) -> None:
    own = tmp_path / "eigene.toml"
    own.write_text('[[line]]\nkind = "disclaimer"\nname = "cost"\nstarts = ["Die Kosten der Sanierung"]\nlongest = 500\n', encoding="utf-8")
    article = clean(ARTICLES / "heidekurier-bruecke.txt", phrases=own)
    assert kind_of(article, "Die Kosten der Sanierung") is BlockKind.DISCLAIMER


def test_windows_line_ends_change_nothing() -> None:
    text = (ARTICLES / "heidekurier-bruecke.txt").read_text(encoding="utf-8")
    assert kept(clean(text.replace("\n", "\r\n"))) == kept(clean(text))


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    text = (ARTICLES / "heidekurier-bruecke.txt").read_text(encoding="utf-8")
    assert kept(clean(text.replace("\n", "\n\n"))) == kept(clean(text))


def test_one_pasted_paragraph_is_an_article() -> None:
    text = "Der Gemeinderat hat am Montag den Bau einer neuen Turnhalle beschlossen. Sie soll 2026 fertig sein."
    assert kept(clean(text)) == [text]


def test_text_that_is_not_german_is_refused_unless_asked_for() -> None:
    text = "Council approves new gym\nThe council approved the construction of a new gym on Monday. It is expected to open in 2026, officials said."
    with pytest.raises(NotGermanError, match="English"):
        clean(text)
    assert "approved" in clean(text, any_language=True).kept_text


@pytest.mark.parametrize("nothing", ["Impressum\nDatenschutz\nAGB\nKontakt", "Mehr zum Thema\nKommentare\nTeilen"])
def test_german_without_an_article_is_an_error_of_its_own(nothing: str) -> None:
    with pytest.raises(NoArticleError, match="nothing in it reads like an article"):
        clean(nothing)


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<html><frameset><frame src='a.html'></frameset></html>"]
)
def test_a_page_with_nothing_on_it_is_an_error_of_its_own(page: str) -> None:
    with pytest.raises(NoArticleError):
        clean(page)


def test_a_title_that_only_the_metadata_know_is_put_in_front() -> None:
    page = (ARTICLES / "tagesbote-lehrer.html").read_text(encoding="utf-8")
    page = page.replace("<h1>Lehrermangel: Land lockt Pensionäre zurück in die Klassen</h1>", "").replace(
        '<p class="lead">', '<p class="lead" hidden>'
    )
    article = clean(page)
    assert article.text.startswith("Lehrermangel: Land lockt Pensionäre zurück in die Klassen\nWer über 65 ist")
    assert [b.kind for b in article.blocks][:2] == [BlockKind.TITLE, BlockKind.TEASER]


def test_a_stub_behind_a_paywall_says_so() -> None:
    page = (
        (ARTICLES / "tagesbote-lehrer.html")
        .read_text(encoding="utf-8")
        .replace('"isAccessibleForFree": true', '"isAccessibleForFree": false')
    )
    head, _, rest = page.partition("<p>Nach Angaben")
    page = head + rest[rest.index("</article>") :]
    assert any("paywall" in warning for warning in clean(page).warnings)


@settings(max_examples=60, deadline=None)
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\r\x0b\u2028 .")), max_size=400))
def test_judgement_partitions_any_text(text: str) -> None:
    blocks = judge(cut_units(text), model="text")
    assert "".join(text[b.start : b.end] for b in blocks) == text
    assert all((b.kind in ARTICLE_KINDS) == b.kept for b in blocks)


def test_the_rules_have_a_version() -> None:
    assert len(rules_version()) == 12
    assert int(rules_version(), 16) >= 0
    assert rules_version() == rules_version()


def test_a_paragraph_with_a_dateline_is_the_article_and_no_teaser() -> None:
    text = (
        "Hochwasser an der Oder: Brandenburg ruft höchste Alarmstufe aus\n"
        "Potsdam. Nach tagelangem Regen hat das Land am Donnerstag für drei Landkreise die Alarmstufe 4 ausgerufen. Der Pegel stieg weiter.\n"
        "Die Ministerpräsidentin sagte, es seien 1.200 Helfer im Einsatz. Weitere Orte bereiten sich nach ihren Worten auf die Flut vor.\n"
    )
    assert [block.kind for block in clean(text).blocks][:2] == [BlockKind.TITLE, BlockKind.BODY]


class TestWeeklyWithLists:
    """A weekly's page: a subheading below related headlines, a list that nothing announces, a short last paragraph."""

    article = clean(ARTICLES / "karlsbruecker-bote-parkplaetze.txt")

    def test_headings_list_and_last_paragraph_stay(self) -> None:
        for words in ["Kritik vom Handel", "Was sagt die", "- mehr Bäume", "Ob das auf Karlsbrück"]:
            assert is_kept(self.article, words), words

    def test_caption_offers_and_comments_go(self) -> None:
        assert kind_of(self.article, "Vier Meter breit") is BlockKind.CAPTION
        for words in ["Kopenhagen", "Der Stadtbrief", "Lena Brandhuber ist", "Endlich. Wurde", "Und wo soll ich"]:
            assert not is_kept(self.article, words), words


class TestMarkdownWithAnnouncedList:
    """Markdown: a list that a sentence announces, promotion between list and last paragraph."""

    article = clean(ARTICLES / "lautertal-hochwasser.md")

    def test_list_and_last_paragraph_stay(self) -> None:
        for words in ["> Wir haben", "- 48.000", "- zwei Notbrücken", "Die Schäden schätzt"]:
            assert is_kept(self.article, words), words

    def test_promotion_and_agency_line_go(self) -> None:
        for words in ["*Einsatzkräfte", "**Lesen Sie auch", "*Mit Material", "- [Wie Versicherungen"]:
            assert not is_kept(self.article, words), words


def test_the_last_paragraph_stays_above_a_promotion_and_comments_although_it_names_an_address() -> None:
    text = """Neue Brücke über die Ahr wird früher fertig
Der Landkreis rechnet mit der Freigabe im Oktober, vier Monate vor dem Termin.
Altenahr. Die Bauarbeiter haben am Mittwoch das letzte Stück der Brücke eingesetzt. Nach Angaben des Landkreises kostet der Bau 7,4 Millionen Euro.
„Wir haben fast jeden Samstag gearbeitet“, sagte Polier Jan Weber. Seine Firma hat 23 Leute auf der Baustelle.
Radweg folgt
Der Landkreis baut bis zum Frühjahr noch einen Radweg. Die Planung liegt im Rathaus aus; Fragen beantwortet das Amt unter bau@altenahr.example.
Unser WhatsApp-Kanal: Nachrichten von der Ahr direkt aufs Handy
2 Kommentare
Radlerin
12.03.2025 um 10:12
Ohne Radweg ist das doch wieder nur halb gedacht.
Antworten
Ahrtaler
12.03.2025 um 11:40
Endlich kein Umweg mehr, danke an alle!
Antworten
"""
    article = clean(text)
    assert is_kept(article, "Radweg folgt")
    assert is_kept(article, "bau@altenahr.example")
    assert not is_kept(article, "WhatsApp")
    assert not is_kept(article, "halb gedacht")
