"""openai-whisper on the processor: the recogniser that is always there."""

from __future__ import annotations

import contextlib
import pickle
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import EngineError
from trainer.speech.engine import (
    SAMPLE_RATE_HZ,
    checked_language,
    most_tokens,
    temperatures,
    usable_cores,
)
from trainer.speech.timing import segments_in_time
from trainer.speech.transcript import Transcript
from trainer.speech.weights.hub import fetch_checkpoint
from trainer.speech.weights.names import display_name, full_name
from trainer.speech.weights.source import download_folder, whisper_checkpoint

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trainer.speech.weights.progress import Progress

_SEED: Final = 0


class WhisperEngine:
    """openai-whisper; see `trainer.speech.engine.Engine`."""

    name: Final = "whisper"

    def __init__(self, model: str, cache: Path, progress: Progress) -> None:
        self.model: Final = display_name(model)
        self._wanted = model
        self._cache = cache
        self._progress = progress
        self._lock = RLock()
        self._whisper: Any = None

    def load(self) -> None:
        """See `Engine.load`."""
        with self._lock:
            if self._whisper is not None:
                return
            checkpoint = whisper_checkpoint(self._wanted, self._cache, self._progress)
            self._progress("Loading the speech model", 0.0)
            _read_ahead("torch")
            import torch

            torch.set_num_threads(usable_cores())
            whisper = _read(checkpoint or fetch(self._wanted, self._cache, self._progress))
            self._progress("Loading the speech model", 0.5)
            _keep_last_output(whisper.encoder)
            _compile_word_times()
            self._whisper = whisper
            self._progress("Loading the speech model", 1.0)

    def transcribe(
        self,
        audio: npt.NDArray[np.float32],
        *,
        language: str | None,
        prompt: str | None = None,
    ) -> Transcript:
        """See `Engine.transcribe`."""
        # One at a time: openai-whisper hangs hooks on the model while it works.
        with self._lock:
            self.load()
            import torch
            from whisper.tokenizer import LANGUAGES

            known = frozenset(LANGUAGES) if self._whisper.is_multilingual else frozenset({"en"})
            code = checked_language(language, known, self.model)
            with torch.random.fork_rng(devices=[]):
                # Fallback decodings draw lots.
                torch.manual_seed(_SEED)
                result = self._whisper.transcribe(
                    audio,
                    language=code,
                    initial_prompt=prompt,
                    carry_initial_prompt=prompt is not None,
                    temperature=temperatures(prompt),
                    condition_on_previous_text=False,
                    word_timestamps=True,
                    sample_len=most_tokens(len(audio) / SAMPLE_RATE_HZ),
                    fp16=False,
                )
        words = (
            [(w["word"], w["start"], w["end"], w["probability"]) for w in segment["words"]]
            for segment in result["segments"]
        )
        return Transcript(
            segments_in_time(words, len(audio) / SAMPLE_RATE_HZ),
            language=result["language"],
            engine=self.name,
            model=self.model,
        )


def fetch(name: str, cache: Path, progress: Progress) -> Path:
    """The checkpoint of a named model as openai-whisper's authors publish it.

    Raises EngineError, StorageError and BusyError.
    """
    from whisper import _MODELS

    return fetch_checkpoint(name, _MODELS[full_name(name)], download_folder(cache), progress)


def heads_by_digest(sha256: str) -> bytes | None:
    """openai-whisper's own table of alignment heads, for a file of its own with that digest.

    `whisper.load_model` sets them for a name only, and without them word times are poor.
    """
    from whisper import _ALIGNMENT_HEADS, _MODELS

    for name, address in _MODELS.items():
        if sha256 in address.split("/"):
            heads: bytes = _ALIGNMENT_HEADS[name]
            return heads
    return None


def _read_ahead(package: str) -> None:
    """Have the system read a package's largest library before it is imported.

    The import holds the interpreter while the disk is read: 0.9 s for PyTorch, in which no
    microphone would be listened to, against 0.3 s once the library is in memory.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        return
    with contextlib.suppress(OSError, ValueError):
        libraries = Path(found.origin).parent.glob("lib/*torch_cpu.*")
        largest = max(libraries, key=lambda library: library.stat().st_size)
        with largest.open("rb", buffering=0) as file:
            while file.read(1 << 22):
                pass


def _read(checkpoint: Path) -> Any:
    """Load a checkpoint file as data (no code in it is run) and set its alignment heads."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    from trainer.speech.weights.store import sha256_of

    try:
        content = torch.load(checkpoint, map_location="cpu", weights_only=True)
        whisper = Whisper(ModelDimensions(**content["dims"]))
        whisper.load_state_dict(content["model_state_dict"])
        heads = content.get("alignment_heads")
    except (OSError, RuntimeError, EOFError, KeyError, TypeError, pickle.UnpicklingError) as error:
        raise EngineError(
            f"The speech model {checkpoint} is not a checkpoint that openai-whisper can load.",
            hint="Name another with `trainer models use PATH`, or a model by its name.",
        ) from error
    if heads:
        mask = torch.zeros(whisper.dims.n_text_layer, whisper.dims.n_text_head, dtype=torch.bool)
        for layer, head in heads:
            mask[layer, head] = True
        whisper.register_buffer("alignment_heads", mask.to_sparse(), persistent=False)
    elif (dump := heads_by_digest(sha256_of(checkpoint))) is not None:
        whisper.set_alignment_heads(dump)
    return whisper.eval()


def _keep_last_output(encoder: Any) -> None:
    """Let the encoder answer the same window twice for the price of once.

    openai-whisper encodes a window anew for its word times and for every fallback; that
    is a third of the time for a typical utterance.  The words don't change.
    """
    import torch

    forward = encoder.forward
    last: tuple[Any, Any] | None = None

    def remembering(mel: Any) -> Any:
        nonlocal last
        if last is None or not torch.equal(last[0], mel):
            last = (mel.clone(), forward(mel))
        return last[1]

    encoder.forward = remembering


def _compile_word_times() -> None:
    """Have numba compile the alignment of words now: two seconds that the first take would wait."""
    import torch
    from whisper.timing import dtw

    dtw(torch.zeros(2, 3))
