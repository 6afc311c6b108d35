"""A trained model with wider feed-forward layers that computes what it did before (after Chen et al., 2016, "Net2Net").

What is new in the first matrix is drawn like a fresh one's, what is new in the second is zero: no output changes until training
finds a use for it.
"""

from __future__ import annotations

from dataclasses import replace

from model import Marian, Shape


def grown(model: Marian, shape: Shape) -> Marian:
    """The model in a shape that differs in ``hidden`` alone, and there only upwards. Raises ValueError otherwise."""
    if replace(model.shape, hidden=shape.hidden) != shape or shape.hidden < model.shape.hidden:
        raise ValueError(f"a model of {model.shape} cannot grow into {shape}: only the feed-forward layers can, to more than they have")
    wide = Marian(shape)
    there = wide.state_dict()  # the weights themselves
    for name, old in model.state_dict().items():
        if old.shape != there[name].shape and ".fc2." in name:
            there[name].zero_()
        there[name][tuple(slice(0, n) for n in old.shape)] = old
    return wide
