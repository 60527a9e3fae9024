"""A history that was practised on other days: put there at once, through the history's own door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer.bank.nouns import KeyPoint, Question
from trainer.delivery.delivery import VERSION
from trainer.delivery.figures import Figures
from trainer.history.opening import open_history
from trainer.history.records import Medium, Origin, Rating
from trainer.history.store import History
from trainer.insights.memory import replayed
from trainer.scoring.coverage import Coverage, PointScore, Verdict
from trainer.speech.transcript import Transcript
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

VERDICTS = {"+": Verdict.COVERED, "?": Verdict.NOT_SURE, "-": Verdict.MISSED}
BERLIN = "Europe/Berlin"


@dataclass(frozen=True)
class Answered:
    """An answer: its local day and clock, and a sign for each key point: + ? -.

    `pace` and `fillers` are per minute, None for an answer without figures; without `words`
    nothing was recognised.  A `rating` goes into the log.
    """

    question_id: str
    day: date
    points: str
    clock: time = time(18)
    off_guard: bool | None = None
    guess: int | None = None
    pace: float | None = 140.0
    fillers: float | None = 5.0
    words: str = "so I said"
    rating: Rating | None = None


def practise(workspace: Path, answers: Iterable[Answered], *, zone: str = BERLIN) -> list[int]:
    """Put answers into the history of a workspace; the result are their numbers."""
    now = datetime.now(UTC)
    with open_history(Workspace(workspace), write=True, now=now) as history:
        made = [_put(history, answer, zone) for answer in answers]
        entries = history.schedule.ratings()
        for name in {entry.question_id for entry in entries}:
            card = replayed([entry for entry in entries if entry.question_id == name])
            if card:
                history.schedule.put_card(card)
    return made


def _put(history: History, answer: Answered, zone: str) -> int:
    at = datetime.combine(answer.day, answer.clock, ZoneInfo(zone))
    offset = at.utcoffset() or timedelta()
    points = tuple(KeyPoint(f"point-{n}", f"point {n}") for n in range(len(answer.points)))
    attempt = history.begin_attempt(
        Question(answer.question_id, f"Tell me about {answer.question_id}.", key_points=points),
        medium=Medium.SPOKEN,
        started_at=at,
        zone=Zone(zone, round(offset.total_seconds())),
    )
    history.mark_recorded(attempt.id, finished_at=at + timedelta(seconds=75), duration_s=75.0)
    stored = history.add_transcript(
        attempt.id, Transcript.from_text(answer.words), origin=Origin.ENGINE, made_at=at
    )
    scores = tuple(
        PointScore(point.id, point.weight, 0.5, VERDICTS[sign], None)
        for point, sign in zip(points, answer.points, strict=True)
    )
    coverage = Coverage(scores, "lexical-2", wordless=not answer.words)
    history.add_score(stored, coverage, made_at=at)
    if answer.pace is not None:
        history.deliveries.keep(
            stored,
            Figures(VERSION, 150, 75.0, 90.0, 1.5, answer.pace, 1.2 * answer.pace, answer.fillers),
            made_at=at,
        )
    if answer.off_guard is not None:
        history.set_off_guard(attempt.id, answer.off_guard)
    if answer.guess is not None:
        history.schedule.set_guess(attempt.id, answer.guess)
    if answer.rating is not None:
        history.schedule.add_rating(
            answer.question_id,
            answer.rating,
            attempt_id=attempt.id,
            proposed=True,
            reviewed_at=at,
            day=answer.day,
            made_at=at,
        )
    return attempt.id
