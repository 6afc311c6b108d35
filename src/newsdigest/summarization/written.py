"""From what was written to a summary: sentences, the best of them, each with its evidence, each looked up in it.

What was written, by a model or by a user's own callable, is not taken on trust: each sentence carries the article sentences that
support it, or a warning; and what it claims beyond them is flagged, replaced, or an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from newsdigest.checks.claims import Unsupported, told, unsupported
from newsdigest.errors import UnsupportedClaimError
from newsdigest.schema import Summary, SummarySentence
from newsdigest.sentences import split_sentences
from newsdigest.summarization.evidence import MAX_COMPLETED, NO_EVIDENCE, Alignment
from newsdigest.summarization.extractive import select
from newsdigest.summarization.pieces import cut
from newsdigest.summarization.writer import Writer

OnUnsupported = Literal["flag", "replace", "raise"]
ON_UNSUPPORTED: tuple[OnUnsupported, ...] = ("flag", "replace", "raise")

_SHORTER = 0.9
"""What a pass must make of an article, as a share of its length, for another one to be worth it."""

_BLANK_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"^[ \t]*[-*•–][ \t]+", re.MULTILINE)
_COMPLETE = re.compile(r"[.!?…][\"'”’)\]]*$")


def drafts(writer: Writer, articles: Sequence[tuple[Sequence[str], Sequence[int]]], count: int) -> list[list[str]]:
    """The sentences that a model writes of each article, which is its sentences and the numbers of their paragraphs.

    The pieces of all articles are written in one go. Where an article has several, and more than ``count`` sentences came of
    them, what came is given to the model again, until it fits in one piece or gets no shorter. The list of an article is empty
    where nothing usable came.
    """
    found: list[list[str]] = [[] for _ in articles]
    waiting = {i: cut(*article, writer.count, writer.limit) for i, article in enumerate(articles)}
    while waiting:
        written = iter(writer.write([piece for pieces in waiting.values() for piece in pieces]))
        merged: dict[int, list[str]] = {}
        for i, pieces in waiting.items():
            parts = [sentences_of(next(written)) for _ in pieces]
            sentences = [sentence for part in parts for sentence in part]
            found[i] = sentences or found[i]
            shorter = len(" ".join(sentences)) <= _SHORTER * len(" ".join(pieces))
            if len(pieces) > 1 and len(sentences) > count and shorter:
                merged[i] = cut(sentences, [number for number, part in enumerate(parts) for _ in part], writer.count, writer.limit)
        waiting = merged
    return found


def summary_of(
    written: Sequence[str],
    sentences: Sequence[str],
    title: str | None,
    *,
    count: int,
    max_words: int | None = None,
    max_characters: int | None = None,
) -> Summary | None:
    """At most ``count`` of the written sentences, with their evidence among the article's; None if none is of use.

    ``max_words`` and ``max_characters`` are as for ``extractive.select``. The summary is never longer than the article, in characters.
    """
    kept = [written[i] for i in select(written, count, title=title, max_words=max_words, max_characters=max_characters)]
    room = len(" ".join(sentence.strip() for sentence in sentences if sentence.strip()))
    while kept and len(" ".join(kept)) > room:
        kept.pop()
    return aligned(kept, sentences) if kept else None


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
    which may be empty, and the ``context`` of them all: headline and teaser. A claim that the evidence lacks is looked up in the other
    sentences that speak of the same; one that bears it out becomes evidence as well.

    ``"flag"`` puts a warning on a sentence for each claim that is not there; ``"replace"`` puts the best supporting sentence of the
    article in its place and says so; ``"raise"`` raises UnsupportedClaimError. A sentence without evidence is always flagged.
    """
    alignment = Alignment(sentences)
    return Summary(sentences=tuple(_examined(line, alignment, sentences, sources, on_unsupported, context) for line in summary.sentences))


def _examined(
    line: SummarySentence,
    alignment: Alignment,
    sentences: Sequence[str],
    sources: Sequence[str],
    on_unsupported: OnUnsupported,
    context: Sequence[str],
) -> SummarySentence:
    def open_claims(evidence: Sequence[int]) -> list[Unsupported]:
        return unsupported(line.text, [sentences[i] for i in evidence], [sources[i] for i in evidence if i < len(sources)], context)

    if not line.evidence:
        return line
    evidence, claims = line.evidence, open_claims(line.evidence)
    companions = alignment.companions(line.text, evidence) if claims else []
    while claims and companions and len(evidence) < MAX_COMPLETED:
        left, added = min(((open_claims((*evidence, i)), i) for i in companions), key=lambda tried: len(tried[0]))
        if not {(claim.kind, claim.text) for claim in left} < {(claim.kind, claim.text) for claim in claims}:
            break
        evidence, claims = (*evidence, added), left
    line = line.model_copy(update={"evidence": evidence})
    if not claims:
        return line
    notes = told(line.text, claims)
    if on_unsupported == "raise":
        raise UnsupportedClaimError(f"{line.text!r}: {'; '.join(notes)}; use on_unsupported='flag' or 'replace' to go on")
    if on_unsupported == "replace":
        best = line.evidence[0]
        note = f"replaced {line.text!r} ({'; '.join(notes)})"
        return SummarySentence(text=sentences[best].strip(), evidence=(best,), warnings=(*line.warnings, note))
    return line.model_copy(update={"warnings": (*line.warnings, *notes)})
