"""How German and English write quantities: ``data/quantities_de.toml`` and ``quantities_en.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_NUMBER = {
    "de": r"\d{1,3}(?:['’]\d{3})+\.\d+|\d{1,3}(?:[.'’\u00a0\u202f ]\d{3})+(?![\d])(?:,\d+)?|\d+,\d+|\d+\.\d+(?:\.\d+)*|\d+",
    "en": r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)+|\d+,\d+|\d+",
}
_TIME = {
    "de": r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?=(?:\s*(?:-|–|bis|und|oder)\s*(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?)?\s*Uhr\b)(?:\s*Uhr(?:\s+(?P<late>[0-5]\d)\b)?)?",
    "en": r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?|o['’]clock|hours\b|(?<=:\d\d))",
}


@dataclass(frozen=True)
class Language:
    """One language's words for quantities, and the patterns made of them; the data files say what each list is."""

    scales: dict[str, Decimal]
    units: dict[str, str]
    words: dict[str, Decimal]
    ordinals: dict[str, Decimal]
    ambiguous: frozenset[str]
    loose: frozenset[str]
    months: dict[str, Decimal]
    weekdays: dict[str, Decimal]
    weekday: re.Pattern[str]
    number: re.Pattern[str]
    time: re.Pattern[str]
    half_past: re.Pattern[str]
    afternoon: re.Pattern[str]
    later: tuple[tuple[str, range], ...]
    decade: re.Pattern[str]
    token: re.Pattern[str]
    word: re.Pattern[str]
    half: re.Pattern[str]
    article: re.Pattern[str]
    vague: re.Pattern[str]
    counted: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def language_of(code: str) -> Language:
    """The words and patterns of ``de`` or ``en``."""
    data = tomllib.loads((files("newsdigest") / "data" / f"quantities_{code}.toml").read_text(encoding="utf-8"))
    units = {word: unit for unit, written in data["units"].items() for word in written}
    scales = {word: Decimal(int(value)) for word, value in data["scales"].items()}
    words = {word: Decimal(value) for word, value in data["words"].items()}
    ordinals = {word: Decimal(value) for word, value in data["ordinals"].items()}
    signs, scale, long_scale = _either(units), _either(scales), _either(s for s in scales if len(s) > 3)
    hours = _either(word for word, value in words.items() if 1 <= value <= 12 and value == int(value))
    tens = _either(word for word, value in words.items() if value % 10 == 0 and 20 <= value <= 90)
    # the longest number word at each place and no other: "dreizehn" is no "drei" and "zehn"
    token = f"(?>{_either([*words, *data['endings']['links']])})"
    endings = data["endings"]
    return Language(
        scales=scales,
        units=units,
        words=words,
        ordinals=ordinals,
        ambiguous=frozenset(data["ambiguous"]["words"]),
        loose=frozenset(data["vague"]["words"]),
        weekdays={word: Decimal(value) for word, value in data["weekdays"].items()},
        weekday=re.compile(rf"(?P<day>{_either(data['weekdays'])})(?:{_either(endings['weekdays'])})?"),
        months={word: Decimal(value) for word, value in data["months"].items()},
        number=re.compile(rf"(?<![\d])(?:{_NUMBER[code]})"),
        time=re.compile(_TIME[code]),
        half_past=re.compile(rf"\b{data['clock']['half']} (?P<hour>{hours}|[1-9]\b|1[0-2]\b)(?!\w)", re.IGNORECASE),
        afternoon=re.compile(rf"\s(?:{_either(data['clock']['afternoon'])})\b", re.IGNORECASE),
        later=tuple((word, range(first, last + 1)) for word, (first, last) in data["clock"]["later"].items()),
        decade=re.compile(rf"(?<!\w)(?P<ten>{tens})er(?:n|jahren?)?(?!\w)", re.IGNORECASE),
        token=re.compile(token),
        word=re.compile(
            # German number words grow together: zweiundzwanzig, vierjährig, einundzwanzigste
            rf"(?<!\w)(?:(?P<stem>{token}*?)(?P<irregular>{_either(ordinals)})(?:{_either(endings['ordinals'])})?"
            rf"|(?P<number>{token}+)(?:(?P<ordinal>(?:{_either(endings['regular'])})(?:{_either(endings['ordinals'])})?)"
            rf"|(?:{_either(endings['words'])})\w*)?)(?!\w)",
            re.IGNORECASE,
        ),
        half=re.compile(rf"(?<!\w)(?:{_either(data['halves']['words'])}) (?P<scale>{long_scale})(?!\w)", re.IGNORECASE),
        article=re.compile(rf"(?<!\w)(?:{_either(endings['articles'])}) (?P<scale>{long_scale})(?!\w)", re.IGNORECASE),
        counted=re.compile(rf"(?<!\w)(?:{_either(data['dates']['never_behind'])})\.?\s$", re.IGNORECASE),
        vague=re.compile(rf"(?<!\w)(?:{_either(data['vague']['before'])})\s$", re.IGNORECASE),
        before=re.compile(rf"(?P<unit>{signs})\s?$", re.IGNORECASE),
        after=re.compile(
            rf"\.?[\s-]{{0,2}}(?:(?P<scale>{scale})(?![a-zäöü])\.?)?[\s-]{{0,2}}(?:(?P<unit>{signs})(?![a-zäöü])|-?er\b)?", re.IGNORECASE
        ),
    )


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
