"""The command line. Results go to stdout, everything else to stderr.

``app`` has the commands, ``sources`` and ``sink`` are their two ends; model libraries are imported by the command
that needs them, so that ``--help`` answers at once.
"""

from newsdigest.cli.app import main

__all__ = ["main"]
