"""``trainer feedback add``: what came back, word for word, and what each remark is about."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.asking import ask_line, ask_one_of
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, UsageError
from trainer.history.feedback import About, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trainer.bank import Question
    from trainer.cli.drafts import Form
    from trainer.history.interviews import Interview
    from trainer.history.store import History

GO_ON = "trainer feedback add"


def remark_options(function: Callable[..., None]) -> Callable[..., None]:
    """Options that say what a remark is about."""
    for option in (
        click.option(
            "--delivery",
            "deliveries",
            multiple=True,
            type=(str, str),
            metavar="WHAT REMARK",
            help="A remark on how you said it, such as pace.",
        ),
        click.option(
            "--skill",
            "skills",
            multiple=True,
            type=(str, str),
            metavar="NAME REMARK",
            help="A remark about a skill.",
        ),
        click.option(
            "--question",
            "questions",
            multiple=True,
            type=(str, str),
            metavar="QUESTION REMARK",
            help="A remark about a question; it is shown when you practise that.",
        ),
    ):
        function = option(function)
    return function


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer feedback add
  trainer feedback add --interview 1 --by "Ms Berg" \\
      --text "Your example was vague. You spoke too fast." \\
      --question conflict-with-colleague "Your example was vague." \\
      --delivery pace "You spoke too fast."
  trainer feedback add --interview 1 --file mail.txt
""",
)
@click.option("--interview", metavar="N", help="The interview that it is about.")
@click.option("--by", "said_by", help="Who said it.")
@click.option("--on", "on_day", metavar="DAY", help="When it came; else today.")
@click.option("--text", help="What came back, word for word; with it nothing is asked.")
@click.option("--file", metavar="FILE", help="The same from a file (- for a pipe).")
@remark_options
@common()
def add(
    context: CommandContext,
    /,
    *,
    interview: str | None,
    said_by: str | None,
    on_day: str | None,
    text: str | None,
    file: str | None,
    **about: Any,
) -> None:
    """Keep what came back after an interview, word for word, and by whom.

    Each remark of it can be linked to a question, a skill or how you said things. What
    is linked to a question is shown again when you practise that question. Without
    --text or --file you are asked step by step, and can leave and go on later.
    """
    from trainer.cli.drafts import Form
    from trainer.cli.feedback_view import feedback_document, show_feedback
    from trainer.cli.texts import day_of, interview_of, needed_text, one_line, text_from
    from trainer.practice.entries import EntryKind, note_added

    if text is not None and file is not None:
        raise UsageError("--text and --file are two ways to give the same")
    remarks = remarks_from(context, **about)
    form = None
    with context.history(write=False) as history:
        interviews = history.interviews.all()
        number = interview_of(history, interview).id if interview else None
    day = day_of(on_day, context)
    if text is None and file is None:
        form = Form(context, GO_ON, instead="Give it with --text or --file.")
        with form.asking("feedback"):
            number = _which(form, interviews, number)
            said_by = form.line("by", "Who said it (may stay empty)", given=said_by)
            day = _day(form, context, day, given=on_day)
            text = _text(context, form)
            with context.history(write=False) as history:
                remarks = [*remarks, *_linked(context, history, form, text, number)]
    elif file is not None:
        text = text_from(file)
    whole = needed_text(text or "", "feedback")
    with context.history(write=True) as history:
        now = context.now()
        with history.transaction():
            feedback = history.feedback.add(
                whole,
                day=day,
                made_at=now,
                interview_id=number,
                said_by=one_line(said_by or ""),
                remarks=remarks,
            )
            note_added(history, EntryKind.FEEDBACK, feedback.id, now)
        suggestions = [] if form or remarks else _suggested(context, history, whole, number)
    if form:
        form.draft.finish()
    context.output.result(
        "feedback add", {**feedback_document(feedback), "suggestions": suggestions}
    )
    if context.output.json:
        return
    say = context.output.say
    say(f"\nKept feedback {feedback.id}.")
    show_feedback(context.output, feedback)
    if suggestions:
        say("\nLink a remark, and it is shown when you practise; such as:")
        for one in suggestions:
            remark = one["remark"].replace('"', "'")
            say(
                f"trainer feedback edit {feedback.id} --{one['about']} "
                f'"{one["subject"]}" "{remark}"',
                indent=2,
            )


def remarks_from(
    context: CommandContext,
    *,
    questions: Sequence[tuple[str, str]],
    skills: Sequence[tuple[str, str]],
    deliveries: Sequence[tuple[str, str]],
) -> list[Remark]:
    """The remarks that options gave; NotFoundError for a question that is not there."""
    from trainer.cli.texts import needed_text, one_line

    given = [(About.QUESTION, context.library.find(name).id, said) for name, said in questions]
    given += [(About.SKILL, one_line(name), said) for name, said in skills]
    given += [(About.DELIVERY, one_line(name), said) for name, said in deliveries]
    return [Remark(kind, name, needed_text(said, "a remark")) for kind, name, said in given]


