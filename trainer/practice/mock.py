"""What a mock interview asks: a plan in the order of an interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, cycle
from random import Random
from typing import Final

from trainer.bank import Kind
from trainer.history.sittings import PlannedQuestion
from trainer.library.catalogue import SAMPLE, Brief, Catalogue

REACTION_S: Final = 30.0
"""What a question takes besides its answer: it is asked, and now and then followed up; seconds."""

OPENING_TAGS: Final = frozenset({"introduction", "einstieg"})
CLOSING_TAGS: Final = frozenset({"questions for the interviewer", "abschluss", "rueckfragen"})
SURPRISE_TAGS: Final = frozenset(
    {"composure", "stress interview", "improvisation", "illegal question", "brain teaser"}
)
"""Topics and competences by which the shipped banks mark such questions, and own ones may."""

_MOST_QUESTIONS: Final = 50

_JOB_FROM: Final = 2
"""A bank with so many technical questions is that of a job."""


class Part(StrEnum):
    """A part of an interview, and so why a question is in it."""

    OPENING = "opening"
    MOTIVATION = "motivation"
    BEHAVIOURAL = "behavioural"
    ROLE = "role"
    FURTHER = "further"
    SURPRISE = "surprise"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"
    PROBE = "probe"


_ORDER: Final = {Part.OPENING: 0, Part.MOTIVATION: 1, Part.SURPRISE: 3, Part.CLOSING: 4}
_MIDDLE: Final = 2

# As they are added while there is time; the order of the interview is made afterwards.
_MIXTURE: Final = (
    Part.OPENING,
    Part.BEHAVIOURAL,
    Part.MOTIVATION,
    Part.ROLE,
    Part.SURPRISE,
    Part.CLOSING,
)
_MORE: Final = (Part.BEHAVIOURAL, Part.ROLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for.

    `banks` and `kinds` are the only ones to draw from, where given; `questions` the exact
    number, where given, else as many as fit `minutes`; `predicted` the question ids that are
    likely in the interview ahead, the likeliest first; `caught` those that caught the
    person off guard; `left_out` ids that are not to be asked; `language` that of a
    mixture.  `own_limit_s` stands in for each question's own time limit where it is not 0.
    """

    minutes: float
    questions: int | None = None
    banks: Sequence[str] = ()
    kinds: Collection[Kind] = ()
    predicted: Sequence[str] = ()
    caught: Sequence[str] = ()
    left_out: Collection[str] = frozenset()
    disabled_banks: Collection[str] = frozenset()
    practised_banks: Collection[str] = frozenset()
    language: str = "en"
    think_time_s: float = 0.0
    own_limit_s: float = 0.0


def plan_interview(catalogue: Catalogue, wish: Wish, rng: Random) -> list[PlannedQuestion]:
    """The questions of an interview, in order; empty where nothing is left to draw from.

    The same questions, history and state of `rng` give the same plan.  A part for which
    there is no question is left out.
    """
    drawing = _Drawing(catalogue, wish, rng)
    chosen: list[tuple[Part, Brief]] = []
    spent_s = 0.0
    empty: set[Part] = set()
    for part in _parts(wish):
        if part in empty:
            if empty.issuperset(_MORE) or Part.FURTHER in empty:
                break
            continue
        if len(chosen) >= (wish.questions or _MOST_QUESTIONS):
            break
        brief = drawing.take(part)
        if brief is None:
            empty.add(part)
            continue
        needed_s = _expected_s(brief, wish)
        if chosen and wish.questions is None and spent_s + needed_s > 60 * wish.minutes:
            break
        spent_s += needed_s
        chosen.append((part, brief))
        drawing.keep(brief)
    chosen.sort(key=lambda one: _ORDER.get(one[0], _MIDDLE))
    return [
        PlannedQuestion(
            question_id=brief.id,
            reason=part.value,
            expected_s=_expected_s(brief, wish),
            wording=rng.randrange(brief.prompts),
        )
        for part, brief in chosen
    ]


def _parts(wish: Wish) -> Iterator[Part]:
    if wish.kinds:
        return cycle((Part.FURTHER,))
    if wish.banks:
        return chain((Part.OPENING, Part.FURTHER, Part.CLOSING), cycle((Part.FURTHER,)))
    return chain(_MIXTURE, cycle(_MORE))


def _expected_s(brief: Brief, wish: Wish) -> float:
    return (wish.own_limit_s or brief.time_limit_s) + wish.think_time_s + REACTION_S


