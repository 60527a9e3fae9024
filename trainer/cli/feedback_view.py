"""How feedback looks to a person and to a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.cli.documents import rfc3339
from trainer.history.feedback import About

if TYPE_CHECKING:
    from datetime import date

    from trainer.cli.console import Output
    from trainer.history.feedback import Feedback, Letter, Remark
    from trainer.history.interviews import Interview


def feedback_document(feedback: Feedback) -> dict[str, Any]:
    """A feedback as scripts read it; remarks are numbered from 1."""
    return {
        "feedback_id": feedback.id,
        "interview_id": feedback.interview_id,
        "said_by": feedback.said_by,
        "on": feedback.day.isoformat(),
        "text": feedback.text,
        "remarks": [
            {"number": number, "about": one.kind.value, "subject": one.subject, "text": one.text}
            for number, one in enumerate(feedback.remarks, start=1)
        ],
        "made_at": rfc3339(feedback.made_at),
    }


def show_feedback(output: Output, feedback: Feedback) -> None:
    """A whole feedback."""
    by = feedback.said_by or "somebody"
    of = f", interview {feedback.interview_id}" if feedback.interview_id else ""
    output.say(f"{feedback.id}  {by}, {feedback.day}{of}", style="bold")
    for line in feedback.text.splitlines():
        output.say(line, indent=4)
    for number, remark in enumerate(feedback.remarks, start=1):
        output.say(f"{number}  {about_words(remark)}: “{remark.text}”", style="dim", indent=4)


def about_words(remark: Remark) -> str:
    """What a remark is about, in words."""
    names = {About.QUESTION: "about", About.SKILL: "skill", About.DELIVERY: "delivery,"}
    return f"{names[remark.kind]} {remark.subject}"


def letter_document(letter: Letter, interview: Interview, on: date) -> dict[str, Any]:
    """A letter as scripts read it."""
    from trainer.debrief.letter import good_moment, parts_of, words_in

    subject, text = parts_of(letter.text)
    moment = good_moment(interview.outcome_on, on)
    return {
        "letter_id": letter.id,
        "interview_id": letter.interview_id,
        "tone": letter.tone.value,
        "subject": subject,
        "text": text,
        "words": words_in(letter.text),
        "made_at": rfc3339(letter.made_at),
        "sent_on": letter.sent_on.isoformat() if letter.sent_on else None,
        "follow_up_on": letter.follow_up_on.isoformat() if letter.follow_up_on else None,
        "good_from": moment.first.isoformat() if moment.first else None,
        "good_until": moment.last.isoformat() if moment.last else None,
    }


def letter_state(letter: Letter) -> str:
    """Whether and when a letter was sent."""
    if letter.sent_on is None:
        return "not sent"
    followed = f", followed up on {letter.follow_up_on}" if letter.follow_up_on else ""
    return f"sent on {letter.sent_on}{followed}"
