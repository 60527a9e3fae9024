"""``trainer review``: the takes on a page in the browser, or in one file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.review.export import Selection
    from trainer.review.reading import Reader

ASKED_FROM = 20_000_000
"""A file larger than this, in bytes, is written at a terminal only when a person agrees."""


@click.command(
    "review",
    epilog="""\b
Examples:
  trainer review
  trainer review --no-browser --port 8765
  trainer review --export takes.html --attempts 12,14
  trainer review --export conflict.html --question conflict --without-audio
""",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port on this machine; without it a free one.",
)
@click.option(
    "--export",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write takes into one HTML file instead, sound inside; it works offline.",
)
@click.option("--attempts", metavar="N,N", help="With --export: these attempts.")
@click.option(
    "--question",
    metavar="QUESTION",
    shell_complete=question_ids,
    help="With --export: all takes of this question.",
)
@click.option("--without-audio", is_flag=True, help="With --export: leave the sound out.")
@click.option("--force", is_flag=True, help="With --export: replace a file that is there.")
@common()
def command(
    context: CommandContext,
    *,
    no_browser: bool,
    port: int | None,
    file: Path | None,
    attempts: str | None,
    question: str | None,
    without_audio: bool,
    force: bool,
) -> None:
    """Look at your takes on a page in the browser, or put some into one file.

    The page is served on this machine alone, at an address that nobody can guess, until
    Ctrl-C. It shows your takes with their sound, words, key points, remarks and notes,
    the takes of a question side by side, and your progress. With --export a selection
    becomes one file for somebody else or another device.
    """
    if file is not None:
        if no_browser or port is not None:
            raise UsageError("--export serves no page", hint="Leave --port and --no-browser out.")
        _export(context, file, attempts, question, sound=not without_audio, force=force)
        return
    if attempts is not None or question is not None or without_audio or force:
        raise UsageError(
            "--attempts, --question, --without-audio and --force choose what a file holds",
            hint="Give --export FILE as well; the page has filters of its own.",
        )
    _serve(context, port, browser=not no_browser)


def _serve(context: CommandContext, port: int | None, *, browser: bool) -> None:
    import secrets

    from trainer.review.server import HOST, Rooms, listen_on, serve

    if context.workspace.database.exists():
        # Once and for all requests: what is old is migrated, what was removed long ago goes.
        with context.history(write=True):
            pass
    listening = listen_on(port or 0)
    with listening:
        # From here on a browser's request waits until it is answered.
        listening.listen()
        try:
            token = secrets.token_urlsafe(24)
            number = listening.getsockname()[1]
            _announce(context, f"http://{HOST}:{number}/{token}/", number, browser=browser)
            rooms = Rooms(
                read=lambda: _reading(context, write=False),
                write=lambda: _reading(context, write=True),
                now=context.now,
                today=lambda: _today(context),
            )
            serve(listening, token, rooms)
        except KeyboardInterrupt:
            # How one leaves: nothing was interrupted.
            if not context.json:
                context.output.say("\nThe page is closed.")


def _announce(context: CommandContext, url: str, port: int, *, browser: bool) -> None:
    context.output.result("review", {"url": url})
    if context.json:
        return
    _tell(context, url, port)
    sys.stdout.flush()
    if browser and _has_screen():
        _open(url)


def _tell(context: CommandContext, url: str, port: int) -> None:
    output = context.output
    # Not wrapped: an address in two lines is none.
    click.echo(url)
    output.say("Only this machine can open it, and only with the whole address. Ctrl-C ends it.")
    connection = os.environ.get("SSH_CONNECTION", "").split()
    if connection:
        name = os.environ.get("USER") or os.environ.get("LOGNAME") or "YOU"
        there = connection[2] if len(connection) > 2 else "THIS-MACHINE"
        output.say("\nTo open it on the machine before you, run there:")
        click.echo(f"  ssh -N -L {port}:127.0.0.1:{port} {name}@{there}")


def _has_screen() -> bool:
    """Whether a browser would have a window to open: not over ssh, not in a bare console."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(url: str) -> None:
    import webbrowser
    from threading import Thread

    # Some wait until the browser is closed again.
    Thread(target=webbrowser.open, args=(url,), daemon=True).start()


