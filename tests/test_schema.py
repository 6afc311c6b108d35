"""The data: frozen, checked, and telling where they are wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from newsdigest import Article, Block, BlockKind


def block(start: int, end: int) -> Block:
    return Block(start=start, end=end, kind=BlockKind.BODY, kept=True, rule="test")


@pytest.mark.parametrize("spans", [[(0, 2), (3, 5)], [(1, 5)], [(0, 4)], [(0, 3), (2, 5)], [(0, 0), (0, 5)], []])
def test_blocks_that_do_not_partition_the_text_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValidationError, match="do not partition the text"):
        Article(source="x", text="12345", blocks=tuple(block(*s) for s in spans))


def test_data_are_frozen_and_take_no_unknown_field() -> None:
    article = Article(source="x", text="12345", blocks=(block(0, 5),))
    with pytest.raises(ValidationError, match="frozen"):
        article.text = "other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Block(start=0, end=1, kind=BlockKind.BODY, kept=True, rule="r", colour="red")  # type: ignore[call-arg]
