"""Between plain values and what a column holds: texts, numbers and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Any
from uuid import UUID

from trainer.audio.take import Pause
from trainer.bank.nouns import KeyPoint, Kind, Question, Source, Weight
from trainer.history.records import (
    Action,
    Attempt,
    HumanVerdict,
    Judgement,
    Medium,
    Origin,
    QuestionSummary,
    Session,
    Span,
    Stage,
    StoredScore,
    StoredTranscript,
    Wording,
    WordingKind,
    WordingOrigin,
)
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.workspace.zone import Zone


def time_text(moment: datetime) -> str:
    """RFC 3339 in UTC, always with microseconds, so that texts sort as times do.

    Raises ValueError for a time without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone can't be stored")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def time_from(text: str) -> datetime:
    """The inverse of `time_text`."""
    return datetime.fromisoformat(text)


def to_json(value: Any) -> str:
    """Compact JSON in ASCII, which also keeps what no encoding can hold."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


def question_mapping(question: Question) -> dict[str, Any]:
    """A question in the form that is stored."""
    source = question.source
    return {
        "id": question.id,
        "prompt": question.prompt,
        "kind": question.kind.value,
        "other_prompts": list(question.other_prompts),
        "tags": {name: list(values) for name, values in question.tags.items()},
        "time_limit_s": question.time_limit_s,
        "key_points": [
            {
                "id": point.id,
                "text": point.text,
                "weight": point.weight.value,
                "wordings": list(point.wordings),
                "probe": point.probe,
            }
            for point in question.key_points
        ],
        "follow_ups": list(question.follow_ups),
        "asks": question.asks,
        "source": None
        if source is None
        else {
            "company": source.company,
            "role": source.role,
            "date": source.date,
            "stage": source.stage,
            "attempt": source.attempt,
        },
        "renamed_from": list(question.renamed_from),
        "language": question.language,
    }


def question_from(mapping: Mapping[str, Any]) -> Question:
    """The inverse of `question_mapping`."""
    source = mapping["source"]
    return Question(
        id=mapping["id"],
        prompt=mapping["prompt"],
        kind=Kind(mapping["kind"]),
        other_prompts=tuple(mapping["other_prompts"]),
        tags={name: tuple(values) for name, values in mapping["tags"].items()},
        time_limit_s=mapping["time_limit_s"],
        key_points=tuple(
            KeyPoint(
                id=point["id"],
                text=point["text"],
                weight=Weight(point["weight"]),
                wordings=tuple(point["wordings"]),
                probe=point["probe"],
            )
            for point in mapping["key_points"]
        ),
        follow_ups=tuple(mapping["follow_ups"]),
        asks=mapping["asks"],
        source=None if source is None else Source(**source),
        renamed_from=tuple(mapping["renamed_from"]),
        language=mapping["language"],
    )


def pauses_json(pauses: Iterable[Pause]) -> str:
    """Pauses as a list of [at, duration]."""
    return to_json([[pause.at_s, pause.duration_s] for pause in pauses])


def voice_json(segments: Iterable[VoiceSegment]) -> str:
    """Where there was a voice, as a list of [start, end]."""
    return to_json([[segment.start_s, segment.end_s] for segment in segments])


def session_from(row: Row) -> Session:
    """A row of sessions."""
    return Session(
        id=row["id"],
        uuid=UUID(row["uuid"]),
        kind=row["kind"],
        started_at=time_from(row["started_at"]),
        zone=Zone(row["zone"], row["utc_offset_s"]),
        ended_at=_time_or_none(row["ended_at"]),
    )


def attempt_from(row: Row) -> Attempt:
    """A row of attempts."""
    voice = row["voice_segments"]
    return Attempt(
        id=row["id"],
        uuid=UUID(row["uuid"]),
        session_id=row["session_id"],
        question=question_from(json.loads(row["question"])),
        medium=Medium(row["medium"]),
        stage=Stage(row["stage"]),
        started_at=time_from(row["started_at"]),
        zone=Zone(row["zone"], row["utc_offset_s"]),
        finished_at=_time_or_none(row["finished_at"]),
        duration_s=row["duration_s"],
        audio=row["audio"],
        sample_rate_hz=row["sample_rate_hz"],
        device=row["device"],
        overflows=row["overflows"],
        pauses=tuple(Pause(*pause) for pause in json.loads(row["pauses"])),
        voice_segments=None
        if voice is None
        else tuple(VoiceSegment(*segment) for segment in json.loads(voice)),
        time_limit_s=row["time_limit_s"],
        off_guard=_bool_or_none(row["off_guard"]),
        discarded_at=_time_or_none(row["discarded_at"]),
        guess=row["guess"],
    )


def transcript_from(row: Row) -> StoredTranscript:
    """A row of transcripts."""
    return StoredTranscript(
        id=row["id"],
        attempt_id=row["attempt_id"],
        origin=Origin(row["origin"]),
        transcript=Transcript.from_mapping(json.loads(row["words"])),
        made_at=time_from(row["made_at"]),
    )


def score_from(row: Row) -> StoredScore:
    """A row of scores, with the question that was scored as `scored_question`."""
    return StoredScore(
        id=row["id"],
        attempt_id=row["attempt_id"],
        transcript_id=row["transcript_id"],
        question=question_from(json.loads(row["scored_question"])),
        coverage=Coverage.from_mapping(json.loads(row["points"])),
        made_at=time_from(row["made_at"]),
    )


def summary_from(row: Row) -> QuestionSummary:
    """A row of the summary of questions."""
    return QuestionSummary(
        question_id=row["question_id"],
        attempts=row["attempts"],
        last_started_at=time_from(row["last_started_at"]),
        last_off_guard=_bool_or_none(row["last_off_guard"]),
        last_low=row["last_low"],
        last_high=row["last_high"],
    )


def action_from(row: Row) -> Action:
    """A row of actions."""
    return Action(
        id=row["id"],
        kind=row["kind"],
        attempt_id=row["attempt_id"],
        payload=json.loads(row["payload"]),
        made_at=time_from(row["made_at"]),
    )


def judgement_from(row: Row) -> Judgement:
    """A row of judgements."""
    start = row["span_start"]
    return Judgement(
        id=row["id"],
        attempt_id=row["attempt_id"],
        transcript_id=row["transcript_id"],
        key_point_id=row["key_point_id"],
        verdict=HumanVerdict(row["verdict"]),
        span=None if start is None else Span(start, row["span_end"], row["span_text"]),
        made_at=time_from(row["made_at"]),
    )


def wording_from(row: Row) -> Wording:
    """A row of wordings, with the attempt of its judgement."""
    return Wording(
        id=row["id"],
        question_id=row["question_id"],
        key_point_id=row["key_point_id"],
        kind=WordingKind(row["kind"]),
        origin=WordingOrigin(row["origin"]),
        text=row["text"],
        attempt_id=row["attempt_id"],
        judgement_id=row["judgement_id"],
        made_at=time_from(row["made_at"]),
    )


def _time_or_none(text: str | None) -> datetime | None:
    return None if text is None else time_from(text)


def _bool_or_none(number: int | None) -> bool | None:
    return None if number is None else bool(number)
