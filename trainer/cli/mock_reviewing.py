"""The review at the end: off guard first, then question by question, the ratings, the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.cli.keys import ENTER, open_keys
from trainer.cli.mock_view import show_question, show_whole, tell_waiting
from trainer.errors import NotFoundError
from trainer.history.sittings import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.cli.context import CommandContext
    from trainer.history.records import Session
    from trainer.history.store import History
    from trainer.practice.mock_review import Review, Reviewed
    from trainer.practice.sitting import Sitting
    from trainer.speech.engine import Engine

POLL_S = 0.5

LEGEND = "y yes · n or Enter no · q ask no more"


def go_through(
    context: CommandContext, sitting: Sitting, engine: Engine | None, *, finished: bool
) -> Review:
    """Go through the answers of an interview, all of which are scored.

    With `finished` nothing is left to go on with afterwards.  What was said or rated in a
    review that was broken off is not asked again.
    """
    from trainer.cli.answering import Asker
    from trainer.cli.ratings import rate_answer
    from trainer.practice.mock_resume import mark_reviewed

    history, session = sitting.history, sitting.session
    _ask_off_guard(context, sitting, review_again(context, history, session))
    asker = Asker(context, sitting, engine)
    for number, one in enumerate(review_again(context, history, session).questions, start=1):
        if finished or one.item.state is not State.WAITING:
            show_question(context.output, number, one)
        if one.answer is not None:
            rate_answer(context, history, asker.ask_unsure(one.answer))
    if finished:
        mark_reviewed(history, session)
    review = review_again(context, history, session)
    show_whole(context.output, review)
    tell_waiting(context.output, review)
    context.output.say("")
    context.output.say(f"This review again: trainer mock show {session.id}", style="dim", indent=2)
    return review


def review_again(context: CommandContext, history: History, session: Session) -> Review:
    """A mock interview as it stands, with the ratings of its answers."""
    from trainer.practice.mock_review import review_of
    from trainer.practice.scheduling import rating_of

    planned = history.sittings.questions(session.id)
    review = review_of(history, session, _questions(context, {one.question_id for one in planned}))

    def rated(one: Reviewed) -> Reviewed:
        if one.answer is None or one.attempt is None:
            return one
        rated = rating_of(history, context.library, one.attempt)
        return replace(one, answer=replace(one.answer, rated=rated))

    return replace(review, questions=tuple(map(rated, review.questions)))


def show_review(context: CommandContext, review: Review) -> None:
    """Show a review as it stands; nobody is asked anything."""
    from trainer.cli.ratings import show_rating

    begun = review.session.zone.local(review.session.started_at)
    context.output.say(f"Mock interview {review.session.id}, {begun:%Y-%m-%d %H:%M}", style="bold")
    for number, one in enumerate(review.questions, start=1):
        if one.item.state is not State.WAITING:
            show_question(context.output, number, one)
        if one.answer is not None:
            show_rating(context, one.answer)
    show_whole(context.output, review)
    tell_waiting(context.output, review)


def _ask_off_guard(context: CommandContext, sitting: Sitting, review: Review) -> None:
    """Ask of each answer, one key each, whether its question came unexpected."""
    from trainer.cli.judging import can_be_asked
    from trainer.cli.remark_words import sign_text
    from trainer.practice.changes import mark_off_guard

    asked = [one for one in review.answered if one.answer and one.answer.off_guard is None]
    if not asked or not context.settings.ask_off_guard or not can_be_asked(context):
        return
    output: Output = context.output
    output.say("")
    output.say("Before the review: which of these caught you off guard?", style="bold", indent=2)
    with open_keys() as keys:
        output.say(LEGEND, style="dim", indent=4)
        for one in asked:
            assert one.answer is not None  # noqa: S101 (of the answered alone)
            assert one.attempt is not None  # noqa: S101
            output.say(one.answer.question.prompt, indent=4)
            sign = one.answer.delivered.sign if one.answer.delivered else None
            if sign:
                output.say(sign_text(sign), style="dim", indent=6)
            key = ""
            while key not in {"y", "n", "q", ENTER}:
                key = (keys.poll(POLL_S) or "").lower()
            if key == "q":
                return
            output.say("off guard" if key == "y" else "no", style="dim", indent=6)
            mark_off_guard(sitting.history, one.attempt.id, key == "y", sitting.clock())


def _questions(context: CommandContext, ids: Iterable[str]) -> dict[str, Question]:
    """The questions that are in a bank still, by the ids of the plan."""
    found = {}
    for one in sorted(ids):
        try:
            found[one] = context.catalogue.question(one)
        except NotFoundError:
            continue
    return found
