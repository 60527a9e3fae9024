"""The plan: what comes first, why, and the person's own list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.support.banks import ANSWER, add_bank
from tests.support.clock import at
from tests.support.interviews import add_interview, history_of
from tests.support.program import Program
from trainer.history.feedback import About, Remark, Tone
from trainer.history.predictions import NewPrediction
from trainer.history.records import Rating
from trainer.history.schedule import Card
from trainer.history.stories import StoryDetails
from trainer.history.targets import TargetDetails

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
GENERAL = "general-behavioural/"
CONFLICT, FAILURE = f"{GENERAL}conflict-with-colleague", f"{GENERAL}failure"
DEADLINE = f"{GENERAL}missed-deadline"


def plan(program: Program, *arguments: str, day: str = "2026-11-24") -> Any:
    called = at(program, f"{day}T09:00:00+00:00", "UTC")
    return called.ok("plan", *arguments, "--json").data


def practised(data: Any) -> list[str]:
    return [line["question_id"] for line in data["sections"]["practise"]]


def why(data: Any, question_id: str) -> str:
    [line] = [one for one in data["sections"]["practise"] if one["question_id"] == question_id]
    return str(line["why"])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, weights_cache: Path) -> Path:
    """A person with a rejection, feedback, a target, a story and some practice behind them."""
    folder = tmp_path_factory.mktemp("prepared") / "workspace"
    program = Program.at(folder, TRAINER_CACHE=str(weights_cache))
    add_bank(program.workspace)
    program.ok("answer", DEADLINE, "--typed", stdin="I was late once. That is all.")
    add_interview(
        program,
        {"asked": "A row with somebody?", "question_id": CONFLICT, "off_guard": 4},
        {"asked": "And failing?", "question_id": FAILURE, "off_guard": 5},
        {"asked": "Why us?", "off_guard": 1},
        {"asked": "Why so blue?", "off_guard": 3},
    )
    with history_of(program, NOW) as history:
        target = history.targets.add(
            TargetDetails(company="Bolt", role="Analyst", day=date(2026, 12, 8)), made_at=NOW
        )
        history.predictions.add(
            target.id,
            [
                NewPrediction(prompt="An outage?", question_id="own/outage"),
                NewPrediction(prompt="A deadline?", question_id=DEADLINE),
            ],
            made_at=NOW,
        )
        history.feedback.add(
            "Vague. SQL was thin.",
            day=date(2026, 11, 24),
            made_at=NOW,
            interview_id=1,
            said_by="Ms Berg",
            remarks=[
                Remark(About.QUESTION, f"{GENERAL}persuading-someone", "Vague."),
                Remark(About.SKILL, "SQL", "SQL was thin."),
            ],
        )
        history.stories.add(
            StoryDetails(title="The row", competences=("conflict",), result="We got on again."),
            made_at=NOW,
        )
        for question_id, stability in ((f"{GENERAL}difficult-feedback", 5.0), (CONFLICT, 900.0)):
            history.schedule.put_card(
                Card(
                    question_id,
                    NOW + timedelta(days=5),
                    stability,
                    5.0,
                    NOW,
                    NOW.date(),
                    1,
                    0,
                    Rating.GOOD,
                )
            )
    return folder


@pytest.fixture
def full(program: Program, prepared: Path) -> Program:
    """The program with that person's workspace."""
    copytree(prepared, program.workspace)
    return program


