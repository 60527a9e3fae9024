"""A model hub on this machine, small but with the real protocol."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """The files of one repository; `digests` overrides what is said of large ones.

    With `breaks_after` every answer with a large file ends after that many bytes.
    """

    repository: str
    files: dict[str, bytes]
    digests: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    endpoint: str = ""
    breaks_after: int | None = None
    ranges: list[str] = field(default_factory=list)

    def digest(self, name: str) -> str:
        return self.digests.get(name) or hashlib.sha256(self.files[name]).hexdigest()

    def listing(self) -> bytes:
        siblings = [
            {
                "rfilename": name,
                "blobId": hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest(),
                "size": len(content),
                "lfs": {"sha256": self.digest(name), "size": len(content), "pointerSize": 130}
                if name.endswith(".bin")
                else None,
            }
            for name, content in self.files.items()
        ]
        return json.dumps({"id": self.repository, "sha": COMMIT, "siblings": siblings}).encode()


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            path = self.path.split("?")[0]
            hub.asked.append(path)
            hub.tokens.extend(self.headers.get_all("Authorization", []))
            prefix = f"/{hub.repository}/resolve/{COMMIT}/"
            content = hub.files.get(path.removeprefix(prefix))
            if path == f"/api/models/{hub.repository}":
                content = hub.listing()
            wanted = self.headers.get("Range")
            whole = content or b""
            if content is not None and wanted:
                hub.ranges.append(wanted)
                content = content[int(wanted.removeprefix("bytes=").rstrip("-")) :]
                self.send_response(206)
            else:
                self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{hashlib.sha256(whole).hexdigest()}"')
            self.end_headers()
            if body and content is not None:
                large = path.endswith(".bin")
                self.wfile.write(content[: hub.breaks_after] if large else content)

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
