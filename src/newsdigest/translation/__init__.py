"""German to English: sentences in, sentences out, none lost, none cut, none invented."""

from newsdigest.translation.translator import Translator

__all__ = ["Translator"]
