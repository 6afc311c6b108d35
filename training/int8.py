#!/usr/bin/env python3
"""What int8 costs: BLEU and chrF of a model directory under CTranslate2, in single precision and in int8.

python training/int8.py MODEL_DIR --dev PREFIX [--first N]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import ctranslate2
import sacrebleu
from ctranslate2.converters import TransformersConverter
from transformers import MarianTokenizer

from evaluate import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--first", type=int)
    args = parser.parse_args()
    sources, references = read(Path(f"{args.dev}.de"), args.first), read(Path(f"{args.dev}.en"), args.first)
    tokenizer = MarianTokenizer.from_pretrained(args.model)
    # CTranslate2 wants </s> from the caller
    tokens = [[*tokenizer.tokenize(tokenizer.normalize(text), split_special_tokens=True), "</s>"] for text in sources]
    print(f"{'weights':10} {'BLEU':>6} {'chrF':>6} {'words/s':>8} {'MiB':>6}   {len(sources)} segments of {args.dev.name}, beam 4")
    for kind in ("float32", "int8"):
        with tempfile.TemporaryDirectory() as folder:
            TransformersConverter(str(args.model)).convert(folder, quantization=kind, force=True)
            size = (Path(folder) / "model.bin").stat().st_size / 2**20
            translator = ctranslate2.Translator(folder, inter_threads=1, intra_threads=2, compute_type=kind)
            begin = time.time()
            results = translator.translate_batch(tokens, beam_size=4, max_batch_size=2048, batch_type="tokens", max_decoding_length=300)
            seconds = time.time() - begin
        hypotheses = [tokenizer.convert_tokens_to_string(r.hypotheses[0]) for r in results]
        bleu, chrf = (m.corpus_score(hypotheses, [references]).score for m in (sacrebleu.BLEU(), sacrebleu.CHRF()))
        print(f"{kind:10} {bleu:6.1f} {chrf:6.1f} {sum(len(h.split()) for h in hypotheses) / seconds:8.0f} {size:6.1f}")


if __name__ == "__main__":
    main()
