"""Forgetting: shown first, then done for good, wherever the program kept it.

Files go before the rows that name them are gone for good: where one can't be deleted, the
rows stay and the same command goes on later.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.bank.edit import remove_question
from trainer.bank.load import load_banks
from trainer.errors import NotFoundError
from trainer.history.forgetting import Before, Deleted, NamedRow, Selection
from trainer.history.store import History
from trainer.history.trash import correction_draft
from trainer.keeping.files import backups, everything_in, folders_below
from trainer.library.index import cache_file
from trainer.practice.scheduling import rebuild
from trainer.workspace.places import Workspace
from trainer.workspace.private import storage_errors

if TYPE_CHECKING:
    from trainer.library import Library


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deletion will take.

    `offered` are questions of the person's banks that came from there: they go only where
    they are in `selection.question_ids`.
    """

    selection: Selection
    deleted: Deleted
    named: dict[str, tuple[NamedRow, ...]]
    files: tuple[Path, ...]
    offered: tuple[str, ...]

    @property
    def size_bytes(self) -> int:
        """How much the files hold."""
        return size_of(self.files)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to forget but the log for undo."""
        return not (self.deleted.rows.keys() - {"actions"} or self.selection.question_ids)


def plan_interview(workspace: Workspace, history: History, number: int, *, questions: bool) -> Plan:
    """What goes with one interview; NotFoundError where there is none of that number."""
    store = history.forgetting
    if not store.exists("interviews", number):
        raise NotFoundError(
            f"there is no interview {number}", hint="'trainer debrief list' shows them."
        )
    added = [one for one in store.added_in([number]) if one in _own_questions(workspace)]
    selection = Selection(interviews=(number,), attempts=store.told_in([number]))
    return _plan(workspace, history, selection, added, questions=questions)


def plan_company(workspace: Workspace, history: History, company: str, *, questions: bool) -> Plan:
    """What goes with a company, whose name may be written large or small.

    NotFoundError, with the companies there are, where none is called so.
    """
    store = history.forgetting
    own = _own_questions(workspace)
    removed = [(number, *_source_of(content)) for number, _, content in store.removed_questions()]
    known = {
        *store.companies(),
        *(one.company for one in own.values() if one.company),
        *(name for _, name in removed if name),
    }
    wanted = _folded(company)
    names = sorted(name for name in known if _folded(name) == wanted)
    if not names or not wanted:
        raise NotFoundError(
            f"there is no company {company!r}",
            hint="Its name must be written in full.",
            candidates=sorted(known),
        )
    interviews = store.at_company("interviews", names)
    selection = Selection(
        interviews=interviews,
        targets=store.at_company("targets", names),
        attempts=store.told_in(interviews),
        removed_questions=tuple(number for number, name in removed if _folded(name) == wanted),
        named=names[0],
    )
    there = [one for one, question in own.items() if _folded(question.company) == wanted]
    added = [one for one in store.added_in(interviews) if one in own]
    offered = sorted({*there, *added})
    return _plan(workspace, history, selection, offered, questions=questions)


def plan_attempt(workspace: Workspace, history: History, number: int) -> Plan:
    """What goes with one take, in the trash or not; NotFoundError."""
    history.attempt(number)
    return _plan(workspace, history, Selection(attempts=(number,)), ())


def plan_before(workspace: Workspace, history: History, before: Before) -> Plan:
    """What lies before a date: takes, sittings, ratings, interviews and all that is dated."""
    store = history.forgetting
    interviews = store.before("interviews", before)
    attempts = {*store.before("attempts", before), *store.told_in(interviews)}
    selection = Selection(
        interviews=interviews,
        targets=store.before("targets", before),
        attempts=tuple(sorted(attempts)),
        before=before,
    )
    return _plan(workspace, history, selection, ())


def forget(
    workspace: Workspace, history: History, library: Library, plan: Plan, cache: Path | None
) -> None:
    """Delete what was planned: files, questions, rows, and every trace of them in the history.

    The caller holds the workspace's lock.  Raises StorageError and BusyError; called again,
    it goes on where it stopped.
    """
    history.forgetting.check_unread()
    with history.transaction():
        unlink(plan.files)
        for path, ids in _by_file(workspace, plan.selection.question_ids).items():
            for question_id in ids:
                remove_question(path, question_id)
        history.forgetting.delete(plan.selection)
        if "ratings" in plan.deleted.rows:
            rebuild(history, library)
    forget_cache(workspace, cache)
    history.forgetting.compact()


def forget_everything(workspace: Workspace, cache: Path | None) -> None:
    """Delete every file of a workspace's person: history, takes, banks, drafts and settings.

    The caller holds the workspace's lock and has no history open.  Raises StorageError.
    """
    unlink(everything_in(workspace))
    for folder in folders_below(workspace):
        with contextlib.suppress(OSError):
            folder.rmdir()
    forget_cache(workspace, cache)


def unlink(files: Iterable[Path]) -> None:
    """Delete files, those that are gone already too; raises StorageError."""
    for path in files:
        with storage_errors("delete", path):
            path.unlink(missing_ok=True)


def forget_cache(workspace: Workspace, cache: Path | None) -> None:
    """Delete what caches remember of the person's banks; they are made again when needed."""
    if cache is None:
        return
    file = cache_file(cache, workspace.banks)
    beside = [file.with_name(f"{file.name}{ending}") for ending in ("-journal", "-wal", "-shm")]
    meanings = cache / "meanings"
    unlink([file, *beside, *(sorted(meanings.iterdir()) if meanings.is_dir() else ())])


