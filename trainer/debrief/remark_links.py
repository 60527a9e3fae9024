"""What a remark out of a feedback may be about: a question, a skill or how something was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.bank import Question
from trainer.debrief.belonging import nearest
from trainer.history.feedback import About

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

MOST_QUESTIONS: Final = 2

_DELIVERY: Final = {
    "pace": r"too (?:fast|quick|slow)|quickly|rush|hurried|\bpace\b|\bspeed\b",
    "loudness": r"\bquiet|\bloud|soft-?ly|softly spoken|mumbl|hard to hear|volume",
    "structure": r"structur|rambl|concise|to the point|long-winded|lost the thread|hard to follow",
    "length": r"too (?:long|short|brief)|long answers?|short answers?",
    "fillers": r"\bums?\b|filler|hesita|\bpauses?\b",
    "presence": r"nervous|\bcalm|confiden|eye contact|energy|enthusias|monoton|body language",
}
_SKILL: Final = re.compile(
    r"(?:experience|knowledge|skills?|background|expertise|practice|depth)\s+"
    r"(?:with|in|of|on)\s+(?:the\s+)?([\w+#./& -]{2,40})",
    re.IGNORECASE,
)
_SKILL_ENDS: Final = re.compile(
    r"\s+(?:and|but|was|were|is|are|could|would|for|than|that|which|to|as|at)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a remark may be about; `questions` are the nearest ones, whatever the suggestion.

    `about` is None where nothing speaks for anything; `subject` as in `Remark`.
    """

    about: About | None
    subject: str
    questions: tuple[Question, ...] = ()


def suggested(remark: str, questions: Sequence[Question], vectors: Vectors | None) -> Suggestion:
    """What a remark may be about: what it names first, else the nearest question.

    `questions` are those of the interview, or else those the person knows.
    """
    near = tuple(nearest(remark, questions, vectors, MOST_QUESTIONS))
    for what, pattern in _DELIVERY.items():
        if re.search(pattern, remark, re.IGNORECASE):
            return Suggestion(About.DELIVERY, what, near)
    skill = _SKILL.search(remark)
    if skill:
        name = " ".join(_SKILL_ENDS.sub("", skill.group(1)).split()).strip(" .,-")
        if name:
            return Suggestion(About.SKILL, name, near)
    if near:
        return Suggestion(About.QUESTION, near[0].id, near)
    return Suggestion(None, "")
