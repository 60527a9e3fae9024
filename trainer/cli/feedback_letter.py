"""``trainer feedback request``, ``letter`` and ``sent``: asking for feedback; the person sends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.feedback_view import letter_document, letter_state
from trainer.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.history.feedback import Letter
    from trainer.history.interviews import Interview

TONES = ["formal", "warm"]
EML = ".eml"


def _keeping(function: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that hands a letter over."""
    for option in (
        click.option("--overwrite", is_flag=True, help="Replace FILE if it is there."),
        click.option("--copy", "copied", is_flag=True, help="Copy it to the clipboard."),
        click.option(
            "--mail-to", metavar="ADDRESS", default="", help="Put this address into an .eml file."
        ),
        click.option(
            "--to",
            "file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Save it: .eml for a mail program, any other name as text.",
        ),
        click.option("--edit", "editing", is_flag=True, help="Open it in your editor first."),
    ):
        function = option(function)
    return function


@click.command(
    "request",
    epilog="""\b
Examples:
  trainer feedback request 1
  trainer feedback request 1 --tone formal --edit --to letter.eml
  trainer feedback request 1 --ask "Which course would you recommend?" --name "Kim Lund"
""",
)
@click.argument("interview")
@click.option(
    "--tone", type=click.Choice(TONES), default="warm", show_default=True, help="How it is written."
)
@click.option(
    "--ask", "questions", multiple=True, help="A question of yours, in place of the usual two."
)
@click.option("--name", default="", help="How you sign it.")
@_keeping
@common()
def request(
    context: CommandContext,
    /,
    *,
    interview: str,
    tone: str,
    questions: tuple[str, ...],
    name: str,
    **handed: Any,
) -> None:
    """Write a letter that asks for feedback on an INTERVIEW, from what you took down of it.

    It has under 150 words, thanks, and asks one or two questions that can be answered;
    it does not argue with the decision. INTERVIEW is a number or words of it. The
    program sends nothing: you do, best a day or two after the answer.
    """
    from trainer.cli.texts import interview_of, one_line
    from trainer.debrief.letter import compose, facts_of
    from trainer.history.feedback import Tone
    from trainer.practice.entries import EntryKind, note_added

    if len(questions) > 2:
        raise UsageError("one or two questions are answered, more are not")
    _check_file(handed)
    with context.history(write=False) as history:
        found = interview_of(history, interview)
        facts = facts_of(found, history.interviews.asked(found.id))
    own = [question for question in map(one_line, questions) if question]
    text = compose(facts, Tone(tone), own, one_line(name))
    if handed["editing"]:
        text = _edited(context, f"letter-of-interview-{found.id}", text) or text
    with context.history(write=True) as history:
        now = context.now()
        with history.transaction():
            letter = history.feedback.letters.add(found.id, Tone(tone), text, made_at=now)
            note_added(history, EntryKind.LETTER, letter.id, now)
    _forget(context, f"letter-of-interview-{found.id}", **handed)
    _hand_over(context, "feedback request", letter, found, handed)


@click.command(
    "letter",
    epilog="""\b
Examples:
  trainer feedback letter 1
  trainer feedback letter 1 --edit
  trainer feedback letter 1 --to letter.eml --mail-to berg@example.com
  trainer feedback letter 1 --remove
""",
)
@click.argument("number", type=int, metavar="LETTER")
@click.option("--text", "given", metavar="FILE", help="Another text for it (- for a pipe).")
@click.option("--remove", "removing", is_flag=True, help="Remove it; kept for seven days.")
@_keeping
@common()
def letter_(
    context: CommandContext, /, *, number: int, given: str | None, removing: bool, **handed: Any
) -> None:
    """Show a letter again; edit, save, copy or remove it."""
    from trainer.cli.texts import needed_text, text_from
    from trainer.practice.entries import EntryKind, change_letter, remove_entry

    if removing:
        with context.history(write=True) as history:
            remove_entry(history, EntryKind.LETTER, number, context.now())
        context.output.result("feedback letter", {"letter_id": number, "removed": True})
        if not context.output.json:
            context.output.say(f"Removed letter {number}; 'trainer undo' brings it back.")
        return
    _check_file(handed)
    with context.history(write=False) as history:
        letter = history.feedback.letters.get(number)
        found = history.interviews.get(letter.interview_id)
    text = None
    if given:
        text = needed_text(text_from(given), "a letter") + "\n"
    elif handed["editing"]:
        text = _edited(context, f"letter-{number}", letter.text)
    if text is not None and text != letter.text:
        with context.history(write=True) as history:
            letter = change_letter(history, replace(letter, text=text), context.now())
    _forget(context, f"letter-{number}", **handed)
    _hand_over(context, "feedback letter", letter, found, handed)


