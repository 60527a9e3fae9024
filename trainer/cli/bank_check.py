"""``trainer bank check``: what is wrong with banks, and what could be better."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.console import counted
from trainer.cli.context import PACKAGE_FOLDER, CommandContext, common
from trainer.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.bank import Fault
    from trainer.bank.load import LoadedBank
    from trainer.cli.console import Output
    from trainer.library.check import Remark, Source
    from trainer.scoring.vectors import Vectors


@click.command(
    "check",
    epilog="""\b
Examples:
  trainer bank check
  trainer bank check my-bank.yaml
  trainer bank check --strict question_banks
""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--strict", is_flag=True, help="Fail on remarks as well as on faults.")
@common()
def check(context: CommandContext, files: tuple[Path, ...], *, strict: bool) -> None:
    """Verify banks: every fault with its line, and what could be better.

    A FILE may be a folder with banks in it. Without FILE all banks are checked.
    A fault is something the program can't read: the exit code is then 3. A remark
    is advice: too few wordings, two that are nearly one, key points that can't be
    told apart, questions that stand twice, prompts that are hard to take in.
    """
    missing = [file for file in files if not file.exists()]
    if missing:
        raise NotFoundError(
            f"there is no file {missing[0]}", hint="Name a bank's file, or a folder of banks."
        )
    output = context.output
    with output.working("Checking the banks"):
        loaded, sources, remarks, by_meaning = _judged(context, files)
    faults = [fault for one in loaded for fault in one.faults]
    if files:
        questions, banks = sum(len(one.bank.questions) for one in sources), len(loaded)
    else:
        questions, banks = len(context.library.questions), len(context.library.banks)
    output.result(
        "bank check",
        {
            "banks": banks,
            "questions": questions,
            "by_meaning": by_meaning,
            "faults": [fault_data(fault) for fault in faults],
            "remarks": [_remark_data(remark) for remark in remarks],
        },
    )
    if not output.json:
        for fault in faults:
            output.say(str(fault))
        _show(output, remarks)
    if faults:
        raise InputError(
            f"{counted(len(faults), 'fault')} found in the banks",
            hint="Each is listed with its file and line.",
        )
    if strict and remarks:
        raise InputError(
            f"{counted(len(remarks), 'remark')} on the banks, and --strict allows none",
            hint="Each is listed with its file and line.",
        )
    if not output.json:
        _sum_up(output, questions, banks, remarks, by_meaning=by_meaning)


def _judged(
    context: CommandContext, files: Sequence[Path]
) -> tuple[Sequence[LoadedBank], Sequence[Source], Sequence[Remark], bool]:
    from trainer.library.check import judge_content, read_sources
    from trainer.workspace.places import shipped_banks

    folders = [shipped_banks(PACKAGE_FOLDER), context.workspace.banks]
    places = files or [folder for folder in folders if folder.is_dir()]
    read = context.output.progress
    loaded, sources = read_sources(places, lambda count: read(f"Read {counted(count, 'bank')}", 0))
    others = list(context.library.questions.values()) if files else []
    vectors = load_vectors() if sources else None
    remarks = judge_content(sources, others, vectors=vectors, progress=read)
    return loaded, sources, remarks, vectors is not None


def load_vectors() -> Vectors | None:
    """The word vectors, or None where their package is not installed."""
    from trainer.scoring import vectors

    return vectors.load() if vectors.available() else None


def _show(output: Output, remarks: Sequence[Remark]) -> None:
    for file, of_file in groupby(remarks, key=lambda one: one.file):
        output.say(f"\n{file}", style="bold")
        for remark in of_file:
            line = "" if remark.line is None else f"line {remark.line}, "
            output.say(f"{line}{remark.where}: {remark.what}", indent=2)
            output.say(remark.mend, style="dim", indent=4)
    if remarks:
        output.say("")


def _sum_up(
    output: Output, questions: int, banks: int, remarks: Sequence[Remark], *, by_meaning: bool
) -> None:
    output.say(f"{counted(questions, 'question')} in {counted(banks, 'bank')}, no faults.")
    if remarks:
        output.say(
            f"{counted(len(remarks), 'remark')}: advice, nothing that keeps a bank from working."
        )
    if not by_meaning and questions:
        output.say("Words were compared, meaning was not: the package wordllama is missing.")


def fault_data(fault: Fault) -> dict[str, Any]:
    """A fault as scripts read it."""
    return {
        "file": str(fault.file) if fault.file else None,
        "line": fault.line,
        "where": fault.where,
        "what": fault.what,
        "mend": fault.mend,
    }


def _remark_data(remark: Remark) -> dict[str, Any]:
    return {
        "kind": remark.kind.value,
        "severity": remark.severity.value,
        "bank": remark.bank_id,
        "question_id": remark.question_id,
        "file": str(remark.file),
        "line": remark.line,
        "where": remark.where,
        "what": remark.what,
        "mend": remark.mend,
    }
