"""A model hub on this machine: as much of the real one's interface as fetching a pinned model asks for."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Hub:
    """One repository at one revision. ``requests`` are the paths asked for; ``refusal`` (status, error code) answers
    all of them; of files in ``cut`` only the first half is sent."""

    def __init__(self, hub_id: str, revision: str, folder: Path):
        self.hub_id, self.revision = hub_id, revision
        self.files = {file.name: file.read_bytes() for file in folder.iterdir()}
        self.requests: list[str] = []
        self.refusal: tuple[int, str] | None = None
        self.cut: set[str] = set()
        self.address = ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        path = path.partition("?")[0]
        self.requests.append(path)
        if self.refusal:
            return self.refusal[0], {"X-Error-Code": self.refusal[1]}, b"{}"
        etags = {name: hashlib.sha1(content).hexdigest() for name, content in self.files.items()}
        if path == f"/api/models/{self.hub_id}/revision/{self.revision}":
            about = {"id": self.hub_id, "sha": self.revision, "siblings": [{"rfilename": name} for name in self.files]}
            return 200, {}, json.dumps(about).encode()
        if path == f"/api/models/{self.hub_id}/tree/{self.revision}":
            tree = [{"type": "file", "path": n, "size": len(c), "oid": etags[n]} for n, c in self.files.items()]
            return 200, {}, json.dumps(tree).encode()
        name = path.removeprefix(f"/{self.hub_id}/resolve/{self.revision}/")
        if name in self.files:
            return 200, {"X-Repo-Commit": self.revision, "ETag": f'"{etags[name]}"'}, self.files[name]
        code = "RevisionNotFound" if path.startswith((f"/api/models/{self.hub_id}/", f"/{self.hub_id}/")) else "RepoNotFound"
        return 404, {"X-Error-Code": code}, b"{}"


@contextmanager
def serve(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            status, headers, body = hub.answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                cut = self.path.partition("?")[0].rpartition("/")[2] in hub.cut
                self.wfile.write(body[: len(body) // 2] if cut else body)
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
