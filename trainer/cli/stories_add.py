"""``trainer stories add``: an experience of one's own, guided or by options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.bank import Question
    from trainer.cli.drafts import Form
    from trainer.history.stories import StoryDetails

PROMPTS = {
    "situation": "\nSituation: where and when it was, and what was at stake",
    "task": "\nTask: your own part in it (may stay empty)",
    "action": "\nAction: what you did yourself, step by step",
    "result": "\nResult: what came of it",
    "lesson": "\nLesson: what you learned, or do differently since (may stay empty)",
}
NUMBER = "  With a number it is easier to believe: how many, how much, how long (may stay empty)"
COMPETENCES = "\nWhat it shows, such as conflict, ownership (commas between; may stay empty)"
GO_ON = "trainer stories add"
OPTIONS = "options"


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer stories add
  trainer stories add --title "The Black Friday outage" \\
      --situation "On Black Friday our checkout failed for a third of the customers." \\
      --action "I rolled the release back. Then I called every customer who had lost an order." \\
      --result "We were back after 40 minutes, with 12 orders lost." \\
      --competence composure --link production-incident
""",
)
@click.option("--title", help="A short name for it; with it nothing is asked.")
@click.option("--situation", help="Where and when it was, and what was at stake.")
@click.option("--task", help="Your own part in it.")
@click.option("--action", help="What you did, step by step.")
@click.option("--result", help="What came of it, in numbers.")
@click.option("--lesson", help="What you learned.")
@click.option("--competence", "competences", multiple=True, help="What it shows, such as conflict.")
@click.option(
    "--link", "links", multiple=True, metavar="QUESTION", help="A question that it answers."
)
@common()
def add(context: CommandContext, /, **given: Any) -> None:
    """Tell one of your experiences once, as situation, task, action and result.

    Without --title you are asked step by step; you can leave with Ctrl-C at any point
    and go on later with the same command. Numbers make a result.
    """
    from trainer.cli.drafts import Form
    from trainer.cli.stories_view import show_story, story_document
    from trainer.practice.entries import EntryKind, link_story, note_added

    form = None
    if given["title"] is None:
        form = Form(context, GO_ON, instead="Give the story with --title and its parts.")
        given, questions = _asked(context, form, given)
    else:
        questions = [context.library.find(one) for one in given["links"]]
    details = _details(given)
    with context.history(write=True) as history:
        now = context.now()
        with history.transaction():
            story = history.stories.add(details, made_at=now)
            note_added(history, EntryKind.STORY, story.id, now)
        for question in questions:
            link_story(history, story.id, question.id, context.now())
        links = list(history.stories.links(story.id).get(story.id, {}))
    if form:
        form.draft.finish()
    context.output.result("stories add", story_document(story, links))
    if context.output.json:
        return
    context.output.say(f"\nKept story {story.id}.\n")
    show_story(context.output, story, links)
    for question in questions[:1]:
        context.output.say(f"\nTell it: trainer answer {question.id}", indent=2)
    context.output.say(
        "'trainer stories edit' and 'remove' change it, 'trainer undo' too.", indent=2
    )


def _details(given: Mapping[str, Any]) -> StoryDetails:
    """The story of what was given.  Raises InputError without a title or any part."""
    from trainer.cli.texts import needed_text, one_line
    from trainer.debrief.story_form import split_names
    from trainer.errors import InputError
    from trainer.history.stories import StoryDetails, StoryPart
    from trainer.practice.takes import without_controls

    parts: dict[str, Any] = {
        part.value: without_controls(given[part.value] or "").strip() for part in StoryPart
    }
    if not any(parts.values()):
        raise InputError(
            "the story has no part yet", hint="Give at least --situation, --action or --result."
        )
    return StoryDetails(
        title=needed_text(one_line(given["title"]), "a title"),
        competences=split_names(",".join(given["competences"])),
        **parts,
    )


def _asked(
    context: CommandContext, form: Form, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Question]]:
    """What was given, completed by asking, and the questions to link it to."""
    from trainer.library.telling import has_number

    for name in given["links"]:
        # A slip in the options should show before anything is typed.
        context.library.find(name)
    with form.asking("story"):
        options = {name: value for name, value in given.items() if value}
        if options:
            form.draft.get(OPTIONS, lambda: json.dumps(options))
        kept = json.loads(form.draft.answers.get(OPTIONS, "{}"))
        whole: dict[str, Any] = {**given, **kept, **options}
        if not form.draft.answers.get("title"):
            context.output.say("One story in five short answers. Ctrl-C leaves, and keeps it.")
        whole["title"] = form.line(
            "title", "\nA short name for it, such as: the Black Friday outage", needed=True
        )
        for part, prompt in PROMPTS.items():
            needed = part in {"situation", "action"}
            whole[part] = form.line(part, prompt, needed=needed, given=whole[part])
            if part == "result" and whole[part] and not has_number(whole[part]):
                more = form.line("number", NUMBER)
                whole[part] = f"{whole[part].rstrip(' .')}. {more}" if more else whole[part]
        if not whole["competences"]:
            whole["competences"] = [form.line("competences", COMPETENCES)]
        if whole["links"]:
            return whole, [context.library.find(name) for name in whole["links"]]
        return whole, _chosen(context, form, whole)


def _chosen(context: CommandContext, form: Form, whole: Mapping[str, Any]) -> list[Question]:
    """The questions that the person picks among those nearest to the story."""
    from trainer.bank import Kind
    from trainer.cli.bank_check import load_vectors
    from trainer.debrief.belonging import nearest

    kept = form.draft.answers.get("near")
    if kept is None:
        asked = [q for q in context.library.questions.values() if q.kind is Kind.BEHAVIOURAL]
        text = " ".join([*(whole[part] or "" for part in PROMPTS), *whole["competences"]])
        with context.output.working("Looking for questions that it answers"):
            near = nearest(text, asked, load_vectors(), 5)
        kept = form.draft.get("near", lambda: json.dumps([one.id for one in near]))
    library = context.library
    found = [library.questions[one] for one in json.loads(kept) if one in library.questions]
    if not found:
        return []
    context.output.say("\nQuestions that it may answer:")
    for number, question in enumerate(found, start=1):
        context.output.say(f"{number}  {question.prompt}", indent=2)
    numbers = form.checked(
        "links",
        "Which of them, in numbers such as 1 3 (empty for none yet)",
        lambda line: _fault(line, len(found)),
    )
    return [found[int(number) - 1] for number in dict.fromkeys(numbers.replace(",", " ").split())]


def _fault(line: str, most: int) -> str | None:
    numbers = line.replace(",", " ").split()
    if all(number.isdecimal() and 1 <= int(number) <= most for number in numbers):
        return None
    return f"Give numbers from 1 to {most} with a blank between, or an empty line."
