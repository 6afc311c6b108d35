"""Which English words stand for German ones is counted from links: one of both directions is whole, of one a half."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import translations  # noqa: E402


def test_words_are_counted_by_their_links_and_spelt_as_english_does(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(translations, "FREQUENT", 1)
    pairs = [(["das", "deutsche", "haus"], ["the", "german", "house"])] * 9 + [(["das", "haus", "das", "."], ["a", "home", "."])]
    same = {(0, 0), (1, 1), (2, 2)}
    links = [(same, same)] * 9 + [({(1, 1)}, {(1, 1), (0, 0)})]
    met, meant = translations.counted(pairs, links)
    assert met["haus"] == 10 and meant["haus"] == {"house": 18, "home": 2} and meant["das"]["a"] == 1
    spelt = translations.spellings([["The", "German", "house"], ["Home", "at", "home"], ["A", "a"]])
    # "das" is in every sentence, "deutsche" too rare
    assert list(translations.table(met, meant, spelt)) == ["haus house 900 home 100"]
