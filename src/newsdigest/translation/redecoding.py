"""Further attempts at what a model got wrong or left out, the cheap ones first; the best of all is kept.

In turn: what else was in the beam (n-best re-ranking, after Och et al. 2004); the sentence with the words that were lost in
English already; in other guises, with placeholders for the numbers, names and words that were lost, or that words were made up for,
or in two halves where a part was left out, or with no phrase twice where the model went round in circles; with the words in English
that are said in no known way; and at last all that a wider beam finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from newsdigest.checks.coverage import unsaid
from newsdigest.translation.backend import Decoding, Hypothesis
from newsdigest.translation.fidelity import Faults, judge, price
from newsdigest.translation.mending import Losses, losses, mend, partly_english, seamless, shielded, shielded_from_invention, unsaid_words
from newsdigest.translation.protection import Protected
from newsdigest.translation.segmentation import cut

BEAMS = 12
WIDER = 3  # times the beams asked for, up to BEAMS, where nothing is wrong but a word not found: who asks for few beams wants speed
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


def improve(
    first: Mapping[str, Hypothesis],
    decode: Decode,
    decoding: Decoding,
    lexicon: bool = True,
    fits: Callable[[str], bool] = lambda text: True,
) -> dict[str, Hypothesis]:
    """The best translation found for each source, the one that is there and its ``others`` included.

    ``decode`` translates any list of texts that are short enough, which ``fits`` says: with English put in, a sentence grows. A translation
    is better that costs less, by what ``judge`` finds and by its ``price``, with the weights of ``data/fidelity.toml``; ``lexicon`` as they have it.
    """
    return _Improvement(first, decode, decoding, lexicon, fits).run()


class _Improvement:
    def __init__(self, first: Mapping[str, Hypothesis], decode: Decode, decoding: Decoding, lexicon: bool, fits: Callable[[str], bool]):
        self.first = first
        self.decode = _once(decode)
        self.decoding = decoding
        self.lexicon = lexicon
        self.fits = fits
        self.best = {source: self._best(source, (hypothesis, *hypothesis.others)) for source, hypothesis in first.items()}

    def run(self) -> dict[str, Hypothesis]:
        # other guises twice: the first time may lose what had been there
        for further in (self._with_words_in_english, self._in_other_guises, self._in_other_guises):
            self._go_on(further, [source for source in self.best if self._faulty(source)])
        for further in (self._with_unsaid_words_in_english, self._of_a_wider_beam):
            self._go_on(further, [source for source in self.best if self._faulty(source) or self._incomplete(source)])
        return self.best

    def _go_on(self, further: Callable[[Sequence[str]], Found], sources: Sequence[str]) -> None:
        for source, translations in further(sources):
            self.best[source] = self._best(source, (self.best[source], *translations))

    def _faulty(self, source: str) -> bool:
        return bool(self._judge(source, self.best[source]).cost)

    def _incomplete(self, source: str) -> bool:
        """Whether words are not found in the translation; often they are said in a way that nobody has counted."""
        return self.lexicon and bool(unsaid(source, self.best[source].text))

    def _with_words_in_english(self, sources: Sequence[str]) -> Found:
        return self._in_guise([(source, guise) for source in sources for guise in partly_english(source, self._losses(source))])

    def _with_unsaid_words_in_english(self, sources: Sequence[str]) -> Found:
        guises = []
        for source in sources if self.lexicon else ():
            lost = self._losses(source)
            if words := unsaid_words(source, self.best[source].text, lost):
                guises += [(source, guise) for guise in partly_english(source, replace(lost, words={**lost.words, **words}))]
        return self._in_guise(guises)

    def _in_guise(self, guises: Sequence[tuple[str, Protected]]) -> Found:
        decoding = replace(self.decoding, alternatives=self.decoding.beams)
        guises = [(source, guise) for source, guise in guises if self.fits(guise.text)]
        for (source, guise), found in zip(guises, self.decode([guise.text for _, guise in guises], decoding)):
            yield source, [restored for way in (found, *found.others) if (restored := _restored(source, guise, (), [way]))]

    def _in_other_guises(self, sources: Sequence[str]) -> Found:
        faults = {source: self._judge(source, self.best[source]) for source in sources}
        looped = [source for source, found in faults.items() if found.loop or found.unfinished]
        yield from zip(looped, ([hypothesis] for hypothesis in self.decode(looped, replace(self.decoding, no_repeat=NO_REPEAT))))
        attempts = [attempt for source, found in faults.items() for attempt in _attempts(source, self._losses(source), found)]
        attempts = [attempt for attempt in attempts if all(map(self.fits, attempt.texts))]
        results = iter(self.decode([text for attempt in attempts for text in attempt.texts], self.decoding))
        for attempt in attempts:
            if whole := attempt.join([next(results) for _ in attempt.texts]):
                yield attempt.source, [whole]

    def _of_a_wider_beam(self, sources: Sequence[str]) -> Found:
        asked = self.decoding.beams
        widths = {source: max(asked, BEAMS if self._faulty(source) else min(BEAMS, WIDER * asked)) for source in sources}
        for beams in set(widths.values()):
            chosen = [source for source in sources if widths[source] == beams]
            for source, found in zip(chosen, self.decode(chosen, replace(self.decoding, beams=beams, alternatives=beams))):
                yield source, [found, *found.others]

    def _losses(self, source: str) -> Losses:
        """What is lost in the first translation is hard for the model, even where the best one has it."""
        known = (self.first[source], self.best[source])
        return losses(source, [(hypothesis.text, self._judge(source, hypothesis)) for hypothesis in known])

    def _best(self, source: str, candidates: Sequence[Hypothesis]) -> Hypothesis:
        """The cheapest of the candidates, mended; the first as it is, where nothing is cheaper."""
        best = candidates[0]
        least = price(source, best, self.lexicon) + self._judge(source, best).cost
        for hypothesis in candidates[1:]:
            if price(source, hypothesis, self.lexicon) >= least:
                continue  # whatever is found wrong would only be added
            mended = mend(source, hypothesis, self._judge(source, hypothesis))
            if (cost := price(source, mended, self.lexicon) + self._judge(source, mended).cost) < least:
                best, least = mended, cost
        return best

    def _judge(self, source: str, hypothesis: Hypothesis) -> Faults:
        return judge(source, hypothesis, self.lexicon)


def _once(decode: Decode) -> Decode:
    """``decode`` that does nothing twice."""
    done: dict[tuple[str, Decoding], Hypothesis] = {}

    def decoded(texts: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        new = [text for text in dict.fromkeys(texts) if (text, decoding) not in done]
        if new:
            done.update(zip(((text, decoding) for text in new), decode(new, decoding)))
        return [done[text, decoding] for text in texts]

    return decoded


def _attempts(source: str, lost: Losses, faults: Faults) -> Iterator[_Attempt]:
    if shield := shielded(source, lost):
        yield _Attempt(source, (shield.text,), partial(_restored, source, shield, ()))
    if shield := shielded_from_invention(source, lost):
        yield _Attempt(source, (shield.text,), partial(_restored, source, shield, lost.kept))
    if (faults.numbers.missing or faults.names or faults.broken_off or faults.denial) and len(source.split()) >= HALVED:
        halves = cut(source, lambda piece: len(piece) < len(source))
        yield _Attempt(source, tuple(halves), partial(_joined, halves))


def _restored(source: str, shield: Protected, kept: tuple[str, ...], found: Sequence[Hypothesis]) -> Hypothesis | None:
    text = shield.restore(found[0].text)
    return None if text is None else replace(found[0], text=seamless(source, text), kept=kept)


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
