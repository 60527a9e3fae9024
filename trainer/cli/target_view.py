"""How a target looks to a person and to a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trainer.cli.console import counted
from trainer.cli.context import CommandContext
from trainer.cli.documents import rfc3339
from trainer.cli.target_options import here_and_now
from trainer.cli.views import percent

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.debrief.skills import Skill
    from trainer.history.predictions import Prediction
    from trainer.history.targets import Target
    from trainer.insights.readiness import Readiness


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target with what is computed of it for one day, today or that of the interview."""

    target: Target
    today: date
    predictions: tuple[Prediction, ...]
    readiness: Readiness | None

    @property
    def days_left(self) -> int | None:
        """How many days until it, negative behind it; None without a day."""
        day = self.target.day
        return None if day is None else (day - self.today).days


def target_facts(context: CommandContext, target: Target) -> TargetFacts:
    """What is known of a target now."""
    from trainer.practice.readying import readiness_for

    today, _ = here_and_now(context.now())

    def ids_of(question_id: str) -> Sequence[str]:
        present = context.catalogue.present_id(question_id)
        brief = context.catalogue.brief([present]).get(present)
        return (present, *brief.renamed_from) if brief else (question_id,)

    with context.history(write=False) as history:
        predictions = history.predictions.of(target.id)
        on = max(target.day or today, today)
        readiness = readiness_for(history, predictions, ids_of, on)
    return TargetFacts(target, today, predictions, readiness)


def target_document(facts: TargetFacts) -> dict[str, Any]:
    """A target as scripts read it."""
    target = facts.target
    return {
        "target_id": target.id,
        "uuid": str(target.uuid),
        "company": target.company,
        "role": target.role,
        "stage": target.stage,
        "date": target.day and target.day.isoformat(),
        "time": None if target.clock is None else target.clock.isoformat("minutes"),
        "zone": target.zone,
        "days_left": facts.days_left,
        "interviewers": list(target.interviewers),
        "notes": target.notes,
        "advertisement": target.advertisement,
        "done_at": target.done_at and rfc3339(target.done_at),
        "predictions": prediction_documents(facts.predictions),
        "readiness": readiness_document(facts),
    }


def prediction_documents(predictions: Sequence[Prediction]) -> list[dict[str, Any]]:
    """The likely questions as scripts read them."""
    return [
        {
            "number": number,
            "question_id": one.question_id,
            "prompt": one.prompt,
            "origin": one.origin.value,
            "likeness": one.likeness,
            "reason": one.reason,
        }
        for number, one in enumerate(predictions, start=1)
    ]


def skill_documents(skills: Sequence[Skill]) -> list[dict[str, Any]]:
    """What an advertisement asks for, as scripts read it."""
    return [{"name": one.name, "must": one.must, "line": one.line.text} for one in skills]


def readiness_document(facts: TargetFacts) -> dict[str, Any] | None:
    """The readiness as scripts read it."""
    readiness = facts.readiness
    if readiness is None:
        return None
    by_id = {str(one.id): one for one in facts.predictions}
    return {
        "expected": round(readiness.expected, 4),
        "low": round(readiness.low, 4),
        "high": round(readiness.high, 4),
        "questions": readiness.questions,
        "practised": readiness.practised,
        "unrated": readiness.unrated,
        "unpractised_counts_as": round(readiness.cold, 4),
        "most_gain": [
            {
                "question_id": by_id[gain.key].question_id,
                "prompt": by_id[gain.key].prompt,
                "gain": round(gain.gain, 4),
                "practised": gain.practised,
            }
            for gain in readiness.gains
        ],
    }


def when_words(facts: TargetFacts, *, short: bool = False) -> str:
    """'Fri 27 Nov 2026, 10:30 (Europe/Berlin), in 3 days'."""
    target = facts.target
    if target.day is None:
        return "no day yet"
    told = f"{target.day:%a} {target.day.day} {target.day:%b %Y}"
    if target.clock is not None:
        told += f", {target.clock:%H:%M}"
    if not short and target.clock is not None and target.zone:
        told += f" ({target.zone})"
    return f"{told}, {days_words(facts.days_left)}"


def days_words(days: int | None) -> str:
    """'today', 'tomorrow', 'in 3 days', '2 days ago'."""
    match days:
        case None:
            return ""
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case _ if days < 0:
            return f"{-days} days ago"
        case _:
            return f"in {days} days"


