"""A digest for people: text, Markdown and HTML show the summary, its evidence and the doubts about it."""

from __future__ import annotations

import re

from newsdigest import (
    Article,
    Block,
    BlockKind,
    Digest,
    Fact,
    FactKind,
    Passage,
    Sentence,
    Signature,
    SummarySentence,
    SummaryStyle,
)
from newsdigest.schema import Metadata, ModelStamp

TEXT = "Titel <1>\nDer *Rat* tagt. Er zahlt 5 Euro.\nAnzeige\n"
BLOCKS = (
    Block(start=0, end=10, kind=BlockKind.TITLE, kept=True, rule="r"),
    Block(start=10, end=43, kind=BlockKind.BODY, kept=True, rule="r"),
    Block(start=43, end=len(TEXT), kind=BlockKind.ADVERTISEMENT, kept=False, rule="phrase"),
)
STAMP = ModelStamp(name="bundled", source="<package>", revision="0" * 64)
DIGEST = Digest(
    title=Passage(start=0, end=9, source="Titel <1>", translation="Title <1>"),
    summary=(
        SummarySentence(text="The *council* meets.", evidence=(0,)),
        SummarySentence(text="It pays 6 euros.", evidence=(1, 0), warnings=("6 is not in the source",)),
    ),
    sentences=(
        Sentence(index=0, start=10, end=25, source="Der *Rat* tagt.", translation="The *council* meets.", paragraph=0),
        Sentence(
            index=1, start=26, end=42, source="Er zahlt 5 Euro.", translation="It pays 6 euros.", paragraph=0, warnings=("number changed",)
        ),
    ),
    article=Article(source="x.txt", text=TEXT, blocks=BLOCKS),
    warnings=("one doubt",),
    signature=Signature(
        newsdigest="1",
        input_sha256="0" * 64,
        rules="0" * 16,
        translator=STAMP,
        summarizer=STAMP,
        backend="b",
        device="cpu",
        decoding={},
        options={},
    ),
)


def test_text_names_the_evidence_with_its_offsets_and_every_warning() -> None:
    text = DIGEST.text
    assert "* It pays 6 euros. [1] [0]" in text and "26-42  Er zahlt 5 Euro." in text
    assert all(warning in text for warning in ("6 is not in the source", "number changed", "one doubt"))
    assert all(len(line) <= 88 for line in text.splitlines())


def test_markdown_escapes_what_is_markup_and_every_footnote_is_defined_once() -> None:
    markdown = DIGEST.to_markdown()
    assert "# Title \\<1\\>" in markdown and "The \\*council\\* meets." in markdown
    used, defined = set(re.findall(r"\[\^(\d)\](?!:)", markdown)), re.findall(r"^\[\^(\d)\]:", markdown, re.M)
    assert sorted(used) == defined == ["0", "1"]


PARAGRAPH = DIGEST.model_copy(update={"style": SummaryStyle.PARAGRAPH})
HEADLINE = DIGEST.model_copy(
    update={
        "style": SummaryStyle.HEADLINE,
        "summary": (SummarySentence(text="The *council* meets", evidence=(0,), warnings=("who meets?",)),),
    }
)


def test_a_paragraph_is_running_text_with_marks_and_its_warnings_name_their_sentence_below_it() -> None:
    text, markdown, page = PARAGRAPH.text, PARAGRAPH.to_markdown(), PARAGRAPH.to_html()
    assert "The *council* meets. [0] It pays 6 euros. [1] [0]\n  ! Warning: “It pays 6 euros.” [1] [0]: 6 is not in the source\n" in text
    assert "The \\*council\\* meets.[^0] It pays 6 euros.[^1][^0]\n\n- ⚠ “It pays 6 euros.”[^1][^0]: 6 is not in the source\n" in markdown
    assert "<li>" not in page and '<p class="summary">The *council* meets.<sup><a href="#s0">[0]</a></sup> It pays' in page
    assert "“It pays 6 euros.”<sup>" in page and "</sup>: 6 is not in the source</div>" in page
    assert all("number changed" in shown and "one doubt" in shown for shown in (text, markdown))


def test_a_long_sentence_is_named_by_its_first_words() -> None:
    long = SummarySentence(text="It pays the old <council> of the town 6 euros.", evidence=(), warnings=("who?",))
    digest = PARAGRAPH.model_copy(update={"summary": (*DIGEST.summary[:1], long)})
    assert "! Warning: “It pays the old <council> …”: who?" in digest.text
    assert '<div class="warning">“It pays the old &lt;council&gt; …”: who?</div>' in digest.to_html()


def test_a_headline_is_one_line_without_a_bullet_and_keeps_its_warnings() -> None:
    assert "\n\nThe *council* meets [0]\n  ! Warning: who meets?\n" in HEADLINE.text
    assert "\n\nThe \\*council\\* meets[^0]\n\n- ⚠ who meets?\n" in HEADLINE.to_markdown()
    page = HEADLINE.to_html()
    assert '<p class="summary">The *council* meets<sup><a href="#s0">[0]</a></sup></p><div class="warning">who meets?</div>' in page


def test_a_summary_without_sentences_is_shown_in_every_style() -> None:
    for style in SummaryStyle:
        empty = DIGEST.model_copy(update={"style": style, "summary": ()})
        assert "Titel" in empty.text and "Titel" in empty.to_markdown() and "Titel" in empty.to_html()


def test_publisher_authors_dates_and_address_stand_above_the_summary() -> None:
    about = Metadata(
        publisher="Kurier & Co",
        authors=("Ada Stern", "Bo Kern"),
        published="2024-05-01T10:00",
        modified="2024-05-02",
        url="https://k.example/1",
    )
    digest = DIGEST.model_copy(update={"article": DIGEST.article.model_copy(update={"metadata": about})})
    line = "Kurier & Co · Ada Stern, Bo Kern · 2024-05-01, updated 2024-05-02"
    assert f"{line}\nhttps://k.example/1\n" in digest.text
    assert f"[{line}](<https://k.example/1>)" in digest.to_markdown()
    assert f'<a href="https://k.example/1">{line.replace("&", "&amp;")}</a>' in digest.to_html()


def test_the_page_shows_the_whole_text_as_read_and_every_link_has_its_target() -> None:
    assert DIGEST.title is not None
    fact = Fact(kind=FactKind.NAME, text="One", source="1", start=DIGEST.title.start, end=DIGEST.title.end, sentence=None)
    page = DIGEST.model_copy(update={"facts": (fact,)}).to_html()
    assert '<a href="#s-title">1</a>' in page
    assert "Title &lt;1&gt;" in page and "<1>" not in page
    links, targets = set(re.findall(r'href="#([\w-]+)"', page)), re.findall(r'id="([\w-]+)"', page)
    assert links <= set(targets) and len(targets) == len(set(targets))
    source = re.sub(r"<[^>]+>", "", page.split('<div class="source" lang="de">')[1].split("</div>")[0])
    assert source.replace("&lt;", "<").replace("&gt;", ">") == TEXT
