"""How an answer was said: measured, compared with earlier answers, and kept for later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trainer.audio.files import mono_blocks
from trainer.bank import Question
from trainer.delivery.delivery import VERSION, Delivery, measure
from trainer.delivery.figures import MOST_COMPARED, Usual, figures_of, usual_of
from trainer.delivery.level import Level, LevelMeter
from trainer.delivery.off_guard import OffGuardSign, off_guard_sign
from trainer.delivery.remarks import Remark, remarks_on
from trainer.errors import TrainerError
from trainer.history.records import Attempt, Medium, StoredTranscript
from trainer.history.store import History
from trainer.speech.transcript import Transcript, VoiceSegment


@dataclass(frozen=True, slots=True)
class Delivered:
    """An answer's delivery beside what is usual for the speaker.

    `remarks` are all that there are, the most useful first; `sign` is what was noticed of a
    question that came unexpected, None where nothing was.
    """

    delivery: Delivery
    usual: Usual
    remarks: tuple[Remark, ...]
    sign: OffGuardSign | None


def deliver(
    history: History, attempt: Attempt, stored: StoredTranscript, now: datetime
) -> Delivered:
    """Measure an attempt from one of its transcripts and keep its figures.

    The level is taken from the recording; where that is gone, as it was measured before.
    """
    level = None
    file = history.audio_path(attempt) if attempt.medium is not Medium.TYPED else None
    if file is not None and attempt.voice_segments:
        level = level_of(file, attempt.voice_segments)
    delivered = _delivered(history, attempt, stored.transcript, level or _kept(history, attempt))
    history.deliveries.keep(stored, figures_of(delivered.delivery), made_at=now)
    return delivered


def delivered_again(history: History, attempt: Attempt, transcript: Transcript) -> Delivered:
    """The delivery of a scored attempt, compared with what came before it; nothing is kept."""
    return _delivered(history, attempt, transcript, _kept(history, attempt))


def delivered_unsaved(
    question: Question,
    transcript: Transcript,
    voices: Sequence[VoiceSegment] | None = None,
    file: Path | None = None,
) -> Delivered:
    """The delivery of an answer that is not kept, and so is compared with norms alone."""
    level = level_of(file, voices) if file and voices else None
    return _compared(measure(question, transcript, voices, level), Usual())


def level_of(file: Path, voices: Sequence[VoiceSegment]) -> Level | None:
    """The level of a recording, taken block by block; None where it can't be read."""
    try:
        with mono_blocks(file) as (rate_hz, blocks):
            meter = LevelMeter(voices, rate_hz)
            for block in blocks:
                meter.add(block)
    except TrainerError:
        # What can't be read any more leaves the other figures as they are.
        return None
    return meter.level()


def _kept(history: History, attempt: Attempt) -> Level | None:
    kept = history.deliveries.of_attempt(attempt.id)
    return kept.figures.level if kept else None


def _delivered(
    history: History, attempt: Attempt, transcript: Transcript, level: Level | None
) -> Delivered:
    delivery = measure(
        attempt.question,
        transcript,
        attempt.voice_segments,
        level,
        limit_s=attempt.time_limit_s,
        cuts_s=[pause.at_s for pause in attempt.pauses],
    )
    earlier = history.deliveries.before(attempt, version=VERSION, limit=MOST_COMPARED)
    return _compared(delivery, usual_of(earlier, VERSION))


def _compared(delivery: Delivery, usual: Usual) -> Delivered:
    return Delivered(
        delivery, usual, remarks_on(delivery, usual, most=None), off_guard_sign(delivery, usual)
    )
