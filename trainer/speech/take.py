"""One take, from sound to words: nothing is transcribed where nobody speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from trainer.speech.engine import SAMPLE_RATE_HZ, Engine
from trainer.speech.transcript import Segment, Transcript, VoiceSegment, Word
from trainer.speech.utterances import Utterance, utterances
from trainer.speech.voice import voice_segments
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

# Word times are good to some tenths of a second; what lies farther from any voice was
# made up ("Thank you." in a silence).
VOICE_MARGIN_S: Final = 0.5
# A prompt can make Whisper stop after the first sentences of an utterance (30 of 64 words,
# seen with a beam as well).  So much voice without a word near it is more than a breath.
_MOST_MISSED_S: Final = 1.0


def transcribe_take(
    engine: Engine,
    audio: npt.NDArray[np.float32],
    *,
    language: str | None,
    prompt: str | None = None,
    progress: Progress = unheard,
) -> tuple[Transcript, tuple[VoiceSegment, ...]]:
    """What was said in a take, and where there was a voice.

    `audio` is one channel at 16 kHz, -1 to 1, shape (samples,).  `prompt` goes with every
    utterance; one that leaves voice without words is heard again without it.  Where
    `language` is None the longest utterance decides it for all.

    Without a voice the transcript is empty and the engine isn't asked.  Segments farther
    than `VOICE_MARGIN_S` from any voice, or without a letter or digit, are left out; words
    begin and end inside the voice of their utterance.

    Raises EngineError and StorageError as `Engine.transcribe` does.
    """
    progress("Listening for a voice", 0.0)
    voices = voice_segments(audio)
    pieces = utterances(voices, len(audio) / SAMPLE_RATE_HZ)
    segments: dict[Utterance, tuple[Segment, ...]] = {}
    total_s = sum(piece.voice.duration_s for piece in pieces)
    done_s = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.voice.duration_s):
        progress("Transcribing", done_s / total_s)
        clip = audio[round(piece.start_s * SAMPLE_RATE_HZ) : round(piece.end_s * SAMPLE_RATE_HZ)]
        heard = engine.transcribe(clip, language=language, prompt=prompt)
        language = heard.language
        segments[piece] = tuple(_placed(heard.segments, piece, voices))
        missed_s = _missed_s(segments[piece], piece, voices)
        if prompt and missed_s > _MOST_MISSED_S:
            heard = engine.transcribe(clip, language=language)
            again = tuple(_placed(heard.segments, piece, voices))
            if _missed_s(again, piece, voices) < missed_s:
                segments[piece] = again
        done_s += piece.voice.duration_s
    progress("Transcribing", 1.0)
    whole = tuple(segment for piece in pieces for segment in segments[piece])
    return Transcript(whole, language=language, engine=engine.name, model=engine.model), voices


def _placed(
    segments: tuple[Segment, ...], piece: Utterance, voices: tuple[VoiceSegment, ...]
) -> Iterator[Segment]:
    """The segments worth keeping, with the take's times for the utterance's."""
    for segment in segments:
        moved = Segment(tuple(_moved(word, piece.start_s) for word in segment.words))
        if _has_words(moved) and _is_near(moved, voices):
            yield Segment(tuple(_within(word, piece.voice) for word in moved.words))


def _moved(word: Word, by_s: float) -> Word:
    if word.start_s is None or word.end_s is None:
        return word
    return replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s)


def _within(word: Word, voice: VoiceSegment) -> Word:
    if word.start_s is None or word.end_s is None:
        return word
    start_s = min(max(word.start_s, voice.start_s), voice.end_s)
    return replace(word, start_s=start_s, end_s=min(max(word.end_s, start_s), voice.end_s))


def _missed_s(
    segments: tuple[Segment, ...], piece: Utterance, voices: tuple[VoiceSegment, ...]
) -> float:
    """How much of the voice of `piece` is farther than `VOICE_MARGIN_S` from any word."""
    words = [word for segment in segments for word in segment.words]
    missed_s = 0.0
    for voice in voices:
        covered_s = max(voice.start_s, piece.voice.start_s)
        end_s = min(voice.end_s, piece.voice.end_s)
        for word in words:
            if word.start_s is not None and word.end_s is not None:
                missed_s += max(min(word.start_s - VOICE_MARGIN_S, end_s) - covered_s, 0.0)
                covered_s = max(covered_s, word.end_s + VOICE_MARGIN_S)
        missed_s += max(end_s - covered_s, 0.0)
    return missed_s


def _has_words(segment: Segment) -> bool:
    return any(character.isalnum() for character in segment.text)


def _is_near(segment: Segment, voices: tuple[VoiceSegment, ...]) -> bool:
    start_s, end_s = segment.start_s, segment.end_s
    if start_s is None or end_s is None:
        return True
    return any(
        voice.start_s - VOICE_MARGIN_S <= end_s and start_s <= voice.end_s + VOICE_MARGIN_S
        for voice in voices
    )
