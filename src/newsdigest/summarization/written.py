"""From what was written to a summary: sentences, the best of them, each with its evidence, each looked up in it.

What was written, by a model or by a user's own callable, is not taken on trust: each sentence carries the article sentences that
support it, or a warning; and what it claims beyond them is flagged, replaced, or an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

from newsdigest.checks.claims import unsupported
from newsdigest.errors import UnsupportedClaimError
from newsdigest.schema import ModelStamp, Summary, SummarySentence
from newsdigest.sentences import split_sentences
from newsdigest.summarization.evidence import NO_EVIDENCE, Alignment
from newsdigest.summarization.extractive import select

OnUnsupported = Literal["flag", "replace", "raise"]
ON_UNSUPPORTED: tuple[OnUnsupported, ...] = ("flag", "replace", "raise")

_BLANK_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"^[ \t]*[-*•–][ \t]+", re.MULTILINE)
_COMPLETE = re.compile(r"[.!?…][\"'”’)\]]*$")


class Writer(Protocol):
    """What ``write_summary`` asks of a model."""

    stamp: ModelStamp

    def pieces(self, sentences: Sequence[str]) -> list[str]:
        """The article in pieces that the model can read whole."""

    def write(self, piece: str) -> str:
        """The model's summary of one piece."""


def write_summary(
    writer: Writer, sentences: Sequence[str], title: str | None, *, count: int, max_words: int | None = None
) -> Summary | None:
    """At most ``count`` sentences that ``writer`` makes of the article, with evidence; None if nothing usable came.

    ``max_words`` is as for ``extractive.select``. The summary is never longer than the article, in characters.
    """
    article = [sentence.strip() for sentence in sentences if sentence.strip()]
    written: list[str] = []
    for piece in writer.pieces(article):
        written += sentences_of(writer.write(piece))
    kept = [written[i] for i in select(written, count, title=title, max_words=max_words)]
    room = len(" ".join(article))
    while kept and len(" ".join(kept)) > room:
        kept.pop()
    if not kept:
        return None
    return aligned(kept, sentences)


def aligned(written: Sequence[str], sentences: Sequence[str]) -> Summary:
    """Written sentences with the article sentences that support them, or a warning that none does."""
    alignment = Alignment(sentences)
    result = []
    for text in written:
        evidence = alignment.evidence(text)
        result.append(SummarySentence(text=text, evidence=evidence, warnings=() if evidence else (NO_EVIDENCE,)))
    return Summary(sentences=tuple(result))


def sentences_of(text: str) -> list[str]:
    """A model's output as sentences: its line marks and blanks mended, a last one that was cut off left out."""
    text = _BLANK_BEFORE_MARK.sub("", " ".join(text.replace("<n>", " ").split()))
    sentences = [text[span.start : span.end] for span in split_sentences(text, "en")]
    sentences = [sentence for sentence in sentences if any(c.isalnum() for c in sentence)]
    if len(sentences) > 1 and not _COMPLETE.search(sentences[-1]):
        sentences.pop()
    return sentences


def punctuated(text: str) -> str:
    """A summary in which each paragraph and list item ends as a sentence does: none runs into the next or seems cut off."""
    parts = (" ".join(part.split()) for part in _PARAGRAPHS.split(_ITEM.sub("\n\n", text)))
    return " ".join(part if _COMPLETE.search(part) else f"{part}." for part in parts if part)


def examined(
    summary: Summary, sentences: Sequence[str], sources: Sequence[str], on_unsupported: OnUnsupported, context: Sequence[str] = ()
) -> Summary:
    """The summary with each claim looked up in its evidence: the English ``sentences``, the German ``sources`` beside them,
    which may be empty, and the ``context`` of them all: headline and teaser.

    ``"flag"`` puts a warning on a sentence for each claim that is not there; ``"replace"`` puts the best supporting sentence of the
    article in its place and says so; ``"raise"`` raises UnsupportedClaimError. A sentence without evidence is always flagged.
    """
    return Summary(sentences=tuple(_examined(line, sentences, sources, on_unsupported, context) for line in summary.sentences))


def _examined(
    line: SummarySentence, sentences: Sequence[str], sources: Sequence[str], on_unsupported: OnUnsupported, context: Sequence[str]
) -> SummarySentence:
    english = [sentences[i] for i in line.evidence]
    claims = unsupported(line.text, english, [sources[i] for i in line.evidence if i < len(sources)], context)
    if not line.evidence or not claims:
        return line
    told = tuple(map(str, claims))
    if on_unsupported == "raise":
        raise UnsupportedClaimError(f"{line.text!r}: {'; '.join(told)}; use on_unsupported='flag' or 'replace' to go on")
    if on_unsupported == "replace":
        best = line.evidence[0]
        note = f"replaced {line.text!r} ({'; '.join(told)})"
        return SummarySentence(text=sentences[best].strip(), evidence=(best,), warnings=(*line.warnings, note))
    return line.model_copy(update={"warnings": (*line.warnings, *told)})
