"""The way in: any source becomes an Article, or an error that says why not."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from newsdigest.cleaning.credits import credited
from newsdigest.cleaning.inline import cut_promotion
from newsdigest.cleaning.judgement import judge
from newsdigest.cleaning.lines import cut_units
from newsdigest.cleaning.phrasebook import phrasebook
from newsdigest.cleaning.thresholds import THRESHOLDS
from newsdigest.errors import NoArticleError, OptionError
from newsdigest.language import require_german
from newsdigest.reading import Document, Source, read
from newsdigest.schema import Article, Block, BlockKind, Metadata


def clean(
    source: Source | Document,
    *,
    any_language: bool = False,
    keep: Collection[BlockKind | str] = (),
    phrases: Path | None = None,
) -> Article:
    """Read ``source`` (text, HTML, bytes or a path) and judge each of its blocks.

    ``any_language`` goes on with text that is not German. ``keep`` names kinds of block that stay although they are
    no part of an article (``"comment"``, ``"caption"``). ``phrases`` is a TOML file of one's own phrase rules; its form
    is described in ``cleaning/phrases/README.txt``.

    Raises SourceNotFoundError, EmptyInputError, BinaryInputError, EncodingError, NotGermanError, NoArticleError; and
    OptionError for a kind that does not exist or a phrase file that cannot be used.
    """
    kinds = _kinds(keep)
    document = source if isinstance(source, Document) else read(source)
    if document.is_html:
        return _clean_page(document, any_language=any_language, keep=kinds, phrases=phrases)
    blocks = judge(cut_units(document.text), model="text", keep=kinds, phrases=phrases)
    blocks = cut_promotion(document.text, blocks, phrasebook(phrases), kinds)
    _require_article(document.text, blocks, document.source, any_language=any_language)
    metadata = credited(Metadata(), document.text, blocks)
    return Article(source=document.source, text=document.text, blocks=blocks, metadata=metadata, warnings=_reading_warnings(document))


def _clean_page(document: Document, *, any_language: bool, keep: frozenset[BlockKind], phrases: Path | None) -> Article:
    from newsdigest.cleaning.page import render_page

    page = render_page(document.text, document.source)
    blocks = judge(cut_units(page.text, page.hints), model="page", keep=keep, phrases=phrases)
    blocks = cut_promotion(page.text, blocks, phrasebook(phrases), keep)
    metadata = credited(_named_parts(page.facts.metadata, page.text, blocks), page.text, blocks)
    _require_article(page.text, blocks, document.source, any_language=any_language)
    warnings = list(_reading_warnings(document))
    length = sum(block.end - block.start for block in blocks if block.kept)
    if page.facts.metadata.accessible_for_free is False and length < THRESHOLDS["stub_characters"]:
        warnings.append("the page says that the article is behind a paywall, and only its beginning is here")
    return Article(source=document.source, text=page.text, blocks=blocks, metadata=metadata, warnings=tuple(warnings))


def _kinds(keep: Collection[BlockKind | str]) -> frozenset[BlockKind]:
    names = [keep] if isinstance(keep, str) else list(keep)
    try:
        return frozenset(BlockKind(name) for name in names)
    except ValueError:
        unknown = next(name for name in names if name not in set(BlockKind))
        raise OptionError(f"keep: {unknown!r} is no kind of block; the kinds are {', '.join(BlockKind)}") from None


def _require_article(text: str, blocks: tuple[Block, ...], source: str, *, any_language: bool) -> None:
    parts = [(block.kind, text[block.start : block.end].strip()) for block in blocks if block.kept]
    kept = "\n".join(part for _, part in parts)
    enough = sum(len(part) for kind, part in parts if kind is not BlockKind.TITLE) >= THRESHOLDS["article_characters"]
    if not any_language:
        require_german(kept if enough else text, source)
    if not enough:
        raise NoArticleError(f"{source}: nothing in it reads like an article; pass the article's own text, headline and paragraphs")


def _named_parts(metadata: Metadata, text: str, blocks: tuple[Block, ...]) -> Metadata:
    """The metadata, with title and teaser as the page shows them where it does not name them."""
    shown = {block.kind: " ".join(text[block.start : block.end].split()) for block in reversed(blocks) if block.kept}
    return metadata.model_copy(
        update={"title": metadata.title or shown.get(BlockKind.TITLE), "teaser": metadata.teaser or shown.get(BlockKind.TEASER)}
    )


def _reading_warnings(document: Document) -> tuple[str, ...]:
    if document.damaged:
        return (f"{document.damaged} characters could not be decoded; they are shown as \ufffd",)
    return ()
