"""Changing bank files and the history as one: all of it, or nothing, and so that it can be undone.

Files are changed inside the transaction of the log: other changes of banks wait, and
where one step fails the steps before it are taken back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.bank import Question
from trainer.bank.edit import (
    RemovedQuestion,
    add_question,
    put_back,
    remove_question,
    replace_question,
    written_question,
)
from trainer.errors import InputError, NotFoundError
from trainer.history.records import Decision, Overlay
from trainer.history.store import History
from trainer.practice.cards import carry
from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder, storage_errors, write_private


@dataclass
class BankWork:
    """The steps of one change, done as they are asked for and noted for taking back.

    `history` and `workspace` are where, `now` is when.  Every method raises
    InputError, NotFoundError and StorageError.
    """

    history: History
    workspace: Workspace
    now: datetime
    steps: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    overlays: list[dict[str, Any]] = field(default_factory=list)
    wordings: list[tuple[int, str, str]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)

    def add(self, file: Path, mapping: Mapping[str, Any], *, title: str, language: str) -> Question:
        """Add a question to a bank of the person's own, which is made where it is missing."""
        private_folder(self.workspace.banks)
        made = not file.exists()
        added = add_question(file, mapping, title=title, language=language)
        self._note(file, after=added.id, made=made)
        return added

    def replace(
        self, file: Path, question_id: str, mapping: Mapping[str, Any], text: str | None = None
    ) -> None:
        """Put another question in the place of one."""
        before = replace_question(file, question_id, mapping, text=text)
        written = str(mapping["id"])
        bank = question_id.partition("/")[0]
        self._note(file, before, after=written if "/" in written else f"{bank}/{written}")

    def remove(self, file: Path, question_id: str) -> None:
        """Take a question out; its text is kept for seven days."""
        self._note(file, remove_question(file, question_id))

    def decide(self, decision: Decision) -> None:
        """Keep what a person decided of a question or bank."""
        self._note_decision(decision.subject)
        self.history.shelf.decide(decision)

    def withdraw(self, subject: str) -> None:
        """Put a question or bank back into use."""
        self._note_decision(subject)
        self.history.shelf.withdraw(subject)

    def set_overlay(self, question_id: str, shipped: Question | None) -> None:
        """Keep which shipped question the person's own version was made from; None forgets it."""
        shelf = self.history.shelf
        before = shelf.overlays().get(question_id)
        kept = None
        if before is not None:
            kept = shelf.keep_removed(question_id, _overlay_plain(before), removed_at=self.now)
        self.overlays.append({"question_id": question_id, "before": kept})
        shelf.set_overlay(question_id, None if shipped is None else overlay_of(shipped, self.now))

    def place_wording(self, wording_id: int, was: tuple[str, str], now: tuple[str, str]) -> None:
        """Let a taught wording belong to another question and key point."""
        self.wordings.append((wording_id, *was))
        self.history.shelf.place_wording(wording_id, *now)

    def carry_cards(self, before: Sequence[Sequence[str]], after: Sequence[str]) -> None:
        """Let the cards of questions, each given by its names, become that of one question."""
        self.cards.append(carry(self.history, before, after))

    def payload(self, undone: str) -> dict[str, Any]:
        """What taking the change back needs; `undone` is what is then said."""
        return {
            "undone": undone,
            "steps": self.steps,
            "decisions": self.decisions,
            "overlays": self.overlays,
            "wordings": self.wordings,
            "cards": self.cards,
        }

    def _note(
        self,
        file: Path,
        before: RemovedQuestion | None = None,
        *,
        after: str | None = None,
        made: bool = False,
    ) -> None:
        # First what a failure takes back, then what only undoing needs.
        step: dict[str, Any] = {"file": file.name, "after": after, "made": made, "removed": None}
        self.steps.append(step | {"content": before and asdict(before)})
        if after is not None:
            self.steps[-1]["digest"] = written_digest(file, after)
        if before is not None:
            number = self.history.shelf.keep_removed(
                before.question_id, asdict(before), removed_at=self.now
            )
            self.steps[-1]["removed"] = number

    def _note_decision(self, subject: str) -> None:
        before = self.history.shelf.decisions(self.now).get(subject)
        plain = before and {
            "standing": before.standing.value,
            "since": before.since.isoformat(),
            "until": before.until and before.until.isoformat(),
        }
        self.decisions.append({"subject": subject, "before": plain})


