"""From digests to stories: the front door.

The sentences of all articles of a group compete as those of one article do in ``summarization``: position and headline are
each article's own, the words are the group's. What several articles say is worth more, and is said once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsdigest.digester import SUMMARIZED
from newsdigest.errors import OptionError
from newsdigest.schema import Digest, Story, StoryEvidence, StorySentence, SummaryStyle
from newsdigest.stories.agreement import Agreement
from newsdigest.stories.disagreement import disagreements
from newsdigest.stories.grouping import Group, group
from newsdigest.stories.likeness import likenesses
from newsdigest.stories.settings import settings
from newsdigest.summarization.features import Features, measure
from newsdigest.summarization.joints import without_connective
from newsdigest.summarization.rules import rules_for
from newsdigest.summarization.selection import Budget, choose
from newsdigest.summarization.styles import in_style, limits, style_named


def tell_stories(
    digests: Sequence[Digest],
    sentences: int = 3,
    *,
    words: int | None = None,
    characters: int | None = None,
    style: SummaryStyle | str = SummaryStyle.BULLETS,
) -> list[Story]:
    """The stories that these articles tell, in the order of each one's first article.

    Articles that are alike enough are taken to be about one event (thresholds in ``data/stories.toml``); an article that
    is like no other is a story of its own, its summary that of the digest, where it is not longer. ``sentences`` is the most that a
    story's summary has, from 1; ``words``, ``characters`` and ``style`` are as for Summarizer. Sentences without a translation are
    evidence only. Time grows with the square of the number of articles. Raises OptionError for a value outside its range.
    """
    for name, value in (("sentences", sentences), ("words", words), ("characters", characters)):
        if (name == "sentences" or value is not None) and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise OptionError(f"{name} is {value!r}; it must be a whole number from 1")
    form = style_named(style)
    most, most_words = limits(form, sentences, words)
    budget = Budget(most, most_words or math.inf, characters or math.inf)
    alike = likenesses(digests)
    groups = group(len(digests), alike, settings().grouping.threshold)
    return [_tell(digests, found, alike, budget, form) for found in groups]


def _tell(digests: Sequence[Digest], found: Group, alike: Mapping[tuple[int, int], float], budget: Budget, style: SummaryStyle) -> Story:
    articles = tuple(digests[i] for i in found.members)
    if len(articles) == 1 and _serves(articles[0], budget, style):
        return _alone(articles[0], style)

    def nearness(place: int) -> float:
        own = found.members[place]
        return sum(alike.get((min(own, other), max(own, other)), 0.0) for other in found.members if other != own)

    central_first = sorted(range(len(articles)), key=lambda place: -nearness(place))  # stable: the first of equals
    central, *others = central_first
    order = [central, *sorted(others)]
    agreement = Agreement(articles)
    titles = [articles[place].title for place in central_first]
    teasers = [(place, teaser) for place in central_first if (teaser := articles[place].teaser)]
    return Story(
        title=next((title.translation for title in titles if title), None),
        teaser=teasers[0][1].translation if teasers else None,
        summary=tuple(
            _sentence(articles, agreement, a, s, in_style(text, style)) for a, s, text in _choose(articles, agreement, order, budget)
        ),
        style=style,
        articles=articles,
        warnings=(*_doubts(found), *(_teaser_warnings(articles, agreement, teasers[0][0]) if teasers else ())),
    )


def _serves(digest: Digest, budget: Budget, style: SummaryStyle) -> bool:
    """Whether the digest's own summary can be shown in this style and is not too long."""
    text = " ".join(line.text for line in digest.summary)
    return (
        (digest.style is SummaryStyle.HEADLINE) == (style is SummaryStyle.HEADLINE)
        and len(digest.summary) <= budget.sentences
        and len(text.split()) <= budget.words
        and len(text) <= budget.characters
    )


def _alone(digest: Digest, style: SummaryStyle) -> Story:
    """A single article's story is its digest's."""
    return Story(
        title=digest.title.translation if digest.title else None,
        teaser=digest.teaser.translation if digest.teaser else None,
        summary=tuple(
            StorySentence(
                text=line.text, evidence=tuple(StoryEvidence(article=0, sentence=i) for i in line.evidence), warnings=line.warnings
            )
            for line in digest.summary
        ),
        style=style,
        articles=(digest,),
    )


