"""The whole line: a German article in, a digest out whose every sentence leads back to the German characters."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

import newsdigest
from newsdigest import BlockKind, Digest, Digester, FailedDigest, NotGermanError, OptionError, Translator

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
NAMES = sorted(path.name for path in ARTICLES.iterdir())


@pytest.fixture(scope="module")
def digester(translator: Translator) -> Digester:
    return Digester(translator, "extractive")


@pytest.fixture(scope="module")
def digests(digester: Digester) -> dict[str, Digest]:
    """A digest of every example article, made together."""
    results = digester.digest_many(ARTICLES / name for name in NAMES)
    return dict(zip(NAMES, results))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_every_chain_of_evidence_ends_in_a_kept_block(digests: dict[str, Digest], name: str) -> None:
    digest = digests[name]
    assert isinstance(digest, Digest)
    text = digest.article.text
    kept = [b for b in digest.article.blocks if b.kept]
    assert digest.summary
    for line in digest.summary:
        assert line.evidence
        for index in line.evidence:
            sentence = digest.sentences[index]
            assert sentence.translation
            assert " ".join(text[sentence.start : sentence.end].split()).split()[0] == sentence.source.split()[0]
            assert any(b.start <= sentence.start < b.end for b in kept)


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_joined_are_the_text_as_read(digests: dict[str, Digest], name: str) -> None:
    article = digests[name].article
    assert "".join(article.text[b.start : b.end] for b in article.blocks) == article.text
    if name.endswith(".txt"):
        assert article.text == (ARTICLES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_json_survives_a_round_trip_and_fits_the_published_schema(digests: dict[str, Digest], name: str) -> None:
    digest = digests[name]
    assert Digest.from_json(digest.to_json()) == digest
    jsonschema.validate(digest.model_dump(mode="json"), Digest.model_json_schema())


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_article_is_lost_between_the_stages(digests: dict[str, Digest], name: str) -> None:
    digest = digests[name]
    heads = (BlockKind.TITLE, BlockKind.TEASER)
    running = " ".join(digest.article.text[b.start : b.end] for b in digest.article.blocks if b.kept and b.kind not in heads)
    without_links = re.sub(r"\]\([^)]*\)", " ", running)
    assert re.findall(r"\w+", " ".join(s.source for s in digest.sentences)) == re.findall(r"\w+", without_links)


def test_the_summary_has_the_number_of_sentences_asked_for_and_never_more_than_the_article(quick: Translator) -> None:
    source = ARTICLES / "techblick-glasfaser.txt"
    lengths = [len(Digester(quick, sentences=n).digest(source).summary) for n in (1, 2, 5, 1000)]
    assert lengths[:3] == [1, 2, 5]
    assert lengths[3] == len(newsdigest.Digester(quick).digest(source).sentences)


def test_comments_and_pitch_reach_neither_translation_nor_summary(digests: dict[str, Digest]) -> None:
    digest = digests["techblick-glasfaser.txt"]
    dropped = {b.kind for b in digest.article.blocks if not b.kept}
    assert {BlockKind.COMMENT, BlockKind.SUBSCRIPTION} <= dropped
    assert not any("pur-Angebot" in s.source or "Leerrohr im Keller" in s.source for s in digest.sentences)


def test_one_bad_article_costs_no_other(digester: Digester) -> None:
    good = (ARTICLES / "techblick-glasfaser.txt").read_text(encoding="utf-8")
    english = "The council said on Monday that the bridge would stay closed until the end of the year. " * 5
    results = list(digester.digest_many([good, Path("no/such/file.txt"), "", english, good]))
    assert [type(r).__name__ for r in results] == ["Digest", "FailedDigest", "FailedDigest", "FailedDigest", "Digest"]
    assert [r.error for r in results[1:4]] == ["SourceNotFoundError", "EmptyInputError", "NotGermanError"]  # type: ignore[union-attr]
    assert results[1].source == "no/such/file.txt"  # type: ignore[union-attr]
    assert results[0] == results[4]


def test_articles_are_digested_lazily(digester: Digester) -> None:
    taken: list[int] = []

    def endless():  # type: ignore[no-untyped-def]
        while True:
            taken.append(1)
            yield ARTICLES / "techblick-glasfaser.txt"

    assert isinstance(next(digester.digest_many(endless())), Digest)
    assert len(taken) < 100


def test_digesting_together_gives_the_digests_of_digesting_alone(digester: Digester, digests: dict[str, Digest]) -> None:
    alone = digester.digest(ARTICLES / NAMES[0])
    together = digests[NAMES[0]]
    assert [s.source for s in alone.sentences] == [s.source for s in together.sentences]
    assert alone.signature == together.signature


def test_the_signature_says_all_that_a_second_run_needs(digester: Digester, digests: dict[str, Digest]) -> None:
    signature = digests["techblick-glasfaser.txt"].signature
    assert signature.newsdigest == newsdigest.__version__
    assert signature.translator.name == "bundled" and len(signature.translator.revision or "") == 64
    assert signature.summarizer.name == "extractive"
    assert signature.decoding["beams"] == 1 and signature.options["sentences"] == 3
    assert (
        len(signature.input_sha256) == 64
        and signature.rules
        and signature.backend == digester.translator.backend
        and signature.device == "cpu"
    )


def test_an_english_article_is_refused_and_never_summarized() -> None:
    text = "The council said on Monday that the bridge would stay closed until the end of the year. " * 5
    with pytest.raises(NotGermanError):
        newsdigest.digest(text)


def test_options_out_of_range_are_named() -> None:
    with pytest.raises(OptionError, match="sentences is 0"):
        Digester(sentences=0)
    with pytest.raises(OptionError, match="no kind of block"):
        newsdigest.digest("x", keep=["gossip"])


def test_a_digest_with_broken_evidence_is_refused(digests: dict[str, Digest]) -> None:
    data = digests["techblick-glasfaser.txt"].model_dump()
    data["summary"] = [{"text": "x", "evidence": [999]}]
    with pytest.raises(ValueError, match="names evidence"):
        Digest.model_validate(data)
    assert FailedDigest(source="a", error="b", message="c").model_dump() == {"source": "a", "error": "b", "message": "c"}


def test_every_fact_stands_where_it_says_in_the_german_text(digests: dict[str, Digest]) -> None:
    assert any(digest.facts for digest in digests.values())
    for digest in digests.values():
        for fact in digest.facts:
            header = [passage for passage in (digest.title, digest.teaser) if passage]
            places = header if fact.sentence is None else [digest.sentences[fact.sentence]]
            assert any(place.start <= fact.start < fact.end <= place.end for place in places)
            assert " ".join(digest.article.text[fact.start : fact.end].split()) == fact.source


@pytest.mark.parametrize("select_first", [False, True])
def test_a_dateline_is_translated_where_all_is_and_never_summarizes(translator: Translator, select_first: bool) -> None:
    text = "Werk schließt\n\nBiel, 25. November 2026. – Die Firma schließt ihr Werk im Jura. 45 Leute verlieren ihre Arbeit. Der Kanton hilft ihnen."
    digest = Digester(translator, "extractive", sentences=3, select_first=select_first).digest(text)
    assert digest.sentences[0].source.startswith("Biel") and bool(digest.sentences[0].translation) is not select_first
    assert 0 not in {index for line in digest.summary for index in line.evidence} and len(digest.summary) == 3


def test_selecting_first_translates_what_the_summary_needs_and_says_so(translator: Translator) -> None:
    digest = Digester(translator, "extractive", sentences=2, select_first=True).digest(ARTICLES / "techblick-glasfaser.txt")
    assert len(digest.summary) == 2 and digest.title and digest.title.translation
    cited = {index for line in digest.summary for index in line.evidence}
    assert {s.index for s in digest.sentences if s.translation} == cited
    assert digest.signature.options["select_first"] is True
    assert "select_first" not in Digester(translator).summarizer.options


def test_a_paragraph_and_a_headline_are_asked_for_like_sentences(quick: Translator) -> None:
    source = ARTICLES / "techblick-glasfaser.txt"
    bullets, paragraph = Digester(quick).digest(source), Digester(quick, style="paragraph").digest(source)
    assert (bullets.style, paragraph.style) == ("bullets", "paragraph") and bullets.summary == paragraph.summary
    assert "style" not in bullets.signature.options and paragraph.signature.options["style"] == "paragraph"
    for select_first in (False, True):
        headline = Digester(quick, style="headline", select_first=select_first).digest(source)
        (line,) = headline.summary
        assert headline.style == "headline" and not line.text.endswith(".") and line.evidence
        counted = headline.sentences[line.evidence[0]].source if select_first else line.text
        assert len(counted.split()) <= 12


def test_words_and_characters_bound_the_summary(quick: Translator) -> None:
    source = ARTICLES / "techblick-glasfaser.txt"
    digest = Digester(quick, sentences=10, words=30).digest(source)
    assert 0 < len(" ".join(line.text for line in digest.summary).split()) <= 30 and digest.signature.options["words"] == 30
    digest = Digester(quick, sentences=10, characters=120).digest(source)
    assert 0 < len(" ".join(line.text for line in digest.summary)) <= 120
    for option, message in (("words", "words is 0"), ("characters", "characters is 0"), ("style", "style is 0; it must be one of")):
        with pytest.raises(OptionError, match=message):
            Digester(quick, **{option: 0})  # type: ignore[arg-type]


def test_json_from_before_there_were_styles_is_read(digests: dict[str, Digest]) -> None:
    digest = digests["techblick-glasfaser.txt"]
    data = digest.model_dump(mode="json")
    assert data.pop("style") == "bullets"
    assert Digest.model_validate(data) == digest


def test_a_summarizer_that_writes_cannot_select_first() -> None:
    with pytest.raises(OptionError, match="selects none; use 'extractive'"):
        Digester(summarizer="bart-large-cnn", select_first=True)
