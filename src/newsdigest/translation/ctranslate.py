"""A Marian model through CTranslate2: int8 on the CPU, several times as fast as transformers."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsdigest.models.engine import cores, load, results
from newsdigest.translation.backend import Decoding, Hypothesis, longest
from newsdigest.translation.conversion import QUANTIZATION, converted
from newsdigest.translation.subwords import Subwords

WAITING = 2  # batches a core that are handed over before the first must be done: enough that none waits for work
RESERVE = 2  # positions kept free: </s>, and the start of the target


class CTranslate2Backend:
    """The model of a directory, converted into the cache at its first use.

    Raises ModelFormatError where the directory holds no Marian model.
    """

    device = "cpu"
    usual_batch = 512

    def __init__(self, path: Path, revision: str, quantization: str = QUANTIZATION):
        self.name = f"ctranslate2-{quantization}"
        self._subwords = Subwords(path)
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        self._positions = int(config["max_position_embeddings"]) - RESERVE
        self.longest_source = min(self._positions, self._subwords.longest - RESERVE)
        self._translator = load(converted(path, revision, quantization), quantization, workers=cores())

    def normalize(self, text: str) -> str:
        return self._subwords.normalize(text)

    def encode(self, text: str) -> list[int]:
        return self._subwords.encode(text)

    def decode(self, batches: Iterable[list[list[int]]], decoding: Decoding) -> Iterator[list[Hypothesis]]:
        """A batch to a core: small models gain far more from that than from several cores to a batch."""
        running: deque[tuple[int, list[Any]]] = deque()
        for batch in batches:
            running.append(self._start(batch, decoding))
            if len(running) == WAITING * cores():
                yield self._finish(*running.popleft())
        while running:
            yield self._finish(*running.popleft())

    def _start(self, batch: list[list[int]], decoding: Decoding) -> tuple[int, list[Any]]:
        units = self._subwords.units
        room = decoding.room(longest(batch, self.longest_source), self._positions)
        jobs = self._translator.translate_batch(
            [[*(units[token] for token in tokens), "</s>"] for tokens in batch],
            beam_size=decoding.beams,
            max_decoding_length=room,
            max_input_length=0,
            return_scores=True,
            num_hypotheses=decoding.alternatives,
            no_repeat_ngram_size=decoding.no_repeat,
            asynchronous=True,
        )
        return room, jobs

    def _finish(self, room: int, jobs: list[Any]) -> list[Hypothesis]:
        found = []
        for result in results(jobs):
            best, *others = (
                Hypothesis(self._subwords.text(units), float(score), len(units) < room)
                for units, score in zip(result.hypotheses, result.scores)
            )
            found.append(replace(best, others=tuple(others)))
        return found
