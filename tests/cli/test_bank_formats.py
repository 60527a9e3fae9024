"""Banks out and in, through the command: told first, all or nothing, and undone in one."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.history.made import begin, finish
from tests.support.banks import BANK, add_bank
from tests.support.program import Program
from tests.support.terminal import ended, terminal
from trainer.bank.form import MAX_FILE_BYTES
from trainer.bank.load import load_bank
from trainer.history.opening import open_history
from trainer.scoring.coverage import Verdict
from trainer.workspace.places import Workspace

NOW = datetime.now(UTC) - timedelta(days=1)
COMMENTED = BANK.replace("    kind: behavioural", "    # asked at Acme\n    kind: behavioural")

PASTED = """\
## What would you change about our product?

- names one thing (okay)
  - the search is what I would begin with
- says for whom

## Why did you leave your last job?
"""


def banks(program: Program) -> dict[str, bytes]:
    folder = program.workspace / "question_banks"
    return {file.name: file.read_bytes() for file in folder.glob("*")}


def fates(data: Any) -> dict[str, tuple[str, str | None]]:
    return {q["question_id"]: (q["fate"], q["duplicate_of"]) for q in data["questions"]}


@pytest.mark.parametrize("ending", ["csv", "tsv", "md", "json", "yaml", "apkg"])
def test_a_bank_goes_out_and_comes_in_elsewhere(
    ending: str, program: Program, tmp_path: Path
) -> None:
    own = add_bank(program.workspace)
    file = tmp_path / f"bank.{ending}"
    told = program.ok("bank", "export", "own", "--to", file, "--json")
    assert told.data["questions"] == len(load_bank(own).bank.questions)  # type: ignore[union-attr]
    other = Program(
        tmp_path / "other", {**program.environment, "TRAINER_WORKSPACE": str(tmp_path / "other")}
    )
    done = other.ok("bank", "import", file, "--json").data
    [written] = done["written"]
    assert load_bank(Path(written)).bank.questions == load_bank(own).bank.questions  # type: ignore[union-attr]
    assert Path(written).stat().st_mode & 0o077 == 0
    again = other.ok("bank", "import", file, "--json").data
    assert again["written"] == []
    assert {fate for fate, _ in fates(again).values()} == {"same"}
    other.ok("undo")
    assert banks(other) == {}
    assert other.run("undo").code == 4


def test_what_a_format_has_no_place_for_is_told_in_one_line(
    program: Program, tmp_path: Path
) -> None:
    add_bank(program.workspace, COMMENTED)
    lines = {
        ending: program.ok(
            "bank", "export", "own", "--to", tmp_path / f"b.{ending}"
        ).err.splitlines()
        for ending in ("csv", "md", "apkg")
    }
    assert lines["md"] == [lines["md"][0]]
    assert "comments" in lines["md"][0]
    assert "title" not in lines["md"][0]
    assert "title" in lines["csv"][0]
    assert len(lines["csv"]) == 1
    printed = program.ok("bank", "export", "own", "--format", "markdown")
    assert printed.out.startswith("# ")
    assert printed.out == (tmp_path / "b.md").read_text(encoding="utf-8")


def test_a_file_that_is_there_is_not_written_over_unasked(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine", encoding="utf-8")
    refused = program.run("bank", "export", "general-behavioural", "--to", file)
    assert refused.code == 3
    assert file.read_text(encoding="utf-8") == "mine"
    program.ok("bank", "export", "general-behavioural", "--to", file, "--overwrite")
    assert file.read_text(encoding="utf-8").startswith("id,prompt")
    assert program.run("bank", "export", "general-behavioural", "--to", "x.docx").code == 2
    assert program.run("bank", "export", "nonsense", "--to", tmp_path / "x.csv").code == 4
    assert program.run("bank", "export", "general-behavioural", "--json").code == 2


def test_pasted_text_is_shown_first_and_written_nowhere_in_a_dry_run(program: Program) -> None:
    told = program.ok("bank", "import", "-", "--dry-run", stdin=PASTED)
    assert "2 new" in told.out
    assert "line 1: What would you change about our product?" in told.out
    assert "line 7: Why did you leave your last job?" in told.out
    assert not program.workspace.exists()
    done = program.ok("bank", "import", "-", "--bank", "Pasted ones", "--json", stdin=PASTED).data
    assert done["bank"] == "pasted-ones"
    shown = program.ok("bank", "show", "what-would-you-change-about-our-product", "--json").data
    assert [point.get("weight") for point in shown["key_points"]] == ["okay", None]
    assert shown["key_points"][0]["wordings"] == ["the search is what I would begin with"]


def test_a_pasted_table_is_known_by_its_first_row(program: Program) -> None:
    for table in (
        'Question;Points\nWhy us?;"knows us\nlikes us"\n',
        "prompt\tkind\nWhy?\ttechnical\n",
    ):
        told = program.ok("bank", "import", "-", "--dry-run", "--json", stdin=table)
        assert [one["line"] for one in told.data["questions"]] == [2]


@pytest.fixture
def own(program: Program) -> Path:
    return add_bank(program.workspace, COMMENTED)


CHANGED = """\
prompt,key_points
tell me about a serious OUTAGE you had to handle!,stayed calm
Which of your colleagues would you rather not work with again?,
"""


def test_a_nearly_equal_prompt_is_told_and_left_out(program: Program, own: Path) -> None:
    before = banks(program)
    told = program.ok("bank", "import", "-", "--bank", "other", stdin=CHANGED)
    assert "1 new" in told.out
    assert "1 there already, left out" in told.out
    assert "own/outage" in told.out
    assert "line 2" in told.out
    after = banks(program)
    assert after["own.yaml"] == before["own.yaml"]
    assert b"calm" not in after["other.yaml"]


def test_a_duplicate_takes_the_place_and_the_id_of_the_other(program: Program, own: Path) -> None:
    before = banks(program)
    options = ("--bank", "other", "--on-duplicate", "replace", "--json")
    done = program.ok("bank", "import", "-", *options, stdin=CHANGED).data
    assert fates(done)["own/outage"] == ("replace", "own/outage")
    shown = program.ok("bank", "show", "own/outage", "--json").data
    assert [point["text"] for point in shown["key_points"]] == ["stayed calm"]
    assert set(banks(program)) == {"own.yaml", "other.yaml"}
    program.ok("undo")
    assert banks(program) == before


def test_both_are_kept_where_that_is_wanted(program: Program, own: Path) -> None:
    table = "id,prompt\noutage,Tell me about a serious outage that you had to handle.\n"
    options = ("--bank", "own", "--on-duplicate", "keep-both", "--json")
    before = banks(program)
    done = program.ok("bank", "import", "-", *options, stdin=table).data
    assert fates(done) == {"own/outage-2": ("add", "own/outage")}
    assert own.read_bytes().startswith(before["own.yaml"].rstrip())
    program.ok("undo")
    assert banks(program) == before


def test_a_whole_bank_is_copied_where_both_are_kept(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "shipped.csv"
    program.ok("bank", "export", "general-behavioural", "--to", file)
    options = ("--bank", "copy", "--on-duplicate", "keep-both", "--json")
    for fate in ("add", "same"):
        done = program.ok("bank", "import", file, *options).data
        assert [one["fate"] for one in done["questions"]] == [fate] * 10
        assert {one["question_id"].partition("/")[0] for one in done["questions"]} == {"copy"}


def test_a_shipped_question_is_never_touched(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "shipped.json"
    program.ok("bank", "export", "general-behavioural", "--to", file)
    data = json.loads(file.read_text(encoding="utf-8"))
    data["questions"][0]["asks"] = "Something else."
    file.write_text(json.dumps(data), encoding="utf-8")
    done = program.ok("bank", "import", file, "--on-duplicate", "replace", "--json").data
    assert sorted(fate for fate, _ in fates(done).values()) == ["replace"] + ["same"] * 9
    [written] = done["written"]
    assert Path(written).parent == program.workspace / "question_banks"
    question_id = next(one for one, (fate, _) in fates(done).items() if fate == "replace")
    assert program.ok("bank", "show", question_id, "--json").data["asks"] == "Something else."
    program.ok("undo")
    assert banks(program) == {}
    assert program.ok("bank", "show", question_id, "--json").data["asks"] != "Something else."


def test_undoing_leaves_what_was_changed_by_hand_since(program: Program) -> None:
    done = program.ok("bank", "import", "-", "--json", stdin=PASTED).data
    [path] = map(Path, done["written"])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("says for whom", "says for whom, and why"), encoding="utf-8")
    said = program.ok("undo").out
    assert "what-would-you-change" in said
    left = load_bank(path).bank
    assert left is not None
    assert [question.prompt for question in left.questions] == [
        "What would you change about our product?"
    ]


def test_with_one_fault_nothing_is_imported_and_each_is_told_with_its_line(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "bank.csv"
    file.write_text(
        'prompt,kind,time_limit_s,knid\n"Fine?\nYes",technical,90,\nWhy?,tecnical,90,\n,,soon,x\n',
        encoding="utf-8",
    )
    told = program.run("bank", "import", file)
    assert told.code == 3
    at = [line.split(": ")[0] for line in told.err.splitlines()[:-1]]
    assert at == [f"{file}:{line}" for line in (1, 4, 5, 5)]
    assert "did you mean technical" in told.err
    assert "nothing was imported" in told.err
    assert not program.workspace.exists()


MARKDOWN_FAULTS = "# Bank\n\n## One?\n\nWieght: okay\n\n- a\n\n## Two?\n\nKind: odd\n\n#### deep\n"


def test_faults_of_other_formats_have_their_lines(program: Program) -> None:
    for form, text, expected in (
        ("markdown", MARKDOWN_FAULTS, [5, 11, 13]),
        (
            "json",
            '{"format": 1, "id": "a", "title": "A",\n"questions": [\n{"prompt": 3},\n{}]}',
            [3, 4],
        ),
        ("json", '{"format": 1,\n "id" 3}', [2]),
        ("yaml", "format: 1\nid: a\ntitle: A\nquestions:\n  - prompt: 3\n", [5]),
        ("tsv", 'prompt\nfine\n"open', [3]),
        ("markdown", "just a line of text", [1]),
    ):
        told = program.run("bank", "import", "-", "--format", form, "--json", stdin=text)
        assert told.code == 3, text
        assert [one["line"] for one in json.loads(told.out)["data"]["faults"]] == expected, text


def hostile() -> dict[str, tuple[str, bytes]]:
    return {
        "too large": ("csv", b"prompt\n" + b"x" * MAX_FILE_BYTES),
        "millions of lines": ("csv", b"prompt\n" + b"a\n" * 4_000_000),
        "millions of empty lines": ("csv", b"\n" * 8_000_000),
        "millions of headings": ("markdown", b"# a\n" * 2_000_000),
        "millions of list items": ("markdown", b"- a\n" * 2_000_000),
        "one line without an end": ("markdown", b"# " + b" \\" * 4_000_000),
        "latin-1": ("csv", "prompt\nWie geht's Ihnen, Müller?\n".encode("latin-1")),
        "a program": ("csv", b"\x7fELF\x00\x00\x01prompt\n"),
        "nothing": ("markdown", b" \n"),
        "nested without end": ("json", b"[" * 4_000_000),
        "a number without end": ("json", b"[" + b"9" * 4_000_000 + b"]"),
        "one key again and again": ("json", b'{"a":1,' * 1 + b'"a":1,' * 900_000 + b'"a":1}'),
        "aliases that unfold": ("yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_text_ends_in_a_clear_message(name: str, program: Program) -> None:
    form, content = hostile()[name]
    started = time.monotonic()
    told = program.run("bank", "import", "-", "--format", form, stdin=content)
    # Far beyond what it takes: this only tells an end from none.
    assert time.monotonic() - started < 120
    assert told.code == 3, told.err[-500:]
    assert "Traceback" not in told.err
    assert len(told.err) < 300_000
    assert not program.workspace.exists()


def test_other_encodings_are_read_where_they_are_named_or_marked(program: Program) -> None:
    table = "prompt\nWie heißen Sie, Müller?\n"
    for content, options in (
        (table.encode("utf-8-sig"), ()),
        (table.encode("utf-16"), ()),
        (table.encode("cp1252"), ("--encoding", "cp1252")),
    ):
        told = program.ok(
            "bank", "import", "-", "--format", "csv", "--dry-run", "--json", *options, stdin=content
        )
        assert told.data["questions"][0]["prompt"] == "Wie heißen Sie, Müller?"
    assert program.run("bank", "import", "-", "--encoding", "zip", stdin=table).code == 2


def test_a_failure_in_the_second_bank_takes_the_first_one_back(program: Program, own: Path) -> None:
    flow = BANK.partition("questions:")[0].replace("id: own", "id: flowing")
    prompt = "Where would you rather work than here, and why not there?"
    other = own.with_name("flowing.yaml")
    other.write_text(f"{flow}questions: [{{id: rather, prompt: '{prompt}'}}]\n", encoding="utf-8")
    before = banks(program)
    table = f'prompt,asks\nA question that is new?,\n"{prompt}",Changed.\n'
    options = ("--bank", "own", "--on-duplicate", "replace")
    told = program.run("bank", "import", "-", *options, stdin=table)
    assert told.code == 3
    assert banks(program) == before
    assert program.run("undo").code == 4


def test_a_busy_history_is_told_and_nothing_is_written(program: Program, own: Path) -> None:
    program.ok("bank", "suspend", "outage")
    before = banks(program)
    with sqlite3.connect(program.workspace / "recordings" / "trainer.db") as database:
        database.execute("BEGIN IMMEDIATE")
        told = program.run("bank", "import", "-", stdin=PASTED)
        database.rollback()
    database.close()
    assert told.code == 8
    assert banks(program) == before


@pytest.mark.parametrize(("answer", "code"), [("n", 0), ("y", 1)])
def test_at_a_terminal_nothing_is_written_unasked(
    answer: str, code: int, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "pasted.md"
    file.write_text(PASTED, encoding="utf-8")
    with terminal(program, "bank", "import", str(file), columns=40) as child:
        child.expect("2 new")
        child.expect(r"Write this\? \[Y/n\]")
        child.sendline(answer)
        last = ended(child)
    assert len(banks(program)) == code
    assert ("Nothing was written" in last) == (answer == "n")


def test_the_best_take_goes_with_the_deck(program: Program, tmp_path: Path) -> None:
    add_bank(program.workspace)
    bank = load_bank(program.workspace / "question_banks" / "own.yaml").bank
    assert bank is not None
    question = bank.questions[0]
    workspace = Workspace(program.workspace)
    with open_history(workspace, write=True, now=NOW) as history:
        for said, verdict in (
            (b"poor", Verdict.MISSED),
            (b"best", Verdict.COVERED),
            (b"late", Verdict.MISSED),
        ):
            attempt = begin(history, question, at=NOW)
            assert attempt.audio is not None
            (workspace.recordings / attempt.audio).write_bytes(said)
            finish(history, attempt, verdict, Verdict.NOT_SURE, at=NOW)
    file = tmp_path / "own.apkg"
    told = program.ok("bank", "export", "own", "--to", file, "--audio", "--json").data
    assert told["takes"] == 1
    with zipfile.ZipFile(file) as archive:
        media = json.loads(archive.read("media"))
        assert [archive.read(name) for name in media] == [b"best"]
    assert (
        program.ok("bank", "export", "own", "--to", tmp_path / "no.apkg", "--json").data["takes"]
        == 0
    )
    assert program.run("bank", "export", "own", "--to", tmp_path / "a.csv", "--audio").code == 2
