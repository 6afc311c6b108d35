"""A second attempt at what a model got wrong, in several ways at once; the best of all attempts is kept.

The ways: more alternatives of a wider beam (n-best re-ranking, after Och et al. 2004); the sentence with placeholders for
the numbers, names and words that were lost, or that words were made up for; its two halves by themselves, where a part was left out; no phrase twice, where the
model went round in circles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from newsdigest.translation.backend import Decoding, Hypothesis
from newsdigest.translation.fidelity import Faults, costs, judge
from newsdigest.translation.mending import mend, shielded, shielded_from_invention
from newsdigest.translation.protection import Protected
from newsdigest.translation.segmentation import cut

BEAMS = 8
NO_REPEAT = 3  # subwords
HALVED = 10  # words from which on a sentence has halves

Decode = Callable[[Sequence[str], Decoding], list[Hypothesis]]


@dataclass(frozen=True)
class _Attempt:
    """A sentence in another guise: the texts that a model is given for it, and how their translations become one."""

    source: str
    texts: tuple[str, ...]
    join: Callable[[Sequence[Hypothesis]], Hypothesis | None]


def improve(faulty: Mapping[str, Hypothesis], decode: Decode, decoding: Decoding) -> dict[str, Hypothesis]:
    """The best translation found for each source, the one that is there included.

    ``decode`` translates any list of texts that are short enough. A translation is better that costs less, by the
    weights of ``data/fidelity.toml``, the model's own score included.
    """
    candidates = {source: [hypothesis] for source, hypothesis in faulty.items()}
    faults = {source: judge(source, hypothesis) for source, hypothesis in faulty.items()}

    wide = replace(decoding, beams=max(BEAMS, decoding.beams), alternatives=max(BEAMS, decoding.beams))
    for source, best in zip(faulty, decode(list(faulty), wide)):
        candidates[source] += [best, *best.others]
    looped = [source for source, found in faults.items() if found.loop or found.unfinished]
    for source, hypothesis in zip(looped, decode(looped, replace(decoding, no_repeat=NO_REPEAT))):
        candidates[source].append(hypothesis)
    attempts = [attempt for source, found in faults.items() for attempt in _attempts(source, faulty[source].text, found)]
    results = iter(decode([text for attempt in attempts for text in attempt.texts], decoding))
    for attempt in attempts:
        joined = attempt.join([next(results) for _ in attempt.texts])
        if joined:
            candidates[attempt.source].append(joined)

    return {source: _best(source, found) for source, found in candidates.items()}


def _attempts(source: str, target: str, faults: Faults) -> Iterator[_Attempt]:
    shield = shielded(source, faults)
    if shield:
        yield _Attempt(source, (shield.text,), partial(_restored, shield, ()))
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
    mended = [mend(source, hypothesis, judge(source, hypothesis)) for hypothesis in candidates]
    weight = costs()["score"]
    return min([candidates[0], *mended], key=lambda hypothesis: judge(source, hypothesis).cost - weight * hypothesis.score)
