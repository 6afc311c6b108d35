"""What a summary sentence claims that the sentences it rests on do not say: numbers, names, denials, comparisons, speakers.

A sentence is held against its evidence in English and in German; what neither has is unsupported. Paraphrase is allowed:
only words that carry a fact are looked up, and a fact counts as said where something of what stands around it in the sentence is
said with it: the number of another thing, the name of another person is none. The questions are those of human faithfulness
annotation (Maynez et al. 2020; Pagnoni et al. 2021: entity, circumstance, predicate and speaker errors).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from newsdigest.checks.comparison import compare_quantities
from newsdigest.checks.names import folded, likelihood
from newsdigest.checks.negation import Denial, denials, forms, limits, soft_denials
from newsdigest.checks.quantities import Kind, Quantity, quantities
from newsdigest.checks.speakers import speaker_places, speakers
from newsdigest.words import content_of, content_words, stop_words

_AROUND = 3
"""Content words on either side of a claim by which it is told that the evidence speaks of the same thing."""
_SLACK = 2
"""How many of these words fewer a sentence that has the claim may have than one that has not."""
_NEAR = 30
"""Characters on either side of a word within which others count as around it."""
_ENOUGH = 2
"""Words around a denial by which it is told that a sentence says what its evidence denies."""
_LEAST = 4
"""Letters that the name of a place has in common with its adjective at the least."""
_TOLD = 3
"""How many numbers of the evidence a warning names."""
_ROUNDED = 0.1
"""By how much of itself an exact number may be beyond the round one that stands for it."""

SURELY_NAME = 0.7
"""Likelihood of a name from which a word that may have its capital from its place counts as one."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:;“\"‘'(–—-])\s*$")
_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")


class ClaimKind(StrEnum):
    """What is unsupported: a number (or date, time, sum), a name, a denial (there or missing), a comparison, a speaker."""

    NUMBER = "number"
    NAME = "name"
    DENIAL = "denial"
    COMPARISON = "comparison"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Unsupported:
    """One claim without support: the words of the sentence, and what the evidence has in their place, if that is known."""

    kind: ClaimKind
    text: str
    instead: tuple[str, ...] = ()

    def __str__(self) -> str:
        has = f"; it has {', '.join(self.instead)}" if self.instead else ""
        if self.kind is ClaimKind.DENIAL:
            return self.text + has
        return f"not in the evidence: {self.kind} {self.text}{has}"


def unsupported(sentence: str, english: Sequence[str], german: Sequence[str] = (), context: Sequence[str] = ()) -> list[Unsupported]:
    """The claims of an English sentence that its evidence does not support, in the order of the kinds.

    ``english`` and ``german`` are the sentences that it rests on, one beside the other; either may be empty. ``context`` (headline
    and teaser, in English) supports claims as well, but who speaks there need not speak in the evidence.
    """
    there = [*english, *context]
    pairs = [_Evidence(text or "", original or "") for text, original in zip_longest(english, german)] + [_Evidence(t) for t in context]
    return [
        *_numbers(sentence, pairs),
        *_names(sentence, pairs),
        *_denials(sentence, pairs),
        *_comparisons(sentence, there),
        *_speakers(sentence, english, context),
    ]


@dataclass(frozen=True)
class _Evidence:
    """One sentence that supports: in English, and in German where there is one; one of them may be empty."""

    english: str
    german: str = ""

    @property
    def quantities(self) -> list[Quantity]:
        return quantities(self.english, "en") + (quantities(self.german, "de") if self.german else [])

    @property
    def folded(self) -> str:
        return f"{_folded(self.english)} {_folded(self.german)}"


@lru_cache(maxsize=4096)  # a sentence is evidence of several
def _folded(text: str) -> str:
    return folded(text)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def _around(sentence: str, start: int, end: int) -> frozenset[str]:
    """The content words next to a place of the sentence, as ``content_words`` has them, without those of the place itself."""
    before, after = content_words(sentence[:start])[-_AROUND:], content_words(sentence[end:])[:_AROUND]
    return frozenset(before + after) - _content(sentence[start:end])


