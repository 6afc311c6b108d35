"""Which lines of a page trafilatura (Barbaresi 2021) holds for the article: a strong witness, not the judge."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from newsdigest.cleaning.webpage import Line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOT_ALNUM = re.compile(r"[\W_]+")
_NEVER = (
    "script", "style", "noscript", "template", "head", "svg", "iframe", "video", "audio", "select",
    "nav", "footer", "button",
)  # fmt: skip
_LONG = 25  # letters from which a line is recognised inside a longer one


def squash(text: str) -> str:
    """Letters and digits alone, lower case: what is left equal when two readers join inline text differently."""
    return _NOT_ALNUM.sub("", text).casefold()


def extracted(page: HtmlElement, lines: list[Line]) -> list[bool]:
    """For each line, whether trafilatura (comments excluded) keeps it as part of the article.

    ``page`` is spent: elements that are never part of an article are taken out of it first, which saves a quarter of
    the time.
    """
    from trafilatura import extract

    # trafilatura reports an empty page as an error on its logger; here it is a normal answer.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for element in list(page.iter(*_NEVER)):
        # a menu around the article is one whose end was forgotten
        if element.getparent() is not None and next(element.iter("main", "article"), None) is None:
            element.drop_tree()
    text = extract(page, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False) or ""
    theirs = [squash(line) for line in text.splitlines()]
    whole = {line for line in theirs if line}
    joined = "\n".join(theirs)
    squashed = [squash(line.text) for line in lines]
    return [line in joined if len(line) >= _LONG else line in whole for line in squashed]
