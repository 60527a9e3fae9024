"""``trainer debrief start`` and ``add``: an interview taken down, guided or from options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.debrief_view import foretold_of, interview_document, show_foretold
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.practice.interview_changes import KeptInterview
    from trainer.practice.interview_notes import AskedNotes, InterviewNotes


def guided(context: CommandContext, *, resume: bool) -> None:
    """Ask step by step, and keep what was told."""
    if not context.at_terminal:
        raise UsageError(
            "there is no terminal to ask at",
            hint="Give it with 'trainer debrief add --company ...' or --from FILE.",
        )
    from trainer.cli.debrief_guide import DebriefGuide
    from trainer.cli.target_options import here_and_now

    today, zone = here_and_now(context.now())
    guide = DebriefGuide(context, today, zone)
    notes = guide.ask(resume=resume)
    kept = _keep(context, notes, UUID(guide.uuid))
    guide.draft.finish()
    _tell(context, kept, "debrief")


@click.command(
    "start",
    epilog="""\b
Examples:
  trainer debrief start
  trainer debrief start --resume
""",
)
@click.option("--resume", is_flag=True, help="Go on with the one that was left, unasked.")
@common()
def start(context: CommandContext, *, resume: bool) -> None:
    """Take an interview down, question by question; the same as 'trainer debrief'.

    Ten minutes, best right afterwards. You can leave with Ctrl-C at any point; what you
    wrote is kept, and the same command goes on with it.
    """
    guided(context, resume=resume)


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer debrief add --company Northwind --role nurse --asked "why us" --off-guard 1 2
  trainer debrief add --company Northwind --asked "a time you were wrong" \\
      --off-guard 1 4 --wished 1 "the wrong dose I caught; what we changed since"
  trainer debrief add --from interview.json
""",
)
@click.option("--company", help="Where it was.")
@click.option("--role", help="For which job.")
@click.option("--stage", help="Which round, such as phone, first, second.")
@click.option("--date", metavar="DAY", help="When it was; without it, today.")
@click.option("--who", multiple=True, metavar="NAME", help="Who was there; may be repeated.")
@click.option("--target", type=int, metavar="N", help="The target that it had been prepared as.")
@click.option("--asked", multiple=True, metavar="TEXT", help="A question, as it was asked.")
@click.option(
    "--is",
    "is_known",
    multiple=True,
    type=(int, str),
    metavar="N ID",
    help="Question N is that known one; without it, it is new unless the words are the same.",
)
@click.option(
    "--answered", multiple=True, type=(int, str), metavar="N TEXT", help="What you answered to N."
)
@click.option(
    "--off-guard",
    multiple=True,
    type=(int, int),
    metavar="N 1-5",
    help="How far off guard question N caught you; from 3 on it is in your drills.",
)
@click.option(
    "--wished",
    multiple=True,
    type=(int, str),
    metavar="N TEXT",
    help="What you wish you had said to N: a key point; may be repeated.",
)
@click.option(
    "--asked-by", multiple=True, type=(int, str), metavar="N NAME", help="Who asked question N."
)
@click.option("--mood", help="How you felt about it.")
@click.option("--notes", help="Anything else.")
@click.option("--from", "source", metavar="FILE", help="All of it as JSON (- for a pipe).")
@common()
def add(context: CommandContext, /, *, source: str | None, **given: Any) -> None:
    """Keep an interview from options or a file, without being asked.

    The JSON has company, role, stage, date, interviewers, target, mood, notes, outcome and
    questions; a question has asked, question_id, answered, off_guard, wished, points (text,
    wordings) and asked_by. 'trainer debrief show --json' shows what was kept.
    """
    from trainer.cli.debrief_options import form_of, read_form
    from trainer.cli.target_options import here_and_now
    from trainer.debrief.past import past_day
    from trainer.debrief.splitting import points_from
    from trainer.practice.interview_notes import notes_from

    day = given.pop("date")
    if source is not None and any(value not in (None, ()) for value in given.values()):
        raise UsageError("--from brings everything, and does not go with other options")
    if source is None and not given["company"] and given["target"] is None:
        raise UsageError("an interview needs --company or --target, or --from FILE")
    if source is None and given["target"] is not None:
        _fill_from_target(context, given)
    today, zone = here_and_now(context.now())
    form = form_of(given) if source is None else read_form(source)
    notes = notes_from(form, today, zone, points_from)
    if day:
        notes = replace(notes, day=past_day(day, today))
    notes, near = _matched(context, notes)
    kept = _keep(context, notes, None)
    _tell(context, kept, "debrief add", near)


