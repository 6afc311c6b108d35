"""How fast translation is, against what most code does and against CTranslate2 itself, in one run.

    python benchmarks/translation.py [--file GERMAN] [--first 100] [--beams 1 4] [--models bundled random]

``GERMAN`` has one sentence a line. ``random`` is a model of the size of opus-mt-de-en (512 wide, 6+6 layers, 58,101
subwords) with random weights, whose targets all have 30 tokens; its vocabulary is the bundled one, padded. Each way
runs in a process of its own, after one warming sentence: sentences a second, the ratio to one sentence at a time, and
the peak of resident memory.

    one by one      MarianMTModel.generate, a sentence at a time
    batches of 16   MarianMTModel.generate, sorted by length
    raw             ctranslate2.Translator.translate_batch on ready tokens, int8, all cores at one batch of 2,048 tokens
    raw, spread     the same, each core at a batch of its own of 512 tokens
    unmended        Translator.translate on text, backend ctranslate2, mend=False
    newsdigest      the same with mending, but for random weights, where all is wrong
    a feed again    the same with a translation memory that holds nine tenths of the sentences already
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsdigest.models.location import BUNDLED, locate
from newsdigest.translation.conversion import converted

HERE = Path(__file__).parent
NEWS = HERE.parents[1] / "shared" / "translation" / "dev" / "newstest2018.de"
WAYS = ("one by one", "batches of 16", "raw", "raw, spread", "unmended", "newsdigest", "a feed again")
KNOWN = 0.9  # of a feed that is read again
FORCED = 30  # target tokens of the random model

Run = Callable[[list[str]], Any]


def random_model(path: Path) -> None:
    """A model directory of opus-mt size; the subwords beyond the bundled ones are never used."""
    from transformers import MarianConfig, MarianMTModel

    from newsdigest.models.loading import quiet

    for name in ("source.spm", "target.spm", "tokenizer_config.json"):
        shutil.copy(BUNDLED / name, path / name)
    ids = {unit: i for unit, i in json.loads((BUNDLED / "vocab.json").read_text(encoding="utf-8")).items() if unit != "<pad>"}
    size = 58_101
    ids |= {f"filler{i}": i for i in range(len(ids), size - 1)} | {"<pad>": size - 1}
    (path / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    layers = {
        f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in (("layers", 6), ("attention_heads", 8), ("ffn_dim", 2048))
    }
    config = MarianConfig(
        vocab_size=size, d_model=512, pad_token_id=size - 1, decoder_start_token_id=size - 1, eos_token_id=0, forced_eos_token_id=None,
        activation_function="swish", scale_embedding=True, max_position_embeddings=512, **layers,
    )  # fmt: skip
    with quiet():
        MarianMTModel(config).save_pretrained(path)


def measure(way: str, model: Path, beams: int, sentences: list[str], forced: int) -> dict[str, float]:
    makers = {"raw": _raw, "raw, spread": _raw, "unmended": _newsdigest, "newsdigest": _newsdigest, "a feed again": _feed}
    run, prepare = makers.get(way, _generate)(way, model, beams, forced)
    warming = ["Das ist ein Satz, damit alles geladen ist."]
    if prepare:
        prepare(warming + sentences)
    run(warming)
    begin = time.perf_counter()
    run(sentences)
    seconds = time.perf_counter() - begin
    return {"rate": len(sentences) / seconds, "MiB": peak()}


def peak() -> float:
    """Peak resident memory in MiB; getrusage would count that of the parent before the start."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024


def _generate(way: str, model: Path, beams: int, forced: int) -> tuple[Run, None]:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer, network = MarianTokenizer.from_pretrained(model), MarianMTModel.from_pretrained(model, dtype=torch.float32).eval()
    lengths = {"max_new_tokens": forced, "min_new_tokens": forced} if forced else {"max_new_tokens": 200}
    size = 1 if way == "one by one" else 16

    def run(sentences: list[str]) -> None:
        ordered = sentences if size == 1 else sorted(sentences, key=len)
        with torch.inference_mode():
            for first in range(0, len(ordered), size):
                batch = tokenizer(ordered[first : first + size], return_tensors="pt", padding=True)
                targets = network.generate(**batch, num_beams=beams, do_sample=False, max_length=None, **lengths)
                tokenizer.batch_decode(targets, skip_special_tokens=True)

    return run, None


