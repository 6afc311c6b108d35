"""A trained model with wider feed-forward layers, or with more layers in its encoder, that computes what it did before, or nearly.

Wider (after Chen et al., 2016, "Net2Net"): what is new in the first matrix is drawn like a fresh one's, what is new in the second is
zero. Deeper: new layers stand in pairs where the states of tokens deviate most alike; what they add is zero at first, and their normalisations
undo themselves on average. No output changes much until training finds a use for what is new.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from model import Layer, Marian, Shape


def grown(model: Marian, shape: Shape, sample: Tensor | None = None) -> Marian:
    """The model in a shape with more ``hidden``, more ``encoder`` layers (at most twice as many), or both.

    ``sample``: source ids (batch, length) without padding, which a deeper model needs. Raises ValueError for other shapes, or without it.
    """
    old = model.shape
    if replace(old, hidden=shape.hidden, encoder=shape.encoder) != shape or shape.hidden < old.hidden:
        raise ValueError(f"a model of {old} cannot grow into {shape}: only the feed-forward layers can, and the encoder's number of layers")
    if not old.encoder <= shape.encoder <= 2 * old.encoder:
        raise ValueError(f"an encoder of {old.encoder} layers cannot grow to {shape.encoder}: to at most twice as many")
    wide = _wider(model, replace(shape, encoder=old.encoder))
    if shape.encoder == old.encoder:
        return wide
    if sample is None:
        raise ValueError("to grow deeper, a sample of sources is needed")
    return _deeper(wide, shape, sample)


def _wider(model: Marian, shape: Shape) -> Marian:
    wide = Marian(shape)
    there = wide.state_dict()  # the weights themselves
    for name, old in model.state_dict().items():
        if old.shape != there[name].shape and ".fc2." in name:
            there[name].zero_()
        there[name][tuple(slice(0, n) for n in old.shape)] = old
    return wide


@torch.no_grad()
def _deeper(model: Marian, shape: Shape, sample: Tensor) -> Marian:
    new = shape.encoder - model.shape.encoder
    states, hidden = [], model.embed(sample)
    for layer in model.encoder:
        hidden, _ = layer(hidden, torch.zeros(1, 1))
        states.append(hidden)
    # where the deviation of a token's state is least like another's, undoing it on average costs most
    steady = sorted(range(len(states)), key=lambda at: _variation(states[at]))[: (new + 1) // 2]
    behind = [*steady, *steady][:new]
    layers = [
        layer for at, old in enumerate(model.encoder) for layer in (old, *(_silent(shape, states[at]) for _ in range(behind.count(at))))
    ]
    deep = Marian(shape)
    deep.load_state_dict(model.state_dict() | nn.ModuleDict({"encoder": nn.ModuleList(layers)}).state_dict())
    return deep


def _variation(hidden: Tensor) -> float:
    deviation = hidden.std(-1)
    return float(deviation.std() / deviation.mean())


def _silent(shape: Shape, hidden: Tensor) -> Layer:
    """A layer that gives back what it gets, as far as one scale and one offset a normalisation can."""
    layer = Layer(shape, 0.0, False)
    for linear in (m for m in layer.modules() if isinstance(m, nn.Linear)):
        nn.init.xavier_uniform_(linear.weight)
        nn.init.zeros_(linear.bias)
    for last in (layer.self_attn.out_proj, layer.fc2):
        nn.init.zeros_(last.weight)
    deviation, mean = torch.std_mean(hidden, -1, correction=0)
    for norm in (layer.self_attn_layer_norm, layer.final_layer_norm):
        nn.init.constant_(norm.weight, float(deviation.mean()))
        nn.init.constant_(norm.bias, float(mean.mean()))
    return layer
