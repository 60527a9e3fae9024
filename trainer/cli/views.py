"""How a question, a scored answer and a list of attempts look to a person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from trainer.history.records import HumanVerdict, Span
from trainer.practice.judged import span_of, standing_of
from trainer.scoring.coverage import Evidence, PointScore, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from trainer.bank import KeyPoint, Question
    from trainer.cli.console import Output
    from trainer.history.records import Attempt
    from trainer.practice.scored import ScoredAnswer

SECTIONS = (
    (Verdict.COVERED, "You made", "✓", "green"),
    (HumanVerdict.PARTLY, "In part", "~", "green"),
    (Verdict.NOT_SURE, "Perhaps: something near it was heard, judge for yourself", "?", "yellow"),
    (Verdict.MISSED, "Not recognised this time", "·", "cyan"),
)
"""In the order shown: what was reached stands before what is left. A verdict of a person's
that is called as one of the machine's stands in the same section."""

SAID = {
    HumanVerdict.COVERED: "made it",
    HumanVerdict.PARTLY: "made a part of it",
    HumanVerdict.MISSED: "did not make it",
}


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
    """Transcript, coverage with evidence, how it was said: what a person reads of an answer."""
    from trainer.cli.delivery_view import show_remarks

    if with_question:
        output.show(question_view(answer.question))
    if not answer.transcript.words:
        kept = " The recording is kept as it is." if answer.attempt_id else ""
        output.show(_indented(f"No words were recognised, so there is nothing to score.{kept}"))
        return
    output.show(_section("What was heard" if answer.duration_s else "Your answer"))
    output.show(_indented(_transcript_text(answer)))
    key_points = {point.id: point for point in answer.question.key_points}
    for standing, title, mark, style in SECTIONS:
        points = [
            point for point in answer.coverage.points if standing_of(answer, point) == standing
        ]
        if points:
            output.show(_section(title))
            for point in points:
                key_point = key_points[point.key_point_id]
                output.show(_point_view(answer, point, key_point, mark, style))
    output.show("")
    output.show(_indented(summary(answer)))
    show_remarks(output, answer)
    if answer.thin:
        output.show(_indented(_how_to_help(answer)))


def mention_trash(output: Output, attempt: Attempt) -> None:
    """Say of a discarded attempt that it is one."""
    if attempt.discarded_at is not None:
        output.say(
            f"Attempt {attempt.id} is in the trash; 'trainer attempt restore {attempt.id}' "
            "brings it back.",
            indent=2,
        )


def summary(answer: ScoredAnswer) -> str:
    """One or two sentences: points made, coverage, length, and how far to trust them."""
    points = answer.coverage.points
    length = _length(answer.question, answer.duration_s)
    if not points:
        return f"This question has no key points yet, so there is nothing to compare with.{length}"
    standing = [standing_of(answer, point) for point in points]
    counted = [
        (standing.count(HumanVerdict.PARTLY), "in part"),
        (standing.count(Verdict.NOT_SURE), "uncertain"),
    ]
    more = "".join(f", {count} {word}" for count, word in counted if count)
    made = standing.count(Verdict.COVERED)
    share = coverage_words(*answer.band)
    return f"{made} of {len(points)} points heard{more} (coverage {share}).{length}"


def _how_to_help(answer: ScoredAnswer) -> str:
    thin, points = len(answer.thin), len(answer.question.key_points)
    return (
        f"{thin} of {points} key points {'has' if thin == 1 else 'have'} few known wordings. "
        f"What helps:\ntrainer wordings add {answer.question.id}"
    )


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

    heard = set(_evidence_words(answer))
    text = Text()
    runs = groupby(enumerate(answer.transcript.words), key=lambda place: place[0] in heard)
    for is_evidence, run in runs:
        said = "".join(word.text for _, word in run)
        text.append(said if text else said.lstrip(), "green" if is_evidence else None)
    return text


def _evidence_words(answer: ScoredAnswer) -> Iterable[int]:
    for point in answer.coverage.points:
        if standing_of(answer, point) == Verdict.COVERED:
            span = span_of(answer, point)
            if span:
                yield from range(span.start, span.end)


def _point_view(
    answer: ScoredAnswer, point: PointScore, key_point: KeyPoint, mark: str, style: str
) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    def below(text: str, style: str = "") -> RenderableType:
        return Padding(Text(text, style=style), (0, 0, 0, 4), expand=False)

    standing = standing_of(answer, point)
    span = span_of(answer, point)
    judgement = answer.judgements.get(point.key_point_id)
    lines: list[RenderableType] = [Text.assemble((f"{mark} ", style), key_point.text)]
    if span and standing != Verdict.MISSED:
        lines.append(below(quoted(answer, span), "italic"))
    if judgement:
        lines.append(below(f"you said: {SAID[judgement.verdict]}", "dim"))
    if standing == Verdict.MISSED and key_point.probe:
        lines.append(below(f"An interviewer might ask: {key_point.probe}"))
    return Padding(Group(*lines), (0, 2, 0, 4), expand=False)


def quoted(answer: ScoredAnswer, span: Span | Evidence) -> str:
    """Words of an answer, behind the time at which they were said."""
    start_s = answer.transcript.words[span.start].start_s
    at = f"{clock(start_s)}  " if start_s is not None else ""
    return f"{at}“{span.text}”"
