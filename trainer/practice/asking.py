"""The question as it is asked: with the person's own story, where one is linked."""

from __future__ import annotations

from trainer.bank import Question
from trainer.history.feedback import Said
from trainer.history.store import History
from trainer.history.stories import Story
from trainer.library.telling import as_told, is_told


def as_asked(history: History, question: Question) -> Question:
    """The question with the points of the story that is told; as it is where there is none.

    A question that was put together so already stays the same.
    """
    story = told_story(history, question)
    return as_told(question, story) if story else question


def told_story(history: History, question: Question) -> Story | None:
    """The story that gives a question its points: of those linked to it, the one linked last.

    A follow-up has an id below that of its question, and none of the story's points.
    """
    if question.id.count("/") > 1:
        return None
    for story in history.stories.of_question(ids_of(question)):
        if is_told(question, story):
            return story
    return None


def remarks_on(history: History, question: Question) -> tuple[Said, ...]:
    """What came back in feedback about a question, the latest first."""
    return history.feedback.remarks_on(ids_of(question))


def ids_of(question: Question) -> tuple[str, ...]:
    """What a question is called, and what it was called before."""
    return (question.id, *question.renamed_from)
