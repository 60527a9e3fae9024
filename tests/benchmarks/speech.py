"""From the stop to the score, for answers fed in real time into what the recorder feeds:

    python -m tests.benchmarks.speech [--quick] [--engine E] [--lengths 30 120 300] [--runs 5]
                                      [--real FOLDER]

Each answer is stopped 0.2 s after its last word.  The same audio, as a finished file, goes to
openai-whisper as its command runs it and to faster-whisper (8-bit weights), both with beam 5.
Prints a table for the README.  Every engine runs in a process of its own, so that its memory
can be told.  The answers of 120 s are runs of five different stops.  `--real` compares the live
transcript with that of the file on recordings (NAME.wav with its words in NAME.txt).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import soundfile

from tests.benchmarks.answers import ANSWER, QUESTION, RATE_HZ, Samples, Spoken, answer
from tests.benchmarks.priming import filler_counts, plain, word_error_rate
from trainer.audio.files import read_audio
from trainer.practice.priming import credible, priming
from trainer.scoring import score_answer
from trainer.speech.choosing import choose_engine
from trainer.speech.engine import Engine
from trainer.speech.live import LiveTranscription
from trainer.speech.transcript import Transcript
from trainer.speech.weights.progress import unheard
from trainer.speech.weights.source import ctranslate2_folder, whisper_checkpoint

BLOCK_S: Final = 0.05
STOP_AFTER_S: Final = 0.2
NEAR_S: Final = 0.3


def fed(engine: Engine, audio: Samples) -> tuple[Transcript, dict[str, float]]:
    """Feed an answer in real time; the transcript, and what it cost.

    delay_s: from the stop to the transcript; score_s: to the score; late_s: the longest that
    a block came late into the queue; missing_s: fed and not heard.
    """
    pcm = stopped_late(audio)
    length = round(BLOCK_S * RATE_HZ)
    live = LiveTranscription(engine, language="en", prompt=priming(QUESTION, "en", {}))
    live.begin(RATE_HZ)
    cpu_s, began, late_s = time.process_time(), time.monotonic(), 0.0
    for start in range(0, len(pcm), length):
        due = began + min(start + length, len(pcm)) / RATE_HZ
        time.sleep(max(due - time.monotonic(), 0.0))
        live.put(pcm[start : start + length].tobytes())
        late_s = max(late_s, time.monotonic() - due)
    stopped = time.monotonic()
    heard = live.finish()
    delay_s = time.monotonic() - stopped
    assert heard is not None
    score_answer(QUESTION, credible(heard.transcript, QUESTION, {}))
    score_s = time.monotonic() - stopped
    return heard.transcript, {
        "delay_s": delay_s,
        "score_s": score_s,
        "late_s": late_s,
        "missing_s": len(pcm) / RATE_HZ - heard.duration_s,
        "cores": (time.process_time() - cpu_s) / (len(pcm) / RATE_HZ),
    }


def stopped_late(audio: Samples) -> npt.NDArray[np.int16]:
    """An answer as the microphone gives it, with the silence before the stop."""
    quiet = np.random.default_rng(2).normal(0.0, 0.0005, round(STOP_AFTER_S * RATE_HZ))
    whole = np.concatenate([audio, quiet.astype(np.float32)])
    pcm: npt.NDArray[np.int16] = np.rint(whole * 32_767).astype(np.int16)
    return pcm


def hear_whole(engine: Engine, audio: Samples) -> Transcript:
    """The same from the finished file, in one go, without a prompt: as any other program would."""
    heard = stopped_late(audio).astype(np.float32) / np.float32(32_768)
    return engine.transcribe(heard, language="en")


def near_words(spoken: Spoken, transcript: Transcript) -> tuple[int, int]:
    """How many words were heard as said, and how many of these within `NEAR_S` of their place."""
    said = [("".join(plain(w.text)), w.start_s) for w in spoken.words if w.start_s is not None]
    heard = [("".join(plain(w.text)), w.start_s or 0.0) for w in transcript.words]
    matcher = SequenceMatcher(None, [w for w, _ in said], [w for w, _ in heard], autojunk=False)
    off_s = [
        abs((said[block.a + i][1] or 0.0) - heard[block.b + i][1])
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]
    return len(off_s), sum(off <= NEAR_S for off in off_s)


def spoken_for(length_s: float, run: int) -> Spoken:
    """About so long an answer; each run stops at another sentence."""
    parts = (*ANSWER, 1.0) * (1 + int(length_s // 100))
    return answer(parts, longest_s=length_s - 6.0 * run)


def child(engine_name: str, given: argparse.Namespace) -> None:
    engine = choose_engine(engine_name, given.model, given.cache)
    engine.load()
    score_answer(QUESTION, Transcript.from_text("The question is known now.", language="en"))
    for length_s in given.lengths:
        for run in range(given.runs if length_s == 120 else 1):
            spoken = spoken_for(length_s, run)
            transcript, figures = fed(engine, spoken.audio)
            matched, near = near_words(spoken, transcript)
            whole = transcript if run else hear_whole(engine, spoken.audio)
            said, right, invented = filler_counts(spoken.text, transcript.text)
            found = {
                **figures,
                "engine": engine_name,
                "length_s": spoken.duration_s,
                "wanted_s": length_s,
                "wer": word_error_rate(spoken.text, transcript.text),
                "wer_file": word_error_rate(spoken.text, whole.text),
                "fillers": f"{right}/{said}",
                "invented": invented,
                "near": near / matched,
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
            print(json.dumps(found), flush=True)
    for file in sorted(given.real.glob("*.txt")) if given.real else []:
        audio = read_audio(file.with_suffix(".wav"))
        live = LiveTranscription(engine, language="en", prompt=priming(QUESTION, "en", {}))
        live.put(np.rint(audio * 32_767).astype(np.int16).tobytes())
        live.begin(RATE_HZ)
        heard = live.finish()
        assert heard is not None
        whole = engine.transcribe(audio, language="en")
        text = file.read_text()
        print(
            json.dumps(
                {
                    "real": file.stem,
                    "engine": engine_name,
                    "wer": word_error_rate(text, heard.transcript.text),
                    "wer_file": word_error_rate(text, whole.text),
                    "words": len(text.split()),
                    "invented": filler_counts(text, heard.transcript.text)[2],
                }
            ),
            flush=True,
        )


def reference(name: str, file: Path, given: argparse.Namespace) -> None:
    """Transcribe a finished file as the recogniser's own command or library does by default."""
    began = time.monotonic()
    audio = read_audio(file)
    if name == "whisper":
        import whisper

        checkpoint = whisper_checkpoint(given.model, given.cache, unheard)
        model = whisper.load_model(str(checkpoint), device="cpu")
        loaded = time.monotonic()
        # The defaults of the command; it would decode the file by ffmpeg.
        result = model.transcribe(
            audio,
            language="en",
            fp16=False,
            beam_size=5,
            best_of=5,
            temperature=tuple(np.arange(0, 1.0 + 1e-6, 0.2)),
        )
        text = result["text"]
    else:
        from faster_whisper import WhisperModel

        folder = ctranslate2_folder(given.model, given.cache, unheard)
        model = WhisperModel(str(folder), device="cpu", compute_type="int8")
        loaded = time.monotonic()
        segments, _ = model.transcribe(audio, language="en", beam_size=5)
        text = "".join(segment.text for segment in segments)
    ended = time.monotonic()
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "whole_s": ended - began,
                "transcribing_s": ended - loaded,
                "text": text,
                "memory_mb": memory_mb,
            }
        )
    )


