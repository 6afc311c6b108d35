"""The summarizer's front door: options in, one of three ways behind it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import ModelError, NewsdigestError, OptionError, first_line
from newsdigest.schema import ModelStamp, Summary, SummarySentence, SummaryStyle
from newsdigest.summarization.evidence import Alignment
from newsdigest.summarization.extractive import select
from newsdigest.summarization.joints import without_connective
from newsdigest.summarization.rules import Rules, rules_for
from newsdigest.summarization.styles import in_style, limits, style_named
from newsdigest.summarization.written import ON_UNSUPPORTED, OnUnsupported, aligned, drafts, examined, sentences_of, summary_of
from newsdigest.words import LANGUAGES, guess_language

if TYPE_CHECKING:
    from newsdigest.summarization.writer import Writer

Setting = int | float | str | bool
Write = Callable[[Sequence[str], str | None], str]

BACKENDS = ("auto", "ctranslate2", "transformers")
EXTRACTIVE = ModelStamp(name="extractive", source="<package>")


class Summarizer:
    """Makes a short summary of an article's sentences, each with the sentences that it rests on.

    ``model``
        ``"auto"`` or ``"extractive"``: chooses sentences of the article; needs no model. Or a name of the catalogue or a
        directory with a sequence-to-sequence model, which writes sentences of its own. It is loaded on first use. Or a function
        of your own, a client of a language model say: it is given the article's sentences and its title (or None), and returns
        the summary as text; what it raises becomes a ``ModelError``. The signature of a digest names it by its
        attribute ``name``, if it has one, else by that of the function or class.
    ``sentences``
        the most sentences a summary may have, from 1.
    ``words``, ``characters``
        the most words, as blanks separate them, and the most characters that all its text may have, or None. A summary has one
        sentence at the least: where every one is too long, one that is the least so.
    ``style``
        ``"bullets"`` or ``"paragraph"``: two forms of the same sentences. ``"headline"``: one sentence without its full stop, of 12
        words at the most unless ``words`` says otherwise. Where sentences are chosen, the article's own headline is taken, if it is
        not longer and sentences of the article support it.
    ``language``
        ``"en"``, ``"de"`` or ``"auto"``, which is told by stop words: the language of the sentences to choose among.
    ``backend``
        for models: ``"ctranslate2"`` (int8 on the CPU, converted into the cache at the first use), ``"transformers"``, or ``"auto"``:
        ctranslate2 on a CPU, where it can run the model and the settings; else transformers.
    ``device``
        for models: where to run (``"auto"``, ``"cpu"``, ``"cuda"``, ``"cuda:1"``).
    ``on_unsupported``
        for what is written: what becomes of a sentence that claims what its evidence does not say (a number, a name, a denial, a
        comparison, a speaker): ``"flag"`` warns, ``"replace"`` puts the article's own sentence in its place, ``"raise"`` raises
        ``UnsupportedClaimError``.
    ``generation``
        for models: settings of generation that take the place of the model's own, such as ``{"num_beams": 1}``.

    A value outside its range is an ``OptionError``; a model that cannot be had or read is a ``ModelError``, on first use.
    """

    def __init__(
        self,
        model: str | Path | Write = "auto",
        sentences: int = 3,
        *,
        words: int | None = None,
        characters: int | None = None,
        style: SummaryStyle | str = SummaryStyle.BULLETS,
        language: str = "auto",
        backend: str = "auto",
        device: str = "auto",
        on_unsupported: OnUnsupported = "flag",
        generation: Mapping[str, Setting] | None = None,
    ) -> None:
        if not str(model):
            raise OptionError("model is empty; use 'auto', 'extractive', a name from 'newsdigest models list' or a directory")
        if on_unsupported not in ON_UNSUPPORTED:
            raise OptionError(f"on_unsupported is {on_unsupported!r}; it must be one of {', '.join(ON_UNSUPPORTED)}")
        self._on_unsupported: OnUnsupported = on_unsupported
        self._write = model if callable(model) else None
        self._model = _name(model) if callable(model) else str(model)
        self.style = style_named(style)
        self._sentences, self._words = limits(
            self.style, _at_least_one("sentences", sentences), None if words is None else _at_least_one("words", words)
        )
        self._characters = None if characters is None else _at_least_one("characters", characters)
        if language not in (*LANGUAGES, "auto"):
            raise OptionError(f"language is {language!r}; it must be one of {', '.join((*LANGUAGES, 'auto'))}")
        self._language = language
        if backend not in BACKENDS:
            raise OptionError(f"backend is {backend!r}; it must be one of {', '.join(BACKENDS)}")
        self._backend = backend
        self._device = device
        self._generation = dict(generation or {})
        if self._generation and self._extracts:
            raise OptionError("generation settings need a model that writes; the extractive summarizer has none")

    @property
    def _extracts(self) -> bool:
        return self._write is None and self._model in ("auto", "extractive")

    @cached_property
    def _writer(self) -> Writer:
        from newsdigest.models import locate  # deferred with what it leads to: ctranslate2, torch and transformers
        from newsdigest.models.engine import on_cpu
        from newsdigest.summarization.conversion import UnsupportedByCTranslate2
        from newsdigest.summarization.ctranslate import CTranslate2Writer

        located = locate(self._model, "summarization")
        if self._backend == "ctranslate2" and self._device not in ("auto", "cpu"):
            raise OptionError(f"device is {self._device!r}, but the backend ctranslate2 runs on the CPU; use backend='transformers'")
        if self._backend == "ctranslate2" or self._backend == "auto" and on_cpu(self._device):
            try:
                return CTranslate2Writer(located.path, located.stamp, settings=self._generation)
            except UnsupportedByCTranslate2:
                if self._backend == "ctranslate2":
                    raise
        from newsdigest.summarization.abstractive import Generator

        return Generator(located.path, located.stamp, device=self._device, settings=self._generation)

    @property
    def stamp(self) -> ModelStamp:
        """Which model it is; for a model that writes, this loads it."""
        if self._write:
            return ModelStamp(name=self._model, source="<function>")
        return EXTRACTIVE if self._extracts else self._writer.stamp

    @property
    def options(self) -> dict[str, Setting]:
        """What was set, for the signature of a digest."""
        options: dict[str, Setting] = {"sentences": self._sentences}
        if self._words is not None:
            options["words"] = self._words
        if self._characters is not None:
            options["characters"] = self._characters
        if self.style is not SummaryStyle.BULLETS:
            options["style"] = self.style.value
        if self._language != "auto":
            options["language"] = self._language
        if not self._extracts:
            options["on_unsupported"] = self._on_unsupported
            if not self._write:
                options["backend"] = self._writer.backend
        return options | self._generation

    def drafts(self, articles: Sequence[tuple[Sequence[str], Sequence[int]]]) -> list[list[str] | None]:
        """What a model writes of several articles in one go, each its sentences and the numbers of their paragraphs, which may be empty.

        To be passed to ``summarize`` one by one: a list of sentences, empty if nothing usable came, or None where no model writes.
        """
        written = [i for i, (sentences, _) in enumerate(articles) if self._needs_model(sentences)]
        found: list[list[str] | None] = [None] * len(articles)
        for i, draft in zip(written, drafts(self._writer, [articles[i] for i in written], self._sentences) if written else []):
            found[i] = draft
        return found

    def summarize(
        self,
        sentences: Sequence[str],
        title: str | None = None,
        teaser: str | None = None,
        sources: Sequence[str] = (),
        paragraphs: Sequence[int] = (),
        draft: Sequence[str] | None = None,
    ) -> Summary:
        """A summary of the article whose sentences these are, with its headline and its teaser in the same language.

        The evidence of a summary sentence are indexes into ``sentences``. An article that has no more sentences than the
        summary may have is its own summary; of no sentences, or none but blanks, the summary is empty. ``sources`` are the
        German originals of ``sentences``, in which claims are looked up as well; ``paragraphs`` the numbers of their paragraphs,
        between which an article that is too long for a model is cut. ``draft`` is what ``drafts`` found for this article.
        """
        if isinstance(sentences, str):
            raise OptionError("sentences is one string; pass a list of sentences, as split_sentences finds them")
        if self._write:
            found = sentences_of(self._asked(sentences, title))
            written = aligned(found, sentences) if found else None
        elif self._needs_model(sentences):
            found = list(draft) if draft is not None else drafts(self._writer, [(sentences, paragraphs)], self._sentences)[0]
            budget = {"max_words": self._words, "max_characters": self._characters}
            written = summary_of(found, sentences, title, count=self._sentences, **budget)
        else:
            return self._extract(sentences, title, teaser)
        if written is not None:
            kept = self._within_budget([s.text for s in written.sentences], title, teaser)
            summary = Summary(sentences=tuple(written.sentences[i] for i in kept))
            return self._in_style(examined(summary, sentences, sources, self._on_unsupported, [text for text in (title, teaser) if text]))
        fallback = self._extract(sentences, title, teaser)
        came = "nothing that is shorter than the article" if found else "nothing"
        note = f"{self.stamp.name} wrote {came}; this sentence is the article's own"
        return Summary(sentences=tuple(s.model_copy(update={"warnings": (note,)}) for s in fallback.sentences))

    def _needs_model(self, sentences: Sequence[str]) -> bool:
        return not self._extracts and not self._write and sum(bool(sentence.strip()) for sentence in sentences) > self._sentences

    def _asked(self, sentences: Sequence[str], title: str | None) -> str:
        """What the user's function writes."""
        assert self._write
        try:
            text = self._write(list(sentences), title)
        except NewsdigestError:
            raise
        except Exception as error:  # whatever a function may raise: it must cost this article and no other
            raise ModelError(f"the summarizer {self._model!r} failed: {type(error).__name__}: {first_line(error)}") from error
        if not isinstance(text, str):
            raise OptionError(f"the summarizer {self._model!r} returned {type(text).__name__}; it must return the summary as text")
        return text

    def select(self, sentences: Sequence[str], title: str | None = None, teaser: str | None = None) -> list[int]:
        """Indexes of the sentences that an extractive summary of them would have, in their order; any language with rules.

        Raises OptionError where the summarizer writes sentences of its own.
        """
        if not self._extracts:
            raise OptionError(f"the summarizer {self._model!r} writes sentences of its own and selects none; use 'extractive'")
        return self._select(sentences, title, teaser)

    def _extract(self, sentences: Sequence[str], title: str | None, teaser: str | None) -> Summary:
        if self.style is SummaryStyle.HEADLINE and title and (evidence := self._evidence_of_headline(title, sentences)):
            return self._in_style(Summary(sentences=(SummarySentence(text=title.strip(), evidence=evidence),)))
        rules = self._rules(sentences)
        chosen = self._select(sentences, title, teaser)
        texts = [
            sentences[i].strip() if i == 0 or i - 1 in chosen else without_connective(sentences[i], rules.lists.connectives) for i in chosen
        ]
        return self._in_style(Summary(sentences=tuple(SummarySentence(text=text, evidence=(i,)) for text, i in zip(texts, chosen))))

    def _evidence_of_headline(self, title: str, sentences: Sequence[str]) -> tuple[int, ...]:
        """What the article's own headline rests on; nothing where it is too long to be taken. A sentence seldom makes a better one."""
        fits = len(title.split()) <= (self._words or math.inf) and len(title) <= (self._characters or math.inf)
        return Alignment(sentences).evidence(title) if fits else ()

    def _in_style(self, summary: Summary) -> Summary:
        return Summary(sentences=tuple(s.model_copy(update={"text": in_style(s.text, self.style)}) for s in summary.sentences))

    def _rules(self, sentences: Sequence[str]) -> Rules:
        return rules_for(guess_language(sentences) if self._language == "auto" else self._language)

    def _within_budget(self, written: Sequence[str], title: str | None, teaser: str | None) -> Sequence[int]:
        """Which of the written sentences are kept: all, in their order, unless they are too many or too long."""
        length = len(" ".join(written))
        fits = len(written) <= self._sentences and length <= (self._characters or length)
        if fits and len(" ".join(written).split()) <= (self._words or length + 1):
            return range(len(written))
        return self._select(written, title, teaser)

    def _select(self, sentences: Sequence[str], title: str | None, teaser: str | None) -> list[int]:
        return select(
            sentences,
            self._sentences,
            title=title,
            teaser=teaser,
            max_words=self._words,
            max_characters=self._characters,
            rules=self._rules(sentences),
        )


def _name(write: Write) -> str:
    return str(getattr(write, "name", None) or getattr(write, "__name__", None) or type(write).__name__)


def _at_least_one(name: str, value: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise OptionError(f"{name} is {value!r}; it must be a whole number from 1")
    return value
