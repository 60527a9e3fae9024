"""``trainer mock``: a mock interview, its review at the end, and earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.bank import Kind
from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.errors import NotFoundError, TrainerError, UsageError

if TYPE_CHECKING:
    from trainer.cli.mock_asking import Interviewer
    from trainer.cli.mock_hearing import Hearing
    from trainer.history.records import Session
    from trainer.practice.mock_review import Review
    from trainer.practice.sitting import Sitting

GO_ON = "Go on with it: trainer mock --resume"
_LISTED = 20


@click.group(
    "mock",
    invoke_without_command=True,
    epilog="""\b
Examples:
  trainer mock
  trainer mock --minutes 20 --bank software-engineering --bank caught-off-guard
  trainer mock --company northwind --silent
  trainer mock --resume
  trainer mock --typed --questions 3 --no-follow-ups --json < answers.txt
""",
)
@click.option("--bank", "banks", multiple=True, help="Only from this bank; may be repeated.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in Kind]),
    help="Only questions of this kind; may be repeated.",
)
@click.option("--company", metavar="TARGET", help="As for this target: what is likely there.")
@click.option("--minutes", type=click.FloatRange(1, 240), help="How long; else 30.")
@click.option("--questions", type=click.IntRange(1, 50), help="How many, however long they take.")
@click.option("--seed", type=int, help="Ask the same again, for the same history.")
@click.option("--typed", is_flag=True, help="Type the answers instead of speaking.")
@click.option("--silent", is_flag=True, help="Show the questions, and read nothing aloud.")
@click.option("--no-follow-ups", is_flag=True, help="Ask the planned questions alone.")
@click.option("--resume", is_flag=True, help="Go on with an interview that was interrupted.")
@recogniser_options
@common()
def command(
    context: CommandContext,
    *,
    banks: tuple[str, ...],
    kinds: tuple[str, ...],
    company: str | None,
    minutes: float | None,
    questions: int | None,
    seed: int | None,
    typed: bool,
    silent: bool,
    no_follow_ups: bool,
    resume: bool,
) -> None:
    """A mock interview: questions back to back, and the whole review at the end.

    The interviewer asks as one would, with follow-ups, and says nothing of how your
    answers were until the end. You can pause, and you can leave: what was answered is
    kept, and --resume goes on. From a pipe, two empty lines end an answer.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    from trainer.cli.answering import find_microphone, make_engine
    from trainer.cli.mock_asking import Interviewer
    from trainer.cli.mock_hearing import Hearing
    from trainer.cli.mock_planning import Asked, plan_mock
    from trainer.cli.sittings import at_the_desk

    wish = Asked(banks, kinds, company, minutes, questions, seed, not no_follow_ups)
    if resume:
        if wish != Asked():
            raise UsageError(
                "--resume goes on with what was planned",
                hint="Leave out the options that plan another interview.",
            )
        session, typed = _to_resume(context, typed=typed)
    else:
        session = None
    microphone = None if typed else find_microphone(context)
    engine = None if typed else make_engine(context)
    with at_the_desk(context, "mock", lambda _: session) as sitting:
        if session is None:
            plan_mock(context, sitting, wish, typed=typed)
        else:
            from trainer.practice.mock_resume import take_up

            take_up(sitting.history, session, context.now)
        aloud = not silent and (not typed or context.settings.read_aloud)
        hearing = Hearing(context, sitting, engine)
        interviewer = Interviewer(context, sitting, hearing, microphone, aloud=aloud)
        review = _hold(context, sitting, interviewer, hearing)
    from trainer.cli.mock_view import review_document

    context.output.result("mock", review_document(review))


def _to_resume(context: CommandContext, *, typed: bool) -> tuple[Session, bool]:
    """The interview to go on with, and whether its answers are typed."""
    from trainer.practice.mock_resume import open_interview

    with context.history(write=False) as history:
        session = open_interview(history)
        if session is None:
            raise NotFoundError(
                "there is no mock interview to go on with",
                hint="'trainer mock' begins one, 'trainer mock list' shows earlier ones.",
            )
        return session, typed or bool(history.sittings.options(session.id).get("typed"))


def _hold(
    context: CommandContext,
    sitting: Sitting,
    interviewer: Interviewer,
    hearing: Hearing,
) -> Review:
    """The interview and its review; what breaks off says how to go on."""
    from trainer.cli.mock_reviewing import go_through, review_again
    from trainer.cli.speaking import Ending

    try:
        ending = interviewer.interview()
        left = ending is Ending.LEFT
        if left and context.at_terminal:
            context.output.say(f"Kept. {GO_ON}", indent=2)
            review = review_again(context, sitting.history, sitting.session)
            if review.answered or review.unscored:
                context.output.say(
                    f"What you have answered so far: trainer mock show {sitting.session.id}",
                    indent=2,
                )
            return review
        hearing.score_rest()
        return go_through(context, sitting, hearing.engine, finished=not left)
    except TrainerError as error:
        error.hint = " ".join(filter(None, [error.hint, GO_ON]))
        raise
    finally:
        hearing.close()


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer mock list
  trainer mock list --limit 50 --json
""",
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=_LISTED, show_default=True, help="How many."
)
@common()
def list_(context: CommandContext, *, limit: int) -> None:
    """List the mock interviews, the newest first."""
    from trainer.cli.console import counted
    from trainer.cli.mock_reviewing import review_again
    from trainer.cli.mock_view import head_document

    with context.history(write=False) as history:
        sessions = history.mocks.sessions(limit)
        documents = [head_document(review_again(context, history, session)) for session in sessions]
    context.output.result("mock list", {"mocks": documents})
    if context.output.json:
        return
    if not documents:
        context.output.say("There was no mock interview yet. Begin one: trainer mock")
    words = {"open": " · not finished", "to_review": " · not reviewed yet", "done": ""}
    for session, document in zip(sessions, documents, strict=True):
        begun = session.zone.local(session.started_at)
        company = f" · {document['company']}" if document["company"] else ""
        context.output.say(
            f"{session.id:>4}  {begun:%Y-%m-%d %H:%M}  {document['answered']} of "
            f"{counted(document['planned'], 'question')} answered{company}"
            f"{words[document['state']]}"
        )
    if any(document["state"] != "done" for document in documents):
        context.output.say(GO_ON, style="dim")


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer mock show
  trainer mock show 12
  trainer mock show 12 --json
""",
)
@click.argument("number", type=int, required=False, metavar="[N]")
@common()
def show(context: CommandContext, number: int | None) -> None:
    """Show the review of a mock interview again: the latest, or the one of this number."""
    from trainer.cli.mock_reviewing import review_again, show_review
    from trainer.cli.mock_view import review_document

    with context.history(write=False) as history:
        review = review_again(context, history, history.mocks.session(number))
    show_review(context, review)
    context.output.result("mock show", review_document(review))
