"""Which competences are asked for, and which of the person's stories shows one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.bank import Kind, Question
from trainer.history.stories import Story


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """One competence: how many behavioural questions ask for it, and the stories that show it.

    `met` says how many of those questions the person has met: in a real interview, in a
    prediction, or in practice.
    """

    competence: str
    questions: int
    met: int
    story_ids: tuple[int, ...]


def competences_of(question: Question) -> tuple[str, ...]:
    """The competences that a question asks for, in lower case."""
    return tuple(name.lower() for name in question.tags.get("competence", ()))


def shown_by(
    stories: Sequence[Story],
    links: Mapping[int, Iterable[str]],
    questions: Mapping[str, Question],
) -> dict[str, tuple[int, ...]]:
    """The numbers of the stories that show each competence.

    A story shows those its writer gave it and those of the questions linked to it; `links`
    holds present question ids.
    """
    found: dict[str, list[int]] = {}
    for story in stories:
        names = [name.lower() for name in story.competences]
        for question_id in links.get(story.id, ()):
            if question_id in questions:
                names += competences_of(questions[question_id])
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(story.id)
    return {name: tuple(ids) for name, ids in found.items()}


def matrix(
    questions: Iterable[Question],
    met: Iterable[str],
    shown: Mapping[str, tuple[int, ...]],
) -> tuple[CompetenceRow, ...]:
    """A row for each competence of the behavioural `questions`, and for any that a story shows.

    Those the person has met most come first, then those most questions ask for.
    """
    met = set(met)
    asked: dict[str, int] = {}
    met_of: dict[str, int] = {}
    for question in questions:
        if question.kind is not Kind.BEHAVIOURAL:
            continue
        for name in competences_of(question):
            asked[name] = asked.get(name, 0) + 1
            met_of[name] = met_of.get(name, 0) + (question.id in met)
    rows = [
        CompetenceRow(name, asked.get(name, 0), met_of.get(name, 0), shown.get(name, ()))
        for name in {*asked, *shown}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.met, -row.questions, row.competence)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competence that was asked for and that no story shows; `why` says by whom."""

    competence: str
    why: str


def wanted_competences(
    questions: Iterable[Question],
    shown: Mapping[str, tuple[int, ...]],
    *,
    asked: Collection[str],
    predicted: Collection[str],
    practised: Collection[str],
) -> list[Wanted]:
    """The competences without a story that behavioural questions which were met ask for.

    First those of real interviews, then those predicted, then those practised; more
    questions come before fewer.
    """
    counts: dict[str, list[int]] = {}
    for question in questions:
        if question.kind is not Kind.BEHAVIOURAL:
            continue
        met = [question.id in group for group in (asked, predicted, practised)]
        for name in competences_of(question):
            if name not in shown and any(met):
                before = counts.get(name, [0, 0, 0])
                counts[name] = [count + int(one) for count, one in zip(before, met, strict=True)]
    whys = ("asked for in a real interview", "likely to be asked for", "asked for in your practice")
    ordered = sorted(counts.items(), key=lambda one: ([-count for count in one[1]], one[0]))
    return [
        Wanted(name, next(why for count, why in zip(of, whys, strict=True) if count))
        for name, of in ordered
    ]
