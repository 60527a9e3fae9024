from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.child import child, line_of
from tests.history.made import NOW, QUESTION, ZONE, begin, finish
from trainer.errors import NotFoundError, StorageError
from trainer.history.opening import open_history
from trainer.history.records import Attempt, Medium
from trainer.history.store import History
from trainer.scoring.coverage import Verdict
from trainer.workspace.places import Workspace

DAY = timedelta(days=1)


def recorded(history: History) -> tuple[Attempt, Path]:
    """An attempt with a file, and where that is."""
    attempt = begin(history)
    path = history.audio_path(attempt)
    assert path is not None
    path.write_bytes(b"sound")
    return attempt, path


def reopened(workspace: Workspace, *, days: float = 0) -> list[Attempt]:
    """All attempts after the history was opened to write again."""
    with open_history(workspace, write=True, now=NOW + days * DAY) as history:
        return [*history.attempts(), *history.attempts(discarded=True)]


def test_a_discarded_take_goes_and_comes_back(workspace: Workspace, history: History) -> None:
    attempt, path = recorded(history)
    discarded = history.discard_attempt(attempt.id, discarded_at=NOW)
    assert discarded.discarded_at == NOW
    assert history.audio_path(discarded) == workspace.trash / path.name
    assert (workspace.trash / path.name).read_bytes() == b"sound"
    assert not path.exists()
    assert history.attempts() == ()
    assert history.attempts(discarded=True) == (discarded,)
    assert history.attempt(attempt.id) == discarded

    assert history.restore_attempt(attempt.id) == attempt
    assert path.read_bytes() == b"sound"
    assert list(workspace.trash.iterdir()) == []
    assert history.attempts() == (attempt,)


def test_discarding_and_restoring_twice_is_as_good_as_once(history: History) -> None:
    attempt, path = recorded(history)
    for day in range(2):
        discarded = history.discard_attempt(attempt.id, discarded_at=NOW + day * DAY)
        assert discarded.discarded_at == NOW
    for _ in range(2):
        assert history.restore_attempt(attempt.id) == attempt
    assert path.exists()


def test_an_attempt_without_a_file_can_be_discarded_too(history: History) -> None:
    typed = history.begin_attempt(QUESTION, medium=Medium.TYPED, started_at=NOW, zone=ZONE)
    lost = begin(history)
    for attempt in (typed, lost):
        history.discard_attempt(attempt.id, discarded_at=NOW)
        assert history.restore_attempt(attempt.id) == attempt


def test_trash_is_kept_for_seven_days(workspace: Workspace, history: History) -> None:
    attempt, path = recorded(history)
    kept, kept_path = recorded(history)
    history.discard_attempt(attempt.id, discarded_at=NOW)
    assert history.purge_trash(NOW + 6.99 * DAY) == ()
    assert (workspace.trash / path.name).exists()
    assert history.purge_trash(NOW + 7 * DAY) == (attempt.id,)
    assert list(workspace.trash.iterdir()) == []
    with pytest.raises(NotFoundError):
        history.restore_attempt(attempt.id)
    assert history.attempts() == (kept,)
    assert kept_path.exists()


def test_opening_to_write_purges_and_opening_to_read_does_not(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        attempt, _ = recorded(history)
        history.discard_attempt(attempt.id, discarded_at=NOW)
    with open_history(workspace, write=False, now=NOW + 30 * DAY) as reader:
        assert len(reader.attempts(discarded=True)) == 1
    assert len(reopened(workspace, days=6)) == 1
    assert reopened(workspace, days=7) == []
    assert list(workspace.trash.iterdir()) == []


def test_what_is_purged_takes_everything_with_it(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        attempt, _ = recorded(history)
        finish(history, attempt, Verdict.COVERED, Verdict.MISSED)
        history.record_action("discard", {}, made_at=NOW, attempt_id=attempt.id)
        history.discard_attempt(attempt.id, discarded_at=NOW)
    assert b"disagreement" in workspace.database.read_bytes()
    assert reopened(workspace, days=8) == []
    with open_history(workspace, write=False, now=NOW) as reader:
        assert reader.last_action() is None
        assert reader.latest_transcript(attempt.id) is None
        assert reader.latest_score(attempt.id) is None
    assert b"disagreement" not in workspace.database.read_bytes()
    assert write_next(workspace) == attempt.id + 1


def write_next(workspace: Workspace) -> int:
    """The number of one more attempt."""
    with open_history(workspace, write=True, now=NOW) as history:
        return begin(history).id


def test_a_crash_between_moving_and_keeping_the_row_is_put_right(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        attempt, path = recorded(history)
    with child(workspace, "discard 1") as process:
        assert line_of(process) == "in the middle"
        assert not path.exists()
        process.kill()
        process.wait()
    assert reopened(workspace) == [attempt]
    assert path.read_bytes() == b"sound"


def test_a_file_left_behind_by_its_discarded_row_is_put_right(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        attempt, path = recorded(history)
        history.discard_attempt(attempt.id, discarded_at=NOW)
    (workspace.trash / path.name).rename(path)
    assert len(reopened(workspace)) == 1
    assert not path.exists()
    assert (workspace.trash / path.name).read_bytes() == b"sound"


@pytest.mark.parametrize(("used", "left"), [(".wav", ".flac"), (".flac", ".wav")])
def test_the_copy_of_an_interrupted_compression_goes_with_its_take(
    used: str, left: str, workspace: Workspace, history: History
) -> None:
    attempt, path = recorded(history)
    path.unlink()
    history.set_audio(attempt.id, path.with_suffix(used).name)
    for suffix in (used, left):
        path.with_suffix(suffix).write_bytes(b"sound")
    history.discard_attempt(attempt.id, discarded_at=NOW)
    assert [there.suffix for there in workspace.trash.iterdir()] == [used]
    assert not list(workspace.recordings.glob(f"{path.stem}*"))


def test_what_is_nobodys_in_the_trash_is_left_alone(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW):
        workspace.trash.mkdir()
        (workspace.trash / "notes.txt").write_text("mine")
    assert reopened(workspace, days=30) == []
    assert (workspace.trash / "notes.txt").read_text() == "mine"


def test_a_file_that_cannot_be_moved_leaves_the_row_as_it_was(
    workspace: Workspace, history: History
) -> None:
    attempt, path = recorded(history)
    workspace.trash.write_text("in the way")
    with pytest.raises(StorageError, match="trash"):
        history.discard_attempt(attempt.id, discarded_at=NOW)
    assert history.attempts() == (attempt,)
    assert path.exists()


def test_a_file_that_cannot_be_deleted_keeps_its_row_for_the_next_time(
    workspace: Workspace, history: History
) -> None:
    attempt, path = recorded(history)
    history.discard_attempt(attempt.id, discarded_at=NOW)
    stubborn = workspace.trash / path.name
    stubborn.unlink()
    stubborn.mkdir()
    with pytest.raises(StorageError, match="delete"):
        history.purge_trash(NOW + 8 * DAY)
    assert len(history.attempts(discarded=True)) == 1
    stubborn.rmdir()
    assert history.purge_trash(NOW + 8 * DAY) == (attempt.id,)
