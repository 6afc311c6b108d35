"""The key facts of an article: who, where, how much, when, who says it; each with its place in the German text.

They are read from the German, where the article says them, and shown in English: names as English writes them,
quantities in the words of the translation. Dates are resolved against the day on which the article appeared.
"""

from __future__ import annotations

import re
import tomllib
from calendar import day_name, month_name
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from newsdigest.checks.comparison import same
from newsdigest.checks.exonyms import english_forms, place_forms
from newsdigest.checks.names import Name, folded, is_first_name, likelihood, names
from newsdigest.checks.numerals import language_of
from newsdigest.checks.quantities import Kind, Quantity, quantities
from newsdigest.checks.speakers import speaker_places
from newsdigest.schema import Fact, FactKind, Keyword, Passage, Sentence
from newsdigest.sentences import split_sentences
from newsdigest.words import content_words, stop_words

_NOUN = re.compile(r"[\s-]{1,2}(?P<noun>(?:[a-zäöüß]+[ ])?[A-ZÄÖÜ][\wäöüß-]+)")
_REST = re.compile(r"(?:[\s-][\w’'-]+){1,2}")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«]{12,}[“”\"«»]")
_PERSON = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_CLUB_BEFORE = re.compile(r"(?<!\w)[A-ZÄÖÜ]\w?[A-ZÄÖÜ]\w{0,2} $")
"""FC, VfL, SPD: the place behind is a part of their name."""
_PART_OF_MORE = re.compile(r"(?:\w|\d[:.]|\d[.]?\+)$")
"""In front of a number that counts nothing: A6, 0:2, 90.+4."""
_PLACE = re.compile(r"(?<!\w)(?:St\.|[A-ZÄÖÜ][\wäöüß-]{2,}+)(?! \d\d(?![\w.,]| [A-ZÄÖÜ]))")  # not Hannover 96
_DATELINE = re.compile(
    r"(?P<place>[A-ZÄÖÜ][\w-]+(?: (?:(?:a[mn]|bei|im|in|ob|vor)(?: der)? )?[A-ZÄÖÜ][\w-]+)*)(?:(?P<agency> \([\w/-]{2,12}\)\s?[.:–-])|[.:]$)"
)
"""Where a report was written, in front of it: Osterhagen. Neuental (dpa) -"""
_WORD = re.compile(r"St\.|[\w’'-]+")
_WORDS = re.compile(rf"(?:{_WORD.pattern})(?: (?:{_WORD.pattern})){{0,3}}")
"""A name of up to four words: Rio de Janeiro, Frankfurt an der Oder."""
_DAY_BEFORE = re.compile(r"(?:\b(?:heute|gestern|vorgestern|übermorgen)|tag|woch|abend) $", re.IGNORECASE)
_COIN_BEFORE = re.compile(r"(?P<coin>[$€£¥]|(?<!\w)[A-Z][A-Za-z]{1,2}\.?)\s?$")
_DATE_BEHIND = 7
"""Characters between a weekday and its date: Mittwoch, den 12. März."""
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{3,}")


@dataclass(frozen=True)
class _Found:
    """A fact before it is known whether it is among the best."""

    fact: Fact
    weight: float


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("newsdigest") / "data" / "facts.toml").read_text(encoding="utf-8"))


