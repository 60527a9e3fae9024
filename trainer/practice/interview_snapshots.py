"""An interview and its questions as plain values, so that a change of them can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from trainer.history.codec import time_from, time_text
from trainer.history.interviews import AskedQuestion, Interview, Outcome


def snapshot(before: Interview, asked: Sequence[AskedQuestion]) -> dict[str, Any]:
    """All of it that a person can change, in a form that JSON can hold."""
    return {
        "before": {
            "target_id": before.target_id,
            "company": before.company,
            "role": before.role,
            "stage": before.stage,
            "day": before.day.isoformat(),
            "interviewers": list(before.interviewers),
            "outcome": before.outcome.value,
            "outcome_on": before.outcome_on and before.outcome_on.isoformat(),
            "mood": before.mood,
            "notes": before.notes,
        },
        "asked": [
            {
                "id": one.id,
                "interview_id": one.interview_id,
                "position": one.position,
                "question_id": one.question_id,
                "asked": one.asked,
                "answered": one.answered,
                "off_guard": one.off_guard,
                "wished": one.wished,
                "asked_by": one.asked_by,
                "added": one.added,
                "attempt_id": one.attempt_id,
                "made_at": one.made_at and time_text(one.made_at),
            }
            for one in asked
        ],
    }


def interview_of(present: Interview, kept: Mapping[str, Any]) -> Interview:
    """The interview as it was."""
    before = kept["before"]
    return replace(
        present,
        **{
            **before,
            "day": date.fromisoformat(before["day"]),
            "interviewers": tuple(before["interviewers"]),
            "outcome": Outcome(before["outcome"]),
            "outcome_on": before["outcome_on"] and date.fromisoformat(before["outcome_on"]),
        },
    )


def asked_of(kept: Mapping[str, Any]) -> list[AskedQuestion]:
    """Its questions as they were."""
    return [AskedQuestion(**{**one, "made_at": time_from(one["made_at"])}) for one in kept["asked"]]
