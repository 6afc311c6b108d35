"""A Marian model through CTranslate2: int8 on the CPU, several times as fast as transformers."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from newsdigest.translation.backend import Decoding, Hypothesis
from newsdigest.translation.conversion import QUANTIZATION, converted
from newsdigest.translation.subwords import Subwords

_POLL = 0.002  # seconds
RESERVE = 2  # positions kept free: </s>, and the start of the target


class CTranslate2Backend:
    """The model of a directory, converted into the cache at its first use.

    Raises ModelFormatError where the directory holds no Marian model.
    """

    device = "cpu"

    def __init__(self, path: Path, revision: str, quantization: str = QUANTIZATION):
        import ctranslate2

        self.name = f"ctranslate2-{quantization}"
        self._subwords = Subwords(path)
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        self._positions = int(config["max_position_embeddings"]) - RESERVE
        self.longest_source = min(self._positions, self._subwords.longest - RESERVE)
        self._translator = ctranslate2.Translator(
            str(converted(path, revision, quantization)), device="cpu", compute_type=quantization, inter_threads=1, intra_threads=cores()
        )

    def normalize(self, text: str) -> str:
        return self._subwords.normalize(text)

    def encode(self, text: str) -> list[int]:
        return self._subwords.encode(text)

    def decode(self, batch: list[list[int]], decoding: Decoding) -> list[Hypothesis]:
        """Translate token id lists (none empty, none longer than ``longest_source``)."""
        longest = max(map(len, batch))
        if not min(map(len, batch)) or longest > self.longest_source:
            raise ValueError("a batch must hold neither empty nor over-long sequences")
        units = self._subwords.units
        room = decoding.room(longest, self._positions)
        running = self._translator.translate_batch(
            [[*(units[token] for token in tokens), "</s>"] for tokens in batch],
            beam_size=decoding.beams,
            max_decoding_length=room,
            max_input_length=0,
            return_scores=True,
            asynchronous=True,
        )
        # a blocking call would keep Ctrl-C waiting for the end of the batch
        while not all(job.done() for job in running):
            time.sleep(_POLL)
        results = [job.result() for job in running]
        return [
            Hypothesis(self._subwords.text(result.hypotheses[0]), float(result.scores[0]), len(result.hypotheses[0]) < room)
            for result in results
        ]


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
