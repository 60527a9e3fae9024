"""The few things worth saying of an answer's delivery, the most useful first.

Each is compared with the person's own earlier answers where there are enough of them, and
only else with a norm.  The usefulness of a remark is our choice: what a listener misses
most (an answer's result), then what harms understanding, then habits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from trainer.delivery.figures import figures_of
from trainer.delivery.off_guard import is_late
from trainer.delivery.pauses import LISTED_S, LONG_S, PauseKind
from trainer.delivery.story import Part

if TYPE_CHECKING:
    from trainer.delivery.case import Case
    from trainer.delivery.delivery import Delivery
    from trainer.delivery.figures import Figures, Usual
    from trainer.delivery.story import Story

MOST_REMARKS: Final = 3

FILLERS_THAT_HARM: Final = 12.0
FILLERS_WITHOUT_HARM: Final = 5.0
"""A minute: up to 5 do no harm, 12 do (Laske & DiGennaro Reed 2024, doi 10.1002/jaba.1093)."""

SLOW_WPM: Final = 100.0
FAST_WPM: Final = 180.0
"""Words a minute; between them a pace says nothing (the band of several speech tools)."""

MORE: Final = 1.5
FASTER: Final = 1.2
"""So many times a person's usual is worth a word."""

TOO_LONG: Final = 1.2
TOO_SHORT: Final = 0.35
"""Shares of the time an answer may take; our choice."""

_WINDOW_S: Final = 15.0


