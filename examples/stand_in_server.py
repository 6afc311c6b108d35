"""A stand-in for a language-model server: no model, only the same interface, on this machine.

It answers POST /v1/chat/completions with a summary of the last message: the article's first sentence as it is, and the next one
with a number, in which it doubles the first number. That is an invented fact, put there on purpose to be found.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

NUMBER = re.compile(r"\b\d+(?:,\d{3})*\b")


def summary(message: str) -> str:
    """Two sentences of a message that ends with the article's sentences, one a line; the second has a number that is not true."""
    first, *others = message.rpartition("\n\n")[2].splitlines()
    altered = next((NUMBER.sub(doubled, line, count=1) for line in others if NUMBER.search(line)), "")
    return f"{first} {altered}"


def doubled(number: re.Match[str]) -> str:
    value = 2 * int(number.group().replace(",", ""))
    return f"{value:,}" if "," in number.group() else str(value)


class StandIn(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        content = summary(request["messages"][-1]["content"])
        answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing: the digest is what is to be read."""


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of a stand-in that runs as long as the context."""
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
