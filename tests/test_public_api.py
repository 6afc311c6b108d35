"""What ``import newsdigest`` offers, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import newsdigest

CONTRACT = ["Digester", "Summarizer", "Translator", "clean", "digest", "models", "split_sentences"]
HEAVY = ["torch", "transformers", "trafilatura", "lxml", "sentencepiece", "numpy"]


def test_every_public_name_is_there_and_listed() -> None:
    assert set(CONTRACT) <= set(newsdigest.__all__)
    assert all(getattr(newsdigest, name) is not None for name in newsdigest.__all__)
    assert set(newsdigest.__all__) <= set(dir(newsdigest))


def test_every_error_is_public_and_of_the_family() -> None:
    from newsdigest import errors

    mine = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert mine <= set(newsdigest.__all__)
    assert all(issubclass(getattr(newsdigest, name), newsdigest.NewsdigestError) for name in mine)


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_newsdigest_loads_no_model_library() -> None:
    assert loaded_after("import newsdigest; newsdigest.Digester; newsdigest.clean") == set()


def test_help_loads_no_model_library() -> None:
    code = (
        "from newsdigest.cli import main\nsys.argv = ['newsdigest', 'summarize', '--help']\ntry:\n    main()\nexcept SystemExit:\n    pass"
    )
    assert loaded_after(code) == set()
