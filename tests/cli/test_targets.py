"""Interviews that are coming, through the command."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.support.clock import ProgramAt, at
from tests.support.program import Program
from tests.support.terminal import ended, terminal

ADS = Path(__file__).parents[1] / "data" / "advertisements"
TUESDAY = "2026-11-24T09:00:00+01:00"


@pytest.fixture
def now(program: Program) -> ProgramAt:
    """The program on a Tuesday morning in Berlin."""
    return at(program, TUESDAY, "Europe/Berlin")


def add(program: Program, *more: str | Path) -> Any:
    return program.ok("target", "add", "--company", "Northwind", *more, "--json").data


def test_a_bare_target_is_a_company_and_a_day(now: ProgramAt) -> None:
    data = add(now, "--date", "fri")
    assert (data["target_id"], data["company"], data["date"]) == (1, "Northwind", "2026-11-27")
    assert (data["days_left"], data["zone"], data["predictions"]) == (3, "Europe/Berlin", [])
    assert data["readiness"] is None
    listed = now.ok("target", "list", "--json").data["targets"]
    assert [one["target_id"] for one in listed] == [1]
    assert "in 3 days" in now.ok("target", "list").out
    now.ok("undo")
    assert now.ok("target", "list", "--all", "--json").data["targets"] == []


def test_everything_that_is_said_of_a_target_is_kept(now: ProgramAt) -> None:
    data = add(
        now,
        *("--role", "Nurse, acute ward", "--stage", "second", "--date", "27 nov"),
        *("--time", "2 pm", "--zone", "london", "--ad", ADS / "nursing.txt"),
        *("--interviewer", "Ms Adler", "--interviewer", "the ward's lead"),
        *("--notes", "They opened a new building in May."),
    )
    assert data["time"] == "14:00"
    assert data["zone"] == "Europe/London"
    assert data["interviewers"] == ["Ms Adler", "the ward's lead"]
    assert data["advertisement"].startswith("# Registered nurse")
    assert 10 <= len(data["predictions"]) <= 20
    assert all(one["reason"] for one in data["predictions"])
    shown = now.ok("target", "show")
    assert "14:00 (Europe/London)" in shown.out
    assert "Likely questions" in shown.out
    assert "Person specification" not in shown.out
    assert "Person specification" in now.ok("target", "show", "--ad").out


def test_an_advertisement_may_come_through_a_pipe(now: ProgramAt) -> None:
    result = now.run(
        *("target", "add", "--company", "Severn", "--ad", "-", "--json"),
        stdin=(ADS / "laboratory.txt").read_bytes(),
    )
    assert result.code == 0
    assert "ion chromatograph" in result.data["advertisement"]
    uncovered = now.ok("target", "show", "severn", "--json").data["uncovered_skills"]
    assert {"driving licence", "ISO 17025"} <= {one["name"] for one in uncovered}
    assert all(one["must"] for one in uncovered if one["name"] == "driving licence")


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--date", "2026-11-20"), 3, "--past"),
        (("--date", "4/5"), 3, "may be"),
        (("--date", "someday"), 3, "2026-11-27"),
        (("--time", "25:00"), 3, "10:30"),
        (("--zone", "Atlantis"), 3, "Europe/Berlin"),
        (("--ad", "nowhere.txt"), 4, "nowhere.txt"),
        (("--ad", sys.executable), 3, "copy its text"),
    ],
)
def test_what_cant_be_understood_is_said_and_nothing_is_kept(
    now: ProgramAt, options: tuple[str, ...], code: int, says: str
) -> None:
    result = now.run("target", "add", "--company", "Northwind", *options)
    assert result.code == code
    assert says in result.err
    assert result.out == ""
    assert not now.workspace.exists()


def test_a_past_day_can_be_meant(now: ProgramAt) -> None:
    assert add(now, "--date", "2026-11-20", "--past")["days_left"] == -4
    assert now.ok("target", "list", "--json").data["targets"] == []
    assert "1 done or past" in now.ok("target", "list").out
    assert len(now.ok("target", "list", "--all", "--json").data["targets"]) == 1


def test_a_past_day_is_asked_about_at_a_terminal(now: ProgramAt) -> None:
    for said, kept in (("n", 0), ("y", 1)):
        with terminal(now, "target", "add", "--company", "A", "--date", "2026-11-20") as child:
            child.expect("in the past")
            child.sendline(said)
            child.expect(pexpect.EOF)
        assert len(now.ok("target", "list", "--all", "--json").data["targets"]) == kept


def test_without_a_terminal_the_company_has_to_be_named(now: ProgramAt) -> None:
    result = now.run("target", "add")
    assert result.code == 2
    assert "--company" in result.err


def test_a_target_is_named_by_words_that_fit_one_alone(now: ProgramAt) -> None:
    add(now, "--role", "nurse", "--date", "2026-12-01")
    add(now, "--role", "baker", "--date", "2026-11-30")
    assert now.ok("target", "show", "northwind BAKER", "--json").data["target_id"] == 2
    result = now.run("target", "show", "north", "--json")
    assert (result.code, result.error["code"]) == (4, "ambiguous")
    assert len(result.error["candidates"]) == 2
    both = now.run("target", "show", "--json")
    assert (both.code, len(both.error["candidates"])) == (4, 2)
    assert now.run("target", "show", "9").code == 4
    assert now.run("target", "show", "acme").code == 4
    listed = now.ok("target", "list", "--json").data["targets"]
    assert [one["role"] for one in listed] == ["baker", "nurse"]
    now.ok("target", "done", "1")
    # Of several that fit, the one that is still coming is meant.
    assert now.ok("target", "show", "north", "--json").data["target_id"] == 2


def test_done_and_removed_are_taken_back(now: ProgramAt) -> None:
    add(now, "--date", "fri")
    assert now.ok("target", "done", "north", "--json").data["done_at"]
    assert now.run("target", "done", "1").code == 3
    now.ok("undo")
    assert now.ok("target", "show", "--json").data["done_at"] is None
    now.ok("target", "done", "1")
    assert now.ok("target", "done", "1", "--not", "--json").data["done_at"] is None
    now.ok("target", "remove", "1")
    assert now.run("target", "show", "1").code == 4
    assert "back" in now.ok("undo").out
    assert now.ok("target", "show", "1", "--json").data["company"] == "Northwind"
    now.ok("target", "remove", "1")
    later = at(now, "2026-12-02T09:00:00+01:00", "Europe/Berlin")
    later.ok("target", "add", "--company", "Other")
    later.ok("undo")
    assert "gone" in later.ok("undo").out


def test_a_target_is_changed_by_options_and_taken_back(now: ProgramAt) -> None:
    add(now, "--date", "fri", "--time", "9", "--interviewer", "a")
    changed = now.ok(
        *("target", "edit", "1", "--date", "none", "--time", "none", "--stage", "first"),
        *("--interviewer", "none", "--role", "baker", "--json"),
    ).data
    assert changed["changed"]
    assert (changed["date"], changed["time"], changed["interviewers"]) == (None, None, [])
    assert (changed["stage"], changed["role"]) == ("first", "baker")
    assert "no day yet" in now.ok("target", "list").out
    now.ok("undo")
    assert now.ok("target", "show", "--json").data["date"] == "2026-11-27"
    assert not now.ok("target", "edit", "1", "--date", "fri", "--json").data["changed"]
    assert now.run("target", "edit", "1", "--company", "").code == 3


def test_a_whole_form_is_handed_in(now: ProgramAt, tmp_path: Path) -> None:
    add(now, "--date", "fri")
    form = (
        "company: Northwind: north\nrole: nurse\ndate: 2026-12-01\n"
        "interviewers: Adler, Jane; Bo\n=== notes ===\none\n\ntwo\n=== advertisement ===\nA baker\n"
    )
    data = now.run("target", "edit", "1", "--text", "-", "--json", stdin=form).data
    assert data["company"] == "Northwind: north"
    assert data["interviewers"] == ["Adler, Jane", "Bo"]
    assert (data["notes"], data["advertisement"]) == ("one\n\ntwo", "A baker")
    wrong = now.run("target", "edit", "1", "--text", "-", stdin="company: a\nwhen: now\n")
    assert wrong.code == 3
    assert "line 2" in wrong.err


def test_an_editor_changes_a_target_and_a_slip_leads_back_to_it(
    now: ProgramAt, tmp_path: Path
) -> None:
    add(now, "--date", "fri", "--notes", "a first note")
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text()\n"
        "if 'someday' in text:\n"
        "    file.write_text(text.replace('someday', '2026-12-02'))\n"
        "else:\n"
        "    file.write_text(text.replace('2026-11-27', 'someday').replace('first', 'second'))\n"
    )
    editing = ProgramAt(
        now.workspace, {**now.environment, "VISUAL": f"python3 {script}"}, now.moment
    )
    with terminal(editing, "target", "edit", "1") as child:
        child.expect("someday")
        child.expect("Back to the editor")
        child.sendline("n")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == 130
    assert now.ok("target", "show", "--json").data["notes"] == "a first note"
    with terminal(editing, "target", "edit", "1") as child:
        child.expect("Going on with")
        ended(child)
    data = now.ok("target", "show", "--json").data
    assert (data["date"], data["notes"]) == ("2026-12-02", "a second note")


def test_the_list_of_likely_questions_is_the_persons(now: ProgramAt) -> None:
    add(now, "--ad", ADS / "nursing.txt")

    def predict(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = now.ok("target", "predict", "north", *options, "--json").data[
            "predictions"
        ]
        return found

    first = predict()
    assert predict() == first
    dropped = first[3]["question_id"]
    assert dropped.startswith("nursing-care/")
    changed = predict(
        *("--drop", "4", "--add", "Why did you leave us in 2019?"),
        *("--add", "general-behavioural/ambiguity"),
    )
    assert len(changed) == len(first) + 1
    assert [one["origin"] for one in changed[-2:]] == ["own", "own"]
    assert changed[-2]["question_id"] is None
    assert changed[-1]["question_id"] == "general-behavioural/ambiguity"
    again = predict("--redo", "--count", "20")
    assert len(again) == 20
    assert again[0]["origin"] == "own"
    ids = [one["question_id"] for one in again if one["question_id"]]
    assert dropped not in ids
    assert len(set(ids)) == len(ids)
    assert "Why did you leave us in 2019?" in [one["prompt"] for one in again]
    now.ok("undo")
    assert predict() == changed
    now.ok("undo")
    assert predict() == first


def test_a_question_that_is_not_there_changes_nothing(now: ProgramAt) -> None:
    add(now)
    before = now.ok("target", "predict", "1", "--json").data["predictions"]
    for options, code in (
        (("--drop", "99"), 4),
        (("--drop", "what-is-that"), 4),
        (("--add", "nursing-care/nothing-like-it"), 4),
        (("--add", before[0]["prompt"]), 3),
    ):
        assert now.run("target", "predict", "1", "--add", "New?", *options).code == code
    assert now.ok("target", "predict", "1", "--json").data["predictions"] == before


def test_all_questions_are_ranked_by_the_advertisement(now: ProgramAt) -> None:
    add(now)
    assert now.run("target", "rank", "1").code == 3
    now.ok("target", "edit", "1", "--ad", ADS / "backend.txt")
    ranked = now.ok("target", "rank", "--limit", "10", "--json").data["questions"]
    assert len(ranked) == 10
    likeness = [one["likeness"] for one in ranked]
    assert likeness == sorted(likeness, reverse=True)
    assert ranked[0]["question_id"].startswith("backend-engineering/")
    assert ranked[0]["line"]


def test_readiness_rises_with_practice_and_fades_without(now: ProgramAt) -> None:
    add(now, "--date", "2026-12-20", "--role", "baker")
    now.ok("target", "predict", "--drop", "1", "--json")
    before = now.ok("target", "show", "--json").data
    assert before["readiness"]["practised"] == 0
    assert "unknown" in now.ok("target", "list").out
    gains = before["readiness"]["most_gain"]
    assert len(gains) == 3
    question = next(one["question_id"] for one in before["predictions"] if one["question_id"])
    answer = now.ok("bank", "show", question, "--json").data
    text = " ".join(point["wordings"][0] + "." for point in answer["key_points"])
    now.run("answer", question, "--typed", "--json", stdin=text)
    after = now.ok("target", "show", "--json").data["readiness"]
    assert after["practised"] == 1
    assert after["expected"] > before["readiness"]["expected"]
    assert after["low"] > 0
    near = now.ok("target", "edit", "1", "--date", "tomorrow", "--json").data["readiness"]
    # The later the day, the more is forgotten until then.
    assert after["unrated"] == near["unrated"] == 0
    assert after["expected"] < near["expected"]
    assert after["low"] < near["low"]
    shown = now.ok("target", "show").out
    assert "no chance of getting the job" in shown
    assert "never practised" in shown


def test_all_of_it_fits_a_narrow_terminal(now: ProgramAt) -> None:
    add(now, "--date", "fri", "--role", "baker")
    narrow = ProgramAt(now.workspace, {**now.environment, "COLUMNS": "40"}, now.moment)
    with terminal(narrow, "target", "show", "--plain", columns=40) as child:
        shown = ended(child)
    lines = [line.rstrip() for line in shown.replace("\r", "").splitlines()]
    assert max(map(len, lines)) <= 40
    assert "Likely questions" in shown


def test_hostile_texts_are_kept_without_what_a_terminal_obeys(now: ProgramAt) -> None:
    data = now.run(
        *("target", "add", "--company", "Ev\x1b[31mil\n\udcffCo", "--ad", "-", "--json"),
        stdin="Baker\x07\n\nYou \x1b[2Jbake.",
    ).data
    assert data["company"] == "Ev[31mil ?Co"
    assert data["advertisement"] == "Baker\n\nYou [2Jbake."
    assert now.run("target", "edit", "1", "--role", "x" * 400).code == 3


def test_nothing_is_created_by_looking(now: ProgramAt) -> None:
    assert json.loads(now.ok("target", "list", "--json").out)["data"] == {"targets": []}
    assert now.run("target", "show").code == 4
    assert not now.workspace.exists()
