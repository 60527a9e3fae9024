from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.history.child import child, line_of
from tests.history.made import NOW, begin, finish
from tests.workspace.unprivileged import closed, mode, umask
from trainer.errors import BusyError, NewerDataError, StorageError
from trainer.history.database import Database
from trainer.history.lookup import Lookup
from trainer.history.opening import open_history
from trainer.history.schema import MIGRATIONS
from trainer.history.trash import Trash
from trainer.scoring.coverage import Verdict
from trainer.workspace.places import Workspace


def integrity(workspace: Workspace) -> str:
    with closing(sqlite3.connect(workspace.database)) as connection:
        result: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return result


def write_one(workspace: Workspace) -> int:
    with open_history(workspace, write=True, now=NOW) as history:
        return begin(history).id


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_reading_what_is_not_there_is_an_empty_history_and_creates_nothing(
    workspace: Workspace,
) -> None:
    with open_history(workspace, write=False, now=NOW) as history:
        assert history.attempts() == ()
        assert history.question_summaries() == ()
        assert history.last_action() is None
    assert not workspace.root.exists()


def test_reading_leaves_the_folder_as_it_was(workspace: Workspace) -> None:
    write_one(workspace)
    before = everything(workspace.root)
    with open_history(workspace, write=False, now=NOW) as history:
        assert len(history.attempts()) == 1
    assert everything(workspace.root) == before


def test_an_empty_file_is_an_empty_history(workspace: Workspace) -> None:
    workspace.recordings.mkdir(parents=True)
    workspace.database.touch()
    with open_history(workspace, write=False, now=NOW) as history:
        assert history.attempts() == ()
    assert write_one(workspace) == 1


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o277])
def test_every_file_is_private_whatever_the_umask(workspace: Workspace, mask: int) -> None:
    with umask(mask), open_history(workspace, write=True, now=NOW) as history:
        attempt = begin(history)
        path = history.audio_path(attempt)
        assert path is not None
        path.touch(0o600)
        history.discard_attempt(attempt.id, discarded_at=NOW)
        files = {entry.name: mode(entry) for entry in workspace.recordings.iterdir()}
    private = dict.fromkeys(("trainer.db", "trainer.db-wal", "trainer.db-shm"), 384)
    assert files == {**private, "trash": 0o700}


def test_a_workspace_that_can_only_be_read_is_read(open_path: Path) -> None:
    workspace = Workspace(open_path)
    write_one(workspace)
    workspace.database.chmod(0o644)
    with (
        closed(workspace.recordings),
        open_history(workspace, write=False, now=NOW) as history,
    ):
        assert len(history.attempts()) == 1


def test_a_history_of_somebody_else_is_refused(open_path: Path) -> None:
    workspace = Workspace(open_path)
    write_one(workspace)
    workspace.database.chmod(0o000)
    with closed(workspace.recordings):
        with (
            pytest.raises(StorageError, match=r"trainer\.db"),
            open_history(workspace, write=False, now=NOW),
        ):
            pass
        with pytest.raises(StorageError), open_history(workspace, write=True, now=NOW):
            pass


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_history_is_refused_and_left_alone(workspace: Workspace, write: bool) -> None:
    write_one(workspace)
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = everything(workspace.root)
    with (
        pytest.raises(NewerDataError) as caught,
        open_history(workspace, write=write, now=NOW),
    ):
        pass
    assert caught.value.hint
    assert everything(workspace.root) == before


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database_is_refused_and_left_alone(
    workspace: Workspace, write: bool
) -> None:
    workspace.recordings.mkdir(parents=True)
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
    before = everything(workspace.root)
    with (
        pytest.raises(StorageError, match="another program"),
        open_history(workspace, write=write, now=NOW),
    ):
        pass
    assert everything(workspace.root) == before


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_damaged(workspace: Workspace, write: bool) -> None:
    workspace.recordings.mkdir(parents=True)
    workspace.database.write_bytes(b"no database at all" * 100)
    with (
        pytest.raises(StorageError, match="damaged") as caught,
        open_history(workspace, write=write, now=NOW),
    ):
        pass
    assert "recordings" in str(caught.value.hint)


