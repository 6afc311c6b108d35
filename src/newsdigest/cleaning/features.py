"""What can be said about a unit: its shape, its words, its neighbours, and its place in the document.

Each unit gets a set of named features, all true or absent. ``newsdigest.cleaning.sequence`` weighs them. Names are
stable: the fitted weights in ``weights-*.json`` refer to them.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from newsdigest.cleaning.furniture import furniture
from newsdigest.cleaning.inline import without_promotion
from newsdigest.cleaning.lines import Unit
from newsdigest.cleaning.phrasebook import Match, Phrasebook, fold
from newsdigest.schema import BlockKind

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FUNCTION_WORDS = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "und",
        "oder",
        "aber",
        "doch",
        "auch",
        "nicht",
        "noch",
        "nur",
        "schon",
        "mit",
        "auf",
        "für",
        "von",
        "in",
        "im",
        "an",
        "am",
        "aus",
        "bei",
        "zu",
        "zum",
        "zur",
        "nach",
        "vor",
        "über",
        "unter",
        "gegen",
        "durch",
        "um",
        "bis",
        "seit",
        "als",
        "wie",
        "wenn",
        "dass",
        "weil",
        "da",
        "so",
        "sich",
        "ist",
        "sind",
        "war",
        "waren",
        "wird",
        "werden",
        "wurde",
        "wurden",
        "hat",
        "haben",
        "hatte",
        "hatten",
        "sei",
        "seien",
        "soll",
        "sollen",
        "kann",
        "können",
        "muss",
        "müssen",
        "es",
        "er",
        "sie",
        "ich",
        "wir",
        "man",
        "ihr",
        "sein",
        "seine",
        "ihre",
        "mehr",
        "sehr",
        "wieder",
        "dann",
        "denn",
        "damit",
    ]
)
_REPORTING = re.compile(
    r"\b(?:sagte|sagten|erklärte|erklärten|teilte|teilten|berichtete|berichtet|berichten|betonte|forderte|kritisierte|hieß es|heißt es|heisst es|"
    r"laut|zufolge|nach Angaben|kündigte|warnte|sagt|erklärt|betont|fordert|kritisiert|kündigt|warnt|meldet|bestätigt|schätzt|schätzte|rechnet mit|geht davon aus|so der|so die|meldete|bestätigte|schrieb|schreibt)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:ich|mir|mich|mein|meine|meinen|meiner|meinem|du|dir|dich|dein|deine|euch|ihr)\b", re.IGNORECASE)
# not "Sie will", "Sie hat": at the beginning of a sentence that is "she"
_SECOND_PERSON = re.compile(r"(?<=[a-zäöüß,] )Sie\b|\bSie (?:\w+en|sind)\b|\b(?:Ihnen|Ihre|Ihrer|Ihren|Ihrem)\b")
_IMPERATIVE = re.compile(
    r"^(?:Jetzt|Hier|[A-ZÄÖÜ][a-zäöüß]+n Sie|Folgen|Lesen|Melden|Testen|Bestellen|Klicken|Abonnieren|Erfahren|Entdecken)\b"
)
_CHAT = re.compile(
    r"(?:[:;]-?[)(DPp]|\^\^|\blol\b|\bimho\b|\bimo\b|\bsorry\b|\bhaha|\boh man\b|\bnaja\b|\bPS:|!!|\?\?|\?!|(?:^|\s)@\w|\.\.\.\s\w|#\d+\b)",
    re.IGNORECASE,
)
_TRUNCATED = re.compile(r"(?:\.\.\.|…)$")
_DATE = re.compile(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.\s?(?:\d{2,4})?|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Mär|Apr|"
    r"Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez)\b\.?(?:\s\d{2,4})?)|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\bvor \d+ (?:Minuten|Stunden|Tagen|Wochen|Monaten|Jahren)\b"
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?Uhr)?\b")
_ADDRESS = re.compile(r"https?://|www\.|\b[\w.-]+@[\w-]+\.\w+|\b[\w-]+\.(?:de|at|ch|com|net|org|eu|info)\b")
_CREDIT = re.compile(
    r"©|\((?:Foto|Bild|Quelle|Archiv|Symbol)[^)]{0,60}\)|\b(?:Foto|Fotos|Bild|Bilder|Grafik|Illustration|Quelle)\s?:|\b(?:dpa|afp|apa|epd|imago|IMAGO|Reuters|REUTERS|"
    r"Getty|Keystone|KEYSTONE|picture alliance|Shutterstock|Unsplash|Pixabay)\b(?!\w)"
)
_SENTENCE_INSIDE = re.compile(r"[a-zäöüß0-9)\"“»][.!?][\"“»]?\s+[A-ZÄÖÜ„»«\"]")
_NAME = re.compile(
    r"(?:(?:Von|von|By|Dr\.|Prof\.)\s)*(?:[A-ZÄÖÜ][\w’'.-]+)(?:\s(?:von|van|de|zu|al|der|und|,)?\s?[A-ZÄÖÜ][\w’'.-]+){1,3}[,:]?$"
)
_HANDLE = re.compile(r"[\w.\-]{3,24}$")
_FROM = re.compile(r"(?:Von|von|VON|Text|Interview)[\s:]+(?:[A-ZÄÖÜ][\w’'.-]+)")
_FULL_NAME = r"[A-ZÄÖÜ][\w’'.-]+(?:\s(?:von|van|de|zu|der|al|el|di)){0,2}(?:\s[A-ZÄÖÜ][\w’'.-]+){1,3}"
_BYLINE = re.compile(
    rf"(?:(?:[Gg]eschrieben|[Vv]erfasst|[Vv]eröffentlicht|[Gg]epostet) )?(?:Von|von|VON|By|by)[\s:]+{_FULL_NAME}(?:(?:,| und| /) {_FULL_NAME})*"
    r"(?:,\s?[A-ZÄÖÜ][\w .-]{1,30}|\s?\([^)]{2,20}\))?(?:,? (?:am )?\d{1,2}\.[\w .:,]{2,28})?$"
)
_STAMP = re.compile(r"^[\w .'’\-]{2,40}[/|,•·–—-]?\s*(?:am|vom|,|/|\|)?\s*\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9})\s?\d{2,4}")
_TERMINAL = re.compile(r"([.!?:…])[\"“”»«'’)\]]*$")
_LETTER = re.compile(r"[^\W\d_]")

_LENGTHS = (6, 15, 30, 45, 65, 90, 130, 190, 280, 450)
PROSE_CHARACTERS = 130
"""A unit of at least so many characters, in whole sentences with function words, is prose."""
PROSE_OF_SENTENCES = 80
"""The same for a unit of two sentences or more, and for a sentence of a page whose line ends were lost."""


@dataclass
class Look:
    """One unit as the judgement sees it: what later stages ask again, and its features."""

    unit: Unit
    matches: list[Match]
    own: list[str]
    """Features of the unit alone, without its place."""
    prose: bool
    names: list[str]
    """All features, filled by ``describe``."""

    @property
    def kind_matches(self) -> set[BlockKind]:
        """Kinds that its phrases speak for."""
        return {match.kind for match in self.matches}


def _bucket(value: float, limits: tuple[float, ...]) -> int:
    return bisect_left(limits, value)


def look(unit: Unit, book: Phrasebook) -> Look:
    """The unit alone: length, ending, words, phrases."""
    text = unit.text
    words = _WORD.findall(text[:3000])
    count = max(1, len(words))
    function_words = sum(word in _FUNCTION_WORDS for word in map(str.lower, words)) / count
    length = _bucket(len(text), _LENGTHS)
    terminal = _TERMINAL.search(text[-6:])
    end = terminal.group(1) if terminal else ("letter" if text[-1:].isalnum() else "other")
    if _TRUNCATED.search(text):
        end = "..."
    inside = bool(_SENTENCE_INSIDE.search(text[:3000]))
    enough = PROSE_OF_SENTENCES if inside or "sentence" in unit.hints else PROSE_CHARACTERS
    prose = len(text) >= enough and function_words >= 0.18 and (terminal is not None or inside)
    matches = book.matches(without_promotion(text, book) if inside else text)
    own = [f"len={length}", f"end={end}", f"len-end={length}/{end}", f"fw={_bucket(function_words, (0.0, 0.1, 0.2, 0.3, 0.4))}"]

    def add(name: str, condition: object) -> None:
        if condition:
            own.append(name)

    first = text[:1]
    own.append(
        "start="
        + (
            "digit"
            if first.isdigit()
            else "upper"
            if first.isupper()
            else "lower"
            if first.islower()
            else "quote"
            if first in "\"„“»«'"
            else "sign"
        )
    )
    add("sentences", inside)
    add("prose", prose)
    add("reporting", _REPORTING.search(text))
    persons = len(_FIRST_PERSON.findall(text[:1500]))
    add("first-person", persons)
    add("first-person-dense", persons / count > 0.04)
    add("second-person", _SECOND_PERSON.search(text) and not _FIRST_PERSON.search(text))
    add("imperative", _IMPERATIVE.search(text))
    add("chat", _CHAT.search(text))
    add("truncated", end == "..." and 40 < len(text) < 140)
    digits = any(map(str.isdigit, text))
    date, time = (_DATE.search(text), _TIME.search(text)) if digits else (None, None)
    add("date", date)
    add("time", time)
    stamp = bool(date or time) and len(text) < 70
    add("stamp", stamp)
    add("name-stamp", stamp and _STAMP.match(text))
    add("only-numbers", not _LETTER.search(text) and digits)
    add("no-words", not any(c.isalnum() for c in text))
    add("address", "." in text and _ADDRESS.search(text))
    add("credit", _CREDIT.search(text))
    add("short-credit", len(text) < 60 and _CREDIT.search(text))
    add("name", len(text) < 60 and _NAME.match(text))
    add("from-name", len(text) < 120 and _FROM.match(text))
    add("byline", len(text) < 140 and _BYLINE.match(text))
    add("handle", count == 1 and _HANDLE.match(text))
    add("one-word", count == 1 and len(text) < 40)
    add("two-words", count == 2 and len(text) < 40)
    add("all-capitalised", count > 1 and all(word[0].isupper() for word in words))
    add("shouted", len(text) > 5 and text.isupper())
    add("pipe", " | " in text or " • " in text or " · " in text)
    add("arrow", re.search(r"[»›→>]{1,2}$|^[»›→]", text))
    add("question", end == "?" and len(text) < 200)
    add("colon-inside", len(text) < 120 and ": " in text)
    add("dash-inside", len(text) < 120 and re.search(r" [–-] ", text))
    add("quoted", re.search(r"[„“»«\"]", text))
    add("number-first", re.match(r"\d{1,2}[.)]\s", text))
    add("interview", len(text) < 1500 and re.match(r"(?:[A-ZÄÖÜ][\w.-]+\s?){1,4}:\s[A-ZÄÖÜ„]", text) and len(text) > 60)
    add("dateline", re.match(r"(?:[A-ZÄÖÜ][\w/.\- ]{2,40})(?:\s?\([\w/\-]{2,12}\))?\s?[.–-]\s[A-ZÄÖÜ]", text) and prose)
    add(f"marker={unit.marker[:1]}", unit.marker)
    if unit.marker.startswith("#"):
        own.append(f"depth={len(unit.marker)}")
    add("link-all", unit.linked > 0.9)
    add("link-some", 0 < unit.linked <= 0.9)
    for match in matches[:4]:
        own.append(f"says={match.kind}")
        own.append(f"rule={match.rule}")
        add(f"opens={match.kind}", match.opens)
    add("says-nothing", not matches)
    # what publishers call their containers teaches nothing that holds for the next publisher: it is left to the priors
    own += [f"page={hint}" for hint in unit.hints if not hint.startswith("in-") or hint == "in-comment"]
    if unit.hints and "extracted" not in unit.hints:
        # what the extractor missed: whether the line is a paragraph like the others then says more than each alone
        shape = "prose" if prose else "sentence" if terminal else "line"
        own += [
            f"missed={hint}/{shape}" for hint in unit.hints if hint.startswith(("core+", "kind=", "outside", "series", "below-headline"))
        ]
    return Look(unit, matches, own, prose, [])


_BEFORE_SAYS = 3  # how many units above and below a phrase is felt
_NEIGHBOUR = (
    "len=",
    "end=",
    "prose",
    "says=",
    "opens=",
    "stamp",
    "name",
    "byline",
    "question",
    "credit",
    "short-credit",
    "truncated",
    "link-all",
    "one-word",
    "marker=",
    "page=linked",
    "page=extracted",
    "page=h",
    "page=fig",
    "page=kind",
)


def describe(units: list[Unit], book: Phrasebook) -> list[Look]:
    """A Look for each unit that is neither blank nor furniture, in order, with all its features."""
    looks: list[Look] = []
    gaps: list[int] = []
    gap = skipped = 0
    for unit in units:
        if unit.blank:
            gap = unit.end - unit.start
            continue
        if furniture(unit):
            skipped += 1
            continue
        item = look(unit, book)
        if skipped:
            if looks:
                looks[-1].own.append(f"links-below={_bucket(skipped, (1, 3, 9))}")
            item.own.append(f"links-above={_bucket(skipped, (1, 3, 9))}")
            skipped = 0
        looks.append(item)
        gaps.append(gap)
        gap = 0
    if not looks:
        return looks
    usual = Counter(gaps[1:]).most_common(1)[0][0] if len(gaps) > 1 else 0
    _neighbours(looks)
    _lists(looks)
    _captions(looks)
    _subheadings(looks)
    _blanks(looks, gaps, usual)
    _places(looks)
    _sections(looks)
    _repetitions(looks)
    return looks


def _neighbours(looks: list[Look]) -> None:
    count = len(looks)
    padded = [[name for name in item.own if name.startswith(_NEIGHBOUR)] for item in looks]
    shifted = {offset: [[f"{offset:+d}:{name}" for name in names] for names in padded] for offset in (-2, -1, 1, 2)}
    metas = _windows([BlockKind.COMMENT_META in item.kind_matches or "name-stamp" in item.own for item in looks])
    prose = _windows([item.prose for item in looks])
    saying = _windows([bool(item.matches) for item in looks])
    short = _windows([len(item.unit.text) < 40 for item in looks])
    truncated = _windows(["truncated" in item.own for item in looks])
    for index, item in enumerate(looks):
        names = list(item.own)
        for offset, theirs in shifted.items():
            names += theirs[index + offset] if 0 <= index + offset < count else [f"{offset:+d}:edge"]
        before, after = index > 0 and looks[index - 1].prose, index + 1 < count and looks[index + 1].prose
        if not item.prose:
            end = next(name for name in item.own if name.startswith("end="))
            size = "short" if len(item.unit.text) < 45 else "line" if len(item.unit.text) < 110 else "long"
            names.append(f"between={'P' if before else '-'}{'P' if after else '-'}/{size}/{end}")
            if item.matches:
                names.append(f"between={'P' if before else '-'}{'P' if after else '-'}/says")
        if 0 < index < count - 1:
            names += [f"within={kind}" for kind in looks[index - 1].kind_matches & looks[index + 1].kind_matches]
        names += [
            f"comment-signs={_bucket(metas[index], (0, 1, 2, 3))}",
            f"prose-around={_bucket(prose[index], (0, 1, 2, 3, 5))}",
            f"saying-around={_bucket(saying[index], (0, 1, 2, 4, 6))}",
            f"short-around={_bucket(short[index], (1, 3, 5, 7))}",
            f"truncated-around={_bucket(truncated[index], (0, 1, 2))}",
        ]
        item.names = names


def _windows(signs: list[bool]) -> list[int]:
    """For each place the number of signs from four places before to four places after it."""
    sums = [0, *itertools.accumulate(signs)]
    return [sums[min(index + 5, len(signs))] - sums[max(0, index - 4)] for index in range(len(signs))]


def _lists(looks: list[Look]) -> None:
    """List items below a line that ends in a colon: what the colon announces belongs to the text."""
    announced: Look | None = None
    run = 0
    for item in looks:
        if item.unit.marker[:1] in {"-", "*", "+", "•", "▪", "■", "●", "‣", "–"} or "number-first" in item.own or "page=li" in item.own:
            run += 1
            if announced is not None:
                item.names.append("announced")
                item.names.append("announced-by-prose" if announced.prose or "fw=0" not in announced.own else "announced-by-line")
        else:
            if (
                announced is not None
                and not item.matches
                and len(item.unit.text) < 120
                and not item.unit.text.endswith((".", ":", "?", "!"))
            ):
                item.names.append("announced-bare")
                continue
            run = 0
            announced = item if item.unit.text.endswith(":") and len(item.unit.text) > 20 else None
            continue
        if run == 1 and announced is not None:
            announced.names.append("announces-list")


def _captions(looks: list[Look]) -> None:
    """A line right above a line that is only a credit, and a line that says again what a paragraph nearby says."""
    words = [{word.lower() for word in _WORD.findall(item.unit.text[:1500]) if len(word) > 3} for item in looks]
    for index, item in enumerate(looks):
        below = looks[index + 1] if index + 1 < len(looks) else None
        size = len(item.unit.text)
        if below is not None and "short-credit" in below.own and "short-credit" not in item.own and 25 < size < 350:
            item.names.append("above-credit")
            item.names.append(f"above-credit/{'prose' if item.prose else 'line'}")
        if 40 < size < 350 and len(words[index]) > 3:
            around = [words[near] for near in range(max(0, index - 3), min(len(looks), index + 4)) if near != index and looks[near].prose]
            echo = max((len(words[index] & other) / len(words[index]) for other in around), default=0.0)
            item.names.append(f"echo={_bucket(echo, (0.1, 0.25, 0.4, 0.6, 0.8))}")


def _subheadings(looks: list[Look]) -> None:
    """A short line right above a paragraph, and whether the paragraph speaks of what the line names."""
    for item, below in itertools.pairwise(looks):
        if item.prose or not below.prose or item.matches or len(item.unit.text) > 90:
            continue
        stems = {word[:6].lower() for word in _TOPIC.findall(item.unit.text)}
        paragraph = below.unit.text.lower()
        named = _bucket(sum(stem in paragraph for stem in stems) / max(1, len(stems)), (0.0, 0.3))
        size = "short" if len(item.unit.text) < 30 else "line" if len(item.unit.text) < 55 else "long"
        item.names += [f"heads={named}", f"heads={named}/{size}"]


def _blanks(looks: list[Look], gaps: list[int], usual: int) -> None:
    """A run of blank lines longer than usual is a seam: something was between, or something else begins."""
    seam_above = False
    since = 0
    for item, gap in zip(looks, gaps, strict=True):
        seam = gap >= usual + 2 and gap > 0 and item is not looks[0]
        seam_above = seam_above or seam
        since = 0 if seam else since + 1
        if seam:
            item.names.append("seam-here")
        if seam_above:
            item.names.append("seam-above")
            if "truncated" in item.own:
                item.names.append("seam-above-truncated")
        if gap > usual:
            item.names.append("gap-wider")
        elif gap < usual:
            item.names.append("gap-narrower")


def _places(looks: list[Look]) -> None:
    """Where a unit stands in the mass of prose: above it, in it, below it, and how far from its nearest piece."""
    total = sum(len(item.unit.text) for item in looks if item.prose) or 1
    prose_at = [index for index, item in enumerate(looks) if item.prose]
    first = prose_at[0] if prose_at else len(looks)
    last = prose_at[-1] if prose_at else -1
    before = 0
    above = 99
    for index, item in enumerate(looks):
        share = before / total
        place = "above" if index < first else "below" if index > last else "inside"
        item.names.append(f"place={place}")
        item.names.append(f"mass={_bucket(share, (0.0, 0.03, 0.15, 0.5, 0.85, 0.999))}")
        length = next(name for name in item.own if name.startswith("len="))
        item.names.append(f"{length}/{place}")
        item.names.append(f"prose-above={_bucket(above, (1, 2, 3, 5, 9))}")
        if item.prose:
            before += len(item.unit.text)
            above = 1
        else:
            above += 1
        if index == 0:
            item.names.append("first")
        if index == len(looks) - 1:
            item.names.append("last")
    below = 99
    for item in reversed(looks):
        item.names.append(f"prose-below={_bucket(below, (1, 2, 3, 5, 9))}")
        below = 1 if item.prose else below + 1


def _sections(looks: list[Look]) -> None:
    """Under which headline a unit stands ("Mehr zum Thema", "Kommentare"), and how far below it."""
    opened: BlockKind | None = None
    distance = prose_since = prose_seen = 0
    comments_above = False
    meta_distance = 99
    for item in looks:
        opening = next((match.kind for match in item.matches if match.opens), None)
        if opened is not None:
            item.names.append(f"under={opened}/{_bucket(distance, (1, 2, 4, 7, 12))}")
            item.names.append(f"under={opened}/prose{_bucket(prose_since, (0, 1, 3))}")
            item.names.append(f"under={opened}/{'prose' if item.prose else 'line'}")
        if comments_above:
            item.names.append("comments-above")
            if item.prose:
                item.names.append("comments-above-prose")
            # directly below a name and a time, under a headline over comments: where else would one be
            if meta_distance == 1:
                item.names.append("comments-above-below-meta")
        item.names.append(f"meta-above={_bucket(meta_distance, (1, 2, 3, 5, 9, 20))}")
        distance += 1
        prose_since += item.prose
        prose_seen += item.prose
        meta_distance += 1
        if opening is not None:
            opened, distance, prose_since = opening, 1, 0
            # "Kommentare" above the first paragraph, or with a nought, is a button.
            comments_above = comments_above or opening is BlockKind.COMMENT_META and prose_seen > 1 and not _NONE_YET.search(item.unit.text)
        if BlockKind.COMMENT_META in item.kind_matches or "name-stamp" in item.own:
            meta_distance = 1
    below = 99
    for item in reversed(looks):
        item.names.append(f"comment-head-below={_bucket(below, (1, 2, 4, 8))}")
        below = 1 if any(match.opens and match.kind is BlockKind.COMMENT_META for match in item.matches) else below + 1


_NONE_YET = re.compile(r"(?:^|\D)0(?:\D|$)")
_TOPIC = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{3,}")


def _repetitions(looks: list[Look]) -> None:
    """Lines that occur again, and how far the nouns of a line are the nouns of the prose."""
    folded = [fold(item.unit.text) for item in looks]
    seen = Counter(folded)
    topic: Counter[str] = Counter()
    own_words: list[set[str]] = []
    for item in looks:
        words = {word[:8].lower() for word in _TOPIC.findall(item.unit.text[:1000])}
        own_words.append(words)
        if item.prose:
            topic.update(words)
    for item, line, words in zip(looks, folded, own_words, strict=True):
        if seen[line] > 1:
            item.names.append("repeated")
        if words:
            floor = 1 if item.prose else 0
            shared = sum(topic[word] > floor for word in words) / len(words)
            item.names.append(f"topic={_bucket(shared, (0.0, 0.25, 0.5, 0.75))}")
            if not item.prose:
                item.names.append(f"topic-line={_bucket(shared, (0.0, 0.25, 0.5, 0.75))}")
        else:
            item.names.append("topic=none")
