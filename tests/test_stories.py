"""Several articles, one story: what belongs together is told once, with the German of every article behind it.

The articles are invented; ``stories.toml`` has them, two or three papers for each event.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pydantic
import pytest

import newsdigest
from newsdigest import Digest, Digester, OptionError, Story, Translator, tell_stories
from newsdigest.rendering import stories_to_html, stories_to_markdown, stories_to_text
from newsdigest.schema import Metadata, StoryEvidence
from newsdigest.stories.agreement import Agreement
from newsdigest.stories.disagreement import disagreements
from newsdigest.stories.grouping import group

EVENTS = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))["event"]


@pytest.fixture(scope="module")
def digests() -> list[list[Digest]]:
    """The digests of each event's articles."""
    digester = Digester(Translator("bundled", device="cpu", beams=1))
    done = iter(digester.digest_many(text.strip() + "\n" for event in EVENTS for text in event["articles"]))
    return [[next(done) for _ in event["articles"]] for event in EVENTS]  # type: ignore[misc]


@pytest.fixture(scope="module")
def stories(digests: list[list[Digest]]) -> list[Story]:
    return tell_stories([digest for event in digests for digest in event])


def named(digest: Digest, source: str) -> Digest:
    return digest.model_copy(update={"article": digest.article.model_copy(update={"source": source})})


def published(digest: Digest, day: str) -> Digest:
    return digest.model_copy(update={"article": digest.article.model_copy(update={"metadata": Metadata(published=day)})})


def test_articles_about_one_event_are_one_story_and_others_apart_in_order(digests: list[list[Digest]], stories: list[Story]) -> None:
    assert [story.articles for story in stories] == [tuple(event) for event in digests]
    assert tell_stories([]) == []


def test_the_order_of_the_articles_is_that_of_the_stories(digests: list[list[Digest]]) -> None:
    (fire, other_fire, match, other_match) = digests[:4]
    mixed = [match[0], fire[0], other_match[0], other_fire[1], match[1], fire[2], other_fire[0], other_match[1]]
    told = tell_stories(mixed)
    assert [story.articles[0] for story in told] == [match[0], fire[0], other_match[0], other_fire[1]]
    assert all(len(story.articles) == 2 for story in told)


def test_days_between_the_articles_speak_against_one_story(digests: list[list[Digest]]) -> None:
    one, other = digests[2]
    assert len(tell_stories([published(one, "2024-05-04T20:00"), published(other, "2024-05-05")])) == 1
    assert len(tell_stories([published(one, "2024-05-04"), published(other, "2024-06-04")])) == 2
    assert len(tell_stories([published(one, "2024-05-04"), published(other, "no day")])) == 1


def test_every_sentence_leads_to_the_german_of_its_articles(stories: list[Story]) -> None:
    for story in stories:
        assert 1 <= len(story.summary) <= 3 and story.title in {d.title.translation for d in story.articles if d.title}
        for line in story.summary:
            first, *others = line.evidence
            assert story.articles[first.article].sentences[first.sentence].translation.endswith(line.text[1:])
            assert first.article not in {e.article for e in others}
            for evidence in line.evidence:
                digest = story.articles[evidence.article]
                sentence = digest.sentences[evidence.sentence]
                assert " ".join(digest.article.text[sentence.start : sentence.end].split()) == sentence.source


def test_what_two_articles_say_is_said_once_with_both_as_evidence(digests: list[list[Digest]]) -> None:
    (story,) = tell_stories(digests[4], sentences=20)
    sources = [story.articles[line.evidence[0].article].sentences[line.evidence[0].sentence].source for line in story.summary]
    offers = [k for k, source in enumerate(sources) if "3,5 Prozent" in source]
    assert len(offers) == 1
    both = {e.article: story.articles[e.article].sentences[e.sentence].source for e in story.summary[offers[0]].evidence}
    assert len(both) == 2 and all("3,5 Prozent" in source for source in both.values())
    agreement = Agreement(story.articles)
    places = {agreement.place(line.evidence[0].article, line.evidence[0].sentence) for line in story.summary}
    assert not any(other in places for place in places for _, other in agreement.same(place))


