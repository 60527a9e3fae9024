from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.made import NOW, QUESTION, TRANSCRIPT, ZONE, begin, coverage
from tests.workspace.unprivileged import mode
from trainer.audio.take import Pause
from trainer.delivery.figures import Figures
from trainer.delivery.level import Level
from trainer.errors import NewerDataError
from trainer.history.migrate import backup_path
from trainer.history.opening import open_history
from trainer.history.records import (
    Decision,
    HumanVerdict,
    Medium,
    Overlay,
    Span,
    Stage,
    Standing,
    WordingKind,
    WordingOrigin,
)
from trainer.history.schema import MIGRATIONS, Migration, statements
from trainer.history.store import History
from trainer.scoring.coverage import Verdict
from trainer.speech.transcript import VoiceSegment
from trainer.workspace.places import Workspace

SCHEMAS = Path(__file__).parent / "schemas"
NEXT: list[Migration] = [
    *MIGRATIONS,
    statements(
        "CREATE TABLE jottings (text TEXT NOT NULL)",
        "INSERT INTO jottings SELECT device FROM attempts WHERE device IS NOT NULL",
    ),
]


def restore(workspace: Workspace, version: int) -> None:
    """Put a database of that form, with data in it, where the history is."""
    workspace.recordings.mkdir(parents=True)
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def shape(path: Path) -> list[tuple[object, ...]]:
    """Every table and index, without the white space of its text."""
    found = query(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [(name, " ".join(str(sql).split())) for name, sql in found]


def expect_first_data(history: History) -> None:
    """Everything that the kept databases of all forms hold."""
    unfinished, scored = history.attempts()
    assert (scored.id, scored.question, scored.medium) == (1, QUESTION, Medium.SPOKEN)
    assert (scored.started_at, scored.zone, scored.stage) == (NOW, ZONE, Stage.SCORED)
    assert (scored.duration_s, scored.overflows, scored.off_guard) == (31.5, 1, True)
    assert scored.pauses == (Pause(12.0, 8.5),)
    assert scored.voice_segments == (VoiceSegment(0.1, 2.75),)
    assert (scored.audio, scored.device) == ("take.flac", "USB microphone")
    assert (unfinished.stage, unfinished.session_id) == (Stage.RECORDING, 1)
    (discarded,) = history.attempts(discarded=True)
    assert discarded.discarded_at == NOW

    assert history.session(1).kind == "drill"
    transcript = history.latest_transcript(1)
    score = history.latest_score(1)
    action = history.last_action()
    assert transcript is not None
    assert transcript.transcript == TRANSCRIPT
    assert score is not None
    assert score.coverage == coverage(Verdict.COVERED, Verdict.NOT_SURE)
    assert score.question == QUESTION
    assert action is not None
    assert (action.kind, action.attempt_id, action.payload) == ("discard", 3, {"why": "noise"})


def expect_second_data(history: History) -> None:
    """What the kept databases hold from form 2 on."""
    judgements = history.taught.judgements(1)
    assert judgements["agreed"].verdict is HumanVerdict.COVERED
    assert judgements["agreed"].span == Span(2, 4, "We agreed.")
    assert (judgements["listened"].verdict, judgements["listened"].span) == ("partly", None)
    said, added = history.taught.wordings(["general/conflict"])
    assert (said.key_point_id, said.text, said.attempt_id) == ("agreed", "We agreed.", 1)
    assert (added.kind, added.origin) == (WordingKind.CONFIRMED, WordingOrigin.SPOKEN)
    assert added.attempt_id is None


def expect_third_data(history: History) -> None:
    """What the kept databases hold from form 3 on."""
    shelf = history.shelf
    assert shelf.decisions(NOW) == {
        "general/conflict": Decision("general/conflict", Standing.SUSPENDED, NOW),
        "software": Decision("software", Standing.DISABLED, NOW),
    }
    assert shelf.overlays() == {"general/conflict": Overlay(QUESTION, "d1", NOW)}
    assert shelf.removed(1) == {"question_id": "own/old"}


def expect_fourth_data(history: History) -> None:
    """What the kept databases hold from form 4 on."""
    kept = history.deliveries.of_attempt(1)
    assert kept is not None
    assert (kept.transcript_id, kept.made_at) == (1, NOW)
    assert kept.figures == Figures(
        version=1,
        words=4,
        length_s=2.75,
        limit_s=120.0,
        onset_s=0.1,
        level=Level(-23.5, -61.0, -8.25, 1, 1.5),
    )


def expect_fifth_data(history: History) -> None:
    """What the kept databases hold from form 5 on: a newer version that does not count."""
    first, second = history.versions.of(1)
    assert history.latest_transcript(1) == first
    assert (second.origin, second.transcript.text) == ("corrected", "I listened to her.")


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_everything_is_there_after_coming_from_any_form(
    workspace: Workspace, version: int, write: bool
) -> None:
    restore(workspace, version)
    with open_history(workspace, write=write, now=NOW) as history:
        expect_first_data(history)
        if version >= 2:
            expect_second_data(history)
        else:
            assert history.taught.judgements(1) == {}
            assert history.taught.wordings() == ()
        if version >= 3:
            expect_third_data(history)
        else:
            assert history.shelf.decisions(NOW) == {}
            assert history.shelf.overlays() == {}
        if version >= 4:
            expect_fourth_data(history)
        else:
            assert history.deliveries.all() == {}
        if version >= 5:
            expect_fifth_data(history)
        else:
            assert len(history.versions.of(1)) == 1


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_old_file_takes_the_shape_of_a_new_one(tmp_path: Path, version: int) -> None:
    old, new = Workspace(tmp_path / "old"), Workspace(tmp_path / "new")
    restore(old, version)
    for workspace in (old, new):
        with open_history(workspace, write=True, now=NOW):
            pass
    assert shape(old.database) == shape(new.database)


def test_a_migration_keeps_a_private_copy_of_the_old_form(workspace: Workspace) -> None:
    restore(workspace, 1)
    with open_history(workspace, write=True, now=NOW, migrations=NEXT) as history:
        expect_first_data(history)
        begin(history)
    copy = backup_path(workspace.database, 1)
    assert mode(copy) == 0o600
    assert query(copy, "PRAGMA user_version") == [(1,)]
    assert query(copy, "SELECT count(*) FROM attempts") == [(3,)]
    assert query(workspace.database, "PRAGMA user_version") == [(len(NEXT),)]
    assert query(workspace.database, "SELECT DISTINCT text FROM jottings") == [("USB microphone",)]
    names = {entry.name for entry in workspace.recordings.iterdir()}
    assert names == {"trainer.db", copy.name}


def test_a_copy_put_back_is_a_whole_history(workspace: Workspace) -> None:
    restore(workspace, 1)
    with open_history(workspace, write=True, now=NOW, migrations=NEXT):
        pass
    backup_path(workspace.database, 1).replace(workspace.database)
    with open_history(workspace, write=True, now=NOW) as history:
        expect_first_data(history)


def test_a_new_history_has_nothing_to_copy(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW, migrations=NEXT):
        pass
    assert {entry.name for entry in workspace.recordings.iterdir()} == {"trainer.db"}


def test_reading_migrates_in_memory_alone(workspace: Workspace) -> None:
    restore(workspace, 1)
    before = workspace.database.read_bytes()
    with open_history(workspace, write=False, now=NOW, migrations=NEXT) as history:
        expect_first_data(history)
    assert workspace.database.read_bytes() == before
    assert {entry.name for entry in workspace.recordings.iterdir()} == {"trainer.db"}


def fails(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE actions")
    connection.execute("DELETE FROM attempts")
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (fails, ZeroDivisionError),
        (statements("DELETE FROM transcripts"), sqlite3.IntegrityError),
        (statements("CREATE TABLE a (b)", "no SQL"), sqlite3.OperationalError),
    ],
)
def test_a_migration_that_fails_changes_nothing(
    workspace: Workspace, step: Migration, error: type[Exception]
) -> None:
    restore(workspace, 1)
    before = shape(workspace.database)
    with (
        pytest.raises(error),
        open_history(workspace, write=True, now=NOW, migrations=[*NEXT, step]),
    ):
        pass
    assert query(workspace.database, "PRAGMA user_version") == [(1,)]
    assert shape(workspace.database) == before
    with open_history(workspace, write=True, now=NOW) as history:
        expect_first_data(history)


def test_the_older_program_refuses_what_the_newer_one_wrote(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW, migrations=NEXT):
        pass
    with pytest.raises(NewerDataError), open_history(workspace, write=True, now=NOW):
        pass