def key_facts(
    text: str, sentences: Sequence[Sentence], cited: Collection[int], published: date | None, header: Sequence[Passage] = ()
) -> tuple[Fact, ...]:
    """The facts that say most, kind by kind, each kind's in the order of the article.

    ``text`` is the article's, ``cited`` are the indexes of the sentences that the summary rests on, ``published`` the day
    to which "gestern" and "am Montag" refer, ``header`` the title and the teaser: what stands there weighs as what is cited.
    """
    found = [item for passage in header for part in _parts(passage) for item in _of(part, text, published)]
    found += [item for sentence in sentences for item in _of(sentence, text, published)]
    rules = _data()["weight"]
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
        best += sorted((first[name] for name in ranked[: _data()["most"][kind]]), key=lambda fact: fact.start)
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

    runs = list(_runs(names(sentence.source), sentence.source))
    places = list(_places(sentence.source, runs))
    if isinstance(sentence, Sentence) and sentence.index == 0 and (dateline := _dateline(sentence.source, text)):
        if dateline[:2] not in [place[:2] for place in places]:
            places = [dateline, *(place for place in places if place[0] >= dateline[1])]
    for run in runs:
        begin, end = run[0].start, run[-1].end
        written = sentence.source[begin:end]
        if written.lower() in language_of("de").units or any(start <= begin and end <= stop for start, stop, _ in places):
            continue  # CHF
        if (len(run) > 1 or written.isupper()) and _PERSON.fullmatch(written):
            yield fact(FactKind.NAME, begin, end, written, weight=2.0 if len(run) > 1 else 1.0)
    for begin, end, place in places:
        yield fact(FactKind.PLACE, begin, end, place)
    there = quantities(sentence.translation, "en")
    own = quantities(sentence.source, "de")
    for begin, end, day, shown in _dates(sentence.source, own, published):
        yield fact(FactKind.DATE, begin, end, shown, day.isoformat() if day else None)
    for quantity in own:
        if quantity.kind is Kind.NUMBER and (counted := _counted(quantity, sentence.source)):
            english = next((_in_english(q, sentence.translation) for q in there if same(quantity, q)), None)
            if english:
                value = f"{quantity.value.normalize():f}" + (f" {quantity.unit}" if quantity.unit else "")
                yield fact(FactKind.QUANTITY, quantity.start, counted, english, value, 2.0 if quantity.unit else 1.0)
    if _QUOTED.search(sentence.source):
        for begin, end in speaker_places(sentence.source, "de"):
            if not any(begin <= name.start < end for name in names(sentence.source)):
                continue
            yield fact(FactKind.SPEAKER, begin, end, _with_english_title(sentence.source[begin:end]))


def _places(source: str, runs: Sequence[Sequence[Name]]) -> Iterator[tuple[int, int, str]]:
    """Where places stand, and their English names; those that are parts of a club's, a party's or a person's name are none.

    ``runs`` are the names of the sentence, as ``_runs`` gives them.
    """
    until = club_until = -1
    for match in _PLACE.finditer(source):
        begin = match.start()
        end, place = _longest_place(source, match)
        if begin < until or not place:
            continue
        until = end
        if _CLUB_BEFORE.search(source, 0, begin) or begin == club_until + 1 and source[club_until] == " ":
            club_until = end  # FC Bayern München
        elif not any(_is_part_of(run, begin, end) for run in runs):
            yield begin, end, place


def _dateline(source: str, text: str) -> tuple[int, int, str] | None:
    """The place in front of a report, if an agency follows it or the article says that something happened there."""
    match = _DATELINE.match(source)
    if match and (match["agency"] or re.search(rf"\b(?:aus|bei|in|nach|von) {re.escape(match['place'])}(?!\w)", text)):
        return *match.span("place"), match["place"]
    return None


def _longest_place(source: str, match: re.Match[str]) -> tuple[int, str | None]:
    """Where the longest place ends that begins with a word, and its English name; None where none begins there."""
    words = _WORDS.match(source, match.start())
    ends = [word.end() for word in _WORD.finditer(source, *words.span())] if words else []
    for end in reversed(ends):
        written = source[match.start() : end]
        if written.count(" ") == 1 and written.startswith("Bad ") and written.split()[1] not in _data()["place"]["no_spa"]:
            return end, written
        if place := place_forms(written):
            return end, place[0]
    return match.end(), None


def _is_part_of(run: Sequence[Name], begin: int, end: int) -> bool:
    """Whether a place is a person's surname, or what another name begins with: Angela Berlin, New York Times, Paris Hilton."""
    of_person = is_first_name(run[0].text) and run[0].start < begin < run[-1].end
    return of_person or any(name.start == end + 1 and not is_first_name(name.text) for name in run)


def _runs(found: Iterable[Name], source: str) -> Iterator[list[Name]]:
    """Names that stand side by side are one name, unless a first name begins another (laut Pep Guardiola Erling Haaland)."""
    run: list[Name] = []
    for name in found:
        another = len(run) > 1 and is_first_name(name.text) and not is_first_name(run[-1].text)
        if run and (another or source[run[-1].end : name.start] != " "):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _with_english_title(name: str) -> str:
    """``Bürgermeisterin Ilka Dräger`` with the office in English; what English has no word for is left out, and whose office it is."""
    words = name.split()
    begin = next((i for i, word in enumerate(words) if is_first_name(word)), 0)
    title, _, rest = " ".join(words[max(0, begin - 1) :]).partition(" ")
    if begin == 0 and is_first_name(title):
        return name
    if not rest or likelihood(title) > _data()["keywords"]["name"]:
        return name
    office = english_forms(title)
    return f"{office[0][0].upper()}{office[0][1:]} {rest}" if office else rest


