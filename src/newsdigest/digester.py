"""The line from source to digest. Only this module knows every stage.

reading -> cleaning -> sentences -> translation -> summarization -> Digest
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from newsdigest import __version__
from newsdigest.cleaning import clean, rules_version
from newsdigest.errors import NewsdigestError, NoArticleError, OptionError
from newsdigest.facts import key_facts, keywords
from newsdigest.passages import SourceSentence, header, is_dateline, source_sentences
from newsdigest.reading import Document, Source, source_name
from newsdigest.schema import (
    Article,
    BlockKind,
    Digest,
    FailedDigest,
    Passage,
    Sentence,
    Signature,
    Summary,
    SummarySentence,
    SummaryStyle,
    Translation,
)
from newsdigest.sentences import split_sentences
from newsdigest.summarization import Summarizer
from newsdigest.summarization.styles import in_style
from newsdigest.summarization.summarizer import Write
from newsdigest.translation import Translator
from newsdigest.translation.translator import Progress

TOGETHER = 16  # articles whose sentences are translated in one go by digest_many

SUMMARIZED = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM, BlockKind.QUOTE})
"""Kinds of sentences that a summary may rest on."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Prepared:
    """An article on its way: cleaned and split, not yet translated."""

    article: Article
    title: SourceSentence | None
    teaser: SourceSentence | None
    sentences: list[SourceSentence]
    chosen: tuple[int, ...] | None = None
    """Indexes of the sentences that the summary will have, where they were selected before translation."""

    @property
    def sources(self) -> list[str]:
        """What is to be translated: the title, the teaser sentence by sentence, the sentences (if some were chosen, those)."""
        wanted = self.sentences if self.chosen is None else [self.sentences[i] for i in self.chosen]
        return [*([self.title.text] if self.title else []), *self.teaser_sentences, *(s.text for s in wanted)]

    @property
    def teaser_sentences(self) -> list[str]:
        return [self.teaser.text[a:b] for a, b in split_sentences(self.teaser.text)] if self.teaser else []


@dataclass(frozen=True)
class _Translated:
    """An article on its way: translated, not yet summarized."""

    prepared: _Prepared
    title: Passage | None
    teaser: Passage | None
    sentences: tuple[Sentence, ...]

    @property
    def running_text(self) -> list[Sentence]:
        """The sentences that the summary may rest on."""
        return [self.sentences[i] for i in _summarized([(s.kind, s.source) for s in self.sentences])]