def _raw(way: str, model: Path, beams: int, forced: int) -> tuple[Run, Run]:
    import ctranslate2

    from newsdigest.models.engine import cores
    from newsdigest.translation.subwords import Subwords

    subwords = Subwords(model)
    threads = {"inter_threads": cores(), "intra_threads": 1} if "spread" in way else {"inter_threads": 1, "intra_threads": cores()}
    size = 512 if "spread" in way else 2048
    translator = ctranslate2.Translator(str(converted(model, locate(model).stamp.revision or "")), compute_type="int8", **threads)
    # random weights never choose to end: the bound alone makes all targets equally long, as it does for newsdigest
    lengths = {"max_decoding_length": forced or 200}
    ready: dict[str, list[str]] = {}

    def run(sentences: list[str]) -> None:
        translator.translate_batch([ready[s] for s in sentences], beam_size=beams, max_batch_size=size, batch_type="tokens", **lengths)

    def prepare(sentences: list[str]) -> None:
        ready.update((s, [*(subwords.units[i] for i in subwords.encode(subwords.normalize(s))), "</s>"]) for s in sentences)

    return run, prepare


def _newsdigest(way: str, model: Path, beams: int, forced: int, cache: Path | None = None) -> tuple[Run, None]:
    from newsdigest import Translator
    from newsdigest.translation.backend import Decoding

    translator = Translator(model, backend="ctranslate2", beams=beams, cache=cache or False, mend=way != "unmended" and not forced)
    if forced:
        translator.decoding = Decoding(beams=beams, length_factor=0, length_slack=forced)
    return translator.translate, None


def _feed(way: str, model: Path, beams: int, forced: int) -> tuple[Run, Run]:
    memory = Path(tempfile.mkdtemp(dir=os.environ["NEWSDIGEST_CACHE"]))  # goes with it
    run, _ = _newsdigest(way, model, beams, forced, memory)

    def prepare(sentences: list[str]) -> None:
        run([s for i, s in enumerate(sentences) if (i + 1) % 10 < KNOWN * 10])

    return run, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=NEWS)
    parser.add_argument("--first", type=int, default=100)
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--models", nargs="+", default=["bundled", "random"])
    parser.add_argument("--one", nargs=4, metavar=("WAY", "MODEL", "BEAMS", "FORCED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sentences = options.file.read_text(encoding="utf-8").splitlines()[: options.first]
    if options.one:
        way, model, beams, forced = options.one
        print(json.dumps(measure(way, Path(model), int(beams), sentences, int(forced))))
        return
    print(f"{len(sentences)} sentences of {options.file.name}")
    print(f"{'model':10} {'beams':>5} {'way':14} {'sentences/s':>12} {'ratio':>7} {'MiB':>7}")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        os.environ["NEWSDIGEST_CACHE"] = cache  # the random model must not stay in the user's
        for name in options.models:
            if name == "random":
                path, forced = Path(folder), FORCED
                random_model(path)
            else:
                path, forced = locate(name, "translation").path, 0
            converted(path, locate(path).stamp.revision or "")  # here, so that it counts for no way's memory
            for beams in options.beams:
                base = None
                for way in [way for way in WAYS if not (forced and way == "unmended")]:
                    command = [sys.executable, __file__, "--file", str(options.file), "--first", str(options.first)]
                    one = subprocess.run(
                        [*command, "--one", way, str(path), str(beams), str(forced)],
                        check=True,
                        capture_output=True,
                        text=True,
                    )
                    found = json.loads(one.stdout.splitlines()[-1])
                    base = base or found["rate"]
                    print(f"{name:10} {beams:5} {way:14} {found['rate']:12.1f} {found['rate'] / base:7.1f} {found['MiB']:7.0f}", flush=True)


if __name__ == "__main__":
    main()
