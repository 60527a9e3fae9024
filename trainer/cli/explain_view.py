"""Why an answer got its score, as a person and as a script read it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trainer.cli.views import clock
from trainer.scoring import Rule, Verdict

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer
    from trainer.scoring import Explanation, PointExplained, WordingMatch

MOST_MATCHES = 4
"""So many wordings are shown for a point; a script gets all."""

LEAST_SHARE = 0.05
"""What moved the sum by less than this is left out."""

VERDICTS = {
    Verdict.COVERED: "covered",
    Verdict.NOT_SURE: "not sure",
    Verdict.MISSED: "missed",
}

RULES = {
    Rule.LIKELY: "likely enough",
    Rule.UNLIKELY: "too unlikely",
    Rule.BETWEEN: "neither likely nor unlikely enough",
    Rule.NO_WORDINGS: "the point is known in no other wording, so little can be told",
    Rule.NO_MATTER: "no word of substance of the point was said",
    Rule.LIST: "key words in a list, without a sentence that claims them",
    Rule.DENIED: "it was said that it did not happen, or was only planned",
    Rule.NUMBER: "another number was said than the point names",
    Rule.REFUSED: "it is like words that you said do not make the point",
    Rule.SILENCE: "nothing was said",
}


def explained(output: Output, history: History, answer: ScoredAnswer) -> dict[str, Any]:
    """Show why an answer is scored so by the present scorer; the same for a script.

    An older score may be another: both name their scorer.
    """
    from trainer.practice.teaching import explain_taught, taught

    own = taught(history, answer.question)
    explanation = explain_taught(answer.question, answer.transcript, own)
    show_explanation(output, answer.question, explanation)
    if explanation.scorer != answer.coverage.scorer:
        output.say("")
        output.say(
            f"The score shown was made by {answer.coverage.scorer}; 'trainer rescore' makes it "
            "again.",
            indent=4,
        )
    return asdict(explanation)


def show_explanation(output: Output, question: Question, explanation: Explanation) -> None:
    """For each key point: what was concluded, by which rule, and what came near it."""
    output.say("")
    output.say(f"How it was scored ({explanation.scorer})", style="bold", indent=2)
    if explanation.topic:
        output.say(
            "Taken out, for all points of the question share it: " + ", ".join(explanation.topic),
            indent=4,
        )
    texts = {point.id: point.text for point in question.key_points}
    for point in explanation.points:
        output.say("")
        output.say(texts[point.key_point_id], style="bold", indent=4)
        output.say(_conclusion(point), indent=6)
        for match in point.matches[:MOST_MATCHES]:
            output.say(_match(match), indent=6)
        if point.shared_words:
            output.say(
                "counted less, for others share them: " + ", ".join(point.shared_words), indent=6
            )
        moved = _moved(point)
        if moved:
            output.say(f"what moved it: {moved}", style="dim", indent=6)


def _conclusion(point: PointExplained) -> str:
    missed, covered = point.thresholds
    return (
        f"{VERDICTS[point.verdict]} at {point.probability:.2f} (missed up to {missed:.2f}, "
        f"covered from {covered:.2f}): {RULES[point.rule]}"
    )


def _match(match: WordingMatch) -> str:
    whose = " (your words)" if match.own else " (you refused these)" if match.refused else ""
    found = "nothing near"
    if match.place:
        start_s = match.place.start_s
        at = f"{clock(start_s)} " if start_s is not None else ""
        found = f"{at}“{match.place.text}”"
    return f"{match.likeness:.2f}  “{match.wording}”{whose}: {found}"


def _moved(point: PointExplained) -> str:
    """The measures that counted, the strongest first."""
    strongest = sorted(point.spoke_for.items(), key=lambda item: -abs(item[1]))
    return ", ".join(
        f"{name.replace('_', ' ')} {value:+.1f}"
        for name, value in strongest
        if abs(value) >= LEAST_SHARE
    )
