"""``trainer feedback``: asking for it, keeping what came back, and meeting it in practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.feedback_add import add, remark_options, remarks_from
from trainer.cli.feedback_letter import letter_, request, sent
from trainer.cli.feedback_view import letter_document
from trainer.errors import NotFoundError

if TYPE_CHECKING:
    from trainer.history.feedback import Feedback


@click.group(
    "feedback",
    epilog="""\b
Examples:
  trainer feedback request 1
  trainer feedback sent 1
  trainer feedback add
""",
)
def command() -> None:
    """Ask for feedback after an interview, and practise with what came back.

    Nothing is ever sent by the program: it writes a letter, you send it. What comes
    back is kept word for word, and shown before a question it is about; 'trainer config
    set show_feedback false' turns that off.
    """


for part in (request, letter_, sent, add):
    command.add_command(part)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer feedback list
  trainer feedback list --json
""",
)
@common()
def list_(context: CommandContext) -> None:
    """List the letters, and all that came back."""
    from trainer.cli.feedback_view import feedback_document, show_feedback
    from trainer.cli.texts import today
    from trainer.debrief.letter import follow_up_words, good_moment

    with context.history(write=False) as history:
        letters = history.feedback.letters.all()
        received = history.feedback.all()
        interviews = {one.id: one for one in history.interviews.all()}
    day = today(context)
    context.output.result(
        "feedback list",
        {
            "letters": [letter_document(one, interviews[one.interview_id], day) for one in letters],
            "feedback": [feedback_document(one) for one in received],
        },
    )
    if context.output.json:
        return
    say = context.output.say
    if not letters and not received:
        say("No feedback yet. 'trainer feedback request INTERVIEW' writes a letter that asks.")
    for letter in letters:
        interview = interviews[letter.interview_id]
        say(f"Letter {letter.id} to {interview.name}", style="bold")
        if letter.sent_on:
            say(f"Sent on {letter.sent_on}. {follow_up_words(letter, day)}", indent=4)
        else:
            say(f"Not sent yet. {good_moment(interview.outcome_on, day).words}", indent=4)
    for feedback in received:
        show_feedback(context.output, feedback)


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer feedback show 1
""",
)
@click.argument("number", type=int, metavar="FEEDBACK")
@common()
def show(context: CommandContext, number: int) -> None:
    """Show what came back, and what each remark is about."""
    from trainer.cli.feedback_view import feedback_document, show_feedback

    with context.history(write=False) as history:
        feedback = history.feedback.get(number)
    context.output.result("feedback show", feedback_document(feedback))
    if not context.output.json:
        show_feedback(context.output, feedback)


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer feedback edit 1
  trainer feedback edit 1 --by "Ms Berg" --skill SQL "SQL was thin."
  trainer feedback edit 1 --drop 2
""",
)
@click.argument("number", type=int, metavar="FEEDBACK")
@click.option("--interview", metavar="N", help="The interview that it is about.")
@click.option("--by", "said_by", help="Who said it.")
@click.option("--on", "on_day", metavar="DAY", help="When it came.")
@click.option("--text", help="What came back, word for word.")
@click.option("--drop", multiple=True, type=int, metavar="N", help="Forget that remark N is one.")
@remark_options
@common()
def edit(
    context: CommandContext,
    /,
    *,
    number: int,
    interview: str | None,
    said_by: str | None,
    on_day: str | None,
    text: str | None,
    drop: tuple[int, ...],
    **about: Any,
) -> None:
    """Change what is kept: by options, or the text in your editor without any."""
    from trainer.cli.feedback_view import feedback_document, show_feedback
    from trainer.cli.texts import (
        day_of,
        forget_draft,
        interview_of,
        needed_text,
        one_line,
    )
    from trainer.practice.entries import change_feedback

    added = remarks_from(context, **about)
    with context.history(write=False) as history:
        before = history.feedback.get(number)
        found = interview_of(history, interview) if interview else None
    editing = not (interview or said_by is not None or on_day or text or drop or added)
    if editing:
        text = _edited(context, before)
    changed = replace(
        before,
        interview_id=found.id if found else before.interview_id,
        said_by=before.said_by if said_by is None else one_line(said_by),
        day=day_of(on_day, context) if on_day else before.day,
        text=needed_text(text, "feedback") if text else before.text,
        remarks=(*_left(before, drop), *added),
    )
    if changed != before:
        with context.history(write=True) as history:
            change_feedback(history, changed, context.now())
    if editing:
        forget_draft(context, f"feedback-{number}")
    context.output.result("feedback edit", feedback_document(changed))
    if context.output.json:
        return
    show_feedback(context.output, changed)
    context.output.say(
        "\nNothing was changed."
        if changed == before
        else "\nKept. 'trainer undo' takes the change back."
    )


def _edited(context: CommandContext, before: Feedback) -> str | None:
    from trainer.cli.texts import in_editor, needed_text

    return in_editor(
        context,
        f"feedback-{before.id}",
        before.text + "\n",
        lambda written: needed_text(written, "feedback"),
        go_on=f"trainer feedback edit {before.id}",
    )


def _left(before: Feedback, drop: tuple[int, ...]) -> list[Any]:
    for number in drop:
        if not 1 <= number <= len(before.remarks):
            raise NotFoundError(
                f"feedback {before.id} has no remark {number}",
                hint=f"'trainer feedback show {before.id}' numbers them.",
            )
    return [one for number, one in enumerate(before.remarks, 1) if number not in drop]


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer feedback remove 1
""",
)
@click.argument("number", type=int, metavar="FEEDBACK")
@common()
def remove(context: CommandContext, number: int) -> None:
    """Remove what came back; it can be brought back for seven days."""
    from trainer.practice.entries import EntryKind, remove_entry

    with context.history(write=True) as history:
        remove_entry(history, EntryKind.FEEDBACK, number, context.now())
    context.output.result("feedback remove", {"feedback_id": number})
    if not context.output.json:
        context.output.say(f"Removed feedback {number}; 'trainer undo' brings it back.")
