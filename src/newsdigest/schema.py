"""The data that newsdigest hands back: frozen pydantic models that survive a JSON round trip.

Offsets are counts of characters (Unicode code points, as Python counts them) in ``Article.text``;
``text[start:end]`` is the passage. The chain of evidence:

    Digest.summary[k].evidence -> Digest.sentences[i] -> start, end -> Digest.article.text
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

Offset = Annotated[int, Field(ge=0)]


class Span(NamedTuple):
    """A stretch of text, from character ``start`` up to but not including ``end``."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of the pasted text is. The first group belongs to the article; the rest surrounds it."""

    TITLE = "title"
    TEASER = "teaser"
    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"

    COMMENT = "comment"
    COMMENT_META = "comment_meta"
    SUBSCRIPTION = "subscription"
    ADVERTISEMENT = "advertisement"
    NEWSLETTER = "newsletter"
    RELATED = "related"
    NAVIGATION = "navigation"
    SHARE = "share"
    BYLINE = "byline"
    KICKER = "kicker"
    CAPTION = "caption"
    CONSENT = "consent"
    MEDIA = "media"
    TAGS = "tags"
    AUTHOR_BIO = "author_bio"
    INFOBOX = "infobox"
    DISCLAIMER = "disclaimer"
    COPYRIGHT = "copyright"
    FOOTER = "footer"
    DUPLICATE = "duplicate"
    SEPARATOR = "separator"
    BOILERPLATE = "boilerplate"
    BLANK = "blank"


ARTICLE_KINDS = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.TEASER,
        BlockKind.BODY,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.TABLE,
    }
)
"""The kinds that cleaning keeps unless it is told otherwise."""


class Record(BaseModel):
    """What all data here have in common: frozen, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Block(Record):
    """One stretch of the text as read, with what it is and whether it is part of the article."""

    start: Offset
    end: Offset
    kind: BlockKind
    kept: bool
    rule: str = Field(description="name of the rule that decided: every removal can be explained")


class Metadata(Record):
    """What a web page says about its article. Authors and dates are those of the lines above the text where it does not say;
    of plain text nothing else is known."""

    title: str | None = None
    teaser: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = Field(default=None, description="ISO 8601 date or date and time")
    modified: str | None = Field(default=None, description="ISO 8601 date or date and time")
    url: str | None = Field(default=None, description="the canonical address")
    section: str | None = None
    language: str | None = Field(default=None, description="as the page declares it: de, de-CH")
    accessible_for_free: bool | None = Field(default=None, description="false: the page says that it is behind a paywall")


class Article(Record):
    """A document as read, and what each part of it is.

    ``blocks`` partition ``text``: each begins where the one before ends, the first at 0 and the last at the
    end, so that ``"".join(text[b.start:b.end] for b in blocks) == text``. For HTML, ``text`` is the page's
    visible text, one line for each block of the page.
    """

    source: str = Field(description="file name, address, or <text>, <bytes>, <stdin>")
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _blocks_partition_text(self) -> Article:
        position = 0
        for block in self.blocks:
            if block.start != position or block.end <= block.start:
                raise ValueError(
                    f"blocks do not partition the text: one spans {block.start} to {block.end}, expected a start at {position}"
                )
            position = block.end
        if position != len(self.text):
            raise ValueError(f"blocks do not partition the text: they end at {position} of {len(self.text)} characters")
        return self

    @property
    def kept_text(self) -> str:
        """The article alone: the kept blocks, stripped, one a line."""
        return "\n".join(self.text[b.start : b.end].strip() for b in self.blocks if b.kept)


class Passage(Record):
    """A stretch of the article in German and in English."""

    start: Offset
    end: Offset
    source: str = Field(description="the German, white space folded to single blanks")
    translation: str = Field(description="the English; empty where only what the summary needs was translated")
    warnings: tuple[str, ...] = ()


class Sentence(Passage):
    """One sentence (or heading, or list item) of the article, in reading order."""

    index: Annotated[int, Field(ge=0)]
    paragraph: Annotated[int, Field(ge=0, description="counts the article's paragraphs, headings and list items from 0")]
    kind: BlockKind = BlockKind.BODY


class SummarySentence(Record):
    """One English sentence of the summary, with the article sentences that it rests on."""

    text: str
    evidence: tuple[int, ...] = Field(description="indexes into the article's sentences, best first")
    warnings: tuple[str, ...] = ()


class Summary(Record):
    """What a summarizer returns."""

    sentences: tuple[SummarySentence, ...]

    @property
    def text(self) -> str:
        """The summary's sentences, joined by blanks."""
        return " ".join(s.text for s in self.sentences)


