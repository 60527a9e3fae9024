"""An answer from the keyboard, kept line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.speaking import Ending
from trainer.errors import Interrupted

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.practice.sitting import Sitting


def how_to_type(*, put_off: bool = False) -> str:
    """What to do to answer by typing; `put_off` says that 'not today' can be said."""
    not_today = " n alone means not today," if put_off else ""
    return (
        "Type your answer; two empty lines end it. Without a word they skip the question,"
        f"{not_today} and Ctrl-D on an empty line leaves."
    )


def take_typed(
    sitting: Sitting, question: Question, *, put_off: bool = False
) -> tuple[Ending, int | None]:
    """Take an answer from the keyboard; the attempt's number where anything was typed.

    Two empty lines or the end of input end it; without a word the first skips and the
    second leaves, and with `put_off` an n alone puts the question off.  Raises Interrupted,
    with what was typed kept, on Ctrl-C.
    """
    from trainer.cli.typing import TypedLines, interrupts_wait
    from trainer.practice.takes import TypedTake

    take: TypedTake | None = None
    lines = TypedLines()
    try:
        for line in lines:
            if put_off and take is None and line.strip().lower() == "n":
                return Ending.NOT_TODAY, None
            with interrupts_wait():
                take = take or TypedTake(sitting, question)
                take.add_line(line)
                lines.kept()
    except EOFError:
        if take is None:
            return Ending.LEFT, None
    except KeyboardInterrupt:
        if left_over := lines.left_over():
            take = take or TypedTake(sitting, question)
            take.add_line(left_over)
        if take is None:
            raise
        take.keep()
        raise Interrupted(
            f"stopped; what you typed is kept as attempt {take.attempt.id}",
            hint=f"Score it: trainer score --attempt {take.attempt.id}",
        ) from None
    if take is None:
        return Ending.SKIPPED, None
    take.keep()
    return Ending.STOPPED, take.attempt.id
