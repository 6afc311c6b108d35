"""Sentences that read well without the one before: connectives that point back are taken off their beginnings."""

from __future__ import annotations

import re
from collections.abc import Sequence


def without_connective(sentence: str, connectives: Sequence[str]) -> str:
    """``However, the union is against it.`` without its first word; a sentence that begins otherwise stays as it is.

    ``connectives`` are in small letters; one that ends in a comma is taken off only with it.
    """
    stripped = sentence.strip()
    for connective in connectives:
        match = re.match(re.escape(connective) + r"\s+(?=\w)", stripped, re.IGNORECASE)
        if match and stripped[0].isupper():
            rest = stripped[match.end() :]
            return rest[0].upper() + rest[1:]
    return stripped