class SummaryStyle(StrEnum):
    """The form of a summary: its sentences one by one, as running text, or a single line."""

    BULLETS = "bullets"
    PARAGRAPH = "paragraph"
    HEADLINE = "headline"


class FactKind(StrEnum):
    """What a key fact tells: who, where, how much, when, who says it."""

    NAME = "name"
    PLACE = "place"
    QUANTITY = "quantity"
    DATE = "date"
    SPEAKER = "speaker"


class Fact(Record):
    """One key fact of the article, and where the German text has it."""

    kind: FactKind
    text: str = Field(description="in English")
    source: str = Field(description="the German, white space folded to single blanks")
    start: Offset
    end: Offset
    sentence: Annotated[int, Field(ge=0)] | None = Field(
        description="index of the sentence that it stands in; None in the title or the teaser"
    )
    value: str | None = Field(default=None, description="of a quantity: the number and its unit; of a date: ISO 8601, where it is known")


class Keyword(Record):
    """A word that the article is about."""

    text: str = Field(description="in English")
    source: str = Field(description="the German original")
    count: int = Field(description="of the title, teaser and sentences that have it")


class Translation(Record):
    """What a translator returns for one string."""

    text: str
    score: float | None = Field(default=None, description="mean log-probability per target token; None where nothing was decoded")
    warnings: tuple[str, ...] = ()


class ModelStamp(Record):
    """Which model it was, exactly enough to fetch the same one again."""

    name: str = Field(description="alias in models.txt, or the directory's name")
    source: str = Field(description="hub id, or <package>, or <directory>")
    revision: str | None = Field(default=None, description="full commit hash on the hub; for other models, sha256 of the weights")


class Signature(Record):
    """Enough to repeat the run."""

    newsdigest: str = Field(description="version of the package")
    input_sha256: str = Field(description="of the text as read, in UTF-8")
    rules: str = Field(description="version (content hash) of the cleaning rules")
    translator: ModelStamp
    summarizer: ModelStamp
    backend: str
    device: str
    decoding: dict[str, int | float | str | bool] = Field(description="translation settings")
    options: dict[str, int | float | str | bool] = Field(description="summary settings")

    def __str__(self) -> str:
        def stamp(model: ModelStamp) -> str:
            return model.name + (f"@{model.revision[:8]}" if model.revision else "")

        settings = ",".join(f"{k}={v}" for k, v in sorted((self.decoding | self.options).items()))
        return (
            f"newsdigest {self.newsdigest} | {stamp(self.translator)} | {stamp(self.summarizer)} | {self.backend} on {self.device}"
            f" | {settings} | rules {self.rules[:8]} | input {self.input_sha256[:8]}"
        )