def test_an_article_twice_is_told_once(digests: list[list[Digest]]) -> None:
    article = digests[6][0]
    (story,) = tell_stories([named(article, "a.txt"), named(article, "b.txt")], sentences=20)
    assert [line.evidence[0].sentence for line in story.summary] == list(range(len(article.sentences)))
    assert all({e.article for e in line.evidence} == {0, 1} for line in story.summary)
    assert all(line.warnings == () for line in story.summary)


def test_numbers_in_which_articles_differ_are_warned_of(digests: list[list[Digest]]) -> None:
    fire = [named(digest, name) for digest, name in zip(digests[0], ("kurier.txt", "bote.txt", "blatt.txt"))]
    (story,) = tell_stories(fire, sentences=3)
    warned = [warning for line in story.summary for warning in line.warnings]
    assert any("kurier.txt" in w and "fünf Menschen" in w and "bote.txt" in w and "Drei Menschen" in w for w in warned)
    quiet = tell_stories([digest for k in (1, 2, 3, 4, 5) for digest in digests[k]])
    assert not any(line.warnings for story in quiet for line in story.summary)


@pytest.mark.parametrize(
    "one, other, found",
    [
        ("Bei dem Brand gab es drei Tote.", "Bei dem Brand gab es 5 Tote.", [("drei Tote", "5 Tote")]),
        ("Drei Menschen kamen ums Leben.", "Bei dem Brand gab es drei Todesopfer.", []),
        ("Drei Menschen wurden verletzt.", "Es gab fünf Verletzte.", [("Drei Menschen", "fünf Verletzte")]),
        ("Es gab drei Tote.", "Es gab fünf Verletzte.", []),
        ("Der Schaden liegt bei zwei Millionen Euro.", "Der Schaden beträgt 3 Mio. Euro.", [("zwei Millionen Euro", "3 Mio. Euro")]),
        ("Rund 140 Kräfte waren im Einsatz.", "143 Kräfte waren im Einsatz.", []),
        ("Sie regiert seit 18 Jahren.", "Die 41 Jahre alte Juristin gewann.", []),
        ("Das Spiel beginnt um 19 Uhr.", "Das Spiel beginnt um 20 Uhr.", [("19 Uhr", "20 Uhr")]),
    ],
)
def test_numbers_of_the_same_thing_are_compared(one: str, other: str, found: list[tuple[str, str]]) -> None:
    assert list(disagreements(one, other)) == found
    assert list(disagreements(other, one)) == [(b, a) for a, b in found]


def test_a_single_article_is_a_story_of_its_own(digests: list[list[Digest]]) -> None:
    digest = digests[7][0]
    (story,) = tell_stories([digest])
    assert [line.text for line in story.summary] == [line.text for line in digest.summary]
    assert story.articles == (digest,) and story.warnings == ()
    (short,) = tell_stories([digest], sentences=1)
    assert len(short.summary) == 1


def test_a_group_joins_by_the_mean_of_all_pairs() -> None:
    chain = {(0, 1): 0.5, (1, 2): 0.5, (2, 3): 0.5}
    assert [g.members for g in group(4, chain, 0.4)] == [(0, 1), (2, 3)]
    assert [g.members for g in group(4, chain, 0.1)] == [(0, 1, 2, 3)]
    assert [g.members for g in group(2, {}, 0.1)] == [(0,), (1,)]


def test_stories_survive_json_and_evidence_must_exist(stories: list[Story]) -> None:
    assert all(Story.from_json(story.to_json()) == story for story in stories)
    story = stories[0]
    for wrong in (StoryEvidence(article=9, sentence=0), StoryEvidence(article=0, sentence=999)):
        line = story.summary[0].model_copy(update={"evidence": (wrong,)})
        with pytest.raises(pydantic.ValidationError, match="story sentence 0"):
            Story(summary=(line,), articles=story.articles)


