"""Summaries of English sentences, with evidence.

``Summarizer`` is the front door; ``extractive`` chooses sentences, ``abstractive`` runs a model that writes them, and
``evidence`` finds what a written sentence rests on.
"""

from newsdigest.summarization.summarizer import Summarizer

__all__ = ["Summarizer"]
