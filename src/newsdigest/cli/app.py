"""The commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from newsdigest import __version__
from newsdigest.errors import EmptyInputError, NewsdigestError, OptionError, UnknownModelError

SOME_FAILED, USAGE, INTERRUPTED = 1, 2, 130


class _Guarded(TyperGroup):
    """Turns what ends a command into one line on stderr and an exit code; wrong usage is typer's own."""

    def invoke(self, ctx):  # type: ignore[no-untyped-def]
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            print("\nnewsdigest: interrupted", file=sys.stderr)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(INTERRUPTED)  # the orderly way would wait for the batch that a model is working on
        except BrokenPipeError:
            # the reader of a pipe has gone (as with `| head`); keep the interpreter from complaining at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(SOME_FAILED) from None
        except NewsdigestError as error:
            if ctx.params["debug"]:
                raise
            print(f"newsdigest: error: {error}", file=sys.stderr)
            raise typer.Exit(USAGE if isinstance(error, (OptionError, UnknownModelError)) else SOME_FAILED) from None


app = typer.Typer(
    cls=_Guarded,
    name="newsdigest",
    help="A German news article in, a short English digest out: cleaned, translated, summarized, every sentence traceable to the German text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
models_app = typer.Typer(help="The models that newsdigest knows: list them, fetch them, find them.", no_args_is_help=True)
app.add_typer(models_app, name="models")


class Format(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"


class OnUnsupported(StrEnum):
    FLAG = "flag"
    REPLACE = "replace"
    RAISE = "raise"


class Style(StrEnum):
    BULLETS = "bullets"
    PARAGRAPH = "paragraph"
    HEADLINE = "headline"


class CleanFormat(StrEnum):
    text = "text"
    json = "json"


Files = Annotated[list[str] | None, typer.Argument(metavar="FILE|-", help="Text or HTML files; - for standard input.", show_default=False)]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Write here instead of to standard output.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notices and no progress.")]
Progress = Annotated[bool, typer.Option("--progress", help="Count sentences on stderr although it is no terminal.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never touch the network.")]
Model = Annotated[str, typer.Option(help="auto, an alias of 'newsdigest models list', or a model directory.")]
Device = Annotated[str, typer.Option(help="auto, cpu or cuda.")]
Beams = Annotated[int, typer.Option(min=1, help="Beam width of the translation; 1 is fastest.")]
Cached = Annotated[bool, typer.Option("--cache", help="Keep translations on disk, and do not translate again what is there.")]
Glossary = Annotated[
    Path | None, typer.Option(help='A TOML file of terms, as in: "Staatssicherheit" = "State Security"', show_default=False)
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Go on with text that is not German.")]
Keep = Annotated[str, typer.Option(help="Kinds of block to keep although they are not article, as in: comment,caption")]
Phrases = Annotated[Path | None, typer.Option(help="A TOML file with publisher phrases of your own.", show_default=False)]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"newsdigest {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback for errors.")] = False,
) -> None:
    """The group's own options; ``debug`` is read where errors are caught."""


@app.command()
def summarize(
    files: Files = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="text and markdown for people, json for programs, html to click through.")
    ] = Format.text,
    out: Out = None,
    sentences: Annotated[int, typer.Option("--sentences", "-n", min=1, help="The most sentences of the summary.")] = 3,
    words: Annotated[int | None, typer.Option(min=1, help="The most words of the summary.", show_default=False)] = None,
    characters: Annotated[int | None, typer.Option(min=1, help="The most characters of the summary.", show_default=False)] = None,
    style: Annotated[
        Style, typer.Option(help="headline: one line, of 12 words at the most unless --words says otherwise.")
    ] = Style.BULLETS,
    translator: Model = "auto",
    summarizer: Annotated[str, typer.Option(help="auto, extractive, an alias of 'newsdigest models list', or a model directory.")] = "auto",
    on_unsupported: Annotated[
        OnUnsupported,
        typer.Option("--on-unsupported", help="What becomes of a written sentence that claims what the article does not say."),
    ] = OnUnsupported.FLAG,
    device: Device = "auto",
    beams: Beams = 4,
    cache: Cached = False,
    glossary: Glossary = None,
    keep: Keep = "",
    phrases: Phrases = None,
    select_first: Annotated[
        bool, typer.Option("--select-first", help="Select in German, and translate only what the summary needs: faster.")
    ] = False,
    any_language: AnyLanguage = False,
    offline: Offline = False,
    together: Annotated[
        bool, typer.Option("--together", help="Group articles about the same event, and give one summary for each group.")
    ] = False,
    progress: Progress = False,
    quiet: Quiet = False,
) -> None:
    """Clean, translate and summarize German articles.

    Several articles: text and markdown one after the other; json one article a line. With --together, the same for stories, and
    html shows all of them on one page.
    """
    _go_offline(offline)
    from newsdigest.cli import sink
    from newsdigest.cli.sources import documents, names_or_stdin
    from newsdigest.digester import Digester
    from newsdigest.schema import Digest, FailedDigest
    from newsdigest.summarization import Summarizer
    from newsdigest.translation import Translator

    names = names_or_stdin(files or [])
    if not names:
        raise typer.BadParameter("no input: name a file, or pipe an article in", param_hint="FILE")
    if format is Format.html and len(names) > 1 and not together:
        raise typer.BadParameter("html shows one article; give one file, another format, or --together", param_hint="--format")
    digester = Digester(
        Translator(translator, device=device, beams=beams, cache=cache, glossary=glossary, typographic=True),
        Summarizer(
            summarizer,
            sentences,
            words=words,
            characters=characters,
            style=style.value,
            device=device,
            on_unsupported=on_unsupported.value,
        ),
        device,
        any_language=any_language,
        keep=_kinds(keep),
        phrases=phrases,
        select_first=select_first,
    )
    if not quiet and digester.translator.chosen_automatically and digester.translator.stamp.name == "bundled":
        sink.notice("translating with the small bundled model; for better English: newsdigest models pull opus-mt-de-en")
    results: list[Digest | FailedDigest] = list(digester.digest_many(documents(names), sink.progress(quiet, progress)))
    if together:
        if told := [result for result in results if isinstance(result, Digest)]:
            from newsdigest.stories import tell_stories

            stories = tell_stories(told, sentences, words=words, characters=characters, style=style.value)
            sink.write(_render_together(stories, format), out)
    elif len(names) == 1:
        if isinstance(results[0], Digest):
            sink.write(_render(results[0], format), out)
    else:
        sink.write(_render_many(results, format), out)
    if _report(results):
        raise typer.Exit(SOME_FAILED)


