#!/usr/bin/env python3
"""Step 5: the averaged weights as a directory that ``MarianMTModel.from_pretrained`` loads.

    python training/export.py WORK/run --spm WORK/joint.model --out WORK/model [--masters]

Writes fp16 safetensors, the configuration, and the tokenizer's files in the layout of the hub's Marian models; then
loads the directory and compares its logits with the trained model's.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import sentencepiece
import torch

from model import Marian
from train import read_run

TRAINED_LENGTH = 128  # tokens, </s> included: the longest side seen in training


def write_tokenizer(spm: Path, out: Path) -> None:
    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    pieces = {sp.id_to_piece(i): i for i in range(sp.get_piece_size())}
    (out / "vocab.json").write_text(json.dumps(pieces, ensure_ascii=False, indent=0), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(spm, out / name)
    settings = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "de",
        "target_lang": "en",
        "unk_token": "<unk>",
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "model_max_length": TRAINED_LENGTH,
        "separate_vocabs": False,
    }
    (out / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n")


def export(model: Marian, spm: Path, out: Path) -> None:
    """Write the model directory and check it; raises RuntimeError where the logits differ."""
    from transformers import MarianConfig, MarianMTModel

    shape = model.shape
    config = MarianConfig(
        vocab_size=shape.vocab,
        d_model=shape.width,
        encoder_layers=shape.encoder,
        decoder_layers=shape.decoder,
        encoder_ffn_dim=shape.hidden,
        decoder_ffn_dim=shape.hidden,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        max_position_embeddings=shape.positions,
        pad_token_id=shape.pad,
        eos_token_id=shape.eos,
        bos_token_id=shape.eos,
        decoder_start_token_id=shape.pad,
        forced_eos_token_id=None,
        scale_embedding=True,
        activation_function="relu",
        static_position_embeddings=True,
        dropout=0.1,
        num_beams=4,
    )
    hub = MarianMTModel(config)
    state = {}
    for name, value in model.state_dict().items():
        if name == "shared.weight":
            state |= dict.fromkeys(
                ("model.shared.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"), value
            )
        else:
            side, rest = name.split(".", 1)
            state[f"model.{side}.layers.{rest}"] = value
    left = hub.load_state_dict(state, strict=False)
    missing = [k for k in left.missing_keys if not k.endswith(("embed_positions.weight", "final_logits_bias"))]
    if missing or left.unexpected_keys:
        raise RuntimeError(f"the export does not fit: missing {missing}, unexpected {left.unexpected_keys}")
    out.mkdir(parents=True, exist_ok=True)
    hub.half().save_pretrained(out)
    write_tokenizer(spm, out)
    check(model, MarianMTModel.from_pretrained(out, dtype=torch.float32).eval())


@torch.no_grad()
def check(model: Marian, hub: torch.nn.Module) -> None:
    shape = model.shape
    source = torch.randint(1, shape.pad, (3, 11))
    source[1, 8:] = shape.pad
    feed = torch.cat([torch.full((3, 1), shape.pad), torch.randint(1, shape.pad, (3, 8))], 1)
    ours = model(source, feed)[0] @ model.shared.weight.T
    theirs = hub(input_ids=source, attention_mask=(source != shape.pad).long(), decoder_input_ids=feed).logits
    difference = ((ours - theirs).norm() / ours.norm()).item()
    if not difference < 0.01:  # fp16 rounding is near 0.001
        raise RuntimeError(f"the exported model's logits differ from the trained model's by {difference:.3f}")
    print(f"exported; logits differ by {difference:.5f} (fp16 rounding)")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--spm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--masters", action="store_true", help="the last weights instead of the average")
    args = parser.parse_args(argv)
    export(read_run(args.run, not args.masters), args.spm, args.out)


if __name__ == "__main__":
    main()