def size_of(files: Iterable[Path]) -> int:
    """The bytes in files, links and what is gone counted as none."""
    return sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink())


def _plan(
    workspace: Workspace,
    history: History,
    selection: Selection,
    offered: Sequence[str],
    *,
    questions: bool = False,
) -> Plan:
    store = history.forgetting
    if questions and offered:
        attempts = {*selection.attempts, *store.attempts_at(offered)}
        selection = replace(
            selection, question_ids=tuple(offered), attempts=tuple(sorted(attempts))
        )
    named = store.named(selection)
    files = [
        *_audio_files(workspace, store.audio(selection.attempts)),
        *backups(workspace),
        *_drafts(workspace, selection, named),
    ]
    with store.trial():
        deleted = store.delete(selection)
    return Plan(selection, deleted, named, tuple(dict.fromkeys(files)), tuple(offered))


def _audio_files(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The recordings of takes, with what a crash or a correction left of them."""
    found = []
    for name in names:
        for folder in (workspace.recordings, workspace.trash):
            recording = folder / name
            copies = [recording.with_suffix(ending) for ending in (".wav", ".flac", ".flac.part")]
            found += [recording, *copies, correction_draft(recording)]
    return [path for path in dict.fromkeys(found) if path.exists()]


def _drafts(
    workspace: Workspace, selection: Selection, named: dict[str, tuple[NamedRow, ...]]
) -> list[Path]:
    """What is not finished and speaks of the companies, or was last changed before the date."""
    if not workspace.drafts.is_dir():
        return []
    companies = {selection.named.casefold()} | {
        row.words.partition(", ")[0].casefold()
        for table in ("interviews", "targets")
        for row in named[table]
    }
    found = []
    for path in sorted(workspace.drafts.iterdir()):
        if not path.is_file():
            continue
        with storage_errors("read", path):
            text = path.read_bytes().decode(errors="replace")
            changed = path.stat().st_mtime
        said = f"{text}\n{_unescaped(text)}".casefold()
        old = selection.before is not None and changed < selection.before.moment.timestamp()
        if old or any(company and company in said for company in companies):
            found.append(path)
    return found


def _unescaped(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""


@dataclass(frozen=True, slots=True)
class _Own:
    file: Path
    company: str


def _own_questions(workspace: Workspace) -> dict[str, _Own]:
    """The questions of the person's banks by id, as their files have them now."""
    return {
        question.id: _Own(loaded.path, (question.source.company or "") if question.source else "")
        for loaded in load_banks(workspace.banks)
        if loaded.bank is not None
        for question in loaded.bank.questions
    }


def _by_file(workspace: Workspace, question_ids: Sequence[str]) -> dict[Path, list[str]]:
    found: dict[Path, list[str]] = {}
    own = _own_questions(workspace) if question_ids else {}
    for question_id in question_ids:
        if question_id in own:
            found.setdefault(own[question_id].file, []).append(question_id)
    return found


def _source_of(content: str) -> tuple[str]:
    """The company that a removed question names."""
    with contextlib.suppress(ValueError, RecursionError):
        waiting = [json.loads(content)]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                source = one.get("source")
                if isinstance(source, dict) and isinstance(source.get("company"), str):
                    return (source["company"],)
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one
    return ("",)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def before_day(day: datetime) -> Before:
    """Everything before the beginning of a day, an aware time."""
    return Before(day.date(), day)
