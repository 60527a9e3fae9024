from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bank.malformed import HEAD, MALFORMED, QUESTION, Malformed
from trainer.bank.faults import MAX_FAULTS
from trainer.bank.load import bank_from_bytes, load_bank, load_banks
from trainer.bank.nouns import KeyPoint, Kind, Question, Source, Weight

FULL = """\
# Everything that a bank can hold.
format: 1
id: team
title: Working together
language: no  # Norwegian, not a boolean
questions:
  - id: conflict
    prompt: >
      Tell me about
      a conflict.
    other_prompts: ['When did you disagree?']
    kind: situational
    tags: {competence: [conflict, tact], topic: 'yes', level: junior}
    time_limit_s: 90
    key_points:
      - id: listen
        text: I listened first.
        weight: okay
        wordings:
          - I heard them out.
          - No
        probe: |
          What did you do
          before you answered?
      - {id: result, text: We agreed.}
    follow_ups: ['And then?']
    asks: Can you disagree kindly?
    source: {company: Acme, role: Lead, date: 2024-05-01, stage: second, attempt: 7}
    renamed_from: [clash, old/row]
    language: en
  - id: team/deadline
    prompt: Tell me about a deadline.
"""


def test_everything_a_bank_can_hold(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(FULL, encoding="utf-8")

    loaded = load_bank(path)

    assert loaded.faults == ()
    assert loaded.bank is not None
    assert (loaded.bank.id, loaded.bank.title) == ("team", "Working together")
    assert loaded.bank.language == "no"
    full, plain = loaded.bank.questions
    assert full == Question(
        id="team/conflict",
        prompt="Tell me about a conflict.",
        other_prompts=("When did you disagree?",),
        kind=Kind.SITUATIONAL,
        tags={"competence": ("conflict", "tact"), "topic": ("yes",), "level": ("junior",)},
        time_limit_s=90.0,
        key_points=(
            KeyPoint(
                "listen",
                "I listened first.",
                Weight.OKAY,
                ("I heard them out.", "No"),
                "What did you do\nbefore you answered?",
            ),
            KeyPoint("result", "We agreed."),
        ),
        follow_ups=("And then?",),
        asks="Can you disagree kindly?",
        source=Source("Acme", "Lead", "2024-05-01", "second", 7),
        renamed_from=("team/clash", "old/row"),
        language="en",
    )
    assert plain == Question("team/deadline", "Tell me about a deadline.", language="no")


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case.name)
def test_every_fault_has_its_line_and_its_remedy(tmp_path: Path, case: Malformed) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(case.content)

    faults = load_bank(path).faults

    assert [fault.line for fault in faults] == [line for line, _ in case.expected]
    for fault, (_, words) in zip(faults, case.expected, strict=True):
        for word in words:
            assert word in str(fault)
        assert fault.file == path
        assert fault.mend
        assert "\n" not in str(fault)


def test_there_are_thirty_malformed_banks_of_different_names() -> None:
    assert len({case.name for case in MALFORMED}) == len(MALFORMED) >= 30


def test_good_questions_of_a_faulty_bank_are_given() -> None:
    text = HEAD + QUESTION + "  - id: bad\n    prompt: 3\n  - id: good\n    prompt: Good?\n"

    loaded = bank_from_bytes(text.encode(), Path("bank.yaml"))

    assert loaded.bank is not None
    assert [question.id for question in loaded.bank.questions] == ["team/conflict", "team/good"]
    assert [fault.line for fault in loaded.faults] == [8]


@pytest.mark.parametrize(
    "fault",
    ["kind: technical\n    kind: technical", "asks: !tag x", "? [a]\n    : b"],
    ids=["key twice", "tag", "key that is no word"],
)
def test_a_question_at_fault_in_its_yaml_is_not_given(fault: str) -> None:
    text = f"{HEAD}{QUESTION}    {fault}\n  - id: good\n    prompt: Good?\n"

    loaded = bank_from_bytes(text.encode(), Path("bank.yaml"))

    assert loaded.bank is not None
    assert [question.id for question in loaded.bank.questions] == ["team/good"]


def test_of_two_questions_with_one_id_the_first_is_given() -> None:
    text = HEAD + QUESTION + "  - id: conflict\n    prompt: Another.\n"

    loaded = bank_from_bytes(text.encode(), Path("bank.yaml"))

    assert loaded.bank is not None
    assert [question.prompt for question in loaded.bank.questions] == ["Tell me about a conflict."]


def test_a_bank_without_a_title_goes_by_its_id() -> None:
    text = HEAD.replace("title: Team\n", "") + QUESTION

    loaded = bank_from_bytes(text.encode(), Path("bank.yaml"))

    assert loaded.bank is not None
    assert loaded.bank.title == "team"
    assert len(loaded.bank.questions) == 1


def test_a_flood_of_faults_is_counted_not_told() -> None:
    text = HEAD + QUESTION + "".join(f"    key{n}: x\n" for n in range(MAX_FAULTS + 500))

    loaded = bank_from_bytes(text.encode(), Path("bank.yaml"))

    assert len(loaded.faults) == MAX_FAULTS + 1
    assert "500 more" in str(loaded.faults[-1])
    assert loaded.bank is not None
    assert loaded.bank.questions == ()


def test_one_bad_bank_never_hides_the_others(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text(HEAD + QUESTION)
    (tmp_path / "a.yaml").write_text("- :\n -")
    (tmp_path / "c.yaml").write_text(HEAD.replace("team", "work") + QUESTION)
    (tmp_path / "notes.txt").write_text("not a bank")
    (tmp_path / ".hidden.yaml").write_text("not a bank")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "d.yaml").write_text(HEAD + QUESTION)

    loaded = load_banks(tmp_path)

    assert [one.path.name for one in loaded] == ["a.yaml", "b.yml", "c.yaml"]
    assert [one.bank.id if one.bank else None for one in loaded] == [None, "team", "work"]
    assert [bool(one.faults) for one in loaded] == [True, False, False]


def test_two_banks_of_a_folder_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + QUESTION)
    (tmp_path / "b.yaml").write_text("# again\n" + HEAD + QUESTION)

    first, second = load_banks(tmp_path)

    assert first.bank is not None
    assert first.faults == ()
    assert second.bank is None
    assert [fault.line for fault in second.faults] == [3]
    assert "that of a.yaml as well" in str(second.faults[0])


def test_banks_of_different_folders_may_share_an_id(tmp_path: Path) -> None:
    for name in ("shipped", "mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "team.yaml").write_text(HEAD + QUESTION)

    loaded = load_banks(tmp_path / "shipped", tmp_path / "mine" / "team.yaml")

    assert [one.bank is not None for one in loaded] == [True, True]


def test_what_is_no_readable_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")

    told = {one.path.name: str(one.faults[0]) for one in load_banks(tmp_path)}

    assert "is a folder" in told["folder.yaml"]
    assert "not an ordinary file" in told["pipe.yaml"]
    assert "is not there" in told["dangling.yaml"]
    assert "symbolic links" in told["loop.yaml"]
    assert "is not there" in str(load_banks(tmp_path / "missing")[0].faults[0])


def test_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes((HEAD + QUESTION + "    promt: x\n").replace("\n", "\r\n").encode())

    (fault,) = load_bank(path).faults

    assert fault.line == 7
