from __future__ import annotations

import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bank.malformed import HEAD, QUESTION
from tests.bank.strategies import SNIPPETS, questions
from trainer.bank import Question, question_from_mapping, question_to_mapping
from trainer.bank.edit import RemovedQuestion, add_question, put_back, remove_question
from trainer.bank.load import load_bank
from trainer.errors import InputError, NotFoundError, StorageError

COMMENTED = """\
# My own bank.
format: 1
id: mine   # never change this
title: "Mine"

questions:
  # --- people ---

  - id: conflict
    prompt: >-
      Tell me about
      a conflict.
    # think of the migration
    key_points:
    - {id: listen,   text: I listened.}

  # asked twice
  - id: deadline
    prompt: 'Tell me about a deadline.'   # hm
    asks: |
      # not a comment
      - not a question

  - prompt: Why us?
    id: why-us
    # more to come

# The end.
"""

NEW: dict[str, Any] = {
    "prompt": "What is your greatest weakness?",
    "id": "weakness",
    "key_points": [{"text": "I name a real one.", "id": "real", "weight": "okay"}],
}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    return path


def read_questions(path: Path) -> tuple[Question, ...]:
    loaded = load_bank(path)
    assert loaded.faults == ()
    assert loaded.bank is not None
    return loaded.bank.questions


def test_a_question_is_added_and_nothing_else_changes(bank: Path) -> None:
    added = add_question(bank, NEW)

    assert added.id == "mine/weakness"
    assert read_questions(bank)[-1] == added
    assert bank.read_text() == COMMENTED.replace(
        "    # more to come\n",
        "    # more to come\n"
        "\n"
        "  - id: weakness\n"
        "    prompt: What is your greatest weakness?\n"
        "    key_points:\n"
        "      - id: real\n"
        "        text: I name a real one.\n"
        "        weight: okay\n",
    )


@pytest.mark.parametrize("position", [0, 1, 2, 3, 99])
def test_a_question_is_added_at_a_position(bank: Path, position: int) -> None:
    add_question(bank, NEW, position=position)

    ids = [question.id for question in read_questions(bank)]
    expected = ["mine/conflict", "mine/deadline", "mine/why-us"]
    expected.insert(position, "mine/weakness")
    assert ids == expected
    remaining = bank.read_text().splitlines()
    assert [line for line in COMMENTED.splitlines() if line not in remaining] == []


def test_a_file_without_blank_lines_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    compact = HEAD + QUESTION + QUESTION.replace("conflict\n", "second\n", 1)
    path.write_text(compact)

    add_question(path, {"id": "third", "prompt": "C?"})

    assert path.read_text() == compact + "  - id: third\n    prompt: C?\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "- id: a\n  prompt: A?\n- id: b\n  prompt: B?\n",
        HEAD + "      -   id: a\n          prompt: A?\n",
        HEAD + "  -\n    id: a\n    prompt: A?",
        HEAD.replace("questions:", "questions: [ ]  # none yet"),
        HEAD,
        "format: 1\nid: team\nquestions:\n- id: a\n  prompt: A?\n\n# About\ntitle: Team\n",
        "---\n" + HEAD + QUESTION + "...\n",
        (HEAD + QUESTION).replace("\n", "\r\n"),
        HEAD + QUESTION + "    asks: |\n      One.\n\n      # Two.\n\n",
        HEAD + QUESTION + '    asks: "One\n      two"\n',
    ],
    ids=[
        "dashes under the key",
        "deep dashes",
        "no line end",
        "empty list",
        "nothing",
        "other keys behind",
        "document marks",
        "Windows",
        "block at the end",
        "quoted lines",
    ],
)
def test_any_layout_in_lines(tmp_path: Path, text: str) -> None:
    path = tmp_path / "team.yaml"
    path.write_bytes(text.encode())
    loaded = load_bank(path)
    assert loaded.bank is not None
    before = loaded.bank.questions

    added = add_question(path, NEW)

    assert read_questions(path) == (*before, added)
    assert path.read_bytes().count(b"\r") in (0, path.read_bytes().count(b"\n"))
    for line in text.replace(" [ ]", "").splitlines():
        assert line in path.read_text().splitlines()