def _numbers(sentence: str, there: Sequence[_Evidence]) -> Iterator[Unsupported]:
    found = [quantity for evidence in there for quantity in evidence.quantities]
    stated = quantities(sentence, "en")
    for quantity in compare_quantities(stated, []).missing:
        saying = [evidence for evidence in there if _states(evidence, quantity, sentence)]
        rivals = [evidence for evidence in there if any(q.kind is quantity.kind for q in evidence.quantities)]
        if _borne_out(there, saying, rivals, sentence, quantity.start, quantity.end):
            continue
        alike = [q for q in found if q.kind is quantity.kind and q.unit == quantity.unit] or [q for q in found if q.kind is quantity.kind]
        if quantity.kind is Kind.ORDINAL and not alike:
            continue  # "second" is a word of many senses
        first = {(q.value, q.unit): q for q in reversed(alike)}  # 1,140 and, in German, 1.140 are one
        instead = sorted(first.values(), key=alike.index)[:_TOLD]
        yield Unsupported(ClaimKind.NUMBER, _with_unit(quantity, instead), tuple(_with_unit(q, [quantity]) for q in instead))


def _with_unit(quantity: Quantity, others: Sequence[Quantity]) -> str:
    """A quantity as it is written, and its unit where that is all in which it differs from another."""
    alone = quantity.unit and any(quantity.readings & other.readings for other in others)
    return f"{quantity.text} {quantity.unit}" if alone else quantity.text


def _states(evidence: _Evidence, quantity: Quantity, sentence: str) -> bool:
    there = evidence.quantities
    return not compare_quantities([quantity], there).missing or _rounds(sentence, quantity, there)


def _borne_out(
    there: Sequence[_Evidence], saying: Sequence[_Evidence], rivals: Sequence[_Evidence], sentence: str, start: int, end: int
) -> bool:
    """Whether those of the evidence that say what stands at a place of the sentence speak of the same thing there.

    They do where they have of the words around it as many as the ``rivals`` have, that say something else, but for ``_SLACK``; and a
    sentence that is not the first of the evidence, which may be there for this place alone, has one of them at the least. What is
    in German only is taken on trust.
    """
    around = _around(sentence, start, end)
    if any(not evidence.english for evidence in saying):
        return True
    best = max((len(around & _content(evidence.english)) for evidence in rivals), default=0)
    least = {id(evidence): best - _SLACK if evidence is there[0] else max(best - _SLACK, min(1, len(around))) for evidence in saying}
    return any(len(around & _content(evidence.english)) >= least[id(evidence)] for evidence in saying)