@app.command()
def clean(
    files: Files = None,
    format: Annotated[CleanFormat, typer.Option("--format", "-f", help="text: the article alone; json: all blocks.")] = CleanFormat.text,
    out: Out = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every block with its kind and rule, removed ones dimmed.")] = False,
    keep: Keep = "",
    phrases: Phrases = None,
    any_language: AnyLanguage = False,
) -> None:
    """Strip an article of comments, subscription pitches, advertisements, related links and the like."""
    from newsdigest.cleaning import clean as clean_source
    from newsdigest.cli import sink
    from newsdigest.cli.explanation import explanation
    from newsdigest.cli.sources import documents, names_or_stdin
    from newsdigest.schema import FailedDigest

    names = names_or_stdin(files or [])
    if not names:
        raise typer.BadParameter("no input: name a file, or pipe an article in", param_hint="FILE")
    texts, failed = [], []
    for document in documents(names):
        try:
            if isinstance(document, FailedDigest):
                failed.append(document)
                continue
            article = clean_source(document, any_language=any_language, keep=_kinds(keep), phrases=phrases)
        except OptionError:
            raise
        except NewsdigestError as error:
            failed.append(FailedDigest(source=document.source, error=type(error).__name__, message=str(error)))
            continue
        if explain:
            texts.append(explanation(article, colour=out is None and sys.stdout.isatty()))
        elif format is CleanFormat.json:
            texts.append(article.model_dump_json(indent=2 if len(names) == 1 else None))
        else:
            texts.append(article.kept_text)
    if texts:
        sink.write(("\n" if format is CleanFormat.json and not explain else "\n\n").join(texts), out)
    if _report(failed):
        raise typer.Exit(SOME_FAILED)


@app.command()
def translate(
    files: Files = None,
    out: Out = None,
    translator: Model = "auto",
    device: Device = "auto",
    beams: Beams = 4,
    cache: Cached = False,
    glossary: Glossary = None,
    offline: Offline = False,
    progress: Progress = False,
    quiet: Quiet = False,
) -> None:
    """Translate German text line by line: as many lines come out as went in."""
    _go_offline(offline)
    from newsdigest.cli import sink
    from newsdigest.cli.sources import documents, names_or_stdin
    from newsdigest.schema import FailedDigest
    from newsdigest.sentences import split_sentences
    from newsdigest.translation import Translator

    names = names_or_stdin(files or [])
    if not names:
        raise typer.BadParameter("no input: name a file, or pipe text in", param_hint="FILE")
    engine = Translator(translator, device=device, beams=beams, cache=cache, glossary=glossary)
    failed, lines = [], []
    for document in documents(names):
        if isinstance(document, FailedDigest):
            failed.append(document)
        else:
            lines += document.text.removesuffix("\n").split("\n")
    spans = [[line[a:b] for a, b in split_sentences(line)] for line in lines]
    translated = iter(engine.translate([s for parts in spans for s in parts], sink.progress(quiet, progress)))
    results = [[next(translated) for _ in parts] for parts in spans]
    if lines:
        sink.write("".join(" ".join(t.text for t in parts) + "\n" for parts in results), out)
    for number, parts in enumerate(results, 1):
        for warning in dict.fromkeys(w for t in parts for w in t.warnings):
            if not quiet:
                sink.notice(f"line {number}: {warning}")
    if _report(failed):
        raise typer.Exit(SOME_FAILED)


