"""A Marian directory converted for CTranslate2: int8 weights, without torch or transformers.

The layout of the weights is that of ``MarianMTModel``.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from newsdigest.errors import ModelFormatError
from newsdigest.models.conversions import INT8, kept_conversion

QUANTIZATION = INT8
KIND = "1"
"""Of what this module writes; another one makes every conversion anew."""

Weights = dict[str, "np.ndarray[Any, Any]"]


def converted(path: Path, revision: str, quantization: str = QUANTIZATION) -> Path:
    """The converted model of a directory, from the cache where it is whole, else made now.

    Raises ModelFormatError where the directory holds no Marian model, and as ``kept_conversion`` does.
    """
    return kept_conversion(path, revision, quantization, KIND, _convert)


def _convert(path: Path, out: Path, quantization: str) -> None:
    from ctranslate2.specs import common_spec, transformer_spec

    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        units = [
            unit for unit, _ in sorted(json.loads((path / "vocab.json").read_text(encoding="utf-8")).items(), key=lambda item: item[1])
        ]
        activation = {"relu": "RELU", "swish": "SWISH", "silu": "SWISH", "gelu": "GELU"}[config["activation_function"]]
        spec = transformer_spec.TransformerSpec.from_config(
            (config["encoder_layers"], config["decoder_layers"]),
            config["encoder_attention_heads"],
            pre_norm=False,
            activation=getattr(common_spec.Activation, activation),
        )
        _fill(spec, _read_weights(path), config)
        # transformers begins targets with <pad>, whose embedding is zero; CTranslate2 begins them with zeros
        spec.decoder.start_from_zero_embedding = True
        if units[-1] == "<pad>":
            units.pop()
            _drop_last_row(spec)
        spec.register_source_vocabulary(units)
        spec.register_target_vocabulary(units)
        spec.config.eos_token = "</s>"
        spec.config.unk_token = "<unk>"
        spec.config.decoder_start_token = "</s>"
        spec.validate()
        spec.optimize(quantization=quantization)
        out.mkdir()
        spec.save(str(out))
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise ModelFormatError(f"{path} is no Marian model that can be converted: {type(error).__name__} {error}") from error


def _read_weights(path: Path) -> Weights:
    """All tensors in single precision, by their names in ``MarianMTModel``."""
    if (path / "model.safetensors").exists():
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            return {name: tensor.astype(np.float32) for name, tensor in load_file(path / "model.safetensors").items()}
        except SafetensorError as error:
            raise ModelFormatError(f"{path / 'model.safetensors'} holds no weights: {error}") from error
    if (path / "pytorch_model.bin").exists():
        import torch

        try:
            tensors = torch.load(path / "pytorch_model.bin", map_location="cpu", weights_only=True)
        except Exception as error:  # whatever a damaged file leads to
            raise ModelFormatError(f"{path / 'pytorch_model.bin'} holds no weights: {error}") from error
        return {name: tensor.float().numpy() for name, tensor in tensors.items()}
    raise ModelFormatError(f"{path} has its weights in several files; only transformers reads them: backend='transformers'")


def _fill(spec: Any, weights: Weights, config: dict[str, Any]) -> None:
    def linear(target: Any, *names: str) -> None:
        target.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        target.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(target: Any, name: str) -> None:
        target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def attention(target: Any, name: str, *, own: bool) -> None:
        query, key, value = (f"{name}.{part}_proj" for part in "qkv")
        if own:
            linear(target.linear[0], query, key, value)
        else:
            linear(target.linear[0], query)
            linear(target.linear[1], key, value)
        linear(target.linear[-1], f"{name}.out_proj")
        norm(target.layer_norm, f"{name}_layer_norm")

    scale = math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0
    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        embeddings = weights.get(f"model.{side}.embed_tokens.weight", weights.get("model.shared.weight"))
        target = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        target.weight = embeddings
        part.scale_embeddings = scale
        positions = weights.get(f"model.{side}.embed_positions.weight")
        part.position_encodings.encodings = (
            positions if positions is not None else _sinusoids(config["max_position_embeddings"], config["d_model"])
        )
        for number, layer in enumerate(part.layer):
            name = f"model.{side}.layers.{number}"
            attention(layer.self_attention, f"{name}.self_attn", own=True)
            if side == "decoder":
                attention(layer.attention, f"{name}.encoder_attn", own=False)
            linear(layer.ffn.linear_0, f"{name}.fc1")
            linear(layer.ffn.linear_1, f"{name}.fc2")
            norm(layer.ffn.layer_norm, f"{name}.final_layer_norm")
    head = weights.get("lm_head.weight", weights.get("model.decoder.embed_tokens.weight", weights.get("model.shared.weight")))
    spec.decoder.projection.weight = head
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = bias.reshape(-1)


def _sinusoids(count: int, width: int) -> np.ndarray[Any, Any]:
    """Marian's positions: sines in the first half, cosines in the second (Vaswani et al. 2017, not interleaved)."""
    angles = np.arange(count)[:, None] / np.power(10000, 2 * (np.arange(width // 2) / width))[None]
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def _drop_last_row(spec: Any) -> None:
    """Without ``<pad>``, which CTranslate2 needs not and must not generate."""
    size = spec.encoder.embeddings[0].weight.shape[0] - 1
    for part in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        part.weight = part.weight[:size]
    bias = spec.decoder.projection.bias
    if isinstance(bias, np.ndarray):
        spec.decoder.projection.bias = bias[:size]
