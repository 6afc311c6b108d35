"""What the language test promises: German in all its clothes passes, other languages are refused by name."""

from __future__ import annotations

import pytest

from newsdigest.errors import NotGermanError
from newsdigest.language import guess_language, require_german


@pytest.mark.parametrize(
    "text",
    [
        "Der Landtag hat am Mittwoch ein neues Polizeigesetz beschlossen.",
        "KANZLER KÜNDIGT RÜCKTRITT AN",
        "ZUG ENTGLEIST BEI KASSEL",
        "Bayern siegt 3:1",
        "Moin",
        "Der Nationalrat beschliesst grosse Reform der Strassenabgaben und heisst den Kredit gut.",
        "Mir händ das nöd gwüsst, seit de Gmeindspräsident, aber jetz isch es z spaat.",
        "Taylor Swift, Harry Styles und Billie Eilish treten im Wembley Stadium auf, teilte Live Nation mit.",
        "Google stellt Pixel Fold vor: Android, Snapdragon und OLED im Test",
        "„It's now or never“, sagte Trump dem Sender Fox News, „we will win.“ Die Demokraten wiesen das zurück.",
    ],
)
def test_german_passes(text: str) -> None:
    assert guess_language(text).is_german
    require_german(text, "<text>")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parliament passed a new law on Wednesday, and the president is expected to sign it.", "English"),
        ("Het kabinet heeft woensdag besloten om de huren te bevriezen, meldt de minister.", "Dutch"),
        ("Le gouvernement a décidé mercredi de geler les loyers dans les grandes villes.", "French"),
        ("El gobierno decidió el miércoles congelar los alquileres en las grandes ciudades.", "Spanish"),
        ("Il governo ha deciso mercoledì di congelare gli affitti nelle grandi città.", "Italian"),
        ("Regeringen har onsdag besluttet at fastfryse huslejen i de store byer.", "Danish"),
        ("Rząd zdecydował w środę, że czynsze w dużych miastach nie wzrosną.", "Polish"),
        ("Правительство решило в среду заморозить арендную плату.", "Russian"),
    ],
)
def test_other_languages_are_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(NotGermanError, match=f"{language}, not German; pass any_language=True"):
        require_german(text, "seite.txt")
