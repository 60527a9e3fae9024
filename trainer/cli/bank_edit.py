"""``trainer bank edit``: a question in the person's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.asking import ask_yes
from trainer.cli.completion import question_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, Interrupted, NotFoundError, TrainerError, UsageError

if TYPE_CHECKING:
    from trainer.bank import Fault, Question
    from trainer.bank.edit import RemovedQuestion
    from trainer.bank.editable import Edited
    from trainer.library import ListedBank

EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""What is looked for where neither VISUAL nor EDITOR names one."""


@click.command(
    "edit",
    epilog="""\b
Examples:
  trainer bank edit conflict-with-colleague
  EDITOR=nano trainer bank edit my-questions/why-did-you-leave
  trainer bank edit conflict-with-colleague --file changed.yaml
""",
)
@click.argument("question", shell_complete=question_ids)
@click.option(
    "--file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Take the changed question from a file (- for standard input), without an editor.",
)
@common()
def edit(context: CommandContext, question: str, *, file: Path | None) -> None:
    """Change a question in your editor ($VISUAL or $EDITOR).

    QUESTION is an id, an id without its bank, or a part of the prompt. What you
    save is checked; where something is wrong you are told and come back to the
    editor with what you wrote. A shipped question stays as it is: your version of
    it is kept among your own banks and asked in its place.
    """
    found = context.library.find(question)
    desk = _Desk.open(context, found)
    edited = desk.from_file(file) if file else desk.from_editor()
    changed = edited is not None and edited.question is not None
    kept = desk.keep(edited) if edited is not None else None
    desk.put_away()
    context.output.result(
        "bank edit",
        {
            "question_id": found.id,
            "changed": changed,
            "file": str(kept) if kept else None,
            "behind": list(desk.behind),
        },
    )
    if context.output.json:
        return
    if kept is None:
        context.output.say("Nothing was changed.")
        return
    context.output.say(f"Kept {found.id} in {kept}.")
    context.output.say("'trainer undo' takes the change back.")
    _advise(context, kept, found.id)


