"""The few figures of an answer that later ones are compared with, and the person's usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from trainer.delivery.level import Level
from trainer.delivery.pauses import LISTED_S, PauseKind

if TYPE_CHECKING:
    from trainer.delivery.delivery import Delivery

MOST_COMPARED: Final = 20
"""So many answers, the latest ones, make a person's usual."""

LEAST_COMPARED: Final = 3
"""From so many earlier answers on there is a usual to compare with."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one answer; None is what could not be measured.

    Everything ``_per_minute`` is per minute of the answer behind the onset. `pauses` are
    those of 0.6 s or more, `hesitations` the ones of them inside a clause. `level` is kept so
    that an answer can be measured again when its recording is gone.
    """

    version: int
    words: int
    length_s: float | None = None
    limit_s: float | None = None
    onset_s: float | None = None
    words_per_minute: float | None = None
    articulation_wpm: float | None = None
    fillers_per_minute: float | None = None
    pauses_per_minute: float | None = None
    hesitations_per_minute: float | None = None
    breaks_per_minute: float | None = None
    hedges_per_minute: float | None = None
    level: Level | None = None

    def to_mapping(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_mapping` is its inverse."""
        return asdict(self)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Figures:
        """Read what `to_mapping` wrote, also by another version: what is not known is left out.

        Raises KeyError or TypeError for any other form.
        """
        known = {field.name for field in fields(cls)} - {"level"}
        level = mapping.get("level")
        return cls(
            **{name: value for name, value in mapping.items() if name in known},
            level=Level(**level) if level else None,
        )


def figures_of(delivery: Delivery) -> Figures:
    """What is kept of an answer's delivery."""
    minutes = _minutes(delivery)

    def rate(count: int | None) -> float | None:
        return None if count is None or minutes is None else count / minutes

    listed = [one for one in delivery.pauses or () if one.duration_s >= LISTED_S]
    hesitations = [one for one in listed if one.kind is PauseKind.HESITATION]
    return Figures(
        version=delivery.version,
        words=delivery.words,
        length_s=delivery.length_s,
        limit_s=delivery.limit_s,
        onset_s=delivery.onset_s,
        words_per_minute=delivery.pace.words_per_minute if delivery.pace else None,
        articulation_wpm=delivery.pace.articulation_wpm if delivery.pace else None,
        fillers_per_minute=delivery.fillers_per_minute,
        pauses_per_minute=rate(None if delivery.pauses is None else len(listed)),
        hesitations_per_minute=rate(None if delivery.pauses is None else len(hesitations)),
        breaks_per_minute=rate(None if delivery.breaks is None else len(delivery.breaks)),
        hedges_per_minute=rate(None if delivery.hedges is None else len(delivery.hedges)),
        level=delivery.level,
    )


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a person: the median of each figure over their earlier answers.

    `answers` is how many there were; a figure that fewer than `LEAST_COMPARED` of them have
    is None.
    """

    answers: int = 0
    length_s: float | None = None
    onset_s: float | None = None
    words_per_minute: float | None = None
    articulation_wpm: float | None = None
    fillers_per_minute: float | None = None
    pauses_per_minute: float | None = None
    hesitations_per_minute: float | None = None
    breaks_per_minute: float | None = None
    hedges_per_minute: float | None = None


def usual_of(earlier: Sequence[Figures], version: int) -> Usual:
    """A person's usual from earlier answers, the latest first; those of other rules don't count."""
    same = [one for one in earlier if one.version == version][:MOST_COMPARED]
    medians: dict[str, float | None] = {}
    for field in fields(Usual):
        if field.name != "answers":
            values = [getattr(one, field.name) for one in same]
            known = [value for value in values if value is not None]
            medians[field.name] = median(known) if len(known) >= LEAST_COMPARED else None
    return Usual(len(same), **medians)


def _minutes(delivery: Delivery) -> float | None:
    """Minutes from the onset to the end of the last voice; None where too little was spoken."""
    if delivery.length_s is None or delivery.pace is None:
        return None
    return max(delivery.length_s - (delivery.onset_s or 0.0), 1.0) / 60
