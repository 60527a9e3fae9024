"""``trainer stories matrix``: which competence has a story, and which has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from datetime import date

    from trainer.debrief.story_matrix import CompetenceRow
    from trainer.history.store import History

MOST = 20


@click.command(
    "matrix",
    epilog="""\b
Examples:
  trainer stories matrix
  trainer stories matrix --bank general-behavioural --all
""",
)
@click.option("--bank", "banks", multiple=True, help="Only this bank's; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every competence there is.")
@common()
def matrix(context: CommandContext, *, banks: tuple[str, ...], everything: bool) -> None:
    """Show for each competence the stories that show it, and which has none.

    The competences are those of the behavioural questions; a story shows what you
    wrote it shows, and what the questions linked to it ask for. Those that you have met come
    first: in practice, in a real interview, or in the questions predicted for one.
    """
    from trainer.cli.texts import today
    from trainer.debrief.story_matrix import matrix as rows_of
    from trainer.debrief.story_matrix import shown_by
    from trainer.practice.shelf import in_use

    library = context.library
    wanted = {library.bank(bank).bank.id for bank in banks}
    with context.history(write=False) as history:
        stories = history.stories.all()
        links = {
            number: [library.present_id(one) for one in ids]
            for number, ids in history.stories.links().items()
        }
        decisions = history.shelf.decisions(context.now())
        met = met_questions(context, history, today(context))
    questions = [q for q in library.questions.values() if not wanted or q.bank_id in wanted]
    shown = shown_by(stories, links, library.questions)
    rows = rows_of(in_use(questions, decisions, wanted), met, shown)
    listed = rows if everything else _first(rows)
    context.output.result(
        "stories matrix",
        {
            "competences": [
                {
                    "competence": row.competence,
                    "questions": row.questions,
                    "met": row.met,
                    "story_ids": list(row.story_ids),
                }
                for row in listed
            ],
            "left_out": len(rows) - len(listed),
        },
    )
    if context.output.json:
        return
    titles = {story.id: f"{story.id} {story.title}" for story in stories}
    for row in listed:
        _show(context, row, titles)
    without = sum(1 for row in rows if not row.story_ids)
    say = context.output.say
    say(f"\n{counted(len(rows), 'competence')}, {without} without a story yet.")
    if len(listed) < len(rows):
        say("Most interviews ask for a few of them. --all shows every one.")


def met_questions(context: CommandContext, history: History, on: date) -> set[str]:
    """The present ids of the questions that the person has met in one way or another."""
    met = {one.question_id for one in history.question_summaries()}
    met |= set(history.interviews.asked_by_question())
    for target in history.targets.coming(on):
        met |= {one.question_id for one in history.predictions.of(target.id) if one.question_id}
    return {context.library.present_id(one) for one in met}


def _first(rows: tuple[CompetenceRow, ...]) -> tuple[CompetenceRow, ...]:
    """Those that were met or have a story, and then the most frequent ones, up to `MOST`."""
    first = [row for row in rows if row.met or row.story_ids]
    rest = [row for row in rows if not (row.met or row.story_ids)]
    return (*first, *rest[: max(0, MOST - len(first))])


def _show(context: CommandContext, row: CompetenceRow, titles: dict[int, str]) -> None:
    mark = "✓" if row.story_ids else "·"
    asked = counted(row.questions, "question")
    met = f", {row.met} met" if row.met else ""
    context.output.say(f"{mark} {row.competence} ({asked}{met})")
    told = "; ".join(titles[number] for number in row.story_ids)
    context.output.say(told or "no story yet", style="green" if told else "dim", indent=4)
