"""What ``trainer progress --json`` prints: one object with everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from trainer.history.summary_records import ScoredTake
    from trainer.insights.bands import Band, Moved
    from trainer.insights.guesses import Guessed, Guesses
    from trainer.insights.trends import Trend, Week
    from trainer.practice.progress import Progress


def progress_document(progress: Progress) -> dict[str, Any]:
    """All of it; coverages from 0 to 1, days as on the speaker's wall."""
    wanted = progress.wanted
    return {
        "since": progress.days[0].day.isoformat()
        if wanted.since.year == 1 and progress.days
        else wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "question_ids": list(wanted.question_ids),
        "bank": wanted.bank_id,
        "answers": progress.answers,
        "days": [
            {"day": day.day.isoformat(), "answers": day.answers, "duration_s": day.duration_s}
            for day in progress.days
        ],
        "weeks": [_week(week) for week in progress.weeks],
        "trends": [_trend(trend) for trend in progress.trends],
        "unmeasured": progress.unmeasured,
        "without_coverage": progress.wordless,
        "takes": [_take(take) for take in progress.takes],
        "topics": [
            {
                "topic": line.topic,
                "answers": line.answers,
                **_band(line.coverage),
                "moved": _moved(line.moved),
                "weeks": [
                    {"begins_on": monday.isoformat(), **_band(band)}
                    for monday, band in sorted(line.weeks.items())
                ],
            }
            for line in progress.topics
        ],
        "first_latest": [
            {
                "question_id": one.question_id,
                "takes": one.takes,
                "first_on": one.first_on.isoformat(),
                "first": _band(one.first),
                "latest_on": one.latest_on.isoformat(),
                "latest": _band(one.latest),
                "move": one.move.value,
            }
            for one in progress.compared
        ],
        "off_guard": {
            "settled": progress.settled,
            "open": progress.still_open,
            "questions": [
                {
                    "question_id": one.question_id,
                    "times": one.times,
                    "interviews": one.interviews,
                    "first_on": one.first_on.isoformat(),
                    "last_on": one.last_on.isoformat(),
                    "settled_on": _day(one.settled_on),
                    "then": one.then and _band(one.then),
                    "latest": one.latest and _band(one.latest),
                    "answers_since": one.answers_since,
                }
                for one in progress.off_guard
            ],
        },
        "slipping": {
            "count": progress.slipping_count,
            "questions": [
                {
                    "question_id": one.question_id,
                    "retrievability": one.retrievability,
                    "hold": one.hold.value,
                    "answered_on": one.answered_on.isoformat(),
                    "due_on": one.due_on.isoformat(),
                }
                for one in progress.slipping
            ],
        },
        "guesses": progress.guesses and _guesses(progress.guesses),
    }


def _week(week: Week) -> dict[str, Any]:
    return {
        "begins_on": week.begins_on.isoformat(),
        "answers": week.answers,
        "coverage_low": week.low,
        "coverage_high": week.high,
        **{measure.value: value for measure, value in week.medians.items()},
        "counts": {measure.value: count for measure, count in week.counts.items()},
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "measure": trend.measure.value,
        "first": trend.first,
        "last": trend.last,
        "first_week": trend.first_week.isoformat(),
        "last_week": trend.last_week.isoformat(),
    }


def _take(take: ScoredTake) -> dict[str, Any]:
    return {
        "attempt_id": take.attempt_id,
        "question_id": take.question_id,
        "day": take.day.isoformat(),
        "coverage_low": take.low,
        "coverage_high": take.high,
        "off_guard": take.off_guard,
        "guess": take.guess,
    }


def _band(band: Band) -> dict[str, float]:
    return {"coverage_low": band.low, "coverage_high": band.high}


def _moved(moved: Moved | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    return {
        "first": _band(moved.first),
        "latest": _band(moved.latest),
        "answers": moved.answers,
    }


def _guesses(guesses: Guesses) -> dict[str, Any]:
    return {
        "together": _guessed(guesses.together),
        "by_guess": [{"guess": guess, **_guessed(one)} for guess, one in guesses.by_guess.items()],
        "by_week": [
            {"begins_on": monday.isoformat(), **_guessed(one)}
            for monday, one in guesses.by_week.items()
        ],
    }


def _guessed(one: Guessed) -> dict[str, Any]:
    return {
        "answers": one.answers,
        "guessed": one.guessed,
        **_band(one.coverage),
        "gap_low": one.gap.low,
        "gap_high": one.gap.high,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
