"""What was predicted beside what was asked."""

from __future__ import annotations

from datetime import UTC, datetime

from trainer.history.interviews import AskedQuestion
from trainer.history.predictions import Prediction
from trainer.insights.foretold import foretold, together

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def predicted(prompt: str, question_id: str | None = None) -> Prediction:
    return Prediction(
        id=1, target_id=1, position=1, made_at=NOW, prompt=prompt, question_id=question_id
    )


def asked(text: str, question_id: str | None = None) -> AskedQuestion:
    return AskedQuestion(1, 1, 1, question_id, text)


def test_what_came_what_did_not_and_what_was_unforeseen() -> None:
    told = foretold(
        [
            predicted("Why us?", "own/why"),
            predicted("Why did you leave us?"),
            predicted("c", "b/c"),
        ],
        [asked("why us then", "old/why"), asked("why did you leave  us"), asked("new", "own/new")],
        {"old/why": "own/why"},
    )
    assert told.came == ("Why us?", "Why did you leave us?")
    assert told.not_came == ("c",)
    assert told.unpredicted == ("new",)
    assert (told.recall, told.precision) == (2 / 3, 2 / 3)


def test_nothing_asked_and_nothing_predicted_have_no_share() -> None:
    assert foretold([], [asked("a")], {}).precision is None
    assert foretold([predicted("a")], [], {}).recall is None
    assert foretold([], [asked("a")], {}).recall == 0


def test_over_several_interviews_every_question_counts_alike() -> None:
    first = foretold([predicted("a")], [asked("a")], {})
    second = foretold([predicted("b")], [asked("x"), asked("y"), asked("z")], {})
    whole = together([first, second])
    assert (whole.recall, whole.precision) == (1 / 4, 1 / 2)
