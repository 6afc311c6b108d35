"""The front door of translation: any list of strings in, one Translation each out, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.errors import OptionError
from newsdigest.models import available, locate
from newsdigest.models.engine import on_cpu
from newsdigest.models.location import BUNDLED
from newsdigest.schema import ModelStamp, Translation
from newsdigest.translation.backend import Backend, Decoding, Hypothesis
from newsdigest.translation.fidelity import Faults, judge
from newsdigest.translation.glossary import Glossary
from newsdigest.translation.mending import mend
from newsdigest.translation.preparation import Cell, prepare, shaped
from newsdigest.translation.protection import Protected
from newsdigest.translation.redecoding import improve
from newsdigest.translation.segmentation import cut, has_words
from newsdigest.translation.subwords import languages
from newsdigest.translation.typography import english

if TYPE_CHECKING:
    from newsdigest.translation.memory import Memory

PREFERENCE = ("opus-mt-de-en", "bundled")  # best first; auto takes the first that is on this machine
MENDING = 14  # a higher number where other translations come out, so that a memory does not hand out the old ones
BACKENDS = ("auto", "ctranslate2", "transformers")

Progress = Callable[[int, int], None]


class Translator:
    """Translates sentences with a Marian model: German ones to English, or another pair where the model is for one.

    Parameters
    ----------
    model
        An alias of models.txt, a directory with a Marian model, or ``auto``: the best one on this machine. Nothing is
        ever downloaded.
    backend
        ``ctranslate2`` (int8, CPU only), ``transformers``, or ``auto``: CTranslate2 on a CPU, transformers on a GPU.
    device
        ``cpu``, ``cuda``, or ``auto``: a GPU where there is one.
    beams
        Width of the beam search; 1 is greedy, faster and a little worse.
    batch_tokens
        Source tokens of a batch, padding included: a bound on memory, and the grain of the work; None leaves it to the
        backend. CTranslate2 gives each core a batch of its own.
    strict
        Translate every sentence by itself, so that no result depends on what else is translated; several times as slow.
    mend
        Put numbers, times and names right where the model got them wrong, and let it try again in other ways where that
        is not enough. What stays wrong carries a warning either way.
    glossary
        German terms and the English that must stand for them: a mapping, or a TOML file with lines like
        ``"Staatssicherheit" = "State Security"``. Where one could not be kept, the sentence has a warning.
    typographic
        Write English quotation marks and apostrophes (“x”, don’t) instead of straight ones.
    lexicon
        Look for German words whose English is known (``data/lexicon``), put it in where the model missed it, and prefer translations
        that say more of the German (``data/translations_de_en.txt``); None: for the bundled model, which does not know many words.
    cache
        Keep translations on disk and look there first: a folder, or True for ``translations`` in the cache folder
        (``$NEWSDIGEST_CACHE``, else ``~/.cache/newsdigest``). What is stored depends on model, backend and decoding.

    ``source_language`` and ``target_language`` say what the model expects and gives (``de``, ``en``); a Marian model for
    another pair is used in the same way. The model is loaded at the first translation. Raises OptionError for settings out of range, and
    UnknownModelError, ModelNotFoundError or ModelFormatError for models that cannot be used.
    """

    def __init__(
        self,
        model: str | Path = "auto",
        backend: str = "auto",
        device: str = "auto",
        beams: int = 4,
        batch_tokens: int | None = None,
        cache: bool | str | Path = False,
        strict: bool = False,
        mend: bool = True,
        glossary: Mapping[str, str] | str | Path | None = None,
        typographic: bool = False,
        lexicon: bool | None = None,
    ):
        if backend not in BACKENDS:
            raise OptionError(f"backend is {backend!r}; it must be one of {', '.join(BACKENDS)}")
        if beams < 1:
            raise OptionError(f"beams is {beams}; it must be at least 1")
        if batch_tokens is not None and batch_tokens < 1:
            raise OptionError(f"batch_tokens is {batch_tokens}; it must be at least 1")
        name = next((n for n in PREFERENCE if n in available("translation")), "bundled") if model == "auto" else model
        self.chosen_automatically = model == "auto"
        self.located = locate(name, "translation")
        self.source_language, self.target_language = languages(self.located.path)
        self.decoding = Decoding(beams=beams)
        self.batch_tokens = batch_tokens
        self._device = device
        self._backend = backend
        self._cache = cache
        self.strict = strict
        self.mend = mend
        self.lexicon = self.located.path == BUNDLED if lexicon is None else lexicon
        self.typographic = typographic
        self._glossary = Glossary(glossary or {})

    @property
    def stamp(self) -> ModelStamp:
        """Which model translates."""
        return self.located.stamp

    @property
    def settings(self) -> dict[str, int | float | str | bool]:
        """All that the results depend on besides model and backend."""
        chosen: dict[str, int | float | str | bool] = {
            "strict": self.strict,
            "typographic": self.typographic,
            "glossary": self._glossary.sha256,
            "lexicon": self.lexicon,
        }
        return self.decoding.as_dict() | {name: value for name, value in chosen.items() if value} | {"mending": MENDING if self.mend else 0}

    @property
    def backend(self) -> str:
        """The library that runs the model. Asking for it loads the model."""
        return self._model.name

    @property
    def device(self) -> str:
        """Where the model runs: ``cpu`` or ``cuda``. Asking for it loads the model."""
        return str(self._model.device)

    @cached_property
    def _model(self) -> Backend:
        if self._backend == "ctranslate2" and self._device not in ("auto", "cpu"):
            raise OptionError(f"device is {self._device!r}, but the backend ctranslate2 runs on the CPU; use backend='transformers'")
        if self._backend == "ctranslate2" or self._backend == "auto" and on_cpu(self._device):
            from newsdigest.translation.ctranslate import CTranslate2Backend

            return CTranslate2Backend(self.located.path, self.located.stamp.revision or "")
        from newsdigest.models.loading import torch_device
        from newsdigest.translation.marian import MarianBackend

        return MarianBackend(self.located.path, torch_device(self._device))

    @cached_property
    def _memory(self) -> Memory | None:
        if not self._cache:
            return None
        from newsdigest.caches import cache_folders
        from newsdigest.translation.memory import Memory

        folder = cache_folders()[0] / "translations" if self._cache is True else Path(self._cache)
        return Memory(folder, f"{self.stamp.source} {self.stamp.revision}", self.backend, self.settings)

    def translate(self, sources: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """Translate each string; the result has the same length and order.

        What has nothing to translate (blank, digits, addresses) comes back unchanged. A string too long for the model
        is cut at clause boundaries and joined again, never truncated. Web and e-mail addresses, handles, emoji and words
        in other scripts come through as they are. Equal strings are translated once.
        ``progress`` is called with the number of pieces done and the number of all.
        """
        if isinstance(sources, str):
            raise OptionError("translate takes a list of strings; for one string, pass [text]")
        todo = [text for text in dict.fromkeys(sources) if has_words(text)]
        if not todo:
            return [Translation(text=text) for text in sources]
        cells = {text: prepare(text, self._glossary, self._model.encode) for text in todo}
        wanted = list(dict.fromkeys(cell.protected for parts in cells.values() for cell in parts if cell.protected))
        translated = dict(zip(wanted, self._translate_protected(wanted, progress)))
        done = {text: self._assembled(text, parts, translated) for text, parts in cells.items()}
        return [done.get(text) or Translation(text=text) for text in sources]

    def _assembled(self, source: str, cells: Sequence[Cell], translated: Mapping[Protected, Translation]) -> Translation:
        parts = [translated[cell.protected] if cell.protected else Translation(text=cell.settled) for cell in cells]
        text = shaped(source, "".join(cell.separator + part.text for cell, part in zip(cells, parts)))
        scores = [part.score for part in parts if part.score is not None]
        warnings = dict.fromkeys(warning for part in parts for warning in part.warnings)
        warnings |= dict.fromkeys(f"the glossary's term is not in the English: {term}" for term in self._glossary.missing(source, text))
        return Translation(
            text=english(text) if self.typographic else text,
            score=sum(scores) / len(scores) if scores else None,
            warnings=tuple(warnings),
        )

    def _translate_protected(self, items: Sequence[Protected], progress: Progress | None) -> list[Translation]:
        plain = self._translate_plain([item.text for item in items], progress)
        done, spoilt = {}, []
        for item, translation in zip(items, plain):
            restored = item.restore(translation.text)
            if restored is None:
                spoilt.append(item)
            else:
                done[item] = translation.model_copy(update={"text": restored})
        done |= dict(zip(spoilt, self._translate_around(spoilt)))
        return [done[item] for item in items]

    def _translate_plain(self, texts: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        pieces = [self._pieces(text) for text in texts]
        unique = list(dict.fromkeys(piece for parts in pieces for piece in parts))
        decoded = dict(zip(unique, self._decode(unique, progress)))
        return [self._join(parts, [decoded[piece] for piece in parts]) for parts in pieces]

    def _translate_around(self, items: list[Protected]) -> list[Translation]:
        """Translate what stands between the protected stretches by itself, where a model loses placeholders."""
        parts = [part for item in items for part, for_model in item.pieces if for_model and has_words(part)]
        translated = dict(zip(parts, self._translate_plain(parts)))
        result = []
        for item in items:
            done = [
                translated[part] if for_model and part in translated else Translation(text=part.strip()) for part, for_model in item.pieces
            ]
            text = re.sub(r"\s+([.,;:!?)])", r"\1", " ".join(part.text for part in done))
            scores = [part.score for part in done if part.score is not None]
            warnings = tuple(dict.fromkeys(warning for part in done for warning in part.warnings))
            result.append(Translation(text=text, score=sum(scores) / len(scores) if scores else None, warnings=warnings))
        return result

    def _pieces(self, text: str) -> list[str]:
        return cut(self._model.normalize(text), self._fits)

    def _fits(self, text: str) -> bool:
        return len(self._model.encode(text)) <= self._model.longest_source

    def _decode(self, pieces: list[str], progress: Progress | None) -> list[Hypothesis]:
        known = self._memory.recall(pieces) if self._memory else {}
        todo = [piece for piece in pieces if piece not in known]
        if progress and known:
            progress(len(known), len(pieces))
        decoding = replace(self.decoding, alternatives=self.decoding.beams if self.mend else 1)
        done = dict(zip(todo, self._run(todo, decoding, progress and (lambda n: progress(len(known) + n, len(pieces))))))
        if self.mend:
            done = {piece: mend(piece, hypothesis, self._judge(piece, hypothesis)) for piece, hypothesis in done.items()}
            done |= improve(done, self._run, self.decoding, self.lexicon, self._fits)
        if self._memory and todo:
            self._memory.keep(todo, [done[piece] for piece in todo])
        known |= done
        return [known[piece] for piece in pieces]

    def _run(self, texts: Sequence[str], decoding: Decoding, progress: Callable[[int], None] | None = None) -> list[Hypothesis]:
        """Decode texts that are short enough, in batches; ``progress`` is called with the number done."""
        ids = [self._model.encode(text) for text in texts]
        batches = list(self._batches(ids))
        found: dict[int, Hypothesis] = {}
        for rows, decoded in zip(batches, self._model.decode(([ids[row] for row in rows] for rows in batches), decoding)):
            found.update(zip(rows, decoded))
            if progress:
                progress(len(found))
        return [found[row] for row in range(len(texts))]

    def _batches(self, ids: list[list[int]]) -> Iterator[list[int]]:
        """Rows sorted by length, as many to a batch as the token budget allows; longest first, so that a batch that
        does not fit into memory fails at once and not at the end."""
        rows: list[int] = []
        budget = self.batch_tokens or self._model.usual_batch
        for row in sorted(range(len(ids)), key=lambda r: -len(ids[r])):
            if rows and (self.strict or (len(rows) + 1) * (len(ids[rows[0]]) + 1) > budget):
                yield rows
                rows = []
            rows.append(row)
        if rows:
            yield rows

    def _judge(self, source: str, hypothesis: Hypothesis) -> Faults:
        return judge(source, hypothesis, self.lexicon)

    def _join(self, pieces: Sequence[str], parts: Sequence[Hypothesis]) -> Translation:
        warnings = dict.fromkeys(warning for piece, part in zip(pieces, parts) for warning in self._judge(piece, part).warnings)
        score = sum(part.score for part in parts) / len(parts)
        return Translation(text=" ".join(part.text for part in parts if part.text), score=score, warnings=tuple(warnings))
