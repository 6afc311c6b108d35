"""newsdigest: a German news article in, a short English digest out, every sentence traceable to the German text.

    import newsdigest
    digest = newsdigest.digest(Path("artikel.txt"))
    print(digest.text)

Model libraries are imported at the first translation, not here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from newsdigest import models
    from newsdigest.cleaning import clean
    from newsdigest.digester import Digester, digest
    from newsdigest.errors import (
        BinaryInputError,
        EmptyInputError,
        EncodingError,
        InputError,
        ModelError,
        ModelFormatError,
        ModelNotFoundError,
        NewsdigestError,
        NoArticleError,
        NotGermanError,
        OptionError,
        SourceNotFoundError,
        UnknownModelError,
        UnsupportedClaimError,
    )
    from newsdigest.schema import (
        Article,
        Block,
        BlockKind,
        Digest,
        Fact,
        FactKind,
        FailedDigest,
        Keyword,
        Metadata,
        Passage,
        Sentence,
        Signature,
        Span,
        Story,
        StoryEvidence,
        StorySentence,
        Summary,
        SummarySentence,
        SummaryStyle,
        Translation,
    )
    from newsdigest.sentences import split_sentences
    from newsdigest.stories import tell_stories
    from newsdigest.summarization import Summarizer
    from newsdigest.translation import Translator

_HOMES = {
    "newsdigest.cleaning": ("clean",),
    "newsdigest.digester": ("Digester", "digest"),
    "newsdigest.errors": (
        "BinaryInputError",
        "EmptyInputError",
        "EncodingError",
        "InputError",
        "ModelError",
        "ModelFormatError",
        "ModelNotFoundError",
        "NewsdigestError",
        "NoArticleError",
        "NotGermanError",
        "OptionError",
        "SourceNotFoundError",
        "UnknownModelError",
        "UnsupportedClaimError",
    ),
    "newsdigest.schema": (
        "Article",
        "Block",
        "BlockKind",
        "Digest",
        "Fact",
        "FactKind",
        "FailedDigest",
        "Keyword",
        "Metadata",
        "Passage",
        "Sentence",
        "Signature",
        "Span",
        "Story",
        "StoryEvidence",
        "StorySentence",
        "Summary",
        "SummarySentence",
        "SummaryStyle",
        "Translation",
    ),
    "newsdigest.sentences": ("split_sentences",),
    "newsdigest.stories": ("tell_stories",),
    "newsdigest.summarization": ("Summarizer",),
    "newsdigest.translation": ("Translator",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*sorted(_HOME_OF), "models"]


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for (PEP 562)."""
    if name == "models":
        return import_module("newsdigest.models")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'newsdigest' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
