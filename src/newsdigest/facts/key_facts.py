"""The key facts of an article: who, where, how much, when, who says it; each with its place in the German text.

They are read from the German, where the article says them, and shown in English: names as English writes them,
quantities in the words of the translation. Dates are resolved against the day on which the article appeared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsdigest.checks.comparison import same
from newsdigest.checks.names import folded
from newsdigest.checks.numerals import language_of
from newsdigest.checks.quantities import quantities
from newsdigest.checks.speakers import speaker_places
from newsdigest.facts.amounts import begin_with_sign, end_of_counted, in_english
from newsdigest.facts.dates import dates
from newsdigest.facts.people import runs, with_english_title
from newsdigest.facts.places import places, with_dateline
from newsdigest.facts.settings import settings
from newsdigest.schema import Fact, FactKind, Passage, Sentence
from newsdigest.sentences import split_sentences

_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«]{12,}[“”\"«»]")
_PERSON = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


@dataclass(frozen=True)
class _Found:
    """A fact before it is known whether it is among the best."""

    fact: Fact
    weight: float


def key_facts(
    text: str, sentences: Sequence[Sentence], cited: Collection[int], published: date | None, header: Sequence[Passage] = ()
) -> tuple[Fact, ...]:
    """The facts that say most, kind by kind, each kind's in the order of the article.

    ``text`` is the article's, ``cited`` are the indexes of the sentences that the summary rests on, ``published`` the day
    to which "gestern" and "am Montag" refer, ``header`` the title and the teaser: what stands there weighs as what is cited.
    """
    found = [item for passage in header for part in _parts(passage) for item in _of(part, text, published)]
    found += [item for sentence in sentences for item in _of(sentence, text, published)]
    rules = settings()["weight"]
    weights: Counter[tuple[FactKind, str]] = Counter()
    first: dict[tuple[FactKind, str], Fact] = {}
    for item in found:
        fact = item.fact
        name = (fact.kind, folded(fact.value or fact.text))
        important = fact.sentence is None or fact.sentence in cited
        weights[name] += item.weight * (rules["cited"] if important else 1) / (1 + (fact.sentence or 0) / rules["halved_after"])
        first.setdefault(name, fact)
    best = []
    for kind in FactKind:
        ranked = sorted((name for name in first if name[0] is kind), key=lambda name: (-weights[name], first[name].start))
        best += sorted((first[name] for name in ranked[: settings()["most"][kind]]), key=lambda fact: fact.start)
    return tuple(best)


def _parts(passage: Passage) -> Iterator[Passage]:
    """The German sentences of a title or teaser, each with the whole of its English: names, numbers and days do not run on."""
    for begin, end in split_sentences(passage.source):
        yield passage.model_copy(update={"source": passage.source[begin:end]})


def _of(sentence: Passage, text: str, published: date | None) -> Iterator[_Found]:
    def fact(kind: FactKind, begin: int, end: int, english: str, value: str | None = None, weight: float = 1.0) -> _Found:
        start, stop = _place(text, sentence, sentence.source[begin:end])
        index = sentence.index if isinstance(sentence, Sentence) else None
        return _Found(
            Fact(kind=kind, text=english, source=sentence.source[begin:end], sentence=index, start=start, end=stop, value=value),
            weight,
        )

    source = sentence.source
    who = list(runs(source))
    where = list(places(source, who))
    if isinstance(sentence, Sentence) and sentence.index == 0:
        where = with_dateline(where, source, text)
    for run in who:
        begin, end = run[0].start, run[-1].end
        written = source[begin:end]
        if written.lower() in language_of("de").units or any(start <= begin and end <= stop for start, stop, _ in where):
            continue  # CHF
        if (len(run) > 1 or written.isupper()) and _PERSON.fullmatch(written):
            yield fact(FactKind.NAME, begin, end, written, weight=2.0 if len(run) > 1 else 1.0)
    for begin, end, place in where:
        yield fact(FactKind.PLACE, begin, end, place)
    there = quantities(sentence.translation, "en")
    own, weights = quantities(source, "de"), settings()["weight"]
    for begin, end, day, shown in dates(source, own, published):
        yield fact(FactKind.DATE, begin, end, shown, day.isoformat() if day else None)
    for quantity in own:
        if until := end_of_counted(quantity, source):
            english = next((in_english(q, sentence.translation) for q in there if same(quantity, q)), None)
            if english:
                start, minus = begin_with_sign(quantity, source)
                if minus and not english.startswith(("minus", "-", "−")):
                    english = f"minus {english}"
                unit = "percentage points" if english.endswith(("percentage point", "percentage points")) else quantity.unit
                value = f"{minus}{quantity.value.normalize():f}" + (f" {unit}" if unit else "")
                yield fact(FactKind.QUANTITY, start, until, english, value, weights["measured" if quantity.unit else "counted"])
    if _QUOTED.search(source):
        for begin, end in speaker_places(source, "de"):
            if any(begin <= name.start < end for run in who for name in run):
                yield fact(FactKind.SPEAKER, begin, end, with_english_title(source[begin:end]))


def _place(text: str, sentence: Passage, words: str) -> tuple[int, int]:
    """Where a part of a sentence stands in the article; the sentence's own place where marks or markup are between."""
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, sentence.start, sentence.end)
    return match.span() if match else (sentence.start, sentence.end)