class _Drawing:
    """Draws a question for each part, none twice, no competence twice while there are others."""

    def __init__(self, catalogue: Catalogue, wish: Wish, rng: Random) -> None:
        self._catalogue = catalogue
        self._wish = wish
        self._rng = rng
        self._gone = set(wish.left_out)
        self._met: set[str] = set()
        self._job_banks: frozenset[str] = frozenset()
        self._role_bank: str | None = None
        if not wish.banks and not wish.kinds:
            self._choose_job()

    def keep(self, brief: Brief) -> None:
        """This one is asked: it and what it is about are taken."""
        self._gone.update((brief.id, *brief.renamed_from))
        self._met |= _tags(brief)

    def take(self, part: Part) -> Brief | None:
        """A question for this part, or None."""
        match part:
            case Part.OPENING:
                return self._tagged(OPENING_TAGS)
            case Part.CLOSING:
                return self._tagged(CLOSING_TAGS)
            case Part.SURPRISE:
                return self._first(self._wish.caught) or self._tagged(SURPRISE_TAGS)
            case Part.MOTIVATION:
                return self._middle((Kind.MOTIVATIONAL,))
            case Part.ROLE:
                return self._first(self._wish.predicted) or self._of_role()
            case Part.FURTHER:
                return self._middle(self._wish.kinds)
            case _:
                return self._middle((Kind.BEHAVIOURAL,))

    def _tagged(self, tags: frozenset[str]) -> Brief | None:
        return self._draw(lambda brief: bool(_tags(brief) & tags), tags=tags)

    def _middle(self, kinds: Collection[Kind]) -> Brief | None:
        ends = OPENING_TAGS | CLOSING_TAGS | (frozenset() if kinds else SURPRISE_TAGS)
        anything = bool(self._wish.kinds)
        found = self._draw(lambda brief: anything or not _tags(brief) & ends, kinds=kinds)
        if found is None and self._wish.banks:
            return self._draw(lambda brief: not _tags(brief) & CLOSING_TAGS, kinds=kinds)
        return found

    def _of_role(self) -> Brief | None:
        """A question of the job."""
        return self._draw(
            lambda brief: brief.bank_id == self._role_bank,
            kinds=(Kind.TECHNICAL, Kind.SITUATIONAL),
        )

    def _choose_job(self) -> None:
        """One job's bank for all of the interview: nobody is asked of nursing and of SQL.

        That of the likely questions, or one that was practised, or else any.
        """
        drawn = self._catalogue.fresh(
            count=SAMPLE,
            rng=self._rng,
            without=self._gone,
            kinds=(Kind.TECHNICAL,),
            disabled_banks=self._wish.disabled_banks,
        )
        technical = [brief for brief in drawn if self._may_come(brief)]
        counts = Counter(brief.bank_id for brief in technical)
        jobs = [bank for bank, count in counts.items() if count >= _JOB_FROM]
        self._job_banks = frozenset(jobs)
        likely = Counter(one.partition("/")[0] for one in self._wish.predicted)
        practised = self._wish.practised_banks
        self._role_bank = max(
            jobs, key=lambda bank: (likely[bank], bank in practised), default=None
        )

    def _first(self, question_ids: Sequence[str]) -> Brief | None:
        found = self._catalogue.brief(question_ids)
        for one in question_ids:
            brief = found.get(one)
            if brief is not None and self._may_come(brief):
                return brief
        return None

    def _draw(
        self,
        fits: Callable[[Brief], bool],
        *,
        kinds: Collection[Kind] = (),
        tags: Collection[str] = (),
    ) -> Brief | None:
        drawn = self._catalogue.fresh(
            count=SAMPLE,
            rng=self._rng,
            without=self._gone,
            banks=self._wish.banks,
            disabled_banks=self._wish.disabled_banks,
            kinds=kinds,
            tags=tags,
            favoured=lambda brief: -float(bool(_tags(brief) & self._met)),
        )
        other_jobs = self._job_banks - {self._role_bank}
        return next(
            (
                one
                for one in drawn
                if self._may_come(one) and one.bank_id not in other_jobs and fits(one)
            ),
            None,
        )

    def _may_come(self, brief: Brief) -> bool:
        wish = self._wish
        if not self._gone.isdisjoint((brief.id, *brief.renamed_from)):
            return False
        if wish.banks:
            return brief.bank_id in wish.banks
        spoken = brief.language.partition("-")[0]
        return brief.bank_id not in wish.disabled_banks and spoken == wish.language


def _tags(brief: Brief) -> frozenset[str]:
    return frozenset((*brief.topics, *brief.competences))
