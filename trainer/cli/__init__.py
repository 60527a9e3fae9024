"""The command line: one module a command, loaded when it is called.

Help must come at once, so this module imports nothing but click, and the one-line
help of each command stands in `COMMANDS`; a test holds it equal to the command's own.
"""

from __future__ import annotations

import importlib
import keyword
import sys
from typing import Any

import click

from trainer import __version__

SECTIONS: dict[str, dict[str, str]] = {
    "Practise": {
        "demo": "See the whole way of an answer on a recorded sample; nothing is saved.",
        "drill": "Practise today's questions aloud, one after the other.",
        "today": "See what is due today, how long it takes, why each, and the days to come.",
        "answer": "Answer one question now: spoken, typed or from a file.",
        "mock": "A mock interview: questions back to back, and the whole review at the end.",
        "score": "Score an existing recording or transcript, or finish an attempt.",
    },
    "Look back": {
        "replay": "Hear an earlier take again, beside its transcript and score.",
        "notes": "Notes to takes: add, list, edit and remove them.",
        "review": "Look at your takes on a page in the browser, or put some into one file.",
        "history": "List earlier attempts, newest first.",
        "progress": "See what changed: days, coverage, what is settled or slipping, delivery.",
        "attempt": "Look at, judge, mark, delete or bring back an attempt.",
        "rate": "Say how well an answer went, or change what was proposed.",
        "schedule": "See when questions come back, and compute it again from your ratings.",
        "rescore": "Make scores again with the present scorer and what you taught it.",
        "wordings": "Your own ways to say key points: list, add, edit and remove them.",
        "journal": "What went well, in three lines, after an interview or a drill.",
        "undo": "Take back the last thing you did.",
    },
    "Real interviews": {
        "target": "An interview that is coming: what may be asked, and how ready you are.",
        "debrief": "After a real interview: take down what was asked, and learn from it.",
        "feedback": "Ask for feedback after an interview, and practise with what came back.",
        "stories": "Your own experiences, told once and linked to the questions they answer.",
        "plan": "What to practise, write, study and ask next, each line with its reason.",
        "remind": "Write the days ahead and your interviews into a calendar file (.ics).",
    },
    "Questions": {
        "bank": "Browse, check and extend the question banks.",
    },
    "Keep and forget": {
        "export": "Put takes, history, banks and settings into one file.",
        "import": "Bring an export back into an empty workspace.",
        "forget": "Delete for good: an interview, a company, a take, all before a date, or all.",
    },
    "This machine": {
        "transcribe": "Turn any recordings into text or subtitles.",
        "devices": "List microphones and loudspeakers, choose one, and test it.",
        "models": "List, fetch, choose, measure and remove speech models.",
        "config": "Read and change settings.",
        "doctor": "Say what works on this machine and what to do about the rest.",
    },
}
"""What the help lists, in the order in which a newcomer needs it."""

COMMANDS: dict[str, str] = {
    name: text for section in SECTIONS.values() for name, text in section.items()
}
"""The commands in the order of the help text, each in the module of its name."""

EXAMPLES = """\b
Examples:
  trainer demo
  trainer drill
  trainer debrief
"""


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command that is called."""
        if cmd_name not in COMMANDS:
            return None
        # A word of the language can't be a module's name.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"trainer.cli.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when there is none of that name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        # One column of names for all sections.
        names = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(names), text) for name, text in commands.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.option(
    "--workspace",
    metavar="FOLDER",
    help="Where your takes, banks and settings are kept (or set TRAINER_WORKSPACE).",
)
@click.option("--plain", is_flag=True, help="No colour, no redrawing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for scripts.")
@click.version_option(__version__, prog_name="trainer")
@click.pass_context
def cli(ctx: click.Context, workspace: str | None, *, plain: bool, as_json: bool) -> None:
    """Rehearse, aloud, the interview questions that caught you off guard.

    Everything you say stays on this machine.
    """
    ctx.obj = {"workspace": workspace, "plain": plain, "json": as_json}
    if ctx.invoked_subcommand is None:
        if as_json:
            ctx.fail("--json needs a command.")
        from trainer.cli.welcome import welcome

        welcome(ctx)


def main(argv: list[str] | None = None) -> Any:
    """Run the program and leave with the exit code that README.md documents."""
    from trainer.cli.exits import run

    sys.exit(run(cli, sys.argv[1:] if argv is None else argv))
