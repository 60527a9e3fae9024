"""What happens to questions and banks, through the command: each is done, told and undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.banks import ANSWER, BANK, add_bank
from tests.support.program import Program

SHIPPED = Path(__file__).parents[2] / "question_banks"
# Another language than English is scored by words alone, which is quicker.
OTHER = BANK.replace("language: en", "language: fr")
COMMENTED = OTHER.replace("    kind: behavioural", "    # asked at Acme\n    kind: behavioural")


@pytest.fixture
def own(program: Program) -> Path:
    """A bank of the person's own, with a comment in its question."""
    return add_bank(program.workspace, COMMENTED)


def show(program: Program, name: str, *options: str) -> Any:
    return program.ok("bank", "show", name, "--json", *options).data


def answered(program: Program, question: str) -> int:
    found = program.ok("answer", question, "--typed", "--json", stdin=ANSWER).data
    number: int = found["attempt_id"]
    return number


def attempts(program: Program, question: str) -> list[int]:
    found = program.ok("history", question, "--json").data["attempts"]
    return [attempt["attempt_id"] for attempt in found]


def banks(program: Program) -> dict[str, str]:
    folder = program.workspace / "question_banks"
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*")}


def test_a_renamed_question_keeps_its_comments_and_its_history(program: Program, own: Path) -> None:
    before = banks(program)
    number = answered(program, "outage")
    assert program.ok("bank", "rename", "outage", "big-outage", "--json").data == {
        "question_id": "own/big-outage",
        "was": "own/outage",
    }
    assert "# asked at Acme" in own.read_text(encoding="utf-8")
    assert show(program, "big-outage")["renamed_from"] == ["own/outage"]
    assert show(program, "own/outage")["id"] == "own/big-outage"
    assert attempts(program, "big-outage") == attempts(program, "outage") == [number]
    second = answered(program, "big-outage")
    program.ok("bank", "rename", "big-outage", "third-name")
    assert show(program, "third-name")["renamed_from"] == ["own/outage", "own/big-outage"]
    assert attempts(program, "own/outage") == [second, number]
    for _ in ("the name", "the rating of the second answer", "the name before"):
        program.ok("undo")
    assert banks(program) == before
    assert attempts(program, "own/outage") == [number]


def test_a_moved_question_takes_its_history_along_and_comes_back(
    program: Program, own: Path
) -> None:
    program.ok("bank", "new", "acme", "--title", "Questions for Acme")
    before = banks(program)
    number = answered(program, "outage")
    moved = program.ok("bank", "move", "outage", "acme", "--json").data
    assert moved == {"question_id": "acme/outage", "was": "own/outage"}
    assert show(program, "own")["questions"] == []
    assert attempts(program, "acme/outage") == [number]
    program.ok("bank", "check")
    program.ok("undo")
    assert banks(program) == before


def test_a_shipped_question_is_moved_by_a_copy_that_hides_it(program: Program, own: Path) -> None:
    before = program.ok("bank", "list", "--json").data["questions"]
    number = answered(program, "five-years")
    program.ok("bank", "move", "five-years", "own")
    assert show(program, "caught-off-guard/five-years")["id"] == "own/five-years"
    assert attempts(program, "five-years") == [number]
    assert program.ok("bank", "list", "--json").data["questions"] == before
    program.ok("undo")
    assert show(program, "five-years")["id"] == "caught-off-guard/five-years"
    assert banks(program) == {own.name: COMMENTED}


def test_duplicates_are_joined_with_wordings_history_and_what_was_taught(
    program: Program, own: Path
) -> None:
    twin = OTHER.replace("id: own", "id: twin").replace(
        "rolled the release back first", "who I rang"
    )
    (own.parent / "twin.yaml").write_text(twin, encoding="utf-8")
    before = banks(program)
    number = answered(program, "twin/outage")
    for point, text in (("rolled-back", "I rang my boss"), ("alarm", "it beeps earlier now")):
        program.ok("wordings", "add", "twin/outage", "--point", point, "--text", text)
    merged = program.ok("bank", "merge", "own/outage", "twin/outage", "--json").data
    assert merged["key_point_ids"] == {
        "rolled-back": "rolled-back-2",
        "told-customers": "told-customers",
        "alarm": "alarm",
    }
    question = show(program, "twin/outage")
    assert question["id"] == "own/outage"
    assert [point["id"] for point in question["key_points"]][3:] == ["rolled-back-2"]
    assert attempts(program, "own/outage") == [number]
    taught = program.ok("wordings", "list", "own/outage", "--json").data["wordings"]
    assert {(one["key_point_id"], one["text"]) for one in taught} == {
        ("rolled-back-2", "I rang my boss"),
        ("alarm", "it beeps earlier now"),
    }
    program.ok("undo")
    assert banks(program) == before
    taught = program.ok("wordings", "list", "twin/outage", "--json").data["wordings"]
    assert {one["key_point_id"] for one in taught} == {"rolled-back", "alarm"}


