"""What is summed up from indexes is what looking at every attempt gives."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.made import QUESTION, begin, coverage, finish
from trainer.bank.nouns import Question
from trainer.delivery.figures import Figures
from trainer.history.opening import open_history
from trainer.history.records import Decision, HumanVerdict, Medium, Origin, Rating, Standing
from trainer.history.schedule import Card
from trainer.history.store import History
from trainer.history.summaries import _CAUGHT, _DAYS, _TAKES
from trainer.history.summary_records import ScoredTake
from trainer.insights.memory import retrievability, reviewed
from trainer.practice.judged import band, takes_as_judged
from trainer.scoring.coverage import Verdict
from trainer.speech.transcript import Transcript
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)
IDS = ("a/one", "a/two", "b/one")
VERDICTS = st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict))


@dataclass(frozen=True)
class Made:
    """An attempt to make: what came of it, in the order of the fields."""

    question_id: str
    hours: int
    offset_h: int
    scores: list[tuple[Verdict, Verdict]]
    heard_again: tuple[Verdict, Verdict] | None
    judged: dict[str, list[HumanVerdict]]
    off_guard: bool | None
    wordless: bool
    discarded: bool


MADE = st.builds(
    Made,
    st.sampled_from(IDS),
    st.integers(-72, 72),
    st.sampled_from([-8, 0, 1, 14]),
    st.lists(VERDICTS, max_size=2),
    st.none() | VERDICTS,
    st.dictionaries(
        st.sampled_from(["listened", "agreed"]),
        st.lists(st.sampled_from(HumanVerdict), min_size=1, max_size=2),
    ),
    st.none() | st.booleans(),
    st.booleans(),
    st.booleans(),
)


def put(history: History, made: Made) -> None:
    at = NOON + timedelta(hours=made.hours)
    attempt = history.begin_attempt(
        Question(made.question_id, "Tell me.", key_points=QUESTION.key_points),
        medium=Medium.SPOKEN,
        started_at=at,
        zone=Zone("", 3600 * made.offset_h),
    )
    history.mark_recorded(attempt.id, finished_at=at, duration_s=60.0)
    text = "" if made.wordless else "I listened"
    versions = [made.scores] + ([[made.heard_again]] if made.heard_again else [])
    stored = None
    for scores in versions:
        stored = history.add_transcript(
            attempt.id, Transcript.from_text(text), origin=Origin.ENGINE, made_at=at
        )
        for one in scores:
            score = coverage(*one)
            history.add_score(
                stored, type(score)(score.points, score.scorer, made.wordless), made_at=at
            )
    assert stored is not None
    for point, verdicts in made.judged.items():
        for verdict in verdicts:
            history.taught.add_judgement(stored, point, verdict, None, made_at=at)
    history.set_off_guard(attempt.id, made.off_guard)
    if made.discarded:
        history.discard_attempt(attempt.id, discarded_at=at)


def slowly(history: History, since: date | None, ids: tuple[str, ...] | None) -> list[ScoredTake]:
    """The same by looking at everything."""
    found = []
    for attempt in reversed(history.attempts(question_ids=ids or (), unfinished=False)):
        day = attempt.zone.local(attempt.started_at).date()
        score = history.latest_score(attempt.id)
        if score is None or (since and day < since):
            continue
        low, high = band(score.coverage, history.taught.judgements(attempt.id))
        found.append(
            ScoredTake(
                attempt.id, attempt.question.id, day, low, high, attempt.off_guard, attempt.guess
            )
        )
    return found


@settings(max_examples=40, deadline=None)
@given(
    st.lists(MADE, max_size=6),
    st.none() | st.integers(-3, 3),
    st.none() | st.just(("a/one", "b/one")),
)
def test_sums_are_what_looking_at_every_attempt_gives(
    made: list[Made], days: int | None, ids: tuple[str, ...] | None
) -> None:
    since = None if days is None else NOON.date() + timedelta(days=days)
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        with open_history(workspace, write=True, now=NOON) as history:
            for one in made:
                put(history, one)
            summaries = history.summaries
            assert list(takes_as_judged(summaries, since, ids)) == slowly(history, since, ids)
            kept = [
                attempt.zone.local(attempt.started_at).date()
                for attempt in history.attempts(question_ids=ids or ())
            ]
            counted = {day.day: day.answers for day in summaries.days(since, ids)}
            assert counted == {
                day: kept.count(day) for day in kept if since is None or day >= since
            }
            caught = {one.question_id: one for one in summaries.caught()}
            for question_id in IDS:
                said = [
                    attempt.off_guard
                    for attempt in history.attempts(question_ids=[question_id])
                    if attempt.off_guard is not None
                ]
                assert (question_id in caught) == any(said)
                if question_id in caught:
                    assert caught[question_id].times == sum(said)


def test_figures_are_read_without_their_text(history: History) -> None:
    attempt = begin(history)
    stored = finish(history, attempt, Verdict.COVERED, Verdict.MISSED)
    transcript = history.latest_transcript(stored.attempt_id)
    assert transcript is not None
    figures = Figures(1, 100, 75.0, 90.0, 1.5, 140.0, 160.0, 3.5, 2.0)
    history.deliveries.keep(transcript, figures, made_at=NOON)
    (row,) = history.summaries.deliveries()
    assert (row.words_per_minute, row.fillers_per_minute, row.pauses_per_minute) == (140, 3.5, 2)
    assert (row.onset_s, row.length_s) == (1.5, 75.0)


def test_what_fades_comes_in_the_order_of_its_retrievability(history: History) -> None:
    today = date(2026, 11, 24)
    cards: dict[str, Card] = {}
    for number, (rating, days) in enumerate([(1, 3), (2, 30), (3, 9), (3, 90), (4, 5), (1, 60)]):
        on = today - timedelta(days=days)
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        name = f"own/q{number}"
        cards[name] = reviewed(None, name, Rating(rating), at, on)
    history.schedule.replace_cards(cards.values())
    likely = {name: retrievability(card, today) for name, card in cards.items()}
    risky = sorted((name for name in likely if likely[name] < 0.9), key=lambda name: likely[name])
    assert list(history.summaries.fading(today, None, start=0, most=99)) == risky
    assert history.summaries.count_fading(today, None) == len(risky)
    assert history.summaries.fading(today, "other", start=0, most=99) == ()
    history.shelf.decide(Decision(risky[0], Standing.RETIRED, NOON))
    assert list(history.summaries.fading(today, "own", start=0, most=1)) == risky[1:2]


def test_answers_are_summed_up_without_a_look_at_their_rows(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOON):
        pass
    with closing(sqlite3.connect(workspace.database)) as connection:
        for sql in (_TAKES, _DAYS, _CAUGHT):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", ("",) * sql.count("?"))
            steps = [row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
            assert steps
            assert all("COVERING INDEX" in step for step in steps), steps
