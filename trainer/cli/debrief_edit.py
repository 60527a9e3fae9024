"""``trainer debrief edit``: an interview and its questions, changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.debrief_options import find_interview
from trainer.cli.debrief_view import foretold_of, interview_document, show_interview
from trainer.errors import InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.history.interviews import AskedQuestion, Interview

OF_INTERVIEW = ("company", "role", "stage", "mood", "notes")
OF_QUESTION = ("asked", "answered", "wished", "asked_by")


@click.command(
    "edit",
    epilog="""\b
Examples:
  trainer debrief edit 3 --mood "better than I thought" --date yesterday
  trainer debrief edit 3 --question 2 --off-guard 4 --is conflict-with-colleague
  trainer debrief edit 3 --question 1 --split "why us" --split "why now"
  trainer debrief edit 3 --add "do you drive"
""",
)
@click.argument("interview")
@click.option("--company", help="Where it was.")
@click.option("--role", help="For which job.")
@click.option("--stage", help="Which round.")
@click.option("--date", metavar="DAY", help="When it was.")
@click.option("--who", multiple=True, metavar="NAME", help="Who was there, in place of before.")
@click.option("--target", type=int, metavar="N", help="The target it was prepared as; 0 for none.")
@click.option("--mood", help="How you felt about it.")
@click.option("--notes", help="Anything else.")
@click.option("--add", "new", multiple=True, metavar="TEXT", help="One more question, at the end.")
@click.option("--question", type=int, metavar="N", help="Change question N, with the following.")
@click.option("--asked", metavar="TEXT", help="How it was asked.")
@click.option("--is", "is_known", metavar="ID", help="The known question that it is; 'none'.")
@click.option("--answered", metavar="TEXT", help="What you answered.")
@click.option("--off-guard", type=click.IntRange(0, 5), help="1 to 5; 0 takes it away.")
@click.option("--wished", metavar="TEXT", help="What you wish you had said.")
@click.option("--asked-by", metavar="NAME", help="Who asked it.")
@click.option("--split", multiple=True, metavar="TEXT", help="It was several: each of them.")
@click.option("--drop", is_flag=True, help="Take it out of the interview.")
@common()
def edit(context: CommandContext, /, interview: str, **given: Any) -> None:
    """Change what you took down of an interview.

    INTERVIEW is its number, or words of its company, job or round that fit no other. An
    empty text takes a value away. Questions that the debrief put into your bank stay
    there: 'trainer bank edit' and 'trainer bank remove' change those.
    """
    from trainer.cli.target_options import here_and_now
    from trainer.practice.interview_changes import edit_interview

    if not any(value not in (None, (), False) for value in given.values()):
        raise UsageError(
            "nothing to change was given", hint="'trainer debrief edit -h' lists what can be."
        )
    today, _ = here_and_now(context.now())
    with context.history(write=True) as history:
        found = find_interview(history.interviews.all(), interview)
        asked = history.interviews.asked(found.id)
        if given["target"]:
            history.targets.get(given["target"])
        changed = _interview(found, given, today)
        questions = _questions(context, found, asked, given)
        made = edit_interview(history, found, changed, questions, context.now())
        asked = history.interviews.asked(found.id)
        told = foretold_of(context, history, made, asked)
    context.output.result("debrief edit", interview_document(made, asked, told))
    if not context.output.json:
        show_interview(context.output, made, asked, told)
        context.output.say("\n'trainer undo' takes the change back.", style="dim")


def _interview(found: Interview, given: dict[str, Any], today: date) -> Interview:
    changes: dict[str, Any] = {
        name: given[name].strip() for name in OF_INTERVIEW if given[name] is not None
    }
    if not changes.get("company", found.company):
        raise InputError("an interview needs a company")
    if given["date"]:
        from trainer.debrief.past import past_day

        changes["day"] = past_day(given["date"], today)
    if given["who"]:
        changes["interviewers"] = tuple(one.strip() for one in given["who"] if one.strip())
    if given["target"] is not None:
        changes["target_id"] = given["target"] or None
    return replace(found, **changes)


def _questions(
    context: CommandContext,
    found: Interview,
    asked: Sequence[AskedQuestion],
    given: dict[str, Any],
) -> list[AskedQuestion]:
    of_one = any(given[name] is not None for name in (*OF_QUESTION, "is_known", "off_guard"))
    number = given["question"]
    if number is None and (of_one or given["split"] or given["drop"]):
        raise UsageError("say with --question N which question is meant")
    if number is not None and not 1 <= number <= len(asked):
        raise NotFoundError(
            f"interview {found.id} has no question {number}", hint=f"It has {len(asked)}."
        )
    made: list[AskedQuestion] = []
    for one in asked:
        if one.position != number and asked.index(one) + 1 != number:
            made.append(one)
        elif given["drop"]:
            continue
        elif given["split"]:
            made += _split(one, given["split"])
        else:
            made.append(_changed(context, one, given))
    return made + [_new(found, text) for text in given["new"] if text.strip()]


def _changed(context: CommandContext, one: AskedQuestion, given: dict[str, Any]) -> AskedQuestion:
    changes: dict[str, Any] = {
        name: given[name].strip() for name in OF_QUESTION if given[name] is not None
    }
    if not changes.get("asked", one.asked):
        raise InputError("a question needs a text", hint="--drop takes it out.")
    if given["off_guard"] is not None:
        changes["off_guard"] = given["off_guard"] or None
    if given["is_known"] is not None:
        known = given["is_known"].strip()
        nothing = known in {"", "none"}
        changes["question_id"] = None if nothing else context.library.find(known).id
        changes["added"] = False
    return replace(one, **changes)


def _split(one: AskedQuestion, texts: Sequence[str]) -> list[AskedQuestion]:
    """The first of them keeps all that was told of the whole."""
    parts = [text.strip() for text in texts if text.strip()]
    if not parts:
        raise InputError("give each of the questions with --split")
    rest = [
        replace(
            one,
            id=0,
            asked=text,
            question_id=None,
            added=False,
            answered="",
            wished="",
            attempt_id=None,
        )
        for text in parts[1:]
    ]
    return [replace(one, asked=parts[0]), *rest]


def _new(found: Interview, text: str) -> AskedQuestion:
    from trainer.history.interviews import AskedQuestion

    return AskedQuestion(0, found.id, 0, None, text.strip())
