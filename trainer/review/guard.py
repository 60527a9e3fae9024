"""Who may ask the page's server, and what every answer forbids a browser."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)

_READING: Final = frozenset({"GET", "HEAD"})
_OWN_SITES: Final = frozenset({"same-origin", "none"})
"""What a browser says of a request of the page's own, and of an address that was typed."""


@dataclass(frozen=True, slots=True)
class Guard:
    """An application that answers this page alone.

    Refused are another host name (403), whatever another page asks for (403), and an address
    without the token (404, as if nothing were there).
    """

    app: ASGIApp
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        status = self._refusal(scope)
        if status is None:
            await self.app(self._without_token(scope), receive, _with_headers(send))
        else:
            await _refuse(status, _with_headers(send))

    def _refusal(self, scope: Scope) -> int | None:
        headers = _headers(scope["headers"])
        names = [f"127.0.0.1:{self.port}", f"localhost:{self.port}"]
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in names:
            return 403
        origins = headers.get("origin", [])
        own = {f"http://{name}" for name in names}
        if any(origin not in own for origin in origins):
            return 403
        if scope["method"] not in _READING and len(origins) != 1:
            return 403
        if any(site not in _OWN_SITES for site in headers.get("sec-fetch-site", [])):
            return 403
        given = scope["path"].lstrip("/").partition("/")[0]
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return 404
        return None

    def _without_token(self, scope: Scope) -> Scope:
        path = scope["path"].removeprefix(f"/{self.token}") or "/"
        return {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in HEADERS}
            kept = [one for one in message["headers"] if one[0].lower() not in names]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return sending


async def _refuse(status: int, send: Send) -> None:
    body = b"Not here.\n"
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
