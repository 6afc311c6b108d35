"""A user's own terms: German words that must come out in a given English form."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from newsdigest.errors import OptionError

_ENDING = "(?:e?s|e?n)?"
"""Of the genitive and the dative; a term in another form needs an entry of its own."""


class Glossary:
    """German terms, each with its English form; upper and lower case count, endings of the cases do not.

    ``terms`` is a mapping, or a TOML file with lines like ``"Staatssicherheit" = "State Security"``. Raises OptionError for
    a file that cannot be read and for an entry that is not a pair of texts.
    """

    def __init__(self, terms: Mapping[str, str] | str | Path):
        if isinstance(terms, (str, Path)):
            terms, where = _read(Path(terms)), str(terms)
        else:
            where = "glossary"
        for german, english in terms.items():
            if not (isinstance(german, str) and isinstance(english, str) and german.strip() and english.strip()):
                raise OptionError(f'{where}: {german!r} = {english!r} is no entry; one is "Staatssicherheit" = "State Security"')
        self.terms = {unicodedata.normalize("NFC", german.strip()): english.strip() for german, english in terms.items()}
        self.sha256 = hashlib.sha256(repr(sorted(self.terms.items())).encode()).hexdigest() if self.terms else ""
        longest_first = sorted(self.terms, key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(term)}{_ENDING}(?!\w)" for term in longest_first)) if self.terms else None

    def find(self, text: str) -> dict[tuple[int, int], str]:
        """Where a text has terms (characters), and the English form of each."""
        if self._pattern is None:
            return {}
        return {match.span(): self._english(match.group()) for match in self._pattern.finditer(text)}

    def _english(self, found: str) -> str:
        return self.terms.get(found) or next(
            self.terms[term] for term in sorted(self.terms, key=len, reverse=True) if found.startswith(term)
        )

    def missing(self, source: str, target: str) -> list[str]:
        """The English forms that a translation of ``source`` should have and has not."""
        return [english for english in dict.fromkeys(self.find(source).values()) if english.lower() not in target.lower()]


def _read(path: Path) -> Mapping[str, str]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(
            f'{path}: the glossary cannot be read ({error}); it has lines like "Staatssicherheit" = "State Security"'
        ) from None