@pytest.mark.parametrize("question_id", ["conflict", "deadline", "mine/why-us"])
def test_a_question_is_removed_and_put_back_as_it_was(bank: Path, question_id: str) -> None:
    before = read_questions(bank)

    removed = remove_question(bank, question_id)

    assert removed.question_id == f"mine/{question_id.removeprefix('mine/')}"
    assert [one for one in before if one not in read_questions(bank)] == [before[removed.position]]
    assert question_from_mapping(removed.mapping, bank_id="mine") == before[removed.position]
    outside = [line for line in COMMENTED.splitlines() if line.lstrip(" ")[:1] == "#"]
    kept = [line for line in outside if line not in removed.text.splitlines()]
    assert all(line in bank.read_text().splitlines() for line in kept)

    put_back(bank, removed)

    assert bank.read_text() == COMMENTED


def test_the_last_question_leaves_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    text = HEAD.replace("questions:", "questions:  # mine") + "\n" + QUESTION + "\n# end\n"
    path.write_text(text)

    removed = remove_question(path, "conflict")

    assert read_questions(path) == ()
    put_back(path, removed)
    assert path.read_text() == text


def test_all_removed_and_all_put_back(bank: Path) -> None:
    removed = [remove_question(bank, one) for one in ("deadline", "conflict", "why-us")]
    for one in reversed(removed):
        put_back(bank, one)

    assert bank.read_text() == COMMENTED


def test_a_question_comes_back_into_a_file_that_has_changed(bank: Path) -> None:
    removed = remove_question(bank, "deadline")
    bank.write_text(HEAD.replace("team", "mine") + "- id: a\n  prompt: A?\n")

    put_back(bank, removed)

    assert [one.id for one in read_questions(bank)] == ["mine/a", "mine/deadline"]


def test_a_question_comes_back_without_its_file(bank: Path) -> None:
    removed = remove_question(bank, "deadline")
    bank.unlink()

    put_back(bank, removed)

    assert [one.id for one in read_questions(bank)] == ["mine/deadline"]


def test_a_question_that_is_there_again_is_not_put_back(bank: Path) -> None:
    removed = remove_question(bank, "deadline")
    add_question(bank, {**NEW, "id": "deadline"})
    text = bank.read_text()

    with pytest.raises(InputError, match="already"):
        put_back(bank, removed)
    assert bank.read_text() == text


def test_a_question_at_fault_can_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(HEAD + QUESTION + "  - id: bad\n    prompt: 3\n")

    removed = remove_question(path, "bad")

    assert removed.mapping == {"id": "bad", "prompt": 3}
    assert path.read_text() == HEAD + QUESTION
    put_back(path, removed)
    assert len(load_bank(path).faults) == 1


