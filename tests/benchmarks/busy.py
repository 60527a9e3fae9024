"""A minute recorded through the sound system while four processes keep the machine busy:

    python -m tests.benchmarks.busy [--engine faster-whisper] [--seconds 60] [--busy 4]

The model is loaded meanwhile, and the take is transcribed as it is recorded.  What was
captured is compared with what was played, sample by sample, and the transcript with that of
the file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import soundfile

from tests.audio.heard import pcm, without_silence_before
from tests.benchmarks.answers import ANSWER, QUESTION, RATE_HZ, answer
from tests.benchmarks.priming import word_error_rate
from tests.support.virtual_sound import VirtualSound
from trainer.audio.devices import Direction, find_device
from trainer.audio.files import read_audio
from trainer.audio.recorder import MicrophoneRecorder
from trainer.practice.priming import priming
from trainer.practice.ready import get_ready
from trainer.speech.choosing import choose_engine
from trainer.speech.live import LiveTranscription
from trainer.speech.take import transcribe_take

BUSY = "while True: pass"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="faster-whisper")
    parser.add_argument("--model", default="base")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--busy", type=int, default=4)
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/interview-trainer"))
    given = parser.parse_args()
    spoken = answer((*ANSWER, 1.0) * 5, longest_s=given.seconds)
    engine = choose_engine(given.engine, given.model, given.cache.expanduser())
    prompt = priming(QUESTION, "en", {})
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clip = folder / "clip.wav"
        soundfile.write(clip, spoken.audio, RATE_HZ, subtype="PCM_16")
        sound = stack.enter_context(VirtualSound())
        os.environ.update(sound.variables)
        microphone = find_device(Direction.MICROPHONE)
        for _ in range(given.busy):
            process = subprocess.Popen([sys.executable, "-c", BUSY])
            stack.callback(process.wait)
            stack.callback(process.kill)
        live = LiveTranscription(engine, language="en", prompt=prompt)
        late_s, last = 0.0, 0.0

        def on_block(block: bytes) -> None:
            nonlocal late_s, last
            live.put(block)
            now = time.monotonic()
            late_s, last = max(late_s, now - last if last else 0.0), now

        take_file = folder / "take.wav"
        recorder = MicrophoneRecorder(
            take_file, microphone, clock=time.monotonic, on_block=on_block
        )
        recorder.start()
        live.begin(recorder.sample_rate)
        get_ready(engine, QUESTION)
        sound.speak(clip).wait(600.0)
        behind_s = live.behind_s
        take = recorder.stop()
        stopped = time.monotonic()
        heard = live.finish()
        delay_s = time.monotonic() - stopped
        assert heard is not None
        played, kept = without_silence_before(pcm(clip)), without_silence_before(pcm(take_file))
        length = min(len(played), len(kept))
        wrong = np.flatnonzero(played[:length] != kept[:length])
        print(
            f"{given.engine}, {given.busy} busy processes, {take.duration_s:.1f} s recorded: "
            f"{len(played) - length} samples missing at the end, {len(wrong)} different, "
            f"{take.overflows} overflows; longest gap between blocks {late_s:.2f} s"
        )
        print(
            f"{behind_s:.0f} s behind at the stop, transcript {delay_s:.1f} s later; "
            f"{abs(heard.duration_s - take.duration_s):.3f} s unheard; word error rate "
            f"{word_error_rate(spoken.text, heard.transcript.text):.3f}"
        )
        audio = read_audio(take_file)
    again, _ = transcribe_take(engine, audio, language="en", prompt=prompt)
    print(f"the file gives the same transcript: {again == heard.transcript}")


if __name__ == "__main__":
    main()
