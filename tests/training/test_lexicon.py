"""Of a word list those lines stay that the model misses and people do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TRAINING = Path(__file__).parents[2] / "training"


def run(folder: Path, *arguments: str) -> list[str]:
    """The lines that stay of ``words.txt``, with ``news.txt`` and ``pairs.tsv``."""
    command = [
        sys.executable,
        str(TRAINING / "lexicon.py"),
        "words.txt",
        "--german",
        "news.txt",
        "--pairs",
        "pairs.tsv",
        "--out",
        "kept.txt",
    ]
    done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (folder / "kept.txt").read_text(encoding="utf-8").splitlines()


def test_expressions_stay_that_the_model_misses_and_people_do_not(tmp_path: Path) -> None:
    words = [
        "zum Beispiel = for example | for instance | e.g. | such as",  # the model knows it
        "kopf|stehen; steht; stand standen; - = be in uproar; is in uproar; was in uproar; been in uproar",  # it does not
        "am Dienstag = by chance",  # nobody says it so
    ]
    (tmp_path / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (tmp_path / "news.txt").write_text("Das gilt zum Beispiel hier.\nDas Dorf steht heute kopf.\n" * 4, encoding="utf-8")
    pairs = ["Das Dorf steht kopf.\tThe village is in uproar.", "Er kam am Dienstag.\tHe came on Tuesday."] * 8
    (tmp_path / "pairs.tsv").write_text("\n".join(pairs) + "\n", encoding="utf-8")
    assert run(tmp_path, "--phrases") == [words[1]]


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
    assert run(tmp_path) == [words[1], words[3]]
