"""The parts of a told story: situation, task, action and result, as stretches of the answer.

Each clause is judged by cue words; the parts come in order, as they do in most answers, so
that a clause without cues goes with its neighbours (Viterbi's algorithm over the clauses).
Shares to compare with: situation 20, task 10, action 60, result 10 % (University of Washington
career centre).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from trainer.delivery.clauses import clauses_of, marks_of
from trainer.delivery.patterns import stands_at
from trainer.delivery.said import Place, Said, place_of

if TYPE_CHECKING:
    from trainer.delivery.languages import Language
    from trainer.delivery.languages.language import Cue

FEWEST_WORDS: Final = 40
"""A shorter answer is no story that could be taken apart."""


class Part(StrEnum):
    """What a stretch of the answer tells."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"


USUAL_SHARES: Final = {
    Part.SITUATION: 0.2,
    Part.TASK: 0.1,
    Part.ACTION: 0.6,
    Part.RESULT: 0.1,
}

_ORDER: Final = tuple(Part)

_STATES: Final = (*(part.value for part in _ORDER), "aside")
"""What a clause can be: a part, or an aside (a comment, a lesson, a look for words)."""

# Log odds of going from one state (row) to another: on in order, seldom back.
_STEP: Final = (
    (0.0, -1.2, -1.2, -3.0, -2.0),
    (-1.4, 0.0, -0.7, -3.0, -2.5),
    (-2.0, -2.4, 0.0, -1.5, -2.0),
    (-1.6, -3.0, -2.4, 0.0, -1.2),
    (-1.5, -2.0, -1.5, -2.0, 0.0),
)
_FIRST: Final = (0.0, -1.5, -1.5, -1.5, -1.2)
# A part is found where its clauses have so much evidence together, so few words can't make one.
_EVIDENCE: Final = {
    Part.SITUATION: 1.0,
    Part.TASK: 1.5,
    Part.ACTION: 1.0,
    Part.RESULT: 1.8,
}
_MOST_EVIDENCE: Final = 4.5
# A change that is told before anybody acted is more often the trouble than the result.
_ACTS: Final = 1.2
_BEFORE_ACTS: Final = 0.3
# So much evidence in all clauses together, by clause, or nothing can be told.
_LEAST_CUES: Final = 0.5


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One part: its share of the answer, 0 to 1, and where it is told."""

    part: Part
    share: float
    stretches: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What the parts of a behavioural answer are.

    `parts` has all four in order, a missing one with a share of 0; the shares are of time
    where words have times, else of words. `result_number` is where the result names a number,
    None where it has none. `i_words` and `we_words` count both persons: shown, not judged
    (interviewers rate 'we' higher, Naim et al. 2015, against the usual advice).
    """

    parts: tuple[StoryPart, ...]
    result_number: Place | None
    i_words: int
    we_words: int

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that were not found."""
        return tuple(part.part for part in self.parts if not part.stretches)

    def part(self, which: Part) -> StoryPart:
        """One of the parts."""
        return self.parts[_ORDER.index(which)]


def story_of(words: tuple[Said, ...], language: Language) -> Story | None:
    """Take an answer apart; None where that can't be told.

    That is so for fewer than `FEWEST_WORDS`, for a language without cues, and for an answer
    with so few cues that the parts would be guessed.
    """
    if language.story is None or len(words) < FEWEST_WORDS:
        return None
    clauses = clauses_of(words, language)
    judged = _judged(words, clauses, language)
    if sum(max(one) for one in judged) < _LEAST_CUES * len(clauses):
        return None
    if not _is_told(judged):
        return None
    found = _states(judged)
    weights = _durations(words, clauses)
    total = sum(weights) or 1.0
    parts = []
    for part in _ORDER:
        share = sum(w for w, one in zip(weights, found, strict=True) if one == part) / total
        parts.append(StoryPart(part, share, _stretches(words, clauses, found, part)))
    return Story(
        tuple(parts),
        _number_in(words, parts[-1], language),
        sum(word.form in language.first_person for word in words),
        sum(word.form in language.first_person_plural for word in words),
    )


def _is_told(judged: Sequence[Sequence[float]]) -> bool:
    """Whether enough is done or described in an answer for it to be a story at all."""
    acts = sum(max(one[_STATES.index(Part.ACTION)], 0.0) for one in judged)
    scene = sum(max(one[_STATES.index(Part.SITUATION)], 0.0) for one in judged)
    return acts >= 1.5 or scene >= 4.0


def _judged(
    words: tuple[Said, ...], clauses: Sequence[tuple[int, int]], language: Language
) -> list[tuple[float, ...]]:
    """How much each clause speaks for each state, in the order of `_STATES`."""
    story = language.story
    if story is None:
        return []
    found = []
    acted = False
    for clause in clauses:
        marks = marks_of(words, clause, language)
        weights = {
            name: sum(cue.weight for cue in cues if _has(words, clause, cue, marks, language))
            for name, cues in story.cues.items()
        }
        weights[Part.RESULT] += weights["change"] * (1.0 if acted else _BEFORE_ACTS)
        found.append(tuple(min(weights[state], _MOST_EVIDENCE) for state in _STATES))
        acted = acted or weights[Part.ACTION] >= _ACTS
    return found


def _has(
    words: tuple[Said, ...],
    clause: tuple[int, int],
    cue: Cue,
    marks: frozenset[str],
    language: Language,
) -> bool:
    start, end = clause
    if cue.elements[0].startswith("@"):
        return cue.elements[0] in marks
    if cue.elements[0] == "^":
        return stands_at(cue.elements[1:], words, start, language.classes)
    return any(
        (cue.first is None or words[place].form in cue.first)
        and stands_at(cue.elements, words, place, language.classes)
        for place in range(start, end)
    )


def _states(judged: Sequence[Sequence[float]]) -> list[str]:
    """The likeliest state of every clause; parts without enough evidence are taken out."""
    allowed = list(_STATES)
    while True:
        found = _likeliest(judged, allowed)
        weak = [
            part.value
            for part in _ORDER
            if part.value in found
            and part is not Part.ACTION
            and sum(
                max(one[_STATES.index(part)], 0.0)
                for one, own in zip(judged, found, strict=True)
                if own == part
            )
            < _EVIDENCE[part]
        ]
        if not weak:
            return found
        allowed = [state for state in allowed if state not in weak]


def _likeliest(judged: Sequence[Sequence[float]], allowed: Sequence[str]) -> list[str]:
    """Viterbi's algorithm over the states that are allowed."""
    states = [_STATES.index(state) for state in allowed]
    scores = {
        state: _FIRST[state] + judged[0][state] + _at(state, 0, len(judged)) for state in states
    }
    came_from: list[dict[int, int]] = []
    for place in range(1, len(judged)):
        steps = {
            state: max((scores[before] + _STEP[before][state], before) for before in states)
            for state in states
        }
        came_from.append({state: before for state, (_, before) in steps.items()})
        scores = {
            state: score + judged[place][state] + _at(state, place, len(judged))
            for state, (score, _) in steps.items()
        }
    path = [max(states, key=lambda state: scores[state])]
    for steps_back in reversed(came_from):
        path.append(steps_back[path[-1]])
    return [_STATES[state] for state in reversed(path)]