def test_a_history_with_damaged_pages_says_so(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history, history.transaction():
        for _ in range(200):
            begin(history)
    data = bytearray(workspace.database.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    workspace.database.write_bytes(data)
    with (
        open_history(workspace, write=False, now=NOW) as history,
        pytest.raises(StorageError, match="damaged"),
    ):
        history.attempts()


def test_a_full_disk_is_a_storage_error_and_keeps_what_was_there(workspace: Workspace) -> None:
    def fill_up(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    with open_history(workspace, write=True, now=NOW, migrations=[*MIGRATIONS, fill_up]) as history:
        first = begin(history)

        def fill() -> None:
            with history.transaction():
                for _ in range(200):
                    begin(history)

        with pytest.raises(StorageError, match="disk is full") as caught:
            fill()
        assert caught.value.hint
        assert history.attempts() == (first,)
    assert integrity(workspace) == "ok"


def test_a_killed_writer_leaves_nothing_half_done(workspace: Workspace) -> None:
    kept = write_one(workspace)
    with child(workspace, "begin") as process:
        assert line_of(process) == "in the middle"
        process.kill()
        process.wait()
    with open_history(workspace, write=True, now=NOW) as history:
        assert [attempt.id for attempt in history.attempts()] == [kept]
    assert integrity(workspace) == "ok"


def test_what_was_written_survives_a_kill(workspace: Workspace) -> None:
    with child(workspace, "write on") as process:
        written = [int(line_of(process)) for _ in range(25)]
        process.kill()
        process.wait()
    with open_history(workspace, write=False, now=NOW) as history:
        assert set(written) <= {attempt.id for attempt in history.attempts()}
    assert integrity(workspace) == "ok"


def test_writers_wait_for_each_other_from_the_first_moment(workspace: Workspace) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(child(workspace, "write")) for _ in range(3)]
        written = [int(line_of(process)) for process in processes for _ in range(30)]
        assert [process.wait() for process in processes] == [0, 0, 0]
    assert sorted(written) == list(range(1, 91))
    assert integrity(workspace) == "ok"


def test_a_writer_that_takes_too_long_is_busy_while_readers_go_on(workspace: Workspace) -> None:
    kept = write_one(workspace)
    with child(workspace, "begin") as process:
        assert line_of(process) == "in the middle"
        with open_history(workspace, write=False, now=NOW, busy_timeout_s=0.05) as reader:
            assert [attempt.id for attempt in reader.attempts()] == [kept]
        with open_history(workspace, write=True, now=NOW, busy_timeout_s=0.05) as writer:
            with pytest.raises(BusyError) as caught:
                begin(writer)
            assert caught.value.hint
        process.communicate("")
    with open_history(workspace, write=False, now=NOW) as reader:
        assert len(reader.attempts()) == 201


def test_a_transaction_that_has_only_read_yet_keeps_other_writers_out(
    workspace: Workspace,
) -> None:
    with (
        open_history(workspace, write=True, now=NOW) as first,
        open_history(workspace, write=True, now=NOW, busy_timeout_s=0.05) as second,
    ):
        with first.transaction():
            before = first.attempts()
            with pytest.raises(BusyError):
                begin(second)
            begin(first)
        assert len(second.attempts()) == len(before) + 1


def test_lists_and_summaries_cost_no_more_in_a_long_history(workspace: Workspace) -> None:
    """Counted in SQLite's own steps; a list that sorted or scanned would grow with the history."""

    def steps(attempts: int) -> tuple[int, int]:
        with open_history(workspace, write=True, now=NOW) as history, history.transaction():
            for _ in range(attempts):
                finish(history, begin(history), Verdict.COVERED, Verdict.MISSED)
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        with closing(sqlite3.connect(workspace.database)) as connection:
            connection.row_factory = sqlite3.Row
            connection.set_progress_handler(count, 1)
            database = Database(connection, workspace.database)
            lookup = Lookup(database, Trash(database, workspace))
            page = lookup.attempts(limit=10)
            lookup.attempts(limit=10, before_id=page[-1].id)
            lookup.attempts(limit=10, question_ids=[page[0].question.id])
            lookup.attempts(limit=10, unfinished=True)
            lookup.latest_score(page[0].id)
            lookup.latest_transcript(page[0].id)
            listing, counted = counted, 0
            lookup.question_summaries()
        return listing, counted

    few, few_summary = steps(30)
    many, many_summary = steps(570)
    assert many == few
    # Counting the attempts looks at each of them once, in the index alone.
    assert many_summary < few_summary + 20 * 570
