"""What happens to a string before a model sees it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.translation.segmentation import cut, has_words


@pytest.mark.parametrize(
    "text", ["", " \n", "5 %", "19.30", "–", "https://example.org/a?b=c", "redaktion@example.org", "@tagesbote", "3:2", "🙂"]
)
def test_text_without_words_is_not_for_a_model(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["Haus", "5 Äpfel", "siehe https://example.org", "Ü"])
def test_text_with_words_is(text: str) -> None:
    assert has_words(text)


@given(st.text(max_size=300), st.integers(1, 40))
def test_cutting_keeps_every_character_and_every_piece_fits(text: str, limit: int) -> None:
    pieces = cut(text, lambda piece: len(piece) <= limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_cut_prefers_the_end_of_a_clause_to_any_blank() -> None:
    text = "Der Stadtrat hat lange beraten und gestritten, am Ende aber stimmte er mit großer Mehrheit zu"
    assert cut(text, lambda piece: len(piece) <= 60) == [
        "Der Stadtrat hat lange beraten und gestritten,",
        "am Ende aber stimmte er mit großer Mehrheit zu",
    ]


def test_a_long_run_of_letters_takes_no_time() -> None:
    begin = time.perf_counter()
    assert has_words("a" * 100_000)
    assert time.perf_counter() - begin < 2
