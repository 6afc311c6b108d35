"""The command line: results on stdout, the rest on stderr, exit codes as promised. Real processes throughout."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import jsonschema
import pytest

import newsdigest

ARTICLE = Path(__file__).parents[2] / "examples" / "articles" / "techblick-glasfaser.txt"
PAGE = ARTICLE.with_name("tagesbote-lehrer.html")
COMMAND = [sys.executable, "-m", "newsdigest"]


def run(*arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, stdin=None if stdin is not None else subprocess.DEVNULL
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_summarize_prints_a_digest_and_one_line_about_the_bundled_model() -> None:
    done = run("summarize", ARTICLE, "--beams", 1)
    assert done.returncode == 0
    assert "Evidence" in done.stdout and "Glasfaser: Bundesnetzagentur stoppt" in done.stdout
    assert done.stderr.count("\n") == 1 and "newsdigest models pull opus-mt-de-en" in done.stderr


def test_quiet_leaves_nothing_on_stderr_and_json_fits_the_schema(tmp_path: Path) -> None:
    out = tmp_path / "digest.json"
    done = run("summarize", ARTICLE, "--format", "json", "--quiet", "--beams", 1, "--sentences", 2, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    data = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(data, newsdigest.Digest.model_json_schema())
    assert len(data["summary"]) == 2 and [p.name for p in tmp_path.iterdir()] == ["digest.json"]


def test_style_words_and_characters_shape_the_summary() -> None:
    headline = run("summarize", ARTICLE, "--quiet", "--beams", 1, "--style", "headline", "--format", "json")
    digest = newsdigest.Digest.from_json(headline.stdout)
    (line,) = digest.summary
    assert headline.returncode == 0 and digest.style == "headline" and len(line.text.split()) <= 12 and not line.text.endswith(".")
    limited = ("--sentences", 9, "--words", 40, "--characters", 200, "--style", "paragraph")
    paragraph = run("summarize", ARTICLE, "--quiet", "--beams", 1, *limited, "--format", "json")
    digest = newsdigest.Digest.from_json(paragraph.stdout)
    text = " ".join(line.text for line in digest.summary)
    assert len(text.split()) <= 40 and len(text) <= 200 and digest.style == "paragraph"
    assert not any(line.startswith("* ") for line in digest.text.splitlines())


def test_every_style_can_be_asked_for() -> None:
    from newsdigest.cli.app import Style

    assert [*Style] == [*newsdigest.SummaryStyle]


def test_several_articles_keep_their_order_and_a_failed_one_its_line(tmp_path: Path) -> None:
    missing = tmp_path / "fehlt.txt"
    done = run("summarize", ARTICLE, missing, "-", "--format", "json", "--quiet", "--beams", 1, stdin=PAGE.read_bytes())
    assert done.returncode == 1
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["article"]["source"] == str(ARTICLE) and third["article"]["source"] == "<stdin>"
    assert second["error"] == "SourceNotFoundError"
    assert f"error: {missing}: no such file" in done.stderr


def test_together_tells_what_two_papers_wrote_once(tmp_path: Path) -> None:
    events = tomllib.loads((Path(__file__).parents[1] / "stories.toml").read_text(encoding="utf-8"))["event"]
    names = ["a.txt", "b.txt", "c.txt"]
    for name, text in zip(names, (events[4]["articles"][0], events[5]["articles"][0], events[4]["articles"][1])):
        (tmp_path / name).write_text(text.strip() + "\n", encoding="utf-8")
    paths = [tmp_path / name for name in names]
    done = run("summarize", *paths, tmp_path / "fehlt.txt", "--together", "--format", "json", "--quiet", "--beams", 1)
    assert done.returncode == 1 and "fehlt.txt: no such file" in done.stderr
    stories = [newsdigest.Story.from_json(line) for line in done.stdout.splitlines()]
    assert [[Path(d.article.source).name for d in s.articles] for s in stories] == [["a.txt", "c.txt"], ["b.txt"]]
    page = run("summarize", *paths, "--together", "--format", "html", "--style", "paragraph", "--quiet", "--beams", 1)
    assert page.returncode == 0 and page.stdout.startswith("<!doctype html>") and "2 stories" in page.stdout
    assert page.stdout.count('<p class="summary">') == 2


@pytest.mark.parametrize("format, beginning", [("markdown", "# "), ("html", "<!doctype html>")])
def test_markdown_and_html(format: str, beginning: str) -> None:
    done = run("summarize", PAGE, "--format", format, "--quiet", "--beams", 1)
    assert done.returncode == 0 and done.stdout.startswith(beginning)


@pytest.mark.parametrize(
    "arguments",
    [[], ["summarize", "--format", "pdf", "x"], ["nonsense"], ["summarize", "--sentences", "0", "x"], ["summarize", "--style", "x", "x"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_an_unknown_model_is_wrong_usage_and_a_known_one_that_is_not_there_a_failure() -> None:
    unknown = run("summarize", ARTICLE, "--translator", "nonsense")
    assert unknown.returncode == 2 and "newsdigest models list" in unknown.stderr
    absent = run("summarize", ARTICLE, "--summarizer", "bart-large-cnn", "--quiet", "--beams", 1)
    assert absent.returncode == 1 and "newsdigest models pull bart-large-cnn" in absent.stderr
    assert "Traceback" not in unknown.stderr + absent.stderr


def test_empty_and_english_input_end_in_one_line(tmp_path: Path) -> None:
    for text in ("", "The council said on Monday that the bridge would stay closed until the end of the year. " * 5):
        (tmp_path / "input.txt").write_text(text)
        done = run("summarize", tmp_path / "input.txt", "--quiet")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("newsdigest: error: ")


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = run("--debug", "summarize", ARTICLE, "--translator", "nonsense")
    assert "Traceback" in done.stderr and "UnknownModelError" in done.stderr


def test_clean_prints_the_article_and_explains_each_block() -> None:
    done = run("clean", ARTICLE)
    assert done.returncode == 0 and "pur-Angebot" not in done.stdout and "Zwangsgeld" in done.stdout
    explained = run("clean", "--explain", ARTICLE).stdout.splitlines()
    assert any(line.startswith("-") and " subscription " in line and "pur-Angebot" in line for line in explained)
    assert any(line.startswith("+") and " title " in line for line in explained)
    blocks = json.loads(run("clean", "--format", "json", ARTICLE).stdout)["blocks"]
    assert blocks[0]["start"] == 0 and blocks[-1]["end"] == len(ARTICLE.read_text(encoding="utf-8"))


def test_clean_keeps_the_kinds_that_it_is_told_to_keep() -> None:
    assert "Leerrohr im Keller" in run("clean", "--keep", "comment", ARTICLE).stdout
    done = run("clean", "--keep", "gossip", ARTICLE)
    assert done.returncode == 2 and "gossip" in done.stderr


def test_translate_gives_as_many_lines_as_it_took() -> None:
    done = run("translate", "--quiet", "--beams", 1, stdin="Das Haus ist groß. Es ist alt.\n\n5 %\nJa.\n".encode())
    lines = done.stdout.split("\n")
    assert done.returncode == 0 and len(lines) == 5 and lines[1] == "" and lines[2] == "5 %" and "house" in lines[0]


def test_sentences_are_counted_on_a_terminal_and_elsewhere_on_request() -> None:
    ours, theirs = os.openpty()
    quietly = ["translate", "--beams", "1", "-"]
    subprocess.run([*COMMAND, *quietly], input=b"Das Haus ist alt.\n", stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.close(theirs)
    assert b"\rtranslating: 1 of 1 sentences" in os.read(ours, 10_000)
    os.close(ours)
    assert run(*quietly, stdin=b"Das Haus ist alt.\n").stderr == ""
    assert run(*quietly, "--progress", stdin=b"Das Haus ist alt.\n").stderr == "translating: 1 of 1 sentences\n"


def test_check_looks_a_summary_up_in_the_german_article(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text("Education Minister Jonas Feddersen presented a programme on Tuesday.", encoding="utf-8")
    wrong.write_text(
        "Education Minister Jonas Feddersen presented a programme on Friday. Teachers get 900 euros a month.", encoding="utf-8"
    )
    checked = run("check", "--source", PAGE, "--summary", right, "--beams", 1)
    assert checked.returncode == 0 and "0 of 1 sentences" in checked.stderr
    checked = run("check", "--source", PAGE, "--summary", wrong, "--beams", 1)
    assert checked.returncode == 1 and "2 of 2 sentences" in checked.stderr
    assert "number Friday" in checked.stdout and "900" in checked.stdout


def test_check_reads_each_item_of_a_list_and_says_what_is_no_english_summary(tmp_path: Path) -> None:
    summary = tmp_path / "summary.txt"
    summary.write_text("- Jonas Feddersen presented a programme\n- Teachers get 900 euros a month\n", encoding="utf-8")
    assert "1 of 2 sentences" in run("check", "--source", PAGE, "--summary", summary, "--beams", 1).stderr
    summary.write_text("\n", encoding="utf-8")
    empty = run("check", "--source", PAGE, "--summary", summary)
    assert empty.returncode == 1 and "no sentence in the summary" in empty.stderr
    summary.write_text("Der Minister hat am Dienstag ein Programm vorgestellt.", encoding="utf-8")
    german = run("check", "--source", PAGE, "--summary", summary)
    assert german.returncode == 2 and "the summary is German" in german.stderr


def test_models_lists_and_locates() -> None:
    listed = run("models", "list").stdout
    assert "bundled" in listed and "opus-mt-de-en" in listed
    assert (Path(run("models", "path", "bundled").stdout.strip()) / "config.json").exists()
    assert run("models", "path", "nonsense").returncode == 2


def test_an_interrupt_exits_with_130() -> None:
    process = subprocess.Popen([*COMMAND, "translate", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.time() + 30
    while b"newsdigest" not in Path(f"/proc/{process.pid}/cmdline").read_bytes() and time.time() < deadline:
        time.sleep(0.05)
    time.sleep(2)  # past the start-up, waiting for its input
    os.kill(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130 and b"Traceback" not in stderr


def test_an_interrupt_does_not_wait_for_a_batch_that_takes_long(tmp_path: Path) -> None:
    text = "".join(f"Im Jahr {n} sprach der Landrat von einem großen Tag für die Region und von einer neuen Brücke.\n" for n in range(3000))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    command = [*COMMAND, "translate", "--beams", "60", "--translator", "bundled", str(tmp_path / "long.txt")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(6)  # long enough to be among the batches, of which there are minutes of work
    assert process.poll() is None
    begin = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - begin < 5


def test_a_reader_that_has_gone_is_no_error() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m newsdigest clean --format json {ARTICLE} | head -c 1"], capture_output=True, text=True
    )
    assert done.stdout == "{" and "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
