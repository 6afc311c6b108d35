#!/usr/bin/env python3
"""The missing side of packed text, on a GPU: ids in, pairs of ids out.

    python training/decode.py WORK/reverse WORK/mono.npz --out WORK/back.npz --backwards    # back-translation
    python training/decode.py WORK/teacher WORK/packed.npz WORK/back.npz --out WORK/distil.npz    # distillation (Kim and Rush, 2016)
    python training/decode.py handed/distil.npz DATA/packed*.npz --out WORK/distil.npz    # targets that a lease handed over

Greedy, in batches of many thousand tokens, keys and values kept. Of several packed files each source is translated once. What
lost a digit, repeats itself or is much shorter or longer than its source is left out. ``--backwards`` writes the given text as the target
of the new pairs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from model import Attention, Marian
from packed import Packed, from_sides
from train import BUCKETS, chosen_device, read_run, working_type

LONGEST = BUCKETS[-1] - 2  # tokens, without </s>: the longest side seen in training


def heads(t: Tensor, attention: Attention) -> Tensor:
    return t.view(t.shape[0], t.shape[1], attention.heads, -1).transpose(1, 2)


def attend(attention: Attention, x: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    out = F.scaled_dot_product_attention(heads(attention.q_proj(x), attention), key, value, mask)
    return attention.out_proj(out.transpose(1, 2).reshape(x.shape))


@torch.no_grad()
def greedy(model: Marian, source: Tensor, longest: int) -> Tensor:
    """The likeliest next token, again and again: ids (batch, at most ``longest``), ``eos`` at and after the end.

    ``source`` (batch, S) ids that end with ``eos``, padded with ``pad``.
    """
    shape, dtype = model.shape, model.shared.weight.dtype
    mask = ((source == shape.pad) * -1e4).to(dtype)[:, None, None, :]
    memory = model.embed(source)
    for layer in model.encoder:
        memory, _ = layer(memory, mask)
    batch, size = source.shape[0], shape.width // shape.heads
    crossed = [(heads(a.k_proj(memory), a), heads(a.v_proj(memory), a)) for a in (layer.encoder_attn for layer in model.decoder)]
    kept = [[memory.new_empty(batch, shape.heads, longest, size) for _ in "kv"] for _ in model.decoder]
    out = torch.full((batch, longest), shape.eos, dtype=torch.long, device=source.device)
    token = torch.full((batch,), shape.pad, dtype=torch.long, device=source.device)
    ended = torch.zeros(batch, dtype=torch.bool, device=source.device)
    for step in range(longest):
        x = (F.embedding(token, model.shared.weight) * model.scale + model.table[step].to(dtype))[:, None]
        for layer, cross, cache in zip(model.decoder, crossed, kept):
            own = layer.self_attn
            cache[0][:, :, step : step + 1], cache[1][:, :, step : step + 1] = heads(own.k_proj(x), own), heads(own.v_proj(x), own)
            x = layer.self_attn_layer_norm(x + attend(own, x, cache[0][:, :, : step + 1], cache[1][:, :, : step + 1], None))
            x = layer.encoder_attn_layer_norm(x + attend(layer.encoder_attn, x, *cross, mask))
            x = layer.final_layer_norm(x + layer.fc2(F.relu(layer.fc1(x))))
        token = F.linear(x[:, 0], model.shared.weight).argmax(1).masked_fill(ended, shape.eos)
        out[:, step] = token
        ended |= token == shape.eos
        if step % 8 == 7 and bool(ended.all()):  # asking stops a GPU's queue: seldom
            break
    return out


def batches(lengths: np.ndarray, tokens: int) -> Iterator[np.ndarray]:
    """Indexes of sources of like length, so many tokens at a time."""
    order = np.argsort(-lengths, kind="stable")
    begin = 0
    while begin < len(order):
        count = max(1, tokens // int(lengths[order[begin]] + 1))
        yield order[begin : begin + count]
        begin += count


def translate(model: Marian, sources: list[np.ndarray], tokens: int, report: bool = True) -> list[np.ndarray]:
    """Target ids, without ``eos``, of each source's ids."""
    shape, device = model.shape, model.shared.weight.device
    lengths = np.array([len(s) for s in sources])
    out: list[np.ndarray] = [np.zeros(0, np.uint16)] * len(sources)
    begin, done = time.time(), 0
    for rows in batches(lengths, tokens):
        width = int(lengths[rows].max()) + 1
        given = np.full((len(rows), width), shape.pad, np.int64)
        for i, row in enumerate(rows):
            given[i, : lengths[row]], given[i, lengths[row]] = sources[row], shape.eos
        found = greedy(model, torch.from_numpy(given).to(device), min(LONGEST, 2 * width + 8)).cpu().numpy()
        ends = np.where((found == shape.eos).any(1), (found == shape.eos).argmax(1), found.shape[1])
        for row, ids, end in zip(rows, found, ends):
            out[row] = ids[:end].astype(np.uint16)
        done += len(rows)
    if report:
        print(f"{done} sources, {done / (time.time() - begin):.0f} a second", flush=True)
    return out