def _which(form: Form, interviews: Sequence[Interview], given: int | None) -> int | None:
    """The interview that it is about, None for none of them."""
    if given is not None:
        return int(form.draft.get("interview", lambda: str(given)))
    if not interviews:
        return None
    choices = [f"{one.name}, {one.day}" for one in interviews] + ["none of these"]

    def ask() -> str:
        number = ask_one_of("Which interview", choices, err=form.err)
        return str(interviews[number - 1].id) if number <= len(interviews) else ""

    kept = form.draft.get("interview", ask)
    return int(kept) if kept else None


def _day(form: Form, context: CommandContext, day: date, given: str | None) -> date:
    from trainer.cli.texts import day_of

    if given:
        return date.fromisoformat(form.draft.get("day", day.isoformat))

    def fault(line: str) -> str | None:
        try:
            day_of(line or None, context)
        except InputError as error:
            return f"{error.message}. {error.hint or ''}".strip()
        return None

    kept = form.checked("day", f"When it came (empty for today, {day})", fault)
    return day_of(kept or day.isoformat(), context)


def _text(context: CommandContext, form: Form) -> str:
    """What came back, a line at a time, each kept at once."""
    if "line-1" not in form.draft.answers:
        context.output.say("\nWhat came back, word for word. An empty line ends it.")
    lines = []
    for number in count(1):
        line = form.line(f"line-{number}", f"{number}", needed=number == 1)
        if not line:
            break
        lines.append(line)
    return "\n".join(lines)


def _linked(
    context: CommandContext, history: History, form: Form, text: str, interview: int | None
) -> list[Remark]:
    """What each sentence is about, as the person says."""
    from trainer.cli.bank_check import load_vectors
    from trainer.debrief.remark_links import suggested
    from trainer.library.telling import sentences_of

    known = _known(context, history, interview)
    vectors = load_vectors()
    remarks = []
    for number, sentence in enumerate(sentences_of(text), start=1):
        near = suggested(sentence, known, vectors)
        about = form.draft.get(
            f"about-{number}", partial(_ask_about, context, form, sentence, near)
        )
        if not about:
            continue
        kind, _, subject = about.partition(" ")
        if kind != About.QUESTION:
            usual = near.subject if near.about == kind else ""
            subject = form.draft.get(
                f"subject-{number}", partial(_ask_subject, form, About(kind), usual)
            )
        remarks.append(Remark(About(kind), subject, sentence))
    return remarks


def _ask_subject(form: Form, kind: About, usual: str) -> str:
    """Which skill, or what of delivery; an empty line takes the usual one."""
    label = "  Which skill" if kind is About.SKILL else "  What of it, such as pace"
    label = f"{label} [{usual}]" if usual else label
    return ask_line(label, err=form.err, needed=not usual) or usual


def _ask_about(context: CommandContext, form: Form, sentence: str, near: Any) -> str:
    """A kind and, for a question, its id behind a blank; empty for nothing in particular."""
    context.output.say(f"\n“{sentence}”", style="bold")
    questions: tuple[Question, ...] = near.questions
    choices = [f"the question: {one.prompt}" for one in questions]
    values = [f"{About.QUESTION} {one.id}" for one in questions]
    choices += ["a skill", "how I said it", "nothing in particular"]
    values += [str(About.SKILL), str(About.DELIVERY), ""]
    wanted = f"{near.about} {near.subject}" if near.about == About.QUESTION else near.about or ""
    default = values.index(wanted) + 1 if wanted in values else len(values)
    return values[ask_one_of("What is it about", choices, err=form.err, default=default) - 1]


def _known(context: CommandContext, history: History, interview: int | None) -> list[Question]:
    """The questions of the interview, else those the person ever met."""
    asked = history.interviews.asked(interview) if interview else ()
    ids = [one.question_id for one in asked if one.question_id]
    if not ids:
        ids = [one.question_id for one in history.question_summaries()]
        ids += list(history.interviews.asked_by_question())
    present = dict.fromkeys(context.library.present_id(one) for one in ids)
    return [context.library.questions[one] for one in present if one in context.library.questions]


def _suggested(
    context: CommandContext, history: History, text: str, interview: int | None
) -> list[dict[str, str]]:
    from trainer.cli.bank_check import load_vectors
    from trainer.debrief.remark_links import suggested
    from trainer.library.telling import sentences_of

    known = _known(context, history, interview)
    vectors = load_vectors()
    found = [(one, suggested(one, known, vectors)) for one in sentences_of(text)]
    return [
        {"remark": sentence, "about": near.about.value, "subject": near.subject}
        for sentence, near in found
        if near.about
    ]
