"""Asking about each question of an interview: which it is, what was said, what was wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import click

from trainer.cli.asking import ask_line, ask_one_of, ask_yes
from trainer.cli.bank_check import load_vectors
from trainer.errors import InputError, Interrupted, NotFoundError, TrainerError
from trainer.history.codec import time_from, time_text
from trainer.practice.interview_notes import (
    LEAST_OFF_GUARD,
    MOST_OFF_GUARD,
    AskedNotes,
    WishedPoint,
    checked_off_guard,
)

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.cli.context import CommandContext
    from trainer.debrief.matching import Match, Matcher
    from trainer.forms import Draft
    from trainer.history.records import Attempt

TIMES = 2
"""So often each point is said in one's own words: the first two help most."""

SPEAK = "say"


class QuestionGuide:
    """Asks about one question after the other; what the draft holds is not asked for again."""

    def __init__(
        self, context: CommandContext, draft: Draft, interviewers: Sequence[str], total: int
    ) -> None:
        self._context = context
        self._draft = draft
        self._interviewers = interviewers
        self._total = total
        self._err = context.json

    def ask(self, number: int, asked: str) -> AskedNotes:
        """All that the person tells of question `number`, which counts from 1."""
        if f"asked-by-{number}" not in self._draft.answers:
            self._context.output.say(f"\n{number} of {self._total}  {asked}", style="bold")
        known = self._draft.get(f"known-{number}", lambda: self._known(asked))
        new_id = None if known else self._draft.get(f"new-{number}", lambda: self._new_id(asked))
        notes = AskedNotes(asked, question_id=known or None, new_id=new_id)
        attempt = self._answered(number, notes)
        answered = self._draft.answers[f"answered-{number}"]
        off_guard = self._draft.get(f"off-guard-{number}", self._off_guard)
        points = self._points(number, with_wordings=new_id is not None)
        asked_by = self._draft.get(f"asked-by-{number}", self._asked_by)
        return replace(
            notes,
            answered=answered,
            off_guard=checked_off_guard(off_guard, f"question {number}"),
            points=points,
            asked_by=asked_by,
            attempt_id=attempt,
        )

    @cached_property
    def _matcher(self) -> Matcher:
        from trainer.debrief.matching import Matcher

        return Matcher(list(self._context.library.questions.values()), load_vectors())

    def _known(self, asked: str) -> str:
        """The id of the known question that it is, as the person says; empty for none."""
        with self._context.output.working("Looking for questions like it"):
            found = self._matcher.matches(asked)
        while True:
            if found:
                self._show(found)
                label = "Its number; an empty line if it is none; or words to look for"
            else:
                self._context.output.say("No known question is like it.", indent=2)
                label = "An empty line takes it as a new one; or words to look for"
            said = ask_line(f"  {label}", err=self._err)
            if not said:
                return ""
            if said.isdecimal() and 1 <= int(said) <= len(found):
                return found[int(said) - 1].question.id
            if said.isdecimal():
                click.echo(f"  Give a number from 1 to {len(found)}.", err=self._err)
                continue
            if said in self._context.library.questions:
                return said
            found = self._matcher.matches(said)

    def _show(self, found: Sequence[Match]) -> None:
        say = self._context.output.say
        say("Is it one of these?", indent=2)
        for place, match in enumerate(found, 1):
            near = "" if match.likely else " (near, but perhaps not the same)"
            say(f"{place}  {match.question.prompt}{near}", indent=4)
            say(match.question.id, style="dim", indent=7)

    def _new_id(self, asked: str) -> str:
        from trainer.practice.asked_bank import new_question_id

        steps = self._draft.answers.items()
        taken = [text for step, text in steps if step.startswith("new-")]
        return new_question_id(self._context.library, asked, taken)

    def _answered(self, number: int, notes: AskedNotes) -> int | None:
        """Ask what was answered; the number of the attempt where it was said aloud."""
        step = f"answered-{number}"
        if step not in self._draft.answers:
            attempt = self._spoken_before(number, notes)
            text = self._text_of(attempt) if attempt else None
            while text is None:
                said = ask_line(
                    f"\n  What you answered, in short ('{SPEAK}' to tell it aloud)", err=self._err
                )
                text = self._speak(number, notes) if said.lower() == SPEAK else said
            self._draft.get(step, lambda: text)
        number_kept = self._draft.answers.get(f"attempt-{number}")
        return int(number_kept) if number_kept else None

    def _speak(self, number: int, notes: AskedNotes) -> str | None:
        """Record and hear the answer as an attempt; None where nothing came of it."""
        from trainer.cli.answering import Asker, find_microphone, make_engine
        from trainer.cli.sittings import at_the_desk

        # This is told from memory: how sure one is of it says nothing.
        self._context.overrides["ask_guess"] = False
        self._context.forget_settings()
        begun = f"speaking-{number}"
        if begun not in self._draft.answers:
            self._draft.get(begun, lambda: time_text(self._context.now()))
        try:
            microphone = find_microphone(self._context)
            engine = make_engine(self._context)
            with at_the_desk(self._context, "debrief") as sitting:
                Asker(self._context, sitting, engine).ask(self._question(notes), microphone)
        except TrainerError as error:
            if error.exit_code == 130:
                raise
            click.echo(f"{error.message}. {error.hint or ''}".strip(), err=True)
        attempt = self._spoken_before(number, notes)
        return self._text_of(attempt) if attempt else None

    def _spoken_before(self, number: int, notes: AskedNotes) -> Attempt | None:
        """The answer to this question that was recorded in this debrief, kept as its attempt."""
        since = self._draft.answers.get(f"speaking-{number}")
        if since is None:
            return None
        question_id = notes.question_id or notes.new_id or ""
        with self._context.history(write=False) as history:
            found = history.attempts(question_ids=[question_id], limit=1)
        if not found or found[0].started_at < time_from(since):
            return None
        self._draft.get(f"attempt-{number}", lambda: str(found[0].id))
        return found[0]

    def _text_of(self, attempt: Attempt) -> str:
        """What was said, heard now where an interruption left it unheard."""
        with self._context.history(write=False) as history:
            stored = history.latest_transcript(attempt.id)
        if stored is None:
            from trainer.cli.answering import Asker, make_engine
            from trainer.cli.sittings import at_the_desk

            try:
                engine = make_engine(self._context)
                with at_the_desk(self._context, "debrief") as sitting:
                    heard = Asker(self._context, sitting, engine).finish(attempt.id)
            except TrainerError as error:
                if isinstance(error, Interrupted):
                    raise
                click.echo(f"{error.message}. {error.hint or ''}".strip(), err=True)
                return ""
            return heard.transcript.text.strip()
        return stored.transcript.text.strip()

    def _question(self, notes: AskedNotes) -> Question:
        from trainer.bank import Question

        if notes.question_id:
            found = self._context.library.questions.get(notes.question_id)
            if found is None:
                raise NotFoundError(f"there is no question {notes.question_id} any more")
            return found
        return Question(notes.new_id or "", notes.asked)

    def _off_guard(self) -> str:
        while True:
            said = ask_line(
                f"  How far off guard did it catch you, {LEAST_OFF_GUARD} (saw it coming) to "
                f"{MOST_OFF_GUARD}",
                err=self._err,
            )
            try:
                checked_off_guard(said, "That")
            except InputError as error:
                click.echo(f"  {error.hint}", err=self._err)
                continue
            return said

    def _points(self, number: int, *, with_wordings: bool) -> tuple[WishedPoint, ...]:
        """What they wish they had said, in points, and their own words for each."""
        from trainer.debrief.splitting import points_from

        wished = self._draft.get(
            f"wished-{number}",
            lambda: ask_line("  What you wish you had said (; between points)", err=self._err),
        )
        texts = points_from(wished)
        if not with_wordings or not texts:
            return tuple(WishedPoint(text) for text in texts)
        told = self._draft.get(f"words-{number}", lambda: self._wants_words(texts))
        if told != "yes":
            return tuple(WishedPoint(text) for text in texts)
        return tuple(
            WishedPoint(text, tuple(self._wordings(number, place, text)))
            for place, text in enumerate(texts, 1)
        )

    def _wants_words(self, texts: Sequence[str]) -> str:
        say = self._context.output.say
        say("These become its key points:", indent=2)
        for text in texts:
            say(f"· {text}", indent=4)
        say(
            "Answers are scored by how you say them; 'trainer wordings add' does it later.",
            indent=2,
        )
        wants = ask_yes("  Say each twice in your own words now?", err=self._err, default=False)
        return "yes" if wants else "no"

    def _wordings(self, number: int, place: int, text: str) -> list[str]:
        said = []
        for time in range(1, TIMES + 1):
            step = f"said-{number}-{place}-{time}"
            if step not in self._draft.answers and time == 1:
                self._context.output.say(text, style="bold", indent=4)
            label = f"    In your own words ({time} of {TIMES})"
            said.append(
                self._draft.get(step, lambda label=label: ask_line(label, err=self._err))  # type: ignore[misc]
            )
            if not said[-1]:
                break
        return [one for one in said if one]

    def _asked_by(self) -> str:
        names = list(self._interviewers)
        if len(names) == 1:
            return names[0]
        if names:
            choices = [*names, "don't remember"]
            number = ask_one_of("  Who asked", choices, err=self._err, default=len(choices))
            return names[number - 1] if number <= len(names) else ""
        return ask_line("  Who asked", err=self._err)
