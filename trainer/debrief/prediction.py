"""Which questions are likely in one interview: a balanced list, each with its reason.

Interviews mix what the job needs, how one has behaved, why one wants it, and a question
or two that throw; the list does the same.  It is a guess, made from the advertisement
and what the banks hold, and says of each question which words led to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trainer.bank import Kind, Question
from trainer.debrief.advertisement import AdLine, Advertisement, level_of
from trainer.debrief.choosing import Chosen, Usual, level_share, near_usual
from trainer.debrief.competences import asked_competences
from trainer.debrief.likely import Group, Likely, from_lines, likely_from
from trainer.debrief.nearness import Nearness, general_banks, measure, story_banks
from trainer.debrief.reasons import line_reason, wish_reason
from trainer.debrief.usual import BEHAVIOUR, CLOSING, OPENING, THROWING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

FEWEST, USUAL, MOST = 10, 15, 20

AT_HOME: Final = 0.5
"""From this fit on a bank is of the advertisement's field."""

LEAST_NEAR: Final = 0.25
"""A question less near than this says nothing special of the job."""

LEAST_ASKED: Final = 0.55
"""How sure it has to be that the advertisement asks for a question's competence."""

ROLE_SHARE: Final = 0.65
"""The share of questions on the job among those that are neither opening, closing nor throwing."""

MORE_ROLE: Final = 0.85
LESS_ROLE: Final = 0.4
"""The same in a round with specialists, and in a first talk with the personnel department."""

MOST_FROM_LINES: Final = 3
"""So many are made from the advertisement itself where the banks hold nothing on the job."""

SAME_LINE: Final = 0.75
"""What is left of a question's nearness for each earlier one on the same line."""

