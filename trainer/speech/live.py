"""Transcribes a take while it is recorded: at the stop only its end is left to do."""

from __future__ import annotations

import queue
from collections import deque
from dataclasses import dataclass
from threading import Condition, Thread, main_thread
from typing import TYPE_CHECKING, Final, TypeAlias

from trainer.speech.engine import SAMPLE_RATE_HZ, Engine
from trainer.speech.listener import Listener
from trainer.speech.take import hear_utterance
from trainer.speech.transcript import Segment, Transcript, VoiceSegment
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trainer.speech.utterances import Utterance

    Piece: TypeAlias = tuple[Utterance, npt.NDArray[np.float32]]

_FULL_SCALE: Final = 32_768.0
_LOOK_ROUND_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class HeardTake:
    """What was said in a take of `duration_s` seconds, and where there was a voice."""

    transcript: Transcript
    voices: tuple[VoiceSegment, ...]
    duration_s: float


class LiveTranscription:
    """Hears the utterances of one take on a thread of its own, in order, each once.

    The recorder gives its blocks to `put`, which only queues them.  One thread cuts them
    into utterances, another asks the engine; an utterance that may be the last is asked for
    as soon as all of it was heard, and its words are used if nothing more is said.
    `transcribe_take` gives the same transcript for the finished file.

    Whatever goes wrong ends the transcription, never the take: `finish` then gives None.
    """

    def __init__(self, engine: Engine, *, language: str, prompt: str | None = None) -> None:
        self._engine = engine
        self._language: str | None = language
        self._prompt = prompt
        self._blocks: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._changed = Condition()
        # All below is read and written under `_changed`.
        self._cut: list[Utterance] = []
        self._waiting: deque[Piece] = deque()
        self._guess: Piece | None = None
        self._words: dict[Utterance, tuple[Segment, ...]] = {}
        self._voices: tuple[VoiceSegment, ...] = ()
        self._duration_s = 0.0
        self._all_cut = False
        self._ended = False

    def put(self, block: bytes) -> None:
        """Take in the next block of the take: PCM16, one channel.  Returns at once."""
        self._blocks.put(block)

    def begin(self, rate_hz: int) -> None:
        """Start to listen; `rate_hz` is that of the blocks, also of those put before."""
        Thread(target=self._listen, args=(rate_hz,), name="trainer-listener", daemon=True).start()
        # No daemon: a recogniser that is at work when the interpreter goes crashes the program,
        # so leaving waits for the utterance it is at, a few seconds at most.
        Thread(target=self._transcribe, name="trainer-transcriber").start()

    @property
    def text(self) -> str:
        """What was heard so far."""
        with self._changed:
            pieces = [*self._cut, *([self._guess[0]] if self._guess else [])]
            heard = [segment for piece in pieces for segment in self._words.get(piece, ())]
        return Transcript(tuple(heard)).text

    @property
    def behind_s(self) -> float:
        """How much finished speech waits for the engine, in seconds."""
        with self._changed:
            return sum(piece.voice.duration_s for piece, _ in self._waiting)

    def close(self) -> None:
        """Say that the take has ended: its end is heard while nobody waits for `finish` yet."""
        self._blocks.put(None)

    def finish(self, progress: Progress = unheard) -> HeardTake | None:
        """The whole transcript, once the take has ended; None where something failed."""
        self.close()
        with self._changed:
            while not self._ended and not self._is_done():
                self._changed.wait()
                if self._all_cut and self._cut:
                    done = sum(piece in self._words for piece in self._cut)
                    progress("Transcribing", done / len(self._cut))
            whole = self._is_done()
            self._end()
            if not whole:
                return None
            segments = tuple(segment for piece in self._cut for segment in self._words[piece])
        transcript = Transcript(
            segments,
            language=self._language,
            engine=self._engine.name,
            model=self._engine.model,
        )
        return HeardTake(transcript, self._voices, self._duration_s)

    def abandon(self) -> None:
        """Hear nothing more; what the engine is at now is its last, and the program's end waits."""
        self._blocks.put(None)
        with self._changed:
            self._end()

    def _is_done(self) -> bool:
        return self._all_cut and all(piece in self._words for piece in self._cut)

    def _end(self) -> None:
        self._ended = True
        self._waiting.clear()
        self._guess = None
        self._changed.notify_all()

    def _listen(self, rate_hz: int) -> None:
        try:
            self._cut_blocks(rate_hz)
        except Exception:  # noqa: BLE001 (the finished file is transcribed instead)
            self.abandon()

    def _cut_blocks(self, rate_hz: int) -> None:
        import numpy as np
        import soxr

        listener = Listener()
        resampler = (
            None
            if rate_hz == SAMPLE_RATE_HZ
            else soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        )
        while not self._ended:
            block = self._blocks.get()
            audio = np.frombuffer(block or b"", np.int16).astype(np.float32) / _FULL_SCALE
            if resampler is not None:
                audio = resampler.resample_chunk(audio, last=block is None)
            for piece in listener.hear(audio):
                self._add(piece)
            if block is None:
                for piece in listener.finish():
                    self._add(piece)
                with self._changed:
                    self._voices = listener.voices
                    self._duration_s = listener.duration_s
                    self._guess = None
                    self._all_cut = True
                    self._changed.notify_all()
                return
            self._guess_at(listener)

    def _add(self, piece: Piece) -> None:
        with self._changed:
            if self._ended:
                return
            self._cut.append(piece[0])
            if piece[0] not in self._words:
                self._waiting.append(piece)
            self._guess = None
            self._changed.notify_all()

    def _guess_at(self, listener: Listener) -> None:
        """Let the engine hear what may be the last utterance."""
        complete = listener.complete()
        with self._changed:
            if self._ended:
                return
            if complete is None:
                self._guess = None
            elif self._guess is None or self._guess[0] != complete[0]:
                self._guess = complete
                self._changed.notify_all()

    def _transcribe(self) -> None:
        try:
            while (piece := self._next()) is not None:
                heard = hear_utterance(
                    self._engine, *piece, language=self._language, prompt=self._prompt
                )
                with self._changed:
                    self._words[piece[0]] = heard.segments
                    self._language = heard.language
                    self._changed.notify_all()
        except Exception:  # noqa: BLE001 (the file is transcribed instead, and the fault told)
            self.abandon()

    def _next(self) -> Piece | None:
        """The next piece to hear: what is certain first, else what may be the last."""
        with self._changed:
            while not self._ended:
                while self._waiting:
                    piece = self._waiting.popleft()
                    if piece[0] not in self._words:
                        return piece
                if self._guess is not None and self._guess[0] not in self._words:
                    return self._guess
                # Whoever forgot to end it must not be waited for by the end of the program.
                if self._all_cut or not main_thread().is_alive():
                    return None
                self._changed.wait(_LOOK_ROUND_S)
            return None
