#!/usr/bin/env python3
"""Step 4: train. Resumes from WORK/run/state.pt; stops after --minutes or --until target tokens.

    python training/train.py WORK/packed.npz --out WORK/run --minutes 60 [--dev PREFIX --spm WORK/joint.model]
    python training/train.py WORK/packed.npz --out WORK/run --cooldown 4e6
    python training/train.py WORK/packed.npz WORK/back.npz --out WORK/run
    python training/train.py WORK/reverse.npz --out WORK/reverse --start WORK/run
    python training/train.py WORK/packed.npz --out WORK/run --start src/newsdigest/bundled

The learning rate rises, stays, and falls only in a cooldown (--cooldown TOKENS, to be run on a copy of the state, or
last): a run can go on for as long as there is time. Weights are bf16 with fp32 masters where the processor calculates in bf16, else
fp32; what is exported is their running average. Batches have one of a few dozen shapes, always full: a CPU is several times slower on shapes
that it has not seen.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from growth import grown
from initial import embeddings, prepare
from model import Marian, OutputLoss, Shape, read_model
from packed import UNALIGNED, Packed, read_packed, turned

BUCKETS = (4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128)


class Pairs:
    """Packed pairs as batches of constant shape."""

    def __init__(self, data: Packed, shape: Shape, device: str, tokens: int):
        self.shape, self.device, self.tokens = shape, device, tokens
        self.source = torch.from_numpy(data["s"].astype(np.int32)).to(device)
        self.target = torch.from_numpy(data["t"].astype(np.int32)).to(device)
        self.links = torch.from_numpy(data.get("a", np.full(len(data["t"]), UNALIGNED, np.uint8))).to(device)
        self.source_start, self.target_start = (torch.from_numpy(data[k].astype(np.int64)).to(device) for k in ("so", "to"))
        self.weight = data["w"]
        lengths = np.stack([np.diff(data["so"]), np.diff(data["to"])], 1) + 1  # each side ends with </s>
        bucket = np.searchsorted(np.array(BUCKETS), lengths)
        self.bucket = np.maximum(bucket, bucket.max(1, keepdims=True) - 1)  # at most one bucket apart: fewer shapes
        self.labels = lengths[:, 1]

    def count(self, rows: np.ndarray) -> int:
        """Target tokens of these pairs, with their ``</s>``."""
        return int(self.labels[rows].sum())

    def batches(self, seed: int, longest: int = BUCKETS[-1]) -> list[tuple[int, int, np.ndarray]]:
        """One pass over the data: (source length, target length, pair indexes), shuffled."""
        rng = np.random.default_rng(seed)
        times = np.floor(self.weight + rng.random(len(self.weight))).astype(np.int64)
        rows = np.repeat(np.arange(len(times)), times)
        rng.shuffle(rows)
        out = []
        code = self.bucket[rows] @ np.array([len(BUCKETS), 1])
        for c in np.unique(code):
            s, t = BUCKETS[c // len(BUCKETS)], BUCKETS[c % len(BUCKETS)]
            if max(s, t) > longest:
                continue
            here = rows[code == c]
            size = max(8, 2 * self.tokens // (s + t))
            if len(here) % size:  # fill the last batch by drawing again
                here = np.concatenate([here, rng.choice(here, size - len(here) % size)])
            out += [(s, t, here[i : i + size]) for i in range(0, len(here), size)]
        random.Random(seed).shuffle(out)
        return out

    def gather(self, s: int, t: int, rows: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Source ids, target ids shifted right, labels (-100 where there is none), links (-1 where there is none)."""
        index = torch.from_numpy(rows).to(self.device)

        def cut(flat: Tensor, starts: Tensor, width: int) -> tuple[Tensor, Tensor]:
            begin, at = starts[index][:, None], torch.arange(width, device=self.device)[None]
            count = starts[index + 1][:, None] - begin
            return flat[(begin + at).clamp_max(len(flat) - 1)].long(), at - count  # < 0 inside, 0 at </s>, > 0 beyond

        pad, eos = self.shape.pad, self.shape.eos
        ids, place = cut(self.source, self.source_start, s)
        source = torch.where(place < 0, ids, torch.where(place == 0, eos, pad))
        source_count = (place < 0).sum(1, keepdim=True)
        ids, place = cut(self.target, self.target_start, t)
        label = torch.where(place < 0, ids, torch.where(place == 0, eos, -100))
        feed = torch.cat([torch.full_like(ids[:, :1], pad), torch.where(place < 0, ids, pad)[:, :-1]], 1)
        links, _ = cut(self.links, self.target_start, t)
        links = torch.where((place < 0) & (links != UNALIGNED), links, torch.where(place == 0, source_count, -1))
        return source, feed, label, links


