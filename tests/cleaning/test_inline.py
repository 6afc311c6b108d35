"""Promotion inside a paragraph, and pages whose line ends were lost."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.cleaning import clean
from newsdigest.cleaning.inline import cut_promotion, promotions, without_promotion
from newsdigest.cleaning.judgement import judge
from newsdigest.cleaning.lines import cut_units
from newsdigest.cleaning.phrasebook import phrasebook
from newsdigest.schema import BlockKind

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"

PRICES = """Stadtwerke senken den Gaspreis

Die Stadtwerke Nordheim senken zum 1. Januar den Gaspreis um acht Prozent. Lesen Sie auch: Was Kunden jetzt wissen müssen. Ein Haushalt \
mit 15.000 Kilowattstunden spart damit rund 120 Euro im Jahr, teilte das Unternehmen am Dienstag mit.

Der Grund sind niedrigere Einkaufspreise. (Lesen Sie hier: Warum der Preis sinkt.) Der Verbraucherschutz begrüßte den Schritt, nannte ihn \
aber überfällig, weil andere Versorger schon im Sommer gesenkt hatten. [Lesen Sie auch: Alles zum Gaspreis](https://example.org/a)
"""


def test_promotion_goes_and_the_sentences_around_it_stay() -> None:
    article = clean(PRICES)
    removed = [article.text[b.start : b.end].strip() for b in article.blocks if b.kind is BlockKind.RELATED]
    assert removed == [
        "Lesen Sie auch: Was Kunden jetzt wissen müssen.",
        "(Lesen Sie hier: Warum der Preis sinkt.)",
        "[Lesen Sie auch: Alles zum Gaspreis](https://example.org/a)",
    ]
    kept = [article.text[b.start : b.end].strip() for b in article.blocks if b.kept]
    assert kept[0] == "Stadtwerke senken den Gaspreis"
    assert kept[2].startswith("Ein Haushalt") and kept[-1].endswith("im Sommer gesenkt hatten.")


def test_promotion_can_be_kept() -> None:
    assert all(block.kept for block in clean(PRICES, keep=["related"]).blocks if block.kind is BlockKind.RELATED)


def test_readers_who_read_are_no_promotion() -> None:
    text = "„Lesen Sie auch Zeitung?“, fragte der Lehrer. Er las vor: Mehr dazu wusste niemand."
    assert without_promotion(text, phrasebook()) == text


def test_an_own_phrase_can_be_cut_out_of_paragraphs(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[line]]\nkind = "newsletter"\nstarts = ["Unser Extrablatt"]\ninline = true\n', encoding="utf-8")
    text = PRICES.replace("Lesen Sie auch: Was Kunden jetzt wissen müssen.", "Unser Extrablatt kommt jeden Morgen.")
    article = clean(text, phrases=own)
    assert [article.text[b.start : b.end].strip() for b in article.blocks if b.kind is BlockKind.NEWSLETTER] == [
        "Unser Extrablatt kommt jeden Morgen."
    ]


def test_a_page_on_one_line_is_judged_by_sentence() -> None:
    page = " ".join((ARTICLES / "techblick-glasfaser.txt").read_text(encoding="utf-8").split())
    article = clean(page)
    assert article.text == page
    kept = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kept)
    assert "Bundesnetzagentur hat den parallelen Ausbau" in kept and "340.000 Euro" in kept and "427 Orte" in kept
    assert "Wettbewerb ist doch gut" not in kept and "du jammerst" not in kept


fragments = st.sampled_from(
    [
        "Lesen Sie auch: ",
        "[Lesen Sie auch: ",
        "(Lesen Sie hier: ",
        "](https://example.org/(a))",
        ")",
        "]",
        ". ",
        "Der Rat sagte nein. ",
        "\n",
    ]
    + ["Das teilte die Behörde am Dienstag in Bonn mit. " * 12, "> ", "\u2028", "“ "]
)


@given(st.lists(fragments, max_size=30).map("".join))
def test_nothing_is_lost_however_promotion_and_brackets_stand(text: str) -> None:
    blocks = cut_promotion(text, judge(cut_units(text), model="text"), phrasebook(), ())
    assert "".join(text[b.start : b.end] for b in blocks) == text
    assert all(b.end > b.start for b in blocks)
    spans = list(promotions(text, 0, len(text), phrasebook()))
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:]))
