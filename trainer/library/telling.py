"""A behavioural question with the story that its person tells: their points instead of anybody's.

The key points of a shipped behavioural question hold for anybody's story.  Who has linked one of
their own is asked, and scored, by the parts of that story: a key point a part, said in the
part's own sentences or in the wordings that stand in their place.  The id of such a key point
is made of the story's number, which no other story ever gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from trainer.bank import KeyPoint, Kind, Question, Weight
from trainer.delivery.languages import language_of
from trainer.history.stories import Story, StoryDetails, StoryPart
from trainer.library.words import words_of

LONG: Final = 16
"""Words from which on a sentence is taken apart: wordings work best at 5 to 16."""

SHORT: Final = 4
"""Fewer words than this are no wording of their own."""

MOST_SHOWN: Final = 20
"""So many words of a part stand in the text of its key point."""

_SENTENCES: Final = re.compile(r"(?<=[.!?…;])[\"'”’)\]]*\s+|\n+")
_CLAUSES: Final = re.compile(
    r"(?<=[,:])\s+|\s+[–—-]+\s+|\s+(?=(?:and|but|so|because|until|while|which|und|aber|weil)\s)",
    re.IGNORECASE,
)
_JOINING: Final = re.compile(r"^(?:and|but|so|und|aber)\s+", re.IGNORECASE)
# 'one of us' counts nothing.
_NO_NUMBERS: Final = frozenset({"one", "first", "second", "once", "ein", "eine", "einen", "einer"})


@dataclass(frozen=True, slots=True)
class _Form:
    """How a part becomes a key point."""

    label: str
    weight: Weight
    probe: str


_FORMS: Final = {
    StoryPart.SITUATION: _Form(
        "the situation", Weight.VITAL, "Where was that, and what was at stake?"
    ),
    StoryPart.TASK: _Form("your task", Weight.OKAY, "What was your own part in it?"),
    StoryPart.ACTION: _Form("what you did", Weight.VITAL, "What exactly did you do yourself?"),
    StoryPart.RESULT: _Form("the result", Weight.VITAL, "What came of it, in numbers?"),
    StoryPart.LESSON: _Form("what you learned", Weight.OKAY, "What do you do differently since?"),
}


def is_told(question: Question, story: StoryDetails) -> bool:
    """Whether a story gives a question its key points: a behavioural one, and a story not empty."""
    return question.kind is Kind.BEHAVIOURAL and any(story.text(part).strip() for part in StoryPart)


def as_told(question: Question, story: Story) -> Question:
    """The question with the points of a story; as it is where the story gives it none."""
    if not is_told(question, story):
        return question
    return replace(question, key_points=tuple(points_of(story)))


def points_of(story: Story) -> Iterator[KeyPoint]:
    """The key points of a story, one for each part that was written, in their order."""
    for part, form in _FORMS.items():
        text = " ".join(story.text(part).split())
        if text:
            yield KeyPoint(
                point_id(story.id, part),
                f"{form.label}: {_shortened(_lead(text, part))}",
                form.weight,
                wordings_of(story, part),
                form.probe,
            )


def point_id(story_id: int, part: StoryPart) -> str:
    """The id of the key point that a part of a story gives."""
    return f"story-{story_id}-{part.value}"


def wordings_of(story: StoryDetails, part: StoryPart) -> tuple[str, ...]:
    """How a part is said: the person's own wordings, else drafts from its sentences."""
    return story.wordings.get(part) or drafted(story.text(part), part)


def drafted(text: str, part: StoryPart) -> tuple[str, ...]:
    """Wordings from the sentences of a part; of a result those with a number, where it has one.

    A long sentence is taken apart where a clause begins.
    """
    sentences = sentences_of(text)
    if part is StoryPart.RESULT:
        sentences = [one for one in sentences if has_number(one)] or sentences
    pieces = [piece for sentence in sentences for piece in _pieces(sentence)]
    enough = [piece for piece in pieces if len(words_of(piece)) >= SHORT]
    return tuple(dict.fromkeys(enough or pieces))


def has_number(text: str) -> bool:
    """Whether a text names a number, in figures or in words (English and German)."""
    known: set[str] = set()
    for code in ("en", "de"):
        language = language_of(code)
        known |= language.numbers if language else frozenset()
    known -= _NO_NUMBERS
    return any(word[0].isdigit() or word in known for word in words_of(text.replace("-", " ")))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without the signs at their ends."""
    lines = (_tidy(line) for line in _SENTENCES.split(text))
    return [line for line in lines if words_of(line)]


def _pieces(sentence: str) -> list[str]:
    """A sentence, or its clauses where it is long; a short clause stays with its neighbour."""
    if len(words_of(sentence)) <= LONG:
        return [sentence]
    pieces: list[str] = []
    for clause in _CLAUSES.split(sentence):
        short = len(words_of(clause)) < SHORT
        if pieces and (short or len(words_of(pieces[-1])) < SHORT):
            pieces[-1] = f"{pieces[-1]} {clause}"
        else:
            pieces.append(clause)
    return [_tidy(_JOINING.sub("", piece)) for piece in pieces]


def _lead(text: str, part: StoryPart) -> str:
    """What stands for a part: its first sentence, of a result the first with a number."""
    sentences = sentences_of(text) or [text]
    if part is StoryPart.RESULT:
        return next(filter(has_number, sentences), sentences[0])
    return sentences[0]


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= MOST_SHOWN else f"{' '.join(words[:MOST_SHOWN])} …"


def _tidy(text: str) -> str:
    return text.strip().strip(".;,:!?…–—- ").strip()