def test_off_guard_comes_first_then_feedback_then_what_is_likely_and_slipping(
    full: Program,
) -> None:
    data = plan(full, "bolt")
    names = practised(data)
    # The deadline slips as well, but stands among what is weak already.
    known = [one.question_id for one in _slipping(full) if one.question_id != DEADLINE]
    assert data["sections"]["practise"][2]["text"] == "Why so blue?"
    assert data["sections"]["practise"][2]["why"].endswith("and it is in no bank yet")
    assert [one for one in names if one] == [
        FAILURE,
        CONFLICT,
        f"{GENERAL}persuading-someone",
        "own/outage",
        DEADLINE,
        *known,
    ]
    assert "real interview on 2026-11-20 (5 of 5)" in why(data, FAILURE)
    assert why(data, f"{GENERAL}persuading-someone") == "Ms Berg said on 2026-11-24: “Vague.”"
    assert why(data, "own/outage") == "it may come at Bolt, and you have not practised it yet"
    weak = why(data, DEADLINE)
    assert "it may come at Bolt; about " in weak
    assert "likely to be there on 2026-12-08" in why(data, known[0])

    general = plan(full)
    assert "own/outage" not in practised(general)
    assert practised(general)[:4] == names[:4]
    sections = general["sections"]
    assert [one["text"] for one in sections["stories"]] == [
        "A story that shows learning from failure",
        "A story that shows reliability",
        "A number for the result of “The row”",
    ]
    assert sections["stories"][0]["why"].startswith("asked for in a real interview")
    assert [one["text"] for one in sections["study"]] == ["SQL"]
    assert sections["study"][0]["why"] == "Ms Berg said on 2026-11-24: “SQL was thin.”"
    # Feedback came back already, so nobody has to be asked for it.
    assert sections["people"] == []
    assert len(sections["kind"]) == 1
    assert "Acme is still fresh" in sections["kind"][0]["why"]


def _slipping(program: Program) -> list[Card]:
    with history_of(program, NOW) as history:
        cards = history.schedule.cards()
    return [card for card in cards.values() if card.stability < 100]


def test_a_question_answered_calmly_since_is_off_the_plan(full: Program) -> None:
    full.ok("answer", FAILURE, "--typed", stdin=ANSWER)
    assert practised(plan(full))[0] == FAILURE
    full.ok("attempt", "mark", "2", "--no-off-guard")
    names = practised(plan(full))
    assert names[0] == CONFLICT
    assert "off guard" not in "".join(
        line["why"] for line in plan(full)["sections"]["practise"] if line["question_id"] == FAILURE
    )
    full.ok("bank", "retire", CONFLICT)
    assert CONFLICT not in practised(plan(full))


def test_whom_to_ask_for_feedback_follows_letters_and_answers(full: Program) -> None:
    def people(day: str = "2026-11-24") -> list[tuple[str, str]]:
        lines = plan(full, day=day)["sections"]["people"]
        return [(line["text"], line["command"]) for line in lines]

    add_interview(full, company="Cargo", outcome_on=date(2026, 11, 23))
    assert people() == [("Ask Cargo for feedback", "trainer feedback request 2")]
    assert people("2026-12-30") == []
    with history_of(full) as history:
        history.feedback.letters.add(2, Tone.WARM, "Hello", made_at=NOW)
    assert people() == [("Send the letter to Cargo", "trainer feedback letter 1")]
    at(full, "2026-11-25T10:00:00+00:00", "UTC").ok("feedback", "sent", "1")
    assert people("2026-11-30") == []
    assert people("2026-12-02") == [
        ("Follow up once with Cargo, then let it rest", "trainer feedback sent 1 --follow-up")
    ]


def test_what_an_advertisement_asks_for_and_nothing_speaks_of_is_to_be_studied(
    full: Program,
) -> None:
    with history_of(full, NOW) as history:
        history.targets.add(
            TargetDetails(
                company="Dune",
                role="Rope rigger",
                advertisement="Rope rigger\n\nRequirements\n- Experience with halyard splicing\n",
            ),
            made_at=NOW,
        )
    study = plan(full, "dune")["sections"]["study"]
    assert [line["text"] for line in study] == ["SQL", "halyard splicing"]
    assert "advertisement asks for it" in study[1]["why"]
    plan(full, "add", "study", "A weekend of halyard splicing")
    study = plan(full, "dune")["sections"]["study"]
    assert [line["text"] for line in study] == ["A weekend of halyard splicing", "SQL"]


