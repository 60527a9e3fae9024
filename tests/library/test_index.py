"""What was read of banks is remembered, and never believed when it should not be."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bank.strategies import questions
from tests.support.banks import BANK, add_bank
from tests.support.program import Program
from trainer.bank import Question, QuestionBank
from trainer.bank.load import LoadedBank, load_bank, load_banks
from trainer.library import Library
from trainer.library.index import cache_file, load_folder
from trainer.library.index_form import from_plain, to_plain

SHIPPED = Path(__file__).parents[2] / "question_banks"
FAULTY = BANK.replace("id: own", "id: faulty").replace("prompt:", "promt:")


class Reader:
    """Reads banks, and knows which."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, path: Path) -> LoadedBank:
        self.names.append(path.name)
        return load_bank(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Banks: one with the id of another, one with faults."""
    folder = tmp_path / "banks"
    folder.mkdir()
    for name, text in (("one", BANK), ("same-id", BANK), ("faulty", FAULTY)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, cache: Path) -> tuple[tuple[LoadedBank, ...], list[str]]:
    reader = Reader()
    banks = load_folder(folder, cache, reader)
    if cache.is_dir():
        make_older(folder, cache)
    return banks, reader.names


def make_older(folder: Path, cache: Path) -> None:
    """As if the banks had been there for a second when they were read."""
    change(folder, cache, "UPDATE files SET seen_ns = seen_ns + 1000000000")


def change(folder: Path, cache: Path, sql: str) -> None:
    with closing(sqlite3.connect(cache_file(cache, folder))) as connection, connection:
        connection.execute(sql)


def test_what_is_remembered_is_what_was_read(folder: Path, tmp_path: Path) -> None:
    cold, names = read(folder, tmp_path / "cache")
    assert names == ["faulty.yaml", "one.yaml", "same-id.yaml"]
    warm, names = read(folder, tmp_path / "cache")
    assert names == []
    assert warm == cold == load_banks(folder)
    assert [len(one.faults) for one in warm] == [2, 0, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(questions(), max_size=3))
def test_every_question_comes_back_as_it_was(given_questions: list[Question]) -> None:
    bank = QuestionBank("b", "B", "en", tuple(given_questions))
    loaded = LoadedBank(Path("b.yaml"), bank, (), 2)
    plain = json.loads(json.dumps(to_plain(loaded), ensure_ascii=False).encode())
    assert from_plain(plain, Path("b.yaml")) == loaded


def test_only_a_changed_file_is_read_again(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "cache")
    changed = folder / "one.yaml"
    changed.write_text(BANK.replace("serious", "grave"), encoding="utf-8")
    (folder / "new.yaml").write_text(BANK.replace("id: own", "id: new"), encoding="utf-8")
    (folder / "same-id.yaml").unlink()
    banks, names = read(folder, tmp_path / "cache")
    assert names == ["new.yaml", "one.yaml"]
    assert banks == load_banks(folder)
    assert "grave" in str(banks)


def test_a_change_that_hides_its_time_and_size_is_seen(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "cache")
    file = folder / "one.yaml"
    before = file.stat()
    file.write_text(BANK.replace("serious", "SERIOUS"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    banks, names = read(folder, tmp_path / "cache")
    assert names == ["one.yaml"]
    assert "SERIOUS" in str(banks)


def test_a_file_that_was_read_as_soon_as_it_changed_is_not_believed(
    folder: Path, tmp_path: Path
) -> None:
    read(folder, tmp_path / "cache")
    # As if it had been read in the same tick of the file system's clock.
    moment = (folder / "one.yaml").stat().st_mtime_ns
    change(folder, tmp_path / "cache", f"UPDATE files SET seen_ns = {moment}")
    assert "one.yaml" in read(folder, tmp_path / "cache")[1]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwrite(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[:4096] + bytes(len(raw) - 4096))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def other_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE about SET value = 'another' WHERE name = 'program'")


def other_form(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE contents")
        connection.execute("PRAGMA user_version = 99")


def without_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE contents")


def other_words(file: Path) -> None:
    raw = file.read_bytes()
    assert b"a serious outage" in raw
    file.write_bytes(raw.replace(b"a serious outage", b"a curious outage"))


def not_ours(file: Path) -> None:
    file.write_bytes(b'[1, 2]\n{"a": 3}' * 1000)


@pytest.mark.parametrize(
    "damage",
    [cut, overwrite, empty, other_program, other_form, without_a_table, other_words, not_ours],
)
def test_a_damaged_or_foreign_cache_is_made_anew(
    damage: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    cold, _ = read(folder, tmp_path / "cache")
    damage(cache_file(tmp_path / "cache", folder))
    banks, names = read(folder, tmp_path / "cache")
    assert (banks, len(names)) == (cold, 3)
    assert read(folder, tmp_path / "cache") == (cold, [])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**20), st.integers(0, 7))
def test_a_flipped_bit_is_never_believed(folder: Path, tmp_path: Path, at: int, bit: int) -> None:
    cold, _ = read(folder, tmp_path / "cache")
    file = cache_file(tmp_path / "cache", folder)
    raw = bytearray(file.read_bytes())
    raw[at % len(raw)] ^= 1 << bit
    file.write_bytes(raw)
    assert load_folder(folder, tmp_path / "cache") == cold


def test_several_that_read_at_once_agree(folder: Path, tmp_path: Path) -> None:
    cold = load_banks(folder)

    def often(number: int) -> list[bool]:
        same = []
        for turn in range(12):
            if turn % 4 == number % 4:
                (folder / "one.yaml").touch()
            same.append(load_folder(folder, tmp_path / "cache") == cold)
        return same

    with ThreadPoolExecutor(6) as pool:
        assert all(all(same) for same in pool.map(often, range(6)))


def test_the_cache_is_for_its_owner_alone(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "cache")
    file = cache_file(tmp_path / "cache", folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_without_room_for_a_cache_the_banks_are_read_all_the_same(
    folder: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where a folder is needed")
    assert read(folder, blocked)[0] == load_banks(folder)


def test_what_was_read_of_a_folder_that_is_gone_is_forgotten(folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    shutil.copytree(folder, gone)
    read(gone, tmp_path / "cache")
    shutil.rmtree(gone)
    assert cache_file(tmp_path / "cache", gone).exists()
    read(folder, tmp_path / "cache")
    assert not cache_file(tmp_path / "cache", gone).exists()


def test_reading_writes_to_the_cache_and_never_to_the_workspace(program: Program) -> None:
    file = add_bank(program.workspace)
    before = sorted(program.workspace.rglob("*"))
    listed = program.ok("bank", "list", "--json").data
    assert sorted(program.workspace.rglob("*")) == before
    cache = Path(program.environment["TRAINER_CACHE"])
    assert cache_file(cache, file.parent).exists()
    assert program.ok("bank", "list", "--json").data == listed
    file.write_text(BANK.replace("serious", "grave"), encoding="utf-8")
    assert "grave" in program.ok("bank", "show", "outage").out
    relative = program.with_variables(TRAINER_CACHE="here").ok("bank", "list", "--json")
    assert relative.data == listed


def fastest_ms(work: Callable[[], object], times: int) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - start)

    return min(once() for _ in range(times))


def test_the_index_takes_at_most_a_tenth_of_reading_the_banks(tmp_path: Path) -> None:
    folder = tmp_path / "banks"
    folder.mkdir()
    shipped = Library.load(SHIPPED, tmp_path / "none")
    for copy in range(-(-560 // len(shipped.questions))):
        for file in SHIPPED.glob("*.yaml"):
            name = f"{file.stem}-{copy}"
            text = file.read_text(encoding="utf-8")
            text = text.replace(f"\nid: {file.stem}\n", f"\nid: {name}\n", 1)
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = Library.load(folder, tmp_path / "none", tmp_path / "cache")
    make_older(folder, tmp_path / "cache")

    cold = fastest_ms(lambda: Library.load(folder, tmp_path / "none"), 3)
    warm = fastest_ms(lambda: Library.load(folder, tmp_path / "none", tmp_path / "cache"), 7)

    print(f"{len(library.questions)} questions: {cold:.0f} ms read, {warm:.0f} ms from the index")
    assert Library.load(folder, tmp_path / "none", tmp_path / "cache") == library
    assert len(library.questions) >= 560
    assert warm <= cold / 10
