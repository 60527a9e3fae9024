"""One question by itself: what is missing, and its wordings one by one and among each other.

The thresholds were chosen by looking at banks written with care, by several hands
(over a hundred questions, five thousand pairs of wordings): none of theirs is beyond
them, and what was copied or written twice on purpose is.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.bank import KeyPoint, Question
from trainer.library.check.reading_level import MAX_GRADE, MAX_SENTENCE_WORDS, hard_to_hear
from trainer.library.check.remark import Kind, Remark, Severity
from trainer.library.check.source import Source
from trainer.library.words import in_order, plain, quoted, words_of

ENOUGH_WORDINGS = 5
"""Five wordings make a point far surer than two (docs/scoring-notes.md)."""

VERY_FEW_WORDINGS = 3
"""With fewer, a score is mostly doubt; the same number as `trainer.practice.teaching`'s."""

WORDING_WORDS = (5, 16)
"""A shorter wording fits too much, a longer one is more than a breath."""

ALIKE_WORDINGS = 80.0
"""token_sort_ratio (0 to 100) from which two wordings of a point are one; careful ones reach 70."""

COPIED_SORT = 80.0
"""token_sort_ratio from which a wording is its key point again; careful ones reach 73."""

COPIED_SET = 92.0
"""token_set_ratio from which a wording holds its key point as it is; careful ones reach 88."""

COPIED_LEAST_WORDS = 3
"""A key point of one or two words, such as 'a number', stands in many a good wording."""


def question_remarks(source: Source, question: Question) -> Iterator[Remark]:
    """What can be said of a question without looking at any other."""
    yield from _missing(source, question)
    yield from _hard_prompts(source, question)
    for index, point in enumerate(question.key_points):
        yield from _point(source, question, index, point)


def _missing(source: Source, question: Question) -> Iterator[Remark]:
    missing = (
        (question.key_points, "key points", "write what a good answer says: it can't be scored"),
        (question.other_prompts, "other_prompts", "write how else it may be asked"),
        (question.follow_ups, "follow_ups", "write what would be asked next"),
        (question.asks, "asks", "write in one sentence what it is really asking"),
    )
    for value, name, mend in missing:
        if not value:
            severity = Severity.MAJOR if name == "key points" else Severity.MINOR
            yield source.remark(
                question, (), Kind.MISSING, f"has no {name}", mend, severity=severity
            )
    for index, point in enumerate(question.key_points):
        if not point.probe:
            yield source.remark(
                question,
                ("key_points", index),
                Kind.MISSING,
                "has no probe",
                "write what an interviewer would ask if the point were missing",
            )


def _hard_prompts(source: Source, question: Question) -> Iterator[Remark]:
    prompts = [
        (("prompt",), question.prompt),
        *((("other_prompts", at), text) for at, text in enumerate(question.other_prompts)),
    ]
    for place, text in prompts:
        hard = hard_to_hear(text, question.language)
        if hard:
            yield source.remark(
                question,
                place,
                Kind.READING_LEVEL,
                hard,
                "say it as an interviewer would: sentences of at most "
                f"{MAX_SENTENCE_WORDS} words, below grade {MAX_GRADE:.0f}",
            )


def _point(source: Source, question: Question, index: int, point: KeyPoint) -> Iterator[Remark]:
    at = ("key_points", index)
    count = len(point.wordings)
    if count < ENOUGH_WORDINGS:
        few = count < VERY_FEW_WORDINGS
        yield source.remark(
            question,
            at,
            Kind.FEW_WORDINGS,
            f"has {count or 'no'} {'wording' if count == 1 else 'wordings'}"
            + (", so its score is mostly doubt" if few else ""),
            f"write {ENOUGH_WORDINGS} ways to say it, by different people",
            severity=Severity.MAJOR if few else Severity.MINOR,
        )
    for number, wording in enumerate(point.wordings):
        place = (*at, "wordings", number)
        yield from _length(source, question, place, wording)
        if _copied(point.text, wording):
            yield source.remark(
                question,
                place,
                Kind.COPIED_WORDING,
                f"{quoted(wording)} is the key point again",
                "say it as a person would, in other words",
            )
    yield from _alike(source, question, at, point)


def _length(
    source: Source, question: Question, place: tuple[str | int, ...], wording: str
) -> Iterator[Remark]:
    fewest, most = WORDING_WORDS
    count = len(words_of(wording))
    if not fewest <= count <= most:
        yield source.remark(
            question,
            place,
            Kind.WORDING_LENGTH,
            f"{quoted(wording)} has {count} {'word' if count == 1 else 'words'}",
            f"say it in {fewest} to {most} words",
        )


def _copied(text: str, wording: str) -> bool:
    from rapidfuzz import fuzz

    if len(words_of(text)) < COPIED_LEAST_WORDS:
        return False
    return (
        fuzz.ratio(in_order(text), in_order(wording)) >= COPIED_SORT
        or fuzz.token_set_ratio(plain(text), plain(wording)) >= COPIED_SET
    )


def _alike(
    source: Source, question: Question, at: tuple[str | int, ...], point: KeyPoint
) -> Iterator[Remark]:
    from rapidfuzz import fuzz

    ordered = [in_order(wording) for wording in point.wordings]
    for later in range(1, len(ordered)):
        for earlier in range(later):
            if fuzz.ratio(ordered[earlier], ordered[later], score_cutoff=ALIKE_WORDINGS):
                yield source.remark(
                    question,
                    (*at, "wordings", later),
                    Kind.ALIKE_WORDINGS,
                    f"{quoted(point.wordings[later])} is nearly wording {earlier + 1}",
                    "put another person's way of saying it in its place",
                )
                break
