"""Swiss spelling: ß where the rest of the German-speaking world writes it, for models that were trained on that."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _pattern() -> re.Pattern[str]:
    data: dict[str, list[str]] = tomllib.loads((files("newsdigest") / "data" / "swiss_de.toml").read_text(encoding="utf-8"))
    small, nouns = ("|".join(sorted(data[name], key=len, reverse=True)) for name in ("small", "nouns"))
    begun = "|".join(f"{noun[0].upper()}{noun[1:]}" for noun in data["nouns"])
    other = rf"(?![\w-]*(?i:{'|'.join(data['never'])}))"
    return re.compile(rf"(?<!\w){other}(?:(?=[a-zäöüß])\w*?(?:{small})|(?:{begun})|[A-ZÄÖÜ][\w-]*?(?:{nouns}))")


def with_sharp_s(text: str) -> str:
    """``Die Strasse liess er gross ausbauen`` with ß; words that have ss everywhere stay as they are."""
    if "ss" not in text or "ß" in text:
        return text  # who writes one ß is not Swiss
    return _pattern().sub(lambda match: re.sub("ss(?!.*ss)", "ß", match.group()), text)
