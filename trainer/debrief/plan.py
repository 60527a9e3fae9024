"""What to do next, each line with its reason: pure, from what is on record.

Nothing is invented: without data a section is empty, and the plan is short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from trainer.bank import Question
from trainer.debrief.plan_kindness import one_kind_thing
from trainer.debrief.plan_practice import practice_lines
from trainer.debrief.plan_roles import fitting_fields
from trainer.debrief.story_matrix import wanted_competences
from trainer.history.feedback import About, Feedback, Letter, Said
from trainer.history.interviews import AskedBefore, AskedQuestion, Interview, Outcome
from trainer.history.plan_items import PlanItem, PlanKind
from trainer.history.predictions import Prediction
from trainer.history.records import QuestionSummary
from trainer.history.stories import Story
from trainer.history.targets import Target
from trainer.library.telling import has_number

MOST_PRACTICE = 10
MOST_STORIES = 5
MOST_SKILLS = 5
SHOWN_DONE_DAYS = 7
"""For so long what was done stays on the plan, with its mark."""
ASK_WITHIN_DAYS = 30
FOLLOW_UP_DAYS = 7


class Section(StrEnum):
    """The parts of a plan, in their order."""

    PRACTISE = "practise"
    STORIES = "stories"
    STUDY = "study"
    ROLES = "roles"
    PEOPLE = "people"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing to do and why; `command` does it or goes on with it.

    `question_id` and `item_id` say what it is about, where that is a question or a line of
    the person's own.
    """

    text: str
    why: str
    command: str = ""
    question_id: str | None = None
    item_id: int | None = None
    due_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of each section, and how many more questions were due than are listed."""

    target: Target | None
    made_on: date
    lines: Mapping[Section, tuple[PlanLine, ...]]
    left_out: int

    @property
    def empty(self) -> bool:
        """Whether nothing is on record yet: only the kind thing is left."""
        return not any(lines for section, lines in self.lines.items() if section != Section.KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a plan is made of; question ids are present ones.

    `day` is that of the interview, or else today.  `unmatched` was asked in real interviews and
    is no question of any bank.  `questions` are those in use; `calm` says
    when a question was last answered by somebody who saw it coming; `remembered` how likely
    each practised answer is still there on `day`, 0 to 1; `shown` the stories that show each
    competence; `uncovered` what an advertisement asks for and nothing of the person's speaks of.
    """

    today: date
    now: datetime
    day: date
    questions: Mapping[str, Question]
    titles: Mapping[str, str] = field(default_factory=dict)
    target: Target | None = None
    asked: Mapping[str, AskedBefore] = field(default_factory=dict)
    unmatched: Sequence[tuple[AskedQuestion, date]] = ()
    calm: Mapping[str, datetime] = field(default_factory=dict)
    summaries: Mapping[str, QuestionSummary] = field(default_factory=dict)
    remembered: Mapping[str, float] = field(default_factory=dict)
    predicted: Sequence[Prediction] = ()
    remarks: Sequence[Said] = ()
    stories: Sequence[Story] = ()
    shown: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    items: Sequence[PlanItem] = ()
    interviews: Sequence[Interview] = ()
    letters: Sequence[Letter] = ()
    feedback: Sequence[Feedback] = ()
    uncovered: Sequence[str] = ()


def plan_of(facts: Facts) -> Plan:
    """The plan for these facts."""
    practice = [
        PlanLine(
            facts.questions[one.question_id].prompt if one.question_id else one.prompt,
            "; ".join(one.reasons),
            f"trainer answer {one.question_id}" if one.question_id else "trainer bank add",
            one.question_id,
        )
        for one in practice_lines(facts)
    ]
    return Plan(
        facts.target,
        facts.today,
        {
            Section.PRACTISE: (*practice[:MOST_PRACTICE], *_own(facts, PlanKind.PRACTICE)),
            Section.STORIES: tuple(_stories(facts)),
            Section.STUDY: (*_own(facts, PlanKind.STUDY), *_skills(facts)),
            Section.ROLES: (*_own(facts, PlanKind.ROLE), *_roles(facts)),
            Section.PEOPLE: (*_own(facts, PlanKind.PEOPLE), *_people(facts)),
            Section.KIND: (_kind(facts),),
        },
        max(0, len(practice) - MOST_PRACTICE),
    )


def _own(facts: Facts, kind: PlanKind) -> list[PlanLine]:
    """The person's own lines of a kind: for this target, or for none in particular."""
    target_id = facts.target.id if facts.target else None
    lines = []
    for item in facts.items:
        if item.kind is not kind or item.target_id not in {None, target_id}:
            continue
        if item.done_at and facts.now - item.done_at > timedelta(days=SHOWN_DONE_DAYS):
            continue
        lines.append(
            PlanLine(
                item.text,
                _own_reason(item, facts.today),
                "" if item.done_at else f"trainer plan done {item.id}",
                item_id=item.id,
                due_on=item.due_on,
                done=item.done_at is not None,
            )
        )
    return lines