class Digester:
    """Turns German articles into English digests; models are loaded once, at the first article.

    Parameters
    ----------
    translator, summarizer
        An alias of models.txt, a model directory, ``auto`` (see Translator and Summarizer), or a ready object; a summarizer may
        be a function of your own as well.
    device
        ``auto``, ``cpu`` or ``cuda``.
    sentences, words, characters
        The most sentences, words and characters a summary has; the last two are without a limit if None.
    style
        ``bullets``, ``paragraph`` or ``headline``, see Summarizer. This and the limits are a ready summarizer's own where one is passed.
    any_language
        Go on where the text is not German.
    keep
        Kinds of block to keep although they are not of the article, such as ``comment``.
    phrases
        A TOML file with phrase rules of one's own, read after the package's.
    select_first
        Select the summary's sentences in German and translate only these, title and teaser: several times as fast. The other
        sentences have no translation. For extractive summaries only. Words and characters are then those of the German.

    Raises OptionError, UnknownModelError, ModelNotFoundError or ModelFormatError for settings that cannot be used.
    """

    def __init__(
        self,
        translator: str | Path | Translator = "auto",
        summarizer: str | Path | Summarizer | Write = "auto",
        device: str = "auto",
        *,
        sentences: int = 3,
        words: int | None = None,
        characters: int | None = None,
        style: SummaryStyle | str = SummaryStyle.BULLETS,
        any_language: bool = False,
        keep: Collection[BlockKind | str] = (),
        phrases: Path | None = None,
        select_first: bool = False,
    ):
        self.translator = translator if isinstance(translator, Translator) else Translator(translator, device=device, typographic=True)
        self.summarizer = (
            summarizer
            if isinstance(summarizer, Summarizer)
            else Summarizer(summarizer, sentences, words=words, characters=characters, style=style, device=device)
        )
        self.select_first = select_first
        if select_first:
            self.summarizer.select([])  # tells at once where the summarizer selects none
        _require_pair(self.translator, any_language)
        self._clean: dict[str, Any] = {"any_language": any_language, "keep": keep, "phrases": phrases}

    def digest(self, source: Source | Document, progress: Progress | None = None) -> Digest:
        """Digest one article: text, HTML, bytes, or a path.

        ``progress`` is called with the number of sentences translated and the number of all. Raises the InputError
        that says why a source cannot be digested.
        """
        prepared = self._prepare(source)
        translated = self._translated(prepared, self.translator.translate(prepared.sources, progress))
        return self._finish(translated, *self._drafts([translated]))

    def digest_many(
        self, sources: Iterable[Source | Document | FailedDigest], progress: Progress | None = None
    ) -> Iterator[Digest | FailedDigest]:
        """Digest articles in order, lazily; sentences of several articles are translated together.

        An article that cannot be digested yields a FailedDigest in its place; a FailedDigest among the sources (one
        that an earlier step could not read) is passed on. ``progress`` counts within each group.
        """
        waiting = iter(sources)
        while group := list(islice(waiting, TOGETHER)):
            prepared = [s if isinstance(s, FailedDigest) else self._try(partial(self._prepare, s), source_name(s)) for s in group]
            pool = [text for p in prepared if isinstance(p, _Prepared) for text in p.sources]
            english = iter(self.translator.translate(pool, progress))
            translated = [
                item if isinstance(item, FailedDigest) else self._translated(item, list(islice(english, len(item.sources))))
                for item in prepared
            ]
            drafts = iter(self._drafts([t for t in translated if isinstance(t, _Translated)]))
            for t in translated:
                yield t if isinstance(t, FailedDigest) else self._try(partial(self._finish, t, next(drafts)), t.prepared.article.source)

    def _prepare(self, source: Source | Document) -> _Prepared:
        article = clean(source, **self._clean)
        title, teaser, sentences = header(article, BlockKind.TITLE), header(article, BlockKind.TEASER), list(source_sentences(article))
        if not sentences:
            raise NoArticleError(f"{article.source}: there is no running text besides title and teaser; pass the whole article")
        chosen = None
        if self.select_first:
            candidates = _summarized([(s.kind, s.text) for s in sentences])
            found = self.summarizer.select(
                [sentences[i].text for i in candidates], *(part.text if part else None for part in (title, teaser))
            )
            chosen = tuple(candidates[i] for i in found)
        return _Prepared(article, title, teaser, sentences, chosen)

    def _translated(self, prepared: _Prepared, translations: list[Translation]) -> _Translated:
        rest = iter(translations)
        title = _passage(prepared.title, [next(rest)]) if prepared.title else None
        teaser = _passage(prepared.teaser, list(islice(rest, len(prepared.teaser_sentences)))) if prepared.teaser else None
        wanted = range(len(prepared.sentences)) if prepared.chosen is None else prepared.chosen
        translated = dict(zip(wanted, rest))
        sentences = tuple(_sentence(i, s, translated.get(i)) for i, s in enumerate(prepared.sentences))
        return _Translated(prepared, title, teaser, sentences)

    def _drafts(self, articles: Sequence[_Translated]) -> list[list[str] | None]:
        """What a model writes of these articles, all in one go; None where none writes."""
        if self.select_first:
            return [None] * len(articles)
        running = [article.running_text for article in articles]
        return self.summarizer.drafts([([s.translation for s in text], [s.paragraph for s in text]) for text in running])

    def _finish(self, article: _Translated, draft: list[str] | None) -> Digest:
        prepared, title, teaser, sentences = article.prepared, article.title, article.teaser, article.sentences
        if prepared.chosen is None:
            summary = self._summarize(article, draft).sentences
        else:
            style = self.summarizer.style
            summary = tuple(SummarySentence(text=in_style(sentences[i].translation, style), evidence=(i,)) for i in prepared.chosen)
        cited = {index for line in summary for index in line.evidence}
        about = prepared.article.metadata
        header = [passage for passage in (title, teaser) if passage]
        passages = [(p.source, p.translation) for p in (*header, *sentences) if p.translation]
        return Digest(
            title=title,
            teaser=teaser,
            summary=summary,
            style=self.summarizer.style,
            sentences=sentences,
            facts=key_facts(prepared.article.text, sentences, cited, _day(about.published or about.modified), header),
            keywords=keywords(passages),
            article=prepared.article,
            warnings=prepared.article.warnings + _translation_warnings((title, teaser, *sentences)),
            signature=self._signature(prepared.article),
        )

    def _summarize(self, article: _Translated, draft: list[str] | None) -> Summary:
        """Summarize the running text, and point the evidence back at all sentences."""
        chosen = article.running_text
        summary = self.summarizer.summarize(
            [s.translation for s in chosen],
            article.title.translation if article.title else None,
            article.teaser.translation if article.teaser else None,
            [s.source for s in chosen],
            draft=draft,
        )
        return Summary(
            sentences=tuple(s.model_copy(update={"evidence": tuple(chosen[i].index for i in s.evidence)}) for s in summary.sentences)
        )

    def _signature(self, article: Article) -> Signature:
        return Signature(
            newsdigest=__version__,
            input_sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            rules=rules_version(),
            translator=self.translator.stamp,
            summarizer=self.summarizer.stamp,
            backend=self.translator.backend,
            device=self.translator.device,
            decoding=self.translator.settings,
            options=self.summarizer.options | ({"select_first": True} if self.select_first else {}),
        )

    @staticmethod
    def _try(step: Callable[[], T], name: str) -> T | FailedDigest:
        try:
            return step()
        except NewsdigestError as error:
            return FailedDigest(source=name, error=type(error).__name__, message=str(error))