@dataclass(frozen=True)
class _Candidate:
    """A sentence of the group: its article, its index there, and what was measured of it."""

    article: int
    sentence: int
    features: Features


def _choose(articles: Sequence[Digest], agreement: Agreement, order: Sequence[int], budget: Budget) -> list[tuple[int, int, str]]:
    """Article, sentence and text of the chosen ones, the articles in ``order``.

    A connective goes from the beginning where the sentence that it joins on to is not there.
    """
    rules = rules_for("en")
    said: set[int] = set()
    kept: list[_Candidate] = []
    for candidate in _measure(articles, order):
        place = agreement.place(candidate.article, candidate.sentence)
        if place in said:
            continue
        same = [other for _, other in agreement.same(place)]
        said.update(same)
        sharing = {agreement.statements[other].article for other in same}
        bonus = settings().agreement * len(sharing) / max(1, len(articles) - 1)
        features = replace(candidate.features, centrality=candidate.features.centrality + bonus)
        kept.append(replace(candidate, features=features))
    central = articles[order[0]].title
    places = choose([c.features for c in kept], rules, budget, title=central.translation if central else None)
    chosen = [(kept[place].article, kept[place].sentence) for place in places]
    texts = [articles[article].sentences[sentence].translation.strip() for article, sentence in chosen]
    return [
        (article, sentence, text if (article, sentence - 1) in chosen else without_connective(text, rules.lists.connectives))
        for (article, sentence), text in zip(chosen, texts)
    ]


def _measure(articles: Sequence[Digest], order: Sequence[int]) -> list[_Candidate]:
    """The running text of all articles, each sentence measured in its article and, for its words, in all of them.

    The indexes of two articles' sentences leave a gap, so that none seems to follow on one of another article.
    """
    rules = rules_for("en")
    found: list[_Candidate] = []
    offset = 0
    for place in order:
        digest = articles[place]
        running = [s for s in digest.sentences if s.kind in SUMMARIZED] or list(digest.sentences)
        title, teaser = (passage.translation if passage else None for passage in (digest.title, digest.teaser))
        own = measure([s.translation for s in running], rules, title=title, teaser=teaser)
        found += [_Candidate(place, running[f.index].index, replace(f, index=offset + f.index)) for f in own]
        offset += len(running) + 1
    together = measure([articles[c.article].sentences[c.sentence].translation for c in found], rules)
    return [
        replace(c, features=replace(c.features, vector=t.vector, centrality=t.centrality, coverage=t.coverage, phrases=t.phrases))
        for c, t in zip(found, together, strict=True)
    ]


def _sentence(articles: Sequence[Digest], agreement: Agreement, article: int, sentence: int, text: str) -> StorySentence:
    """The sentence with its evidence: itself, and the sentences of other articles that say the same, best first."""
    place = agreement.place(article, sentence)
    evidence = [StoryEvidence(article=article, sentence=sentence)]
    for _, other in agreement.same(place):
        found = agreement.statements[other]
        if found.index is not None:
            evidence.append(StoryEvidence(article=found.article, sentence=found.index))
    return StorySentence(text=text, evidence=tuple(evidence), warnings=_differences(articles, agreement, place))


def _differences(articles: Sequence[Digest], agreement: Agreement, place: int) -> tuple[str, ...]:
    """A warning for each number in which another article's statement of the same differs."""
    own = agreement.statements[place]
    warnings = []
    for _, other in agreement.same(place):
        found = agreement.statements[other]
        for here, there in disagreements(own.text, found.text):
            warnings.append(
                f"the articles differ: {_named(articles, own.article)} has “{here}”, {_named(articles, found.article)} “{there}”"
            )
    return tuple(dict.fromkeys(warnings))


def _teaser_warnings(articles: Sequence[Digest], agreement: Agreement, article: int) -> tuple[str, ...]:
    of_teaser = [place for place, s in enumerate(agreement.statements) if s.article == article and s.index is None]
    return tuple(dict.fromkeys(w for place in of_teaser for w in _differences(articles, agreement, place)))


def _named(articles: Sequence[Digest], place: int) -> str:
    return f"article {place + 1} ({articles[place].article.source})"


def _doubts(found: Group) -> tuple[str, ...]:
    rules = settings().grouping
    if len(found.members) == 1 or found.likeness >= rules.threshold + rules.doubtful:
        return ()
    return (f"these articles may be about two events: their likeness is {found.likeness:.2f}, and {rules.threshold:.2f} makes one story",)