def _at(state: int, place: int, clauses: int) -> float:
    """How much the place in the answer, from 0 to 1, speaks for a state."""
    at = (place + 0.5) / clauses
    match _STATES[state]:
        case Part.SITUATION:
            return 1.2 * math.exp(-at / 0.2) - 0.2 - 0.5 * at
        case Part.TASK:
            return 0.6 * math.exp(-(((at - 0.25) / 0.2) ** 2)) - 0.3
        case Part.RESULT:
            return 2.0 * math.exp(-(1 - at) / 0.12) + 0.8 * math.exp(-at / 0.1) - 0.7
        case Part.ACTION:
            return 0.2
        case _:
            return -0.3


def _durations(words: tuple[Said, ...], clauses: Sequence[tuple[int, int]]) -> list[float]:
    """How long each clause lasts, to the beginning of the next; words where no times are."""
    starts = [words[start].start_s for start, _ in clauses]
    end_s = words[-1].end_s
    edges = [*starts, end_s]
    if any(edge is None for edge in edges):
        return [float(end - start) for start, end in clauses]
    times = [edge for edge in edges if edge is not None]
    return [max(b - a, 0.0) for a, b in pairwise(times)]


def _stretches(
    words: tuple[Said, ...],
    clauses: Sequence[tuple[int, int]],
    found: Sequence[str],
    part: Part,
) -> tuple[Place, ...]:
    places = []
    for own, run in groupby(zip(found, clauses, strict=True), key=lambda pair: pair[0]):
        ranges = [clause for _, clause in run]
        if own == part:
            places.append(place_of(words, ranges[0][0], ranges[-1][1]))
    return tuple(places)


def _number_in(words: tuple[Said, ...], result: StoryPart, language: Language) -> Place | None:
    indexes = {index for place in result.stretches for index in range(place.start, place.end)}
    for number, word in enumerate(words):
        if word.index in indexes and (
            any(character.isdigit() for character in word.form)
            or word.form.partition("-")[0] in language.numbers
        ):
            return place_of(words, number, number + 1)
    return None
