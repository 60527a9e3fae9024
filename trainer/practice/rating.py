"""Which rating an answer is proposed, and why: pure.

The proposal is made once the speaker has settled what the score was unsure of and has said
whether the question caught them off guard; they change it with one key.

Off guard is *again*, whatever was covered: in an interview the moment of surprise is the
failure, and *hard* would tell FSRS that it was remembered.  Otherwise the middle of the
coverage decides, so that a point nobody is sure of counts half.  A question has four to six key
points as a rule, two to four of them vital; the thresholds stand between the steps that makes:

- one vital point left out is 0.67 to 0.8: *good*;
- one vital and one other, or two vital ones, is 0.43 to 0.6: *hard*;
- two vital ones of three, or nearly everything, is 0.38 or less: *again*.

*Easy* asks for every point, none in doubt: it is four times as long until the next time, so it
is proposed on the least that the answer covers, not on the middle.

Of 232 labelled answers (tests/data/coverage: 36, 116 and 80) strong ones become good or easy by
their labels, mixed ones nearly all hard, weak ones and those that make no point again.  From the
score alone the proposal was the same for 47 % of them, at most one step off for 92 %; once the
speaker had settled the three points they are asked about, for 72 % and 99 %.

The guess before the score has no part in it: that is kept to compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trainer.history.records import Rating
from trainer.history.schedule import Card, RatingEntry

HARD_FROM: Final = 0.4
"""Middle of the coverage, 0 to 1; below it the proposal is again."""

GOOD_FROM: Final = 0.65

EASY_FROM: Final = 0.95
"""Least coverage, 0 to 1."""


class Ground(StrEnum):
    """What a proposal rests on."""

    OFF_GUARD = "off_guard"
    COVERAGE = "coverage"
    NO_KEY_POINTS = "no_key_points"
    NO_WORDS = "no_words"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rating and its ground; `rating` is None where there is nothing to judge."""

    rating: Rating | None
    ground: Ground


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it was kept, and the card that it leads to.

    `counts` is False for a later answer to the same question on one day, which FSRS
    is not told of; `ground` is None where the rating was read again from the log.
    """

    entry: RatingEntry
    card: Card | None
    counts: bool
    ground: Ground | None = None


def propose(
    band: tuple[float | None, float | None], *, off_guard: bool | None, words: bool
) -> Proposal:
    """The rating that an answer is proposed.

    `band` is the least and the most that it covers, 0 to 1, what the speaker settled
    counted in, None for a question without key points; `off_guard` is the speaker's word;
    `words` says whether any were recognised.

    Without words nothing is proposed: silence may be the microphone's, and says nothing of
    what is remembered.  Without key points it is good, the rating that neither hurries nor
    delays a question.
    """
    if off_guard:
        return Proposal(Rating.AGAIN, Ground.OFF_GUARD)
    if not words:
        return Proposal(None, Ground.NO_WORDS)
    low, high = band
    if low is None or high is None:
        return Proposal(Rating.GOOD, Ground.NO_KEY_POINTS)
    return Proposal(_by_coverage(low, (low + high) / 2), Ground.COVERAGE)


def _by_coverage(least: float, middle: float) -> Rating:
    if least >= EASY_FROM:
        return Rating.EASY
    if middle >= GOOD_FROM:
        return Rating.GOOD
    return Rating.HARD if middle >= HARD_FROM else Rating.AGAIN
