"""The key facts and the keywords of an article."""

from newsdigest.facts.key_facts import key_facts
from newsdigest.facts.keywords import keywords

__all__ = ["key_facts", "keywords"]
