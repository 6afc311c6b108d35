"""Whether a sentence was turned round in translation: a denial lost, or one that was not there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from newsdigest.words import content_words

_BEFORE, _BEHIND = 2, 4
"""Content words before and behind a denial that it is told by."""
_STEM = 6
"""Letters of a word by which it is compared."""

_NUMBERED = re.compile(r"\bno\.? (?=\d)", re.IGNORECASE)
CLAUSE_ENDS = re.compile(r"[.;:!?](?:\s|$)|\bbut\b")
"""What parts two statements of a sentence, so that a denial in one is none of the other."""
_LIMIT = re.compile(r"(?P<not>\bnot |n['’]t )?\b(?:only|just|merely)\b", re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("newsdigest") / "data" / "negation.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(map(_form, words)), re.IGNORECASE) for name, words in data.items()}


def _form(word: str) -> str:
    if word == "n't":
        return r"n['’]t\b"
    stem = re.escape(word.strip("-"))
    return (r"\w" if word.startswith("-") else r"\b") + stem + ("" if word.endswith("-") else r"\b")


def lost_denial(source: str, target: str) -> str | None:
    """The German word that denies, where nothing in the English does; else None."""
    patterns = _patterns()
    found = patterns["de"].search(patterns["de_idioms"].sub(" ", source))
    return found.group() if found and not patterns["en"].search(target) else None


def invented_denial(source: str, target: str) -> str | None:
    """The English word that denies, where nothing in the German could be behind it; else None."""
    patterns = _patterns()
    found = patterns["en_strong"].search(patterns["en_idioms"].sub(" ", target))
    return found.group() if found and not patterns["de_all"].search(source) else None


@dataclass(frozen=True)
class Denial:
    """A word that denies: its characters in the text, and the content words before it and behind it, as ``forms`` has them."""

    text: str
    start: int
    end: int
    before: tuple[str, ...]
    behind: tuple[str, ...]


def denials(text: str, language: str = "en") -> list[Denial]:
    """The words that deny in an English (``en``) or German (``de``) sentence, in order, idioms aside."""
    kind, idioms = ("de", "de_idioms") if language == "de" else ("en_strong", "en_idioms")
    return list(_denials(text, language, kind, idioms))


def soft_denials(text: str) -> list[Denial]:
    """The words of an English sentence that deny in another way: no, nothing, without, fail."""
    return list(_denials(text, "en", "en_soft", "en_idioms", "en_strong"))  # the "no" of "no one" is no second denial


@lru_cache(maxsize=4096)  # a sentence is evidence of several
def _denials(text: str, language: str, kind: str, *asides: str) -> tuple[Denial, ...]:
    patterns = _patterns()
    for aside in (*(patterns[name] for name in asides), _NUMBERED):
        text = aside.sub(lambda match: " " * len(match.group()), text)
    found = []
    for match in patterns[kind].finditer(text):
        before = forms(CLAUSE_ENDS.split(text[: match.start()])[-1], language)
        behind = forms(CLAUSE_ENDS.split(text[match.end() :], maxsplit=1)[0], language)
        found.append(Denial(match.group(), *match.span(), tuple(before[-_BEFORE:]), tuple(behind[:_BEHIND])))
    return tuple(found)


def forms(text: str, language: str = "en") -> list[str]:
    """The content words of a text, cut so that forms of one word meet: respond, response."""
    return [word[:_STEM] for word in content_words(text, language)]


def limits(text: str) -> list[tuple[str, bool]]:
    """What an English sentence limits by "only" or "just": the first content word behind it, and whether "not" stands before."""
    found = ((forms(text[match.end() :]), match["not"] is not None) for match in _LIMIT.finditer(text))
    return [(words[0], turned) for words, turned in found if words]