class RemarkKind(StrEnum):
    """What a remark is about."""

    TOO_LOW = "too_low"
    NOISY = "noisy"
    CLIPPED = "clipped"
    NO_RESULT = "no_result"
    NO_ACTION = "no_action"
    NO_SITUATION = "no_situation"
    NO_TASK = "no_task"
    RESULT_WITHOUT_NUMBER = "result_without_number"
    LATE_ANSWER = "late_answer"
    NOTHING_WEIGHED = "nothing_weighed"
    NO_END = "no_end"
    LONG = "long"
    SHORT = "short"
    FILLERS = "fillers"
    FEWER_FILLERS = "fewer_fillers"
    LONG_PAUSE = "long_pause"
    HESITATIONS = "hesitations"
    ONSET = "onset"
    FAST = "fast"
    SLOW = "slow"
    FAST_STRETCH = "fast_stretch"
    BREAKS = "breaks"
    HEDGES = "hedges"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark.

    `usefulness` orders them, 0 to 1; `value` is the figure it is about, in the unit of its
    kind, `usual` the person's own, None where there is none to compare with; `at_s` where to
    hear it, in seconds of the recording, None for typed answers.
    """

    kind: RemarkKind
    usefulness: float
    value: float | None = None
    usual: float | None = None
    at_s: float | None = None


def remarks_on(
    delivery: Delivery, usual: Usual, most: int | None = MOST_REMARKS
) -> tuple[Remark, ...]:
    """The remarks on an answer, the most useful first, at most `most` (None: all)."""
    figures = figures_of(delivery)
    found = [
        *_on_level(delivery),
        *_on_story(delivery.story),
        *_on_case(delivery.case, spoken=delivery.length_s is not None),
        *_on_length(delivery),
        *_on_fillers(delivery, figures, usual),
        *_on_pauses(delivery, figures, usual),
        *_on_pace(delivery, usual),
        *_on_words(delivery, figures, usual),
    ]
    return tuple(sorted(found, key=lambda remark: -remark.usefulness)[:most])


def _on_level(delivery: Delivery) -> Iterator[Remark]:
    level = delivery.level
    if level is None:
        return
    if level.too_low:
        yield Remark(RemarkKind.TOO_LOW, 0.98, level.voice_dbfs)
    elif level.noisy:
        yield Remark(RemarkKind.NOISY, 0.97, level.noise_dbfs)
    if level.clipped >= 3:
        yield Remark(RemarkKind.CLIPPED, 0.7, level.clipped, at_s=level.first_clipped_s)


def _on_story(story: Story | None) -> Iterator[Remark]:
    if story is None:
        return
    last = max((place for part in story.parts for place in part.stretches), key=lambda p: p.start)
    first = min((place for part in story.parts for place in part.stretches), key=lambda p: p.start)
    missing = story.missing
    if Part.RESULT in missing:
        yield Remark(RemarkKind.NO_RESULT, 0.95, at_s=last.start_s)
    elif story.result_number is None:
        result = story.part(Part.RESULT).stretches[0]
        yield Remark(RemarkKind.RESULT_WITHOUT_NUMBER, 0.5, at_s=result.start_s)
    if Part.ACTION in missing:
        yield Remark(RemarkKind.NO_ACTION, 0.85, at_s=first.start_s)
    if Part.SITUATION in missing:
        yield Remark(RemarkKind.NO_SITUATION, 0.45, at_s=first.start_s)
    elif Part.TASK in missing:
        yield Remark(RemarkKind.NO_TASK, 0.4, at_s=story.part(Part.SITUATION).stretches[0].start_s)


def _on_case(case: Case | None, *, spoken: bool) -> Iterator[Remark]:
    if case is None:
        return
    if case.answers_first is False:
        yield Remark(RemarkKind.LATE_ANSWER, 0.7, at_s=case.first.start_s)
    if case.weighed is None:
        yield Remark(RemarkKind.NOTHING_WEIGHED, 0.38)
    # Who types often leaves out the last full stop.
    if case.ends is False and spoken:
        yield Remark(RemarkKind.NO_END, 0.55)


def _on_length(delivery: Delivery) -> Iterator[Remark]:
    length_s, limit_s = delivery.length_s, delivery.limit_s
    if length_s is None or not limit_s:
        return
    share = length_s / limit_s
    if share >= TOO_LONG:
        yield Remark(RemarkKind.LONG, min(0.3 + share / 4, 0.9), length_s, at_s=limit_s)
    elif share <= TOO_SHORT:
        yield Remark(RemarkKind.SHORT, 0.65, length_s)


def _on_fillers(delivery: Delivery, figures: Figures, usual: Usual) -> Iterator[Remark]:
    rate, own = figures.fillers_per_minute, usual.fillers_per_minute
    if rate is None or delivery.fillers is None:
        return
    at_s = _densest([one.place.start_s for one in delivery.fillers])
    if rate > FILLERS_WITHOUT_HARM and own is not None and rate >= MORE * own:
        yield Remark(RemarkKind.FILLERS, 0.8, rate, own, at_s)
    elif rate >= FILLERS_THAT_HARM:
        yield Remark(RemarkKind.FILLERS, 0.6 if own is not None else 0.8, rate, own, at_s)
    elif own is not None and own >= FILLERS_WITHOUT_HARM and rate * MORE <= own:
        yield Remark(RemarkKind.FEWER_FILLERS, 0.58, rate, own)


def _on_pauses(delivery: Delivery, figures: Figures, usual: Usual) -> Iterator[Remark]:
    pauses = delivery.pauses or ()
    long = [one for one in pauses if one.duration_s >= LONG_S and one.kind is not PauseKind.BREATH]
    if long:
        longest = max(long, key=lambda one: one.duration_s)
        usefulness = min(0.45 + longest.duration_s / 20, 0.75)
        yield Remark(
            RemarkKind.LONG_PAUSE, usefulness, longest.duration_s, at_s=_before(longest.start_s)
        )
    rate, own = figures.hesitations_per_minute, usual.hesitations_per_minute
    if rate is not None and rate >= 4 and (own is None or rate >= MORE * own):
        starts = [
            one.start_s
            for one in pauses
            if one.kind is PauseKind.HESITATION and one.duration_s >= LISTED_S
        ]
        yield Remark(RemarkKind.HESITATIONS, 0.5, rate, own, _densest(starts))
    onset_s = delivery.onset_s
    if onset_s is not None and is_late(onset_s, usual.onset_s):
        usefulness = 0.35 if usual.onset_s is None else 0.52
        yield Remark(RemarkKind.ONSET, usefulness, onset_s, usual.onset_s, 0.0)


def _on_pace(delivery: Delivery, usual: Usual) -> Iterator[Remark]:
    pace, own = delivery.pace, usual.words_per_minute
    if pace is None:
        return
    rate = pace.words_per_minute
    timed = [one for one in pace.stretches if one.articulation_wpm is not None]
    fastest = max(timed, key=lambda one: one.articulation_wpm or 0.0, default=None)
    slowest = min(timed, key=lambda one: one.articulation_wpm or 0.0, default=None)
    if rate > FAST_WPM or (own is not None and rate >= FASTER * own and rate > 160):
        usefulness = 0.62 if own is None or rate >= FASTER * own else 0.4
        yield Remark(RemarkKind.FAST, usefulness, rate, own, fastest.start_s if fastest else None)
    elif rate < SLOW_WPM or (own is not None and rate * FASTER <= own and rate < 120):
        usefulness = 0.56 if own is None or rate * FASTER <= own else 0.4
        yield Remark(RemarkKind.SLOW, usefulness, rate, own, slowest.start_s if slowest else None)
    elif fastest and len(timed) > 1:
        speed = fastest.articulation_wpm or 0.0
        if speed >= 1.25 * pace.articulation_wpm:
            yield Remark(
                RemarkKind.FAST_STRETCH, 0.42, speed, pace.articulation_wpm, fastest.start_s
            )


def _on_words(delivery: Delivery, figures: Figures, usual: Usual) -> Iterator[Remark]:
    for kind, rate, own, places, usefulness in (
        (
            RemarkKind.BREAKS,
            figures.breaks_per_minute,
            usual.breaks_per_minute,
            [one.place for one in delivery.breaks or ()],
            0.54,
        ),
        (
            RemarkKind.HEDGES,
            figures.hedges_per_minute,
            usual.hedges_per_minute,
            list(delivery.hedges or ()),
            0.48,
        ),
    ):
        if rate is not None and len(places) >= 3 and rate >= 3:
            if own is None or rate >= MORE * own:
                yield Remark(
                    kind, usefulness, rate, own, _densest([place.start_s for place in places])
                )
        elif rate is None and len(places) >= 4 and len(places) * 25 >= delivery.words:
            # Typed: no minutes, but one in 25 words.
            yield Remark(kind, usefulness, len(places))


def _densest(starts: Sequence[float | None]) -> float | None:
    """Where the 15 s with the most of them begin."""
    known = sorted(start for start in starts if start is not None)
    if not known:
        return None
    return max(known, key=lambda start: sum(start <= other < start + _WINDOW_S for other in known))


def _before(moment_s: float) -> float:
    """A little earlier, so that one hears what led to it."""
    return max(moment_s - 3.0, 0.0)
