"""How a story looks to a person and to a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.cli.documents import rfc3339
from trainer.history.stories import StoryPart
from trainer.library.telling import has_number, point_id, wordings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.cli.console import Output
    from trainer.history.stories import Story


def story_document(story: Story, question_ids: Iterable[str]) -> dict[str, Any]:
    """A story as scripts read it; `drafted` says that the wordings come from its sentences."""
    return {
        "story_id": story.id,
        "uuid": str(story.uuid),
        "title": story.title,
        "competences": list(story.competences),
        "parts": {
            part.value: {
                "text": story.text(part),
                "key_point_id": point_id(story.id, part),
                "wordings": list(wordings_of(story, part)),
                "drafted": not story.wordings.get(part),
            }
            for part in StoryPart
        },
        "result_has_number": has_number(story.result),
        "question_ids": list(question_ids),
        "made_at": rfc3339(story.made_at),
        "changed_at": rfc3339(story.changed_at),
    }


def show_story(output: Output, story: Story, question_ids: Iterable[str]) -> None:
    """A whole story."""
    output.say(f"{story.id}  {story.title}", style="bold")
    if story.competences:
        output.say(f"Shows: {', '.join(story.competences)}", indent=2)
    for part in StoryPart:
        text = story.text(part)
        if not text:
            continue
        output.say(f"\n  {part.value.capitalize()}", style="bold")
        output.say(text, indent=4)
        wordings = wordings_of(story, part)
        if wordings and (story.wordings.get(part) or len(wordings) > 1):
            own = "your wordings" if story.wordings.get(part) else "wordings from its sentences"
            output.say(f"{own}:", style="dim", indent=4)
            for wording in wordings:
                output.say(f"“{wording}”", indent=6)
    if story.result and not has_number(story.result):
        output.say(
            "\nThe result has no number yet; one makes it easier to believe: "
            f"'trainer stories edit {story.id}'.",
            indent=2,
        )
    linked = list(question_ids)
    output.say("")
    output.say("Answers:" if linked else "It is linked to no question yet:", indent=2)
    for question_id in linked:
        output.say(question_id, style="cyan", indent=4)
    if not linked:
        output.say(f"trainer stories link {story.id} QUESTION", indent=4)
