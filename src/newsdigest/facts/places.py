"""Where something happened: places in a German sentence, and their English names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdigest.checks.exonyms import place_forms
from newsdigest.checks.names import Name, is_first_name
from newsdigest.facts.settings import settings

Place = tuple[int, int, str]
"""Where it begins and ends in the sentence, and its English name."""

_CLUB_BEFORE = re.compile(r"(?<!\w)[A-ZÄÖÜ]\w?[A-ZÄÖÜ]\w{0,2} $")
"""FC, VfL, SPD: the place behind is a part of their name."""
_PLACE = re.compile(r"(?<!\w)(?:St\.|[A-ZÄÖÜ][\wäöüß-]{2,}+)(?! \d\d(?![\w.,]| [A-ZÄÖÜ]))")  # not Hannover 96
_SPA = re.compile(r"Bad (?P<name>[A-ZÄÖÜ][\w-]+)")
"""A spa town; what else begins with Bad stands in data/facts.toml."""
_DATELINE = re.compile(
    r"(?P<place>[A-ZÄÖÜ][\w-]+(?: (?:(?:a[mn]|bei|im|in|ob|vor)(?: der)? )?[A-ZÄÖÜ][\w-]+)*)(?:(?P<agency> \([\w/-]{2,12}\)\s?[.:–-])|[.:]$)"
)
"""Where a report was written, in front of it: Osterhagen. Neuental (dpa) -"""
_WORD = re.compile(r"St\.|[\w’'-]+")
_WORDS = re.compile(rf"(?:{_WORD.pattern})(?: (?:{_WORD.pattern})){{0,3}}")
"""A name of up to four words: Rio de Janeiro, Frankfurt an der Oder."""
_LONGEST_ACRONYM = 3
"""Letters up to which a dateline in capitals is written so: USA, but Wolfsburg for WOLFSBURG."""


def places(source: str, runs: Sequence[Sequence[Name]]) -> Iterator[Place]:
    """Where places stand, and their English names; those that are parts of a club's, a party's or a person's name are none.

    ``runs`` are the names of the sentence, as ``people.runs`` gives them.
    """
    until = club_until = -1
    for match in _PLACE.finditer(source):
        begin = match.start()
        if begin < until:
            continue
        end, place = _longest_place(source, match)
        if not place:
            continue
        until = end
        if _CLUB_BEFORE.search(source, 0, begin) or begin == club_until + 1 and source[club_until] == " ":
            club_until = end  # FC Bayern München
        elif not any(_is_part_of(run, begin, end) for run in runs):
            yield begin, end, place


def with_dateline(found: Sequence[Place], source: str, text: str) -> list[Place]:
    """The places of a report's first sentence, and the one in front of it, if an agency follows or the article says that something
    happened there."""
    match = _DATELINE.match(source)
    if not match:
        return list(found)
    begin, end = match.span("place")
    written = match["place"].title() if match["place"].isupper() and len(match["place"]) > _LONGEST_ACRONYM else match["place"]
    there = re.search(rf"\b(?:aus|bei|in|nach|von) {re.escape(written)}(?!\w)", text)
    if not match["agency"] and not there or any((start, stop) == (begin, end) for start, stop, _ in found):
        return list(found)
    english = place_forms(written)
    return [(begin, end, english[0] if english else written), *(place for place in found if place[0] >= end)]


def _longest_place(source: str, match: re.Match[str]) -> tuple[int, str | None]:
    """Where the longest place ends that begins with a word, and its English name; None where none begins there."""
    words = _WORDS.match(source, match.start())
    ends = [word.end() for word in _WORD.finditer(source, *words.span())] if words else []
    for end in reversed(ends):
        written = source[match.start() : end]
        if (spa := _SPA.fullmatch(written)) and spa["name"] not in settings()["place"]["no_spa"]:
            return end, written
        if place := place_forms(written):
            return end, place[0]
    return match.end(), None


def _is_part_of(run: Sequence[Name], begin: int, end: int) -> bool:
    """Whether a place is a person's surname, or what another name begins with: Angela Berlin, New York Times, Paris Hilton."""
    of_person = is_first_name(run[0].text) and run[0].start < begin < run[-1].end
    return of_person or any(name.start == end + 1 and not is_first_name(name.text) for name in run)
