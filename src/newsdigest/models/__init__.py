"""The catalogue of models (models.txt): what there is, where it lies, how to fetch it."""

from newsdigest.models.catalogue import Entry, catalogue, entry
from newsdigest.models.location import LocatedModel, available, locate
from newsdigest.models.pulling import pull

__all__ = ["Entry", "LocatedModel", "available", "catalogue", "entry", "locate", "pull"]