def _own_reason(item: PlanItem, today: date) -> str:
    if item.done_at:
        return "you did it"
    if item.due_on is None:
        return "you put it on your list"
    if item.due_on < today:
        return f"you planned it for {item.due_on}; another day is fine, too"
    return f"you planned it for {item.due_on}"


def _stories(facts: Facts) -> list[PlanLine]:
    wanted = wanted_competences(
        facts.questions.values(),
        facts.shown,
        asked=facts.asked,
        predicted=[one.question_id for one in facts.predicted if one.question_id],
        practised=facts.summaries,
    )
    lines = [
        PlanLine(
            f"A story that shows {one.competence}",
            f"{one.why}, and no story of yours shows it yet",
            "trainer stories add",
        )
        for one in wanted[:MOST_STORIES]
    ]
    lines += [
        PlanLine(
            f"A number for the result of “{story.title}”",
            "its result has none yet, and numbers are what people remember",
            f"trainer stories edit {story.id}",
        )
        for story in facts.stories
        if story.result and not has_number(story.result)
    ]
    return lines


def _skills(facts: Facts) -> list[PlanLine]:
    """Skills that others named as a gap, unless the person's list speaks of them already."""
    own = " ".join(item.text for item in facts.items).casefold()
    named: dict[str, tuple[str, str]] = {}
    for said in facts.remarks:
        if said.remark.kind is About.SKILL:
            by = said.said_by or "feedback"
            why = f"{by} said on {said.day}: “{said.remark.text}”"
            named.setdefault(said.remark.subject.casefold(), (said.remark.subject, why))
    for skill in facts.uncovered:
        why = "the advertisement asks for it, and no question or story of yours speaks of it"
        named.setdefault(skill.casefold(), (skill, why))
    return [
        PlanLine(name, why, f'trainer plan add study "{name}" --due DAY')
        for key, (name, why) in named.items()
        if key not in own
    ][:MOST_SKILLS]


def _roles(facts: Facts) -> list[PlanLine]:
    met = {*facts.asked, *facts.summaries}
    met |= {one.question_id for one in facts.predicted if one.question_id}
    return [
        PlanLine(
            f"Work such as: {facts.titles.get(one.bank_id, one.bank_id)}",
            f"your stories show {len(one.covered)} of the {one.competences} things such "
            f"interviews ask for: {', '.join(one.covered)}",
            f"trainer bank show {one.bank_id}",
        )
        for one in fitting_fields(facts.questions.values(), facts.shown, met)
    ]


def _people(facts: Facts) -> list[PlanLine]:
    """Whom to ask for feedback, whom to remind once: as far as letters and outcomes say."""
    lines = []
    written = {letter.interview_id for letter in facts.letters}
    answered = {one.interview_id for one in facts.feedback}
    for interview in facts.interviews:
        on = interview.outcome_on
        if (
            interview.outcome is Outcome.REJECTED
            and interview.id not in written | answered
            and on
            and (facts.today - on).days <= ASK_WITHIN_DAYS
        ):
            lines.append(
                PlanLine(
                    f"Ask {interview.company} for feedback",
                    f"their answer came on {on}; a letter of a few lines is fair to ask",
                    f"trainer feedback request {interview.id}",
                )
            )
    companies = {one.id: one.company for one in facts.interviews}
    for letter in facts.letters:
        company = companies.get(letter.interview_id)
        if company is None or letter.interview_id in answered:
            continue
        if letter.sent_on is None:
            lines.append(
                PlanLine(
                    f"Send the letter to {company}",
                    "it is written and not sent yet",
                    f"trainer feedback letter {letter.id}",
                )
            )
        elif letter.follow_up_on is None and _days(facts, letter.sent_on) >= FOLLOW_UP_DAYS:
            lines.append(
                PlanLine(
                    f"Follow up once with {company}, then let it rest",
                    f"your letter of {letter.sent_on} had no answer in a week",
                    f"trainer feedback sent {letter.id} --follow-up",
                )
            )
    return lines


def _days(facts: Facts, since: date) -> int:
    return (facts.today - since).days


def _kind(facts: Facts) -> PlanLine:
    rejected = [
        one
        for one in facts.interviews
        if one.outcome is Outcome.REJECTED and one.outcome_on and _days(facts, one.outcome_on) <= 7
    ]
    why = "no part of you is an interview alone"
    if rejected:
        why = f"the answer of {rejected[0].company} is still fresh"
    elif facts.target and facts.target.day and 0 <= (facts.target.day - facts.today).days <= 2:
        why = f"the interview is on {facts.target.day}, and rest is preparation, too"
    return PlanLine(one_kind_thing(facts.today), why)