@app.command()
def check(
    source: Annotated[str, typer.Option("--source", metavar="FILE|-", help="The German article.")],
    summary: Annotated[Path, typer.Option("--summary", help="An English summary of it, from anywhere.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="As for summarize.")] = Format.text,
    out: Out = None,
    translator: Model = "auto",
    device: Device = "auto",
    beams: Beams = 4,
    cache: Cached = False,
    any_language: AnyLanguage = False,
    offline: Offline = False,
    progress: Progress = False,
    quiet: Quiet = False,
) -> None:
    """Look up what an English summary claims in the German article that it is of.

    Each sentence is shown with the German that it rests on; numbers, dates, names, denials, comparisons and speakers that are
    not there carry a warning. Exits with 1 where there is one.
    """
    _go_offline(offline)
    from newsdigest.cli import sink
    from newsdigest.cli.sources import documents
    from newsdigest.digester import Digester
    from newsdigest.reading import read
    from newsdigest.schema import FailedDigest
    from newsdigest.summarization import Summarizer
    from newsdigest.summarization.written import punctuated, sentences_of
    from newsdigest.translation import Translator
    from newsdigest.words import guess_language

    try:
        written = punctuated(read(summary).text)
    except EmptyInputError:
        written = ""
    claimed = sentences_of(written)
    if not claimed:
        raise EmptyInputError(f"{summary}: there is no sentence in the summary; pass the file with its English text")
    if guess_language(claimed) != "en":
        raise OptionError(f"{summary}: the summary is German; claims are looked up in English, pass an English summary")

    def given(sentences: Sequence[str], title: str | None) -> str:
        return written

    digester = Digester(
        Translator(translator, device=device, beams=beams, cache=cache, typographic=True),
        Summarizer(given, sentences=len(claimed)),
        device,
        any_language=any_language,
    )
    (document,) = documents([source])
    (result,) = digester.digest_many([document], sink.progress(quiet, progress))
    if isinstance(result, FailedDigest):
        _report([result])
        raise typer.Exit(SOME_FAILED)
    sink.write(_render(result, format), out)
    flagged = sum(bool(sentence.warnings) for sentence in result.summary)
    if not quiet:
        sink.notice(f"{flagged} of {len(result.summary)} sentences claim what the article does not support")
    if flagged:
        raise typer.Exit(SOME_FAILED)


@models_app.command("list")
def list_models() -> None:
    """Every model of models.txt: alias, task, size, licence, and whether it is on this machine."""
    from newsdigest.models import available, catalogue

    here = {*available("translation"), *available("summarization")}
    rows = [("alias", "task", "size", "licence", "here", "hub id")]
    rows += [(e.alias, e.task, e.size, e.licence, "yes" if e.alias in here else "no", e.hub_id) for e in catalogue().values()]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


@models_app.command("path")
def model_path(name: Annotated[str, typer.Argument(help="An alias, or a model directory.")]) -> None:
    """The directory of a model that is on this machine."""
    from newsdigest.models import locate

    print(locate(name).path)


@models_app.command("pull")
def pull_model(alias: Annotated[str, typer.Argument(help="An alias of 'newsdigest models list'.")]) -> None:
    """Fetch a model once, at its pinned revision, into the Hugging Face cache."""
    from newsdigest.models import pull

    print(pull(alias).path)


def _kinds(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _go_offline(offline: bool) -> None:
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"


def _render(digest, format: Format) -> str:  # type: ignore[no-untyped-def]
    render = {
        Format.text: lambda: digest.text,
        Format.json: digest.to_json,
        Format.markdown: digest.to_markdown,
        Format.html: digest.to_html,
    }
    return str(render[format]())


def _render_many(results, format: Format) -> str:  # type: ignore[no-untyped-def]
    """Several results; a failed article keeps its place."""
    from newsdigest.schema import Digest

    if format is Format.json:
        return "\n".join(r.model_dump_json() for r in results)
    parts = []
    for result in results:
        name = result.article.source if isinstance(result, Digest) else result.source
        body = _render(result, format) if isinstance(result, Digest) else f"NOT DIGESTED: {result.message}\n"
        parts.append(f"== {name} ==\n\n{body}" if format is Format.text else body)
    return "\n\n".join(part.rstrip("\n") for part in parts)


def _render_together(stories, format: Format) -> str:  # type: ignore[no-untyped-def]
    """The stories that the articles tell."""
    from newsdigest.rendering import stories_to_html, stories_to_markdown, stories_to_text

    if format is Format.json:
        return "\n".join(story.to_json(indent=None) for story in stories)
    render = {Format.text: stories_to_text, Format.markdown: stories_to_markdown, Format.html: stories_to_html}
    return render[format](stories)


def _report(results) -> int:  # type: ignore[no-untyped-def]
    """A line on stderr for each failed source; how many there were."""
    from newsdigest.cli.sink import notice
    from newsdigest.schema import FailedDigest

    failed = [r for r in results if isinstance(r, FailedDigest)]
    for failure in failed:
        notice(f"error: {failure.message}")
    return len(failed)


def main() -> None:
    """Run the command line and exit with its code: 0 done, 1 some inputs failed, 2 wrong usage, 130 interrupted."""
    # notices of the libraries below are about their own plumbing; what concerns the user is said by newsdigest
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    app()
