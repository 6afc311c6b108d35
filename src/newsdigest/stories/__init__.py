"""Several articles, one story: articles about the same event are grouped, and what they say is told once.

``likeness`` measures how much two articles are about the same, ``grouping`` makes groups of it, ``agreement`` finds the
sentences that say the same and ``disagreement`` the numbers in which they differ; ``telling`` is the front door.
"""

from newsdigest.stories.telling import tell_stories

__all__ = ["tell_stories"]
