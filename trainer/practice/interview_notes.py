"""What a person takes down after an interview, before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from trainer.errors import InputError
from trainer.history.interviews import Outcome

LEAST_OFF_GUARD, MOST_OFF_GUARD = 1, 5

_OF_INTERVIEW: Final = {
    "company", "role", "stage", "date", "interviewers", "target", "mood", "notes", "outcome",
    "outcome_on", "questions",
}  # fmt: skip
_OF_QUESTION: Final = {
    "asked", "question_id", "answered", "off_guard", "wished", "points", "asked_by", "attempt_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WishedPoint:
    """One thing a person wishes they had said, with their own ways to say it."""

    text: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedNotes:
    """One question as it was asked.

    `question_id` is that of a known question; with `new_id` it is one that is to be added to
    the person's bank under that id.  `points` are what they wish they had said, in parts.
    """

    asked: str
    question_id: str | None = None
    new_id: str | None = None
    answered: str = ""
    off_guard: int | None = None
    points: tuple[WishedPoint, ...] = ()
    asked_by: str = ""
    attempt_id: int | None = None

    @property
    def wished(self) -> str:
        """What they wish they had said, a point a line."""
        return "\n".join(point.text for point in self.points)


@dataclass(frozen=True, slots=True)
class InterviewNotes:
    """An interview that took place, and what was asked in it."""

    company: str
    day: date
    role: str = ""
    stage: str = ""
    zone: str = ""
    interviewers: tuple[str, ...] = ()
    target_id: int | None = None
    mood: str = ""
    notes: str = ""
    outcome: Outcome = Outcome.WAITING
    outcome_on: date | None = None
    questions: tuple[AskedNotes, ...] = ()


def checked_off_guard(value: object, where: str) -> int | None:
    """A number from 1 to 5, or None; InputError for anything else."""
    if value is None or value == "":
        return None
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if isinstance(number, bool) or not isinstance(number, int):
        number = 0
    if not LEAST_OFF_GUARD <= number <= MOST_OFF_GUARD:
        raise InputError(
            f"{where}: off guard is a number from 1 to 5, not {value!r}",
            hint="1: you saw it coming; 5: it left you without a word.",
        )
    return number


def notes_from(
    mapping: object, today: date, zone: str, points_of: Callable[[str], Sequence[str]]
) -> InterviewNotes:
    """Notes out of the form of a file.

    `points_of` splits a text into points.  Raises InputError naming the place of what is
    wrong.
    """
    form = _mapping(mapping, "the file", _OF_INTERVIEW)
    company = _text(form, "company", "").strip()
    if not company:
        raise InputError("an interview needs a company", hint="Give it as 'company'.")
    asked = form.get("questions") or []
    if not isinstance(asked, Sequence) or isinstance(asked, str):
        raise InputError("'questions' is not a list")
    target = form.get("target")
    if target is not None and (isinstance(target, bool) or not isinstance(target, int)):
        raise InputError(f"'target' is the number of a target, not {target!r}")
    return InterviewNotes(
        company=company,
        day=_day(form, "date") or today,
        role=_text(form, "role", ""),
        stage=_text(form, "stage", ""),
        zone=zone,
        interviewers=_texts(form, "interviewers", "'interviewers'"),
        target_id=target,
        mood=_text(form, "mood", ""),
        notes=_text(form, "notes", ""),
        outcome=_outcome(form),
        outcome_on=_day(form, "outcome_on"),
        questions=tuple(
            _asked(one, f"question {number}", points_of) for number, one in enumerate(asked, 1)
        ),
    )


def _asked(mapping: object, where: str, points_of: Callable[[str], Sequence[str]]) -> AskedNotes:
    if isinstance(mapping, str):
        mapping = {"asked": mapping}
    form = _mapping(mapping, where, _OF_QUESTION)
    asked = _text(form, "asked", f"{where}: ").strip()
    if not asked:
        raise InputError(f"{where} has no text", hint="Give it as 'asked', as it was asked.")
    attempt = form.get("attempt_id")
    if attempt is not None and (isinstance(attempt, bool) or not isinstance(attempt, int)):
        raise InputError(f"{where}: 'attempt_id' is the number of an attempt")
    wished = form.get("wished")
    texts = (
        points_of(wished)
        if isinstance(wished, str)
        else _texts(form, "wished", f"{where}: 'wished'")
    )
    points = [WishedPoint(text) for text in texts]
    for number, point in enumerate(form.get("points") or (), 1):
        place = f"{where}, point {number}"
        held = _mapping(point, place, {"text", "wordings"})
        points.append(
            WishedPoint(_text(held, "text", place), _texts(held, "wordings", f"{place}: wordings"))
        )
    return AskedNotes(
        asked=asked,
        question_id=_text(form, "question_id", where) or None,
        answered=_text(form, "answered", where),
        off_guard=checked_off_guard(form.get("off_guard"), where),
        points=tuple(points),
        asked_by=_text(form, "asked_by", where),
        attempt_id=attempt,
    )


def _mapping(value: object, where: str, known: Collection[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{where} is not an object of names and values")
    for name in value:
        if name not in known:
            raise InputError(
                f"{where} has an unknown name '{name}'",
                hint=f"Known are {', '.join(sorted(known))}.",
            )
    return value


def _text(form: Mapping[str, Any], name: str, where: str) -> str:
    value = form.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{where} '{name}' is not a text: {value!r}".strip())
    return value.strip()


def _texts(form: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = form.get(name) or ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, Sequence) or not all(isinstance(one, str) for one in value):
        raise InputError(f"{where} is not a list of texts")
    return tuple(one.strip() for one in value if one.strip())


def _day(form: Mapping[str, Any], name: str) -> date | None:
    text = _text(form, name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"'{name}' is no day: {text!r}", hint="Write it like 2026-11-27."
        ) from None


def _outcome(form: Mapping[str, Any]) -> Outcome:
    text = _text(form, "outcome", "") or Outcome.WAITING.value
    try:
        return Outcome(text)
    except ValueError:
        raise InputError(
            f"'outcome' is not known: {text!r}", hint=f"Known are {', '.join(Outcome)}."
        ) from None
