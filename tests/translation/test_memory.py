"""The translation memory: a second run asks no model for what is known, and nothing else is ever given for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdigest import OptionError, Translator
from newsdigest.translation.backend import Hypothesis
from newsdigest.translation.memory import Memory

SENTENCES = ["Das Haus ist groß.", "Der Rat tagt am Montag.", "Ja."]

Watch = Callable[[Translator], list[list[list[int]]]]


def translator(folder: Path, beams: int = 1) -> Translator:
    return Translator("bundled", backend="ctranslate2", beams=beams, cache=folder)


def test_a_second_run_costs_only_what_is_new(tmp_path: Path, watch: Watch) -> None:
    first = translator(tmp_path).translate(SENTENCES)
    second = translator(tmp_path)
    asked = watch(second)
    calls: list[tuple[int, int]] = []
    again = second.translate([*SENTENCES, "Die Brücke ist neu."], progress=lambda done, of: calls.append((done, of)))
    assert again[:3] == first
    assert [len(batch) for batch in asked] == [1]
    assert calls == [(3, 4), (4, 4)]


def test_other_settings_are_another_memory(tmp_path: Path, watch: Watch) -> None:
    translator(tmp_path).translate(SENTENCES)
    other = translator(tmp_path, beams=2)
    asked = watch(other)
    other.translate(SENTENCES)
    assert sum(map(len, asked)) == 3


def test_without_cache_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = Translator("bundled", backend="ctranslate2", beams=1)
    quiet.translate(["Ja."])  # the converted model is in its cache now
    monkeypatch.setenv("NEWSDIGEST_CACHE", str(tmp_path))
    quiet.translate(SENTENCES)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(), st.text(), max_size=8), st.floats(-50, 0))
def test_what_is_kept_is_recalled_exactly(tmp_path: Path, known: dict[str, str], score: float) -> None:
    memory = Memory(tmp_path, "m", "b", {})
    values = [Hypothesis(text, score, True) for text in known.values()]
    memory.keep(list(known), values)
    assert memory.recall(known) == dict(zip(known, values))
    assert Memory(tmp_path, "other", "b", {}).recall(known) == {}


def test_it_stays_near_its_bound_and_forgets_what_was_stored_first(tmp_path: Path) -> None:
    memory = Memory(tmp_path, "m", "b", {}, limit=1_000_000)
    random = Random(0)
    for block in range(100):
        pieces = [f"{block} {number}" for number in range(50)]
        memory.keep(pieces, [Hypothesis(random.randbytes(1000).hex(), 0.0, True) for _ in pieces])
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 6_000_000  # of 10 million characters; the log is not in the bound
    assert memory.recall(["99 49"]) and not memory.recall(["0 0"])


def test_several_processes_share_one(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from newsdigest.translation.memory import Memory\n"
        "from newsdigest.translation.backend import Hypothesis\n"
        "memory = Memory(Path(sys.argv[1]), 'm', 'b', {})\n"
        "for n in range(100): memory.keep([f'{sys.argv[2]} {n}', 'same'], [Hypothesis('t', 0.0, True)] * 2)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    pieces = [f"{name} {n}" for name in "abc" for n in range(100)]
    assert len(Memory(tmp_path, "m", "b", {}).recall([*pieces, "same"])) == 301


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OptionError, match="cache: .*file cannot be used"):
        translator(tmp_path / "file").translate(SENTENCES)
