"""How it was said, where there is only text; and the weeks, from a history that was put there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.history.made import coverage
from tests.support.banks import ANSWER, add_bank
from tests.support.program import Program
from trainer.bank.nouns import Question
from trainer.delivery.delivery import VERSION
from trainer.delivery.figures import Figures
from trainer.history.opening import open_history
from trainer.history.records import Medium, Origin
from trainer.scoring.coverage import Verdict
from trainer.speech.transcript import Transcript
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

WITHOUT_RESULT = (
    "Last winter our web shop went down on a Friday evening, and I was the only one on call. "
    "I guess it was my job to bring it back. I opened the logs, and I rolled back the release. "
    "Then I wrote to our customers and, um, told them what had happened, and I called my manager."
)


@pytest.fixture
def own(program: Program) -> Program:
    add_bank(program.workspace)
    return program


def test_a_typed_answer_gets_what_text_can_tell(own: Program) -> None:
    data = own.ok("answer", "outage", "--typed", "--json", stdin=WITHOUT_RESULT).data
    delivery = data["delivery"]
    assert delivery["doubts"] == ["typed"]
    assert (delivery["pace"], delivery["pauses"], delivery["onset_s"]) == (None, None, None)
    assert [one["place"]["text"] for one in delivery["fillers"]] == ["um"]
    assert [one["text"] for one in delivery["hedges"]] == ["i guess"]
    assert delivery["story"]["parts"][3]["stretches"] == []
    assert delivery["remarks"][0]["kind"] == "no_result"
    shown = own.ok("attempt", "show", "1", "--delivery").out
    coverage_at = shown.index("points heard")
    assert coverage_at < shown.index("No result was heard") < shown.index("\n  Delivery\n")
    assert "--from" not in shown
    assert "result not heard" in shown


def test_score_tells_all_of_it_when_asked(own: Program, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER)
    command = ("score", "--question", "outage", str(file))
    assert "\n  Delivery\n" not in own.ok(*command).out
    shown = own.ok(*command, "--delivery").out
    assert f"Length: {len(ANSWER.split())} words" in shown
    assert "can't be told for this answer" in shown
    assert not (own.workspace / "recordings").exists()


def test_a_moment_that_is_none_is_refused(own: Program) -> None:
    own.ok("answer", "outage", "--typed", stdin=ANSWER)
    refused = own.run("replay", "1", "--from", "soon")
    assert refused.code == 2
    assert "'soon' is no time" in refused.err
    assert own.ok("replay", "1", "--from", "0:42").code == 0


def past(workspace: Path, *weeks_ago: tuple[int, float, float]) -> None:
    """Scored spoken answers, each so many weeks ago with a pace and fillers a minute."""
    now = datetime.now(UTC)
    question = Question("own/outage", "Tell me.")
    with open_history(Workspace(workspace), write=True, now=now) as history:
        for weeks, pace, fillers in weeks_ago:
            at = now - timedelta(weeks=weeks)
            attempt = history.begin_attempt(
                question, medium=Medium.SPOKEN, started_at=at, zone=Zone("UTC", 0)
            )
            stored = history.add_transcript(
                attempt.id, Transcript.from_text("so"), origin=Origin.ENGINE, made_at=at
            )
            history.add_score(stored, coverage(Verdict.COVERED, Verdict.MISSED), made_at=at)
            history.deliveries.keep(
                stored,
                Figures(VERSION, 150, 75.0, 120.0, 1.5, pace, 1.2 * pace, fillers),
                made_at=at,
            )


def test_progress_shows_the_weeks_wide_narrow_and_in_a_pipe(own: Program) -> None:
    assert "No scored answers" in own.ok("progress").out
    past(own.workspace, (5, 180.0, 9.0), (5, 170.0, 7.0), (2, 160.0, 6.0), (0, 150.0, 3.0))
    past(own.workspace, (40, 90.0, 30.0))
    data = own.ok("progress", "--json").data
    assert [week["answers"] for week in data["weeks"]] == [2, 1, 1]
    assert [week["words_per_minute"] for week in data["weeks"]] == [175.0, 160.0, 150.0]
    trends = {trend["measure"]: (trend["first"], trend["last"]) for trend in data["trends"]}
    assert trends["fillers_per_minute"] == (8.0, 3.0)
    assert "pauses_per_minute" not in trends
    wide = own.ok("progress").out
    assert "fillers 8.0 → 3.0" in wide
    assert "1:15" in wide
    assert len(own.ok("progress", "--weeks", "52", "--json").data["weeks"]) == 4
    own.ok("answer", "outage", "--typed", stdin=ANSWER)
    assert own.ok("progress", "outage", "--json").data["weeks"][-1]["answers"] == 2
    assert json.loads(own.ok("progress", "five-years", "--json").out)["data"]["weeks"] == []