def _day(moment: str | None) -> date | None:
    """The day of an ISO 8601 date or date and time; None where it is none."""
    try:
        return date.fromisoformat(moment[:10]) if moment else None
    except ValueError:
        return None


def _summarized(sentences: Sequence[tuple[BlockKind, str]]) -> list[int]:
    """Indexes of the sentences that a summary may rest on: running text without datelines, or all where there is none."""
    running = [i for i, (kind, text) in enumerate(sentences) if kind in SUMMARIZED and not is_dateline(text)]
    return running or list(range(len(sentences)))


def _sentence(index: int, source: SourceSentence, translation: Translation | None) -> Sentence:
    return Sentence(
        index=index,
        start=source.start,
        end=source.end,
        source=source.text,
        translation=translation.text if translation else "",
        paragraph=source.paragraph,
        kind=source.kind,
        warnings=translation.warnings if translation else (),
    )


def _passage(source: SourceSentence, translations: list[Translation]) -> Passage:
    warnings = tuple(dict.fromkeys(warning for t in translations for warning in t.warnings))
    text = " ".join(t.text for t in translations)
    return Passage(start=source.start, end=source.end, source=source.text, translation=text, warnings=warnings)


def _translation_warnings(passages: tuple[Passage | None, ...]) -> tuple[str, ...]:
    there = [p for p in passages if p and p.translation]
    doubtful = sum(bool(p.warnings) for p in there)
    return (f"{doubtful} of {len(there)} passages have a warning about their translation",) if doubtful else ()


def _require_pair(translator: Translator, any_language: bool) -> None:
    """A digest is English, and made of German unless told otherwise."""
    name = translator.stamp.name
    if translator.target_language != "en":
        raise OptionError(f"the translator {name!r} gives {translator.target_language!r}, and digests are English; choose another")
    if translator.source_language != "de" and not any_language:
        raise OptionError(
            f"the translator {name!r} expects {translator.source_language!r}, and newsdigest cleans German articles;"
            " pass any_language=True (--any-language) to go on regardless"
        )


@cache
def _default_digester(options: tuple[tuple[str, Any], ...]) -> Digester:
    return Digester(**dict(options))


def digest(source: Source | Document, **options: Any) -> Digest:
    """Digest one article with a Digester that is kept for the next call with the same options.

    ``options`` are those of Digester. Raises as Digester and Digester.digest do.
    """
    frozen = {name: tuple(value) if isinstance(value, (list, set, frozenset)) else value for name, value in options.items()}
    return _default_digester(tuple(sorted(frozen.items()))).digest(source)
