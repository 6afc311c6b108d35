#!/usr/bin/env python3
"""Which articles are taken to tell one story: precision and recall of pairs, at the threshold and around it.

    python benchmarks/stories.py [DIR...] [--separate FILE]

The invented events of ``tests/stories.toml``: pairs of articles about one event, and of different ones; those held out were
written after the thresholds had been set. ``DIR``: articles (``*.txt``, ``*.html``) of different events; copies of one article
are told by shared sentences and count once. Their halves, which have no sentence in common, are pairs of one event.
``--separate``: one article a paragraph of lines, for a large number of different ones. No model is needed.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from newsdigest.cleaning import clean
from newsdigest.errors import InputError
from newsdigest.passages import header, source_sentences
from newsdigest.schema import Article, BlockKind, Digest, ModelStamp, Passage, Sentence, Signature
from newsdigest.stories.grouping import group
from newsdigest.stories.likeness import likenesses
from newsdigest.stories.settings import settings

EVENTS = Path(__file__).parents[1] / "tests" / "stories.toml"
NOBODY = ModelStamp(name="none", source="none")
UNSIGNED = Signature(
    newsdigest="", input_sha256="", rules="", translator=NOBODY, summarizer=NOBODY, backend="", device="", decoding={}, options={}
)
COPIED = 3  # sentences in common from which on two files have one article
HALVED = 16  # sentences from which on an article has halves


def untranslated(article: Article) -> Digest:
    """A digest that has only the German."""
    title, teaser = (header(article, kind) for kind in (BlockKind.TITLE, BlockKind.TEASER))
    return Digest(
        title=Passage(start=title.start, end=title.end, source=title.text, translation="") if title else None,
        teaser=Passage(start=teaser.start, end=teaser.end, source=teaser.text, translation="") if teaser else None,
        summary=(),
        sentences=tuple(
            Sentence(index=i, start=s.start, end=s.end, source=s.text, translation="", paragraph=s.paragraph, kind=s.kind)
            for i, s in enumerate(source_sentences(article))
        ),
        article=article,
        signature=UNSIGNED,
    )


def halves(digest: Digest) -> tuple[Digest, Digest]:
    """The headline with the first half of the sentences, and the teaser with the second."""
    middle = len(digest.sentences) // 2
    rest = tuple(s.model_copy(update={"index": i}) for i, s in enumerate(digest.sentences[middle:]))
    return (
        digest.model_copy(update={"teaser": None, "sentences": digest.sentences[:middle]}),
        digest.model_copy(update={"title": None, "sentences": rest}),
    )


def articles(directories: Iterable[Path]) -> list[Digest]:
    """Each article of the directories once."""
    found: list[Digest] = []
    for path in sorted(p for d in directories for p in d.iterdir() if p.suffix in (".txt", ".html")):
        try:
            digest = untranslated(clean(path))
        except InputError:
            continue
        own = {s.source for s in digest.sentences}
        if own and not any(len(own & {s.source for s in other.sentences}) >= COPIED for other in found):
            found.append(digest)
    return found


def report(name: str, same: Sequence[float], different: Sequence[float]) -> None:
    """How many pairs of each kind lie above the threshold and two near it."""
    for threshold in (settings().grouping.threshold + step for step in (-0.05, 0.0, 0.05)):
        right, wrong = (sum(value >= threshold for value in values) for values in (same, different))
        precision = f"precision {right / (right + wrong):.3f}  " if right and different else ""
        recall = f"recall {right / len(same):.3f}  " if same else ""
        print(f"{name:<22} threshold {threshold:.2f}  {precision}{recall}same {right}/{len(same)}  different {wrong}/{len(different)}")


def events(held_out: bool) -> None:
    """The invented ones: as pairs, and as groups of all of them."""
    found = [e for e in tomllib.loads(EVENTS.read_text(encoding="utf-8"))["event"] if e.get("held_out", False) is held_out]
    named = [(event["name"], untranslated(clean(text.strip() + "\n"))) for event in found for text in event["articles"]]
    values: dict[bool, list[float]] = {True: [], False: []}
    for (one, a), (other, b) in combinations(named, 2):
        values[one == other].append(likenesses([a, b]).get((0, 1), 0.0))
    name = "events held out" if held_out else "events"
    report(name, values[True], values[False])
    print(f"{'':<22} like from {min(values[True]):.2f}, unlike to {max(values[False]):.2f}")
    groups = group(len(named), likenesses([digest for _, digest in named]), settings().grouping.threshold)
    right = sum(len({named[i][0] for i in g.members}) == 1 for g in groups)
    print(f"{'':<22} together: {len(groups)} groups, {right} of one event, for {len(found)} events")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--separate", type=Path, metavar="FILE", help="articles as lines, blank lines between them")
    arguments = parser.parse_args()
    events(held_out=False)
    events(held_out=True)
    if arguments.directories:
        real = articles(arguments.directories)
        pairs = likenesses(real)
        different = [pairs.get(pair, 0.0) for pair in combinations(range(len(real)), 2)]
        same = [likenesses(halves(digest)).get((0, 1), 0.0) for digest in real if len(digest.sentences) >= HALVED]
        report(f"{len(real)} articles, halves", same, different)
    if arguments.separate:
        texts = arguments.separate.read_text(encoding="utf-8").strip().split("\n\n")
        many = [untranslated(clean(text + "\n")) for text in texts]
        pairs = likenesses(many)
        report(f"{len(many)} articles", [], [pairs.get(pair, 0.0) for pair in combinations(range(len(many)), 2)])
        for value, (i, j) in sorted(((value, pair) for pair, value in pairs.items()), reverse=True)[:12]:
            print(f"  {value:.2f}  {texts[i][:70]!r}  {texts[j][:70]!r}")


if __name__ == "__main__":
    main()
