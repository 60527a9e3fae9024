"""``trainer replay --edit``: put the transcript of an answer right."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.cli.editor import find_editor, run_editor
from trainer.errors import InputError, NotFoundError, TrainerError

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.records import Attempt, StoredTranscript
    from trainer.practice.scored import ScoredAnswer

WIDTH = 78


def edit_transcript(context: CommandContext, attempt: Attempt, text_from: str | None) -> None:
    """Take a corrected text from the editor, a file or standard input, and score it."""
    from trainer.practice.correcting import correct, draft_of, to_correct
    from trainer.practice.finish import shown_again

    with context.history(write=False) as history:
        stored = to_correct(history, attempt)
        draft = draft_of(history, attempt)
        before = _standing(shown_again(history, attempt))
    if text_from is not None:
        text = _handed_in(text_from)
    else:
        text = _edited(context, attempt, stored, draft)
    try:
        with context.history(write=True) as history:
            changed = correct(history, attempt, text, context.now())
            answer = shown_again(history, attempt)
    except TrainerError as error:
        if text_from is None:
            error.hint = " ".join(filter(None, [error.hint, _kept(draft, attempt)]))
        raise
    if text_from is None:
        draft.unlink(missing_ok=True)
    _tell(context, answer, before, changed=changed)


def restore_transcript(context: CommandContext, attempt: Attempt) -> None:
    """Go back to what was heard; the correction stays beside it."""
    from trainer.practice.correcting import go_back
    from trainer.practice.finish import shown_again

    with context.history(write=True) as history:
        before = _standing(shown_again(history, attempt))
        go_back(history, attempt, context.now())
        answer = shown_again(history, attempt)
    _tell(context, answer, before, changed=True)


def _handed_in(text_from: str) -> str:
    from trainer.practice.takes import read_text, some_text

    if text_from == "-":
        return some_text(sys.stdin.buffer.read(), "standard input")
    path = Path(text_from).expanduser()
    if not path.exists():
        raise NotFoundError(f"there is no file {text_from}")
    return read_text(path)


def _edited(
    context: CommandContext, attempt: Attempt, stored: StoredTranscript, draft: Path
) -> str:
    """The text as it comes back from the editor; `draft` holds it then."""
    from trainer.practice.takes import decode_text
    from trainer.speech.captions import paragraphs
    from trainer.workspace.private import storage_errors, write_private

    command = find_editor(os.environ, at_terminal=context.at_terminal)
    given = "\n\n".join(textwrap.fill(one, WIDTH) for one in paragraphs(stored.transcript)) + "\n"
    if draft.exists():
        context.output.say("Going on with what you wrote last time.", indent=2)
    else:
        write_private(draft, given.encode(), only_new=True)
    context.output.say(
        f"Attempt {attempt.id}: put right what was not heard well, save, and close the editor "
        f"({command[0]}). Line ends don't matter; an empty text changes nothing.",
        indent=2,
    )
    try:
        code = run_editor(command, draft, output_taken=context.output.json)
    except InputError:
        _forget_untouched(draft, given)
        raise
    with storage_errors("read", draft):
        # An editor may have taken the file away; that is an empty text.
        data = draft.read_bytes() if draft.exists() else b""
    if code != 0:
        untouched = _forget_untouched(draft, given)
        raise InputError(
            f"the editor ended with code {code}, so the transcript stays as it was",
            hint="Set $EDITOR to another, or hand the text in with --text FILE."
            if untouched
            else _kept(draft, attempt),
        )
    try:
        text = decode_text(data, str(draft))
    except InputError as error:
        error.hint = _kept(draft, attempt)
        raise
    if not text.strip():
        draft.unlink(missing_ok=True)
        raise InputError(
            "the text came back empty, so the transcript stays as it was",
            hint=f"'trainer attempt delete {attempt.id}' deletes an answer.",
        )
    return text


def _forget_untouched(draft: Path, given: str) -> bool:
    """Remove a draft that nobody wrote in; whether it was one."""
    untouched = not draft.exists() or draft.read_bytes() == given.encode()
    if untouched:
        draft.unlink(missing_ok=True)
    return untouched


def _kept(draft: Path, attempt: Attempt) -> str:
    return f"What you wrote is in {draft}; go on: trainer replay --edit {attempt.id}"


def _standing(answer: ScoredAnswer) -> dict[str, Any]:
    low, high = answer.band
    return {"scorer": answer.coverage.scorer, "coverage_low": low, "coverage_high": high}


def _tell(
    context: CommandContext, answer: ScoredAnswer, before: dict[str, Any], *, changed: bool
) -> None:
    from trainer.cli.documents import answer_document
    from trainer.cli.views import coverage_words, show_scored

    output = context.output
    output.result(
        "replay",
        {**answer_document(answer), "changed": changed, "before": before, "played": False},
    )
    if output.json:
        return
    if not changed:
        output.say(
            "Nothing is changed: the text is the same as before. (An editor that comes back at "
            "once needs its option to wait, such as 'code --wait'.)",
            indent=2,
        )
        return
    show_scored(output, answer)
    was, now = (
        coverage_words(before["coverage_low"], before["coverage_high"]),
        coverage_words(*answer.band),
    )
    output.say("")
    output.say(f"Coverage before: {was}; now: {now}.", indent=4)
    output.say(
        f"Every version is kept: 'trainer attempt show {answer.attempt_id} --transcripts'. "
        "'trainer undo' takes this back.",
        indent=4,
    )
