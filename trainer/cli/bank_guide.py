"""Asking for a question of one's own, step by step; what options gave is not asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from trainer.bank.nouns import KeyPoint, Kind, Weight
from trainer.cli.asking import ask_line, ask_number, ask_one_of, ask_yes
from trainer.cli.bank_check import load_vectors
from trainer.cli.context import CommandContext
from trainer.errors import Interrupted
from trainer.forms import Draft
from trainer.library.adding import NewPoint, near_questions, own_banks

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.cli.wordings_spoken import Spoken

KINDS = [kind.value for kind in Kind]
TIMES = 2
"""So often each point is said in one's own words: the first two help most."""

OPTIONS = "options"
"""The step of the draft that keeps what was given on the command line."""


class Guide:
    """One guided flow; each answer is on disk before the next is asked for.

    With `spoken` the wordings are said into the microphone.  `known` is the existing
    question that the new one turned out to be.
    """

    def __init__(self, context: CommandContext, spoken: Spoken | None = None) -> None:
        self._context = context
        self._spoken = spoken
        self.known: Question | None = None
        self._err = context.json
        self.draft = _draft(context)

    def ask(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[NewPoint]] | None:
        """The options completed by asking, and the points that were asked for.

        None when the question turned out to be there already.  Raises Interrupted
        where the person leaves; the draft is kept.
        """
        try:
            return self._ask(given)
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)
            kept = "prompt" in self.draft.answers
            raise Interrupted(
                "stopped; what you wrote is kept" if kept else "stopped; nothing was written yet",
                hint="Go on with: trainer bank add" if kept else None,
            ) from None

    def _ask(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[NewPoint]] | None:
        say = self._context.output.say
        self._take_up()
        options = {name: value for name, value in given.items() if value}
        if options:
            self.draft.get(OPTIONS, lambda: json.dumps(options))
        kept = json.loads(self.draft.answers.get(OPTIONS, "{}"))
        whole = {**given, **kept, **options}
        whole["prompt"] = self.draft.get(
            "prompt",
            lambda: ask_line("The question, as it was asked", err=self._err, needed=True),
        )
        if not self._is_new(whole["prompt"]):
            return None
        whole["kind"] = whole["kind"] or self.draft.get("kind", self._kind)
        points: list[NewPoint] = []
        if not whole["points"] and not whole["okay_points"]:
            say("\nNow the points that a good answer makes, one at a time; an empty line ends it.")
            say("The score knows a point by how people say it: two ways in your own words help.")
            points = list(self._points())
            if not points:
                say("No key points: answers can be recorded and replayed, and not be scored.")
        banks = own_banks(self._context.library)
        if not whole["bank"] and len(banks) > 1:
            whole["bank"] = self.draft.get("bank", lambda: self._bank(banks))
        for name, label in (
            ("company", "\nWhere it was asked (the company; may stay empty)"),
            ("date", "When it was asked, such as 2026-11-20 (may stay empty)"),
        ):
            whole[name] = whole[name] or self._line(name, label)
        return whole, points

    def _take_up(self) -> None:
        """Show a question that was begun, and ask whether to go on with it."""
        begun = self.draft.answers
        if "prompt" not in begun:
            if begun:
                self.draft.put_aside()
            return
        say = self._context.output.say
        say(f"You began this question: {begun['prompt']}")
        for step, text in begun.items():
            if text and step.startswith("point-"):
                say(f"· {text}", indent=2)
        if not ask_yes("Go on with it?", err=self._err):
            self.draft.put_aside()

    def _is_new(self, prompt: str) -> bool:
        if "new" in self.draft.answers:
            return True
        with self._context.output.working("Looking for questions like it"):
            near = near_questions(self._context.library, prompt, load_vectors())
        if not near:
            return True
        say = self._context.output.say
        say("\nIs it one of these?")
        for number, question in enumerate(near, start=1):
            say(f"{number}  {question.id}: {question.prompt}", indent=2)
        number = ask_number("Its number; an empty line if it is none", len(near), err=self._err)
        if number:
            self.known = near[number - 1]
            return False
        self.draft.get("new", lambda: "yes")
        return True

    def _bank(self, banks: list[str]) -> str:
        click.echo(err=self._err)
        return banks[ask_one_of("Into which bank", banks, err=self._err) - 1]

    def _kind(self) -> str:
        return KINDS[ask_one_of("What sort of question", KINDS, err=self._err) - 1]

    def _points(self) -> Iterator[NewPoint]:
        for number in count(1):
            text = self._line(f"point-{number}", f"\nKey point {number}")
            if not text:
                return
            vital = self.draft.get(
                f"vital-{number}",
                lambda: "yes" if ask_yes("  Is this point essential?", err=self._err) else "no",
            )
            wordings = self._said(number, text) if self._spoken else self._typed(number)
            probe = self._line(f"probe-{number}", "  What would you be asked if it were missing")
            yield NewPoint(
                text,
                Weight.VITAL if vital == "yes" else Weight.OKAY,
                tuple(wording for wording in wordings if wording),
                probe,
            )

    def _typed(self, number: int) -> list[str]:
        return [
            self._line(f"wording-{number}-{k}", f"  Say it in your own words ({k} of {TIMES})")
            for k in range(1, TIMES + 1)
        ]

    def _said(self, number: int, text: str) -> list[str]:
        """The wordings of a point, aloud; those that were kept before are not asked for."""
        kept = [f"wording-{number}-{k}" for k in range(1, TIMES + 1)]
        missing = [step for step in kept if step not in self.draft.answers]
        if self._spoken and missing:
            point = KeyPoint(f"point-{number}", text)
            heard = [said for _, said in self._spoken.ask([point], len(missing))]
            for step, said in zip(missing, [*heard, *[""] * len(missing)], strict=False):
                self.draft.get(step, lambda said=said: said)  # type: ignore[misc]
        return [self.draft.answers[step] for step in kept]

    def _line(self, step: str, label: str) -> str:
        return self.draft.get(step, lambda: ask_line(label, err=self._err))


def _draft(context: CommandContext) -> Draft:
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    return Draft(folder / "bank-add.json")
