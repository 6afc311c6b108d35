"""The phrases of ``phrases/*.toml``: which kinds of line a line could be, going by its words alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from newsdigest.errors import OptionError
from newsdigest.schema import BlockKind

_LONGEST = 200
"""Characters up to which a rule without ``longest`` applies."""
_PLACES = ("whole", "starts", "contains", "ends")
_KEYS = {"name", "kind", "longest", "sure", "opens", "inline", *_PLACES}


@dataclass(frozen=True)
class Match:
    """A phrase rule that fits a line. ``rule`` is ``kind.name``."""

    kind: BlockKind
    rule: str
    sure: bool
    opens: bool


@dataclass(frozen=True)
class _Rule:
    match: Match
    longest: int
    exact: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """For each phrase a word that a line must contain ("" where no word of it is whole), and the pattern that decides."""
    inline: tuple[str, ...]
    """Beginnings of sentences that are promotion wherever they stand."""


_OPENING = "[(+→>• "
_QUOTES = str.maketrans({"„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‚": "'", "‘": "'", "’": "'", "\u00ad": "", "\u00a0": " "})


def fold(text: str) -> str:
    """``text`` as phrases see it: lower case, one kind of quotation mark, single blanks."""
    return " ".join(text.translate(_QUOTES).casefold().split())


class Phrasebook:
    """All phrase rules, ready to be matched against lines."""

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules = rules
        self._exact: dict[str, list[int]] = {}
        self._by_word: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, rule in enumerate(rules):
            for phrase in rule.exact:
                self._exact.setdefault(phrase, []).append(number)
            for word, pattern in rule.patterns:
                self._by_word.setdefault(word, []).append((number, pattern))
        inline = [phrase for rule in rules for phrase in rule.inline]
        self.inline = re.compile(
            r"(?:^|(?<=[.!?…:\"“”»)\]])\s+|\s+(?=[\[(+→>]))(?P<sentence>(?P<bracket>[\[(])?[+→>\s]*\[?(?:"
            + "|".join(map(_inline, inline))
            + r")(?!\w))",
            re.IGNORECASE,
        )
        """Finds the beginning of a sentence of promotion inside a paragraph: the group ``sentence``, whose bracket, if it
        has one, is the group ``bracket``."""
        self._longest = max((rule.longest for rule in rules), default=0)

    def matches(self, text: str) -> list[Match]:
        """Every rule that fits the line ``text``, the sure ones first, then in the order of the files."""
        folded = fold(text)
        bare = folded.lstrip(_OPENING)  # "[Alle Entwicklungen im Newsblog]": the bracket is no part of what is said
        return self._matches(bare) or (self._matches(folded) if bare != folded else [])

    def _matches(self, folded: str) -> list[Match]:
        found = set(self._exact.get(folded, ()))
        if len(folded) <= self._longest:
            # only phrases of which the line has a word are tried: that spares most of the time of cleaning
            for word in {"", *_WORD.findall(folded)}:
                for number, pattern in self._by_word.get(word, ()):
                    if number not in found and len(folded) <= self._rules[number].longest and pattern.search(folded):
                        found.add(number)
        matches = [self._rules[number].match for number in sorted(found)]
        matches.sort(key=lambda match: not match.sure)
        return matches


_WORD = re.compile(r"\w+")


def _compile(phrase: str, place: str) -> str:
    folded = fold(phrase)
    body = "".join(".*" if part == "*" else r"\d[\d.,]*" if part == "#" else re.escape(part) for part in re.split(r"([*#])", folded))
    before = r"(?<!\w)" if folded[0].isalnum() else ""
    after = r"(?!\w)" if folded[-1].isalnum() or folded[-1] == "#" else ""
    return {"whole": f"^{body}$", "starts": f"^{body}{after}", "ends": f"{before}{body}$", "contains": f"{before}{body}{after}"}[place]


def _word(phrase: str) -> str:
    """The longest word of the phrase that no wildcard touches, or "" where there is none."""
    words = re.findall(r"(?<![\w*#])\w+(?![\w*#])", fold(phrase))
    return max(words, key=len, default="")


def _inline(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())


def _read_rules(text: str, origin: str, kind: str | None) -> Iterator[_Rule]:
    try:
        entries: list[dict[str, Any]] = tomllib.loads(text).get("line", [])
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"{origin}: not a phrase file: {error}; cleaning/phrases/README.txt shows the form") from None
    for number, entry in enumerate(entries, 1):
        where = f"{origin}, [[line]] {number}"
        unknown = set(entry) - _KEYS
        if unknown:
            raise OptionError(f"{where}: unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(_KEYS))}")
        kind_name = entry.get("kind", kind)
        if kind_name not in set(BlockKind):
            raise OptionError(f"{where}: kind is {kind_name!r}; it must be one of {', '.join(BlockKind)}")
        exact: set[str] = set()
        patterns: list[tuple[str, re.Pattern[str]]] = []
        for place in _PLACES:
            for phrase in entry.get(place, []):
                if not isinstance(phrase, str) or not re.sub(r"[*#\s]", "", phrase):
                    raise OptionError(f"{where}: {phrase!r} in {place!r} is no phrase: it needs more than wildcards")
                if place == "whole" and not re.search("[*#]", phrase):
                    exact.add(fold(phrase))
                else:
                    patterns.append((_word(phrase), re.compile(_compile(phrase, place))))
        match = Match(
            BlockKind(kind_name),
            f"{kind_name}.{entry.get('name', number)}",
            bool(entry.get("sure", kind is None)),
            bool(entry.get("opens")),
        )
        inline = tuple(p for p in entry.get("starts", ()) if not re.search("[*#]", p)) if entry.get("inline") else ()
        yield _Rule(match, int(entry.get("longest", _LONGEST)), frozenset(exact), tuple(patterns), inline)


@cache
def phrasebook(own: Path | None = None) -> Phrasebook:
    """The phrasebook of the package, with the rules of the file ``own`` in front.

    Rules of one's own are sure unless they say ``sure = false``. Raises OptionError for a file that cannot be used.
    """
    rules: list[_Rule] = []
    if own is not None:
        try:
            text = own.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise OptionError(f"{own}: the phrase file cannot be read ({error}); it must be TOML in UTF-8") from None
        rules += _read_rules(text, str(own), None)
    for file in phrase_files():
        rules += _read_rules(file.read_text(encoding="utf-8"), file.name, file.name.removesuffix(".toml"))
    return Phrasebook(rules)


def phrase_files() -> list[Any]:
    """The package's phrase files, in alphabetical order."""
    folder = resources.files("newsdigest.cleaning") / "phrases"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
