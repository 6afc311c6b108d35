"""The Marian transformer as it is trained: transformers' MarianMTModel, written for speed at fixed shapes.

Parameter names are those of ``MarianMTModel`` after the prefix ``model.``, so that export is a copy. Post-norm
layers, ReLU, sinusoidal positions, one embedding matrix for source, target and output (Junczys-Dowmunt et al., 2018).
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """Sizes of a model. ``pad`` is the id of ``<pad>``, which also starts every target."""

    vocab: int
    pad: int
    eos: int = 0
    width: int = 256
    hidden: int = 1024
    encoder: int = 6
    decoder: int = 2
    heads: int = 4
    positions: int = 512

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(width, width))

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, guided: int = 0) -> tuple[Tensor, Tensor | None]:
        """``mask`` is added to the scores. Returns the output and, where ``guided`` heads are asked for, their
        log attention averaged over those heads (batch, target, source)."""
        batch, length, width = x.shape
        size = width // self.heads

        def split(t: Tensor) -> Tensor:
            return t.view(batch, -1, self.heads, size).transpose(1, 2)

        query, key, value = split(self.q_proj(x)), split(self.k_proj(memory)), split(self.v_proj(memory))
        out = F.scaled_dot_product_attention(query, key, value, mask).transpose(1, 2).reshape(batch, length, width)
        if not guided:
            return self.out_proj(out), None
        # the fused kernel keeps its scores to itself
        scores = torch.matmul(query[:, :guided] * size**-0.5, key[:, :guided].transpose(2, 3)) + mask
        return self.out_proj(out), torch.log_softmax(scores.float(), -1).mean(1)


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float, decoder: bool):
        super().__init__()
        self.dropout, self.decoder = dropout, decoder
        width = shape.width
        self.self_attn, self.self_attn_layer_norm = Attention(width, shape.heads), nn.LayerNorm(width)
        if decoder:
            self.encoder_attn, self.encoder_attn_layer_norm = Attention(width, shape.heads), nn.LayerNorm(width)
        self.fc1, self.fc2, self.final_layer_norm = nn.Linear(width, shape.hidden), nn.Linear(shape.hidden, width), nn.LayerNorm(width)

    def drop(self, t: Tensor) -> Tensor:
        return F.dropout(t, self.dropout, self.training) if self.dropout else t

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, memory_mask: Tensor | None = None, guided: int = 0
    ) -> tuple[Tensor, Tensor | None]:
        attention = None
        x = self.self_attn_layer_norm(x + self.drop(self.self_attn(x, x, mask)[0]))
        if memory is not None and memory_mask is not None:
            context, attention = self.encoder_attn(x, memory, memory_mask, guided)
            x = self.encoder_attn_layer_norm(x + self.drop(context))
        return self.final_layer_norm(x + self.drop(self.fc2(F.relu(self.fc1(x))))), attention


def sinusoids(positions: int, width: int) -> Tensor:
    """Marian's position table: sines in the first half of the width, cosines in the second."""
    angle = torch.arange(positions)[:, None] / torch.pow(10000, 2 * (torch.arange(width) // 2)[None] / width)
    table = torch.zeros(positions, width)
    table[:, : width // 2], table[:, width // 2 :] = torch.sin(angle[:, 0::2]), torch.cos(angle[:, 1::2])
    return table


class Marian(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.0):
        super().__init__()
        self.shape = shape
        self.shared = nn.Embedding(shape.vocab, shape.width)
        self.encoder = nn.ModuleList(Layer(shape, dropout, False) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(Layer(shape, dropout, True) for _ in range(shape.decoder))
        self.register_buffer("table", sinusoids(shape.positions, shape.width), persistent=False)
        self.scale = math.sqrt(shape.width)
        for name, p in self.named_parameters():
            if p.dim() == 2:
                nn.init.xavier_uniform_(p)
            elif name.endswith("bias"):
                nn.init.zeros_(p)
        nn.init.normal_(self.shared.weight, 0, shape.width**-0.5)

    def embed(self, ids: Tensor) -> Tensor:
        return F.embedding(ids, self.shared.weight) * self.scale + self.table[: ids.shape[1]].to(self.shared.weight.dtype)

    def forward(self, source: Tensor, feed: Tensor, guided: int = 0, guided_layer: int = -1) -> tuple[Tensor, Tensor | None]:
        """Hidden states before the output matrix, and the guided attention (see ``Attention.forward``).

        ``source`` (batch, S) ids padded with ``pad``; ``feed`` (batch, T) target ids shifted right.
        """
        dtype = self.shared.weight.dtype
        low = -1e4  # enough to close a position, and safe in bf16
        source_mask = ((source == self.shape.pad) * low).to(dtype)[:, None, None, :]
        length = feed.shape[1]
        causal = torch.full((length, length), low, dtype=dtype, device=feed.device).triu(1)
        memory = self.embed(source)
        for layer in self.encoder:
            memory, _ = layer(memory, source_mask)
        x, attention = self.embed(feed), None
        for i, layer in enumerate(self.decoder):
            here = guided if i == guided_layer % len(self.decoder) else 0
            x, found = layer(x, causal, memory, source_mask, here)
            attention = found if found is not None else attention
        return x, attention


def read_model(directory: Path) -> Marian:
    """An exported model in fp32."""
    from safetensors.torch import load_file

    config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    names = ("vocab_size", "pad_token_id", "eos_token_id", "d_model", "encoder_ffn_dim", "encoder_layers", "decoder_layers")
    model = Marian(Shape(*(config[name] for name in (*names, "encoder_attention_heads"))))
    found = {
        name.removeprefix("model.").replace(".layers.", "."): weight for name, weight in load_file(directory / "model.safetensors").items()
    }
    model.load_state_dict({name: found[name].float() for name in model.state_dict()})
    return model


class OutputLoss(torch.autograd.Function):
    """Label-smoothed cross-entropy through a tied output matrix, forward and backward in one pass over chunks of rows.

    The logits (rows x vocabulary) never exist as a whole: a chunk stays in the cache, which on a CPU is several times
    faster than three passes over memory.
    """

    @staticmethod
    def forward(ctx, hidden: Tensor, weight: Tensor, label: Tensor, smoothing: float, chunk: int) -> Tensor:  # type: ignore[override]
        rows, vocab = hidden.shape[0], weight.shape[0]
        grad_hidden, grad_weight = torch.empty_like(hidden), torch.zeros(weight.shape, dtype=torch.float32, device=weight.device)
        total = torch.zeros((), device=hidden.device)
        for begin in range(0, rows, chunk):
            h, y = hidden[begin : begin + chunk], label[begin : begin + chunk, None]
            logits = F.linear(h, weight).float()
            picked, mean = logits.gather(1, y), logits.mean(1, keepdim=True)
            grad = torch.softmax(logits, 1)
            top = picked - grad.gather(1, y).clamp_min(1e-30).log()  # log of the softmax's denominator
            total += (top - (1 - smoothing) * picked - smoothing * mean).sum()
            if smoothing:
                grad -= smoothing / vocab
            grad.scatter_add_(1, y, torch.full_like(picked, smoothing - 1))
            grad = grad.mul_(1 / rows).to(hidden.dtype)
            grad_hidden[begin : begin + chunk] = grad @ weight
            grad_weight += grad.T @ h
        ctx.save_for_backward(grad_hidden, grad_weight.to(weight.dtype))
        return total / rows

    @staticmethod
    def backward(ctx, scale: Tensor):  # type: ignore[override]
        grad_hidden, grad_weight = ctx.saved_tensors
        return grad_hidden * scale.to(grad_hidden.dtype), grad_weight * scale.to(grad_weight.dtype), None, None, None
