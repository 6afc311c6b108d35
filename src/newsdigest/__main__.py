"""``python -m newsdigest``."""

from newsdigest.cli import main

main()
