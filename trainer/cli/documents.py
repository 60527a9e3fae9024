"""What commands print with ``--json``: plain mappings, snake_case, seconds as ``_s``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from trainer.history.records import Attempt, Judgement, Wording
    from trainer.practice.scored import ScoredAnswer


def answer_document(answer: ScoredAnswer) -> dict[str, Any]:
    """A scored answer: the question, the transcript, and each key point with its evidence.

    `verdict` of a point is the machine's, `judged` what a person said; the coverage
    counts the person's first.
    """
    from trainer.cli.delivery_view import delivery_document
    from trainer.cli.ratings import rating_document

    texts = {point.id: point.text for point in answer.question.key_points}
    coverage = answer.coverage.to_mapping()
    points = [
        {
            "text": texts.get(point["key_point_id"]),
            **point,
            "judged": judgement_document(answer.judgements.get(point["key_point_id"])),
        }
        for point in coverage.pop("points")
    ]
    coverage["low"], coverage["high"] = answer.band
    return {
        "attempt_id": answer.attempt_id,
        "question": {
            "id": answer.question.id,
            "prompt": answer.question.prompt,
            "kind": answer.question.kind.value,
            "time_limit_s": answer.question.time_limit_s,
        },
        "duration_s": answer.duration_s,
        "off_guard": answer.off_guard,
        "guess": answer.guess,
        "rating": rating_document(answer.rated),
        "coverage": coverage,
        "points": points,
        "delivery": delivery_document(answer.delivered),
        "transcript": {"text": answer.transcript.text, **answer.transcript.to_mapping()},
    }


def judgement_document(judgement: Judgement | None) -> dict[str, Any] | None:
    """What a person said of a key point."""
    if judgement is None:
        return None
    span = judgement.span
    return {
        "verdict": judgement.verdict.value,
        "span": {"text": span.text, "start": span.start, "end": span.end} if span else None,
        "made_at": rfc3339(judgement.made_at),
    }


def wording_document(wording: Wording) -> dict[str, Any]:
    """One of the speaker's own wordings."""
    return {
        "number": wording.id,
        "question_id": wording.question_id,
        "key_point_id": wording.key_point_id,
        "kind": wording.kind.value,
        "origin": wording.origin.value,
        "attempt_id": wording.attempt_id,
        "text": wording.text,
        "made_at": rfc3339(wording.made_at),
    }


def attempt_document(
    attempt: Attempt,
    file: str | None,
    band: tuple[float | None, float | None] = (None, None),
    scorer: str | None = None,
) -> dict[str, Any]:
    """One attempt of the history; `band` is its coverage, people's verdicts first."""
    return {
        "attempt_id": attempt.id,
        "uuid": str(attempt.uuid),
        "question_id": attempt.question.id,
        "prompt": attempt.question.prompt,
        "medium": attempt.medium.value,
        "stage": attempt.stage.value,
        "started_at": rfc3339(attempt.started_at),
        "zone": attempt.zone.name,
        "duration_s": attempt.duration_s,
        "off_guard": attempt.off_guard,
        "guess": attempt.guess,
        "coverage_low": band[0],
        "coverage_high": band[1],
        "scorer": scorer,
        "file": file,
        "discarded_at": rfc3339(attempt.discarded_at) if attempt.discarded_at else None,
    }


def rfc3339(moment: datetime) -> str:
    """A time in UTC as RFC 3339, to the second."""
    from datetime import UTC

    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
