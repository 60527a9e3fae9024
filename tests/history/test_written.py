"""What a person writes down: as kept before, and gone for good after seven days."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from trainer.errors import NotFoundError
from trainer.history.feedback import About, Remark, Tone
from trainer.history.opening import open_history
from trainer.history.plan_items import PlanKind
from trainer.history.stories import StoryDetails, StoryPart
from trainer.workspace.places import Workspace

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_what_the_kept_database_holds_is_read(workspace: Workspace) -> None:
    kept = Path(__file__).parent / "schemas" / "7.sql"
    workspace.recordings.mkdir(parents=True)
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))
    with open_history(workspace, write=False, now=NOW) as history:
        [story] = history.stories.all()
        assert (story.title, story.task, story.lesson) == ("The drug round", "check", "count first")
        assert story.wordings == {StoryPart.RESULT: ("not one error",)}
        assert history.stories.of_question(["general/conflict"]) == (story,)
        [feedback] = history.feedback.all()
        assert feedback.remarks == (Remark(About.QUESTION, "general/conflict", "More numbers"),)
        [said] = history.feedback.remarks_on(["own/x", "general/conflict"])
        assert (said.said_by, said.day, said.feedback_id) == ("Ms Berg", date(2026, 5, 18), 1)
        [letter] = history.feedback.letters.all()
        assert (letter.tone, letter.sent_on) == (Tone.WARM, date(2026, 5, 16))
        [entry] = history.journal.entries()
        assert (entry.lines, entry.interview_id) == (("I stayed calm",), 1)
        [item] = history.plan.all()
        assert (item.kind, item.due_on) == (PlanKind.STUDY, date(2026, 6, 1))


def test_what_is_removed_is_gone_after_seven_days(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        story = history.stories.add(StoryDetails(title="A row", action="I asked."), made_at=NOW)
        history.stories.link(story.id, "own/row", made_at=NOW)
        entry = history.journal.add(("calm",), day=NOW.date(), made_at=NOW)
        feedback = history.feedback.add(
            "Fine.", day=NOW.date(), made_at=NOW, remarks=[Remark(About.SKILL, "SQL", "Fine.")]
        )
        history.stories.remove(story.id, removed_at=NOW)
        history.journal.remove(entry.id, removed_at=NOW)
        history.feedback.remove(feedback.id, removed_at=NOW)
        assert history.stories.of_question(["own/row"]) == ()
        assert history.feedback.remarks() == ()
        with pytest.raises(NotFoundError):
            history.stories.get(story.id)
    almost = NOW + timedelta(days=7, seconds=-1)
    with open_history(workspace, write=True, now=almost) as history:
        assert history.stories.restore(story.id)
        assert history.stories.of_question(["own/row"]) == (story,)
        history.stories.remove(story.id, removed_at=NOW)
    with open_history(workspace, write=True, now=NOW + timedelta(days=7)) as history:
        assert not history.stories.restore(story.id)
        assert not history.journal.restore(entry.id)
        assert not history.feedback.restore(feedback.id)
        assert history.stories.add(StoryDetails(title="Another"), made_at=NOW).id == story.id + 1
    with closing(sqlite3.connect(workspace.database)) as connection:
        for table in ("story_questions", "feedback_remarks"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_feedback_on_an_interview_that_was_removed_rests_with_it(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        interview = history.interviews.add("Acme", day=NOW.date(), made_at=NOW)
        remark = Remark(About.QUESTION, "own/row", "Vague.")
        history.feedback.add(
            "Vague.", day=NOW.date(), made_at=NOW, interview_id=interview.id, remarks=[remark]
        )
        history.feedback.letters.add(interview.id, Tone.FORMAL, "Dear all", made_at=NOW)
        assert len(history.feedback.remarks_on(["own/row"])) == 1
        history.interviews.remove(interview.id, removed_at=NOW)
        assert history.feedback.remarks_on(["own/row"]) == ()
        assert history.feedback.all() == ()
        assert history.feedback.letters.all() == ()
        history.interviews.restore(interview.id)
        assert len(history.feedback.all()) == len(history.feedback.letters.all()) == 1