def _place(text: str, sentence: Passage, words: str) -> tuple[int, int]:
    """Where a part of a sentence stands in the article; the sentence's own place where marks or markup are between."""
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, sentence.start, sentence.end)
    return match.span() if match else (sentence.start, sentence.end)


def _counted(quantity: Quantity, source: str) -> int | None:
    """Where the words end that say what a number counts; None where it counts nothing: a year, a score, a number of a list."""
    if _YEAR.fullmatch(quantity.text) and not quantity.unit or _PART_OF_MORE.search(source, 0, quantity.start):
        return None
    stop = quantity.text[-1].isalpha() and source.startswith(".", quantity.end)  # Mrd.
    match = _NOUN.match(source, quantity.end + stop)
    if match and match["noun"].split()[0].lower() not in stop_words("de"):
        return match.end()
    if sign := re.compile(r"\s?[%€$]").match(source, quantity.end + stop):
        return sign.end()
    return quantity.end if quantity.unit else None  # CHF 500


def _in_english(quantity: Quantity, translation: str) -> str:
    """The quantity in the words of the translation, with what it counts."""
    begin, end = quantity.start, quantity.end
    coin = _COIN_BEFORE.search(translation, 0, begin)
    if coin and coin["coin"].lower() in language_of("en").units:
        begin = coin.start()
    if translation[end : end + 1] == "%":
        return translation[begin : end + 1]
    match = _REST.match(translation, end)
    if match and begin == quantity.start:
        words = [m for m in re.finditer(r"[\w’'-]+", match.group()) if m.group().lower() not in stop_words() and not m.group()[0].isupper()]
        # "parking lots", but not "customers arrived" nor "42-year-old returns"
        two = len(words) > 1 and not quantity.unit and words[1].group().endswith("s") and not words[0].group().endswith("s")
        if words:
            end = match.start() + words[1 if two and match.group()[0] != "-" else 0].end()
    return translation[begin:end].strip("-")


def _dates(source: str, found: Sequence[Quantity], published: date | None) -> Iterator[tuple[int, int, date | None, str]]:
    """Where dates stand, the day that each means if that is known, and how English writes it."""
    begins = []
    for month in (q for q in found if q.kind is Kind.MONTH):
        day = next(
            (q for q in found if q.kind is Kind.NUMBER and q.value <= 31 and q.value == int(q.value) and 0 <= month.start - q.end <= 2),
            None,
        )
        year = next((q for q in found if q.kind is Kind.NUMBER and 0 <= q.start - month.end <= 1 and len(q.text) == 4), None)
        if day is None:
            continue
        begins.append(day.start)
        shown = f"{day.value} {month_name[int(month.value)]}{f' {year.value}' if year else ''}"
        guessed = int(year.value) if year else _nearest_year(int(month.value), published)
        try:
            meant = date(guessed, int(month.value), int(day.value)) if guessed else None
        except ValueError:  # 31. Februar
            meant = None
        yield day.start, (year or month).end, meant, _english_date(meant) if meant else shown
    if published is None:
        return
    for q in found:
        # "Montags" is every Monday; "am Mittwoch, den 12. März" says which
        if q.kind is Kind.WEEKDAY and not q.text.endswith("s") and not any(0 <= begin - q.end <= _DATE_BEHIND for begin in begins):
            meant = _day_of_week(int(q.value), source[: q.start], source, published)
            yield q.start, q.end, meant, _english_date(meant) if meant else day_name[int(q.value) - 1]
    for match in re.finditer(r"\w+", source):
        days = _data()["relative_days"].get(match.group().lower())
        # "am Morgen", "heute Morgen", "gestern morgen" are in the morning
        if days is None or match.start() and not match.group().islower() or _DAY_BEFORE.search(source, 0, match.start()):
            continue
        meant = published + timedelta(days=days)
        yield *match.span(), meant, _english_date(meant)


