"""Things to put into a history, and strategies that make any such thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from hypothesis import strategies as st

from trainer.audio.take import Pause
from trainer.bank.nouns import KeyPoint, Kind, Question, Source, Weight
from trainer.history.records import Attempt, Medium, Origin, StoredScore
from trainer.history.store import History
from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict
from trainer.speech.transcript import Segment, Transcript, VoiceSegment, Word
from trainer.workspace.zone import Zone

T = TypeVar("T")

NOW = datetime(2026, 3, 29, 18, 30, 15, 250_000, tzinfo=UTC)
ZONE = Zone("Europe/Berlin", 7200)

QUESTION = Question(
    id="general/conflict",
    prompt="Tell me about a disagreement with a colleague.",
    key_points=(
        KeyPoint("listened", "I listened first", wordings=("I heard her out",), probe="And then?"),
        KeyPoint("agreed", "we agreed on a trial", weight=Weight.OKAY),
    ),
    tags={"topic": ("teamwork",)},
    source=Source(company="Acme", attempt=3),
)

TRANSCRIPT = Transcript(
    (
        Segment((Word(" I", 0.1, 0.2, 0.9), Word(" listened.", 0.2, 0.7, 0.8))),
        Segment((Word(" We", 2.0, 2.2, 0.7), Word(" agreed.", 2.2, 2.75, 0.6))),
    ),
    language="en",
    engine="whisper",
    model="base",
)


def coverage(*verdicts: Verdict, scorer: str = "lexical 1") -> Coverage:
    """A score of QUESTION with these verdicts for its points."""
    points = tuple(
        PointScore(point.id, point.weight, 0.5, verdict, Evidence("I listened.", 0, 2, 0.1, 0.7))
        for point, verdict in zip(QUESTION.key_points, verdicts, strict=True)
    )
    return Coverage(points, scorer)


def numbered_uuids() -> Callable[[], UUID]:
    """UUIDs that are the same in every run."""
    numbers = iter(range(1, 1_000_000))
    return lambda: UUID(int=next(numbers), version=4)


def begin(
    history: History,
    question: Question = QUESTION,
    *,
    at: datetime = NOW,
    medium: Medium = Medium.SPOKEN,
    session_id: int | None = None,
) -> Attempt:
    """Begin a spoken attempt."""
    return history.begin_attempt(
        question,
        medium=medium,
        started_at=at,
        zone=ZONE,
        session_id=session_id,
        audio_suffix=".wav",
        device="USB microphone",
        time_limit_s=90.0,
    )


def finish(
    history: History, attempt: Attempt, *verdicts: Verdict, at: datetime = NOW
) -> StoredScore:
    """Take an attempt through all its stages."""
    history.mark_recorded(
        attempt.id, finished_at=at + timedelta(seconds=40), duration_s=31.5, pauses=[Pause(12, 8.5)]
    )
    history.set_voice_segments(attempt.id, [VoiceSegment(0.1, 2.75)])
    stored = history.add_transcript(attempt.id, TRANSCRIPT, origin=Origin.ENGINE, made_at=at)
    return history.add_score(stored, coverage(*verdicts), made_at=at)


def texts() -> st.SearchStrategy[str]:
    """Text of any kind."""
    return st.text(max_size=12)


def seconds() -> st.SearchStrategy[float]:
    """Durations and positions."""
    return st.floats(0, 1e5)


def questions() -> st.SearchStrategy[Question]:
    """Questions with everything a bank can give them."""
    points = st.builds(
        KeyPoint,
        id=texts(),
        text=texts(),
        weight=st.sampled_from(Weight),
        wordings=tuples_of(texts()),
        probe=st.none() | texts(),
    )
    source = st.builds(
        Source,
        company=st.none() | texts(),
        role=st.none() | texts(),
        date=st.none() | texts(),
        stage=st.none() | texts(),
        attempt=st.none() | st.integers(0, 9),
    )
    return st.builds(
        Question,
        id=texts(),
        prompt=texts(),
        kind=st.sampled_from(Kind),
        other_prompts=tuples_of(texts()),
        tags=st.dictionaries(texts(), tuples_of(texts()), max_size=2),
        time_limit_s=seconds(),
        key_points=tuples_of(points),
        follow_ups=tuples_of(texts()),
        asks=st.none() | texts(),
        source=st.none() | source,
        renamed_from=tuples_of(texts()),
        language=texts(),
    )


def transcripts() -> st.SearchStrategy[Transcript]:
    """Transcripts with and without times."""
    words = st.builds(
        Word,
        text=texts(),
        start_s=st.none() | seconds(),
        end_s=st.none() | seconds(),
        probability=st.none() | st.floats(0, 1),
    )
    return st.builds(
        Transcript,
        segments=tuples_of(st.builds(Segment, tuples_of(words))),
        language=st.none() | texts(),
        engine=texts(),
        model=st.none() | texts(),
    )


def coverages() -> st.SearchStrategy[Coverage]:
    """Scores, also of questions without points."""
    evidence = st.builds(
        Evidence,
        text=texts(),
        start=st.integers(0, 99),
        end=st.integers(0, 99),
        start_s=st.none() | seconds(),
        end_s=st.none() | seconds(),
    )
    point = st.builds(
        PointScore,
        key_point_id=texts(),
        weight=st.sampled_from(Weight),
        probability=st.floats(0, 1),
        verdict=st.sampled_from(Verdict),
        evidence=st.none() | evidence,
    )
    return st.builds(Coverage, points=tuples_of(point), scorer=texts())


def tuples_of(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """Up to three things."""
    return st.lists(items, max_size=3).map(tuple)
