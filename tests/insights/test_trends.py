from __future__ import annotations

from datetime import date

from trainer.history.summary_records import DeliveryRow
from trainer.insights.trends import Answer, Measure, Trend, trends_of, weeks_of


def answer(day: date, pace: float | None = None, low: float | None = None) -> Answer:
    return Answer(day, DeliveryRow(1, day, pace, None, None, None, None), low, low)


def test_weeks_begin_on_monday_and_hold_medians_of_what_is_known() -> None:
    first, second = weeks_of(
        [
            answer(date(2026, 11, 23), 150.0, 1.0),
            answer(date(2026, 11, 22), 100.0, 0.5),
            answer(date(2026, 11, 16), 110.0, None),
            answer(date(2026, 11, 17), 190.0, 0.0),
            answer(date(2026, 11, 18), None, 0.25),
        ]
    )
    assert (first.begins_on, second.begins_on) == (date(2026, 11, 16), date(2026, 11, 23))
    assert (first.answers, first.low) == (4, 0.25)
    assert (first.medians[Measure.PACE], first.counts[Measure.PACE]) == (110.0, 3)
    assert second.medians[Measure.FILLERS] is None


def test_a_trend_needs_enough_answers_at_both_ends() -> None:
    begin = [answer(date(2026, 11, day), pace) for day, pace in ((2, 120.0), (3, 110.0))]
    begin += [answer(date(2026, 11, 9)), answer(date(2026, 11, 10), 130.0)]
    end = [answer(date(2026, 11, 16 + day), 140.0 + day) for day in range(3)]
    assert trends_of(begin + end) == (
        Trend(Measure.PACE, 120.0, 141.0, date(2026, 11, 2), date(2026, 11, 16)),
    )
    assert trends_of(begin + end[:2]) == ()
    # The whole of one week is no trend, however many there are.
    assert trends_of(end + end) == ()
