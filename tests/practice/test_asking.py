"""The question as it is asked: with the story linked to it, under whatever id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trainer.bank import KeyPoint, Kind, Question
from trainer.history.opening import open_history
from trainer.history.stories import StoryDetails
from trainer.practice.asking import as_asked
from trainer.workspace.places import Workspace

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUESTION = Question("own/row", "Tell me about a row.", key_points=(KeyPoint("a", "a row"),))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (QUESTION, True),
        (replace(QUESTION, id="own/quarrel", renamed_from=("own/row",)), True),
        (replace(QUESTION, key_points=()), True),
        (replace(QUESTION, id="own/other"), False),
        (replace(QUESTION, kind=Kind.SITUATIONAL), False),
        # What an interviewer asks right after the answer is no question for the whole story.
        (replace(QUESTION, id="own/row/follow-up", renamed_from=("own/row",)), False),
    ],
    ids=["itself", "renamed", "without points", "another", "another kind", "follow-up"],
)
def test_a_question_is_asked_with_its_story(question: Question, told: bool, tmp_path: Path) -> None:
    with open_history(Workspace(tmp_path), write=True, now=NOW) as history:
        for number, action in enumerate(("I asked her.", "I left."), start=1):
            story = history.stories.add(StoryDetails(title="A row", action=action), made_at=NOW)
            at = NOW + timedelta(minutes=number)
            history.stories.link(story.id, "own/row", made_at=at)
        asked = as_asked(history, question)
        assert as_asked(history, asked) == asked
    if not told:
        assert asked == question
        return
    [point] = asked.key_points
    assert (point.id, point.wordings) == ("story-2-action", ("I left",))
    assert replace(asked, key_points=question.key_points) == question
