"""From blocks to sentences: joined where a link or a hard line break cut, and every character knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest import Article, Block, BlockKind
from newsdigest.passages import header, is_dateline, paragraphs, source_sentences


def article(*parts: tuple[str, BlockKind, bool]) -> Article:
    blocks, position = [], 0
    for text, kind, kept in parts:
        blocks.append(Block(start=position, end=position + len(text), kind=kind, kept=kept, rule="test"))
        position += len(text)
    return Article(source="x", text="".join(text for text, _, _ in parts), blocks=tuple(blocks))


BODY, LINKED, TITLE, BLANK = BlockKind.BODY, BlockKind.RELATED, BlockKind.TITLE, BlockKind.BLANK


def test_a_sentence_cut_at_a_link_is_joined_and_spans_its_lines() -> None:
    text = article(("Der Rat hat am\n", BODY, True), ("Montag\n", BODY, True), (", wie berichtet, getagt. Ende.\n", BODY, True))
    first, second = source_sentences(text)
    assert (first.text, second.text) == ("Der Rat hat am Montag, wie berichtet, getagt.", "Ende.")
    assert text.text[first.start : first.end] == "Der Rat hat am\nMontag\n, wie berichtet, getagt."
    assert first.paragraph == second.paragraph == 0


def test_paragraphs_stay_apart() -> None:
    text = article(("Eins ist da.\n", BODY, True), ("Zwei auch.\n", BODY, True))
    assert [s.paragraph for s in source_sentences(text)] == [0, 1]


def test_nothing_is_joined_across_a_removed_block() -> None:
    text = article(("Der Rat hat am\n", BODY, True), ("Mehr zum Thema\n", LINKED, False), ("montag getagt.\n", BODY, True))
    assert [s.text for s in source_sentences(text)] == ["Der Rat hat am", "montag getagt."]


def test_title_and_teaser_are_no_sentences_of_the_article() -> None:
    text = article(("Titel\n", TITLE, True), ("Eins. Zwei.\n", BlockKind.TEASER, True), ("Drei.\n", BODY, True))
    title, teaser = header(text, TITLE), header(text, BlockKind.TEASER)
    assert title and teaser and (title.text, teaser.text) == ("Titel", "Eins. Zwei.")
    assert [s.text for s in source_sentences(text)] == ["Drei."]


def test_an_article_without_a_title_has_none() -> None:
    assert header(article(("Drei.\n", BODY, True)), TITLE) is None


def test_markdown_signs_are_not_read_and_the_offsets_still_hold() -> None:
    text = article(
        ("## **Der Rat** tagt\n", BlockKind.HEADING, True),
        ("- Er hat [am Montag](https://example.org/a_(b)) *lange* mit Bürger*innen getagt, 3 * 4 Stunden.\n", BlockKind.LIST_ITEM, True),
    )
    heading, item = source_sentences(text)
    assert heading.text == "Der Rat tagt"
    assert item.text == "Er hat am Montag lange mit Bürger*innen getagt, 3 * 4 Stunden."
    assert text.text[item.start : item.end].startswith("Er hat [am Montag](https") and text.text[item.end - 1] == "."


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Biel, 25. November 2026.", True),
        ("Karlsruhe (dpa).", True),
        ("25.11.2026", True),
        ("Berlin/Wien, 3. Mai.", True),
        ("Das Werk schliesst.", False),
        ("Biel streicht Stellen.", False),
    ],
)
def test_a_place_and_a_day_alone_are_a_dateline(sentence: str, alone: bool) -> None:
    assert is_dateline(sentence) is alone


def test_the_dash_behind_a_dateline_does_not_begin_the_report() -> None:
    found = source_sentences(article(("Biel, 25. November 2026. – Das Werk schliesst. – So ist es.", BODY, True)))
    assert [s.text for s in found] == ["Biel, 25. November 2026. –", "Das Werk schliesst.", "– So ist es."]


# without the signs of Markdown, which are left out on purpose
letters = st.text(st.characters(exclude_characters="#-*+•▪●‣–>[]!_"), min_size=1, max_size=40)
kinds = st.sampled_from([BODY, BlockKind.HEADING, BlockKind.LIST_ITEM, LINKED, BLANK])


@given(st.lists(st.tuples(letters, kinds, st.booleans()), max_size=8))
def test_no_kept_character_is_lost_and_every_offset_holds(parts: list[tuple[str, BlockKind, bool]]) -> None:
    text = article(*parts)
    for paragraph in paragraphs(text):
        assert len(paragraph.text) == len(paragraph.places) and paragraph.places == sorted(paragraph.places)
    sentences = list(source_sentences(text))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join("".join(t.split()) for t, _, kept in parts if kept)
    for s in sentences:
        assert 0 <= s.start < s.end <= len(text.text)
        assert not text.text[s.start].isspace() and not text.text[s.end - 1].isspace()
