"""What commands print with ``--json``: plain mappings, snake_case, seconds as ``_s``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from trainer.history.records import Attempt
    from trainer.practice.scored import ScoredAnswer
    from trainer.scoring.coverage import Coverage


def answer_document(answer: ScoredAnswer) -> dict[str, Any]:
    """A scored answer: the question, the transcript, and each key point with its evidence."""
    texts = {point.id: point.text for point in answer.question.key_points}
    coverage = answer.coverage.to_mapping()
    points = [
        {"text": texts.get(point["key_point_id"]), **point} for point in coverage.pop("points")
    ]
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
        "coverage": coverage,
        "points": points,
        "transcript": {"text": answer.transcript.text, **answer.transcript.to_mapping()},
    }


def attempt_document(
    attempt: Attempt, coverage: Coverage | None, file: str | None
) -> dict[str, Any]:
    """One attempt of the history."""
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
        "coverage_low": coverage.low if coverage else None,
        "coverage_high": coverage.high if coverage else None,
        "scorer": coverage.scorer if coverage else None,
        "file": file,
        "discarded_at": rfc3339(attempt.discarded_at) if attempt.discarded_at else None,
    }


def rfc3339(moment: datetime) -> str:
    """A time in UTC as RFC 3339, to the second."""
    from datetime import UTC

    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
