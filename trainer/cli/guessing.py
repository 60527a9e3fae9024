"""Before the score: how sure the speaker is of their answer, with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.keys import ENTER, open_keys

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.store import History

POLL_S = 0.5

GUESS_WORDS = {1: "not at all", 2: "a little", 3: "fairly", 4: "very"}

QUESTION = "How sure are you that you said what matters?"
LEGEND = f"{' · '.join(f'{n} {words}' for n, words in GUESS_WORDS.items())} · Enter skips"

GUESSES = {str(number): number for number in GUESS_WORDS}


def ask_guess(context: CommandContext, history: History, attempt_id: int) -> int | None:
    """Ask how sure the speaker is, 1 to 4, and keep it; None where they skip it.

    Nobody is asked without a terminal, or where the setting `ask_guess` is off.
    """
    from trainer.cli.judging import can_be_asked

    if not (context.settings.ask_guess and can_be_asked(context)):
        return None
    with open_keys() as keys:
        context.output.say("")
        context.output.say(QUESTION, indent=2)
        context.output.say(LEGEND, style="dim", indent=4)
        while True:
            key = keys.poll(POLL_S)
            if key == ENTER:
                return None
            if key in GUESSES:
                break
    history.schedule.set_guess(attempt_id, GUESSES[key])
    return GUESSES[key]
