"""Cleaning: which parts of a pasted or saved article are the article.

    from newsdigest.cleaning import clean
    article = clean(Path("artikel.txt"))
    article.kept_text

``door`` is the way in; ``lines`` cuts text, ``page`` renders web pages, ``features`` describes, ``sequence`` weighs,
``judgement`` decides. Phrases, thresholds and weights are data files beside the modules.
"""

from newsdigest.cleaning.door import clean
from newsdigest.cleaning.version import rules_version

__all__ = ["clean", "rules_version"]
