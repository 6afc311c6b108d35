"""What the command line's FILE arguments mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsdigest.errors import NewsdigestError, SourceNotFoundError
from newsdigest.reading import Document, read
from newsdigest.schema import FailedDigest

STDIN = "-"


def documents(names: Sequence[str]) -> Iterator[Document | FailedDigest]:
    """Read each argument in turn: a file, or ``-`` for standard input. What cannot be read takes its place as failed."""
    for name in names:
        try:
            if name == STDIN:
                yield read(sys.stdin.buffer.read(), name="<stdin>")
            elif "://" in name:
                raise SourceNotFoundError(
                    f"{name}: web addresses are not fetched; save the page, or: curl -sL {name} | newsdigest summarize -"
                )
            else:
                yield read(Path(name))
        except NewsdigestError as error:
            yield FailedDigest(source=name, error=type(error).__name__, message=str(error))


def names_or_stdin(names: Sequence[str]) -> list[str]:
    """The arguments; standard input where there are none and something is piped in."""
    return list(names) if names or sys.stdin is None or sys.stdin.isatty() else [STDIN]
