"""How it was said, where there is only text; and the weeks, from a history that was put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.banks import ANSWER, add_bank
from tests.support.program import Program

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
