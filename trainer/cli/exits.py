"""Where errors become messages and exit codes, once for all commands."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import textwrap

import click

from trainer.errors import Interrupted, NotFoundError, StorageError, TrainerError

INTERRUPTED = 130
COMPLETION = "_TRAINER_COMPLETE"
"""Set by a shell that asks what could follow; click answers it and leaves."""

BROKEN_PIPE = 141
"""128 + SIGPIPE: what a shell reports when the reader of a pipe has gone."""


def run(cli: click.Command, argv: list[str]) -> int:
    """Run `cli` and return its exit code; a bug keeps its traceback."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # What a stream can't show becomes a question mark rather than an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    wants_json = "--json" in argv
    if COMPLETION in os.environ:
        cli.main(argv, prog_name="trainer")
    try:
        exit_code = _invoke(cli, argv, wants_json=wants_json)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_streams()
        return BROKEN_PIPE
    except OSError as error:
        if not _give_up_streams() and not (_unbuffered() and error.filename is None):
            raise
        full = StorageError(
            f"what was to be printed could not be written: {error.strerror}",
            hint="Is the disk full that the output goes to?",
        )
        return _tell(full.message, full.hint, full.code, full.exit_code, wants_json=wants_json)
    return exit_code


def _open_closed_streams() -> None:
    """Give the standard streams that a caller closed (``>&-``) a place to go to.

    Else the next file that is opened would get their number, and what is printed with it.
    """
    for number, mode in enumerate("rww"):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is taken, and those below are open by now.
            os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
        name = ("stdin", "stdout", "stderr")[number]
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _invoke(cli: click.Command, argv: list[str], *, wants_json: bool) -> int:
    try:
        with cli.make_context("trainer", list(argv)) as ctx:
            cli.invoke(ctx)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as bare:
        # A group without its command: what one can write there is no fault to be told of.
        if not wants_json:
            click.echo(bare.format_message(), err=True)
            return bare.exit_code
        return _tell("a command is missing", _usage_hint(bare), "usage", 2, wants_json=True)
    except click.UsageError as error:
        return _tell(error.format_message(), _usage_hint(error), "usage", 2, wants_json=wants_json)
    except NotFoundError as error:
        candidates = list(error.candidates)
        return _tell(
            error.message,
            _with_candidates(error),
            error.code,
            error.exit_code,
            wants_json=wants_json,
            candidates=candidates,
        )
    except TrainerError as error:
        if isinstance(error, Interrupted) and sys.stderr.isatty():
            # What was typed, and the ^C, stand on the line.
            click.echo(err=True)
        return _tell(error.message, error.hint, error.code, error.exit_code, wants_json=wants_json)
    except (click.Abort, KeyboardInterrupt, EOFError):
        if sys.stderr.isatty():
            # What was typed, and the ^C, stand on the line.
            click.echo(err=True)
        return _tell("Stopped.", None, "interrupted", INTERRUPTED, wants_json=wants_json)
    return 0


def _give_up_streams() -> bool:
    """Send what a standard stream can't take nowhere; whether there was such a stream.

    The interpreter would complain again while it flushes them.
    """
    failed = False
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            failed = True
    return failed


def _unbuffered() -> bool:
    """Whether standard output keeps nothing, so that flushing it can't fail again."""
    stream = sys.stdout
    return isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.RawIOBase)


def _usage_hint(error: click.UsageError) -> str | None:
    return f"Try '{error.ctx.command_path} -h'." if error.ctx else None


def _with_candidates(error: NotFoundError) -> str | None:
    if not error.candidates:
        return error.hint
    return " ".join(filter(None, [error.hint, f"Near it: {', '.join(error.candidates)}."]))


def _tell(
    message: str,
    hint: str | None,
    code: str,
    exit_code: int,
    *,
    wants_json: bool,
    candidates: list[str] | None = None,
) -> int:
    if wants_json:
        import json

        error: dict[str, object] = {"code": code, "message": message, "hint": hint}
        if candidates is not None:
            error["candidates"] = candidates
        text = json.dumps({"error": error}, ensure_ascii=False)
    else:
        ended = message if message.endswith((".", "?", "!")) else f"{message}."
        text = _wrapped(" ".join(filter(None, [f"trainer: {ended}", hint])))
    with contextlib.suppress(OSError):
        click.echo(text, err=True)
    _give_up_streams()
    return exit_code


def _wrapped(text: str) -> str:
    """Text for standard error: broken between words at a terminal, else left as it is."""
    if not sys.stderr.isatty():
        return text
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        return text
    return "\n".join(
        textwrap.fill(line, max(columns, 20), break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
