"""Whether a sentence was turned round in translation: a denial lost, or one that was not there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


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


def denials(text: str, language: str) -> str | None:
    """The first word that denies in an English (``en``) or German (``de``) sentence, idioms aside; else None."""
    patterns = _patterns()
    kind, idioms = ("de", "de_idioms") if language == "de" else ("en_strong", "en_idioms")
    found = patterns[kind].search(patterns[idioms].sub(" ", text))
    return found.group() if found else None


def may_deny(text: str) -> bool:
    """Whether an English sentence has any word that may carry the sense of a denial: nothing, without, fail."""
    return _patterns()["en"].search(text) is not None
