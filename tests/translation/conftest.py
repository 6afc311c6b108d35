"""What reaches a model, batch by batch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsdigest import Translator


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Translator], list[list[list[int]]]]:
    """Makes a translator's model note each batch of token ids that it is given, in the list that is returned."""

    def start(translator: Translator) -> list[list[list[int]]]:
        model, seen = translator._model, []
        decode = model.decode

        def noting(batches, decoding):  # type: ignore[no-untyped-def]
            for batch in batches:
                seen.append(batch)
                yield from decode([batch], decoding)

        monkeypatch.setattr(model, "decode", noting)
        return seen

    return start
