"""``trainer bank enable|disable|suspend|resume|retire``: what is drawn and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.completion import bank_ids, question_ids
from trainer.cli.context import CommandContext, common
from trainer.cli.shelf import decisions_of
from trainer.practice.shelf import decision_on, is_disabled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.history.records import Standing


@click.command(
    "enable",
    epilog="""\b
Examples:
  trainer bank enable software-engineering
""",
)
@click.argument("banks", metavar="BANK...", nargs=-1, required=True, shell_complete=bank_ids)
@common()
def enable(context: CommandContext, banks: tuple[str, ...]) -> None:
    """Draw the questions of banks again."""
    _switch(context, "bank enable", banks, None)


@click.command(
    "disable",
    epilog="""\b
Examples:
  trainer bank disable software-engineering
  trainer bank disable sales nursing-care
""",
)
@click.argument("banks", metavar="BANK...", nargs=-1, required=True, shell_complete=bank_ids)
@common()
def disable(context: CommandContext, banks: tuple[str, ...]) -> None:
    """Draw nothing from banks any more, until they are enabled.

    Their questions can still be shown and answered by name, and 'drill --bank' draws
    from them.
    """
    from trainer.history.records import Standing

    _switch(context, "bank disable", banks, Standing.DISABLED)


def _switch(
    context: CommandContext, command: str, banks: tuple[str, ...], standing: Standing | None
) -> None:
    """Enable or disable banks, all of them or, where one is not there, none."""
    named = list(dict.fromkeys(context.library.bank(bank).bank.id for bank in banks))
    decisions = decisions_of(context)
    changed = [one for one in named if is_disabled(one, decisions) is (standing is None)]
    if changed:
        _decide(context, dict.fromkeys(changed, standing))
    for bank_id in named:
        if standing is None:
            again = "again" if bank_id in changed else "already"
            said = f"The bank '{bank_id}' is in use {again}."
        elif bank_id in changed:
            said = (
                f"Nothing is drawn from '{bank_id}' any more. "
                f"'trainer bank enable {bank_id}' brings it back."
            )
        else:
            said = f"The bank '{bank_id}' is disabled already."
        if not context.output.json:
            context.output.say(said)
    now = standing.value if standing else "in_use"
    states = [{"id": bank_id, "standing": now} for bank_id in named]
    context.output.result(command, {**states[0], "banks": states})


@click.command(
    "suspend",
    epilog="""\b
Examples:
  trainer bank suspend conflict-with-colleague
""",
)
@click.argument("question", shell_complete=question_ids)
@common()
def suspend(context: CommandContext, question: str) -> None:
    """Leave a question out of drills for the time being, until it is resumed."""
    from trainer.history.records import Standing

    _put(context, "bank suspend", question, Standing.SUSPENDED, "is left out of drills for now")


@click.command(
    "retire",
    epilog="""\b
Examples:
  trainer bank retire conflict-with-colleague
""",
)
@click.argument("question", shell_complete=question_ids)
@common()
def retire(context: CommandContext, question: str) -> None:
    """Never ask a question again; its history stays, and it can be shown.

    'bank show BANK' and 'bank search' leave it out, unless --all is given.
    """
    from trainer.history.records import Standing

    _put(context, "bank retire", question, Standing.RETIRED, "is retired and not asked again")


@click.command(
    "resume",
    epilog="""\b
Examples:
  trainer bank resume conflict-with-colleague
""",
)
@click.argument("question", shell_complete=question_ids)
@common()
def resume(context: CommandContext, question: str) -> None:
    """Bring a suspended or retired question back."""
    found = context.library.find(question)
    decisions = decisions_of(context)
    subjects = [one for one in (found.id, *found.renamed_from) if one in decisions]
    if not subjects:
        said = f"{found.id} is in use already."
    else:
        _decide(context, dict.fromkeys(subjects))
        said = f"{found.id} is in use again."
    if is_disabled(found.bank_id, decisions):
        said += f" Its bank is disabled: 'trainer bank enable {found.bank_id}'."
    _tell(context, "bank resume", found.id, None, said)


def _put(
    context: CommandContext, command: str, question: str, standing: Standing, what: str
) -> None:
    found = context.library.find(question)
    already = decision_on(found, decisions_of(context))
    if already is not None and already.standing is standing:
        said = f"{found.id} is {standing.value} already."
    else:
        _decide(context, {found.id: standing})
        said = f"{found.id} {what}. 'trainer bank resume {found.id}' brings it back."
    _tell(context, command, found.id, standing, said)


def _decide(context: CommandContext, subjects: Mapping[str, Standing | None]) -> None:
    from trainer.practice.bank_shelf import decide

    with context.history(write=True) as history:
        decide(history, context.workspace, subjects, context.now())


def _tell(
    context: CommandContext, command: str, subject: str, standing: Standing | None, said: str
) -> None:
    context.output.result(
        command, {"id": subject, "standing": standing.value if standing else "in_use"}
    )
    if not context.output.json:
        context.output.say(said)
