"""Of a word list those lines stay that the model misses and people do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TRAINING = Path(__file__).parents[2] / "training"


def test_lines_stay_that_the_model_misses_and_people_do_not(tmp_path: Path) -> None:
    words = [
        "Haus/Häuser = house/s | home",  # the model knows it
        "Sägewerk/Sägewerke = sawmill/s",  # it does not
        "Sache/n = nuisance",  # nobody says it so
        "Zwirbelbart/Zwirbelbärte = handlebar moustache/s",  # it is nowhere
        "abdichten; -; dichtete; war = seal; seals; sealed; was | be sealed",  # of verbs too
    ]
    (tmp_path / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (tmp_path / "news.txt").write_text("Das Sägewerk brennt.\nDas Haus ist groß.\n" * 4, encoding="utf-8")
    pairs = ["Das Sägewerk brennt.\tThe sawmill is on fire.", "Eine Sache ist alt.\tA matter is old.", "Er war da.\tHe came."] * 8
    (tmp_path / "pairs.tsv").write_text("\n".join(pairs) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(TRAINING / "lexicon.py"), "words.txt", "--german", "news.txt", "--pairs", "pairs.tsv", "--out", "kept.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "kept.txt").read_text(encoding="utf-8").splitlines()
    assert kept == [words[1], words[3]]