@pytest.mark.parametrize("sentences", [0, -1, True, 1.5])
def test_a_number_of_sentences_that_cannot_be_is_refused(sentences: int) -> None:
    with pytest.raises(OptionError, match="from 1"):
        newsdigest.tell_stories([], sentences)


def test_text_names_the_articles_and_shows_both_languages(digests: list[list[Digest]]) -> None:
    fire = [named(digest, name) for digest, name in zip(digests[0], ("kurier.txt", "bote.txt", "blatt.txt"))]
    (story,) = tell_stories(fire)
    flat = " ".join(story.text.split())
    assert all(f"[{n}] {name}" in flat for n, name in enumerate(("kurier.txt", "bote.txt", "blatt.txt"), 1))
    for line in story.summary:
        assert line.text in flat
        for e in line.evidence:
            sentence = story.articles[e.article].sentences[e.sentence]
            assert f"[{e.article + 1}-{e.sentence}] {sentence.start}-{sentence.end} {sentence.source} {sentence.translation}" in flat
    assert "the articles differ" in flat and all(len(line) <= 88 for line in story.text.splitlines())


def test_footnotes_and_links_of_several_stories_do_not_meet(stories: list[Story]) -> None:
    several = stories[:3]
    markdown = stories_to_markdown(several)
    used, defined = set(re.findall(r"\[\^([\d-]+)\](?!:)", markdown)), re.findall(r"^\[\^([\d-]+)\]:", markdown, re.M)
    assert used == set(defined) and len(defined) == len(used)
    assert re.search(r"„.+“ – .+ \(article 2, <text>, characters \d+ to \d+\)", markdown.replace("\\", ""))
    page = stories_to_html(several)
    links, targets = set(re.findall(r'href="#([\w-]+)"', page)), re.findall(r'id="([\w-]+)"', page)
    assert links <= set(targets) and len(targets) == len(set(targets)) and page.count("<!doctype") == 1
    assert stories_to_text(several).count("== Story ") == 3 and "== Story" not in several[0].text
    assert several[0].to_html().startswith("<!doctype html>") and several[0].to_markdown().startswith("# ")


def test_a_story_is_told_in_the_style_asked_for(digests: list[list[Digest]]) -> None:
    group_of_two, alone = digests[4], digests[5][:1]
    (bullets,), (paragraph,) = tell_stories(group_of_two), tell_stories(group_of_two, style="paragraph")
    assert bullets.summary == paragraph.summary and (bullets.style, paragraph.style) == ("bullets", "paragraph")
    for articles in (group_of_two, alone):
        (story,) = tell_stories(articles, style="headline")
        (line,) = story.summary
        assert len(line.text.split()) <= 12 and not line.text.endswith(".") and Story.from_json(story.to_json()) == story
        assert f"\n\n{line.text} [" in story.text and "* " not in story.text
        assert f"\n\n{line.text}[^" in story.to_markdown() and f'<p class="summary">{line.text}<sup>' in story.to_html()
    (short,) = tell_stories(group_of_two, sentences=10, words=25)
    assert 0 < sum(len(line.text.split()) for line in short.summary) <= 25
    assert "\n* " not in paragraph.text and "<li>" not in paragraph.to_html()


def test_the_story_of_one_article_is_its_digest_in_either_form_and_no_longer_than_asked(digests: list[list[Digest]]) -> None:
    (digest,) = digests[5][:1]
    (story,) = tell_stories([digest], style="paragraph")
    assert [line.text for line in story.summary] == [line.text for line in digest.summary] and story.style == "paragraph"
    (short,) = tell_stories([digest], characters=len(digest.summary[0].text) + 10)
    assert len(" ".join(line.text for line in short.summary)) <= len(digest.summary[0].text) + 10


@pytest.mark.parametrize("option", ["words", "characters", "style"])
def test_an_option_of_a_story_outside_its_range_is_refused_by_name(option: str) -> None:
    with pytest.raises(OptionError, match=f"{option} is 0"):
        tell_stories([], **{option: 0})  # type: ignore[arg-type]
