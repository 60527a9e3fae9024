"""Captions as files that players read: SubRip and WebVTT."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.speech.captions import Caption


def to_srt(captions: Iterable[Caption]) -> str:
    """SubRip: numbered blocks, a comma before the thousandths.

    The form has no escapes; an arrow in the text, which readers take for a line of times, is
    made shorter.
    """
    blocks = (
        f"{number}\n{_time(one.start_s, ',')} --> {_time(one.end_s, ',')}\n"
        + "".join(f"{line.replace('-->', '->')}\n" for line in one.lines)
        for number, one in enumerate(captions, start=1)
    )
    return "\n".join(blocks)


def to_vtt(captions: Iterable[Caption]) -> str:
    """WebVTT (https://www.w3.org/TR/webvtt1/), its text escaped."""
    blocks = (
        f"\n{_time(one.start_s, '.')} --> {_time(one.end_s, '.')}\n"
        + "".join(f"{_escaped(line)}\n" for line in one.lines)
        for one in captions
    )
    return "WEBVTT\n" + "".join(blocks)


def _time(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    whole, thousandth = divmod(thousandths, 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{point}{thousandth:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