def run(*arguments: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.benchmarks.speech", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def compare(given: argparse.Namespace) -> None:
    common = ["--model", given.model, "--cache", str(given.cache), "--runs", str(given.runs)]
    lengths = [str(length) for length in given.lengths]
    real = ["--real", str(given.real)] if given.real else []
    references: dict[float, dict[str, dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for length_s in given.lengths:
            spoken = spoken_for(length_s, 0)
            file = Path(folder, "answer.wav")
            soundfile.write(file, spoken.audio, RATE_HZ, subtype="PCM_16")
            references[length_s] = {
                name: run("--reference", name, "--file", str(file), *common)[0]
                for name in ("whisper", "faster-whisper")
            }
            for figures in references[length_s].values():
                figures["wer"] = word_error_rate(spoken.text, figures["text"])
    found = [
        figures
        for engine in ([given.engine] if given.engine else ["whisper", "faster-whisper"])
        for figures in run("--child", engine, "--lengths", *lengths, *common, *real)
    ]
    print(
        "| answer | engine | to the transcript | to the score | of the `whisper` command | "
        "of faster-whisper | cores | errors | errors, file | fillers | words near | memory |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for length_s, others in references.items():
        for name, figures in others.items():
            print(
                f"| {length_s:.0f} s | {name}, afterwards | {figures['whole_s']:.1f} s "
                f"({figures['transcribing_s']:.1f} s loaded) | | | | | {figures['wer']:.3f} | | | "
                f"| {figures['memory_mb']:.0f} MB |"
            )
        for engine in dict.fromkeys(row["engine"] for row in found):
            rows = [r for r in found if r["engine"] == engine and r.get("wanted_s") == length_s]
            if not rows:
                continue
            score_s = median(row["score_s"] for row in rows)
            last = rows[0]
            print(
                f"| {length_s:.0f} s | {engine}, live, {len(rows)}x "
                f"| {median(row['delay_s'] for row in rows):.2f} s | {score_s:.2f} s "
                f"({', '.join(format(row['score_s'], '.1f') for row in rows)}) "
                f"| 1/{others['whisper']['whole_s'] / score_s:.0f} "
                f"| 1/{others['faster-whisper']['transcribing_s'] / score_s:.1f} "
                f"| {median(row['cores'] for row in rows):.2f} | {last['wer']:.3f} "
                f"| {last['wer_file']:.3f} | {last['fillers']}, {last['invented']} invented "
                f"| {100 * last['near']:.0f} % | {last['memory_mb']:.0f} MB |"
            )
            print(
                f"  missing: {max(row['missing_s'] for row in rows):.3f} s, "
                f"latest block: {max(row['late_s'] for row in rows):.3f} s"
            )
    for row in found:
        if "real" in row:
            print(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one answer of 30 s")
    parser.add_argument("--engine")
    parser.add_argument("--model", default="base")
    parser.add_argument("--lengths", type=float, nargs="*", default=[30, 120, 300])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/interview-trainer"))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--reference", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.cache = given.cache.expanduser()
    if given.quick:
        given.lengths, given.runs = [30.0], 1
    if given.child:
        child(given.child, given)
    elif given.reference:
        reference(given.reference, given.file, given)
    else:
        compare(given)


if __name__ == "__main__":
    main()
