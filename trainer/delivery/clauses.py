"""An answer in clauses: at its punctuation, and where a clause begins by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.delivery.said import phrases_at, punctuated

if TYPE_CHECKING:
    from trainer.delivery.languages import Language
    from trainer.delivery.said import Said

_PAUSE_S: Final = 0.4
_SHORTEST: Final = 3
"""Words that a clause has at least; what would be shorter stays with the clause before."""


def clauses_of(words: tuple[Said, ...], language: Language) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of `words`, in order, that hold all of them.

    A clause begins behind the end of a sentence, at a conjunction before a subject ('and I',
    'because there'), and at a phrase that opens a step of a story ('in the end'). Where
    the text has no punctuation, any subject and any pause may begin one.
    """
    openings = (
        {start for start, _ in phrases_at(words, language.story.openings)}
        if language.story
        else set()
    )
    begun = [0]
    has_sentences = punctuated(words)
    for place in range(1, len(words)):
        if words[place - 1].ends or (
            place - begun[-1] >= _SHORTEST
            and (
                place in openings
                or _begins(words, place, language)
                or (not has_sentences and _begins_unmarked(words, place, language))
            )
        ):
            begun.append(place)
    ends = [*begun[1:], len(words)]
    return tuple((start, end) for start, end in zip(begun, ends, strict=True) if end > start)


def _begins_unmarked(words: tuple[Said, ...], place: int, language: Language) -> bool:
    """Whether a clause may begin here in a text without sentences: a subject, or a pause."""
    before, word = words[place - 1], words[place]
    if before.form in language.unfinished or before.form in language.clause_openers:
        return False
    if word.form in language.subjects and before.form not in language.subjects:
        return True
    return (
        before.end_s is not None
        and word.start_s is not None
        and word.start_s - before.end_s >= _PAUSE_S
    )


def marks_of(
    words: tuple[Said, ...], clause: tuple[int, int], language: Language
) -> frozenset[str]:
    """What a clause is like, whatever its words: marks that the cues of a language may name.

    ``@others-act``: somebody else than the speaker did something; ``@others-are``: was or had
    something; ``@now``: no verb in the past; ``@number``: a number; ``@because``: it hangs on
    another clause.
    """
    past, acted = language.classes.get("past"), language.classes.get("acted")
    if past is None or acted is None:
        return frozenset()
    forms = [word.form for word in words[slice(*clause)] if word.form not in language.sounds]
    marks = set()
    if forms and forms[0] in language.hanging:
        marks.add("@because")
    if any(form in language.numbers or form[0].isdigit() for form in forms):
        marks.add("@number")
    if not any(past(form) for form in forms):
        marks.add("@now")
    elif not any(form in _nominatives(language) for form in forms[:_SUBJECT_WITHIN]):
        marks.add("@others-act" if any(acted(form) for form in forms) else "@others-are")
    return frozenset(marks)


_SUBJECT_WITHIN: Final = 5


def _nominatives(language: Language) -> frozenset[str]:
    return (language.first_person | language.first_person_plural) & language.subjects


def _begins(words: tuple[Said, ...], place: int, language: Language) -> bool:
    """Whether a conjunction stands here before a subject, filler sounds between them left out.

    Behind a comma it needs no subject that is known: 'the snow fell, and the bus was late'.
    """
    if words[place - 1].comma and (
        words[place].form in language.joining or words[place].form in language.subjects
    ):
        return True
    if words[place].form not in language.clause_openers:
        return False
    if words[place - 1].form in language.clause_openers:
        return False
    for word in words[place + 1 : place + 4]:
        if word.form in language.subjects:
            return True
        if word.form not in language.sounds and word.form not in language.clause_openers:
            return False
    return False
