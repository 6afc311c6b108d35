"""The signs of a text: German ones as a model knows them before it translates, English ones as print has them after.

A soft hyphen, a footnote mark or a gender star is a sign that models hardly saw in training, and a word with one inside
falls into pieces that mean nothing to them. What German words decide is data: ``data/typography_de.toml``.

Every pattern is bounded or possessive (``*+``): time grows with the length of a text, whatever it contains.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_LEFT_ALONE = (
    r"(?<!`)`(?!`)[^`\n“”]++`(?!`)|```[^`“”]++```"  # code
    r"|(?:https?://|(?<!\w)www\.)[^\s\"“”„‘’‚<>`]*[^\s\"“”„‘’‚<>`.,;:!?')\]*]"  # web
    r"|(?<![\w.+-])\w[\w.+'-]{0,64}+@[\w-]{1,64}+(?:\.[\w-]{1,64}+)++"  # e-mail
    r"|(?<!\w)[@#]\w++"  # handles and hashtags
)

# --- German, before it is translated ---

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"  # Latin; \w would hold superscript digits as well
_KEPT = re.compile(f"({_LEFT_ALONE})")
_SIGNS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
    | dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u2010\u2011", "-")  # hyphens that models read byte by byte
)
_SOFT_LINE_END = re.compile(r"\u00ad[^\S\n]{0,8}+\n[^\S\n]{0,8}+")
_JOINER = re.compile(r"(?<![\u0250-\U0010ffff])[\u200c-\u200f]++")  # between emoji, and in other scripts, they mean something
_DECOMPOSED = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][\u0300-\u036f]{1,4}+")
_LINE_END = re.compile(rf"(?<=[{_LETTER}\d])-(\s{{1,8}}+)(?=([{_LETTER}]{{2,60}}+)(?![-@=/.]\w))")

_FOOTNOTE = r"\[[1-9]\d{0,2}\](?!\()|(?: \[[1-9]\d{0,2}\])++(?=[.,;:!?)]|\Z)|[†‡]|(?P<raised>[⁰¹²³⁴-⁹]++⁾?(?:,[⁰¹²³⁴-⁹]++)*+)"
_FOOTNOTE_WORD = rf"(?<![\w*])(?P<word>[{_LETTER}]{{2,60}}+)(?P<stop>[.,;:!?…\"“”«»’)]{{0,3}}+)"
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])")
_FOOTNOTES = re.compile(rf"{_FOOTNOTE_WORD}(?:{_FOOTNOTE}|\*{{1,2}}(?!\*))++(?!\w|[.=]\w)")
_FOOTNOTES_AMID_EMPHASIS = re.compile(rf"{_FOOTNOTE_WORD}(?:{_FOOTNOTE})++(?!\w)")

_BEGIN = r"(?<![\w@#\\.])(?<!(?<![a-zäöüß])/)"  # not within a path or a file name
_END = r"(?![\w*_·/(]|:\w|\.[a-z])"
_NO_CENTS = re.compile(r"(?<=\d)[.,][-–—]{1,2}(?=\s(?!\d)|[,;:!?)]|\Z)")  # 20,- Euro; Fr. 4'500.–
_STAR = "[*:_·•]"
_SIGN = rf"(?P<sign>/?{_STAR}-?|/-?)"
_NOUN = re.compile(
    rf"{_BEGIN}(?P<stem>[{_LETTER}](?:[{_LETTER}]|-(?=[{_LETTER}])){{1,60}}+)"
    rf"(?:{_SIGN}(?P<ending>[Ii]nnen|INNEN|(?:[Ii]n|IN)(?!\w))|\(-?(?P<bracketed>innen|in|inn(?=\)en))\)(?:(?<=inn\))en)?)"
    rf"(?!/?{_STAR}?-?[Ii][Nn]|[_(]|\.[a-z])"
)
_NOUN_WITH_CAPITAL = re.compile(rf"{_BEGIN}(?P<stem>[A-ZÄÖÜ][{_LETTER}-]{{1,60}}?(?<=[a-zäöüß]))(?P<ending>Innen(?!In)|In(?!\w))")
_ADJECTIVE = re.compile(rf"{_BEGIN}([{_LETTER}-]{{2,60}}?e)([mnrs]?)({_STAR})([emnrs]){_END}")
_ADJECTIVE_WITH_SLASH = re.compile(
    rf"{_BEGIN}([{_LETTER}-]{{2,60}}?e)(?:/-?(r)|(?:(?<=[Ee]ine)|(?<=[Jj]ede))/-?([mn])|(?<=[dt]e)\((r)\)){_END}"
)
_ARTICLE = re.compile(rf"{_BEGIN}((?:[Ii]rgend|[KkMmDdSs])?[Ee]in|[Ii]hr|[Uu]nser|[Ee]ue?r)(?:{_STAR}|/-?)e([mnrs]?){_END}")
_PRONOUNS = re.compile(rf"{_BEGIN}([{_LETTER}]{{2,7}}+){_STAR}([{_LETTER}]{{2,7}}+){_END}")


@dataclass(frozen=True)
class _German:
    """The word lists; see the data file for what each means. ``masculine`` leads from the ending of a stem to singular and plural."""

    never_second_half: frozenset[str]
    exponents: tuple[str, ...]
    pronouns: dict[str, str]
    masculine: dict[str, list[str]]


@lru_cache
def _german() -> _German:
    data: dict[str, Any] = tomllib.loads((files("newsdigest") / "data" / "typography_de.toml").read_text(encoding="utf-8"))
    masculine = {ending: [ending + d["singular"], ending + d["plural"]] for d in data["declensions"] for ending in d["endings"]}
    return _German(frozenset(data["never_second_half"]), tuple(data["exponents"]), data["pronouns"], masculine | data["irregular"])


def plain_german(text: str) -> str:
    """A German sentence as it stands in an article, as a model should be given it.

    Soft hyphens, zero-width characters, ligatures, footnote marks and the dash for no cents (``20,- Euro``) go, umlauts are composed, blanks and hyphens plain
    ones; words cut at a line end are joined; gender forms (``Nutzer*innen``, ``LeserInnen``, ``jede:r``) become the masculine
    ones that training data has. White space is not folded. Addresses, handles and code stay as they are. Idempotent.
    """
    while (plain := _plainer(text)) != text:  # one sign can hide another
        text = plain
    return text


def _plainer(text: str) -> str:
    text = _JOINER.sub("", _SOFT_LINE_END.sub("", text).translate(_SIGNS))
    text = _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    text = _LINE_END.sub(_joined, text)
    footnotes = _FOOTNOTES_AMID_EMPHASIS if _EMPHASIS.search(text) else _FOOTNOTES
    parts = _KEPT.split(text)
    for index in range(0, len(parts), 2):
        part = _NO_CENTS.sub("", footnotes.sub(_without_footnote, parts[index]))
        part = _NOUN_WITH_CAPITAL.sub(_noun, _NOUN.sub(_noun, part))
        part = _ADJECTIVE_WITH_SLASH.sub(r"\1\2\3\4", _ADJECTIVE.sub(_adjective, part))
        parts[index] = _PRONOUNS.sub(_pronoun, _ARTICLE.sub(_article, part))
    return "".join(parts)


def _joined(match: re.Match[str]) -> str:
    """What a hyphen before white space becomes: nothing within a word, a hyphen within a compound that has one."""
    blanks, second = match.groups()
    first = match.string[max(0, match.start() - 60) : match.start()].split()[-1]
    if second.lower() in _german().never_second_half or blanks.count("\n") > 1 or first.startswith("-"):
        return match.group()
    if len(first) > 1 and first[-2:].isalpha() and first[-1].islower() and second.islower():
        return ""
    return "-" if "\n" in blanks else match.group()


def _without_footnote(match: re.Match[str]) -> str:
    word, stop, raised = match["word"], match["stop"], match["raised"]
    is_word = word[1:].islower() or word.isupper()  # not styleSheets[1], GOsa²
    is_power = raised and (len(word) < 3 or word.lower().endswith(_german().exponents))  # m², sin²
    return word + stop if is_word and not is_power else match.group()


def _masculine(stem: str, plural: bool) -> str | None:
    """The masculine of the noun whose feminine is ``stem`` + in; None if no rule knows it."""
    rules = _german().masculine
    # the masculine itself may stand there: Kunde/in, Kollegen/innen, Teilnehmern/innen
    for inflection in ("", "e", "n", "en"):
        base = stem.removesuffix(inflection)
        key = "^" + base.rpartition("-")[2].lower()
        ending = next((key[i:] for i in range(len(key)) if key[i:] in rules), None)
        if ending is None or not stem.endswith(inflection):
            continue
        if inflection and plural == inflection.endswith("n"):
            return stem
        start = len(base) - len(ending.lstrip("^"))
        form = rules[ending][plural].lstrip("^")
        return base[:start] + (form.upper() if base.isupper() else form.capitalize() if base[start].isupper() else form)
    return None


def _noun(match: re.Match[str]) -> str:
    """Nutzer*innen, Kund:in, Bürger/-innen, Lehrer(innen), LeserInnen; also as the first part of a compound."""
    groups = match.groupdict()
    stem, sign, ending = groups["stem"], groups.get("sign") or "", groups.get("ending") or groups["bracketed"]
    plural = ending.lower() != "in"
    if (
        stem.rpartition("-")[2].islower()  # bin/in and test_in, but nutzer*innenfreundlich
        and not (plural and ("*" in sign or ":" in sign))
        or ending[0] == "I"  # Außen/Innen; LogIn, PlugIn
        and (sign in ("/", "/-") or not sign and not plural and len(stem) < 5)
    ):
        return match.group()
    feminine = stem + ending.lower() if plural and "*" in sign else match.group()  # a word, at least
    return _masculine(stem, plural) or feminine


def _adjective(match: re.Match[str]) -> str:
    """jede*r, gute:n, Vorsitzende*r; einem*r, einer*m."""
    stem, first, sign, second = match.groups()
    if not stem.lower().endswith(("eine", "jede")):
        if sign == "_" and stem[0].islower() or first and stem[0].isupper():  # file_n; Nutzer*n
            return match.group()
    return stem + (second if first in ("", "r") and second != "e" else first)


def _article(match: re.Match[str]) -> str:
    """ein*e, unser:e; ein*er."""
    word, case = match.groups()
    return f"{word}e{case}" if case else word


def _pronoun(match: re.Match[str]) -> str:
    """der*die, sie:er."""
    pronouns = _german().pronouns
    for masculine, feminine in (match.groups(), match.groups()[::-1]):
        if pronouns.get(masculine.lower()) == feminine.lower():
            return masculine.capitalize() if match.group()[0].isupper() else masculine
    return match.group()


# --- English, after it was translated ---

_MARK = re.compile(
    rf"{_LEFT_ALONE}"
    r"|(?<!\d)\d{1,3}+'\d{1,2}(?:\"|'')"  # feet and inches
    r"|(?P<double>(?<!`)``(?!`)|''|[\"„“”])|(?P<single>['‚‘’])|(?P<hyphen>(?<=[^\s|-] )-(?= [^\s|-]))"
)
_ELISION = re.compile(r"(?:\d\ds|\d\d(?! ?\w)|n|em|tis|twas|til)(?!\w)", re.IGNORECASE)  # '90s, of '68, rock 'n' roll, 'tis
_OPENS_AFTER = frozenset(("", *" \t\n\u00a0([{<-–—/“‘"))
_CLOSES_BEFORE = frozenset(("", *" \t\n\u00a0.,;:!?…)]}>-–—/\"'`„“”‚‘’"))


def english(text: str) -> str:
    """An English sentence with the quotation marks, apostrophes and dashes of print.

    Straight and German quotation marks become “ ” and ‘ ’, apostrophes ’, a spaced hyphen between words a dash. Feet and
    inches, addresses, handles and code stay as they are. Idempotent; nothing but these signs changes.
    """
    done: list[str] = []
    end = 0
    open_double = open_single = ""  # the sign that opened a quotation which is still open
    for match in _MARK.finditer(text):
        between, mark = text[end : match.start()], match.group()
        before = (between or (done[-1] if done else ""))[-1:]
        end = match.end()
        after = text[end : end + 1]
        if match["double"]:
            mark = _double(mark, before, after, open_double)
            open_double = match.group() if mark == "“" else "" if mark == "”" else open_double
        elif match["single"]:
            mark = "’" if mark == "'" and not before.isalnum() and _ELISION.match(text, end) else _single(mark, before, after, open_single)
            if mark == "‘" or mark == "’" and after in _CLOSES_BEFORE:
                open_single = match.group() if mark == "‘" else ""
        elif match["hyphen"] and not (text[match.start() - 2].isdecimal() and text[end + 1].isdecimal()):  # won 3 - 1
            mark = "–"
        done += (between, mark)
    return "".join(done) + text[end:]


def _double(mark: str, before: str, after: str, opened: str) -> str:
    """The direction of a double quotation mark: by its neighbours, else by itself and the one that is open."""
    if mark in ('"', "''") and before.isdecimal() and not opened:  # inches
        return mark
    opens, closes = before in _OPENS_AFTER, after in _CLOSES_BEFORE
    if opens == closes:
        if mark in ('"', "''"):
            opens = not opened and (opens or before == ":")
        else:
            opens = mark in ("„", "``") or mark == "“" and opened != "„"
    return "“" if opens else "”"


def _single(mark: str, before: str, after: str, opened: str) -> str:
    """The same for a single one, which may be an apostrophe."""
    opens, closes = before in _OPENS_AFTER, after in _CLOSES_BEFORE
    if mark == "'" and before.isdecimal() and (after.isdecimal() or closes and not opened):  # feet
        return mark
    if mark == "‚" and not opens and (closes or before.isalnum()):  # a comma by its looks
        return mark
    if opens == closes:
        if mark == "'":
            opens = opens and not opened
        else:
            opens = mark == "‚" or mark == "‘" and opened != "‚" and not before.isalnum()
    return "‘" if opens and mark != "’" else "’"
