"""Technical and situational answers: an answer at once, something weighed, an end.

No source gives numbers for these; they are what guides to such interviews ask for. Where the
words don't tell, the finding is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.delivery.patterns import decide, stands_at
from trainer.delivery.said import Place, Said, phrases_at, place_of, punctuated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.delivery.languages import Language
    from trainer.delivery.patterns import Rule

FEWEST_WORDS: Final = 25
_LONGEST_FIRST: Final = 30
_LAST_WORDS: Final = 30
_SHORTEST_END: Final = 4


@dataclass(frozen=True, slots=True)
class Case:
    """The form of an answer that is no story.

    `answers_first`: whether the first sentence takes a stand, `first` being that sentence
    (its first 30 words at most). `weighed`: the first trade-off or assumption that is named,
    None where none was heard. `ends`: whether the end sounds like one. None for what can't
    be told.
    """

    answers_first: bool | None
    first: Place
    weighed: Place | None
    ends: bool | None


def case_of(words: tuple[Said, ...], language: Language) -> Case | None:
    """The form of an answer; None for a short one and a language without the words for it."""
    lists = language.case
    spoken = tuple(word for word in words if word.form not in language.sounds)
    if lists is None or len(spoken) < FEWEST_WORDS:
        return None
    first = _first_sentence(spoken)
    opening = spoken[:first]
    answers: bool | None = None
    if _any(lists.evading, opening, language):
        answers = False
    elif _any(lists.answering, opening, language):
        answers = True
    return Case(
        answers, place_of(spoken, 0, first), _weighed(spoken, language), _ends(spoken, language)
    )


def _weighed(words: tuple[Said, ...], language: Language) -> Place | None:
    """The first trade-off or assumption."""
    for place in range(len(words)):
        for rule in language.case.weighing if language.case else ():
            if stands_at(rule.after, words, place, language.classes):
                return place_of(words, place, place + len(rule.after))
    return None


def _first_sentence(words: Sequence[Said]) -> int:
    """How many words the first sentence has; one of a word or two is joined with the next."""
    for number, word in enumerate(words[:_LONGEST_FIRST], start=1):
        if word.ends and number > 2:
            return number
    return min(_LONGEST_FIRST, len(words))


def _any(which: Sequence[Rule], words: Sequence[Said], language: Language) -> bool:
    return any(decide(which, words, place, place, language.classes) for place in range(len(words)))


def _ends(words: tuple[Said, ...], language: Language) -> bool | None:
    if language.case is None:
        return None
    last = words[-_LAST_WORDS:]
    if any(True for _ in phrases_at(last, language.case.endings)):
        return True
    final = words[-1]
    begun = [place for place in range(1, len(words)) if words[place - 1].ends]
    if begun and final.ends and words[begun[-1]].form in language.case.concluding:
        return True if len(words) - begun[-1] > _SHORTEST_END else None
    if punctuated(words) and not final.ends:
        return False
    if final.form in language.unfinished or final.form in {"so", "yeah"}:
        return False
    return None