def _day_of_week(weekday: int, before: str, source: str, published: date) -> date | None:
    """The day that a weekday (Monday is 1) means: the last one, or the day itself, unless ``before`` ends in a word that
    says another; None where the sentence may speak of what is to come."""
    rules = _data()["weekday"]
    said = before.rpartition(" ")[0].rpartition(" ")[2].lower() if before.endswith(" ") else ""
    back = (published.isoweekday() - weekday) % 7
    if said in rules["ahead"]:
        return published + timedelta(days=7 - back)
    if said in rules["behind"]:
        return published - timedelta(days=back or 7)
    if said in rules["either"]:
        return None
    if not set(rules["to_come"]).isdisjoint(re.findall(r"\w+", source.lower())):
        return None
    return published - timedelta(days=back)


def _nearest_year(month: int, published: date | None) -> int | None:
    """The year of a day without one: the nearest to the article's."""
    if published is None:
        return None
    return min((published.year + n for n in (-1, 0, 1)), key=lambda year: abs((date(year, month, 15) - published).days))


def _english_date(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def keywords(passages: Sequence[tuple[str, str]], most: int | None = None) -> tuple[Keyword, ...]:
    """The words that an article is about, in English, each with its German original: names, and nouns whose English is
    plain from the sentences that have them (Dice 1945).

    ``passages`` are pairs of German and English: title, teaser, sentences.
    """
    german = [{w for w in _CAPITALISED.findall(source) if w.lower() not in _dull()} for source, _ in passages]
    everywhere = set().union(*german)
    german = [{w[:-1] if w[-1] == "s" and w[:-1] in everywhere else w for w in words} for words in german]
    english = [set(content_words(target)) for _, target in passages]
    seen = Counter(word for words in german for word in words)
    kept = {word: form for word in seen if (form := _kept(word, passages, german))}
    taken = {stem for form in kept.values() for stem in content_words(form)}
    linked = kept | _linked(german, [stems - taken for stems in english], seen, passages)
    title = german[0] if german else set()
    ranked = sorted(linked, key=lambda word: -seen[word] * (2 if word in title else 1))
    chosen: dict[str, Keyword] = {}
    for word in ranked:
        if seen[word] > 1 or word in title:
            chosen.setdefault(linked[word].lower(), Keyword(text=linked[word], source=word, count=seen[word]))
    return tuple(list(chosen.values())[: most or _data()["keywords"]["most"]])


@cache
def _dull() -> frozenset[str]:
    return (
        stop_words("de")
        | frozenset(_data()["keywords"]["dull"])
        | frozenset(language_of("de").months)
        | frozenset(language_of("de").weekdays)
    )


def _kept(word: str, passages: Sequence[tuple[str, str]], german: Sequence[Collection[str]]) -> str | None:
    """The English of a name: of a place its own, else the name itself where the translation has it."""
    if place := place_forms(word):
        said = [form for form in place if any(folded(form) in folded(target) for _, target in passages)]
        return (*said, *place)[0]  # FC Bayern Munich is not in Bavaria
    there = any(folded(word) in folded(target).split() for (_, target), words in zip(passages, german) if word in words)
    return word if there and likelihood(word) > _data()["keywords"]["name"] else None


def _linked(
    german: Sequence[Collection[str]], english: Sequence[Collection[str]], seen: Counter[str], passages: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Competitive linking (Melamed 2000): the best pairs first, each word once; a word with two equally good ones has none."""
    there = Counter(stem for stems in english for stem in stems)
    nouns = {word for word in seen if seen[word] > 1 and likelihood(word) < _data()["keywords"]["name"]}
    together = Counter((word, stem) for words, stems in zip(german, english) for word in nouns & set(words) for stem in stems)
    scores = {pair: 2 * n / (seen[pair[0]] + there[pair[1]]) for pair, n in together.items() if n > 1}
    best: dict[str, str] = {}
    used: set[str] = set()
    for (word, stem), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < _data()["keywords"]["dice"]:
            break
        rivals = [s for (w, s), other in scores.items() if w == word and s not in used and s != stem and other >= score]
        rivals += [w for (w, s), other in scores.items() if s == stem and w not in best and w != word and other >= score]
        if word not in best and stem not in used and not rivals:
            best[word] = stem
            used.add(stem)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for _, target in passages:
        for match in re.finditer(r"[^\W\d_][\w’-]*", target):
            for stem in content_words(match.group()):
                written[stem][match.group()] += 1
    found = {word: written[stem].most_common(1)[0][0] for word, stem in best.items() if written[stem]}
    return {word: english for word, english in found.items() if not english.endswith(("ed", "ly"))}