def test_fields_that_the_stories_fit_are_named_with_the_reason(full: Program) -> None:
    assert plan(full)["sections"]["roles"] == []
    with history_of(full) as history:
        names = ("negotiation", "relationship building", "resilience", "integrity")
        history.stories.add(StoryDetails(title="A deal", competences=names), made_at=NOW)
    roles = plan(full)["sections"]["roles"]
    assert roles
    assert roles[0]["text"] == "Work such as: Sales"
    assert "integrity, relationship building" in roles[0]["why"]


def test_ones_own_list_has_days_and_marks_and_each_change_is_taken_back(program: Program) -> None:
    added = plan(program, "add", "study", "SQL  course", "--due", "2026-12-01")
    assert (added["item_id"], added["text"], added["due_on"]) == (1, "SQL course", "2026-12-01")
    plan(program, "add", "people", "Ask Sam to listen")
    sections = plan(program)["sections"]
    assert [one["text"] for one in sections["people"]] == ["Ask Sam to listen"]
    assert sections["study"][0]["why"] == "you planned it for 2026-12-01"
    late = plan(program, day="2026-12-05")["sections"]["study"][0]["why"]
    assert late == "you planned it for 2026-12-01; another day is fine, too"
    assert plan(program, "done", "1")["done_at"].startswith("2026-11-24")
    assert plan(program)["sections"]["study"][0]["done"] is True
    assert plan(program, day="2026-12-05")["sections"]["study"] == []
    program.ok("undo")
    assert plan(program)["sections"]["study"][0]["done"] is False
    edited = plan(program, "edit", "1", "--no-due", "--kind", "practice", "--text", "Mock")
    assert (edited["kind"], edited["text"], edited["due_on"]) == ("practice", "Mock", None)
    program.ok("undo")
    program.ok("plan", "remove", "1")
    assert plan(program)["sections"]["study"] == []
    assert "Plan line 1 is back" in program.ok("undo").out
    assert plan(program)["sections"]["study"][0] == {
        "text": "SQL course",
        "why": "you planned it for 2026-12-01",
        "command": "trainer plan done 1",
        "question_id": None,
        "item_id": 1,
        "due_on": "2026-12-01",
        "done": False,
    }


def test_a_plan_is_written_as_markdown(full: Program, tmp_path: Path) -> None:
    full.ok("plan", "add", "study", "A [course]", "--target", "1")
    file = tmp_path / "plan.md"
    assert plan(full, "1", "--to", str(file))["file"] == str(file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Plan for Bolt, Analyst on 2026-12-08\n\n## Practise, in this order\n")
    assert "\n1. Tell me" in text or "\n1. " in text
    assert f"\n    `trainer answer {FAILURE}`\n" in text
    assert "- [ ] A \\[course\\]\n    Why: you put it on your list." in text
    assert full.run("plan", "--to", file).code == 3
    assert full.ok("plan", "1", "--to", "-").out == text or "# Plan for Bolt" in text
    # What belongs to one interview is not in the general plan.
    assert "course" not in full.ok("plan").out


def test_with_nothing_on_record_a_plan_is_short_and_kind(program: Program) -> None:
    shown = program.ok("plan").out
    assert "Not much is on record yet" in shown
    assert len(shown.splitlines()) < 10
    first = plan(program)["sections"]["kind"]
    assert first == plan(program)["sections"]["kind"]
    assert first != plan(program, day="2026-11-25")["sections"]["kind"]
    assert not (program.workspace / "recordings").exists()


MISTAKES: list[tuple[list[str], int, str]] = [
    (["bold"], 4, "no such command"),
    (["add", "course", "SQL"], 2, ""),
    (["add", "study", " - "], 3, "needs words"),
    (["add", "study", "SQL", "--due", "soon"], 3, "soon"),
    (["done", "9"], 4, "plan line 9"),
    (["edit", "1"], 2, "nothing to change"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_mistakes_with_the_plan_are_told(
    arguments: list[str], code: int, words: str, program: Program
) -> None:
    result = program.run("plan", *arguments, "--json")
    assert result.code == code
    assert words in str(result.error)
