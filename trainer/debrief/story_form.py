"""A story as a text that a person edits, and back.

The form is Markdown: the title behind ``#``, the competences on a line of their own, a part behind
``##``, and below its sentences the ways to say it, each behind a dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trainer.errors import InputError
from trainer.history.stories import StoryDetails, StoryPart
from trainer.library.telling import drafted, wordings_of

_COMPETENCES: Final = "Competences:"


def to_text(story: StoryDetails) -> str:
    """The text of a story, the drafted wordings with it."""
    lines = [f"# {story.title}", "", f"{_COMPETENCES} {', '.join(story.competences)}".rstrip()]
    for part in StoryPart:
        lines += ["", f"## {part.value.capitalize()}", ""]
        if story.text(part):
            lines += [*story.text(part).splitlines(), ""]
        lines += [f"- {wording}" for wording in wordings_of(story, part)]
    return "\n".join(lines).rstrip() + "\n"


def from_text(text: str, before: StoryDetails | None = None) -> StoryDetails:
    """The story of a text.

    Wordings that are the drafts of the text, or of the one `before`, are no wordings of the
    person's own: they follow the text.  Raises InputError, with the line.
    """
    title, competences = "", ""
    part: StoryPart | None = None
    texts: dict[StoryPart, list[str]] = {one: [] for one in StoryPart}
    said: dict[StoryPart, list[str]] = {one: [] for one in StoryPart}
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip()
        if plain.startswith("## "):
            part = _part(plain[3:].strip(), number)
        elif plain.startswith("# "):
            title = plain[2:].strip()
        elif part is None and plain.startswith(_COMPETENCES):
            competences = plain.removeprefix(_COMPETENCES)
        elif part is not None and plain.startswith("- "):
            said[part].append(" ".join(plain[2:].split()))
        elif part is not None:
            texts[part].append(plain)
        elif plain:
            raise InputError(
                f"line {number} belongs to no part of the story: {plain[:60]}",
                hint="Put it below a heading such as '## Situation'.",
            )
    if not title:
        raise InputError("the story has no title", hint="Write it behind # in the first line.")
    whole = {one.value: "\n".join(texts[one]).strip() for one in StoryPart}
    return StoryDetails(
        title=title,
        competences=split_names(competences),
        wordings=dict(_own(whole, said, before)),
        **whole,
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names between commas, each once, in lower case as the banks write competences."""
    names = (" ".join(name.split()).lower() for name in text.split(","))
    return tuple(dict.fromkeys(filter(None, names)))


def _own(
    whole: dict[str, str], said: dict[StoryPart, list[str]], before: StoryDetails | None
) -> Iterator[tuple[StoryPart, tuple[str, ...]]]:
    for part in StoryPart:
        wordings = tuple(said[part])
        drafts = {drafted(whole[part.value], part)}
        if before is not None and not before.wordings.get(part):
            drafts.add(drafted(before.text(part), part))
        if wordings and wordings not in drafts:
            yield part, wordings


def _part(name: str, line: int) -> StoryPart:
    try:
        return StoryPart(name.lower())
    except ValueError:
        parts = ", ".join(part.value.capitalize() for part in StoryPart)
        raise InputError(
            f"line {line}: there is no part '{name}'", hint=f"The parts are {parts}."
        ) from None
