"""Two questions that are the same, as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from trainer.bank import KeyPoint, Question
from trainer.bank.form import MAX_LIST
from trainer.bank.slugs import unique_slug
from trainer.practice.teaching import same_words

SAME_POINT = 85.0
"""token_set_ratio (0 to 100) from which two key points' texts are one; below, both are kept."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined question, and what each key point of the other one is called in it."""

    question: Question
    point_ids: dict[str, str]


def merge_questions(kept: Question, other: Question) -> Merged:
    """Join `other` into `kept`.

    Its prompts become other prompts, its key points are joined with those that say
    the same and added otherwise, and what `kept` lacks is taken from it.  Nothing
    that `kept` says is changed, and of the same words one copy stays.
    """
    points = list(kept.key_points)
    point_ids: dict[str, str] = {}
    for point in other.key_points:
        at = _same_point(point, points[: len(kept.key_points)])
        if at is None:
            taken = {one.id for one in points}
            point_id = point.id if point.id not in taken else unique_slug(point.id, taken)
            points.append(replace(point, id=point_id))
        else:
            point_id = points[at].id
            points[at] = _joined(points[at], point)
        point_ids[point.id] = point_id
    prompts = (*kept.other_prompts, other.prompt, *other.other_prompts)
    question = replace(
        kept,
        other_prompts=_distinct(prompts, besides=[kept.prompt]),
        key_points=tuple(points),
        follow_ups=_distinct((*kept.follow_ups, *other.follow_ups)),
        tags={**other.tags, **kept.tags},
        asks=kept.asks or other.asks,
        source=kept.source or other.source,
        renamed_from=_distinct((*kept.renamed_from, other.id, *other.renamed_from)),
    )
    return Merged(question, point_ids)


def _same_point(point: KeyPoint, points: list[KeyPoint]) -> int | None:
    from rapidfuzz import fuzz, utils

    best, at = SAME_POINT, None
    for index, one in enumerate(points):
        likeness = fuzz.token_set_ratio(
            point.text, one.text, processor=utils.default_process, score_cutoff=best
        )
        if likeness >= best:
            best, at = likeness, index
    return at


def _joined(kept: KeyPoint, other: KeyPoint) -> KeyPoint:
    wordings = (*kept.wordings, other.text, *other.wordings)
    return replace(
        kept,
        wordings=_distinct(wordings, besides=[kept.text]),
        probe=kept.probe or other.probe,
    )


def _distinct(texts: Iterable[str], besides: Iterable[str] = ()) -> tuple[str, ...]:
    """Each text once, in their order, without those `besides`; at most as many as a list holds."""
    said = {same_words(text) for text in besides}
    found = []
    for text in texts:
        if same_words(text) not in said:
            said.add(same_words(text))
            found.append(text)
    return tuple(found[:MAX_LIST])
