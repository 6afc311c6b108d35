"""The summarizer's front door: options in, one of two ways behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import OptionError
from newsdigest.schema import ModelStamp, Summary, SummarySentence
from newsdigest.summarization.extractive import select
from newsdigest.summarization.joints import without_connective
from newsdigest.summarization.rules import Rules, rules_for
from newsdigest.summarization.written import ON_UNSUPPORTED, OnUnsupported, aligned, examined, sentences_of, write_summary
from newsdigest.words import LANGUAGES, guess_language

if TYPE_CHECKING:
    from newsdigest.summarization.abstractive import Generator

Setting = int | float | str | bool
Write = Callable[[Sequence[str], str | None], str]

EXTRACTIVE = ModelStamp(name="extractive", source="<package>")


class Summarizer:
    """Makes a short summary of an article's sentences, each with the sentences that it rests on.

    ``model``
        ``"auto"`` or ``"extractive"``: chooses sentences of the article; needs no model. Or a name of the catalogue or a
        directory with a sequence-to-sequence model, which writes sentences of its own. It is loaded on first use. Or a function
        of your own, a client of a language model say: it is given the article's sentences and its title (or None), and returns
        the summary as text.
    ``sentences``
        the most sentences a summary may have, from 1.
    ``words``, ``characters``
        the most words, as blanks separate them, and the most characters that all its text may have, or None. A summary has one
        sentence at the least: where every one is too long, one that is the least so.
    ``language``
        ``"en"``, ``"de"`` or ``"auto"``, which is told by stop words: the language of the sentences to choose among.
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
        language: str = "auto",
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
        self._model = getattr(model, "__name__", type(model).__name__) if callable(model) else str(model)
        self._sentences = _at_least_one("sentences", sentences)
        self._words = None if words is None else _at_least_one("words", words)
        self._characters = None if characters is None else _at_least_one("characters", characters)
        if language not in (*LANGUAGES, "auto"):
            raise OptionError(f"language is {language!r}; it must be one of {', '.join((*LANGUAGES, 'auto'))}")
        self._language = language
        self._device = device
        self._generation = dict(generation or {})
        if self._generation and self._extracts:
            raise OptionError("generation settings need a model that writes; the extractive summarizer has none")

    @property
    def _extracts(self) -> bool:
        return self._write is None and self._model in ("auto", "extractive")

    @cached_property
    def _generator(self) -> Generator:
        from newsdigest.models import locate  # deferred with what it leads to: torch and transformers
        from newsdigest.summarization.abstractive import Generator

        located = locate(self._model, "summarization")
        return Generator(located.path, located.stamp, device=self._device, settings=self._generation)

    @property
    def stamp(self) -> ModelStamp:
        """Which model it is; for a model that writes, this loads it."""
        if self._write:
            return ModelStamp(name=self._model, source="<function>")
        return EXTRACTIVE if self._extracts else self._generator.stamp

    @property
    def options(self) -> dict[str, Setting]:
        """What was set, for the signature of a digest."""
        options: dict[str, Setting] = {"sentences": self._sentences}
        if self._words is not None:
            options["words"] = self._words
        if self._characters is not None:
            options["characters"] = self._characters
        if self._language != "auto":
            options["language"] = self._language
        if not self._extracts:
            options["on_unsupported"] = self._on_unsupported
        return options | self._generation

    def summarize(
        self, sentences: Sequence[str], title: str | None = None, teaser: str | None = None, sources: Sequence[str] = ()
    ) -> Summary:
        """A summary of the article whose sentences these are, with its headline and its teaser in the same language.

        The evidence of a summary sentence are indexes into ``sentences``. An article that has no more sentences than the
        summary may have is its own summary; of no sentences, or none but blanks, the summary is empty. ``sources`` are the
        German originals of ``sentences``, in which claims are looked up as well.
        """
        if isinstance(sentences, str):
            raise OptionError("sentences is one string; pass a list of sentences, as split_sentences finds them")
        filled = sum(bool(sentence.strip()) for sentence in sentences)
        if self._extracts or filled <= self._sentences and not self._write:
            return self._extract(sentences, title, teaser)
        if self._write:
            text = self._write(list(sentences), title)
            if not isinstance(text, str):
                raise OptionError(f"the summarizer {self._model!r} returned {type(text).__name__}; it must return the summary as text")
            found = sentences_of(text)
            written = aligned(found, sentences) if found else None
        else:
            written = write_summary(self._generator, sentences, title, count=self._sentences, max_words=self._words)
        if written is not None:
            kept = self._within_budget([s.text for s in written.sentences], title, teaser)
            summary = Summary(sentences=tuple(written.sentences[i] for i in kept))
            return examined(summary, sentences, sources, self._on_unsupported, [text for text in (title, teaser) if text])
        fallback = self._extract(sentences, title, teaser)
        note = f"{self.stamp.name} wrote nothing that is shorter than the article; this sentence is the article's own"
        return Summary(sentences=tuple(s.model_copy(update={"warnings": (note,)}) for s in fallback.sentences))

    def select(self, sentences: Sequence[str], title: str | None = None, teaser: str | None = None) -> list[int]:
        """Indexes of the sentences that an extractive summary of them would have, in their order; any language with rules.

        Raises OptionError where the summarizer writes sentences of its own.
        """
        if not self._extracts:
            raise OptionError(f"the summarizer {self._model!r} writes sentences of its own and selects none; use 'extractive'")
        return self._select(sentences, title, teaser)

    def _extract(self, sentences: Sequence[str], title: str | None, teaser: str | None) -> Summary:
        rules = self._rules(sentences)
        chosen = self._select(sentences, title, teaser)
        texts = [
            sentences[i].strip() if i == 0 or i - 1 in chosen else without_connective(sentences[i], rules.lists.connectives) for i in chosen
        ]
        return Summary(sentences=tuple(SummarySentence(text=text, evidence=(i,)) for text, i in zip(texts, chosen)))

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


def _at_least_one(name: str, value: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise OptionError(f"{name} is {value!r}; it must be a whole number from 1")
    return value