def _rounds(sentence: str, quantity: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether a round number with "more than", "almost" or "about" before it stands for an exact one: more than 800 for 803."""
    before = sentence[: quantity.start].rstrip(" $€£").lower()
    side = next((side for side, words in _words("rounding").items() if before.endswith(tuple(words))), None)
    if side is None:
        return False
    for other in there:
        if other.kind in (Kind.NUMBER, Kind.WORD) and (not quantity.unit or not other.unit or quantity.unit == other.unit):
            if _digits(other) <= _digits(quantity):
                continue  # no rounder than the other: 230,000 stands for no 250,000
            beyond = float(other.value - quantity.value)
            if (beyond >= 0 or side != "above") and (beyond <= 0 or side != "below") and abs(beyond) <= _ROUNDED * float(quantity.value):
                return True
    return False


def _digits(quantity: Quantity) -> int:
    """How many digits say something: 3 of 803, 1 of 800."""
    return len(quantity.value.normalize().as_tuple().digits)


def _names(sentence: str, there: Sequence[_Evidence]) -> Iterator[Unsupported]:
    counted = {i for q in quantities(sentence, "en") for i in range(q.start, q.end)}  # Tuesday, May
    for match in _WORD.finditer(sentence):
        if match.start() in counted:
            continue
        word = re.sub(r"['’]s?$", "", match.group())
        if match.start() and sentence[match.start() - 1].isdigit():
            continue  # 60GB
        if not word[:1].isupper() or len(word) < 2 or word == "I" or word.lower().rstrip(".") in _words("titles")["words"]:
            continue
        if _borne_out(there, [evidence for evidence in there if _names_it(evidence, word, sentence)], there, sentence, *match.span()):
            continue
        if _OPENS.search(sentence, 0, match.start()) or _shouted(sentence, match):
            plain = word.capitalize()
            if plain.lower() in stop_words() or likelihood(plain) < SURELY_NAME or not common().isdisjoint(content_of([plain.lower()])):
                continue
        yield Unsupported(ClaimKind.NAME, word)


def _names_it(evidence: _Evidence, word: str, sentence: str) -> bool:
    """Whether a sentence has a name: as it is, as plural, adjective or possessive, by another name, or as initials."""
    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", evidence.english):
        return True
    text, own, name = evidence.folded, f" {_folded(sentence)} ", _folded(word)
    words = set(text.split())
    if all(part in words or any(_inflected(part, other) for other in words) for part in name.split()):
        return True
    groups = (group for group in same_names() if any(name in other.split() and f" {other} " in own for other in group))
    if any(f" {other} " in f" {text} " for group in groups for other in group):
        return True
    if _INITIALS.fullmatch(word) and word.lower() in _initials(evidence.english):
        return True
    return any(word in phrase.split() for short in _INITIALS.findall(evidence.english) for phrase in _spelt_out(short, sentence))


def _inflected(a: str, b: str) -> bool:
    """Whether two folded words are a name and its plural or adjective: Germany, German, Germans."""
    if a + "s" == b or b + "s" == a:
        return True
    if a[:_LEAST] != b[:_LEAST]:
        return False
    common_letters = 0
    for x, y in zip(a, b):
        if x != y:
            break
        common_letters += 1
    endings = _words("endings")
    for length in range(common_letters, _LEAST - 1, -1):
        ends = a[length:], b[length:]
        if any(one in endings["place"] and other in endings["people"] for one, other in (ends, ends[::-1])):
            return True
    return False


def _shouted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a word stands in capitals as its neighbour does: CLICK HERE."""
    return match.group().isupper() and any(
        word.isupper() and len(word) > 1
        for word in (*_WORD.findall(sentence[: match.start()])[-1:], *_WORD.findall(sentence[match.end() :])[:1])
    )


def _initials(text: str) -> str:
    """The initials of all words but those that an acronym leaves out: World Health Organization."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in _words("titles")["left_out"])


def _spelt_out(short: str, sentence: str) -> Iterator[str]:
    """Names in a sentence whose words have these initials."""
    for match in re.finditer(r"\b[A-Z][\w-]+(?: (?:(?:of|the|for|and) )*[A-Z][\w-]+)+", sentence):
        if _initials(match.group()).upper() == short:
            yield match.group()


def _denials(sentence: str, there: Sequence[_Evidence]) -> Iterator[Unsupported]:
    for denial in (own := denials(sentence)):
        if not _denied_there(denial, sentence, there, times=sum(other.denied[:1] == denial.denied[:1] for other in own)):
            yield Unsupported(ClaimKind.DENIAL, f"the sentence denies ({denial.text}), its evidence does not")
            return
    if lost := _lost_denial(sentence, there):
        yield Unsupported(ClaimKind.DENIAL, f"the evidence denies ({lost.text}), the sentence does not")
        return
    for word, turned in limits(sentence):
        others = {there_turned for evidence in there for there_word, there_turned in limits(evidence.english) if there_word == word}
        if others and turned not in others:
            sides = ("the sentence", "its evidence") if turned else ("the evidence", "the sentence")
            yield Unsupported(ClaimKind.DENIAL, f"{sides[0]} denies (not only), {sides[1]} does not")
            return


def _denied_there(denial: Denial, sentence: str, there: Sequence[_Evidence], times: int) -> bool:
    """Whether the evidence denies what a denial denies, rather than say it."""
    best_denied = best_said = 0
    own = {soft.text.lower() for soft in soft_denials(sentence)}
    for evidence in there:
        found = denials(evidence.english)
        if not found and denials(evidence.german, "de"):
            return True  # lost in translation, if there was any English
        if times > 1 and sum(other.denied[:1] == denial.denied[:1] for other in found) < times:
            found = []  # "could not never" is said by no "never"
        ways = [*found, *(soft for soft in soft_denials(evidence.english) if soft.text.lower() not in own)]
        alike = [way for way in ways if set(denial.denied) & way.around or set(way.denied) & denial.around]
        best_denied = max([best_denied, *(len(denial.around & way.around) for way in alike)])
        best_said = max(best_said, _said(denial, evidence.english, ways))
    return best_denied > 0 and best_denied >= best_said


def _said(denial: Denial, text: str, ways: Sequence[Denial]) -> int:
    """How many words around a denial stand around what it denies in a text that does not deny it; 0 where it does not say it."""
    denied_too = {word for way in ways for word in way.around}
    places = (m.span() for m in _TOKEN.finditer(text) if set(forms(m.group())) & set(denial.denied[:1]) - denied_too)
    return max((len(denial.around & frozenset(forms(text[max(0, start - _NEAR) : end + _NEAR]))) for start, end in places), default=0)


def _lost_denial(sentence: str, there: Sequence[_Evidence]) -> Denial | None:
    """A denial of the evidence whose words the sentence has without it."""
    words = set(forms(sentence))
    for evidence in there:
        shared = {soft.text.lower() for soft in soft_denials(evidence.english)}
        own = [*denials(sentence), *(soft for soft in soft_denials(sentence) if soft.text.lower() not in shared)]
        turned = {word for way in own for word in way.around}
        for denial in denials(evidence.english):
            first = set(denial.denied[:1])
            if not first & (words - turned) or len(words & denial.around - first) < min(_ENOUGH, len(denial.around - first)):
                continue
            if not any(
                _said(denial, other.english, [*denials(other.english), *soft_denials(other.english)]) >= _ENOUGH
                for other in there
                if other is not evidence
            ):
                return denial
    return None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((files("newsdigest") / "data" / "claims.toml").read_text(encoding="utf-8"))
    return data


@cache
def _words(table: str) -> dict[str, frozenset[str]]:
    """The word lists of a table of the data, by name."""
    return {name: frozenset(words) for name, words in _data()[table].items()}


@cache
def opposites() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Groups of words that turn a statement round where one stands for the other; each pair both ways."""
    pairs = [(frozenset(pair["one"]), frozenset(pair["other"])) for pair in _data()["opposites"]]
    return pairs + [(other, one) for one, other in pairs]


@cache
def same_names() -> list[frozenset[str]]:
    """Groups of names, folded, of which each stands for each."""
    return [frozenset(folded(name) for name in group["names"]) for group in _data()["same"]]


@cache
def common() -> frozenset[str]:
    """Words that look like a name and are none, as ``content_words`` has them."""
    lines = (files("newsdigest") / "data" / "common_words_en.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _comparisons(sentence: str, english: Sequence[str]) -> Iterator[Unsupported]:
    for one, other in opposites():
        behind = bool(one & _words("behind")["words"])
        for match in _TOKEN.finditer(sentence):
            if match.group().lower() not in one:
                continue
            around = _around(sentence[match.start() if behind else 0 :], *((0, len(match.group())) if behind else match.span()))
            same = max((_shared(text, one, around, behind) for text in english), default=-1)
            turned = max((_shared(text, other, around, behind) for text in english), default=-1)
            if turned > max(same, 0):
                instead = {m.group().lower() for text in english for m in _TOKEN.finditer(text)} & other
                yield Unsupported(ClaimKind.COMPARISON, match.group().lower(), tuple(sorted(instead)))
                break


def _shared(text: str, group: frozenset[str], around: frozenset[str], behind: bool) -> int:
    """How many words that stand around (or only ``behind``) a word of a group do so in a text as well; -1 where it has none of it."""
    places = (match.span() for match in _TOKEN.finditer(text) if match.group().lower() in group)
    return max(
        (len(around & _around(text[start if behind else 0 :], *((0, end - start) if behind else (start, end)))) for start, end in places),
        default=-1,
    )


def _speakers(sentence: str, english: Sequence[str], context: Sequence[str]) -> Iterable[Unsupported]:
    said = speakers(sentence, "en")
    there = {name for text in english for name in speakers(text, "en")}
    besides = {name for text in context for name in speakers(text, "en")}
    if said and there and not said & (there | besides):
        instead = (name for text in english for name in _speaking(text))
        yield Unsupported(ClaimKind.SPEAKER, ", ".join(_speaking(sentence)), tuple(dict.fromkeys(instead)))


def _speaking(text: str) -> list[str]:
    """The names beside a verb of saying, as they are written."""
    return list(dict.fromkeys(text[start:end] for start, end in speaker_places(text, "en")))
