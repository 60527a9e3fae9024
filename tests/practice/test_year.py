"""A simulated year of practice: the schedule is that of FSRS, and nothing is lost on the way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import fsrs
import pytest

from tests.history.made import NOW, numbered_uuids
from tests.support.learner import (
    AWAY,
    STAYS,
    Curve,
    Learner,
    PracticeDay,
    earlier_curve,
    fsrs_curve,
    fsrs_scheduler,
    midnight,
    year_of_practice,
)
from trainer.bank import Question
from trainer.history.opening import open_history
from trainer.history.records import Medium, Rating
from trainer.history.store import History
from trainer.insights.memory import RETENTION
from trainer.library import Library
from trainer.practice.changes import undo
from trainer.practice.scheduling import rate, rebuild
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

QUESTIONS = tuple(Question(id=f"year/{n:03}", prompt=f"Question {n}?") for n in range(90))
LIBRARY = Library((), {question.id: question for question in QUESTIONS}, ())
NEW_A_DAY = 2
MOST_A_DAY = 20
MINUTES_EACH = 2.5


@dataclass
class Year:
    """What was done in a year, and the cards that the library alone makes of it.

    `kept` counts the entries that the log must hold, `days` are the dates of answers.
    """

    kept: int = 0
    cards: dict[str, fsrs.Card] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    over_midnight: int = 0
    zones: set[str] = field(default_factory=set)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def history(workspace: Workspace) -> Iterator[History]:
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as opened:
        yield opened


def answered(history: History, question: Question, at: datetime, zone: Zone, rating: Rating) -> int:
    attempt = history.begin_attempt(question, medium=Medium.TYPED, started_at=at, zone=zone)
    attempt = history.mark_recorded(attempt.id, finished_at=at, duration_s=None)
    rate(history, LIBRARY, attempt, rating, at, proposed=True)
    return attempt.id


def practise(history: History, workspace: Workspace, learner: Learner, rng: random.Random) -> Year:
    """A year of sittings of at most `MOST_A_DAY` questions: what is due first, then new ones."""
    year = Year()
    for sitting in year_of_practice(random.Random(5)):
        with history.transaction():
            _sit(history, workspace, learner, rng, year, sitting)
    return year


def _sit(
    history: History,
    workspace: Workspace,
    learner: Learner,
    rng: random.Random,
    year: Year,
    sitting: PracticeDay,
) -> None:
    due = {card.question_id for card in history.schedule.due(sitting.on + timedelta(days=1))}
    assert due == {name for name in year.cards if year.cards[name].due.date() <= sitting.on}
    fresh = [question.id for question in QUESTIONS if question.id not in year.cards]
    asked = [*sorted(due)[:MOST_A_DAY], *fresh[:NEW_A_DAY]]
    if not asked:  # then one ahead of its day
        asked = [rng.choice(QUESTIONS).id]
    for number, name in enumerate(asked):
        at = sitting.moment(number * MINUTES_EACH)
        on, zone = sitting.date_at(at), sitting.zone_at(at)
        rating = learner.answer(name, at, on)
        year.kept += 1
        year.days.add(on)
        year.over_midnight += on > sitting.on
        year.zones.add(sitting.zone_name)
        _count(year, name, on, rating)
        # Now and then a slip of the finger, put right, or taken back and then given.
        slip = rng.random()
        if slip < 0.1:
            attempt = answered(history, LIBRARY.questions[name], at, zone, Rating.EASY)
            rate(history, LIBRARY, history.attempt(attempt), rating, at)
            year.kept += 1
        elif slip < 0.2:
            attempt = answered(history, LIBRARY.questions[name], at, zone, rating)
            rate(history, LIBRARY, history.attempt(attempt), Rating.EASY, at)
            undo(history, workspace, at, lambda: LIBRARY)
        else:
            answered(history, LIBRARY.questions[name], at, zone, rating)
        if slip > 0.9:
            later = at + timedelta(seconds=50)
            again = learner.answer(name, later, sitting.date_at(later))
            answered(history, LIBRARY.questions[name], later, sitting.zone_at(later), again)
            year.kept += 1
            _count(year, name, sitting.date_at(later), again)


def _count(year: Year, name: str, on: date, rating: Rating) -> None:
    """Let the library count a day's first answer, without the program."""
    card = year.cards.get(name, fsrs.Card(card_id=0, due=midnight(on)))
    if card.last_review is None or midnight(on) > card.last_review:
        year.cards[name], _ = fsrs_scheduler().review_card(
            card, fsrs.Rating(rating.value), review_datetime=midnight(on)
        )


# How near to 0.9 the share of what was remembered has to be.  Intervals are whole days: what would
# need less than one comes too late, and so does what was due in a week away.  The second learner's
# tail is not what FSRS counts on, which it pays for at every lapse.
LEARNERS: dict[str, tuple[Curve, float]] = {
    "forgets as FSRS expects": (fsrs_curve, 0.025),
    "forgets by another curve": (earlier_curve, 0.045),
}


@pytest.mark.parametrize("kind", LEARNERS)
def test_a_year_of_practice_follows_fsrs_and_loses_nothing(
    kind: str, history: History, workspace: Workspace
) -> None:
    curve, tolerance = LEARNERS[kind]
    learner = Learner(random.Random(11), curve)
    year = practise(history, workspace, learner, random.Random(12))

    cards = history.schedule.cards()
    assert set(cards) == set(LIBRARY.questions)
    for name, card in cards.items():
        alone = year.cards[name]
        assert (card.due_on, card.reviewed_on) == (
            alone.due.date(),
            alone.last_review and alone.last_review.date(),
        )
        assert card.stability == alone.stability
        assert card.difficulty == alone.difficulty
    assert len(history.schedule.ratings()) == year.kept
    assert rebuild(history, LIBRARY).changed == ()

    assert year.over_midnight > 0
    assert year.zones == {stay.zone for stay in STAYS}
    assert {date(2026, 3, 29), date(2026, 10, 25)} <= year.days
    assert not any(AWAY[0] <= day <= AWAY[1] for day in year.days)
    assert len(learner.returns) > 800
    print(f"{kind}: {learner.retention:.3f} of {len(learner.returns)} answers remembered")
    assert learner.retention == pytest.approx(RETENTION, abs=tolerance)


def test_who_practises_at_one_hour_gets_the_moments_of_fsrs(history: History) -> None:
    rng = random.Random(3)
    at = datetime(2026, 1, 1, 17, 30, tzinfo=UTC)
    card = fsrs.Card(card_id=0, due=at)
    for _ in range(30):
        rating = rng.choice(list(Rating))
        answered(history, QUESTIONS[0], at, Zone("Africa/Dakar", 0), rating)
        card, _ = fsrs_scheduler().review_card(card, fsrs.Rating(rating.value), review_datetime=at)
        [kept] = history.schedule.cards().values()
        assert kept.due_at == card.due
        assert kept.stability == card.stability
        at = card.due + timedelta(days=rng.choice([0, 0, 1, 8]))