@dataclass
class _Desk:
    """One question being edited: where it stands, and the draft that nothing is lost from."""

    context: CommandContext
    question: Question
    place: ListedBank
    written: RemovedQuestion
    behind: tuple[str, ...]
    draft: Path

    @classmethod
    def open(cls, context: CommandContext, question: Question) -> _Desk:
        """Look the question up in its file."""
        from trainer.bank.edit import written_question
        from trainer.cli.shelf import behind_of

        place = context.library.place_of(question.id)
        written = written_question(place.path, question.id)
        drafts = context.workspace.recordings / "drafts"
        draft = drafts / f"bank-edit-{question.id.replace('/', '--')}.yaml"
        return cls(context, question, place, written, behind_of(context, question.id), draft)

    def from_file(self, file: Path) -> Edited:
        """The question that a file holds; raises InputError that tells every fault."""
        from trainer.bank.load import read_bytes
        from trainer.workspace.private import storage_errors

        if str(file) == "-":
            raw = sys.stdin.buffer.read()
        elif not file.exists():
            raise NotFoundError(f"there is no file {file}", hint="Name the file, or - for a pipe.")
        else:
            with storage_errors("read", file):
                raw = read_bytes(file)
        self._text = raw.decode(errors="replace")
        edited = self._read(raw, file)
        if edited.question is None:
            told = "; ".join(_told(fault) for fault in edited.faults)
            raise InputError(f"{file} can't be kept: {told}", hint="Nothing was changed.")
        return edited

    def from_editor(self) -> Edited | None:
        """What came of the editor; None where nothing was changed.

        Raises Interrupted where the person leaves with faults; the draft stays.
        """
        from trainer.bank.editable import is_empty

        if not self.context.at_terminal:
            raise UsageError(
                "there is no terminal for an editor",
                hint="Give the changed question with --file (- for standard input).",
            )
        command = _editor()
        before = self._begin()
        while True:
            _run(command, self.draft, json=self.context.output.json)
            raw = self.draft.read_bytes()
            self._text = raw.decode(errors="replace")
            if self._text == before or is_empty(self._text):
                return None
            edited = self._read(raw, self.draft)
            if edited.question is not None:
                return edited
            self._tell(edited)

    def keep(self, edited: Edited) -> Path:
        """Write the edited question where it belongs; the draft stays where that fails."""
        from trainer.bank.editable import to_item
        from trainer.practice.bank_changes import edit_question

        column = len(self.written.text) - len(self.written.text.lstrip(" "))
        assert edited.question is not None  # noqa: S101 (faults end before)
        try:
            with self.context.history(write=True) as history:
                return edit_question(
                    history,
                    self.context.workspace,
                    self.context.library,
                    edited.question,
                    edited.mapping,
                    to_item(self._text, column),
                    self.context.now(),
                )
        except TrainerError as error:
            if self.draft.exists():
                error.hint = f"{error.hint or ''} What you wrote is in {self.draft}.".strip()
            raise

    def put_away(self) -> None:
        """Forget the draft, and that the shipped question changed: the person has seen it."""
        from trainer.practice.bank_changes import settle_overlay

        self.draft.unlink(missing_ok=True)
        if self.behind:
            with self.context.history(write=True) as history:
                settle_overlay(history, self.context.library, self.question.id, self.context.now())

    def _read(self, raw: bytes, file: Path) -> Edited:
        from dataclasses import replace

        from trainer.bank import Fault
        from trainer.bank.editable import read_edited

        bank = self.place.bank
        edited = read_edited(raw, file, bank_id=bank.id, default_language=bank.language)
        if edited.question is None or edited.question.id == self.question.id:
            return edited
        line = next(
            (at for at, one in enumerate(self._text.splitlines(), 1) if one.startswith("id:")), 1
        )
        fault = Fault(
            file,
            line,
            "id",
            f"is {edited.question.id}, and the question is {self.question.id}",
            f"put it back; 'trainer bank rename {self.question.id} NAME' gives another one",
        )
        return replace(edited, question=None, faults=(fault,))

    def _begin(self) -> str:
        """Write the draft, or take up the one that was left; the text of a new one."""
        from trainer.bank.editable import to_editable
        from trainer.workspace.places import ensure_workspace
        from trainer.workspace.private import private_folder, write_private

        fresh = self._heading() + to_editable(self.written.text)
        ensure_workspace(self.context.workspace)
        private_folder(self.draft.parent)
        if self.draft.exists():
            if ask_yes(
                "You began to change this question. Go on with it?", err=self.context.output.json
            ):
                return fresh
            self.draft.replace(self.draft.with_suffix(".old"))
        write_private(self.draft, fresh.encode())
        return fresh

    def _heading(self) -> str:
        lines = [
            self.question.id,
            "Save and close to keep it; leave it as it is to change nothing.",
        ]
        if self.place.origin == "shipped":
            lines.append("It ships with the program: your version will be asked in its place.")
        if self.behind:
            lines.append("The shipped question changed since you made your version:")
            lines += [f"  {one}" for one in self.behind]
            lines.append(f"'trainer bank show {self.question.id} --shipped' shows it.")
        return "".join(f"# {line}\n" for line in lines)

    def _tell(self, edited: Edited) -> None:
        """Say what is wrong, and wait until the person goes back to the editor or leaves."""
        count = len(edited.faults)
        click.echo(f"\n{counted(count, 'fault')}, so it was not kept yet:", err=True)
        for fault in edited.faults:
            click.echo(f"  {_told(fault)}", err=True)
        try:
            again = ask_yes("Back to the editor?", err=True)
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)
            again = False
        if not again:
            raise Interrupted(
                f"stopped; what you wrote is kept in {self.draft}",
                hint=f"Go on with: trainer bank edit {self.question.id}",
            )


def _told(fault: Fault) -> str:
    """A fault without the file, which everybody knows here."""
    line = f"line {fault.line}" if fault.line else ""
    return ": ".join(filter(None, [line, fault.where, f"{fault.what} - {fault.mend}"]))


def _editor() -> list[str]:
    """The command of the person's editor; raises InputError where there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    command = shlex.split(named) if named else [one for one in EDITORS if shutil.which(one)][:1]
    if not command or not shutil.which(command[0]):
        what = f"the editor '{command[0]}' is not there" if command else "no editor was found"
        raise InputError(
            what, hint="Name one with the variable EDITOR, or give the question with --file."
        )
    return command


def _run(command: list[str], file: Path, *, json: bool) -> None:
    done = subprocess.run([*command, str(file)], check=False, stdout=sys.stderr if json else None)
    if done.returncode:
        raise InputError(
            f"the editor '{command[0]}' ended with {done.returncode}, so nothing was kept",
            hint=f"What you wrote is in {file}; the next 'trainer bank edit' goes on with it.",
        )


def _advise(context: CommandContext, file: Path, question_id: str) -> None:
    """Say what could be better in the question; help, never a fault."""
    from trainer.library.check import judge_content, read_sources

    _, sources = read_sources([file])
    remarks = [one for one in judge_content(sources) if one.question_id == question_id]
    if remarks:
        context.output.say(f"\n{counted(len(remarks), 'remark')}, as help:", style="dim")
    for remark in remarks[:5]:
        context.output.say(f"{remark.where}: {remark.what}; {remark.mend}", indent=2, style="dim")
    if len(remarks) > 5:
        context.output.say(f"'trainer bank check {file}' lists all.", indent=2, style="dim")
