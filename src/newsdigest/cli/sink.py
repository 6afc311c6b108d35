"""Where results and notices go."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from newsdigest.errors import OptionError


def write(text: str, out: Path | None) -> None:
    """Write to stdout, or to a file that is replaced only when the whole text has been written."""
    if not text.endswith("\n"):
        text += "\n"
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    if not out.parent.is_dir():
        raise OptionError(f"{out}: the directory {out.parent} does not exist; create it first")
    if out.is_dir():
        raise OptionError(f"{out} is a directory; name a file in it")
    if out.exists() and not out.is_file():  # a pipe or /dev/stdout: nothing to replace
        out.write_text(text, encoding="utf-8")
        return
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise OptionError(f"{out}: cannot be written ({error.strerror}); choose another place") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def notice(text: str) -> None:
    """One line on stderr."""
    print(f"newsdigest: {text}", file=sys.stderr)


def progress(quiet: bool, wanted: bool) -> Callable[[int, int], None] | None:
    """A counter on stderr: a line that is rewritten on a terminal, lines elsewhere and only if ``wanted``; else None."""
    terminal = sys.stderr.isatty()
    if quiet or not (terminal or wanted):
        return None

    def show(done: int, all_: int) -> None:
        begin, end = ("\r", "\n" if done == all_ else "") if terminal else ("", "\n")
        print(f"{begin}translating: {done} of {all_} sentences", end=end, file=sys.stderr, flush=True)

    return show
