"""How fast models that write summaries are, and how much memory they take: transformers against CTranslate2, in one run.

    python benchmarks/summarizers.py [--articles 4] [--words 600] [--beams 4] [--tokens 60] [--lengths 1250 2500 5000] [--size large]

The model has the size of bart-large-cnn (1,024 wide, 12+12 layers, 50,264 subwords; ``--size base``: 768 wide, 6+6 layers) and random
weights, so that every summary has as many tokens as it may; the articles are random words. Each way runs in a process of its own, after
one warming article: articles a minute, the ratio to transformers one by one, and the peak of resident memory with its ratio.

    one by one     AutoModelForSeq2SeqLM.generate in single precision, an article at a time
    batch          the same, all articles in one batch
    newsdigest     Summarizer.drafts, backend ctranslate2, int8
    one article    the same, an article at a time

Then seconds for one article of so many words (``--lengths``), which newsdigest cuts, and summarizes in a second pass.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from translation import peak

WAYS = ("one by one", "batch", "newsdigest", "one article")
SIZES = {"large": (1024, 12), "base": (768, 6)}
SUBWORDS = 50_264
SENTENCE = 20  # words
WARMING = 100  # words: more sentences than a summary has, so that the model is asked
WORDS = [f"{a}{b}" for a in ("har", "low", "ter", "mi", "nal", "coal") for b in ("ba", "den", "port", "ster", "win", "dy", "ko", "lu")]

Run = Callable[[list[list[str]]], Any]


def random_model(path: Path, size: str, beams: int, tokens: int) -> None:
    """A model directory in the layout of bart-large-cnn; the subwords beyond those of ``WORDS`` are never read."""
    from tokenizers import ByteLevelBPETokenizer
    from tokenizers.processors import RobertaProcessing
    from transformers import BartConfig, BartForConditionalGeneration, GenerationConfig, PreTrainedTokenizerFast

    from newsdigest.models.loading import quiet

    bpe = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator([" ".join([*WORDS, *WORDS])], vocab_size=800, special_tokens=special, show_progress=False)
    bpe._tokenizer.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0))
    bpe.add_tokens([f"filler{i}" for i in range(SUBWORDS - bpe.get_vocab_size())])
    marks = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
    PreTrainedTokenizerFast(tokenizer_object=bpe._tokenizer, model_max_length=1024, **marks).save_pretrained(path)
    width, layers = SIZES[size]
    sides = {f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in (("layers", layers), ("attention_heads", width // 64), ("ffn_dim", 4 * width))}  # fmt: skip  # noqa: E501
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2, "forced_eos_token_id": 2}
    model = BartForConditionalGeneration(BartConfig(vocab_size=SUBWORDS, d_model=width, max_position_embeddings=1024, **sides, **ids))
    model.generation_config = GenerationConfig(
        **ids, forced_bos_token_id=0, num_beams=beams, max_length=tokens, min_length=tokens // 2, no_repeat_ngram_size=3
    )
    with quiet():
        model.save_pretrained(path)


def article(words: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=SENTENCE)).capitalize() + "." for _ in range(max(1, words // SENTENCE))]


def measure(way: str, model: Path, articles: list[list[str]]) -> dict[str, float]:
    run = _newsdigest(way, model) if way in ("newsdigest", "one article") else _transformers(way, model)
    run([article(WARMING, 0)])
    begin = time.perf_counter()
    run(articles)
    return {"seconds": time.perf_counter() - begin, "MiB": peak()}


def _transformers(way: str, model: Path) -> Run:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer, network = AutoTokenizer.from_pretrained(model), AutoModelForSeq2SeqLM.from_pretrained(model, dtype=torch.float32).eval()

    def run(articles: list[list[str]]) -> None:
        size = 1 if way == "one by one" else len(articles)
        with torch.inference_mode():
            for first in range(0, len(articles), size):
                texts = [" ".join(sentences) for sentences in articles[first : first + size]]
                found = network.generate(**tokenizer(texts, return_tensors="pt", padding=True))
                tokenizer.batch_decode(found, skip_special_tokens=True)

    return run


def _newsdigest(way: str, model: Path) -> Run:
    from newsdigest import Summarizer

    summarizer = Summarizer(model, backend="ctranslate2")

    def run(articles: list[list[str]]) -> None:
        for group in [articles] if way == "newsdigest" else [[sentences] for sentences in articles]:
            summarizer.drafts([(sentences, ()) for sentences in group])

    return run


def in_own_process(options: argparse.Namespace, way: str, model: Path, articles: int, words: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--articles", str(articles), "--words", str(words), "--one", way, str(model)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=4)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=60)
    parser.add_argument("--lengths", type=int, nargs="*", default=[1250, 2500, 5000])
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "MODEL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        way, model = options.one
        print(json.dumps(measure(way, Path(model), [article(options.words, seed) for seed in range(1, options.articles + 1)])))
        return
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        os.environ["NEWSDIGEST_CACHE"] = cache  # the random model must not stay in the user's
        path = Path(folder)
        random_model(path, options.size, options.beams, options.tokens)
        begin = time.perf_counter()
        in_own_process(options, "newsdigest", path, 1, WARMING)  # converts: that counts for nothing below
        print(f"converted in {time.perf_counter() - begin:.0f} s, once")
        print(
            f"{options.articles} articles of {options.words} words, {options.tokens} tokens each, {options.beams} beams, bart-{options.size}"
        )
        print(f"{'way':14} {'articles/minute':>16} {'ratio':>7} {'MiB':>7} {'ratio':>7}")
        base: dict[str, float] = {}
        for way in WAYS:
            found = in_own_process(options, way, path, options.articles, options.words)
            base = base or found
            rate, faster, less = 60 * options.articles / found["seconds"], base["seconds"] / found["seconds"], found["MiB"] / base["MiB"]
            print(f"{way:14} {rate:16.1f} {faster:7.1f} {found['MiB']:7.0f} {less:7.2f}", flush=True)
        for words in options.lengths:
            found = in_own_process(options, "newsdigest", path, 1, words)
            print(
                f"one article of {words:5} words {found['seconds']:7.1f} s {1000 * found['seconds'] / words:7.1f} s a 1,000 words",
                flush=True,
            )


if __name__ == "__main__":
    main()