def _fill_from_target(context: CommandContext, given: dict[str, Any]) -> None:
    """Take from the target what the options leave open."""
    with context.history(write=False) as history:
        target = history.targets.get(given["target"])
    for name in ("company", "role", "stage"):
        given[name] = given[name] or getattr(target, name)
    given["who"] = given["who"] or target.interviewers


def _matched(
    context: CommandContext, notes: InterviewNotes
) -> tuple[InterviewNotes, dict[int, Sequence[str]]]:
    """The questions with what they are, and for the new ones the ids that they come near.

    Nobody is there to be asked, so only the same words make a question a known one.
    """
    from trainer.cli.bank_check import load_vectors
    from trainer.debrief.matching import Matcher
    from trainer.practice.asked_bank import new_question_id

    open_ones = [one for one in notes.questions if one.question_id is None]
    matcher = None
    if open_ones:
        with context.output.working("Looking for questions like them"):
            matcher = Matcher(list(context.library.questions.values()), load_vectors())
    made: list[AskedNotes] = []
    near: dict[int, Sequence[str]] = {}
    for number, one in enumerate(notes.questions, 1):
        if one.question_id is not None or matcher is None:
            found = context.library.find(one.question_id) if one.question_id else None
            made.append(replace(one, question_id=found.id if found else None))
            continue
        matches = matcher.matches(one.asked)
        exact = [match.question.id for match in matches if match.exact]
        if len(exact) == 1:
            made.append(replace(one, question_id=exact[0]))
            continue
        near[number] = [match.question.id for match in matches]
        taken = [other.new_id for other in made if other.new_id]
        made.append(replace(one, new_id=new_question_id(context.library, one.asked, taken)))
    return replace(notes, questions=tuple(made)), near


def _keep(context: CommandContext, notes: InterviewNotes, uuid: UUID | None) -> KeptInterview:
    from trainer.practice.interview_changes import keep_interview

    with context.history(write=True) as history:
        kept = keep_interview(
            history, context.workspace, context.library, notes, context.now(), uuid
        )
    context.forget_library()
    return kept


def _tell(
    context: CommandContext,
    kept: KeptInterview,
    command: str,
    near: dict[int, Sequence[str]] | None = None,
) -> None:
    with context.history(write=False) as history:
        told = foretold_of(context, history, kept.interview, kept.asked)
    document = interview_document(kept.interview, kept.asked, told)
    for one in document["questions"]:
        one["near"] = list((near or {}).get(one["position"], ()))
    context.output.result(command, document)
    if context.output.json:
        return
    say = context.output.say
    interview, asked = kept.interview, kept.asked
    say(f"\nKept as interview {interview.id}: {interview.name}, {interview.day}.")
    if kept.added:
        say(f"{counted(len(kept.added), 'new question')} in your bank:")
        for question_id in kept.added:
            say(question_id, indent=2)
    caught = [one for one in asked if one.caught_off_guard]
    if caught:
        say(f"{counted(len(caught), 'question')} caught you off guard: first in your next drills.")
    for one in asked:
        if one.wished and one.question_id and not one.added:
            say("What you wish you had said can become a key point of a question you had:")
            say(f"trainer bank edit {one.question_id}", indent=2)
    if told is not None:
        show_foretold(context.output, told)
    for number, ids in (near or {}).items():
        if ids:
            say(f"Question {number} may be {ids[0]}. If so:")
            say(f"trainer debrief edit {interview.id} --question {number} --is {ids[0]}", indent=2)
    say("\nWhen you hear from them: trainer debrief outcome", style="dim")
    say("'trainer debrief edit' changes it, 'trainer undo' takes it back.", style="dim")
