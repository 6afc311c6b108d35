"""One claim of a summary sentence that what it rests on does not support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class ClaimKind(StrEnum):
    """What is unsupported: a number (or date, time, sum), a name, a denial (there or missing), a comparison, a speaker."""

    NUMBER = "number"
    NAME = "name"
    DENIAL = "denial"
    COMPARISON = "comparison"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Unsupported:
    """One claim without support: the words of the sentence, and what the evidence has in their place, if that is known.

    ``elsewhere``: the evidence has these words, but says them of something else.
    """

    kind: ClaimKind
    text: str
    instead: tuple[str, ...] = ()
    elsewhere: bool = False

    def __str__(self) -> str:
        has = f"; it has {', '.join(self.instead)}" if self.instead else ""
        if self.kind is ClaimKind.DENIAL:
            return self.text + has
        if self.elsewhere:
            return f"the evidence has {self.kind} {self.text} of something else{f' and here {self.instead[0]}' if self.instead else ''}"
        return f"not in the evidence: {self.kind} {self.text}{has}"


def told(sentence: str, claims: Sequence[Unsupported]) -> list[str]:
    """What to tell a reader of a sentence's claims: each once, and the words of one name together."""
    lines: list[Unsupported] = []
    for claim in claims:
        last = lines[-1] if lines else None
        if last and last.kind is claim.kind is ClaimKind.NAME and last.elsewhere == claim.elsewhere:
            words = f"{last.text} {claim.text}"
            if words in sentence and not (last.instead and claim.instead and last.instead != claim.instead):
                lines[-1] = replace(last, text=words, instead=last.instead or claim.instead)
                continue
        lines.append(claim)
    return list(dict.fromkeys(map(str, lines)))
