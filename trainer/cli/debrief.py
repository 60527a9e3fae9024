"""``trainer debrief``: what was asked in a real interview, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.asking import ask_yes
from trainer.cli.context import CommandContext, common
from trainer.cli.debrief_add import add, guided, start
from trainer.cli.debrief_edit import edit
from trainer.cli.debrief_options import find_interview
from trainer.cli.debrief_view import (
    OUTCOMES,
    foretold_document,
    foretold_of,
    interview_document,
    show_foretold,
    show_interview,
    show_line,
)

if TYPE_CHECKING:
    from trainer.history.interviews import Interview


@click.group(
    "debrief",
    invoke_without_command=True,
    epilog="""\b
Examples:
  trainer debrief
  trainer debrief --resume
  trainer debrief list
  trainer debrief outcome 3 rejected
""",
)
@click.option("--resume", is_flag=True, help="Go on with the one that was left, unasked.")
@common()
def command(context: CommandContext, *, resume: bool) -> None:
    """After a real interview: take down what was asked, and learn from it.

    Without a further command it asks, step by step, for ten minutes. What caught you off
    guard comes back in your drills; what you wish you had said becomes the key points of
    new questions in your own bank.
    """
    click_context = click.get_current_context()
    if click_context.invoked_subcommand is None:
        guided(context, resume=resume)
        return
    click_context.obj = {
        "workspace": context.workspace_option,
        "plain": context.plain_option,
        "json": context.json,
    }


command.add_command(start)
command.add_command(add)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer debrief list
  trainer debrief list --json
""",
)
@common()
def list_(context: CommandContext) -> None:
    """List the interviews you took down, the latest first, and a debrief that was left."""
    with context.history(write=False) as history:
        interviews = history.interviews.all()
        asked = history.interviews.all_asked()
        told = {
            one.id: foretold_of(context, history, one, asked.get(one.id, ())) for one in interviews
        }
    context.output.result(
        "debrief list",
        {
            "interviews": [
                interview_document(one, asked.get(one.id, ()), told[one.id]) for one in interviews
            ],
            "begun": _begun(context),
        },
    )
    if context.output.json:
        return
    for one in interviews:
        show_line(context.output, one, asked.get(one.id, ()))
    if not interviews:
        context.output.say("No interview was taken down yet. 'trainer debrief' takes one down.")
    if _begun(context):
        context.output.say("\nOne was begun and left: trainer debrief --resume")


def _begun(context: CommandContext) -> bool:
    """Whether a debrief was left; to look creates nothing."""
    return (context.workspace.recordings / "drafts" / "debrief.json").exists()


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer debrief show
  trainer debrief show northwind
  trainer debrief show 3 --json
""",
)
@click.argument("interview", required=False)
@common()
def show(context: CommandContext, *, interview: str | None) -> None:
    """Show one interview: what was asked, what you said, what had been predicted.

    INTERVIEW is its number or words of its company, job or round; without it, the latest.
    """
    with context.history(write=False) as history:
        found = find_interview(history.interviews.all(), interview)
        asked = history.interviews.asked(found.id)
        told = foretold_of(context, history, found, asked)
    context.output.result("debrief show", interview_document(found, asked, told))
    if not context.output.json:
        show_interview(context.output, found, asked, told)


command.add_command(edit)


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer debrief remove 3
  trainer debrief remove northwind --yes
""",
)
@click.argument("interview")
@click.option("--yes", is_flag=True, help="Don't ask.")
@common()
def remove(context: CommandContext, *, interview: str, yes: bool) -> None:
    """Take an interview out; its questions stay in your bank.

    'trainer undo' brings it back, for seven days.
    """
    from trainer.practice.interview_changes import remove_interview

    with context.history(write=True) as history:
        found = find_interview(history.interviews.all(), interview)
        name = f"interview {found.id}: {found.name}, {found.day}"
        if context.at_terminal and not (yes or context.output.json):
            context.output.say(name)
            if not ask_yes("Take it out?", err=False, default=False):
                context.output.say("Nothing was changed.")
                return
        remove_interview(history, found, context.now())
    context.output.result("debrief remove", {"interview_id": found.id})
    if not context.output.json:
        context.output.say(f"Taken out: {name}. 'trainer undo' brings it back.")


