"""How long commands take as banks and history grow, whole and beyond start-up:

    python -m tests.benchmarks.scale [--quick] [--runs 5] [--words 12] [--only N] [--keep FOLDER]

Start-up is `trainer --version`.  Every figure is the middle one of several runs, in
milliseconds: by the clock, by the clock beyond start-up, and of the processor beyond
start-up, which others on the machine don't disturb.  `today's core` is what choosing today's
questions reads, in this process: what was decided, what caught off guard, what is due, and
five new questions.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from random import Random
from statistics import median

from tests.support.program import Program
from tests.support.years import NOW, question_ids, write_banks, write_history
from trainer.cli import COMMANDS
from trainer.history.opening import open_history
from trainer.library.catalogue import Catalogue
from trainer.library.drawing import LeaveOut
from trainer.workspace.places import Workspace

SHIPPED = Path(__file__).parents[2] / "question_banks"

SIZES = (
    (500, 5, (1_000, 200_000)),
    (10_000, 50, (10_000,)),
    (100_000, 200, (1_000, 10_000, 100_000, 200_000)),
)
"""Questions, in so many banks, and the numbers of attempts to measure with them."""

QUICK = ((500, 5, (1_000, 5_000)), (5_000, 20, (5_000,)))

VARIABLES = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""A question is seen as soon as it is written, and modules are compiled once."""

FIRST_PROMPT = b"Tell me about"

MOST_OFF_GUARD = 50
MOST_DUE = 50
NEW = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--words", type=int, default=12, help="words of a transcript")
    parser.add_argument("--only", type=int, help="with so many questions alone, as in SIZES")
    parser.add_argument("--keep", type=Path, help="a folder to make all of it in, and to leave it")
    given = parser.parse_args()
    place = nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory()
    with place as folder:
        print(
            f"{'questions':>9} {'attempts':>9}  {'command':<30}"
            f" {'whole':>7} {'beyond':>7} {'of CPU':>7}"
        )
        for questions, banks, histories in QUICK if given.quick else SIZES:
            if given.only in {None, questions}:
                _measure(Path(folder), questions, banks, histories, given.runs, given.words)


def _measure(
    folder: Path, questions: int, banks: int, histories: Sequence[int], runs: int, words: int
) -> None:
    ids = question_ids(questions, banks)
    workspace = Workspace(folder / f"questions-{questions}")
    cache = folder / "cache"
    program = Program.at(workspace.root, TRAINER_CACHE=str(cache), **VARIABLES)

    def tell(attempts: int | str, command: str, took: Took, start: Took = NONE) -> None:
        wall, cpu = took
        print(
            f"{questions:>9} {attempts:>9}  {command:<30}"
            f" {wall:>7.0f} {wall - start[0]:>7.0f} {cpu - start[1]:>7.0f}",
            flush=True,
        )

    def called(*arguments: str) -> Took:
        return _middle(lambda: program.ok(*arguments), runs)

    if not workspace.banks.is_dir():
        write_banks(workspace.banks, questions, banks)
        tell("", "bank list, nothing cached", _took(lambda: program.ok("bank", "list")))
    for attempts in histories:
        if workspace.database.exists():
            workspace.database.unlink()
        write_history(workspace, ids, attempts, now=NOW, words=words)
        called("bank", "list")
        start = called("--version")
        commands = [["history"], ["progress"], ["bank", "list"], ["bank", "show", ids[-1]]]
        if "today" in COMMANDS:
            commands.insert(0, ["today"])
        for arguments in commands:
            tell(attempts, " ".join(arguments[:2]), called(*arguments), start)
        until = _middle(lambda: _drill_until_asked(program), runs)
        tell(attempts, "drill --typed, to its question", until, start)
        tell(attempts, "today's core", _middle(lambda: core_of_today(workspace, cache), runs))
        nothing_new = _middle(lambda: core_of_today(workspace, cache, lambda ids: ids), runs)
        tell(attempts, "today's core, nothing new", nothing_new)


def core_of_today(
    workspace: Workspace, cache: Path | None, without: LeaveOut | None = None
) -> list[str]:
    """Read what today's questions are chosen from, and draw new ones; their ids."""
    with (
        open_history(workspace, write=False, now=NOW) as history,
        closing(Catalogue(SHIPPED, workspace.banks, cache)) as catalogue,
    ):
        decisions = history.shelf.decisions(NOW)
        caught = history.met.off_guard(catalogue.aliases, MOST_OFF_GUARD)
        due = history.schedule.at_risk(NOW.date(), MOST_DUE)
        assert history.schedule.count_due(NOW.date()) >= len(due)
        met = [one.question_id for one in caught] + [card.question_id for card in due]
        briefs = catalogue.brief([*decisions, *met])
        new = catalogue.fresh(count=NEW, rng=Random(1), without=without or history.met.rehearsed)
        return [*briefs, *(brief.id for brief in new)]


Took = tuple[float, float]
NONE = (0.0, 0.0)


def _took(work: Callable[[], object]) -> Took:
    """Milliseconds by the clock and of the processor, of this process and its children."""
    wall, cpu = time.perf_counter(), sum(os.times()[:4])
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (sum(os.times()[:4]) - cpu)


def _middle(work: Callable[[], object], runs: int) -> Took:
    all_took = [_took(work) for _ in range(runs)]
    return median(wall for wall, _ in all_took), median(cpu for _, cpu in all_took)


def _drill_until_asked(program: Program) -> None:
    """Run a drill until it shows its first question."""
    with subprocess.Popen(
        [*program.command, "drill", "--typed", "--plain", "--seed", "1"],
        env=dict(program.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        shown = b""
        while FIRST_PROMPT not in shown:
            some = os.read(process.stdout.fileno(), 65536)
            if not some:
                raise RuntimeError(f"no question came: {shown!r}")
            shown += some
        process.kill()


if __name__ == "__main__":
    main()
