"""Coverage over the weeks, by what the questions are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.history.summary_records import ScoredTake
from trainer.insights.bands import Band, Moved, mean_of, moved
from trainer.insights.trends import monday_of


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic: its answers, the mean coverage of each week that has some, and what moved."""

    topic: str
    answers: int
    coverage: Band
    weeks: Mapping[date, Band]
    moved: Moved | None


def topics_of(
    takes: Iterable[ScoredTake], topics: Mapping[str, Sequence[str]]
) -> tuple[TopicLine, ...]:
    """The topics of answers (the earliest first), those with the most answers first.

    `topics` are those of a question, by its id; an answer counts for each of them, and
    where it has none, for no topic.
    """
    by_topic: dict[str, list[ScoredTake]] = {}
    for take in takes:
        if take.low is not None:
            for topic in topics.get(take.question_id, ()):
                by_topic.setdefault(topic, []).append(take)
    lines = [_line(topic, found) for topic, found in by_topic.items()]
    return tuple(sorted(lines, key=lambda line: (-line.answers, line.topic)))


def _line(topic: str, takes: Sequence[ScoredTake]) -> TopicLine:
    by_week: dict[date, list[ScoredTake]] = {}
    for take in takes:
        by_week.setdefault(monday_of(take.day), []).append(take)
    weeks = {monday: band for monday, found in by_week.items() if (band := mean_of(found))}
    coverage = mean_of(takes)
    if coverage is None:
        raise ValueError("a topic needs an answer with a coverage")
    return TopicLine(topic, len(takes), coverage, weeks, moved(takes))
