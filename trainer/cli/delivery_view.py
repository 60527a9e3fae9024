"""How an answer was said: three remarks for everybody, all of it for who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trainer.cli.console import counted
from trainer.cli.remark_words import remark_text
from trainer.cli.views import clock, percent
from trainer.delivery.delivery import Doubt
from trainer.delivery.fillers import FillerKind
from trainer.delivery.pauses import LISTED_S, PauseKind
from trainer.delivery.remarks import MOST_REMARKS

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.delivery.delivery import Delivery
    from trainer.delivery.figures import Usual
    from trainer.delivery.said import Place
    from trainer.practice.delivered import Delivered
    from trainer.practice.scored import ScoredAnswer

DOUBTS = {
    Doubt.TYPED: "Without times of words and voice only what the text tells is here.",
    Doubt.SHORT: "Less than 10 s of speech: pace and all that is counted per minute are left out.",
    Doubt.TOO_LOW: "The recording is too soft to judge pauses, pace and beginning.",
    Doubt.NOISY: "The noise is nearly as loud as the voice: pauses, pace and beginning are left "
    "out.",
    Doubt.NO_VOICE: "It is not known where there was a voice, so pauses and pace are left out.",
    Doubt.LANGUAGE: "There are no word lists for this language: fillers, hedges, restarts and "
    "structure are left out.",
}
"""Why something is missing."""

HEARD = {
    FillerKind.SOUND: "in the transcript",
    FillerKind.WORD: "as words",
    FillerKind.UNHEARD: "as a short voice without a word",
}


def delivery_document(delivered: Delivered | None) -> dict[str, Any] | None:
    """All that was measured, for scripts."""
    if delivered is None:
        return None
    return {
        **delivered.delivery.to_mapping(),
        "usual": asdict(delivered.usual),
        "remarks": [
            {**asdict(remark), "text": remark_text(remark)} for remark in delivered.remarks
        ],
        "off_guard_sign": asdict(delivered.sign) if delivered.sign else None,
    }


def show_remarks(output: Output, answer: ScoredAnswer) -> None:
    """At most three remarks, each with its time and how to hear it."""
    delivered = answer.delivered
    if delivered is None or not answer.transcript.words:
        return
    remarks = delivered.remarks[:MOST_REMARKS]
    if not remarks:
        return
    output.say("")
    output.say("How it was said", style="bold", indent=2)
    for remark in remarks:
        output.say(f"· {remark_text(remark)}", indent=4)
        if remark.at_s is not None:
            output.say(_hear(answer, remark.at_s), style="dim", indent=6)


def _hear(answer: ScoredAnswer, at_s: float) -> str:
    if answer.attempt_id is None:
        return f"at {clock(at_s)}"
    return f"{clock(at_s)}  trainer replay {answer.attempt_id} --from {clock(at_s)}"


def show_delivery(output: Output, answer: ScoredAnswer) -> None:
    """Everything that was measured, and what could not be."""
    delivered = answer.delivered
    if delivered is None:
        return
    delivery = delivered.delivery
    output.say("")
    output.say("Delivery", style="bold", indent=2)
    for doubt in delivery.doubts:
        output.say(DOUBTS[doubt], indent=4)
    for name, text in _lines(delivery, delivered.usual):
        output.say(f"{name}: {text}", indent=4)
    if delivered.usual.answers:
        output.say(
            f"'Usual' is the middle one of your last {delivered.usual.answers} answers given "
            "aloud.",
            style="dim",
            indent=4,
        )


def _lines(delivery: Delivery, usual: Usual) -> Iterator[tuple[str, str]]:
    if delivery.length_s is not None:
        limit = f" of about {clock(delivery.limit_s)}" if delivery.limit_s else ""
        yield "Length", f"{clock(delivery.length_s)}{limit}, {delivery.words} words"
    else:
        yield "Length", counted(delivery.words, "word")
    yield from _timed_lines(delivery, usual)
    if delivery.fillers is not None:
        yield "Fillers", _fillers(delivery, usual)
    if delivery.breaks is not None:
        yield (
            "Begun twice",
            _listed([one.place for one in delivery.breaks])
            + _own(usual.breaks_per_minute, ".1f", " a minute"),
        )
    if delivery.hedges is not None:
        yield (
            "Softeners",
            _listed(delivery.hedges) + _own(usual.hedges_per_minute, ".1f", " a minute"),
        )
    if delivery.most_used:
        used = ", ".join(f"{one.word} {one.times}" for one in delivery.most_used)
        yield "Most used", f"{used} ({delivery.different_words} different words)"
    yield from _level_lines(delivery)
    yield from _structure_lines(delivery)


def _timed_lines(delivery: Delivery, usual: Usual) -> Iterator[tuple[str, str]]:
    if delivery.onset_s is not None:
        yield (
            "Beginning",
            f"first word after {delivery.onset_s:.1f} s{_own(usual.onset_s, '.1f', ' s')}",
        )
    pace = delivery.pace
    if pace is not None:
        own = _own(usual.words_per_minute, ".0f")
        without = f"{pace.articulation_wpm:.0f} without the pauses"
        yield "Pace", f"{pace.words_per_minute:.0f} words a minute{own}, {without}"
        told = [
            f"from {clock(one.start_s)} {one.articulation_wpm:.0f}"
            for one in pace.stretches
            if one.articulation_wpm is not None
        ]
        if len(told) > 1:
            yield "Pace by stretches, without pauses", ", ".join(told)
    if delivery.pauses is not None:
        listed = [one for one in delivery.pauses if one.duration_s >= LISTED_S]
        inside = [one for one in listed if one.kind is PauseKind.HESITATION]
        unknown = [one for one in listed if one.kind is PauseKind.UNKNOWN]
        text = f"{len(listed)} of {LISTED_S} s or more, {len(inside)} of them inside a clause"
        if unknown:
            text += f" ({len(unknown)} can't be told)"
        text += _own(usual.pauses_per_minute, ".1f", " a minute")
        if inside:
            text += ": " + ", ".join(
                f"{clock(one.start_s)} ({one.duration_s:.1f} s)" for one in inside
            )
        yield "Pauses", text


def _fillers(delivery: Delivery, usual: Usual) -> str:
    fillers = delivery.fillers or ()
    if not fillers:
        return "none found; a recogniser leaves out many"
    by_kind = Counter(filler.kind for filler in fillers)
    rate = delivery.fillers_per_minute
    per_minute = f", {rate:.1f} a minute" if rate is not None else ""
    how = ", ".join(f"{by_kind[kind]} {HEARD[kind]}" for kind in FillerKind if by_kind[kind])
    own = _own(usual.fillers_per_minute, ".1f")
    told = _listed([one.place for one in fillers], count=False)
    return f"at least {len(fillers)}{per_minute}{own}, found: {how}. {told}"


def _level_lines(delivery: Delivery) -> Iterator[tuple[str, str]]:
    level = delivery.level
    if level is None:
        return
    noise = "" if level.noise_dbfs is None else f", noise {level.noise_dbfs:.0f} dBFS"
    clipped = (
        f", overloaded {level.clipped} times, first at {clock(level.first_clipped_s or 0)}"
        if level.clipped
        else ", never overloaded"
    )
    yield "Level", f"voice {level.voice_dbfs:.0f} dBFS{noise}{clipped}"


def _structure_lines(delivery: Delivery) -> Iterator[tuple[str, str]]:
    story, case = delivery.story, delivery.case
    if story is not None:
        parts = ", ".join(
            f"{one.part.value} {percent(one.share)}"
            + (f" (from {_at(one.stretches[0])})" if _at(one.stretches[0]) else "")
            if one.stretches
            else f"{one.part.value} not heard"
            for one in story.parts
        )
        yield "Structure", f"{parts}; often advised: 20, 10, 60, 10 %"
        number = story.result_number
        if story.parts[-1].stretches:
            said = f"yes, “{number.text}”" if number else "none heard"
            yield "A number in the result", said
        yield "'I' and 'we'", f"{story.i_words} and {story.we_words} (neither is better)"
    elif case is not None:
        yield "First sentence answers", _told(case.answers_first)
        yield (
            "Trade-off or assumption",
            f"“{case.weighed.text}”{_when(case.weighed)}" if case.weighed else "none heard",
        )
        yield "Closing sentence", _told(case.ends)
    else:
        yield "Structure", "can't be told for this answer"


def _told(finding: bool | None) -> str:
    return {True: "yes", False: "no", None: "can't tell"}[finding]


def _listed(places: Sequence[Place], *, count: bool = True) -> str:
    """How many, then each wording with its times."""
    if not places:
        return "none found"
    times: dict[str, list[str]] = {}
    for place in places:
        times.setdefault(place.text or "(a voice)", []).append(_at(place))
    told = "; ".join(
        f"{text} {', '.join(filter(None, at))}".strip() if any(at) else f"{text} ×{len(at)}"
        for text, at in times.items()
    )
    return f"{len(places)}: {told}" if count else told


def _at(place: Place) -> str:
    return "" if place.start_s is None else clock(place.start_s)


def _when(place: Place) -> str:
    return f" at {_at(place)}" if _at(place) else ""


def _own(value: float | None, form: str, unit: str = "") -> str:
    return "" if value is None else f" (usual {value:{form}}{unit})"
