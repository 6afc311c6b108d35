"""Further attempts at what a model got wrong, the cheap ones first, until nothing is found wrong; the best of all is kept.

In turn: what else was in the beam (n-best re-ranking, after Och et al. 2004); the sentence in other guises, with placeholders
for the numbers, names and words that were lost, or that words were made up for, or in two halves where a part was left out,
or with no phrase twice where the model went round in circles; and at last all that a wider beam finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from newsdigest.translation.backend import Decoding, Hypothesis
from newsdigest.translation.fidelity import Faults, costs, judge
from newsdigest.translation.mending import guises, mend, shielded_from_invention
from newsdigest.translation.protection import Protected
from newsdigest.translation.segmentation import cut

BEAMS = 8
NO_REPEAT = 3  # subwords
HALVED = 10  # words from which on a sentence has halves

Decode = Callable[[Sequence[str], Decoding], list[Hypothesis]]
Found = Iterator[tuple[str, list[Hypothesis]]]
"""Sources, and further translations of each."""


@dataclass(frozen=True)
class _Attempt:
    """A sentence in another guise: the texts that a model is given for it, and how their translations become one."""

    source: str
    texts: tuple[str, ...]
    join: Callable[[Sequence[Hypothesis]], Hypothesis | None]


def improve(faulty: Mapping[str, Hypothesis], decode: Decode, decoding: Decoding) -> dict[str, Hypothesis]:
    """The best translation found for each source, the one that is there and its ``others`` included.

    ``decode`` translates any list of texts that are short enough. A translation is better that costs less, by the
    weights of ``data/fidelity.toml``, the model's own score included.
    """
    best = {source: _best(source, (hypothesis, *hypothesis.others)) for source, hypothesis in faulty.items()}
    for further in (_in_other_guises, _of_a_wider_beam):
        still = {source: faulty[source] for source, found in best.items() if judge(source, found).cost}
        for source, translations in further(still, decode, decoding):
            best[source] = _best(source, (best[source], *translations))
    return best


def _in_other_guises(faulty: Mapping[str, Hypothesis], decode: Decode, decoding: Decoding) -> Found:
    """What is lost in the first translation is put in, not what is lost in the best one: that is more, and all of it is hard."""
    faults = {source: judge(source, hypothesis) for source, hypothesis in faulty.items()}
    looped = [source for source, found in faults.items() if found.loop or found.unfinished]
    yield from zip(looped, ([hypothesis] for hypothesis in decode(looped, replace(decoding, no_repeat=NO_REPEAT))))
    attempts = [attempt for source, found in faults.items() for attempt in _attempts(source, faulty[source].text, found)]
    results = iter(decode([text for attempt in attempts for text in attempt.texts], decoding))
    for attempt in attempts:
        if joined := attempt.join([next(results) for _ in attempt.texts]):
            yield attempt.source, [joined]


def _of_a_wider_beam(faulty: Mapping[str, Hypothesis], decode: Decode, decoding: Decoding) -> Found:
    beams = max(BEAMS, decoding.beams)
    for source, found in zip(faulty, decode(list(faulty), replace(decoding, beams=beams, alternatives=beams))):
        yield source, [found, *found.others]


def _attempts(source: str, target: str, faults: Faults) -> Iterator[_Attempt]:
    for guise in guises(source, faults):
        yield _Attempt(source, (guise.text,), partial(_restored, guise, ()))
    if with_german := shielded_from_invention(source, target, faults):
        shield, kept = with_german
        yield _Attempt(source, (shield.text,), partial(_restored, shield, kept))
    if (faults.numbers.missing or faults.names or faults.broken_off or faults.denial) and len(source.split()) >= HALVED:
        halves = cut(source, lambda piece: len(piece) < len(source))
        yield _Attempt(source, tuple(halves), partial(_joined, halves))


def _restored(shield: Protected, kept: tuple[str, ...], found: Sequence[Hypothesis]) -> Hypothesis | None:
    text = shield.restore(found[0].text)
    return None if text is None else replace(found[0], text=text, kept=kept)


def _joined(halves: Sequence[str], found: Sequence[Hypothesis]) -> Hypothesis:
    texts = [hypothesis.text for hypothesis in found]
    for i in range(1, len(texts)):
        first = texts[i].partition(" ")[0]
        # a half that goes on a sentence comes back as a sentence of its own
        if halves[i][0].islower() and first not in halves[i] and first not in ("I", "I'm", "I'll", "I've") and not first.isupper():
            texts[i] = texts[i][:1].lower() + texts[i][1:]
            # and the one before it as one that has ended
            mark = halves[i - 1].rstrip()[-1:]
            texts[i - 1] = texts[i - 1].removesuffix(".") + (mark if mark in ",;:–" and texts[i - 1].endswith(".") else "")
    score = sum(hypothesis.score for hypothesis in found) / len(found)
    return Hypothesis(" ".join(texts), score, all(hypothesis.finished for hypothesis in found))


def _best(source: str, candidates: Sequence[Hypothesis]) -> Hypothesis:
    """The cheapest of the candidates, mended; the first as it is, where nothing is cheaper."""
    weight = costs()["score"]
    best, least = candidates[0], judge(source, candidates[0]).cost - weight * candidates[0].score
    for hypothesis in candidates:
        price = -weight * hypothesis.score
        if price >= least:
            continue  # whatever is found wrong would only be added
        mended = mend(source, hypothesis, judge(source, hypothesis))
        if (price := price + judge(source, mended).cost) < least:
            best, least = mended, price
    return best