def test_a_removed_question_comes_back_as_it_was(program: Program, own: Path) -> None:
    before = banks(program)
    number = answered(program, "outage")
    program.ok("bank", "remove", "outage")
    assert program.run("bank", "show", "own/outage").code == 4
    assert attempts(program, "own/outage") == [number]
    program.ok("undo")
    assert banks(program) == before


def test_a_whole_bank_is_removed_and_comes_back(program: Program, own: Path) -> None:
    program.ok("bank", "remove", "own")
    assert not own.exists()
    program.ok("undo")
    assert banks(program) == {own.name: COMMENTED}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("remove", "caught-off-guard/five-years"), 3, "retire"),
        (("remove", "caught-off-guard"), 3, "disable"),
        (("rename", "outage", "Two Words"), 3, "two-words"),
        (("rename", "caught-off-guard/five-years", "gap-in-cv"), 3, "there already"),
        (("move", "outage", "own"), 3, "rename"),
        (("move", "outage", "nowhere"), 4, "no bank"),
        (("merge", "outage", "outage"), 3, "itself"),
        (("new", "own"), 3, "bank add"),
        (("new", "Über uns"), 3, "ueber-uns"),
        (("new", "nice", "--language", "English"), 3, "language"),
        (("disable", "nowhere"), 4, "bank list"),
        (("suspend", "nothing like it"), 4, "bank list"),
        (("show", "outage", "--shipped"), 4, "yours alone"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    arguments: tuple[str, ...], code: int, words: str, program: Program, own: Path
) -> None:
    result = program.run("bank", *arguments)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert banks(program) == {own.name: COMMENTED}


def test_a_name_that_a_question_had_before_is_not_given_again(program: Program, own: Path) -> None:
    program.ok("bank", "rename", "outage", "crash")
    program.ok("bank", "add", "--bank", "own", "--prompt", "And how?")
    refused = program.run("bank", "rename", "and-how", "outage")
    assert refused.code == 3
    assert "own/crash was called before" in refused.err


def test_undo_refuses_to_overwrite_what_a_hand_changed_since(program: Program, own: Path) -> None:
    program.ok("bank", "rename", "outage", "crash")
    text = own.read_text(encoding="utf-8").replace("serious", "grave")
    own.write_text(text, encoding="utf-8")
    refused = program.run("undo")
    assert refused.code == 3
    assert "changed in own.yaml since" in refused.err
    assert own.read_text(encoding="utf-8") == text


def test_a_new_bank_is_a_template_that_questions_go_into(program: Program) -> None:
    file = Path(program.ok("bank", "new", "acme", "--language", "de", "--json").data["file"])
    template = file.read_text(encoding="utf-8")
    assert "wordings:" in template
    program.ok("bank", "check")
    program.ok("bank", "add", "--bank", "acme", "--prompt", "Warum wir?")
    question = show(program, "warum-wir")
    assert question["language"] == "de"
    assert "take the number signs away" in file.read_text(encoding="utf-8")
    program.ok("undo")
    program.ok("undo")
    assert not file.exists()


def test_the_example_in_a_new_bank_is_a_question_without_remarks(program: Program) -> None:
    file = Path(program.ok("bank", "new", "acme", "--json").data["file"])
    lines = file.read_text(encoding="utf-8").replace("questions: []", "questions:").splitlines()
    shown = [line[1:] if line.startswith("#  ") else line for line in lines]
    file.write_text("\n".join(shown), encoding="utf-8")
    program.ok("bank", "check", file, "--strict")
    assert len(show(program, "acme")["questions"]) == 1


