"""The English forms of German names, titles and institutions: ``data/names_de_en.toml``, and a user's file of the same form.

Places with one name in both languages: ``data/places.txt``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from newsdigest.checks.names import folded
from newsdigest.errors import OptionError

_TABLES = ("places", "people", "institutions", "adjectives")
_ENDINGS = [re.compile(ending) for ending in ("^", "(?<!e)s$", "(?<![aeiouäöü])e[sn]$", "(?<=[elr])n$", "['’]$")]
"""Of a name's last word: genitive, plural, dative; "Grünes" is no Grüne, "Adrian" no Adria. Names on s and z have an apostrophe."""
_ADJECTIVE_ENDING = re.compile("e[mnrs]?$|s$")

Names = Mapping[str, tuple[str, ...]]
"""German name in the nominative -> its English forms, best first; no form is empty."""


@cache
def exonyms() -> Names:
    """All names of the package, those of ``[adjectives]`` (Münchner, Schweizer) among them."""
    return _merged(_package_tables())


def load(path: Path) -> Names:
    """The names of a user's file.

    Raises OptionError for a file that cannot be read, is no TOML, has a table that the package's file has not, or a
    value that is neither a text nor a list of texts.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{path}: the file of names cannot be read ({error}); it must be TOML in UTF-8") from None
    return _merged(_tables(text, str(path)))


def english_forms(name: str) -> tuple[str, ...]:
    """The English forms of a German name as it stands in a text, best first; empty where it is unknown.

    Found are the nominative and its endings ("Wiens", "Bundespräsidenten", "Vereinten Nationen"), and of places the
    word on -er ("Wiener"), which has the forms of the place.
    """
    *before, last = name.split() or [""]
    known = _by_words()
    for ending in _ENDINGS:
        found = known.get(_words(*before, ending.sub("", last)))
        if found:
            return found
    place = _words(*before, last.removesuffix("er"))
    return known[place] if place in _places() else ()


def spellings(name: str) -> tuple[str, ...]:
    """``english_forms`` where they are spellings of one name (Kyiv, Kiev), so that the first may stand for each of them.

    Empty where they are forms of different things, as ``[different]`` of ``data/fidelity.toml`` lists (Moldau is Moldova, and
    the Vltava); of adjectives and inhabitants (Schweizer: Swiss, Switzerland) only those that differ in accents.
    """
    forms = english_forms(name)
    if forms in _different():
        return ()
    return tuple(form for form in forms if folded(form) == folded(forms[0])) if forms in _of_adjectives() else forms


def place_forms(name: str) -> tuple[str, ...]:
    """The English forms of a place, in the nominative or genitive; not of its word on -er. Empty where it is unknown, or the name of
    something else (Nils is not of the Nil)."""
    *before, last = name.split() or [""]
    for ending in ("",) if _words(*before, last) in _by_words() else ("", "s"):
        stem = _words(*before, last.removesuffix(ending))
        if last.endswith(ending) and stem in _places():
            return _by_words()[stem]
    return ()


@cache
def english_names() -> frozenset[str]:
    """Every word of every English form, folded."""
    return frozenset(word for forms in exonyms().values() for form in forms for word in folded(form).split())


def _words(*words: str) -> tuple[str, ...]:
    """A name as it is looked up: all words but the last lose their endings, for each of them may be inflected (Weißen Hauses)."""
    return (*(_ADJECTIVE_ENDING.sub("", word) for word in words[:-1]), words[-1])


@cache
def _by_words() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return {_words(*german.split()): english for german, english in exonyms().items()}


@cache
def _places() -> frozenset[tuple[str, ...]]:
    return frozenset(_words(*german.split()) for german in _package_tables()["places"])


@cache
def _different() -> frozenset[tuple[str, ...]]:
    data = tomllib.loads((files("newsdigest") / "data" / "fidelity.toml").read_text(encoding="utf-8"))
    return frozenset(english_forms(name) for name in data["different"]["names"])


@cache
def _of_adjectives() -> frozenset[tuple[str, ...]]:
    return frozenset(_package_tables()["adjectives"].values())


@cache
def _package_tables() -> Mapping[str, Names]:
    file = files("newsdigest") / "data" / "names_de_en.toml"
    tables = _tables(file.read_text(encoding="utf-8"), file.name)
    unchanged = {place: (place,) for place in _unchanged()}
    return {**tables, "places": {**unchanged, **tables["places"]}}


def _unchanged() -> list[str]:
    lines = (files("newsdigest") / "data" / "places.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _merged(tables: Mapping[str, Names]) -> Names:
    return {german: english for names in tables.values() for german, english in names.items()}


def _tables(text: str, origin: str) -> Mapping[str, Names]:
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f'{origin}: not a file of names: {error}; a line of it is "Österreich" = "Austria"') from None
    for table, names in data.items():
        if table not in _TABLES or not isinstance(names, dict):
            known = ", ".join(f"[{name}]" for name in _TABLES)
            raise OptionError(f"{origin}: [{table}] is no table of names; each name stands below one of {known}")
    return {table: {german: _forms(value, origin, table, german) for german, value in names.items()} for table, names in data.items()}


def _forms(value: object, origin: str, table: str, german: str) -> tuple[str, ...]:
    """The English forms that a line gives."""
    forms = value if isinstance(value, list) else [value]
    if not forms or not all(isinstance(form, str) and form.strip() for form in forms):
        raise OptionError(f'{origin}, [{table}], {german!r}: {value!r} is no English form; write "Kyiv" or ["Kyiv", "Kiev"]')
    return tuple(forms)
