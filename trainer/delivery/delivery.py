"""How an answer was said: everything that is measured, in one value.

A pure function of words, voice activity and levels.  No score is made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from trainer.bank.nouns import Kind
from trainer.delivery.case import Case, case_of
from trainer.delivery.fillers import (
    Break,
    Filler,
    breaks_in,
    fillers_in,
    hedges_in,
)
from trainer.delivery.languages import language_of
from trainer.delivery.pace import LEAST_SPEECH_S, Pace, pace_of, spoken_s
from trainer.delivery.pauses import SpokenPause, onset_in, pauses_in
from trainer.delivery.said import Place, Said, said_words
from trainer.delivery.story import Story, story_of
from trainer.delivery.unheard import unheard_fillers

if TYPE_CHECKING:
    from trainer.bank.nouns import Question
    from trainer.delivery.languages import Language
    from trainer.delivery.level import Level
    from trainer.speech.transcript import Transcript, VoiceSegment

VERSION: Final = 1
"""Of the rules and of the form of `Delivery`: a higher one may measure otherwise."""

MOST_USED: Final = 5
_LEAST_USES: Final = 3


class Doubt(StrEnum):
    """Why some figures are left out.

    ``typed``: the answer has no sound. ``short``: less than 10 s of speech. ``too_low`` and
    ``noisy``: the recording is too poor to judge. ``no_voice``: where the voice is was never
    looked for, or there is none. ``language``: no word lists for it.
    """

    TYPED = "typed"
    SHORT = "short"
    TOO_LOW = "too_low"
    NOISY = "noisy"
    NO_VOICE = "no_voice"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class UsedWord:
    """A word and how often it was said."""

    word: str
    times: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was measured; None is what could not be.

    `speech_s` is the time with a voice; `length_s` runs from the start of the recording to
    the end of the last voice. `fillers` are those that were found: there may be more.
    `words` leaves filler sounds out.
    """

    version: int
    language: str | None
    doubts: tuple[Doubt, ...]
    words: int
    different_words: int
    most_used: tuple[UsedWord, ...]
    limit_s: float
    length_s: float | None
    speech_s: float | None
    onset_s: float | None
    pace: Pace | None
    pauses: tuple[SpokenPause, ...] | None
    fillers: tuple[Filler, ...] | None
    hedges: tuple[Place, ...] | None
    breaks: tuple[Break, ...] | None
    level: Level | None
    story: Story | None
    case: Case | None

    @property
    def fillers_per_minute(self) -> float | None:
        """Fillers found, for each minute of the answer behind the onset; None if too short.

        60 x fillers / (length - onset), the unit of the limits that listeners notice.
        """
        if self.fillers is None or self.length_s is None or self.pace is None:
            return None
        minutes = (self.length_s - (self.onset_s or 0.0)) / 60
        return len(self.fillers) / minutes if minutes > 0 else None

    def to_mapping(self) -> dict[str, Any]:
        """A form that JSON can hold."""
        return {**asdict(self), "fillers_per_minute": self.fillers_per_minute}


def measure(
    question: Question,
    transcript: Transcript,
    voices: Sequence[VoiceSegment] | None = None,
    level: Level | None = None,
    *,
    limit_s: float | None = None,
    cuts_s: Sequence[float] = (),
) -> Delivery:
    """Measure an answer.

    `voices` is where somebody speaks, in order, None where nobody looked; `level` what the
    samples gave (`trainer.delivery.level`); `limit_s` the seconds that the answer may take,
    None for the question's own; `cuts_s` where the recording was paused.

    For typed text only what text can tell is filled in.
    """
    language = language_of(transcript.language or question.language)
    words = said_words(transcript)
    heard = _real_words(words, language)
    timed = any(word.start_s is not None for word in words)
    doubts = _doubts(voices, level, language, timed=timed)
    sure = not {Doubt.TYPED, Doubt.NO_VOICE, Doubt.TOO_LOW, Doubt.NOISY}.intersection(doubts)
    found = voices if sure and voices else ()
    fillers: tuple[Filler, ...] | None = None
    if language:
        fillers = fillers_in(words, language)
        if found:
            fillers = _in_order([*fillers, *unheard_fillers(words, found)])
    return Delivery(
        version=VERSION,
        language=language.code if language else None,
        doubts=doubts,
        words=len(heard),
        different_words=len({word.form for word in heard}),
        most_used=_most_used(heard, language),
        limit_s=question.time_limit_s if limit_s is None else limit_s,
        length_s=voices[-1].end_s if timed and voices else None,
        speech_s=spoken_s(voices) if timed and voices else None,
        onset_s=onset_in(words, found, language) if found else None,
        pace=pace_of(heard, found),
        pauses=pauses_in(words, found, language, cuts_s) if found else None,
        fillers=fillers,
        hedges=hedges_in(words, language) if language else None,
        breaks=breaks_in(words, language) if language else None,
        level=level,
        story=story_of(words, language) if language and question.kind is Kind.BEHAVIOURAL else None,
        case=case_of(words, language)
        if language and question.kind in {Kind.TECHNICAL, Kind.SITUATIONAL}
        else None,
    )


def _real_words(words: Sequence[Said], language: Language | None) -> list[Said]:
    """The words without filler sounds; a filler word said again and again counts once."""
    if language is None:
        return list(words)
    found: list[Said] = []
    for word in words:
        again = bool(found) and found[-1].form == word.form and word.form in language.fillers
        if word.form not in language.sounds and not again:
            found.append(word)
    return found


def _doubts(
    voices: Sequence[VoiceSegment] | None,
    level: Level | None,
    language: Language | None,
    *,
    timed: bool,
) -> tuple[Doubt, ...]:
    found = []
    if not timed:
        found.append(Doubt.TYPED)
    elif not voices:
        found.append(Doubt.NO_VOICE)
    elif spoken_s(voices) < LEAST_SPEECH_S:
        found.append(Doubt.SHORT)
    if level and level.too_low:
        found.append(Doubt.TOO_LOW)
    if level and level.noisy:
        found.append(Doubt.NOISY)
    if language is None:
        found.append(Doubt.LANGUAGE)
    return tuple(found)


def _most_used(words: Sequence[Said], language: Language | None) -> tuple[UsedWord, ...]:
    """The words of substance said most often, at least three times each; none without lists."""
    if language is None:
        return ()
    counts = Counter(
        word.form
        for word in words
        if word.form not in language.small_words and word.form not in language.numbers
    )
    return tuple(
        UsedWord(word, times)
        for word, times in counts.most_common(MOST_USED)
        if times >= _LEAST_USES
    )


def _in_order(fillers: list[Filler]) -> tuple[Filler, ...]:
    return tuple(sorted(fillers, key=lambda one: (one.place.start, one.place.start_s or 0.0)))