@click.command(
    "sent",
    epilog="""\b
Examples:
  trainer feedback sent 1
  trainer feedback sent 1 --on 2026-11-25
  trainer feedback sent 1 --follow-up
  trainer feedback sent 1 --not-sent
""",
)
@click.argument("number", type=int, metavar="LETTER")
@click.option("--on", "on_day", metavar="DAY", help="On which day; else today.")
@click.option("--follow-up", is_flag=True, help="It was the one follow-up.")
@click.option("--not-sent", is_flag=True, help="It was not sent after all.")
@common()
def sent(
    context: CommandContext,
    *,
    number: int,
    on_day: str | None,
    follow_up: bool,
    not_sent: bool,
) -> None:
    """Note that you sent a letter, or followed it up, and read what comes next."""
    from trainer.cli.texts import day_of, today
    from trainer.debrief.letter import follow_up_words
    from trainer.practice.entries import change_letter

    if not_sent and (on_day or follow_up):
        raise UsageError("--not-sent stands alone")
    day = day_of(on_day, context)
    with context.history(write=True) as history:
        before = history.feedback.letters.get(number)
        if not_sent:
            changed = replace(before, sent_on=None, follow_up_on=None)
        elif not follow_up:
            changed = replace(before, sent_on=day)
        elif before.sent_on is None:
            raise InputError(
                f"letter {number} is not marked as sent, so there is nothing to follow up",
                hint=f"Mark it first: trainer feedback sent {number} --on DAY",
            )
        elif day < before.sent_on:
            raise InputError(f"{day} is before the letter itself, of {before.sent_on}")
        else:
            changed = replace(before, follow_up_on=day)
        letter = change_letter(history, changed, context.now())
        found = history.interviews.get(letter.interview_id)
    context.output.result("feedback sent", letter_document(letter, found, today(context)))
    if not context.output.json:
        context.output.say(f"Letter {number}: {letter_state(letter)}.")
        if not not_sent:
            context.output.say(follow_up_words(letter, today(context)))
            context.output.say("When something comes back: trainer feedback add")


def _check_file(handed: dict[str, Any]) -> None:
    file: Path | None = handed["file"]
    if file is not None and file.exists() and not handed["overwrite"]:
        raise InputError(f"{file} is there already", hint="Name another, or give --overwrite.")
    if handed["mail_to"] and (file is None or file.suffix.lower() != EML):
        raise UsageError("--mail-to needs an .eml file", hint="Give --to letter.eml.")
    if "\n" in handed["mail_to"] or "\r" in handed["mail_to"]:
        raise InputError("an address is one line")


def _edited(context: CommandContext, name: str, text: str) -> str | None:
    from trainer.cli.texts import in_editor, needed_text

    return in_editor(
        context,
        name,
        text,
        lambda written: needed_text(written, "a letter") + "\n",
        go_on="the same command",
    )


def _forget(context: CommandContext, name: str, *, editing: bool, **_: Any) -> None:
    from trainer.cli.texts import forget_draft

    if editing:
        forget_draft(context, name)


def _hand_over(
    context: CommandContext,
    command: str,
    letter: Letter,
    interview: Interview,
    handed: dict[str, Any],
) -> None:
    """Print a letter, save and copy it where wanted, and say when to send it."""
    from trainer.cli.clipboard import copy
    from trainer.cli.texts import today
    from trainer.debrief.letter import (
        MOST_WORDS,
        YOUR_NAME,
        as_mail,
        follow_up_words,
        good_moment,
        words_in,
    )
    from trainer.workspace.private import private_folder, write_private

    file: Path | None = handed["file"]
    if file is not None:
        is_mail = file.suffix.lower() == EML
        content = as_mail(letter.text, handed["mail_to"]) if is_mail else letter.text.encode()
        private_folder(file.absolute().parent)
        write_private(file, content)
    copied = copy(letter.text) if handed["copied"] else None
    document = letter_document(letter, interview, today(context))
    context.output.result(
        command, {**document, "file": str(file) if file else None, "copied": copied}
    )
    if context.output.json:
        return
    say = context.output.say
    for line in letter.text.splitlines():
        say(line, indent=2)
    say(f"\nLetter {letter.id}, {words_in(letter.text)} words. Sending it is yours to do.")
    if file is not None:
        say(f"Saved as {file}.")
    if copied is not None:
        say(
            "Copied to the clipboard."
            if copied
            else "Not copied: no program that can was found (wl-copy, xclip, xsel or pbcopy)."
        )
    if YOUR_NAME in letter.text:
        say(f"Put your name in: trainer feedback letter {letter.id} --edit")
    if words_in(letter.text) > MOST_WORDS:
        say("Under 150 words are read more often.")
    if letter.sent_on is None:
        say(good_moment(interview.outcome_on, today(context)).words)
        say(f"Once it is sent: trainer feedback sent {letter.id}. One follow-up at most.")
    else:
        say(follow_up_words(letter, today(context)))
