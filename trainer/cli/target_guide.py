"""Asking for a target step by step; each answer is on disk before the next is asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from typing import Any

import click

from trainer.cli.asking import ask_line, ask_yes
from trainer.cli.context import CommandContext
from trainer.cli.target_options import names_from, read_ad
from trainer.errors import InputError, Interrupted, TrainerError
from trainer.forms import Draft

OPTIONS = "options"
"""The step of the draft that keeps what was given on the command line."""

END_OF_AD = "."


class TargetGuide:
    """One guided flow, which can be left at any prompt and taken up again."""

    def __init__(self, context: CommandContext, today: date, zone: str) -> None:
        self._context = context
        self._today = today
        self._zone = zone
        self._err = context.json
        self.draft = _draft(context)

    def ask(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The options completed by asking; Interrupted where the person leaves."""
        try:
            return self._ask(given)
        except (click.Abort, KeyboardInterrupt, EOFError):
            click.echo(err=True)
            kept = "company" in self.draft.answers
            raise Interrupted(
                "stopped; what you wrote is kept" if kept else "stopped; nothing was written yet",
                hint="Go on with: trainer target add" if kept else None,
            ) from None

    def _ask(self, given: Mapping[str, Any]) -> dict[str, Any]:
        self._take_up()
        options = {name: value for name, value in given.items() if value}
        if options:
            self.draft.get(OPTIONS, lambda: json.dumps(options))
        whole = {**given, **json.loads(self.draft.answers.get(OPTIONS, "{}")), **options}
        say = self._context.output.say
        if "company" not in self.draft.answers:
            say("Only the company is needed; an empty line leaves the rest for later.")

        def line(step: str, label: str, *, needed: bool = False) -> None:
            if not whole.get(step):
                whole[step] = self.draft.get(
                    step, lambda: _storable(ask_line(label, err=self._err, needed=needed))
                )

        line("company", "The company", needed=True)
        line("role", "The job")
        line("stage", "The round, such as phone, first, second")
        if not whole.get("date"):
            whole["date"] = self.draft.get("date", self._day)
        # A past day was asked about when it was typed.
        whole["past"] = True
        if whole["date"] and not whole.get("time"):
            whole["time"] = self.draft.get("time", self._clock)
        if whole["date"] and not whole.get("zone"):
            whole["zone"] = self.draft.get("zone", self._zone_name)
        if not whole.get("interviewers"):
            names = self.draft.get(
                "interviewers",
                lambda: _storable(ask_line("Who will ask (names, ; between them)", err=self._err)),
            )
            whole["interviewers"] = names_from(names)
        if not whole.get("ad"):
            whole["ad_text"] = self._advertisement()
        line("notes", "What you know of the company (one line; 'target edit' takes more)")
        return whole

    def _take_up(self) -> None:
        """Show a target that was begun, and ask whether to go on with it."""
        begun = self.draft.answers
        if "company" not in begun:
            if begun:
                self.draft.put_aside()
            return
        told = ", ".join(begun[step] for step in ("company", "role", "date") if begun.get(step))
        self._context.output.say(f"You began this one: {told}")
        if not ask_yes("Go on with it?", err=self._err):
            self.draft.put_aside()

    def _day(self) -> str:
        from trainer.debrief.days import day_from

        while True:
            said = ask_line("The day, such as 27 nov, fri, tomorrow", err=self._err)
            if not said:
                return ""
            try:
                day = day_from(said, self._today)
            except InputError as error:
                self._again(error)
                continue
            click.echo(f"  {day:%A}, {day}", err=self._err)
            # The answer is kept as the day it meant: 'fri' means another one next week.
            if day >= self._today or ask_yes(
                "  That lies in the past. Is it right?", err=self._err, default=False
            ):
                return day.isoformat()

    def _clock(self) -> str:
        from trainer.debrief.days import time_from

        return self._valid("The time, such as 10:30", lambda said: f"{time_from(said):%H:%M}")

    def _zone_name(self) -> str:
        from trainer.debrief.days import zone_from

        own = self._zone or "that of this machine"
        return self._valid(f"Its time zone; an empty line for {own}", zone_from)

    def _valid(self, label: str, read: Callable[[str], str]) -> str:
        """A line that can be understood, or an empty one."""
        while True:
            said = ask_line(label, err=self._err)
            if not said:
                return ""
            try:
                return read(said)
            except InputError as error:
                self._again(error)

    def _again(self, error: TrainerError) -> None:
        click.echo(f"{error.message}. {error.hint or ''}".strip(), err=True)

    def _advertisement(self) -> str:
        """The advertisement's text: out of a file, or pasted line by line."""
        way = self.draft.get("ad", self._ad_way)
        if way == "paste":
            return self._pasted()
        return self.draft.answers.get("ad-text", "") if way else ""

    def _ad_way(self) -> str:
        while True:
            said = ask_line(
                "The advertisement: a file's name, or 'paste' (an empty line for none)",
                err=self._err,
            )
            if not said or said.lower() == "paste":
                return said.lower()
            try:
                text = read_ad(os.path.expanduser(said.strip("'\"")))  # noqa: PTH111
            except TrainerError as error:
                self._again(error)
                continue
            self.draft.get("ad-text", lambda text=text: text)  # type: ignore[misc]
            return said

    def _pasted(self) -> str:
        lines = [text for step, text in self.draft.answers.items() if step.startswith("ad-line-")]
        if "ad-done" not in self.draft.answers:
            begun = f"{len(lines)} lines are kept. " if lines else ""
            click.echo(
                f"{begun}Paste it here; a line with nothing but a dot ends it.", err=self._err
            )
            for number in count(len(lines) + 1):
                # A line is kept when the next is asked for.
                click.echo("> ", nl=False, err=True)
                try:
                    text = input()
                except EOFError:
                    break
                if text.strip() == END_OF_AD:
                    break
                text = _storable(text)
                self.draft.get(f"ad-line-{number}", lambda text=text: text)  # type: ignore[misc]
                lines.append(text)
            self.draft.get("ad-done", lambda: "yes")
        return "\n".join(lines).strip()


def _storable(text: str) -> str:
    """A line without what a disk would refuse; what it may not hold else is seen to later."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _draft(context: CommandContext) -> Draft:
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    return Draft(folder / "target-add.json")
