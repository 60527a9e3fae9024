"""The sections of ``trainer progress``, each shown only where there is something to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from trainer.cli.console import counted
from trainer.cli.guessing import GUESS_WORDS
from trainer.cli.page import LONGEST_TABLE, Page, band_words, day_words, names_of
from trainer.cli.views import percent
from trainer.insights.bands import Band
from trainer.insights.fading import Hold
from trainer.insights.first_latest import Move
from trainer.insights.trends import LEAST_COMPARED

if TYPE_CHECKING:
    from trainer.insights.first_latest import FirstLatest
    from trainer.insights.mastery import OffGuard
    from trainer.practice.progress import Progress

HOLDS: Final = {
    Hold.FIRM: "still firm",
    Hold.LOOSENING: "beginning to fade",
    Hold.SLIPPING: "slipping",
    Hold.FAINT: "may be gone",
}


def show_compared(page: Page, progress: Progress) -> None:
    """The first answer to each question beside the latest: what rose is listed, all is counted."""
    found = progress.compared
    if not found:
        return
    page.heading("First answer and latest")
    if progress.wanted.question_ids:
        (one,) = found
        page.line(_change_words(one, progress.wanted.until))
        return
    page.line(_counts_words(found))
    risen = [one for one in found if one.move is Move.RISEN][: progress.wanted.most]
    names = names_of(one.question_id for one in risen)
    rows = [_compared_row(names[one.question_id], one, progress.wanted.until) for one in risen]
    headings = ("question", "first → latest", "answers", "")
    if rows and not page.table(headings, rows, left=2):
        for question, change, answers, when in rows:
            page.line(question, style="cyan")
            page.line(f"{change} in {answers} answers, {when}", indent=2)


MOVES: Final = {
    Move.RISEN: "surely more than the first",
    Move.SAME: "as much as the first",
    Move.FALLEN: "surely less than the first",
    Move.UNSURE: "more or less than the first, which can't be told",
}


def _change_words(one: FirstLatest, until: date) -> str:
    return (
        f"{day_words(one.first_on, until)}: {band_words(one.first)} → "
        f"{day_words(one.latest_on, until)}: {band_words(one.latest)}. The latest of "
        f"{one.takes} answers covers {MOVES[one.move]}."
    )


def _counts_words(found: Sequence[FirstLatest]) -> str:
    counts = {move: sum(one.move is move for one in found) for move in Move}
    sure = [f"{MOVES[m]} in {counts[m]}" for m in Move if counts[m] and m is not Move.UNSURE]
    unsure = counts[Move.UNSURE]
    several = f"Of {counted(len(found), 'question')} answered more than once, "
    if not sure:
        return f"{several}none can be told for sure to cover more or less than at first."
    told = f"{several}the latest answer covers {', '.join(sure)}"
    return f"{told}; in {unsure} it can't be told." if unsure else f"{told}."


def _compared_row(name: str, one: FirstLatest, until: date) -> tuple[str, ...]:
    return (
        name,
        f"{band_words(one.first)} → {band_words(one.latest)}",
        str(one.takes),
        f"{day_words(one.first_on, until)} to {day_words(one.latest_on, until)}",
    )


def show_off_guard(page: Page, progress: Progress) -> None:
    """What caught the person off guard: what no longer does first, then what still may."""
    if not progress.off_guard:
        return
    told = [
        f"{number} {words}"
        for number, words in (
            (progress.settled, "no longer"),
            (progress.still_open, "not settled yet"),
        )
        if number
    ]
    page.heading(f"Caught off guard: {', '.join(told)}")
    names = names_of(one.question_id for one in progress.off_guard)
    for one in progress.off_guard:
        mark = "✓" if one.settled_on else "·"
        page.line(f"{mark} {names[one.question_id]}", style="green" if one.settled_on else "cyan")
        page.line(_off_guard_words(one, progress.wanted.until), indent=4)
    left_out = progress.settled + progress.still_open - len(progress.off_guard)
    if left_out:
        page.line(f"{left_out} more: --all.", style="dim")


def _off_guard_words(one: OffGuard, until: date) -> str:
    where = " in a real interview" if one.interviews == one.times else ""
    again = f", {one.times} times in all" if one.times > 1 else ""
    then = f", {band_words(one.then)} covered" if one.then else ""
    told = [f"{day_words(one.first_on, until)}{where}{then}{again}"]
    if one.settled_on:
        told.append(f"expected since {day_words(one.settled_on, until)}")
    elif one.times > 1:
        told.append(f"last on {day_words(one.last_on, until)}")
    if one.answers_since and one.latest:
        told.append(f"latest {band_words(one.latest)}")
    elif not one.answers_since:
        told.append("not answered again yet")
    return "; ".join(told) + "."


def show_slipping(page: Page, progress: Progress) -> None:
    """The answers most likely forgotten, or how well that of the one question holds."""
    if not progress.slipping:
        return
    until = progress.wanted.until
    one_question = bool(progress.wanted.question_ids)
    page.heading(
        "How well it holds"
        if one_question
        else f"Slipping: {counted(progress.slipping_count, 'answer')}, the most at risk first"
    )
    names = names_of(one.question_id for one in progress.slipping)
    rows = [
        (
            names[one.question_id],
            HOLDS[one.hold],
            f"about {percent(one.retrievability)}",
            _days_ago((until - one.answered_on).days),
        )
        for one in progress.slipping
    ]
    if not page.table(("question", "", "still there", "last answered"), rows, left=2):
        for question, hold, share, when in rows:
            page.line(question, style="cyan")
            page.line(f"{hold}: {share} still there, answered {when}", indent=2)
    page.line(
        "Estimated from the days gone by, with figures of many people (FSRS), not yours."
        + ("" if one_question else " 'trainer drill' brings them back."),
        style="dim",
    )


def _days_ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def show_guesses(page: Page, progress: Progress) -> None:
    """How sure the person was before the score, beside what they covered."""
    guesses = progress.guesses
    if guesses is None:
        return
    page.heading("How sure you were before the score")
    rows = [
        (f"{guess} {GUESS_WORDS[guess]}", str(one.answers), band_words(one.coverage))
        for guess, one in guesses.by_guess.items()
    ]
    page.table(("guess", "answers", "coverage"), rows, left=1)
    weeks = list(guesses.by_week.items())[-LONGEST_TABLE:]
    if len(weeks) > 1:
        page.line("")
        page.table(
            ("week of", "guess", "coverage"),
            [
                (
                    day_words(monday, progress.wanted.until),
                    f"about {percent(one.guessed)}",
                    band_words(one.coverage),
                )
                for monday, one in weeks
            ],
            left=1,
        )
    page.line(
        "A guess stands for the middle of its quarter: 1 for about 13 % covered, 4 for 88 %.",
        style="dim",
    )
    together = guesses.together
    if together.answers >= 2 * LEAST_COMPARED:
        gap = together.gap
        if gap.low > 0:
            page.line(f"You cover less than you think: {_points(gap)} less.")
        elif gap.high < 0:
            page.line(f"You cover more than you think: {_points(Band(-gap.high, -gap.low))} more.")
        else:
            page.line("Guess and coverage agree as far as can be told.")


def _points(gap: Band) -> str:
    low, high = f"{100 * gap.low:.0f}", f"{100 * gap.high:.0f}"
    return f"{low} points" if low == high else f"{low} to {high} points"
