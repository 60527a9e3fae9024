"""First, best and latest take of a question beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from trainer.errors import InputError

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.insights.takes import Take


def compare_takes(context: CommandContext, number: int | None) -> None:
    """Show what changed between takes of the question of an attempt, without a verdict on it.

    Raises NotFoundError for the attempt, InputError where there is one scored take alone.
    """
    from trainer.cli.replay import attempt_or_last
    from trainer.insights.takes import change, first_best_latest
    from trainer.practice.compared import take_of

    output = context.output
    with context.history(write=False) as history:
        attempt = attempt_or_last(history, number)
        question = attempt.question
        present = context.library.questions.get(context.library.present_id(question.id), question)
        ids = sorted({question.id, present.id, *present.renamed_from})
        found = history.attempts(question_ids=ids, unfinished=False)
        takes = [take_of(history, one) for one in reversed(found)]
    if len(takes) < 2:
        raise InputError(
            f"there is only one scored take of {present.id}",
            hint=f"Answer it again first: trainer answer {present.id}",
        )
    shown = first_best_latest(takes)
    changed = change(shown[0], shown[-1])
    texts = {point.id: point.text for point in (*question.key_points, *present.key_points)}
    output.result(
        "replay",
        {
            "question_id": present.id,
            "prompt": present.prompt,
            "takes": [_take_document(take) for take in shown],
            "of": len(takes),
            "gained": list(changed.gained),
            "lost": list(changed.lost),
        },
    )
    if output.json:
        return
    output.say(present.prompt, style="bold", indent=2)
    output.say(f"{present.id} · {len(takes)} scored takes", style="dim", indent=2)
    output.say("")
    _show(context, shown, takes, texts)
    for label, ids_ in (
        ("Made now, not the first time", changed.gained),
        ("Heard the first time, not now", changed.lost),
    ):
        if ids_:
            output.say("")
            output.say(label, style="bold", indent=2)
            for point_id in ids_:
                output.say(f"· {texts.get(point_id, point_id)}", indent=4)
    if not changed.gained and not changed.lost:
        output.say("")
        output.say("The same key points were heard in the first take and in the latest.", indent=2)


def _show(
    context: CommandContext, shown: Sequence[Take], takes: Sequence[Take], texts: dict[str, str]
) -> None:
    from rich.table import Table

    from trainer.cli.views import SECTIONS, clock, coverage_words

    marks: dict[str, str] = {str(standing): mark for standing, _, mark, _ in SECTIONS}
    ids = list(dict.fromkeys(point_id for take in reversed(shown) for point_id in take.points))
    rows: list[tuple[str, list[str]]] = [
        ("attempt", [str(take.attempt_id) for take in shown]),
        ("on", [take.day.isoformat() for take in shown]),
        ("coverage", [coverage_words(take.low, take.high) for take in shown]),
        ("length", ["–" if t.duration_s is None else clock(t.duration_s) for t in shown]),
        ("words a minute", [_figure(take.words_per_minute, ".0f") for take in shown]),
        ("fillers a minute", [_figure(take.fillers_per_minute, ".1f") for take in shown]),
    ]
    rows += [
        (
            texts.get(point_id, point_id),
            [marks[take.points[point_id]] if point_id in take.points else "–" for take in shown],
        )
        for point_id in ids
    ]
    headings = [_heading(take, takes, shown) for take in shown]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    justify: Literal["left", "center"] = "left"
    table.add_column("", justify=justify)
    for heading in headings:
        table.add_column(heading, justify="center")
    for name, cells in rows:
        table.add_row(name, *cells)
    output = context.output
    if output.fits(table):
        output.show(table)
    else:
        for name, cells in rows:
            told = ", ".join(
                f"{heading} {cell}" for heading, cell in zip(headings, cells, strict=True)
            )
            output.say(f"{name}: {told}", indent=2)
    output.say("")
    output.say("✓ made  ~ in part  ? perhaps  · not heard", style="dim", indent=2)


def _heading(take: Take, takes: Sequence[Take], shown: Sequence[Take]) -> str:
    names = []
    if take is takes[0]:
        names.append("first")
    if take.middle == max(one.middle for one in shown) and take.middle >= 0:
        names.append("best")
    if take is takes[-1]:
        names.append("latest")
    return " and ".join(names)


def _figure(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _take_document(take: Take) -> dict[str, Any]:
    return {
        "attempt_id": take.attempt_id,
        "day": take.day.isoformat(),
        "coverage_low": take.low,
        "coverage_high": take.high,
        "points": {point_id: standing.value for point_id, standing in take.points.items()},
        "duration_s": take.duration_s,
        "words_per_minute": take.words_per_minute,
        "fillers_per_minute": take.fillers_per_minute,
    }
