"""What a request asks for, checked before anything is looked up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import InputError, NotFoundError
from trainer.history.lines import Search

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BODY: Final = 64 * 1024


def search_of(asked: Mapping[str, str]) -> Search:
    """What a request looks for; raises InputError for a day or a switch that is none."""
    question = asked.get("question", "").strip()
    off_guard = asked.get("off_guard", "")
    if off_guard not in {"", "yes", "no"}:
        raise InputError("off_guard is yes or no")
    return Search(
        question_ids=(question,) if question else (),
        bank_id=asked.get("bank", "").strip(),
        text=asked.get("text", ""),
        off_guard=None if not off_guard else off_guard == "yes",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def number_in(request: Request) -> int:
    """The number in the address; no database has larger ones than 18 digits."""
    number: int = request.path_params["number"]
    if number >= 10**18:
        raise NotFoundError("no attempt and no note has that number")
    return number


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text[:40]!r} is no day such as 2026-11-24") from None


def number_of(text: str | None) -> int | None:
    """A number from the query, None for nothing; raises InputError for what is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise InputError(f"{text[:40]!r} is no number")
    return int(text)


async def body_of(request: Request) -> Mapping[str, Any]:
    """The JSON object that came; raises InputError for anything else, and for more than 64 KiB."""
    given = bytearray()
    async for part in request.stream():
        given += part
        if len(given) > MOST_BODY:
            raise InputError("that is too long for a note")
    try:
        body = json.loads(given)
    except (ValueError, RecursionError):
        raise InputError("a note comes as JSON") from None
    if not isinstance(body, dict):
        raise InputError("a note comes as a JSON object")
    return body


def text_of(body: Mapping[str, Any]) -> str:
    """The text of a note; raises InputError without one."""
    text = body.get("text")
    if not isinstance(text, str):
        raise InputError("a note needs a text")
    return text


def seconds_of(body: Mapping[str, Any]) -> float | None:
    """Where a note is, in seconds, None for the whole take; raises InputError for what is none."""
    at_s = body.get("at_s")
    if at_s is None:
        return None
    if isinstance(at_s, bool) or not isinstance(at_s, int | float) or not 0 <= at_s < 1e6:
        raise InputError("at_s is a number of seconds")
    return float(at_s)
