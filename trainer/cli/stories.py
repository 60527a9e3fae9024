"""``trainer stories``: the person's own experiences, and the questions that they answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common
from trainer.cli.stories_add import add
from trainer.cli.stories_matrix import matrix
from trainer.errors import UsageError
from trainer.history.stories import StoryPart

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer.history.stories import Story, StoryDetails

PARTS = [part.value for part in StoryPart]


@click.group(
    "stories",
    epilog="""\b
Examples:
  trainer stories add
  trainer stories link 1 conflict-with-colleague
  trainer stories matrix
""",
)
def command() -> None:
    """Your own experiences, told once and linked to the questions they answer.

    A story is situation, task, action, result with its numbers, and what you learned.
    A behavioural question with a story of yours is scored by the points of that
    story, in place of those that hold for anybody's; 'stories unlink' brings them back.
    """


command.add_command(add)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer stories list
  trainer stories list --json
""",
)
@common()
def list_(context: CommandContext) -> None:
    """List your stories with the questions linked to them."""
    from trainer.cli.stories_view import story_document

    with context.history(write=False) as history:
        stories = history.stories.all()
        links = history.stories.links()
    context.output.result(
        "stories list",
        {"stories": [story_document(one, links.get(one.id, {})) for one in stories]},
    )
    if context.output.json:
        return
    if not stories:
        context.output.say("No stories yet. 'trainer stories add' asks for one, step by step.")
    for story in stories:
        context.output.say(f"{story.id}  {story.title}", style="bold")
        if story.competences:
            context.output.say(", ".join(story.competences), indent=4)
        for question_id in links.get(story.id, {}):
            context.output.say(question_id, style="cyan", indent=4)


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer stories show 1
""",
)
@click.argument("number", type=int, metavar="STORY")
@common()
def show(context: CommandContext, number: int) -> None:
    """Show a story, the ways to say each part, and its questions."""
    from trainer.cli.stories_view import show_story, story_document

    with context.history(write=False) as history:
        story = history.stories.get(number)
        links = history.stories.links(number).get(number, {})
    context.output.result("stories show", story_document(story, links))
    if not context.output.json:
        show_story(context.output, story, links)


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer stories edit 1
  trainer stories edit 1 --result "Back after 40 minutes; 12 orders lost instead of 300."
  trainer stories edit 1 --wording result "we were back within the hour"
  trainer stories edit 1 --drafted result
""",
)
@click.argument("number", type=int, metavar="STORY")
@click.option("--title", help="Its short name.")
@click.option("--situation", help="Where and when it was, and what was at stake.")
@click.option("--task", help="Your own part in it.")
@click.option("--action", help="What you did, step by step.")
@click.option("--result", help="What came of it, in numbers.")
@click.option("--lesson", help="What you learned.")
@click.option("--competence", "competences", multiple=True, help="What it shows, in place of all.")
@click.option(
    "--wording",
    "wordings",
    multiple=True,
    type=(click.Choice(PARTS), str),
    metavar="PART TEXT",
    help="Another way to say a part; may be repeated.",
)
@click.option(
    "--drafted",
    multiple=True,
    type=click.Choice(PARTS),
    help="Forget your wordings of a part: its own sentences count again.",
)
@click.option("--text", "file", metavar="FILE", help="The whole story as a text (- for a pipe).")
@common()
def edit(context: CommandContext, /, number: int, file: str | None, **given: Any) -> None:
    """Change a story: by options, or in your editor without any.

    In the editor, what stands behind a dash below a part is a way to say it. What
    you said of its points earlier, and old scores, stay.
    """
    from trainer.cli.stories_view import story_document
    from trainer.cli.texts import forget_draft, in_editor, text_from
    from trainer.debrief.story_form import from_text, to_text
    from trainer.practice.entries import change_story

    changes = {name: value for name, value in given.items() if value not in (None, ())}
    if file and changes:
        raise UsageError("--text holds the whole story", hint="Leave out the other options.")
    with context.history(write=False) as history:
        before = history.stories.get(number)
    name = f"story-{number}"
    details: StoryDetails | None
    if file:
        details = from_text(text_from(file), before)
    elif changes:
        details = _changed(before, changes)
    else:
        details = in_editor(
            context,
            name,
            to_text(before),
            lambda text: from_text(text, before),
            go_on=f"trainer stories edit {number}",
        )
    story = before
    if details is not None and details != before.details:
        with context.history(write=True) as history:
            story = change_story(history, number, details, context.now())
    if not file and not changes:
        forget_draft(context, name)
    with context.history(write=False) as history:
        links = history.stories.links(number).get(number, {})
    context.output.result("stories edit", story_document(story, links))
    if not context.output.json:
        context.output.say(
            "Nothing was changed."
            if story is before
            else f"Kept story {number}. 'trainer undo' takes the change back."
        )