@command.command(
    "outcome",
    epilog="""\b
Examples:
  trainer debrief outcome 3 next_round
  trainer debrief outcome northwind rejected --on yesterday
""",
)
@click.argument("interview")
@click.argument("outcome", type=click.Choice([one.value for one in OUTCOMES]))
@click.option("--on", "on_day", metavar="DAY", help="The day you heard; without it, today.")
@common()
def outcome(context: CommandContext, *, interview: str, outcome: str, on_day: str | None) -> None:
    """Keep what came of an interview.

    INTERVIEW is its number, or words of its company, job or round that fit no other.
    """
    from trainer.cli.target_options import here_and_now
    from trainer.debrief.past import past_day
    from trainer.history.interviews import Outcome
    from trainer.practice.interview_changes import set_outcome

    wanted = Outcome(outcome)
    today, _ = here_and_now(context.now())
    day = past_day(on_day, today) if on_day else today
    with context.history(write=True) as history:
        found = find_interview(history.interviews.all(), interview)
        on = None if wanted is Outcome.WAITING else day
        made = set_outcome(history, found, wanted, on, context.now())
        asked = history.interviews.asked(found.id)
        told = foretold_of(context, history, made, asked)
    context.output.result("debrief outcome", interview_document(made, asked, told))
    if not context.output.json:
        _after(context, made)


def _after(context: CommandContext, interview: Interview) -> None:
    """A word that fits the outcome, and what can be done next."""
    from trainer.cli.journal_view import read_back
    from trainer.history.interviews import Outcome

    say = context.output.say
    number = interview.id
    match interview.outcome:
        case Outcome.REJECTED:
            say(f"That is hard to hear, and nothing has to happen today. ({interview.company})")
            with context.history(write=False) as history:
                read_back(context.output, history)
            say("\nWhenever you like:")
            say(f"ask them what was missing: trainer feedback request {number}", indent=2)
            say(f"look back at how it went:  trainer debrief show {number}", indent=2)
            say("see what to do next:       trainer plan", indent=2)
            say(f"keep what went well:       trainer journal add --interview {number}", indent=2)
        case Outcome.NEXT_ROUND:
            say(f"{interview.company} wants to see you again. Well done.")
            say("Note when: trainer target add")
        case Outcome.OFFER:
            say(f"An offer from {interview.company}. Congratulations!")
        case Outcome.NO_REPLY:
            say(f"Kept: no reply from {interview.company}. Silence says little about you.")
            say(f"You may ask them once: trainer feedback request {number}")
        case _:
            say(f"Kept: no word yet from {interview.company}.")
    say("\n'trainer undo' takes it back.", style="dim")


@command.command(
    "stats",
    epilog="""\b
Examples:
  trainer debrief stats
  trainer debrief stats --json
""",
)
@common()
def stats(context: CommandContext) -> None:
    """Over all interviews: how much of what was asked had been predicted, and the reverse.

    Only interviews for which questions had been predicted count.
    """
    from trainer.insights.foretold import together

    with context.history(write=False) as history:
        interviews = history.interviews.all()
        asked = history.interviews.all_asked()
        each = [
            (one, told)
            for one in interviews
            if (told := foretold_of(context, history, one, asked.get(one.id, ())))
        ]
    whole = together(told for _, told in each)
    context.output.result(
        "debrief stats",
        {
            "interviews": [
                {"interview_id": one.id, **(foretold_document(told) or {})} for one, told in each
            ],
            "together": foretold_document(whole) if each else None,
        },
    )
    if context.output.json:
        return
    if not each:
        context.output.say("No interview yet for which questions had been predicted.")
        context.output.say("'trainer target add' predicts some for one that is coming.")
        return
    for one, told in each:
        context.output.say(f"{one.id:>3}  {one.name}, {one.day}", style="bold")
        show_foretold(context.output, told, listed=False)
    if len(each) > 1:
        context.output.say(f"\nAll {len(each)} together", style="bold")
        show_foretold(context.output, whole, listed=False)
