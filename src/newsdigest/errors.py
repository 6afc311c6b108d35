"""Every error that newsdigest raises on purpose.

    NewsdigestError
    ├── InputError                 the input cannot be digested
    │   ├── SourceNotFoundError    no such file, or it cannot be opened        (also FileNotFoundError)
    │   ├── EmptyInputError        nothing but white space
    │   ├── BinaryInputError       a PDF, an image, a spreadsheet: not text
    │   ├── EncodingError          text in an encoding that cannot be read
    │   ├── NotGermanError         text, but not German
    │   └── NoArticleError         German, but nothing in it is an article
    ├── ModelError                 a model cannot be used
    │   ├── UnknownModelError      no such name in the catalogue
    │   ├── ModelNotFoundError     known, but not on this machine and not to be fetched
    │   └── ModelFormatError       there, but damaged or of another kind
    ├── UnsupportedClaimError      a summary says what the article does not
    └── OptionError                an argument outside its range               (also ValueError)

Each message says what is wrong, where, and how to mend it.
"""


class NewsdigestError(Exception):
    """Base class: ``except NewsdigestError`` catches everything newsdigest raises on purpose."""


class InputError(NewsdigestError):
    """The input cannot be digested."""


class SourceNotFoundError(InputError, FileNotFoundError):
    """The file does not exist or cannot be opened."""


class EmptyInputError(InputError):
    """The input holds nothing but white space."""


class BinaryInputError(InputError):
    """The input is not text: a PDF, an image, an archive, a spreadsheet."""


class EncodingError(InputError):
    """The bytes are text in no encoding that newsdigest reads."""


class NotGermanError(InputError):
    """The input is text, but not German."""


class NoArticleError(InputError):
    """The input is German, but after cleaning nothing is left that reads like an article."""


class ModelError(NewsdigestError):
    """A model cannot be used."""


class UnknownModelError(ModelError):
    """No model of that name is in the catalogue, and no directory of that name exists."""


class ModelNotFoundError(ModelError):
    """The model is known, but it is not on this machine and may not be fetched."""


class ModelFormatError(ModelError):
    """The model's files are there, but damaged, incomplete or of another kind."""


class UnsupportedClaimError(NewsdigestError):
    """A written summary claims what the sentences it rests on do not say."""


class OptionError(NewsdigestError, ValueError):
    """An argument has a value outside its range."""


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
