"""Where errors become messages and exit codes, once for all commands."""

from __future__ import annotations

import os
import sys

import click

from trainer.errors import NotFoundError, TrainerError

INTERRUPTED = 130
COMPLETION = "_TRAINER_COMPLETE"
"""Set by a shell that asks what could follow; click answers it and leaves."""

BROKEN_PIPE = 141
"""128 + SIGPIPE: what a shell reports when the reader of a pipe has gone."""


def run(cli: click.Command, argv: list[str]) -> int:
    """Run `cli` and return its exit code; a bug keeps its traceback."""
    wants_json = "--json" in argv
    if COMPLETION in os.environ:
        cli.main(argv, prog_name="trainer")
    try:
        with cli.make_context("trainer", list(argv)) as ctx:
            cli.invoke(ctx)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        return _tell(error.format_message(), _usage_hint(error), "usage", 2, wants_json=wants_json)
    except TrainerError as error:
        hint = _with_candidates(error)
        return _tell(error.message, hint, error.code, error.exit_code, wants_json=wants_json)
    except (click.Abort, KeyboardInterrupt, EOFError):
        return _tell("Stopped.", None, "interrupted", INTERRUPTED, wants_json=wants_json)
    except BrokenPipeError:
        # The interpreter would complain again while it flushes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return 0


def _usage_hint(error: click.UsageError) -> str | None:
    return f"Try '{error.ctx.command_path} -h'." if error.ctx else None


def _with_candidates(error: TrainerError) -> str | None:
    candidates = error.candidates if isinstance(error, NotFoundError) else ()
    if not candidates:
        return error.hint
    return " ".join(filter(None, [error.hint, f"Near it: {', '.join(candidates)}."]))


def _tell(message: str, hint: str | None, code: str, exit_code: int, *, wants_json: bool) -> int:
    if wants_json:
        import json

        error = {"code": code, "message": message, "hint": hint}
        text = json.dumps({"error": error}, ensure_ascii=False)
    else:
        ended = message if message.endswith((".", "?", "!")) else f"{message}."
        text = " ".join(filter(None, [f"trainer: {ended}", hint]))
    click.echo(text, err=True)
    return exit_code
