"""Taking an interview down step by step; each answer is on disk before the next is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from trainer.cli.asking import ask_line, ask_one_of, ask_yes
from trainer.cli.context import CommandContext
from trainer.cli.debrief_questions import QuestionGuide
from trainer.cli.target_options import names_from
from trainer.errors import InputError, Interrupted
from trainer.forms import Draft
from trainer.practice.interview_notes import InterviewNotes

if TYPE_CHECKING:
    from trainer.history.targets import Target

END = "yes"

_LINE = re.compile(r"line-\d+")


class DebriefGuide:
    """One guided flow, which can be left at any prompt and taken up again."""

    def __init__(self, context: CommandContext, today: date, zone: str) -> None:
        self._context = context
        self._today = today
        self._zone = zone
        self._err = context.json
        self.draft = debrief_draft(context)

    def ask(self, *, resume: bool) -> InterviewNotes:
        """All that the person takes down; Interrupted where they leave, the draft kept."""
        try:
            return self._ask(resume=resume)
        except (click.Abort, KeyboardInterrupt, EOFError):
            click.echo(err=True)
            raise Interrupted(
                "stopped; what you wrote is kept",
                hint="Go on where you were: trainer debrief --resume",
            ) from None

    @property
    def uuid(self) -> str:
        """The number under which this interview will be kept, the same until it is."""
        return self.draft.get("uuid", lambda: str(uuid4()))

    def _ask(self, *, resume: bool) -> InterviewNotes:
        say = self._context.output.say
        self._take_up(resume=resume)
        if not self._begun:
            say("Ten minutes, while it is fresh. Every answer is kept as you type it; Ctrl-C")
            say("leaves, and 'trainer debrief --resume' goes on. An empty line skips.")
        target = self._target()
        if target is None:
            company = self._line("company", "\nWhich company was it", needed=True)
            role = self._line("role", "For which job")
            stage = self._line("stage", "Which round, such as phone, first, second")
            names = self._line("interviewers", "Who was there (names, ; between them)")
            interviewers = names_from(names)
        else:
            company, role, stage = target.company, target.role, target.stage
            interviewers = target.interviewers
        day = date.fromisoformat(self.draft.get("day", lambda: self._day(target)))
        asked = self._questions()
        guide = QuestionGuide(self._context, self.draft, interviewers, len(asked))
        questions = tuple(guide.ask(number, one) for number, one in enumerate(asked, 1))
        mood = self._line("mood", "\nHow do you feel about it now, in a few words")
        notes = self._line("notes", "Anything else worth keeping")
        return InterviewNotes(
            company=company,
            day=day,
            role=role,
            stage=stage,
            zone=self._zone,
            interviewers=interviewers,
            target_id=target.id if target else None,
            mood=mood,
            notes=notes,
            questions=questions,
        )

    @property
    def _begun(self) -> bool:
        return any(step != "uuid" for step in self.draft.answers)

    def _take_up(self, *, resume: bool) -> None:
        """Show a debrief that was begun, and ask whether to go on with it."""
        if not self._begun:
            if resume:
                self._context.output.say("Nothing was begun, so this is a new one.")
            return
        say = self._context.output.say
        begun = self.draft.answers
        asked = [text for step, text in begun.items() if _LINE.fullmatch(step) and text]
        name = begun.get("company") or (f"target {begun['target']}" if begun.get("target") else "")
        say(f"You began a debrief{f': {name}' if name else ''}.")
        for text in asked:
            say(f"· {text}", indent=2)
        if not resume and not ask_yes("Go on with it?", err=self._err):
            self.draft.put_aside()

    def _target(self) -> Target | None:
        """The interview among those that had been prepared, or None."""
        with self._context.history(write=False) as history:
            waiting = [one for one in history.targets.all() if one.done_at is None]
            if "target" in self.draft.answers:
                said = self.draft.answers["target"]
                return history.targets.get(int(said)) if said else None
        # The likely ones first: those that lie behind, or are today.
        waiting.sort(
            key=lambda one: (one.day is None, one.day is not None and one.day > self._today)
        )
        if not waiting:
            self.draft.get("target", lambda: "")
            return None
        from trainer.practice.target_changes import described

        def choose() -> str:
            choices = [*(described(one) for one in waiting), "another one"]
            number = ask_one_of("\nWhich interview was it", choices, err=self._err)
            return str(waiting[number - 1].id) if number <= len(waiting) else ""

        said = self.draft.get("target", choose)
        return next((one for one in waiting if str(one.id) == said), None)

    def _day(self, target: Target | None) -> str:
        from trainer.debrief.past import past_day

        usual = target.day if target and target.day and target.day <= self._today else self._today
        while True:
            said = ask_line(f"On which day (an empty line for {usual})", err=self._err)
            if not said:
                return usual.isoformat()
            try:
                # The answer is kept as the day it meant: 'fri' means another one next week.
                return past_day(said, self._today).isoformat()
            except InputError as error:
                click.echo(f"{error.message}. {error.hint or ''}".strip(), err=True)

    def _questions(self) -> list[str]:
        """The questions as they were asked, a line each until an empty one, split where wanted."""
        if "line-end" not in self.draft.answers:
            kept = sum(bool(_LINE.fullmatch(step)) for step in self.draft.answers)
            say = self._context.output.say
            say("\nThe questions as they were asked, one a line; a few words are enough.")
            say(f"An empty line ends.{f' {kept} are kept.' if kept else ''}")
        asked: list[str] = []
        for number in count(1):
            step = f"line-{number}"
            if "line-end" in self.draft.answers and step not in self.draft.answers:
                break
            line = self.draft.get(step, lambda number=number: ask_line(f"{number}", err=self._err))  # type: ignore[misc]
            if not line:
                self.draft.get("line-end", lambda: END)
                break
            asked += self._split(number, line)
        return asked

    def _split(self, number: int, line: str) -> Sequence[str]:
        """The questions in one line of notes, as the person says."""
        from trainer.debrief.splitting import several_questions

        parts = several_questions(line)
        if len(parts) == 1:
            return parts

        def choose() -> str:
            self._context.output.say("That may be several questions:", indent=2)
            for place, part in enumerate(parts, 1):
                self._context.output.say(f"{place}  {part}", indent=4)
            split = ask_yes("  Take them as separate ones?", err=self._err, default=False)
            return "yes" if split else "no"

        return parts if self.draft.get(f"split-{number}", choose) == "yes" else (line,)

    def _line(self, step: str, label: str, *, needed: bool = False) -> str:
        return self.draft.get(step, lambda: ask_line(label, err=self._err, needed=needed))


def debrief_draft(context: CommandContext) -> Draft:
    """What was typed so far in a debrief that is not finished."""
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    return Draft(folder / "debrief.json")
