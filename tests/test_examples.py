"""Every script in examples/ runs."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsdigest import Digest, Digester, FailedDigest, ModelError, Translator

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(path for path in EXAMPLES.glob("*.py") if path.stem != "stand_in_server")  # that one is imported, not run

ANSWER = b'{"choices": [{"message": {"content": "The bridge stays closed."}}]}'


@cache
def output(script: Path) -> str:
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_example(script: Path) -> None:
    assert output(script).strip() and "Error" not in output(script)


def test_an_invented_number_is_flagged_or_replaced() -> None:
    flagged, replaced = (" ".join(part.split()) for part in output(EXAMPLES / "own_summarizer.py").split('on_unsupported="replace"'))
    assert "2,280 of the 2,310 parking" in flagged and "warning not in the evidence: number 2,280" in flagged
    assert flagged.count("warning") == 1  # the sentence that was left as it is has none
    assert "1.140 der 2.310 Parkplätze" in flagged and "1.140 der 2.310 Parkplätze" in replaced
    before, _, note = replaced.partition("warning replaced")
    assert "1,140 of the 2,310 parking" in before and "2,280" not in before and "2,280" in note


@contextmanager
def server(*answers: tuple[int, bytes]) -> Iterator[str]:
    """The address of a server that gives these answers, status and body, one a request."""
    waiting = iter(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = next(waiting)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()


@pytest.fixture
def chat_summarizer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    from own_summarizer import ChatSummarizer

    return ChatSummarizer


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (500, b"", "answered 500"),
        (200, b"<html>It works!</html>", "no summary: b'<html>It works!"),
        (200, b"\xff\xfe\xff", "no summary"),
        (200, b'{"choices": []}', "no summary"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "no summary"),
        (200, b'{"choices": [{"message": {"content": " "}}]}', "no summary"),
        (200, b"[]", "no summary"),
    ],
)
def test_a_bad_answer_of_a_server_is_one_clear_line(chat_summarizer: Callable[..., Any], status: int, body: bytes, message: str) -> None:
    with server((status, body)) as address, pytest.raises(ModelError, match=message) as caught:
        chat_summarizer(address)(["The bridge is closed."], None)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_or_silent(chat_summarizer: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ModelError, match="timed out"):
            chat_summarizer(address, timeout=0.2)(["The bridge is closed."], None)
    with pytest.raises(ModelError, match="refused"):
        chat_summarizer(address)(["The bridge is closed."], None)
    with pytest.raises(ModelError, match="unknown url type"):
        chat_summarizer("localhost")(["The bridge is closed."], None)


def test_the_address_may_end_in_v1(chat_summarizer: Callable[..., Any]) -> None:
    with server((200, ANSWER)) as address:
        assert chat_summarizer(f"{address}/v1/")(["The bridge is closed."], "Bridge closed") == "The bridge stays closed."


def test_a_bad_answer_costs_one_article(chat_summarizer: Callable[..., Any]) -> None:
    articles = [EXAMPLES / "articles" / name for name in ("heidekurier-bruecke.txt", "techblick-glasfaser.txt")]
    with server((500, b""), (200, ANSWER)) as address:
        translator = Translator("bundled", device="cpu", beams=1)
        failed, digest = Digester(translator, chat_summarizer(address)).digest_many(articles)
    assert isinstance(failed, FailedDigest) and failed.error == "ModelError" and "answered 500" in failed.message
    assert isinstance(digest, Digest)