@contextmanager
def _reading(context: CommandContext, *, write: bool) -> Iterator[Reader]:
    """The history and the banks for one request, on the thread that asks."""
    from trainer.cli.remark_words import remark_text
    from trainer.review.reading import Reader

    rooms = CommandContext(workspace_option=context.workspace_option, json=True)
    try:
        with rooms.history(write=write) as history:
            yield Reader(history, rooms.catalogue, remark_text)
    finally:
        rooms.forget_library()


def _today(context: CommandContext) -> date:
    from trainer.workspace.zone import local_zone

    now = context.now()
    return local_zone(now, os.environ).local(now).date()


def _export(
    context: CommandContext,
    file: Path,
    attempts: str | None,
    question: str | None,
    *,
    sound: bool,
    force: bool,
) -> None:
    from trainer.cli.console import counted
    from trainer.cli.views import clock
    from trainer.review.export import page_of
    from trainer.workspace.private import private_folder, write_private

    if (attempts is None) == (question is None):
        raise UsageError(
            "which takes should the file hold?",
            hint="Give --attempts 12,14 or --question QUESTION.",
        )
    if file.exists() and not force:
        raise InputError(f"{file} is there already", hint="Name another, or give --force.")
    selection = _selected(context, attempts, question, sound=sound)
    output = context.output
    length = f" with {clock(selection.sound_s)} of sound" if selection.recordings else ""
    number = counted(len(selection.attempts), "take")
    gone = _gone(context, selection) if sound else 0
    if not context.json:
        output.say(f"{number}{length}: about {size_words(selection.size)}.")
        if gone:
            output.say(f"Recordings that are not there any more: {gone}. Their words are kept.")
    if selection.size > ASKED_FROM and context.at_terminal and not context.json:
        click.confirm("Write it?", default=True, abort=True, err=True)
    every = max(len(selection.recordings), 1)
    with output.working("Writing the file"):
        content = page_of(
            selection, lambda done: output.progress("Encoding the sound", done / every)
        )
    private_folder(file.absolute().parent)
    write_private(file, content, only_new=not force)
    output.result(
        "review",
        {
            "file": str(file),
            "bytes": len(content),
            "attempts": [one.line.id for one in selection.attempts],
            "with_sound": sorted(selection.recordings),
        },
    )
    if not context.json:
        output.say(f"Wrote {file}: {size_words(len(content))}. It opens in any browser.")
        output.say("It holds your voice, your words and your notes: give it to whom you trust.")


def _selected(
    context: CommandContext, attempts: str | None, question: str | None, *, sound: bool
) -> Selection:
    from trainer.cli.history import attempts_question_ids
    from trainer.review.export import select
    from trainer.review.server import sound_file

    with _reading(context, write=False) as reader:
        if attempts is not None:
            numbers = _numbers(attempts)
        else:
            ids = attempts_question_ids(context, reader.history, question or "")
            numbers = [one.id for one in reader.history.attempts(question_ids=ids)]
            if not numbers:
                raise NotFoundError(
                    f"there is no take of {ids[0]}", hint=f"'trainer answer {ids[0]}' makes one."
                )
        return select(reader, numbers, lambda number: sound_file(reader, number), sound=sound)


def _gone(context: CommandContext, selection: Selection) -> int:
    """How many of the takes had a recording that is not there any more."""
    with context.history(write=False) as history:
        lines = [history.lines.one(one.line.id) for one in selection.attempts]
    return sum(
        line is not None and line.audio is not None and line.medium.value != "typed"
        for line in lines
    ) - len(selection.recordings)


def _numbers(text: str) -> list[int]:
    """Attempts from 12,14 or 12-20."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise UsageError(f"{part.strip()!r} is no attempt", hint="Such as --attempts 12,14.")
        if int(last or first) - int(first) > 1000:
            raise UsageError("those are too many attempts for one file")
        found += range(int(first), int(last or first) + 1)
    return found


def size_words(size: int) -> str:
    """Bytes as a person reads them."""
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.0f} kB"
