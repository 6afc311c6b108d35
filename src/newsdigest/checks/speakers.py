"""Who said it: whether the name beside a verb of saying is the same in both languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from newsdigest.checks.names import folded, names
from newsdigest.checks.quantities import quantities

_WORD = r"[A-ZÄÖÜ][\w’'-]++"
_PARTICLE = r"(?:(?:van|de|dos|del|della|di|da|ter|bin)(?: der| den| la)? )?"  # "von" and "zu" are as often prepositions
_TITLES = r"(?:(?:Prof|Dr|Mag)\. )*"
_NO_NAME = r"(?!(?:Als|Am|Auch|Da|Dann|Das|Dem|Den|Der|Die|Doch|Ein|Eine|Im|In|Laut|Nach|So|Und|Wie)\b)"
_NAME = rf"(?<![\w’'-]){_NO_NAME}(?P<name>{_TITLES}{_WORD}(?: {_TITLES}{_PARTICLE}{_WORD}){{0,3}})"
"""With what stands before it: Liverpools Trainer Jürgen Klopp, Kapitän Virgil van Dijk."""


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    """For each language: verb before the name, name before the verb."""
    data = tomllib.loads((files("newsdigest") / "data" / "speaking.toml").read_text(encoding="utf-8"))
    addressed, in_front = data.pop("addressed"), data.pop("in_front")
    before = {language: "|".join(word for word in words if word not in addressed) for language, words in data.items()}
    after = {language: "|".join(word for word in words if word not in in_front) for language, words in data.items()}
    return {
        language: [re.compile(rf"\b(?:{before[language]}) {_NAME}"), re.compile(rf"{_NAME} (?:{after[language]})\b")] for language in data
    }


def speakers(text: str, language: str) -> set[str]:
    """The words of the names beside a verb of saying, folded."""
    return {folded(word) for start, end in speaker_places(text, language) for word in text[start:end].split()}


def speaker_places(text: str, language: str) -> list[tuple[int, int]]:
    """Where the names beside a verb of saying stand, in order; days and months are none: announced Wednesday."""
    found = {match.span("name") for pattern in _patterns()[language] for match in pattern.finditer(text)}
    if not found:
        return []
    dates = {quantity.start for quantity in quantities(text, language)}
    return sorted(span for span in found if span[0] not in dates)


def changed_speaker(source: str, target: str) -> str | None:
    """What to tell a reader where the English lets a person of the German sentence speak who does not speak there."""
    there = {folded(name.text): name.text for name in names(source)}
    said = speakers(source, "de") & set(there)
    if not said:
        return None
    others = (speakers(target, "en") & set(there)) - said
    if not others or said & speakers(target, "en"):
        return None
    right, wrong = (", ".join(sorted(there[name] for name in group)) for group in (said, others))
    return f"in the German {right} speaks, in the English {wrong}"
