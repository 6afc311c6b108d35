"""The pairs that were written for this project: well-formed, each once, and none of those kept aside among them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_written_pairs_are_well_formed_and_apart_from_those_kept_aside() -> None:
    rows = [line.split("\t") for line in (ROOT / "training" / "pairs" / "written_news.tsv").read_text(encoding="utf-8").splitlines()]
    assert {len(row) for row in rows} == {2}
    assert all(side and side == " ".join(side.split()) for row in rows for side in row)
    german = [row[0] for row in rows]
    assert len(set(german)) == len(german)
    aside, english = ((ROOT / "benchmarks" / "data" / f"written.{side}").read_text(encoding="utf-8").splitlines() for side in ("de", "en"))
    assert len(aside) == len(english) == 778
    assert not set(aside) & set(german)