def test_a_bank_with_a_fault_elsewhere_takes_a_question(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(HEAD + QUESTION + "    promt: x\n")

    add_question(path, NEW)

    assert [fault.line for fault in load_bank(path).faults] == [7]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({**NEW, "id": "conflict"}, "already"),
        ({**NEW, "id": "mine/why-us"}, "already"),
        ({**NEW, "id": "other/weakness"}, "belongs to the bank 'other'"),
        ({**NEW, "weight": "vital"}, "unknown key 'weight'"),
        ({"id": "a"}, "has no prompt"),
    ],
)
def test_a_question_at_fault_is_refused(bank: Path, mapping: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        add_question(bank, mapping)
    assert bank.read_text() == COMMENTED
    assert list(bank.parent.iterdir()) == [bank]


@pytest.mark.parametrize(
    "text",
    [
        "- a list\n",
        "format: 1\nid: [\n",
        HEAD.replace("id: team", "id: My Team") + QUESTION,
        HEAD.replace("questions:", "questions: [{id: a, prompt: A?}]"),
        HEAD.replace("questions:", "questions: some"),
        "{format: 1, id: team, title: Team, questions: []}\n",
        HEAD + "  - id: a\n    prompt: &a A?\n    asks: *a\n",
    ],
)
def test_a_file_that_can_not_be_changed_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(text)

    with pytest.raises(InputError) as raised:
        add_question(path, NEW)

    assert raised.value.hint
    assert path.read_text() == text


def test_a_full_bank_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    text = HEAD + "".join(f"- {{id: q{n}, prompt: A?}}\n" for n in range(5000))
    path.write_text(text)

    with pytest.raises(InputError, match="can't be changed"):
        add_question(path, NEW)
    assert path.read_text() == text


def test_no_such_question(bank: Path) -> None:
    with pytest.raises(NotFoundError) as raised:
        remove_question(bank, "deadlines")

    assert raised.value.candidates == ("mine/deadline",)
    assert bank.read_text() == COMMENTED


def test_a_new_bank_is_private(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "My Bank.yaml"

    added = add_question(path, {**NEW, "language": "de"})

    assert added.id == "my-bank/weakness"
    assert read_questions(path) == (added,)
    assert path.read_text().startswith(
        "format: 1\nid: my-bank\ntitle: My bank\nlanguage: de\nquestions:\n  - id: weakness\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_new_bank_is_named_by_the_question(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"

    add_question(path, {**NEW, "id": "acme/weakness"}, title="Asked at Acme: 2024", language="no")

    bank = load_bank(path).bank
    assert bank is not None
    assert (bank.id, bank.title, bank.language) == ("acme", "Asked at Acme: 2024", "no")
    assert bank.questions[0].language == "no"


def test_a_new_bank_at_fault_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a language tag"):
        add_question(tmp_path / "x.yaml", NEW, language="English")
    assert list(tmp_path.iterdir()) == []


def test_mode_and_symbolic_link_stay(bank: Path, tmp_path: Path) -> None:
    bank.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(bank.name)

    add_question(link, NEW)

    assert link.is_symlink()
    assert stat.S_IMODE(bank.stat().st_mode) == 0o640
    assert len(read_questions(bank)) == 4
    assert sorted(tmp_path.iterdir()) == [link, bank]


def test_what_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageError, match="can't create the folder") as raised:
        add_question(tmp_path / "file" / "mine.yaml", NEW)
    assert raised.value.hint
    with pytest.raises(StorageError, match="can't read"):
        remove_question(tmp_path / "missing.yaml", "a")


def test_long_texts_are_folded_and_lines_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    long = "I spoke with everyone who was concerned. " * 10
    several = "Read this:\n\n  def f(x):\n      return x\n\nWhat does it do?"

    added = add_question(path, {"id": "a", "prompt": several, "asks": long})

    assert (added.prompt, added.asks) == (several, long.strip())
    lines = path.read_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert all(line == line.rstrip() for line in lines)
    assert "      Read this:" in lines
    assert "        def f(x):" in lines


@settings(deadline=None, max_examples=60)
@given(st.lists(questions("mine"), min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_any_question_survives_its_file(added: list[Question]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        path.write_text(COMMENTED.replace("id: mine", "language: de\nid: mine"))
        others = read_questions(path)
        taken = {one.id for one in others}
        added = [one for one in added if one.id not in taken]
        for one in added:
            assert add_question(path, question_to_mapping(one, default_language="de")) == one
        assert read_questions(path) == (*others, *added)
        text = path.read_text()
        for one in added:
            removed = remove_question(path, one.id)
            assert isinstance(removed, RemovedQuestion)
            put_back(path, removed)
            assert path.read_text() == text


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(COMMENTED)), st.integers(0, 30), st.sampled_from(("", *SNIPPETS)))
def test_any_layout_is_changed_rightly_or_refused(start: int, length: int, instead: str) -> None:
    damaged = COMMENTED[:start] + instead + COMMENTED[start + length :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        path.write_bytes(damaged.encode())
        before = load_bank(path)
        try:
            added = add_question(path, NEW)
        except InputError:
            assert path.read_bytes() == damaged.encode()
            return
        after = load_bank(path)
        assert before.bank is not None
        assert after.bank is not None
        assert after.bank.questions == (*before.bank.questions, added)
        assert len(after.faults) <= len(before.faults)
        put_back(path, remove_question(path, added.id))
        assert load_bank(path) == after
