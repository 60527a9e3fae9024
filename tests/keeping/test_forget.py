"""What is forgotten is in no byte of any file of the workspace and its cache any more."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.keeping.rich import DISCARDED, NOW, dump, tree
from tests.support.program import Program
from tests.support.terminal import ended, terminal
from tests.workspace.unprivileged import closed
from trainer.bank.load import load_bank
from trainer.errors import BusyError, NotFoundError, StorageError
from trainer.history.forgetting import BEFORE, STAYS, WITH_ANOTHER
from trainer.history.opening import open_history
from trainer.history.store import History
from trainer.keeping.forget import (
    Plan,
    before_day,
    forget,
    forget_everything,
    plan_attempt,
    plan_before,
    plan_company,
    plan_interview,
)
from trainer.library import Library
from trainer.workspace.places import Workspace

SECRET = "zebrafish"
KEPT = "lighthouse"

OF_THE_TAKE = {
    "transcripts": ["words"],
    "judgements": ["span_text"],
    "notes": ["text"],
}
OF_THE_INTERVIEW = {
    "interviews": ["notes", "mood"],
    "asked_questions": ["asked", "answered", "wished", "asked_by"],
    "feedback_requests": ["letter"],
    "feedback": ["text", "said_by"],
    "feedback_remarks": ["remark"],
    "journal": ["lines"],
    **OF_THE_TAKE,
}
OF_THE_COMPANY = {
    **OF_THE_INTERVIEW,
    "targets": ["notes", "advertisement", "role"],
    "predictions": ["prompt", "reason"],
    "plan_items": ["text"],
}


def plant(workspace: Workspace, places: dict[str, list[str]], cache: Path) -> Library:
    """Put the secret into columns and files, with what a long use leaves behind; the library."""
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for table, columns in places.items():
            for column in columns:
                connection.execute(
                    f"UPDATE {table} SET {column} = replace({column}, '\"We', '\"{SECRET} We') "
                    f"WHERE instr({column}, '\"We')"
                )
                connection.execute(
                    f"UPDATE {table} SET {column} = "
                    f"CASE substr({column}, 1, 1) WHEN '[' THEN '[\"{SECRET}\"]' "
                    f"WHEN '{{' THEN replace({column}, ' listened', ' {SECRET}') "
                    f"ELSE '{SECRET} ' || {column} END WHERE {column} IS NOT NULL"
                )
        payload = json.dumps({"before": {"notes": SECRET}})
        connection.execute(
            "INSERT INTO actions (made_at, kind, payload) SELECT made_at, 'edit', ? FROM actions",
            (payload,),
        )
        connection.execute("UPDATE wordings SET text = ? WHERE judgement_id = 1", (SECRET,))
        connection.execute("UPDATE stories SET situation = ?", (KEPT,))
        # Deleted long ago, and still in the free pages of the file.
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE long_gone (text TEXT)")
        connection.executemany("INSERT INTO long_gone VALUES (?)", [(SECRET * 300,)] * 40)
        connection.commit()
        connection.execute("DROP TABLE long_gone")
        connection.commit()
    recordings = workspace.recordings
    take = recordings / "take.flac"
    take.write_bytes(SECRET.encode() * 50)
    (recordings / "take.wav").write_bytes(SECRET.encode())
    (recordings / "take.correction.txt").write_text(SECRET, encoding="utf-8")
    for name in ("trainer.db.v7.backup", ".trainer.db.v6.backup"):
        (recordings / name).write_bytes(b"SQLite format 3\0" + SECRET.encode())
    draft = {"company": "Northwind", "notes": SECRET}
    (workspace.drafts / "debrief.json").write_text(json.dumps(draft), encoding="utf-8")
    (workspace.drafts / "bank-add.json").write_text(KEPT, encoding="utf-8")
    return Library.load(workspace.banks, workspace.banks, cache)


def places_of(word: str, *roots: Path) -> list[str]:
    """The files below some folders in which a word stands, in whatever encoding."""
    wanted = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    return [
        name
        for root in roots
        for name, content in tree(root).items()
        if any(one in content.lower() for one in wanted)
    ]


def reading(workspace: Workspace) -> sqlite3.Connection:
    """Another process's connection to the history."""
    return sqlite3.connect(workspace.database, isolation_level=None)


