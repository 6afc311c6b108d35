"""Who is named: names of several words, and offices in English."""

from __future__ import annotations

from collections.abc import Iterator

from newsdigest.checks.exonyms import english_forms
from newsdigest.checks.names import Name, is_first_name, likelihood, names
from newsdigest.facts.settings import settings


def runs(source: str) -> Iterator[list[Name]]:
    """The names of a German sentence. Those that stand side by side are one name, unless a first name begins another (laut Pep
    Guardiola Erling Haaland)."""
    run: list[Name] = []
    for name in names(source):
        another = len(run) > 1 and is_first_name(name.text) and not is_first_name(run[-1].text)
        if run and (another or source[run[-1].end : name.start] != " "):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def with_english_title(name: str) -> str:
    """``Bürgermeisterin Ilka Dräger`` with the office in English; what English has no word for is left out, and whose office it is, and
    so are academic titles."""
    words = [word for word in name.split() if not word.endswith(".")]
    begin = next((i for i, word in enumerate(words) if is_first_name(word)), 0)
    title, _, rest = " ".join(words[max(0, begin - 1) :]).partition(" ")
    if begin == 0 and is_first_name(title):
        return " ".join(words)
    if not rest or likelihood(title) > settings()["keywords"]["name"]:
        return " ".join(words)
    office = english_forms(title)
    return f"{office[0][0].upper()}{office[0][1:]} {rest}" if office else rest