class Digest(Record):
    """A German article in English, short, and checkable down to the German characters.

    ``summary[k].evidence`` are indexes into ``sentences``; a sentence's ``start`` and ``end`` are offsets into
    ``article.text``. ``title`` and ``teaser`` are None where the article has none.
    """

    title: Passage | None = None
    teaser: Passage | None = None
    summary: tuple[SummarySentence, ...]
    style: SummaryStyle = Field(default=SummaryStyle.BULLETS, description="of the summary: how it is to be shown")
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    article: Article
    warnings: tuple[str, ...] = ()
    signature: Signature

    @model_validator(mode="after")
    def _evidence_exists(self) -> Digest:
        for i, sentence in enumerate(self.sentences):
            if sentence.index != i or not sentence.start < sentence.end <= len(self.article.text):
                raise ValueError(
                    f"sentence {i} is numbered {sentence.index} and spans {sentence.start} to {sentence.end} of {len(self.article.text)}"
                )
        for fact in self.facts:
            if (fact.sentence or 0) >= len(self.sentences) or not fact.start < fact.end <= len(self.article.text):
                raise ValueError(f"the fact {fact.text!r} names sentence {fact.sentence} and characters {fact.start} to {fact.end}")
        for k, line in enumerate(self.summary):
            if any(not 0 <= i < len(self.sentences) for i in line.evidence):
                raise ValueError(f"summary sentence {k} names evidence {line.evidence}, but there are {len(self.sentences)} sentences")
        return self

    @property
    def text(self) -> str:
        """The digest for reading: title, teaser and summary in English, as plain text."""
        from newsdigest.rendering import to_text

        return to_text(self)

    def to_markdown(self) -> str:
        """The digest with its evidence as footnotes, in Markdown."""
        from newsdigest.rendering import to_markdown

        return to_markdown(self)

    def to_html(self) -> str:
        """The digest as one HTML page on which each summary sentence leads to its German source."""
        from newsdigest.rendering import to_html

        return to_html(self)

    def to_json(self, indent: int | None = 2) -> str:
        """Everything, as JSON that ``from_json`` reads back; its schema is ``Digest.model_json_schema()``."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> Digest:
        """Read ``to_json``'s output back. Raises pydantic.ValidationError where it is not a digest."""
        return cls.model_validate_json(data)


class FailedDigest(Record):
    """What stands in a digest's place where an article could not be digested: one bad article never costs the others."""

    source: str
    error: str = Field(description="name of the error class")
    message: str


class StoryEvidence(Record):
    """A sentence of one of a story's articles."""

    article: Annotated[int, Field(ge=0, description="index into the story's articles")]
    sentence: Annotated[int, Field(ge=0, description="index into the sentences of that article's digest")]


class StorySentence(Record):
    """One English sentence of a story, with the sentences of its articles that say so."""

    text: str
    evidence: tuple[StoryEvidence, ...] = Field(
        description="best first: the sentence itself, then those of the other articles that say the same"
    )
    warnings: tuple[str, ...] = ()


class Story(Record):
    """Articles about one event, told once, and checkable down to the German characters of each.

    ``summary[k].evidence[n]`` names one of ``articles`` and a sentence of it: its source, its translation, and its
    ``start`` and ``end`` in that article's text. ``title`` and ``teaser`` are those, in English, of the article nearest
    to the centre that has one; None where none has.
    """

    title: str | None = None
    teaser: str | None = None
    summary: tuple[StorySentence, ...]
    style: SummaryStyle = Field(default=SummaryStyle.BULLETS, description="of the summary: how it is to be shown")
    articles: Annotated[tuple[Digest, ...], Field(min_length=1, description="in the order in which they were passed")]
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _evidence_exists(self) -> Story:
        for k, line in enumerate(self.summary):
            for found in line.evidence:
                if found.article >= len(self.articles):
                    raise ValueError(f"story sentence {k} names article {found.article}, but there are {len(self.articles)}")
                count = len(self.articles[found.article].sentences)
                if found.sentence >= count:
                    raise ValueError(
                        f"story sentence {k} names sentence {found.sentence} of article {found.article}, but there are {count}"
                    )
        return self

    @property
    def text(self) -> str:
        """The story for reading, as plain text."""
        from newsdigest.rendering import stories_to_text

        return stories_to_text([self])

    def to_markdown(self) -> str:
        """The story with its evidence as footnotes, in Markdown."""
        from newsdigest.rendering import stories_to_markdown

        return stories_to_markdown([self])

    def to_html(self) -> str:
        """The story as one HTML page on which each sentence leads to its German sources."""
        from newsdigest.rendering import stories_to_html

        return stories_to_html([self])

    def to_json(self, indent: int | None = 2) -> str:
        """Everything, as JSON that ``from_json`` reads back; its schema is ``Story.model_json_schema()``."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> Story:
        """Read ``to_json``'s output back. Raises pydantic.ValidationError where it is not a story."""
        return cls.model_validate_json(data)
