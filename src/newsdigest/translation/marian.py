"""A Marian model through transformers: token ids in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsdigest.translation.backend import Decoding, Hypothesis, longest

if TYPE_CHECKING:
    import torch

RESERVE = 2  # positions kept free: </s>, and the start of the target


class MarianBackend:
    """``MarianMTModel`` and ``MarianTokenizer`` from a local directory.

    Raises ModelFormatError where the directory holds no working Marian model.
    """

    name = "transformers"

    def __init__(self, path: Path, device: torch.device):
        from transformers import MarianMTModel, MarianTokenizer

        from newsdigest.models.loading import load

        self.device = device
        self.usual_batch = 2048 if device.type == "cpu" else 16384
        self.model, self.tokenizer = load(MarianMTModel, MarianTokenizer, path, device)
        # an end that is forced at the limit would pass for one that the model chose
        self.model.generation_config.forced_eos_token_id = None
        self.pad: int = self.model.config.pad_token_id
        self.eos: int = self.model.config.eos_token_id
        limit = min(self.model.config.max_position_embeddings, self.tokenizer.model_max_length)
        self.longest_source = limit - RESERVE
        self._positions: int = self.model.config.max_position_embeddings

    def normalize(self, text: str) -> str:
        """Punctuation as the model was trained on (Moses), white space folded."""
        return " ".join(self.tokenizer.normalize(" ".join(text.split())).split())

    def encode(self, text: str) -> list[int]:
        """Token ids without ``</s>``. Special tokens spelt out in the text are text."""
        ids: list[int] = self.tokenizer.convert_tokens_to_ids(self.tokenizer.tokenize(text, split_special_tokens=True))
        return ids

    def decode(self, batches: Iterable[list[list[int]]], decoding: Decoding) -> Iterator[list[Hypothesis]]:
        """One batch after the other."""
        for batch in batches:
            yield self._decode(batch, decoding)

    def _decode(self, batch: list[list[int]], decoding: Decoding) -> list[Hypothesis]:
        import torch

        length = longest(batch, self.longest_source)
        ids = torch.full((len(batch), length + 1), self.pad, dtype=torch.long)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens) + 1] = torch.tensor([*tokens, self.eos])
        ids = ids.to(self.device)
        mask = (ids != self.pad).long()
        room = decoding.room(length, self._positions - RESERVE)
        with torch.inference_mode():
            targets = self.model.generate(
                input_ids=ids,
                attention_mask=mask,
                num_beams=decoding.beams,
                num_return_sequences=decoding.alternatives,
                no_repeat_ngram_size=decoding.no_repeat or None,
                do_sample=False,
                max_new_tokens=room,
                max_length=None,
                bad_words_ids=[[self.pad]],
            )
            times = decoding.alternatives
            scores = self._scores(ids.repeat_interleave(times, 0), mask.repeat_interleave(times, 0), targets)
        every = []
        for tokens, score in zip(targets.tolist(), scores):
            kept = [t for t in tokens if t not in (self.pad, self.eos)]
            text = self.tokenizer.decode(kept, skip_special_tokens=False, clean_up_tokenization_spaces=False).strip()
            every.append(Hypothesis(text, score, self.eos in tokens))
        return [replace(every[row], others=tuple(every[row + 1 : row + times])) for row in range(0, len(every), times)]

    def _scores(self, ids: torch.Tensor, mask: torch.Tensor, targets: torch.Tensor) -> list[float]:
        """Mean log-probability of each target's tokens, by one more pass over the finished targets."""
        import torch

        logits = self.model(input_ids=ids, attention_mask=mask, decoder_input_ids=targets[:, :-1]).logits
        labels = targets[:, 1:]
        # in rows, so that the log-softmax over the vocabulary never exists for the whole batch
        picked = torch.stack([torch.log_softmax(row.float(), -1).gather(1, label[:, None])[:, 0] for row, label in zip(logits, labels)])
        real = labels != self.pad
        return ((picked * real).sum(1) / real.sum(1).clamp_min(1)).tolist()