_TECHNICAL_ROUND: Final = re.compile(
    r"techni|coding|panel|specialist|expert|case|fach|practical|probe", re.IGNORECASE
)
_FIRST_ROUND: Final = re.compile(
    r"\bhr\b|phone|telephone|screen|recruit|personnel|culture|telefon|personal", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Predictor:
    """The questions that could come, made ready for one advertisement.

    `rows` are their vectors (see `library.meanings`), None where words alone count.
    `company` is named in reasons; `off_guard` are the ids of what caught the person off guard;
    `stage` is the round of the interview, in the person's words; `own_banks` are the ids of
    the person's own banks.
    """

    advertisement: Advertisement
    questions: Sequence[Question]
    vectors: Vectors | None = None
    rows: Array | None = None
    company: str = ""
    off_guard: Collection[str] = ()
    stage: str = ""
    own_banks: Collection[str] = ()
    _at: dict[str, int] = field(default_factory=dict)

    def predict(self, count: int = USUAL, *, without: Collection[str] = ()) -> list[Likely]:
        """The most likely questions, about in the order of an interview, at most `count`.

        `without` are ids that must not be on the list: the person's own, and what they
        took off it.
        """
        self._at.update({question.id: at for at, question in enumerate(self.questions)})
        near = measure(self.advertisement, self.questions, self.vectors, self.rows)
        chosen = Chosen(self.alike, without)
        level = level_of(self.advertisement)
        ranked = sorted(
            (one for one in near if one.question.id not in chosen.banned),
            key=lambda one: -one.likeness * level_share(one.question, level),
        )
        usual_ones = self._usual_ones()
        usual = Usual(usual_ones, level, self.vectors)
        opening = list(self._opening(usual, ranked, chosen))
        closing_count = 2 if count >= 13 else 1
        throwing_count = 2 if count >= 14 else 1
        closing = list(self._closing(usual, chosen, closing_count))
        throwing = list(self._throwing(usual, usual_ones, chosen, throwing_count))
        left = count - len(opening) - len(closing) - len(throwing)
        role = self._role(ranked, chosen, round(self._role_share() * left))
        behaviour = self._behaviour(usual, near, chosen, left - len(role))
        return [*opening, *role, *behaviour, *closing, *throwing][:count]

    def _role_share(self) -> float:
        if _TECHNICAL_ROUND.search(self.stage):
            return MORE_ROLE
        return LESS_ROLE if _FIRST_ROUND.search(self.stage) else ROLE_SHARE

    def _usual_ones(self) -> list[Question]:
        """The questions of banks that are of no field, in the advertisement's language."""
        general = general_banks(self.questions)
        language = self.advertisement.language
        places = [
            at
            for at, one in enumerate(self.questions)
            if one.bank_id in general and one.language.split("-", maxsplit=1)[0] == language
        ]
        found = [self.questions[at] for at in places]
        if self.vectors is None or self.rows is None or language != "en":
            return found
        texts = [text for usual in (OPENING, CLOSING, BEHAVIOUR, THROWING) for text in usual["en"]]
        return near_usual(found, self.rows[places], texts, self.vectors)

    def ranked(self) -> list[Nearness]:
        """All questions, the nearest to the advertisement first."""
        near = measure(self.advertisement, self.questions, self.vectors, self.rows)
        return sorted(near, key=lambda one: -one.likeness)

    def alike(self, one: Question, other: Question) -> float:
        """How much two questions are about the same, 0 to 1; 0 where that can't be told."""
        if self.rows is None:
            return 0.0
        first, second = self._at.get(one.id), self._at.get(other.id)
        if first is None or second is None:
            return 0.0
        return float(self.rows[first] @ self.rows[second])

    def _opening(
        self, usual: Usual, ranked: Sequence[Nearness], chosen: Chosen
    ) -> Iterator[Likely]:
        us = self.company or "the company"
        reasons = (
            "Most interviews begin with it.",
            f"Almost everybody is asked why they want to work for {us}.",
            "Almost everybody is asked why they want this job.",
        )
        texts = OPENING[self.advertisement.language]
        own_field = next(
            (
                one
                for one in ranked
                if one.question.kind is Kind.MOTIVATIONAL and (one.fit or 0) >= AT_HOME
            ),
            None,
        )
        for at, (text, reason) in enumerate(zip(texts, reasons, strict=True)):
            if at == len(texts) - 1 and own_field is not None and chosen.take(own_field.question):
                yield likely_from(own_field.question, Group.OPENING, own_field.likeness, reason)
                continue
            question = usual.nearest(text, chosen)
            if question is not None and chosen.take(question):
                yield likely_from(question, Group.OPENING, None, reason)

    def _closing(self, usual: Usual, chosen: Chosen, count: int) -> list[Likely]:
        reasons = (
            "Most interviews end with it.",
            "Many interviewers ask for it in one form or another.",
        )
        found = []
        pairs = zip(CLOSING[self.advertisement.language], reasons, strict=True)
        for text, reason in list(pairs)[:count]:
            question = usual.nearest(text, chosen)
            if question is not None and chosen.take(question):
                found.append(likely_from(question, Group.CLOSING, None, reason))
        # What ends an interview stands at the end.
        return found[::-1]

    def _throwing(
        self, usual: Usual, usual_ones: Sequence[Question], chosen: Chosen, count: int
    ) -> Iterator[Likely]:
        known = [question for question in usual_ones if question.id in self.off_guard]
        taken = 0
        for question in known:
            # Half of the places: another interviewer throws with another question.
            if taken < (count + 1) // 2 and chosen.take(question):
                taken += 1
                reason = "It caught you off guard before."
                yield likely_from(question, Group.THROWING, None, reason)
        for text in THROWING[self.advertisement.language]:
            if taken == count:
                return
            found = usual.nearest(text, chosen)
            if found is not None and chosen.take(found):
                taken += 1
                reason = "It throws many people, although it can be foreseen."
                yield likely_from(found, Group.THROWING, None, reason)

    def _role(self, ranked: Sequence[Nearness], chosen: Chosen, count: int) -> list[Likely]:
        level = level_of(self.advertisement)
        waiting = [
            one
            for one in ranked
            if one.fit is not None
            and one.question.kind in {Kind.TECHNICAL, Kind.SITUATIONAL}
            and one.likeness >= LEAST_NEAR
        ]
        found: list[Likely] = []
        lines: list[AdLine | None] = []
        while waiting and len(found) < count:
            best = max(
                waiting,
                key=lambda one: (
                    one.likeness
                    * level_share(one.question, level)
                    * SAME_LINE ** lines.count(one.line)
                ),
            )
            waiting.remove(best)
            if chosen.take(best.question):
                lines.append(best.line)
                found.append(
                    likely_from(best.question, Group.ROLE, best.likeness, line_reason(best))
                )
        missing = min(MOST_FROM_LINES, count - len(found))
        used = {line.text for line in lines if line is not None}
        return found + list(from_lines(self.advertisement, used, missing))

    def _behaviour(
        self, usual: Usual, near: Sequence[Nearness], chosen: Chosen, count: int
    ) -> list[Likely]:
        stories = {*story_banks(self.questions), *self.own_banks}
        candidates = [
            one
            for one in near
            if one.question.kind is Kind.BEHAVIOURAL
            and (one.question.bank_id in stories if one.fit is None else one.fit >= AT_HOME)
        ]
        asked = asked_competences(
            self.advertisement, [one.question for one in candidates], self.vectors
        )
        level = level_of(self.advertisement)

        def strength(one: Nearness) -> float:
            wish = asked.get(one.question.id)
            own = 0.2 * (one.fit or 0.0) + 0.5 * one.likeness
            return ((wish.strength if wish else 0.0) + own) * level_share(one.question, level)

        found: list[Likely] = []
        seen: set[str] = set()
        for one in sorted(candidates, key=lambda one: -strength(one)):
            wish = asked.get(one.question.id)
            sure = (wish is not None and wish.strength >= LEAST_ASKED) or (
                one.fit is not None and one.likeness >= LEAST_NEAR
            )
            if len(found) == count:
                break
            # A word of the advertisement asks for one story, not for three.
            if not sure or (wish and wish.words in seen) or not chosen.take(one.question):
                continue
            if wish and wish.strength >= LEAST_ASKED:
                seen.add(wish.words)
                reason = wish_reason(wish)
            else:
                reason = line_reason(one)
            found.append(
                likely_from(one.question, Group.COMPETENCE, min(strength(one), 1.0), reason)
            )
        for text in BEHAVIOUR[self.advertisement.language]:
            if len(found) >= count:
                break
            question = usual.nearest(text, chosen)
            if question is not None and chosen.take(question):
                reason = "Many interviewers ask for it, whatever the job."
                found.append(likely_from(question, Group.COMPETENCE, None, reason))
        return found