def carried_out(
    workspace: Workspace, library: Library, cache: Path, plan: Callable[[History], Plan]
) -> Plan:
    # With it open, the log is not taken away when the program is done.
    with closing(reading(workspace)) as other:
        other.execute("SELECT count(*) FROM stories").fetchone()
        with open_history(workspace, write=True, now=NOW) as history:
            made = plan(history)
            forget(workspace, history, library, made, cache)
        assert places_of(SECRET, workspace.recordings) == []
    return made


def test_an_interview(workspace: Workspace, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = plant(workspace, OF_THE_INTERVIEW, cache)
    assert len(places_of(SECRET, workspace.root)) == 7
    plan = carried_out(
        workspace, library, cache, lambda h: plan_interview(workspace, h, 1, questions=False)
    )
    assert places_of(SECRET, workspace.root, cache) == []
    assert plan.deleted.rows["interviews"] == plan.deleted.rows["asked_questions"] == 1
    with open_history(workspace, write=False, now=NOW) as history:
        # The target and what is not this interview's stays.
        assert [target.id for target in history.targets.all()] == [1]
        assert history.interviews.all() == ()
        assert [attempt.id for attempt in history.attempts()] == [2]
        assert history.stories.all()[0].situation == KEPT
        # The only rating was that take's, so nothing comes back for it.
        assert history.schedule.cards() == {}
    assert places_of(KEPT, workspace.drafts) == ["bank-add.json"]
    assert (workspace.trash / DISCARDED).exists()


@pytest.mark.parametrize("questions", [False, True])
def test_a_company(workspace: Workspace, tmp_path: Path, questions: bool) -> None:
    cache = tmp_path / "cache"
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute(
            "INSERT INTO removed_questions (question_id, removed_at, content) VALUES (?, ?, ?)",
            (
                "asked-for-real/old",
                "2026-04-01T10:00:00.000000Z",
                json.dumps({"mapping": {"source": {"company": "NORTHWIND"}, "asks": SECRET}}),
            ),
        )
        connection.commit()
    library = plant(workspace, OF_THE_COMPANY, cache)
    assert places_of("northwind", cache), "the cache of the banks holds their questions"
    plan = carried_out(
        workspace,
        library,
        cache,
        lambda h: plan_company(workspace, h, " northWIND ", questions=questions),
    )
    assert plan.offered == ("asked-for-real/why-us",)
    assert places_of(SECRET, workspace.root, cache) == []
    left = places_of("northwind", workspace.root, cache)
    bank = load_bank(workspace.banks / "asked-for-real.yaml").bank
    assert bank is not None
    if questions:
        assert left == []
        assert [question.id for question in bank.questions] == ["asked-for-real/other"]
    else:
        assert left == ["question_banks/asked-for-real.yaml"]
    # What stands beside it in the bank is untouched.
    assert (workspace.banks / "asked-for-real.yaml").read_text().startswith("# what they asked")


def test_a_company_that_other_texts_name(workspace: Workspace) -> None:
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("UPDATE stories SET result = 'northwind thanked me'")
        connection.commit()
    with open_history(workspace, write=True, now=NOW) as history:
        plan = plan_company(workspace, history, "Northwind", questions=False)
        assert plan.deleted.still_named == {"stories": 1}
        with pytest.raises(NotFoundError) as caught:
            plan_company(workspace, history, "North", questions=False)
    assert caught.value.candidates == ("Northwind",)


def test_a_take(workspace: Workspace, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = plant(workspace, OF_THE_TAKE, cache)
    # Drafts of other things stay with a take.
    (workspace.drafts / "debrief.json").write_text(KEPT, encoding="utf-8")
    carried_out(workspace, library, cache, lambda h: plan_attempt(workspace, h, 1))
    assert places_of(SECRET, workspace.root, cache) == []
    with open_history(workspace, write=False, now=NOW) as history:
        assert [one.attempt_id for one in history.interviews.asked(1)] == [None]
        assert history.schedule.ratings() == ()


def test_a_take_in_the_trash(workspace: Workspace, tmp_path: Path) -> None:
    library = Library.load(workspace.banks, workspace.banks)
    plan = carried_out(workspace, library, tmp_path, lambda h: plan_attempt(workspace, h, 3))
    assert workspace.trash / DISCARDED in plan.files
    assert places_of("thrown away", workspace.root) == []


def test_everything_before_a_date(workspace: Workspace, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = plant(workspace, OF_THE_INTERVIEW, cache)
    os.utime(workspace.drafts / "debrief.json", (0, 0))
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("UPDATE ratings SET day = '2026-05-10'")
        connection.execute(
            "UPDATE attempts SET started_at = '2026-05-10T00:30:00.000000Z', "
            "utc_offset_s = 7200 WHERE id = 2"
        )
        connection.execute("UPDATE interviews SET day = '2026-05-09'")
        connection.commit()
    day = datetime.fromisoformat("2026-05-10T00:00:00+02:00")
    plan = carried_out(
        workspace, library, cache, lambda h: plan_before(workspace, h, before_day(day))
    )
    assert places_of(SECRET, workspace.root, cache) == []
    assert plan.selection.attempts == (1, 3)
    with open_history(workspace, write=False, now=NOW) as history:
        assert [attempt.id for attempt in history.attempts()] == [2]
        assert history.stories.all()[0].situation == KEPT


def test_the_day_is_the_speakers_own(workspace: Workspace) -> None:
    """Half past midnight in Berlin is still the day before in UTC."""
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("DELETE FROM interviews")
        connection.execute(
            "UPDATE attempts SET started_at = '2026-05-09T22:30:00.000000Z', utc_offset_s = 7200"
        )
        connection.commit()
    with open_history(workspace, write=True, now=NOW) as history:
        on = [
            plan_before(
                workspace, history, before_day(datetime.fromisoformat(f"{day}T00:00:00+02:00"))
            ).deleted.rows.get("attempts", 0)
            for day in ("2026-05-10", "2026-05-11")
        ]
    assert on == [0, 3]


def test_every_table_has_its_place_in_what_lies_before_a_date(workspace: Workspace) -> None:
    """A new table fails here until somebody has said what becomes of its rows."""
    with open_history(workspace, write=False, now=NOW) as history:
        names = {table.name for table in history.whole.tables()}
    assert names == {*BEFORE, *WITH_ANOTHER, *STAYS, "actions"}


def test_everything(workspace: Workspace, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    plant(workspace, OF_THE_COMPANY, cache)
    (workspace.recordings / ".gitkeep").touch()
    (workspace.recordings / "notes of mine.txt").write_text(SECRET, encoding="utf-8")
    outside = tmp_path / "outside.txt"
    outside.write_text("not mine to delete", encoding="utf-8")
    (workspace.recordings / "link.wav").symlink_to(outside)
    forget_everything(workspace, cache)
    assert tree(workspace.root) == {"recordings/.gitkeep": b""}
    assert places_of("northwind", cache) == []
    assert outside.read_text(encoding="utf-8") == "not mine to delete"


def test_showing_changes_nothing(keeper: Program, workspace: Workspace) -> None:
    keeper.ok("history")
    with open_history(workspace, write=True, now=NOW):
        pass
    rows, there = dump(workspace.database), tree(workspace.banks)
    with open_history(workspace, write=True, now=NOW) as history:
        plan_company(workspace, history, "Northwind", questions=True)
        plan_attempt(workspace, history, 1)
    assert dump(workspace.database) == rows
    assert tree(workspace.banks) == there


def test_nothing_goes_without_a_yes(keeper: Program, workspace: Workspace) -> None:
    """In a pipe there is nobody to ask."""
    for command in (["interview", "1"], ["company", "Northwind"], ["everything"]):
        shown = keeper.run("forget", *command)
        assert shown.code == 2
        assert "--yes" in shown.err
        assert "gone for good" in shown.out
    assert keeper.run("forget", "attempt", "1", "--json").error["code"] == "usage"
    dry = keeper.ok("forget", "company", "Northwind", "--dry-run", "--json").data
    assert (dry["forgotten"], dry["rows"]["interviews"]) == (False, 1)
    assert dry["questions_offered"] == ["asked-for-real/why-us"]
    assert (workspace.recordings / "take.flac").exists()
    for command in (["interview", "9"], ["attempt", "9"], ["company", "Nobody"]):
        assert keeper.run("forget", *command, "--yes").code == 4
    assert keeper.run("forget", "before", "2999-01-01", "--yes").code == 3


def test_a_script_forgets_after_an_export(keeper: Program, tmp_path: Path) -> None:
    result = keeper.ok(
        "forget", "company", "northwind", "--questions", "--yes", "--json",
        "--export", tmp_path / "mine.zip",
    )  # fmt: skip
    assert result.data["forgotten"] is True
    assert result.data["export"] == str(tmp_path / "mine.zip")
    assert places_of("northwind", keeper.workspace, tmp_path / "cache") == []
    again = keeper.run("forget", "company", "northwind", "--yes")
    assert again.code == 4
    held = keeper.ok("import", tmp_path / "mine.zip", "--dry-run", "--json").data
    assert held["rows"]["interviews"] == 1


def test_a_person_is_asked(keeper: Program, tmp_path: Path) -> None:
    with terminal(keeper, "forget", "company", "Northwind", columns=40) as child:
        child.expect("gone for good")
        child.expect("Forget them too")
        child.sendline("y")
        child.expect("can't be undone")
        child.expect("Export everything first")
        child.sendline("y")
        child.expect("File")
        child.sendline(str(tmp_path / "mine.zip"))
        child.expect("Forget it for good")
        child.sendline("n")
        assert "Nothing was removed" in ended(child)
    assert (tmp_path / "mine.zip").exists()
    assert places_of("northwind", keeper.workspace)
    with terminal(keeper, "forget", "everything", "--plain") as child:
        child.expect("Export everything first")
        child.sendline("n")
        child.expect("Forget it for good")
        child.sendline("y")
        assert "is empty" in ended(child)
    assert set(tree(keeper.workspace)) == {"recordings/trainer.lock"}


def test_somebody_who_reads_would_keep_it_alive(workspace: Workspace, tmp_path: Path) -> None:
    library = Library.load(workspace.banks, workspace.banks)
    with (
        closing(reading(workspace)) as other,
        open_history(workspace, write=True, now=NOW, busy_timeout_s=0.1) as history,
    ):
        plan = plan_attempt(workspace, history, 1)
        history.set_off_guard(2, off_guard=True)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM stories").fetchone()
        history.set_off_guard(2, off_guard=False)
        with pytest.raises(BusyError, match="is reading"):
            forget(workspace, history, library, plan, tmp_path / "cache")
        assert history.attempt(1).id == 1
        assert (workspace.recordings / "take.flac").exists()
        other.execute("COMMIT")
        forget(workspace, history, library, plan, tmp_path / "cache")
        with pytest.raises(NotFoundError):
            history.attempt(1)


def test_a_file_that_cant_be_deleted_stops_it_before_the_rows_go(
    workspace: Workspace, tmp_path: Path
) -> None:
    library = Library.load(workspace.banks, workspace.banks)
    rows: list[str] = []
    with open_history(workspace, write=True, now=NOW) as history:
        plan = plan_attempt(workspace, history, 3)
        rows = dump(workspace.database)
        for path in (workspace.root, workspace.recordings, workspace.trash):
            path.chmod(0o755)
        with closed(workspace.trash), pytest.raises(StorageError, match="can't delete"):
            forget(workspace, history, library, plan, tmp_path / "cache")
    assert dump(workspace.database) == rows