def _changed(before: Story, changes: dict[str, Any]) -> StoryDetails:
    from trainer.cli.texts import needed_text, one_line
    from trainer.debrief.story_form import split_names
    from trainer.practice.takes import without_controls

    wordings = dict(before.wordings)
    for part in changes.pop("drafted", ()):
        wordings.pop(StoryPart(part), None)
    for part, text in changes.pop("wordings", ()):
        known = wordings.get(StoryPart(part), ())
        wordings[StoryPart(part)] = (*known, needed_text(one_line(text), "a wording"))
    if "title" in changes:
        changes["title"] = needed_text(one_line(changes["title"]), "a title")
    if "competences" in changes:
        changes["competences"] = split_names(",".join(changes["competences"]))
    for part in PARTS:
        if part in changes:
            changes[part] = without_controls(changes[part]).strip()
    return replace(before.details, wordings=wordings, **changes)


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer stories remove 1
""",
)
@click.argument("number", type=int, metavar="STORY")
@common()
def remove(context: CommandContext, number: int) -> None:
    """Remove a story; its questions have their own points again. Kept for seven days."""
    from trainer.practice.entries import EntryKind, remove_entry

    with context.history(write=True) as history:
        remove_entry(history, EntryKind.STORY, number, context.now())
    context.output.result("stories remove", {"story_id": number})
    if not context.output.json:
        context.output.say(f"Removed story {number}; 'trainer undo' brings it back.")


@command.command(
    "link",
    epilog="""\b
Examples:
  trainer stories link 1 conflict-with-colleague
""",
)
@click.argument("number", type=int, metavar="STORY")
@click.argument("question", shell_complete=question_ids)
@common()
def link(context: CommandContext, number: int, question: str) -> None:
    """Let a story answer a question, which is scored by its points from then on.

    Of several stories the one linked last is told: linking one again puts it first.
    """
    from trainer.bank import Kind
    from trainer.practice.entries import link_story

    found = context.library.find(question)
    with context.history(write=True) as history:
        link_story(history, number, found.id, context.now())
        story = history.stories.get(number)
        others = [one for one in history.stories.of_question([found.id]) if one.id != number]
    told = found.kind is Kind.BEHAVIOURAL
    context.output.result(
        "stories link",
        {
            "story_id": number,
            "question_id": found.id,
            "told": told,
            "others": [one.id for one in others],
        },
    )
    if context.output.json:
        return
    say = context.output.say
    say(f"Linked “{story.title}” to {found.id}.")
    if told:
        say(f"It is scored by your story now: 'trainer bank show {found.id}' shows the points.")
        say(f"'trainer stories unlink {number} {found.id}' brings its own points back.")
    else:
        say(f"It is a {found.kind} question, so its key points stay as they are.")
    for one in others:
        say(f"Story {one.id} (“{one.title}”) stays linked; the one linked last is told.")


@command.command(
    "unlink",
    epilog="""\b
Examples:
  trainer stories unlink 1 conflict-with-colleague
""",
)
@click.argument("number", type=int, metavar="STORY")
@click.argument("question", shell_complete=question_ids)
@common()
def unlink(context: CommandContext, number: int, question: str) -> None:
    """Take a story off a question, which is scored by its own points again."""
    from trainer.practice.entries import unlink_story

    with context.history(write=True) as history:
        linked = history.stories.links(number).get(number, {})
        ids = _ids(context, question, linked)
        question_id = unlink_story(history, number, ids, context.now())
    context.output.result("stories unlink", {"story_id": number, "question_id": question_id})
    if not context.output.json:
        context.output.say(f"Story {number} is not linked to {question_id} any more.")


def _ids(context: CommandContext, question: str, linked: Collection[str]) -> list[str]:
    """The ids of a question; one that is linked is found even if no bank holds it any more."""
    library = context.library
    if question in linked and library.present_id(question) not in library.questions:
        return [question]
    found = library.find(question)
    return [found.id, *found.renamed_from]


command.add_command(matrix)