def sound(sources: Sequence[np.ndarray], targets: Sequence[np.ndarray], digit: np.ndarray) -> np.ndarray:
    """Which translations may be learned from (bool, one a pair). ``digit`` says of every id whether it is one: it has the vocabulary's length."""
    before, after = (np.array([len(ids) for ids in side], np.int64) for side in (sources, targets))
    good = (0.5 * (before + 4) < after + 4) & (after + 4 < 2 * (before + 4)) & (after < LONGEST) & (after > 0)
    # the digits of both sides are the same where sums of random numbers that stand for them are
    code = np.random.default_rng(1).integers(1, 2**63, len(digit), dtype=np.uint64) * digit

    def digits(flat: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        sums, ends = np.concatenate([np.zeros(1, np.uint64), np.cumsum(code[flat])]), np.cumsum(lengths)
        return sums[ends] - sums[ends - lengths]

    given, made = (np.concatenate([np.zeros(0, np.uint16), *side]) for side in (sources, targets))
    good &= digits(given, before) == digits(made, after)
    flat = made.astype(np.uint64)
    owner = np.repeat(np.arange(len(targets)), after)
    fours = flat[:-3] << np.uint64(48) | flat[1:-2] << np.uint64(32) | flat[2:-1] << np.uint64(16) | flat[3:]
    inside = owner[:-3] == owner[3:]
    # four tokens in a row, as 40 bits, behind the number of their sentence
    keys = owner[:-3][inside].astype(np.uint64) << np.uint64(40) | fours[inside] * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(24)
    keys.sort()
    again = np.bincount((keys[1:][keys[1:] == keys[:-1]] >> np.uint64(40)).astype(np.int64), minlength=len(targets))
    return good & (again < 0.2 * np.maximum(1, after - 3))


def read(paths: list[Path]) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """The distinct sources of packed files, the vocabulary's digits, the languages."""
    seen: dict[bytes, np.ndarray] = {}
    for path in paths:
        with np.load(path) as data:
            ids, starts, digits, languages = data["s"], data["so"], data["digits"], data["languages"]
        for a, b in zip(starts[:-1], starts[1:]):
            if 0 < b - a <= LONGEST:
                seen.setdefault(ids[a:b].tobytes(), ids[a:b])
    return list(seen.values()), digits, languages


def kept_targets(made: Packed, sources: list[np.ndarray]) -> Packed:
    """The targets of ``made`` for these sources, which come in the same order and before all others, and the numbers of the sources."""
    wanted = iter(made["s"][a:b].tobytes() for a, b in zip(made["so"], made["so"][1:]))
    row, now = [], next(wanted, None)
    for number, ids in enumerate(sources):
        if ids.tobytes() == now:
            row.append(number)
            now = next(wanted, None)
    starts = made["to"][: len(row) + 1]
    return {"t": made["t"][: starts[-1]], "to": starts, "row": np.array(row, np.int32), "of": np.array(len(sources))}


def restored(kept: Packed, sources: list[np.ndarray], digits: np.ndarray, languages: Sequence[str]) -> Packed:
    """The pairs of which ``kept_targets`` left out the sources. Raises SystemExit for other sources."""
    if len(sources) != kept["of"]:
        raise SystemExit(f"targets for {kept['of']} sources, and {len(sources)} are given: name all packed files, as sorted by name")
    targets = [kept["t"][a:b] for a, b in zip(kept["to"], kept["to"][1:])]
    return from_sides([sources[row] for row in kept["row"]], targets, digits, languages)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--backwards", action="store_true")
    parser.add_argument("--tokens", type=int, default=65536, help="of a batch")
    args = parser.parse_args(argv)
    sources, digits, languages = read(args.data)
    if args.run.suffix == ".npz":
        with np.load(args.run) as kept:
            np.savez(args.out, **restored(dict(kept), sources, digits, list(languages)))
        return
    device = chosen_device()
    model = read_run(args.run).to(device, working_type(device))
    targets = translate(model, sources, args.tokens)
    digit = np.isin(np.arange(model.shape.vocab), digits)
    good = [(sources[row], targets[row]) for row in np.flatnonzero(sound(sources, targets, digit))]
    print(f"{len(good)} of {len(sources)} pairs kept", flush=True)
    given, made = [s for s, _ in good], [t for _, t in good]
    if args.backwards:
        np.savez(args.out, **from_sides(made, given, digits, list(languages[::-1])))
    else:
        np.savez(args.out, **from_sides(given, made, digits, list(languages)))


if __name__ == "__main__":
    main()
