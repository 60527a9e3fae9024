"""Real interviews: taken down, resumed, changed, and what follows from them."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pexpect

from tests.support.program import Program, Result
from tests.support.terminal import ended, terminal

KNOWN = "caught-off-guard/gap-in-cv"

# Every prompt of the flow in turn, and what is typed at it.
STEPS = (
    ("Which company was it", "Northwind"),
    ("For which job", "nurse"),
    ("Which round", "first"),
    ("Who was there", "Ms Adler; Mr Ode"),
    ("On which day", "yesterday"),
    ("1: ", "why gap 2021? what is in a crash cart"),
    ("Take them as separate ones", "y"),
    ("2: ", ""),
    ("1 of 2.*Its number", KNOWN),
    ("What you answered", "that I looked after my father"),
    ("How far off guard", "2"),
    ("What you wish you had said", ""),
    ("Who asked", "1"),
    ("2 of 2.*(takes? it as a new one|Its number)", ""),
    ("What you answered", "I froze"),
    ("How far off guard", "5"),
    ("What you wish you had said", "the drugs for an arrest; the seal is checked every shift"),
    ("Say each twice", "y"),
    ("In your own words .1 of 2", "adrenaline and amiodarone are in the top drawer"),
    ("In your own words .2 of 2", "it holds what you need when a heart stops"),
    ("In your own words .1 of 2", "every shift somebody looks at the seal"),
    ("In your own words .2 of 2", ""),
    ("Who asked", "3"),
    ("How do you feel", "shaken"),
    ("Anything else", "ask about the rota"),
)


def add(program: Program, *arguments: str) -> Any:
    return program.ok("debrief", "add", "--company", "Northwind", *arguments, "--json").data


def shown(program: Program, *arguments: str) -> Any:
    return program.ok("debrief", "show", *arguments, "--json").data


def fails(program: Program, *arguments: str) -> Result:
    result = program.run(*arguments)
    assert result.code != 0
    return result


def draft_of(program: Program) -> dict[str, str]:
    file = program.workspace / "recordings" / "drafts" / "debrief.json"
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_interrupted_at_every_prompt_nothing_is_lost_and_only_the_rest_is_asked(
    program: Program,
) -> None:
    before: dict[str, str] = {}
    for number, (label, answer) in enumerate(STEPS):
        with terminal(program, "debrief", "--resume", "--plain") as child:
            child.expect(label)
            assert not any(f"{one}:" in str(child.before) for one, _ in STEPS[:5])
            os.kill(int(child.pid or 0), signal.SIGKILL)
            child.expect(pexpect.EOF)
        if before:
            assert draft_of(program) == before
        with terminal(program, "debrief", "--resume", "--plain") as child:
            child.expect(label)
            child.sendline(answer)
            if number + 1 == len(STEPS):
                child.expect("Kept as interview 1")
                ended(child)
                break
            child.expect(STEPS[number + 1][0])
            child.sendintr()
            child.expect("trainer debrief --resume")
            child.expect(pexpect.EOF)
            child.wait()
            assert child.exitstatus == 130
        kept = draft_of(program)
        assert before.items() <= kept.items()
        assert set(kept) > set(before)
        before = kept
    interview = shown(program)
    assert (interview["company"], interview["role"], interview["mood"]) == (
        "Northwind",
        "nurse",
        "shaken",
    )
    first, second = interview["questions"]
    assert (first["asked"], first["question_id"], first["added"]) == ("why gap 2021?", KNOWN, False)
    assert (first["off_guard"], first["asked_by"]) == (2, "Ms Adler")
    assert second["question_id"].startswith("asked-for-real/")
    assert (second["off_guard"], second["answered"], second["asked_by"]) == (5, "I froze", "")
    question = program.ok("bank", "show", second["question_id"], "--json").data
    assert question["prompt"] == "what is in a crash cart"
    assert [point["text"] for point in question["key_points"]] == [
        "the drugs for an arrest",
        "the seal is checked every shift",
    ]
    assert question["key_points"][0]["wordings"][1] == "it holds what you need when a heart stops"
    assert (question["source"]["company"], question["source"]["role"]) == ("Northwind", "nurse")
    assert not (program.workspace / "recordings" / "drafts" / "debrief.json").exists()


def test_a_debrief_that_was_left_is_offered_and_can_be_begun_anew(program: Program) -> None:
    with terminal(program, "debrief", "--plain") as child:
        child.expect("Which company")
        child.sendline("Northwind")
        child.expect("For which job")
        child.sendintr()
        child.expect(pexpect.EOF)
    assert "trainer debrief --resume" in program.ok("debrief", "list").out
    with terminal(program, "debrief", "--plain") as child:
        child.expect("You began a debrief: Northwind")
        child.expect("Go on with it")
        child.sendline("n")
        child.expect("Which company")
        child.sendintr()
        child.expect(pexpect.EOF)


def test_an_upcoming_target_is_chosen_and_its_predictions_are_counted(program: Program) -> None:
    program.ok("target", "add", "--company", "Apex", "--date", "today", "--interviewer", "Ms Li")
    program.ok("target", "predict", "apex", "--add", "Why did you leave us in 2019?")
    with terminal(program, "debrief", "--plain") as child:
        for label, answer in (
            ("Which interview was it", "1"),
            ("On which day", ""),
            ("1: ", "why did you leave us in 2019"),
            ("2: ", "quixotic zeppelins"),
            ("3: ", ""),
            ("1 of 2.*(as a new one|Its number)", ""),
            ("What you answered", ""),
            ("How far off guard", "4"),
            ("What you wish", ""),
            ("2 of 2.*(as a new one|Its number)", ""),
            ("What you answered", ""),
            ("How far off guard", "9"),
            ("5: it left you", "1"),
            ("What you wish", ""),
            ("How do you feel", ""),
            ("Anything else", ""),
        ):
            child.expect(label)
            child.sendline(answer)
        ended(child)
    interview = shown(program)
    assert (interview["target_id"], interview["company"]) == (1, "Apex")
    assert [one["asked_by"] for one in interview["questions"]] == ["Ms Li", "Ms Li"]
    predictions = interview["predictions"]
    assert (predictions["recall"], predictions["unpredicted"]) == (0.5, ["quixotic zeppelins"])
    assert program.ok("debrief", "stats", "--json").data["together"]["recall"] == 0.5
    out = program.ok("debrief", "stats").out
    assert "1 of 2 questions asked (50%)" in out
    assert program.ok("target", "list", "--json").data["targets"] == []
    # Both have no points and no answer yet; the one that caught off guard comes first.
    drilled = program.ok("undo").out
    assert "2 questions" in drilled
    assert len(program.ok("target", "list", "--json").data["targets"]) == 1
    assert program.ok("debrief", "list", "--json").data["interviews"] == []


def test_off_guard_in_an_interview_comes_first_until_it_is_answered_calmly(
    program: Program,
) -> None:
    add(program, "--asked", "gap", "--is", "1", KNOWN, "--off-guard", "1", "3")
    drill = ("drill", "--questions", "1", "--typed", "--seed", "1", "--plain")
    with terminal(program, *drill) as child:
        child.expect("gap")
        child.sendintr()
        child.expect(pexpect.EOF)
    program.ok("answer", KNOWN, "--typed", "--off-guard", stdin="I cared for my father.")
    assert KNOWN in off_guard(program)
    program.ok("answer", KNOWN, "--typed", "--no-off-guard", stdin="I cared for my father.")
    assert KNOWN not in off_guard(program)
    add(program, "--asked", "gap again", "--is", "1", KNOWN, "--off-guard", "1", "4")
    assert KNOWN in off_guard(program)
    program.ok("debrief", "edit", "2", "--question", "1", "--off-guard", "2")
    assert KNOWN not in off_guard(program)


def off_guard(program: Program) -> frozenset[str]:
    """What the drills take for off guard, read from the workspace that the program made."""
    from datetime import UTC, datetime

    from trainer.history.opening import open_history
    from trainer.practice.shelf import known_to
    from trainer.workspace.places import Workspace

    with open_history(Workspace(program.workspace), write=False, now=datetime.now(UTC)) as history:
        return known_to(history, {}).off_guard


def test_an_interview_is_kept_from_options_and_new_questions_go_to_the_bank(
    program: Program,
) -> None:
    data = add(
        program,
        *("--role", "nurse", "--date", "2026-11-20", "--who", "Ms Adler", "--mood", "fine"),
        *("--asked", "Why do you want to change fields?", "--asked", "who checks the crash cart"),
        *(
            "--off-guard",
            "2",
            "4",
            "--wished",
            "2",
            "the nurse in charge",
            "--wished",
            "2",
            "daily",
        ),
        *("--answered", "1", "the shifts", "--asked-by", "1", "Ms Adler"),
    )
    first, second = data["questions"]
    assert (data["day"], data["interviewers"], data["mood"]) == ("2026-11-20", ["Ms Adler"], "fine")
    assert (first["answered"], first["asked_by"]) == ("the shifts", "Ms Adler")
    assert second["caught_off_guard"]
    assert second["wished"] == "the nurse in charge\ndaily"
    points = program.ok("bank", "show", second["question_id"], "--json").data
    assert [point["text"] for point in points["key_points"]] == ["the nurse in charge", "daily"]
    program.ok("undo")
    assert fails(program, "bank", "show", second["question_id"]).code == 4


def test_the_same_words_are_the_known_question(program: Program) -> None:
    prompt = program.ok("bank", "show", KNOWN, "--json").data["prompt"]
    data = add(program, "--asked", prompt.lower())
    assert (data["questions"][0]["question_id"], data["questions"][0]["added"]) == (KNOWN, False)


def test_an_interview_is_kept_from_a_file_and_every_slip_is_told(
    program: Program, tmp_path: Path
) -> None:
    form = {
        "company": "Apex",
        "date": "2026-11-20",
        "outcome": "no_reply",
        "questions": [
            "what is a zeppelin",
            {
                "asked": "how do you land one",
                "off_guard": 5,
                "points": [{"text": "into the wind", "wordings": ["nose to the wind"]}],
            },
        ],
    }
    file = tmp_path / "interview.json"
    file.write_text(json.dumps(form), encoding="utf-8")
    data = program.ok("debrief", "add", "--from", str(file), "--json").data
    assert [one["asked"] for one in data["questions"]] == [
        "what is a zeppelin",
        "how do you land one",
    ]
    assert data["outcome"] == "no_reply"
    for wrong, told in (
        ({**form, "company": " "}, "company"),
        ({**form, "questions": [{"asked": "x", "off_guard": 6}]}, "question 1"),
        ({**form, "questions": [{"asked": "x", "question_id": "no/such"}]}, "no/such"),
        ({**form, "date": "someday"}, "someday"),
        ({**form, "mod": "x"}, "mod"),
        ({**form, "target": 7}, "target 7"),
        ([], "the file"),
    ):
        failed = program.run("debrief", "add", "--from", "-", stdin=json.dumps(wrong))
        assert failed.code in {3, 4}
        assert told in failed.err
    assert len(program.ok("debrief", "list", "--json").data["interviews"]) == 1


def test_everything_can_be_changed_and_each_change_is_taken_back(program: Program) -> None:
    add(program, "--asked", "why us and why now", "--asked", "do you drive")
    before = shown(program, "1")
    program.ok("debrief", "edit", "1", "--role", "nurse", "--mood", "better", "--who", "Mr Ode")
    program.ok("debrief", "edit", "1", "--question", "1", "--split", "why us", "--split", "why now")
    program.ok("debrief", "edit", "1", "--question", "3", "--off-guard", "4", "--is", KNOWN)
    program.ok("debrief", "edit", "northwind", "--add", "any questions for us")
    program.ok("debrief", "edit", "1", "--question", "2", "--drop")
    after = shown(program, "1")
    assert (after["role"], after["mood"], after["interviewers"]) == ("nurse", "better", ["Mr Ode"])
    assert [one["asked"] for one in after["questions"]] == [
        "why us",
        "do you drive",
        "any questions for us",
    ]
    assert after["questions"][1]["question_id"] == KNOWN
    for _ in range(5):
        program.ok("undo")
    assert shown(program, "1") == before
    assert fails(program, "debrief", "edit", "1").code == 2
    assert fails(program, "debrief", "edit", "1", "--question", "9", "--drop").code == 4
    assert fails(program, "debrief", "edit", "9", "--mood", "x").code == 4


def test_outcomes_are_kept_with_something_kind_and_taken_back(program: Program) -> None:
    add(program, "--asked", "why us", "--is", "1", KNOWN)
    out = program.ok("debrief", "outcome", "1", "rejected", "--on", "today").out
    for offered in ("trainer feedback request 1", "trainer debrief show 1", "trainer plan"):
        assert offered in out
    assert shown(program)["outcome"] == "rejected"
    program.ok("undo")
    assert (shown(program)["outcome"], shown(program)["outcome_on"]) == ("waiting", None)
    for outcome in ("no_reply", "next_round", "offer", "waiting"):
        assert program.ok("debrief", "outcome", "northwind", outcome).out
    assert fails(program, "debrief", "outcome", "1", "rejected", "--on", "in 5 days").code == 3


def test_an_interview_is_removed_and_brought_back(program: Program) -> None:
    add(program, "--asked", "why us", "--is", "1", KNOWN)
    kept = shown(program)
    program.ok("debrief", "remove", "1", "--yes")
    assert fails(program, "debrief", "show", "1").code == 4
    program.ok("undo")
    assert shown(program) == kept


def test_without_a_terminal_nobody_is_asked(program: Program) -> None:
    failed = fails(program, "debrief")
    assert failed.code == 2
    assert "--from FILE" in failed.err
    assert not program.workspace.exists()


def test_it_is_read_on_narrow_terminals(program: Program) -> None:
    asked = ("--asked", "why us", "--is", "1", KNOWN)
    add(program, *asked, "--off-guard", "1", "5", "--wished", "1", "w " * 60)
    for columns in (40, 80):
        narrow = program.with_variables(COLUMNS=str(columns))
        with terminal(narrow, "debrief", "show", "--plain", columns=columns) as child:
            lines = ended(child).splitlines()
        assert all(len(line.rstrip()) <= columns for line in lines)


def test_a_target_fills_in_what_the_options_leave_open(program: Program) -> None:
    program.ok("target", "add", "--company", "Apex", "--role", "analyst", "--date", "today")
    asked = ("--asked", "why us", "--is", "1", KNOWN, "--wished", "1", "the mission")
    out = program.ok("debrief", "add", "--target", "1", *asked).out
    assert f"trainer bank edit {KNOWN}" in out
    interview = shown(program)
    assert (interview["company"], interview["role"]) == ("Apex", "analyst")