def test_what_is_suspended_retired_or_disabled_is_shown_and_not_drawn(
    program: Program, own: Path
) -> None:
    for file in SHIPPED.glob("*.yaml"):
        program.ok("bank", "disable", file.stem)
    program.ok("bank", "suspend", "outage")
    assert show(program, "outage")["standing"] == "suspended"
    nothing = program.run("drill", "--typed", "--json", stdin="")
    assert nothing.code == 4
    assert "suspended" in nothing.error["message"]
    program.ok("bank", "retire", "outage")
    assert show(program, "own")["questions"] == []
    assert "1 retired and not shown" in program.ok("bank", "show", "own").out
    [retired] = show(program, "own", "--all")["questions"]
    assert retired["standing"] == "retired"
    answered(program, "outage")
    program.ok("bank", "resume", "outage")
    drawn = program.ok("drill", "--typed", "--json", "--bank", "own", stdin=ANSWER).data
    assert [answer["question"]["id"] for answer in drawn["answers"]] == ["own/outage"]
    assert program.ok("drill", "--typed", "--json", stdin="").data["questions"] == []
    listed = program.ok("bank", "list", "--json").data["banks"]
    assert {bank["id"] for bank in listed if bank["enabled"]} == {"own"}
    named = program.ok("drill", "--typed", "--json", "--bank", SHIPPED_ONE, stdin=ANSWER).data
    assert named["answers"]


SHIPPED_ONE = "caught-off-guard"


def test_each_decision_is_undone_alone(program: Program, own: Path) -> None:
    program.ok("bank", "suspend", "outage")
    program.ok("bank", "retire", "outage")
    program.ok("bank", "resume", "outage")
    program.ok("bank", "disable", "own")
    program.ok("bank", "enable", "own")
    seen = []
    for _ in range(5):
        question = show(program, "outage")
        seen.append(question["standing"])
        program.ok("undo")
    assert seen == ["in_use", "disabled", "in_use", "retired", "suspended"]
    assert show(program, "outage")["standing"] == "in_use"


def test_decisions_that_change_nothing_leave_nothing_to_undo(program: Program, own: Path) -> None:
    assert "already" in program.ok("bank", "enable", "own").out
    assert "already" in program.ok("bank", "resume", "outage").out
    assert not (program.workspace / "recordings").exists()


def test_a_history_that_cannot_be_read_does_not_hide_the_banks(program: Program, own: Path) -> None:
    database = program.workspace / "recordings" / "trainer.db"
    database.parent.mkdir()
    database.write_bytes(b"no database" * 100)
    listed = program.ok("bank", "list")
    assert "own" in listed.out
    assert "can't be read" in listed.err


@pytest.fixture
def updatable(tmp_path: Path) -> tuple[Program, Path]:
    """The program in a checkout whose shipped banks can be changed, as an update does."""
    checkout = tmp_path / "checkout"
    (checkout / "recordings").mkdir(parents=True)
    (checkout / "question_banks").mkdir()
    (checkout / "trainer").symlink_to(Path(__file__).parents[2] / "trainer")
    shipped = checkout / "question_banks" / "own.yaml"
    shipped.write_text(OTHER, encoding="utf-8")
    program = Program.at(tmp_path / "workspace", PYTHONPATH=str(checkout), PYTHONSAFEPATH="1")
    return program, shipped


def test_an_update_keeps_the_history_and_tells_whoever_has_a_version_of_their_own(
    updatable: tuple[Program, Path], tmp_path: Path
) -> None:
    program, shipped = updatable
    number = answered(program, "outage")
    question = show(program, "outage")
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        json.dumps(
            {key: question[key] for key in ("id", "prompt", "key_points")} | {"asks": "Calm?"}
        ),
        encoding="utf-8",
    )
    edited = program.ok("bank", "edit", "outage", "--file", changed, "--json").data
    assert Path(edited["file"]).parent == program.workspace / "question_banks"
    assert shipped.read_text(encoding="utf-8") == OTHER
    assert show(program, "outage")["behind"] == []

    updated = OTHER.replace("serious", "grave").replace("id: alarm", "id: warning")
    shipped.write_text(updated, encoding="utf-8")
    mine = show(program, "outage")
    assert mine["asks"] == "Calm?"
    assert mine["behind"] == [
        "another prompt",
        "key point warning is new",
        "key point alarm is gone",
    ]
    assert "own/outage changed since you made your version" in program.ok("bank", "list").err
    assert "grave" in show(program, "outage", "--shipped")["prompt"]
    assert attempts(program, "outage") == [number]

    program.ok("bank", "edit", "outage", "--file", changed)
    assert show(program, "outage")["behind"] == []
    program.ok("undo")
    assert len(show(program, "outage")["behind"]) == 3
    program.ok("bank", "remove", "outage")
    now = show(program, "outage")
    assert ("grave" in now["prompt"], now["behind"]) == (True, [])
    assert attempts(program, "outage") == [number]
    program.ok("undo")
    assert len(show(program, "outage")["behind"]) == 3
