"""One take, from sound to words: nothing is transcribed where nobody speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from trainer.speech.engine import SAMPLE_RATE_HZ, Engine
from trainer.speech.listener import Listener
from trainer.speech.transcript import Segment, Transcript, VoiceSegment, Word
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from trainer.speech.utterances import Utterance

# Word times are good to some tenths of a second; what lies farther from any voice was
# made up ("Thank you." in a silence).
VOICE_MARGIN_S: Final = 0.5
# A prompt can make Whisper stop after the first sentences of an utterance (30 of 64 words,
# seen with a beam as well).  So much voice without a word near it is more than a breath.
_MOST_MISSED_S: Final = 1.0
# People say a word three times over; five times the same one to four words is a recogniser
# that has lost its way.
_REPEATS: Final = 5
# Fast talkers say five words a second.
_MOST_WORDS_A_SECOND: Final = 5.5
# A word's beginning is no later than the last voice, by the detector's and the recogniser's error.
_LATEST_S: Final = 0.1
_LONGEST_REPEATED: Final = 4
_BLOCK_SAMPLES: Final = 60 * SAMPLE_RATE_HZ


def transcribe_take(
    engine: Engine,
    audio: npt.NDArray[np.float32],
    *,
    language: str | None,
    prompt: str | None = None,
    progress: Progress = unheard,
) -> tuple[Transcript, tuple[VoiceSegment, ...]]:
    """What was said in a take that is there whole, and where there was a voice.

    `audio` is one channel at 16 kHz, -1 to 1, shape (samples,).  It is cut into utterances,
    each heard by `hear_utterance`.  Where `language` is None the longest utterance decides
    it for all.  Without a voice the transcript is empty and the engine isn't asked.

    Raises EngineError and StorageError as `Engine.transcribe` does.
    """
    pieces, voices = _utterances(audio, progress)
    segments: dict[Utterance, tuple[Segment, ...]] = {}
    total_s = sum(piece.voice.duration_s for piece in pieces)
    done_s = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.voice.duration_s):
        progress("Transcribing", done_s / total_s)
        clip = audio[round(piece.start_s * SAMPLE_RATE_HZ) : round(piece.end_s * SAMPLE_RATE_HZ)]
        heard = hear_utterance(engine, piece, clip, language=language, prompt=prompt)
        language = heard.language
        segments[piece] = heard.segments
        done_s += piece.voice.duration_s
    progress("Transcribing", 1.0)
    whole = tuple(segment for piece in pieces for segment in segments[piece])
    return Transcript(whole, language=language, engine=engine.name, model=engine.model), voices


def hear_utterance(
    engine: Engine,
    piece: Utterance,
    clip: npt.NDArray[np.float32],
    *,
    language: str | None,
    prompt: str | None = None,
) -> Transcript:
    """What was said in one utterance, with the take's times; `clip` holds its samples.

    Where the prompt leaves voice without words, or the words repeat themselves, it is heard
    again without one; what is repeated then as well is left out.  Segments
    farther than `VOICE_MARGIN_S` from the utterance's voice, or without a letter or digit,
    are left out, as are words that begin after its voice; the others lie inside it.

    Raises EngineError and StorageError as `Engine.transcribe` does.
    """
    heard = _placed(engine.transcribe(clip, language=language, prompt=prompt), piece)
    missed_s = _missed_s(heard, piece)
    runs_away = _runs_away(heard, piece)
    if prompt and (runs_away or missed_s > _MOST_MISSED_S):
        again = _placed(engine.transcribe(clip, language=heard.language), piece)
        if runs_away or _missed_s(again, piece) < missed_s:
            heard = again
    return _without_repetition(heard)


def _runs_away(heard: Transcript, piece: Utterance) -> bool:
    """Whether a recogniser wrote on after the end: repeated words, or more than anybody says."""
    enough = _MOST_WORDS_A_SECOND * piece.voice.duration_s + _REPEATS
    return len(heard.words) > enough or _repetition(heard.words) is not None


def _repetition(words: tuple[Word, ...]) -> int | None:
    """Where words begin to be repeated over and over ("so, uh, so, uh, ..."), if they do."""
    plain = [word.text.strip(" ,.?!").lower() for word in words]
    for start in range(len(plain)):
        for length in range(1, _LONGEST_REPEATED + 1):
            repeated = plain[start : start + length] * _REPEATS
            if plain[start : start + len(repeated)] == repeated:
                return start + length
    return None


def _without_repetition(heard: Transcript) -> Transcript:
    """The words up to where a recogniser began to repeat itself: from there it hears nothing."""
    ends = _repetition(heard.words)
    if ends is None:
        return heard
    segments: list[Segment] = []
    for segment in heard.segments:
        kept = segment.words[: max(ends, 0)]
        ends -= len(segment.words)
        segments += [Segment(kept)] if kept else []
    return replace(heard, segments=tuple(segments))


def _utterances(
    audio: npt.NDArray[np.float32], progress: Progress
) -> tuple[list[Utterance], tuple[VoiceSegment, ...]]:
    progress("Listening for a voice", 0.0)
    listener = Listener()
    pieces: list[Utterance] = []
    for start in range(0, len(audio), _BLOCK_SAMPLES):
        pieces += [piece for piece, _ in listener.hear(audio[start : start + _BLOCK_SAMPLES])]
        progress("Listening for a voice", min(1.0, (start + _BLOCK_SAMPLES) / len(audio)))
    pieces += [piece for piece, _ in listener.finish()]
    return pieces, listener.voices


def _placed(heard: Transcript, piece: Utterance) -> Transcript:
    return replace(heard, segments=tuple(_kept(heard.segments, piece)))


def _kept(segments: tuple[Segment, ...], piece: Utterance) -> Iterator[Segment]:
    """The segments worth keeping, with the take's times for the utterance's."""
    for segment in segments:
        moved = Segment(tuple(_moved(word, piece.start_s) for word in segment.words))
        if _has_words(moved) and _is_near(moved, piece.voices):
            latest_s = piece.voice.end_s + _LATEST_S
            words = [word for word in moved.words if (word.start_s or 0.0) <= latest_s]
            if words:
                yield Segment(tuple(_within(word, piece.voice) for word in words))


def _moved(word: Word, by_s: float) -> Word:
    if word.start_s is None or word.end_s is None:
        return word
    return replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s)


def _within(word: Word, voice: VoiceSegment) -> Word:
    if word.start_s is None or word.end_s is None:
        return word
    start_s = min(max(word.start_s, voice.start_s), voice.end_s)
    return replace(word, start_s=start_s, end_s=min(max(word.end_s, start_s), voice.end_s))


def _missed_s(heard: Transcript, piece: Utterance) -> float:
    """How much of the voice of `piece` is farther than `VOICE_MARGIN_S` from any word."""
    missed_s = 0.0
    for voice in piece.voices:
        covered_s = voice.start_s
        for word in heard.words:
            if word.start_s is not None and word.end_s is not None:
                missed_s += max(min(word.start_s - VOICE_MARGIN_S, voice.end_s) - covered_s, 0.0)
                covered_s = max(covered_s, word.end_s + VOICE_MARGIN_S)
        missed_s += max(voice.end_s - covered_s, 0.0)
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
