"""How a question, a scored answer and a list of attempts look to a person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from trainer.bank import KeyPoint, Question
    from trainer.cli.console import Output
    from trainer.history.records import Attempt
    from trainer.practice.scored import ScoredAnswer

SECTIONS = (
    (Verdict.COVERED, "You made", "✓", "green"),
    (Verdict.NOT_SURE, "Perhaps: something near it was heard, judge for yourself", "?", "yellow"),
    (Verdict.MISSED, "Not heard this time", "·", "cyan"),
)
"""In the order shown: what was reached stands before what is left."""

TEXT_WIDTH = 96


def clock(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss from an hour on."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def percent(share: float) -> str:
    """A share of 1 as a whole percentage."""
    return f"{100 * share:.0f} %"


def coverage_words(low: float | None, high: float | None) -> str:
    """A coverage as '60 %', or '60 to 80 %' where points are in doubt, or a dash."""
    if low is None or high is None:
        return "–"
    if percent(low) == percent(high):
        return percent(low)
    return f"{100 * low:.0f} to {percent(high)}"


def question_view(question: Question) -> RenderableType:
    """The question as it is asked; its key points stay hidden until it is answered."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    heading = Text(question.prompt, style="bold")
    limit = f"about {clock(question.time_limit_s)}" if question.time_limit_s else ""
    return Padding(
        Group(heading, Text(f"{question.id} · {question.kind} · {limit}", style="dim")),
        (1, 2),
        expand=False,
    )


def show_scored(output: Output, answer: ScoredAnswer, *, with_question: bool = True) -> None:
    """Transcript, coverage with evidence, length: what a person reads after an answer."""
    if with_question:
        output.show(question_view(answer.question))
    if not answer.transcript.words:
        kept = " The recording is kept as it is." if answer.attempt_id else ""
        output.show(_indented(f"No words were recognised, so there is nothing to score.{kept}"))
        return
    output.show(_section("What was heard" if answer.duration_s else "Your answer"))
    output.show(_indented(_transcript_text(answer)))
    for verdict, title, mark, style in SECTIONS:
        points = [point for point in answer.coverage.points if point.verdict is verdict]
        if points:
            output.show(_section(title))
            key_points = {point.id: point for point in answer.question.key_points}
            for point in points:
                output.show(_point_view(point, key_points[point.key_point_id], mark, style))
    output.show("")
    output.show(_indented(summary(answer.question, answer.coverage, answer.duration_s)))


def mention_trash(output: Output, attempt: Attempt) -> None:
    """Say of a discarded attempt that it is one."""
    if attempt.discarded_at is not None:
        output.say(
            f"Attempt {attempt.id} is in the trash; 'trainer attempt restore {attempt.id}' "
            "brings it back.",
            indent=2,
        )


def summary(question: Question, coverage: Coverage, duration_s: float | None) -> str:
    """One or two sentences: points made, coverage, length, and how far to trust them."""
    if not coverage.points:
        text = "This question has no key points yet, so there is nothing to compare with."
        return text + _length(question, duration_s)
    made = sum(point.verdict is Verdict.COVERED for point in coverage.points)
    unsure = sum(point.verdict is Verdict.NOT_SURE for point in coverage.points)
    doubt = f", {unsure} uncertain" if unsure else ""
    share = coverage_words(coverage.low, coverage.high)
    text = f"{made} of {len(coverage.points)} points heard{doubt} (coverage {share})."
    return text + _length(question, duration_s)


def _length(question: Question, duration_s: float | None) -> str:
    if duration_s is None:
        return ""
    return (
        f" Length {clock(duration_s)}; this question allows about {clock(question.time_limit_s)}."
    )


def _section(title: str) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(title, style="bold"), (1, 0, 0, 2), expand=False)


def _indented(text: str | Text) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text) if isinstance(text, str) else text, (0, 2, 0, 4), expand=False)


def _transcript_text(answer: ScoredAnswer) -> Text:
    """The transcript, the evidence of covered points set off."""
    from rich.text import Text

    heard = set(_evidence_words(answer.coverage))
    text = Text()
    runs = groupby(enumerate(answer.transcript.words), key=lambda place: place[0] in heard)
    for is_evidence, run in runs:
        said = "".join(word.text for _, word in run)
        text.append(said if text else said.lstrip(), "green" if is_evidence else None)
    return text


def _evidence_words(coverage: Coverage) -> Iterable[int]:
    for point in coverage.points:
        if point.verdict is Verdict.COVERED and point.evidence:
            yield from range(point.evidence.start, point.evidence.end)


def _point_view(point: PointScore, key_point: KeyPoint, mark: str, style: str) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text.assemble((f"{mark} ", style), key_point.text)
    lines: list[RenderableType] = [head]
    if point.evidence and point.verdict is not Verdict.MISSED:
        lines.append(
            Padding(Text(_quoted(point.evidence), style="italic"), (0, 0, 0, 4), expand=False)
        )
    elif point.verdict is Verdict.MISSED and key_point.probe:
        lines.append(
            Padding(
                Text(f"An interviewer might ask: {key_point.probe}"), (0, 0, 0, 4), expand=False
            )
        )
    return Padding(Group(*lines), (0, 2, 0, 4), expand=False)


def _quoted(evidence: Evidence) -> str:
    at = f"{clock(evidence.start_s)}  " if evidence.start_s is not None else ""
    return f"{at}“{evidence.text}”"
