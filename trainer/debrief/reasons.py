"""Why a question is on the list, in one sentence, with the words of the advertisement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer.debrief.ad_phrases import Part
from trainer.debrief.competences import Asked
from trainer.debrief.nearness import Nearness
from trainer.debrief.quoting import quoted_around

_LEADS: Final[Mapping[Part, str]] = {
    Part.TITLE: "The job is",
    Part.MUST: "The advertisement asks for",
    Part.TASK: "The work includes",
    Part.NICE: "It would be a plus",
    Part.ABOUT: "The advertisement says",
}


def line_reason(near: Nearness) -> str:
    """The line of the advertisement that a question is near to."""
    if near.line is None:
        return "It is of the job's field."
    return f"{_LEADS[near.line.part]} {quoted_around(near.line.text, near.shared)}."


def wish_reason(wish: Asked) -> str:
    """The words that ask for a competence."""
    return (
        f"{_LEADS[wish.line.part]} {quoted_around(wish.line.text, wish.words.split())}: "
        f"{wish.competence}."
    )
