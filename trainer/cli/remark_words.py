"""What a remark on an answer's delivery says to a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.cli.views import clock
from trainer.delivery.remarks import FILLERS_WITHOUT_HARM, RemarkKind

if TYPE_CHECKING:
    from trainer.delivery.off_guard import OffGuardSign
    from trainer.delivery.remarks import Remark

_TEXTS: dict[RemarkKind, str | Callable[[Remark], str]] = {
    RemarkKind.TOO_LOW: "The recording is too soft to judge pauses, pace and fillers: move the "
    "microphone closer or raise its level.",
    RemarkKind.NOISY: "The voice hardly stands out from the noise, so pauses, pace and fillers are "
    "left out: a quieter room or a closer microphone helps.",
    RemarkKind.CLIPPED: lambda r: (
        f"The microphone was overloaded {_times(r.value)}: lower its level a little."
    ),
    RemarkKind.NO_RESULT: "No result was heard. What came of it?",
    RemarkKind.NO_ACTION: "It was hard to hear what you did yourself.",
    RemarkKind.NO_SITUATION: "A listener may miss where and when this was: one sentence does.",
    RemarkKind.NO_TASK: "What was your part in it? One sentence says what was up to you.",
    RemarkKind.RESULT_WITHOUT_NUMBER: "The result has no number in it, as far as was heard: how "
    "much, how many, how soon?",
    RemarkKind.LATE_ANSWER: "The first sentence does not answer yet. Try the answer first, the "
    "reasons after it.",
    RemarkKind.NOTHING_WEIGHED: "No trade-off or assumption was heard; if you had one, say it.",
    RemarkKind.NO_END: "The end came without a closing sentence.",
    RemarkKind.LONG: lambda r: (
        f"It took {clock(r.value or 0)}; the time for this question ends at {clock(r.at_s or 0)}."
    ),
    RemarkKind.SHORT: lambda r: f"It took only {clock(r.value or 0)}: there is room for more.",
    RemarkKind.FILLERS: lambda r: (
        f"At least {r.value or 0:.0f} fillers a minute{_usual(r, '.0f')}; up to "
        f"{FILLERS_WITHOUT_HARM:.0f} nobody minds. This is where most are."
    ),
    RemarkKind.FEWER_FILLERS: lambda r: (
        f"Fewer fillers than usual: {r.value or 0:.0f} a minute{_usual(r, '.0f')}."
    ),
    RemarkKind.LONG_PAUSE: lambda r: (
        f"A pause of {r.value or 0:.1f} s in the middle of a sentence. What were you looking for?"
    ),
    RemarkKind.HESITATIONS: lambda r: (
        f"You stopped {r.value or 0:.0f} times a minute inside sentences{_usual(r, '.0f')}. "
        "A pause between sentences costs nothing."
    ),
    RemarkKind.ONSET: lambda r: (
        f"You began after {r.value or 0:.1f} s{_usual(r, '.1f', ' s')}. That is fine if you were "
        "thinking."
    ),
    RemarkKind.FAST: lambda r: (
        f"Fast: {r.value or 0:.0f} words a minute{_usual(r, '.0f')}. Here it is fastest."
    ),
    RemarkKind.SLOW: lambda r: f"Slow: {r.value or 0:.0f} words a minute{_usual(r, '.0f')}.",
    RemarkKind.FAST_STRETCH: lambda r: (
        f"You sped up here: {r.value or 0:.0f} words a minute, {r.usual or 0:.0f} over the whole "
        "(without pauses)."
    ),
    RemarkKind.BREAKS: lambda r: (
        f"Sentences begun twice, {_rate(r)}{_usual(r, '.0f')}. Most of them are here."
    ),
    RemarkKind.HEDGES: lambda r: (
        f"Many softeners (maybe, I guess), {_rate(r)}{_usual(r, '.0f')}: leave out those that "
        "you don't mean."
    ),
}


def remark_text(remark: Remark) -> str:
    """One or two sentences."""
    text = _TEXTS[remark.kind]
    return text if isinstance(text, str) else text(remark)


def sign_text(sign: OffGuardSign) -> str:
    """What was noticed of a question that may have come unexpected."""
    usual = f" (usually {sign.usual_onset_s:.1f} s)" if sign.usual_onset_s is not None else ""
    after = [
        f"{count} {word if count == 1 else f'{word}s'}"
        for count, word in ((sign.fillers, "filler"), (sign.breaks, "fresh start"))
        if count
    ]
    return (
        f"Noticed: the first word came after {sign.onset_s:.1f} s{usual}, "
        f"with {' and '.join(after)} soon after it."
    )


def _usual(remark: Remark, form: str, unit: str = "") -> str:
    return "" if remark.usual is None else f" (your usual: {remark.usual:{form}}{unit})"


def _rate(remark: Remark) -> str:
    if remark.at_s is None:
        return f"{remark.value or 0:.0f} in all"
    return f"{remark.value or 0:.0f} a minute"


def _times(value: float | None) -> str:
    return f"{value or 0:.0f} times"
