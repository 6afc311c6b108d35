"""Is the text German? Asked before anything is digested, so that no English article is "translated" into English.

Two witnesses: py3langid (a naive Bayes classifier over byte n-grams, after Lui and Baldwin 2012) and counts of
function words. Either can be fooled by one short sentence; a text is refused only where both speak against German.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from newsdigest.errors import NotGermanError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Words that are frequent in one language and are not words of the others in this table: "in", "so", "war", "die",
# "an", "man" would count for two.
_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "de": "der das und ist nicht mit auf für von dem den des ein eine einen einem einer eines sich auch als nach bei aus wird werden "
        "wurde wurden sind haben hat sein seine ihr ihre sie wie oder aber noch nur über vor zum zur im am vom durch dass daß wenn "
        "kann können soll sollen müssen mehr schon gegen zwischen unter bis ich wir ihn ihm uns diese dieser dieses kein keine "
        "isch nöd nid gsi het händ mir chönd auch immer wieder heute neue neuen laut seit beim",
        "en": "the of and to is was for that with on his her they are be this have from by not but had has were which their been said "
        "who will would more when she there all its about into after than could new you your it he as at",
        "nl": "het een en van ik niet zijn dat op te voor met aan er maar om hem dan zou wat mijn naar heeft hebben deze wordt ook bij "
        "nog uit door over werd geen worden meer de",
        "fr": "le la les des et est une dans que qui pour pas sur au avec ce il elle sont plus par ne se aux mais ont été cette leur nous vous",
        "es": "el los las una que por con para su se al lo como más pero sus ha fue este según entre también ya",
        "it": "il gli che di per una con non del della dei delle nel alla più sono ha si come anche dal ma stato dopo",
        "pt": "o os um uma que em para com não do da dos das por mais se ao como foi ele ela são também já",
        "pl": "w i z na do się nie że jest to od jak ale po o przez dla czy był który także",
        "cs": "a v na se že je do o s z za jako ale pro při jeho podle která byl také",
        "da": "og det at er en til af på som ikke med han har den jeg var et blev der hun vil",
        "sv": "och att det som en på är av för med till den har inte om ett han var jag från",
        "lb": "d' ass vun huet net mat op fir sinn eng hunn och gëtt awer nach",
    }.items()
}
_NAMES = {
    "en": "English", "nl": "Dutch", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "pl": "Polish", "cs": "Czech",
    "da": "Danish", "sv": "Swedish", "lb": "Luxembourgish", "no": "Norwegian", "af": "Afrikaans", "fy": "Frisian", "ru": "Russian",
    "uk": "Ukrainian", "tr": "Turkish", "hu": "Hungarian", "ro": "Romanian", "fi": "Finnish", "ar": "Arabic", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "el": "Greek", "he": "Hebrew", "sk": "Slovak", "hr": "Croatian", "sl": "Slovenian", "bg": "Bulgarian",
    "sr": "Serbian", "ca": "Catalan", "fa": "Persian", "hi": "Hindi", "vi": "Vietnamese", "th": "Thai", "id": "Indonesian", "la": "Latin",
}  # fmt: skip
_CANDIDATES = ("de", *_NAMES)
_SAMPLE = 4_000  # characters: more of a text says nothing new about its language
_ENOUGH_WORDS, _PLAINLY_GERMAN = 30, 0.2
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\s|$))?")


@dataclass(frozen=True)
class LanguageGuess:
    """``language`` is an ISO 639-1 code; the shares say which part of the words are function words of German and
    of the language whose function words are most frequent otherwise."""

    language: str
    is_german: bool
    german_share: float
    other_share: float

    @property
    def language_name(self) -> str:
        """The language's English name, or its code."""
        return "German" if self.language == "de" else _NAMES.get(self.language, self.language)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


def guess_language(text: str) -> LanguageGuess:
    """Which language ``text`` is in. Short, shouted, dialect and name-laden German counts as German."""
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    total = max(1, len(words))
    shares = {language: sum(word in listed for word in words) / total for language, listed in _FUNCTION_WORDS.items()}
    german = shares.pop("de")
    other_language = max(shares, key=lambda language: shares[language])
    other = shares[other_language]
    if total >= _ENOUGH_WORDS and german > _PLAINLY_GERMAN and other < german / 3:
        return LanguageGuess("de", True, german, other)  # spares the statistics, which take longer than the rest
    ranked = [(str(language), float(share)) for language, share in _identifier().rank(sample)]
    best, certainty = ranked[0]
    if best == "de":
        # A text of German names and headings around foreign sentences: the function words decide.
        is_german = not (other > 2 * german and other > 0.15)
    elif total < 4:
        # One to three words: only a foreign script is evidence.
        is_german = _latin_share(sample) > 0.5
    else:
        sure = certainty > 0.8 and total >= 6
        foreign_words = other > german and other * total >= 2
        is_german = german > 1.2 * other and german > 0.08 or not (sure or foreign_words or _latin_share(sample) < 0.5)
    language = "de" if is_german else (best if best != "de" else other_language)
    return LanguageGuess(language, is_german, german, other)


def _latin_share(text: str) -> float:
    letters = [character for character in text if character.isalpha()]
    return sum(character < "\u0250" for character in letters) / len(letters) if letters else 1.0


def require_german(text: str, source: str) -> None:
    """Raise NotGermanError unless ``text`` is German; the message names the language and the way on."""
    guess = guess_language(text)
    if not guess.is_german:
        raise NotGermanError(
            f"{source}: the text seems to be {guess.language_name}, not German; pass any_language=True (--any-language) to go on regardless"
        )