class Flat:
    """All weights of a model as one tensor (bf16, say) with an fp32 master, an average and Adam's moments.

    The embedding of ``<pad>`` stays zero: targets begin with it, and other engines (Marian, CTranslate2) begin them
    with a vector of zeros.
    """

    def __init__(self, model: Marian, dtype: torch.dtype):
        parameters = list(model.parameters())
        assert parameters[0] is model.shared.weight
        width = model.shape.width
        self.pad = slice(model.shape.pad * width, (model.shape.pad + 1) * width)
        self.master = torch.cat([p.detach().float().reshape(-1) for p in parameters])
        self.master[self.pad] = 0
        self.average = self.master.clone()
        self.live = self.master.to(dtype, copy=True)
        self.gradient = torch.zeros_like(self.live)
        begin = 0
        for p in parameters:
            view = slice(begin, begin + p.numel())
            p.data, p.grad = self.live[view].view(p.shape), self.gradient[view].view(p.shape)
            begin += p.numel()
        self.optimizer = torch.optim.AdamW([self.master], lr=1.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True)

    def step(self, rate: float, keep: float, clip: float = 1.0) -> None:
        gradient = self.gradient.float()
        norm = gradient.norm()
        self.master.grad = gradient.mul_((clip / (norm + 1e-6)).clamp_max(1.0))
        self.optimizer.param_groups[0]["lr"] = rate
        self.optimizer.step()
        self.master.grad = None
        self.master[self.pad] = 0
        self.live.copy_(self.master)
        self.average.lerp_(self.master, 1 - keep)
        self.gradient.zero_()

    def begin(self, vector: Tensor) -> None:
        """Start from the weights of another run of the same shape, without its moments."""
        self.master.copy_(vector)
        self.master[self.pad] = 0
        self.average.copy_(self.master)
        self.live.copy_(self.master)

    def state(self) -> dict:
        return {"master": self.master, "average": self.average, "optimizer": self.optimizer.state_dict()}

    def load(self, state: dict) -> None:
        self.master.copy_(state["master"])
        self.average.copy_(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.master[self.pad] = self.average[self.pad] = 0
        self.live.copy_(self.master)


def losses(
    model: Marian, batch: tuple[Tensor, ...], smoothing: float, guided: int, layer: int, chunk: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Cross-entropy per token, guided-alignment loss per linked token, share of links attended to."""
    source, feed, label, links = batch
    hidden, attention = model(source, feed, guided, layer)
    real = label != -100
    cross_entropy = OutputLoss.apply(hidden[real], model.shared.weight, label[real], smoothing, chunk)
    if attention is None:
        return cross_entropy, torch.zeros_like(cross_entropy), torch.zeros_like(cross_entropy)
    linked = links >= 0
    log_attention, goal = attention[linked], links[linked]
    hits = (log_attention.detach().argmax(1) == goal).float().mean()
    return cross_entropy, -log_attention.gather(1, goal[:, None]).mean(), hits


def chosen_device() -> str:
    if not torch.cuda.is_available():
        return "cpu"
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape
    return "cuda"


def working_type(device: str) -> torch.dtype:
    """bf16, or fp32 on a processor that only imitates bf16, which takes three times as long."""
    if device != "cpu":
        return torch.bfloat16
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("amx_bf16") or able.get("avx512_bf16") else torch.float32


def read_run(run: Path, averaged: bool = True) -> Marian:
    """The trained model of a run in fp32."""
    model = Marian(Shape(**json.loads((run / "shape.json").read_text())))
    state = torch.load(run / "state.pt", map_location="cpu", weights_only=True)["weights"]
    Flat(model, torch.float32).live.copy_(state["average" if averaged else "master"])
    return model.eval()


def read_start(path: Path, shape: Shape, data: Packed) -> Tensor:
    """The weights of another run (its average) or of an exported model, as ``Flat`` holds them; grown to ``shape`` if that is wider or deeper.

    Raises ValueError as ``grown`` does.
    """
    model = read_run(path) if (path / "state.pt").exists() else read_model(path)
    starts, lengths = data["so"], np.diff(data["so"])
    length = int(np.median(lengths))
    long = np.flatnonzero(lengths >= length)
    rows = starts[long[:: max(1, len(long) // 256)][:256]]  # from everywhere: packed pairs are sorted
    sample = torch.from_numpy(np.stack([data["s"][row : row + length] for row in rows]).astype(np.int64))
    return Flat(grown(model, shape, sample), torch.float32).master


def read_dev(path: Path, spm: Path | None, first: int, languages: Sequence[str]) -> Packed:
    """The dev pairs in the direction of ``languages``: a packed file, or the first lines of two files of text with this prefix."""
    if path.suffix == ".npz":
        data = read_packed([path])
        return data if list(data["languages"]) == list(languages) else turned(data)
    import sentencepiece

    sp = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    data = {}
    for key, side in zip("st", languages):
        ids = [x[: BUCKETS[-1] - 2] for x in sp.encode(Path(f"{path}.{side}").read_text(encoding="utf-8").split("\n")[:first])]
        data[key] = np.concatenate([np.array(x, np.uint16) for x in ids])
        data[key + "o"] = np.cumsum([0] + [len(x) for x in ids])
    return data | {"w": np.ones(first, np.float32)}


@torch.no_grad()
def dev_loss(model: Marian, weights: Flat, dev: Pairs) -> float:
    """Cross-entropy per token (nats, no smoothing) of the averaged weights on the dev pairs."""
    weights.live.copy_(weights.average)
    model.eval()
    total = count = 0.0
    for s, t, rows in dev.batches(0):
        loss, *_ = losses(model, dev.gather(s, t, rows), 0.0, 0, -1, 512)
        n = dev.count(rows)
        total, count = total + loss.item() * n, count + n
    model.train()
    weights.live.copy_(weights.master)
    return total / count


def train(args: argparse.Namespace) -> None:
    start = time.time()
    device = chosen_device()
    torch.manual_seed(args.seed)
    if args.threads:
        torch.set_num_threads(args.threads)
    data = read_packed(args.data)
    args.out.mkdir(parents=True, exist_ok=True)
    vocab = args.vocab
    shape = Shape(
        vocab, vocab - 1, 0, args.width, args.hidden or 4 * args.width, args.encoder, args.decoder, args.heads or args.width // 64
    )
    model = Marian(shape, args.dropout).to(device)
    state_file = args.out / "state.pt"
    guided = args.guided_heads if "a" in data and args.guided else 0
    if not state_file.exists() and not args.start:
        vectors = embeddings(data, vocab, args.width) if "a" in data and not args.random_start else None
        if not args.random_start:
            prepare(model, vectors.to(device) if vectors is not None else None, max(1, guided))
    weights = Flat(model, working_type(device))
    if args.start and not state_file.exists():
        weights.begin(read_start(args.start, shape, data))
    step = tokens = seen_passes = at = 0
    cooled = 0.0
    if state_file.exists():
        state = torch.load(state_file, map_location=device, weights_only=True)
        weights.load(state["weights"])
        step, tokens, seen_passes, at = state["step"], state["tokens"], state["pass"], state["at"]
    (args.out / "shape.json").write_text(json.dumps(shape.as_dict()))
    pairs = Pairs(data, shape, device, args.tokens)
    dev = (
        Pairs(read_dev(args.dev, args.spm, args.dev_lines, data.get("languages", ("de", "en"))), shape, device, 2048) if args.dev else None
    )
    print(
        f"{weights.master.numel() / 1e6:.2f} M parameters on {device}, {len(pairs.weight)} pairs, at step {step}, {tokens / 1e6:.1f} M tokens",
        flush=True,
    )

    def save() -> None:
        torch.save({"weights": weights.state(), "step": step, "tokens": tokens, "pass": seen_passes, "at": at}, args.out / "state.tmp")
        (args.out / "state.tmp").replace(state_file)

    shown = saved = time.time()
    begun_at, sums, count, shown_tokens, last_dev = tokens, torch.zeros(3, device=device), 0, tokens, tokens
    model.train()
    done = False
    while not done:
        longest = args.short if tokens < args.short_tokens else BUCKETS[-1]
        todo = pairs.batches(args.seed * 1000 + seen_passes, longest)
        while at < len(todo) and not done:
            rate = args.rate * min(1.0, (step + 1) / args.warmup)
            if args.cooldown or args.cooldown_minutes:
                cooled = (tokens - begun_at) / args.cooldown if args.cooldown else (time.time() - start) / 60 / args.cooldown_minutes
                rate *= max(0.02, 1 - cooled) if args.linear else max(0.02, 1 - math.sqrt(min(1.0, cooled)))
            share = args.guided * max(args.guided_least, 1 - tokens / args.guided_tokens)
            looked_at = guided if share else 0  # the fused kernel is for attention that is not looked at
            ce, ga, hits = losses(model, pairs.gather(*todo[at]), args.smoothing, looked_at, args.guided_layer, args.chunk)
            n = pairs.count(todo[at][2])
            (ce + share * ga).backward()
            weights.step(rate, min(args.average, (step + 1) / (step + 10)))
            step, at, tokens, count = step + 1, at + 1, tokens + n, count + n
            sums += n * torch.stack([ce.detach(), ga.detach(), hits])  # read when it is reported: reading stops a GPU's queue
            now = time.time()
            if step % args.report == 0:
                ce_mean, ga_mean, hit_mean = (sums / count).tolist()
                print(
                    f"step {step} loss {ce_mean:.3f} guided {ga_mean:.2f} hits {hit_mean:.2f} rate {rate:.1e} {tokens / 1e6:.2f} M tokens"
                    f" {(tokens - shown_tokens) / (now - shown):.0f}/s {(now - start) / 60:.1f} min",
                    flush=True,
                )
                sums, count, shown, shown_tokens = torch.zeros_like(sums), 0, now, tokens
            if dev and tokens - last_dev >= args.dev_every:
                last_dev = tokens
                print(f"dev loss {dev_loss(model, weights, dev):.4f} at {tokens / 1e6:.2f} M tokens", flush=True)
            if now - saved > args.save * 60:
                save()
                saved = time.time()
            done = now - start > args.minutes * 60 or tokens >= args.until or cooled >= 1
            if longest < BUCKETS[-1] and tokens >= args.short_tokens:
                at = len(todo)
        if at >= len(todo):
            seen_passes, at = seen_passes + 1, 0
    save()
    if dev:
        print(f"dev loss {dev_loss(model, weights, dev):.4f} at {tokens / 1e6:.2f} M tokens", flush=True)
    print(f"stopped at step {step}, {tokens} target tokens, {seen_passes} passes", flush=True)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("data", type=Path, nargs="+")
    add("--out", type=Path, required=True)
    add("--vocab", type=int, default=8000)
    add("--width", type=int, default=256)
    add("--hidden", type=int, default=0, help="of the feed-forward layers; 0: four times the width")
    add("--encoder", type=int, default=6)
    add("--decoder", type=int, default=2)
    add("--heads", type=int, default=0, help="0: one for each 64 of the width")
    add("--dropout", type=float, default=0.0)
    add("--tokens", type=int, default=4096, help="of a batch, mean of both sides")
    add("--rate", type=float, default=1e-3)
    add("--warmup", type=int, default=500, help="steps")
    add("--smoothing", type=float, default=0.1)
    add("--guided", type=float, default=0.5, help="weight of the alignment loss at the start; 0 turns it off")
    add("--guided-heads", type=int, default=1)
    add("--guided-layer", type=int, default=-1)
    add("--guided-tokens", type=float, default=20e6, help="target tokens after which it has fallen to its least")
    add("--guided-least", type=float, default=0.1, help="share of --guided that stays")
    add(
        "--start",
        type=Path,
        help="another run whose averaged weights are the start, or an exported model; --hidden and --encoder may be larger",
    )
    add("--random-start", action="store_true", help="plain Xavier initialisation")
    add("--short", type=int, default=BUCKETS[-1], help="longest side while young")
    add("--short-tokens", type=float, default=0)
    add("--average", type=float, default=0.999, help="share of the old average kept at each step")
    add("--minutes", type=float, default=1e9, help="reading included")
    add("--until", type=float, default=1e15, help="target tokens in all")
    add("--cooldown", type=float, default=0, help="target tokens over which the rate falls to nothing")
    add("--cooldown-minutes", type=float, default=0, help="the same by the clock")
    add("--linear", action="store_true", help="cool down linearly instead of by 1 - sqrt")
    add("--chunk", type=int, default=512, help="rows of logits at a time; on a GPU, tens of thousands")
    add("--dev", type=Path, help="prefix of two files of text, which --spm cuts into tokens, or packed pairs")
    add("--spm", type=Path)
    add("--dev-lines", type=int, default=500, help="of text")
    add("--dev-every", type=float, default=500e3)
    add("--report", type=int, default=50)
    add("--save", type=float, default=5, help="minutes")
    add("--threads", type=int, default=0)
    add("--seed", type=int, default=1)
    train(parser.parse_args(argv))


if __name__ == "__main__":
    main()
