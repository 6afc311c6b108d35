"""The gate holds: a score below its floor fails, and a floor sinks only when it is named."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def gate(floors: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "quality.py"), "--shared", str(floors.parent / "none"), "--floors", str(floors)]
    return subprocess.run([*command, *options], capture_output=True, text=True)


def test_floors_rise_on_request_hold_and_sink_only_by_name(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text('"sentences.F1" = 100.1\n"cleaning.F1" = 90.0\n', encoding="utf-8")
    refused = gate(floors, "--raise")
    assert refused.returncode == 1
    assert "sentences.F1: mend what was lost" in refused.stderr
    raised = tomllib.loads(floors.read_text(encoding="utf-8"))
    assert raised["sentences.F1"] == 100.1 and raised["cleaning.F1"] > 95
    lowered = gate(floors, "--lower", "sentences.F1")
    assert lowered.returncode == 0, lowered.stderr
    assert tomllib.loads(floors.read_text(encoding="utf-8"))["sentences.F1"] <= 100


def test_the_floors_in_the_repository_hold(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"), encoding="utf-8")
    held = gate(floors)
    assert held.returncode == 0, held.stdout + held.stderr


def test_an_unknown_floor_is_an_error(tmp_path: Path) -> None:
    wrong = gate(tmp_path / "floors.toml", "--lower", "nonsense")
    assert wrong.returncode == 2 and "no score is named 'nonsense'" in wrong.stderr
