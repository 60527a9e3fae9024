"""An answer from the keyboard, kept line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.cli.speaking import Ending
from trainer.errors import Interrupted

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.practice.sitting import Sitting

HOW: Final = (
    "Type your answer; two empty lines end it. Without a word they skip the question, "
    "and Ctrl-D on an empty line leaves."
)


def take_typed(sitting: Sitting, question: Question) -> tuple[Ending, int | None]:
    """Take an answer from the keyboard; the attempt's number where anything was typed.

    Two empty lines or the end of input end it; without a word the first skips and the
    second leaves.  Raises Interrupted, with what was typed kept, on Ctrl-C.
    """
    from trainer.cli.typing import TypedLines, interrupts_wait
    from trainer.practice.takes import TypedTake

    take: TypedTake | None = None
    lines = TypedLines()
    try:
        for line in lines:
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
