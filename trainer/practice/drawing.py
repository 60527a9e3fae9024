"""What may be asked on a day: cards, words on being off guard, decisions and what is new, together.

The plan itself is `trainer.insights.agenda`'s; here is gathered what it is made of.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from trainer.bank import Kind
from trainer.history.practised import Usual
from trainer.history.records import Decision, Standing
from trainer.history.schedule import Card
from trainer.history.sittings import PlannedQuestion
from trainer.history.store import History
from trainer.history.targets import Target
from trainer.insights.agenda import Agenda, Candidate, Coming, visits_owed
from trainer.insights.visits import VISITS
from trainer.library.brief import Brief
from trainer.library.catalogue import Catalogue
from trainer.practice.cards import present_cards
from trainer.practice.fresh import draw_new
from trainer.practice.shelf import caught_in_interviews, is_disabled
from trainer.workspace.zone import Zone

READING_S: Final = 30.0
"""Reading a question before the answer, and its score behind it."""

CAUGHT_DAYS: Final = 60
"""So far back a question that caught the speaker off guard is owed its returns."""

_MOST_OFF_GUARD: Final = 500
_LATEST: Final = 200
_AGAIN: Final = "You began an answer to it before, which was not rated."
_SHORTEST_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked for: minutes a day, and from where.

    `think_time_s` and `time_limit_s` (0 for each question's own) are the settings; `banks`,
    `kinds` and `tags` are the only ones wanted, where there are any.
    """

    minutes: float
    think_time_s: float
    time_limit_s: float = 0.0
    banks: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """A moment, the zone it is seen in, and the speaker's date."""

    now: datetime
    zone: Zone

    @property
    def on(self) -> date:
        """The date on the wall."""
        return self.zone.local(self.now).date()

    def midnight(self, day: date) -> datetime:
        """When a date begins on the wall here, in UTC."""
        if self.zone.name:
            return datetime.combine(day, time(), ZoneInfo(self.zone.name)).astimezone(UTC)
        wall = datetime.combine(day, time(), UTC)
        return wall - timedelta(seconds=self.zone.utc_offset_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What an agenda is made of.

    `due` counts all that is due, also what no day to come has room for; `practised_s` is
    how long was practised today; `briefs`, `times` are by question id.
    """

    candidates: tuple[Candidate, ...]
    coming: Coming | None
    target: Target | None
    due: int
    practised: int
    practised_s: float
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)

    def planned(self, agenda: Agenda) -> list[PlannedQuestion]:
        """The agenda as a sitting's plan; a question met before is asked in another wording."""
        return [
            PlannedQuestion(
                question_id=item.question_id,
                reason=item.reason.value,
                expected_s=item.expected_s,
                wording=self.times.get(item.question_id, 0) % self.briefs[item.question_id].prompts,
            )
            for item in agenda.items
        ]


def gather(
    history: History, catalogue: Catalogue, wish: Wish, today: Today, rng: Random, *, days: int = 1
) -> Gathered:
    """Look up what may be asked on `today` and the days after it, `days` in all."""
    aliases = catalogue.aliases
    decisions = history.shelf.decisions(today.now)
    target = next((one for one in history.targets.coming(today.on) if _after(one, today.on)), None)
    coming = Coming(target.company, target.day) if target and target.day else None
    off_guard = {one.question_id for one in history.met.off_guard(aliases, _MOST_OFF_GUARD)}
    off_guard |= caught_in_interviews(history, aliases)
    since = _caught(history, aliases, today) if coming else {}
    likely = _likely(history, target, aliases)
    due_cards = present_cards(
        {card.question_id: card for card in history.schedule.due(today.on + timedelta(days=days))},
        aliases,
    )
    most = math.ceil(days * wish.minutes * 60 / _SHORTEST_S) + 1
    unrated = [aliases.get(one, one) for one in history.practised.unrated(_LATEST)]
    early = {aliases.get(one, one) for b in wish.banks for one in history.practised.met_in(b, most)}
    named = off_guard | since.keys() | early | set(likely) | set(unrated)
    wanted = _Wanted(wish, decisions)
    at_risk = _most_at_risk(due_cards, today.on, most, decisions)
    ids = dict.fromkeys([*likely, *unrated, *sorted(named | at_risk)])
    briefs = {name: brief for name, brief in catalogue.brief(ids).items() if wanted.allows(brief)}
    cards = {**present_cards(history.schedule.cards(_names(briefs.values())), aliases), **due_cards}
    new = draw_new(
        history,
        catalogue,
        rng,
        count=min(most, 60),
        banks=wish.banks,
        kinds=wish.kinds,
        tags=wish.tags,
        decisions=decisions,
        left_out=named | cards.keys(),
        target=target,
    )
    drawn = {one.brief.id: one for one in new if wanted.allows(one.brief)}
    briefs.update({name: one.brief for name, one in drawn.items()})
    usual = _usual(history, briefs)
    answered = history.practised.answered_since(today.midnight(today.on))
    met_today = {aliases.get(name, name) for name, _ in answered}
    candidates = tuple(
        Candidate(
            question_id=name,
            expected_s=expected_s(brief, usual.get(name), wish),
            topics=brief.topics or brief.competences or (brief.bank_id,),
            card=cards.get(name),
            off_guard=name in off_guard,
            visits_owed=visits_owed(off_guard=name in off_guard, days_since=since.get(name))
            if coming
            else 0,
            likely=name in likely,
            asked_for=bool(wish.banks),
            why_new=drawn[name].why if name in drawn else _AGAIN,
            # Who names a bank may practise its questions as often as they like.
            free_from=_free_from(brief, () if wish.banks else met_today, decisions, today),
        )
        for name, brief in briefs.items()
    )
    return Gathered(
        candidates=candidates,
        coming=coming,
        target=target,
        due=len(due_in_use(due_cards, today, decisions, wish.banks)),
        practised=len(met_today),
        practised_s=sum(s + wish.think_time_s + READING_S for _, s in answered),
        briefs=briefs,
        times={name: one.times for name, one in usual.items()},
    )


def due_in_use(
    cards: Mapping[str, Card],
    today: Today,
    decisions: Mapping[str, Decision],
    banks: Collection[str] = (),
) -> set[str]:
    """Of cards by present id those that are due and not at rest, of `banks` alone if any."""
    found = set()
    for name, card in cards.items():
        bank_id = name.partition("/")[0]
        in_bank = bank_id in banks if banks else not is_disabled(bank_id, decisions)
        if in_bank and name not in decisions and card.due_on <= today.on:
            found.add(name)
    return found


def expected_s(brief: Brief, usual: Usual | None, wish: Wish) -> float:
    """How long a question takes: thinking, speaking as long as it usually takes them, reading."""
    speaking_s = wish.time_limit_s or brief.time_limit_s
    if usual is not None and usual.seconds is not None:
        speaking_s = usual.seconds
    return wish.think_time_s + speaking_s + READING_S


class _Wanted:
    """Which questions are in use, and among those a person asked for."""

    def __init__(self, wish: Wish, decisions: Mapping[str, Decision]) -> None:
        self._wish = wish
        self._decisions = decisions
        self._tags = {tag.casefold() for tag in wish.tags}

    def allows(self, brief: Brief) -> bool:
        """Whether a question may be asked; one put off until later may be on a later day."""
        for name in (brief.id, *brief.renamed_from):
            decision = self._decisions.get(name)
            if decision and decision.standing is not Standing.NOT_TODAY:
                return False
        wish = self._wish
        if wish.banks and brief.bank_id not in wish.banks:
            return False
        if not wish.banks and is_disabled(brief.bank_id, self._decisions):
            return False
        if wish.kinds and brief.kind not in wish.kinds:
            return False
        tags = (*brief.topics, *brief.competences, *brief.level)
        return not self._tags or any(tag.casefold() in self._tags for tag in tags)


def _after(target: Target, on: date) -> bool:
    return target.day is not None and target.day > on


def _caught(history: History, aliases: Mapping[str, str], today: Today) -> dict[str, int]:
    """Of what caught the speaker off guard lately: on how many days it was answered since."""
    found = history.practised.caught_since(today.now - timedelta(days=CAUGHT_DAYS))
    return {aliases.get(name, name): days for name, days in found.items() if days < VISITS}


def _likely(history: History, target: Target | None, aliases: Mapping[str, str]) -> list[str]:
    """The questions predicted for an interview, by present id, the most likely first."""
    if target is None:
        return []
    predicted = [one.question_id for one in history.predictions.of(target.id)]
    return list(dict.fromkeys(aliases.get(name, name) for name in predicted if name))


def _most_at_risk(
    cards: Mapping[str, Card], on: date, most: int, decisions: Mapping[str, Decision]
) -> set[str]:
    """Of what is due as many as all days could hold, and as many of what comes due on them."""
    in_use = [
        card
        for name, card in cards.items()
        if name not in decisions or decisions[name].standing is Standing.NOT_TODAY
    ]

    def risk(card: Card) -> float:
        return -(on - card.reviewed_on).days / card.stability

    late = sorted((card for card in in_use if card.due_on <= on), key=risk)
    later = sorted((card for card in in_use if card.due_on > on), key=lambda card: card.due_at)
    chosen = {id(card) for card in (*late[:most], *later[:most])}
    return {name for name, card in cards.items() if id(card) in chosen}


def _names(briefs: Iterable[Brief]) -> list[str]:
    return [name for brief in briefs for name in (brief.id, *brief.renamed_from)]


def _usual(history: History, briefs: Mapping[str, Brief]) -> dict[str, Usual]:
    """What is usual for questions, by present id, their earlier ids counted in."""
    found = history.practised.usual(_names(briefs.values()))
    usual: dict[str, Usual] = {}
    for name, brief in briefs.items():
        parts = [found[one] for one in (brief.id, *brief.renamed_from) if one in found]
        if parts:
            seconds = next((part.seconds for part in parts if part.seconds is not None), None)
            usual[name] = Usual(sum(part.times for part in parts), seconds)
    return usual


def _free_from(
    brief: Brief, met_today: Collection[str], decisions: Mapping[str, Decision], today: Today
) -> date | None:
    free: list[date] = []
    if brief.id in met_today:
        free.append(today.on + timedelta(days=1))
    for name in (brief.id, *brief.renamed_from):
        decision = decisions.get(name)
        if decision and decision.standing is Standing.NOT_TODAY and decision.until:
            free.append(today.zone.local(decision.until).date())
    return max(free, default=None)


def usual_seed(on: date, drills: int) -> int:
    """The seed of a drill that was given none: the same all day, until one was begun."""
    return on.toordinal() * 1000 + drills
