"""Asking for a question of one's own, step by step; what options gave is not asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import click

from trainer.bank.nouns import Kind, Weight
from trainer.cli.asking import ask_line, ask_one_of, ask_yes
from trainer.cli.context import CommandContext
from trainer.errors import Interrupted
from trainer.forms import Draft
from trainer.library.adding import NewPoint, alike

KINDS = [kind.value for kind in Kind]
OPTIONS = "options"
"""The step of the draft that keeps what was given on the command line."""


class Guide:
    """One guided flow; each answer is on disk before the next is asked for."""

    def __init__(self, context: CommandContext) -> None:
        self._context = context
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
        near = alike(self._context.library, prompt)
        if not near or "new" in self.draft.answers:
            return True
        say = self._context.output.say
        say("\nIs it one of these?")
        for question in near:
            say(f"{question.id}: {question.prompt}", indent=2)
        if not ask_yes("None of them; add it as a new question?", err=self._err):
            say("Then nothing is added. Practise it with 'trainer answer' and its id.")
            return False
        self.draft.get("new", lambda: "yes")
        return True

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
            wordings = [
                self._line(f"wording-{number}-{k}", f"  Say it in your own words ({k} of 2)")
                for k in (1, 2)
            ]
            probe = self._line(f"probe-{number}", "  What would you be asked if it were missing")
            yield NewPoint(
                text,
                Weight.VITAL if vital == "yes" else Weight.OKAY,
                tuple(wording for wording in wordings if wording),
                probe,
            )

    def _line(self, step: str, label: str) -> str:
        return self.draft.get(step, lambda: ask_line(label, err=self._err))


def _draft(context: CommandContext) -> Draft:
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    return Draft(folder / "bank-add.json")
