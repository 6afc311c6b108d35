"""Authors and dates are read from the lines above a pasted article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsdigest import clean
from newsdigest.cleaning.credits import credited
from newsdigest.schema import Block, BlockKind, Metadata

BODY = "Der Rat der Stadt Neuental hat am Dienstag über das neue Freibad beraten."


def read(lines: Sequence[str], above: Sequence[str] = (), known: Metadata | None = None) -> Metadata:
    """The metadata of a text whose lines ``above`` its title and below it are bylines."""
    kinds = [
        *((line, BlockKind.BYLINE) for line in above),
        ("Neuental plant ein Freibad", BlockKind.TITLE),
        *((line, BlockKind.BYLINE) for line in lines),
        (BODY, BlockKind.BODY),
        ("Von Ute Unten, 1.1.2001", BlockKind.BYLINE),
    ]
    text, blocks = "", []
    for line, kind in kinds:
        kept = kind is not BlockKind.BYLINE
        blocks.append(Block(start=len(text), end=len(text) + len(line) + 1, kind=kind, kept=kept, rule="test"))
        text += line + "\n"
    return credited(known or Metadata(), text, blocks)


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Stand: 28. April 2023, 05:00 Uhr", "2023-04-28T05:00", None),
        ("22.11.2024 07.57", "2024-11-22T07:57", None),
        ("15.05.2023 - 13:52 Uhr", "2023-05-15T13:52", None),
        ("Veröffentlicht am 3. März 2026 um 9.05 Uhr", "2026-03-03T09:05", None),
        ("Montag, 4. Jänner 2021", "2021-01-04", None),
        ("18. Okt 2023", "2023-10-18", None),
        ("18.7.24", "2024-07-18", None),
        ("2026-03-03", "2026-03-03", None),
        ("Aktualisiert am 28. April 2023, 20:22 Uhr", None, "2023-04-28T20:22"),
        ("01.02.2026, 10:00 Uhr, aktualisiert: 02.02.2026, 11:30 Uhr", "2026-02-01T10:00", "2026-02-02T11:30"),
        ("18/09/2025 - 14:35", "2025-09-18T14:35", None),
        ("18 September 2025", "2025-09-18", None),
        ("2025-09-18T14:35:00+02:00", "2025-09-18T14:35", None),
        ("Zuletzt geändert am 19. September 2025 um 10.15 Uhr", None, "2025-09-19T10:15"),
        ("Heute, 12:37 Uhr", None, None),
        ("31.2.2026", None, None),
        ("Foto: dpa, 3.3.2026", None, None),
    ],
)
def test_dates_are_iso_with_the_time_of_day(line: str, published: str | None, modified: str | None) -> None:
    found = read([line])
    assert (found.published, found.modified) == (published, modified)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Von Simone Jülicher und Rainer Grünberg"], ("Simone Jülicher", "Rainer Grünberg")),
        (["Autor: Monika Bolliger, Anna von der Heyde, Bern"], ("Monika Bolliger", "Anna von der Heyde")),
        (["von David Straub, MDR THÜRINGEN"], ("David Straub",)),
        (["Von:", "Simone Jung"], ("Simone Jung",)),
        (["Von: JÖRG ZSCHOCHE"], ("Jörg Zschoche",)),
        (["Von Ulrich ExnerKorrespondent"], ("Ulrich Exner",)),
        (["Von [Holger Ott](/autor/holger-ott/)", "Leitender Redakteur"], ("Holger Ott",)),
        (["27. Januar 2026 • Gregor Meier • 3 Minuten"], ("Gregor Meier",)),
        (["1. Februar 2022 Luis Holuch 6"], ("Luis Holuch",)),
        (["29.4.2026 · von Jan Ott"], ("Jan Ott",)),
        (["Petra Ott"], ("Petra Ott",)),
        (["Von DPA", "Deutsche Presse-Agentur", "Emotionales Interview"], ()),
        (["Von unserem Mitarbeiter Torben Quast"], ("Torben Quast",)),
        (["Ein Kommentar von Anna Keller"], ("Anna Keller",)),
        (["Text: Anna Keller, Fotos: Jan Ott"], ("Anna Keller",)),
        (["Von Anna Keller, Jan Ott und Dr. Peter Weiss"], ("Anna Keller", "Jan Ott", "Dr. Peter Weiss")),
        (["Redaktion: Jürgen Klotz"], ("Jürgen Klotz",)),
        (["Von der Redaktion", "Von der Redaktion Wirtschaft"], ()),
        (["Quelle: Petra Ott"], ()),
    ],
)
def test_authors_are_persons_with_their_whole_name(lines: list[str], authors: tuple[str, ...]) -> None:
    assert read(lines).authors == authors


def test_what_stands_below_the_title_goes_first_and_what_is_known_stays() -> None:
    found = read(["Stand: 3.3.2026"], above=["Mittwoch, 25. November 2026", "Von Olga Oben"])
    assert (found.published, found.authors) == ("2026-03-03", ("Olga Oben",))
    assert read([], above=["3. März 2026"]).published == "2026-03-03"
    known = Metadata(published="2020-01-01T00:00:00Z", authors=("Anna Alt",))
    assert read(["Von Jan Ott", "3.3.2026, aktualisiert: 4.3.2026"], known=known) == known


def test_a_pasted_article_and_a_page_that_says_nothing_have_them() -> None:
    body = f"{BODY} Es soll 4,2 Millionen Euro kosten. Die Mehrheit der Fraktionen ist dafür, wie es nach der Sitzung hieß."
    article = clean(f"Neuental plant ein Freibad\n3.3.2026, 06:15 Uhr • Lesezeit: 2 Min.\n{body}\n{body}\n")
    assert article.metadata.published == "2026-03-03T06:15"
    article = clean(f"Neuental plant ein Freibad\n\nVon Anna Keller und Jan Ott\nStand: 3. März 2026, 17:42 Uhr\n\n{body}\n\n{body}\n")
    assert (article.metadata.authors, article.metadata.published) == (("Anna Keller", "Jan Ott"), "2026-03-03T17:42")
    page = f"<html><body><article><h1>Neuental plant ein Freibad</h1><p>Von Anna Keller</p><p>3. März 2026</p><p>{body}</p><p>{body}</p></article>"
    metadata = clean(page).metadata
    assert (metadata.title, metadata.authors, metadata.published) == ("Neuental plant ein Freibad", ("Anna Keller",), "2026-03-03")
