"""How long a command takes from a cold start, as ratios.

    python benchmarks/startup.py [FILE]

``newsdigest --help`` against ``import typer``; ``newsdigest summarize FILE`` against the bare import of the libraries
that it needs. Wall time, the best of five runs each, in turn; the converted model is in the cache already.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "examples" / "articles" / "techblick-glasfaser.txt"
COMMAND = ["-c", "from newsdigest.cli import main; main()"]
LIBRARIES = "typer, pydantic, numpy, ctranslate2, sentencepiece, sacremoses, huggingface_hub.constants"


def seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    ways = {
        "import typer": ["-c", "import typer"],
        "newsdigest --help": [*COMMAND, "--help"],
        "import of the libraries": ["-c", f"import {LIBRARIES}"],
        "newsdigest summarize": [*COMMAND, "summarize", "--quiet", "--translator", "bundled", article],
    }
    for command in ways.values():
        seconds(command)
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(5):
        for name, command in ways.items():
            best[name] = min(best[name], seconds(command))
    for base, name in (("import typer", "newsdigest --help"), ("import of the libraries", "newsdigest summarize")):
        print(f"{base:24} {best[base]:6.2f} s   1.0")
        print(f"{name:24} {best[name]:6.2f} s   {best[name] / best[base]:.1f}")


if __name__ == "__main__":
    main()
