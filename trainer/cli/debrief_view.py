"""How interviews that took place are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trainer.cli.console import Output, counted
from trainer.history.interviews import AskedQuestion, Interview, Outcome
from trainer.practice.interview_notes import MOST_OFF_GUARD

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.store import History
    from trainer.insights.foretold import Foretold

OUTCOMES = {
    Outcome.WAITING: "no word yet",
    Outcome.NO_REPLY: "no reply came",
    Outcome.REJECTED: "turned down",
    Outcome.NEXT_ROUND: "next round",
    Outcome.OFFER: "an offer",
}
"""How an outcome is called where people read it."""


def foretold_of(
    context: CommandContext,
    history: History,
    interview: Interview,
    asked: Sequence[AskedQuestion],
) -> Foretold | None:
    """What was predicted beside what came; None for an interview without predictions."""
    from trainer.insights.foretold import foretold

    if interview.target_id is None:
        return None
    predicted = history.predictions.of(interview.target_id)
    # The banks are read only where there is something to compare.
    return foretold(predicted, asked, context.library.aliases) if predicted else None


def interview_document(
    interview: Interview, asked: Sequence[AskedQuestion], told: Foretold | None
) -> dict[str, Any]:
    """One interview for scripts."""
    return {
        "interview_id": interview.id,
        "uuid": str(interview.uuid),
        "target_id": interview.target_id,
        "company": interview.company,
        "role": interview.role,
        "stage": interview.stage,
        "day": interview.day.isoformat(),
        "zone": interview.zone,
        "interviewers": list(interview.interviewers),
        "outcome": interview.outcome.value,
        "outcome_on": interview.outcome_on and interview.outcome_on.isoformat(),
        "mood": interview.mood,
        "notes": interview.notes,
        "questions": [asked_document(one) for one in asked],
        "predictions": foretold_document(told),
    }


def asked_document(one: AskedQuestion) -> dict[str, Any]:
    """One question that was asked, for scripts."""
    return {
        "position": one.position,
        "asked": one.asked,
        "question_id": one.question_id,
        "added": one.added,
        "answered": one.answered,
        "off_guard": one.off_guard,
        "caught_off_guard": one.caught_off_guard,
        "wished": one.wished,
        "asked_by": one.asked_by,
        "attempt_id": one.attempt_id,
    }


def foretold_document(told: Foretold | None) -> dict[str, Any] | None:
    """What was predicted beside what came, for scripts."""
    if told is None:
        return None
    return {
        "came": list(told.came),
        "did_not_come": list(told.not_came),
        "unpredicted": list(told.unpredicted),
        "recall": told.recall,
        "precision": told.precision,
    }


def show_line(output: Output, interview: Interview, asked: Sequence[AskedQuestion]) -> None:
    """One interview in a list."""
    caught = sum(one.caught_off_guard for one in asked)
    output.say(f"{interview.id:>3}  {interview.name}", style="bold")
    told = f"{interview.day} · {counted(len(asked), 'question')}"
    if caught:
        told += f", {caught} off guard"
    output.say(f"{told} · {OUTCOMES[interview.outcome]}", indent=5)


def show_interview(
    output: Output, interview: Interview, asked: Sequence[AskedQuestion], told: Foretold | None
) -> None:
    """A whole interview for people."""
    output.say(f"{interview.id}  {interview.name}, {interview.day}", style="bold")
    if interview.interviewers:
        output.say(f"with {', '.join(interview.interviewers)}", indent=3)
    on = f", {interview.outcome_on}" if interview.outcome_on else ""
    output.say(f"outcome: {OUTCOMES[interview.outcome]}{on}", indent=3)
    for one in asked:
        output.say(f"\n{one.position:>2}  {one.asked}", style="bold")
        where = one.question_id or "matched to no question"
        output.say(f"{where}{' (new)' if one.added else ''}", style="dim", indent=4)
        if one.off_guard is not None:
            caught = ": it is in your drills" if one.caught_off_guard else ""
            output.say(f"off guard: {one.off_guard} of {MOST_OFF_GUARD}{caught}", indent=4)
        if one.asked_by:
            output.say(f"asked by {one.asked_by}", indent=4)
        if one.answered:
            output.say(f"you answered: {one.answered}", indent=4)
        if one.attempt_id is not None:
            output.say(f"hear it: trainer replay {one.attempt_id}", indent=4)
        for wished in one.wished.splitlines():
            output.say(f"you wish you had said: {wished}", indent=4)
    if interview.mood:
        output.say(f"\nhow you felt: {interview.mood}", indent=3)
    if interview.notes:
        output.say(f"notes: {interview.notes}", indent=3)
    if told is not None:
        output.say("")
        show_foretold(output, told)


def show_foretold(output: Output, told: Foretold, *, listed: bool = True) -> None:
    """What was predicted beside what came."""
    predicted = len(told.came) + len(told.not_came)
    foreseen = told.asked - len(told.unpredicted)
    if told.recall is not None:
        output.say(f"predicted: {foreseen} of {told.asked} questions asked ({told.recall:.0%})")
    if told.precision is not None:
        output.say(f"came: {len(told.came)} of {predicted} predictions ({told.precision:.0%})")
    if listed:
        for text in told.unpredicted:
            output.say(f"not predicted: {text}", indent=2)
