"""What real interviews mean for drills."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from trainer.history.interviews import AskedBefore
from trainer.history.opening import open_history
from trainer.library import Library
from trainer.practice.asked_bank import new_question_id, put_into_bank
from trainer.practice.interview_changes import keep_interview
from trainer.practice.interview_notes import AskedNotes, InterviewNotes, WishedPoint
from trainer.practice.shelf import known_questions, off_guard_in_interviews
from trainer.workspace.places import Workspace

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(question_id: str, off_guard: int | None, at: datetime = NOW) -> AskedBefore:
    return AskedBefore(question_id, 1, off_guard, off_guard, date(2026, 11, 24), at)


def test_from_three_on_a_question_counts_until_it_was_answered_calmly_since() -> None:
    said = [asked("a", 3), asked("b", 2), asked("c", None), asked("d", 5), asked("e", 5)]
    calm = {"a": NOW - HOUR, "d": NOW + HOUR}
    assert off_guard_in_interviews(said, calm, {}) == {"a", "e"}


def test_a_question_that_was_renamed_is_still_the_same() -> None:
    aliases = {"old/a": "new/a"}
    said = [asked("old/a", 5)]
    assert off_guard_in_interviews(said, {}, aliases) == {"new/a"}
    assert off_guard_in_interviews(said, {"old/a": NOW + HOUR}, aliases) == frozenset()
    assert off_guard_in_interviews(said, {"new/a": NOW + HOUR}, aliases) == frozenset()
    later = asked("new/a", 1, NOW + HOUR)
    assert off_guard_in_interviews([later, *said], {}, aliases) == frozenset()


def test_drills_know_both_kinds_of_off_guard() -> None:
    known = known_questions([], {}, {"a"})
    assert known.off_guard == {"a"}
    assert not known.answered


def test_a_debrief_cut_off_at_its_very_end_is_kept_once(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    banks = tmp_path / "none"
    new_id = new_question_id(Library.load(banks, banks), "why us")
    points = (WishedPoint("the mission", ("what you do for schools",)),)
    notes = InterviewNotes(
        "Apex", date(2026, 11, 24), questions=(AskedNotes("why us", new_id=new_id, points=points),)
    )
    # The bank had the question already when the power failed.
    put_into_bank(workspace, Library.load(banks, banks), notes, notes.questions[0])
    for _ in range(2):
        library = Library.load(banks, workspace.banks)
        with open_history(workspace, write=True, now=NOW) as history:
            kept = keep_interview(history, workspace, library, notes, NOW, UUID(int=7))
            assert len(history.interviews.all()) == 1
        assert kept.added == (new_id,)
    assert list(Library.load(banks, workspace.banks).questions) == [new_id]


def test_an_id_that_was_given_away_meanwhile_is_another(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    banks = tmp_path / "none"
    taken = InterviewNotes("Apex", date(2026, 11, 24))
    other = AskedNotes("why us, really", new_id="asked-for-real/why-us")
    put_into_bank(workspace, Library.load(banks, banks), taken, other)
    notes = InterviewNotes(
        "Apex",
        date(2026, 11, 24),
        questions=(AskedNotes("why us", new_id="asked-for-real/why-us"),),
    )
    with open_history(workspace, write=True, now=NOW) as history:
        library = Library.load(banks, workspace.banks)
        kept = keep_interview(history, workspace, library, notes, NOW)
    assert len(kept.added) == 1
    assert kept.added[0] not in library.questions
    assert len(Library.load(banks, workspace.banks).questions) == 2
