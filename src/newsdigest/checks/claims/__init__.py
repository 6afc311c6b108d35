"""What a summary sentence claims that the sentences it rests on do not say: numbers, names, denials, comparisons, speakers.

A sentence is held against its evidence in English and in German; what neither has is unsupported. Paraphrase is allowed:
only words that carry a fact are looked up, and a fact counts as said where something of what stands around it in the sentence is
said with it: the number of another thing, the name of another person is none. The questions are those of human faithfulness
annotation (Maynez et al. 2020; Pagnoni et al. 2021: entity, circumstance, predicate and speaker errors).

Each kind of claim has a module; ``evidence`` is what they are looked up in.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from newsdigest.checks.claims.claim import ClaimKind, Unsupported, told
from newsdigest.checks.claims.comparisons import compared
from newsdigest.checks.claims.denials import denied
from newsdigest.checks.claims.evidence import Evidence
from newsdigest.checks.claims.names import named
from newsdigest.checks.claims.numbers import numbered
from newsdigest.checks.claims.speakers import spoken

__all__ = ["ClaimKind", "Unsupported", "told", "unsupported"]


def unsupported(sentence: str, english: Sequence[str], german: Sequence[str] = (), context: Sequence[str] = ()) -> list[Unsupported]:
    """The claims of an English sentence that its evidence does not support, in the order of the kinds.

    ``english`` and ``german`` are the sentences that it rests on, one beside the other; either may be empty. ``context`` (headline
    and teaser, in English) supports claims as well, but who speaks there need not speak in the evidence.
    """
    there = [*english, *context]
    pairs = [Evidence(text or "", original or "") for text, original in zip_longest(english, german)] + [Evidence(t) for t in context]
    return [
        *numbered(sentence, pairs),
        *named(sentence, pairs),
        *denied(sentence, pairs),
        *compared(sentence, there),
        *spoken(sentence, english, context),
    ]