@contextlib.contextmanager
def bank_work(
    history: History, workspace: Workspace, kind: str, undone: str, now: datetime
) -> Iterator[BankWork]:
    """One change that is entered into the log of actions as `kind`.

    Where the block fails, the files are as they were before and nothing is logged.
    """
    work = BankWork(history, workspace, now)
    try:
        with history.transaction():
            yield work
            for step in work.steps:
                step.pop("content", None)
            history.record_action(kind, work.payload(undone), made_at=now)
    except BaseException:
        for step in reversed(work.steps):
            # The first failure is the one to tell.
            with contextlib.suppress(Exception):
                take_back_step(workspace, step, _removed(step.get("content")))
        raise


def take_back_step(
    workspace: Workspace, step: Mapping[str, Any], before: RemovedQuestion | None
) -> None:
    """Undo one step on a file; `before` is what it took out, if it did.

    What is not there any more is left alone.
    """
    file = workspace.banks / step["file"]
    after = step["after"]
    if after is not None and before is not None:
        replace_question(file, after, before.mapping, text=before.text)
    elif after is not None:
        with contextlib.suppress(NotFoundError):
            remove_question(file, after)
        if step["made"]:
            _delete_empty(file)
    elif before is not None:
        put_back(file, before)


def written_digest(file: Path, question_id: str) -> str:
    """A digest of a question as its file says it."""
    mapping = written_question(file, question_id).mapping
    return _digest(mapping)


def digest(question: Question) -> str:
    """A digest of a question: another one whenever anything of it is."""
    return _digest(asdict(question))


def overlay_of(shipped: Question, now: datetime) -> Overlay:
    """That a person's own version was made from a shipped question as it is now."""
    return Overlay(shipped, digest(shipped), now)


def refuse_changed(workspace: Workspace, step: Mapping[str, Any]) -> None:
    """Raise InputError where a question is no longer as the step left it: a hand was at work."""
    after = step["after"]
    if after is None:
        return
    file = workspace.banks / step["file"]
    if not file.exists():
        return
    try:
        present = written_digest(file, after)
    except NotFoundError:
        return
    if present != step.get("digest", present):
        raise InputError(
            f"{after} was changed in {file.name} since, and would lose that",
            hint="Change it with 'trainer bank edit' instead.",
        )


def bank_file_gone(file: Path) -> None:
    """Delete a bank's file."""
    with storage_errors("delete", file):
        file.unlink()


def bank_file_back(file: Path, text: str) -> None:
    """Write a deleted bank's file again; raises InputError where another has taken its place."""
    if file.exists():
        raise InputError(
            f"there is another {file.name} now", hint="Give that file another name, then try again."
        )
    private_folder(file.parent)
    write_private(file, text.encode())


def _delete_empty(file: Path) -> None:
    """Delete a bank file that holds no question any more, nor anything that a person wrote."""
    from trainer.bank.load import load_bank

    bank = load_bank(file).bank
    if bank is not None and not bank.questions and "#" not in file.read_text(encoding="utf-8"):
        bank_file_gone(file)


def _removed(content: Mapping[str, Any] | None) -> RemovedQuestion | None:
    return None if content is None else RemovedQuestion(**content)


def _overlay_plain(overlay: Overlay) -> dict[str, Any]:
    from trainer.history.codec import question_mapping, time_text

    return {
        "question": question_mapping(overlay.question),
        "digest": overlay.digest,
        "made_at": time_text(overlay.made_at),
    }


def _digest(value: object) -> str:
    told = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