def readiness_words(readiness: Readiness | None) -> str:
    """'about 45 %, between 20 and 80 %', or that there is nothing to tell."""
    if readiness is None:
        return "no list of likely questions yet"
    if not readiness.practised:
        return f"unknown, as none of the {readiness.questions} likely questions was practised yet"
    return (
        f"about {percent(readiness.expected)}, between {100 * readiness.low:.0f} "
        f"and {percent(readiness.high)}"
    )


def show_target(output: Output, facts: TargetFacts, *, listed: bool = True) -> None:
    """A target, but for the words of its advertisement; its questions where they are `listed`."""
    target = facts.target
    say = output.say
    heading = " · ".join(filter(None, (target.company, target.role, target.stage)))
    say(f"\n{target.id}  {heading}", style="bold")
    say(f"{when_words(facts)}{', done' if target.done_at else ''}", indent=3)
    for label, text in (
        ("Who asks", "; ".join(target.interviewers)),
        ("Notes", target.notes),
        ("Advertisement", _words(target.advertisement)),
    ):
        if text:
            say(f"{label}: {text}", indent=3)
    show_readiness(output, facts)
    if listed:
        show_predictions(output, facts.predictions, target.id)


def _words(text: str) -> str:
    count = len(text.split())
    return f"{counted(count, 'word')} ('--ad' shows it)" if count else ""


def show_readiness(output: Output, facts: TargetFacts) -> None:
    """The expected coverage, what is unknown of it, and what would raise it."""
    readiness = facts.readiness
    if readiness is None:
        return
    say = output.say
    say(f"\nReadiness: {readiness_words(readiness)}", indent=3, style="bold")
    if readiness.practised:
        say(
            "That is how much of the likely questions' points you may be expected to make on the "
            "day, if you practise no more. It is no chance of getting the job.",
            indent=3,
        )
    unknown = readiness.questions - readiness.practised
    if unknown and readiness.practised:
        basis = "as your first takes usually go" if readiness.cold_measured else "by assumption"
        say(
            f"{unknown} of {counted(readiness.questions, 'question')} "
            f"{'was' if unknown == 1 else 'were'} never practised, so nobody knows how they would "
            f"go; they count {percent(readiness.cold)}, {basis}, and make the range this wide.",
            indent=3,
        )
    if readiness.unrated:
        fades = "it fades" if readiness.unrated == 1 else "they fade"
        takes = counted(readiness.unrated, "take")
        say(f"{takes} without a rating: how fast {fades} is unknown.", indent=3)
    if not readiness.practised:
        most = readiness.gains[0].gain if readiness.gains else 0.0
        say(
            f"Each of them practised once would raise it by about {percent(most)}: begin with any, "
            "such as 'trainer answer QUESTION'.",
            indent=3,
        )
    elif readiness.gains:
        by_id = {str(one.id): (number, one) for number, one in enumerate(facts.predictions, 1)}
        say("Practising one of these once more would raise it most:", indent=3)
        for gain in readiness.gains:
            number, one = by_id[gain.key]
            name = one.question_id or one.prompt
            _entry(output, number, name, f"about +{100 * gain.gain:.1f} %")


def show_predictions(output: Output, predictions: Sequence[Prediction], target_id: int) -> None:
    """The likely questions, numbered, each with why it is there."""
    say = output.say
    if not predictions:
        say(
            f"\nNo likely questions yet: 'trainer target predict {target_id}' makes the list.",
            indent=3,
        )
        return
    say("\nLikely questions (a guess; change it with 'target predict'):", indent=3, style="bold")
    for number, one in enumerate(predictions, start=1):
        why = " ".join(filter(None, (one.reason, f"[{one.question_id or 'in no bank yet'}]")))
        _entry(output, number, one.prompt, why)


def _entry(output: Output, number: int, text: str, below: str) -> None:
    """A numbered entry whose lines stand below one another where they are broken."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", width=2)
    table.add_column(overflow="fold")
    table.add_row(str(number), Text(text))
    table.add_row("", Text(below, "dim"))
    output.show(Padding(table, (0, 0, 0, 3), expand=False))


def show_uncovered(output: Output, skills: Sequence[Skill], left: Sequence[Skill]) -> None:
    """What the advertisement asks for that neither questions nor stories speak of."""
    if not skills:
        return
    say = output.say
    if not left:
        say(
            "\nEverything the advertisement asks for is in a question or a story of yours.",
            indent=3,
        )
        return
    say("\nAsked for, and in no question or story yet:", indent=3, style="bold")
    for must, label in ((True, "must"), (False, "nice to have")):
        names = [one.name for one in left if one.must is must]
        if names:
            say(f"{label}: {', '.join(names)}", indent=5)
