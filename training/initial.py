"""A start from which attention forms early.

A Marian model with random weights spends millions of tokens as a language model that ignores its source. Three
measures make it a word-by-word translator from the first step on:

* embeddings of both languages in one space, from the alignment counts (words that translate each other are close)
  and from what stands beside a token: a truncated factorisation of positive pointwise mutual information
  (Levy and Goldberg, 2014);
* cross-attention that passes values through unchanged, so that the aligned source word's embedding reaches the output
  matrix, where its translation is nearest; and that looks near the diagonal, through the position waves;
* small residual branches, so that the embeddings survive the young layers (after Zhang et al., 2019).
"""

from __future__ import annotations

import numpy as np
import torch

from model import Marian
from packed import UNALIGNED


def counts(rows: np.ndarray, columns: np.ndarray, vocab: int) -> np.ndarray:
    return np.bincount(rows.astype(np.int64) * vocab + columns, minlength=vocab * vocab).reshape(vocab, vocab).astype(np.float32)


def association(table: np.ndarray, shift: float = 0.0) -> np.ndarray:
    """Positive pointwise mutual information of a table of counts, smoothed for rare contexts."""
    total = table.sum()
    rows, columns = table.sum(1, keepdims=True), table.sum(0, keepdims=True) ** 0.75
    columns *= total / columns.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(table * total / (rows * columns)) - shift
    return np.where(table > 0, np.maximum(pmi, 0), 0).astype(np.float32)


def embeddings(data: dict[str, np.ndarray], vocab: int, width: int, alignment_share: float = 0.75, seed: int = 1) -> torch.Tensor:
    """Unit-length token vectors (vocab, width); tokens never seen keep a random one."""
    lengths = np.diff(data["to"])
    pair = np.repeat(np.arange(len(lengths)), lengths)
    linked = data["a"] != UNALIGNED
    source = data["s"][data["so"][pair[linked]] + data["a"][linked]]
    links = counts(source, data["t"][linked], vocab)
    matrix = alignment_share * association(links + links.T)
    beside = np.zeros((vocab, vocab), np.float32)
    for ids, starts in ((data["s"], data["so"]), (data["t"], data["to"])):
        owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        for gap in (1, 2):
            same = owner[gap:] == owner[:-gap]
            beside += counts(ids[:-gap][same], ids[gap:][same], vocab) / gap
    matrix += (1 - alignment_share) * association(beside + beside.T)
    generator = torch.Generator().manual_seed(seed)
    square = torch.from_numpy(matrix)
    # randomised range finder with power iterations (Halko, Martinsson and Tropp, 2011)
    probe = torch.randn(vocab, width + 32, generator=generator)
    for _ in range(6):
        probe = torch.linalg.qr(square @ probe)[0]
    values, vectors = torch.linalg.eigh(probe.T @ square @ probe)
    best = values.argsort(descending=True)[:width]
    points = (probe @ vectors[:, best]) * values[best].clamp_min(1e-6).sqrt() ** 0.5
    # rotate at random: the eigenvectors would put everything that matters into the first attention heads
    points = points @ torch.linalg.qr(torch.randn(width, width, generator=generator))[0]
    length = points.norm(dim=1, keepdim=True)
    random = torch.randn(vocab, width, generator=generator) * width**-0.5
    return torch.where(length > 1e-4, points / length.clamp_min(1e-4), random)


@torch.no_grad()
def prepare(model: Marian, vectors: torch.Tensor | None, guided: int, branch: float = 0.4, look: float = 1.0) -> None:
    """Put the start described above into a freshly built model."""
    shape = model.shape
    size = shape.width // shape.heads
    if vectors is not None:
        model.shared.weight.copy_(vectors)
    for layer in (*model.encoder, *model.decoder):
        layer.self_attn.out_proj.weight.mul_(branch)
        layer.fc2.weight.mul_(branch)
    half = shape.width // 2
    for layer in model.decoder:
        cross = layer.encoder_attn
        passing = torch.eye(shape.width, device=cross.v_proj.weight.device)
        cross.v_proj.weight.mul_(0.2).add_(passing)
        cross.out_proj.weight.mul_(0.2).add_(passing)
        for head in range(guided):
            # waves of 20 to 200 tokens: they tell near from far without telling neighbours apart too sharply
            waves = torch.linspace(16, 16 + size // 2 - 1, size // 2).long().clamp_max(half - 1)
            rows = torch.arange(head * size, (head + 1) * size)
            columns = torch.cat([waves, waves + half])
            for projection in (cross.q_proj, cross.k_proj):
                projection.weight[rows] *= 0.2
                projection.weight[rows, columns] += look * size**0.25 * 0.5
