"""What an advertisement asks somebody to know or to have, as short phrases.

Runs of words of matter in the lines on requirements; what only frames them
('experience with', 'a good knowledge of') is left out.  Which of them the banks'
questions and one's own stories speak of is told by words first, then by meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.bank import Question
from trainer.debrief.ad_phrases import Part
from trainer.debrief.advertisement import AdLine, Advertisement
from trainer.library.meanings import matter
from trainer.scoring.stopwords import FUNCTION_WORDS
from trainer.scoring.text import Reader, forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

LONGEST_SKILL = 4
MOST_SKILLS = 30

COVERED: Final = 0.55
"""Cosine of a skill and a whole question's text from which the question speaks of it."""

LOOKED_AT: Final = 40
"""So many questions, the nearest in meaning, are read for a skill's words."""

# What frames a requirement and is none itself.
_FRAMES_WORDS: Final = """
    experience experienced knowledge understanding ability able skill skills strong solid good
    excellent proven sound deep broad basic working familiar familiarity proficiency proficient
    background qualification qualifications qualified degree subject related relevant similar
    equivalent least years year four five three two ten minimum plus ideally essential desirable
    required preferred must need needs want bring feeling track record hands confident
    comfortable interest interested willing willingness passion passionate enthusiasm level
    advantage bonus nice demonstrable demonstrated recent previous prior further several some
    first second new young people person candidate role job work working works worked field area
    areas environment including etc e g ie etwa sowie erfahrung erfahrungen kenntnisse gute
    sehr mehrjährige abgeschlossene idealerweise bereitschaft fähigkeit wünschenswert vorteil
    trained having looking join preferably used use january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
"""
_FRAMES: Final = frozenset(_FRAMES_WORDS.split())
_BREAKS: Final = re.compile(r"[,;:()/\"“”„!?]|\.(?:\s|$)|\s[-–—]\s|\bsuch as\b|\bor another\b")


@dataclass(frozen=True, slots=True)
class Skill:
    """Something asked for; `must` tells what is demanded from what would be nice."""

    name: str
    must: bool
    line: AdLine


def skills_of(advertisement: Advertisement) -> tuple[Skill, ...]:
    """The skills of the requirements, the demanded ones first, each once."""
    found: dict[str, Skill] = {}
    for part in (Part.MUST, Part.NICE):
        for line in advertisement.of(part):
            for name in _phrases(line.text, advertisement.language):
                found.setdefault(name.casefold(), Skill(name, part is Part.MUST, line))
    return tuple(found.values())[:MOST_SKILLS]


def uncovered(
    skills: Sequence[Skill],
    questions: Sequence[Question],
    vectors: Vectors | None,
    rows: Array | None,
    stories: Iterable[str] = (),
    language: str = "en",
) -> tuple[Skill, ...]:
    """The skills that no question and none of the `stories` (their texts) speaks of."""
    import numpy as np

    reader = Reader(language)
    told = [_stems(reader, text, language) for text in stories]
    stems = [_stems(reader, skill.name, language) for skill in skills]
    near: Array | None = None
    if vectors is not None and rows is not None and language == "en" and skills:
        from trainer.scoring.vectors import of_texts

        near = of_texts(vectors, [matter(skill.name, language) for skill in skills]) @ rows.T
    texts: dict[int, frozenset[str]] = {}

    def speaks(at: int, wanted: frozenset[str]) -> bool:
        if at not in texts:
            texts[at] = _stems(reader, _text(questions[at]), language)
        return wanted <= texts[at]

    left = []
    for number, (skill, wanted) in enumerate(zip(skills, stems, strict=True)):
        if any(wanted <= one for one in told):
            continue
        if near is None:
            places: Sequence[int] = range(len(questions))
        else:
            if len(questions) and float(near[number].max()) >= COVERED:
                continue
            most = min(LOOKED_AT, len(questions))
            places = np.argpartition(-near[number], most - 1)[:most].tolist() if most else []
        if not any(speaks(at, wanted) for at in places):
            left.append(skill)
    return tuple(left)


def _phrases(text: str, language: str) -> Iterator[str]:
    function = FUNCTION_WORDS.get(language, frozenset())
    for piece in _BREAKS.split(text):
        run: list[str] = []
        for word in [*piece.split(), "the"]:
            bare = word.strip(".'’\"")
            known = forms(bare)
            numbered = bool(run) and run[-1].isupper() and bare.isdecimal()
            if not known or (
                not numbered
                and (known[0] in function or known[0] in _FRAMES or known[0].isdecimal())
            ):
                if _is_skill(run, language, begins=piece.strip().startswith(" ".join(run))):
                    yield " ".join(run)
                run = []
            else:
                run.append(bare)


def _is_skill(run: Sequence[str], language: str, *, begins: bool) -> bool:
    """Whether a run of words may be a skill: one alone has to look like a name or a noun."""
    if not run or len(run) > LONGEST_SKILL:
        return False
    if len(run) > 1:
        return True
    word = run[0]
    # A lone word at the beginning of a line has a capital letter in any case.
    named = any(letter.isupper() for letter in (word[1:] if begins else word))
    noun = word.lower().endswith(_NOUN_ENDINGS)
    # German nouns all look like names; a lone one at the beginning of a line is one as well.
    return named or noun or (language == "de" and word[:1].isupper()) or (begins and len(word) > 3)


_NOUN_ENDINGS: Final = (
    "ing", "tion", "sion", "ment", "ance", "ence", "ness", "ship", "ics", "logy", "graphy", "care",
    "istry", "consent", "law", "english", "german", "french",
)  # fmt: skip


def _stems(reader: Reader, text: str, language: str) -> frozenset[str]:
    return frozenset(token.stem for token in reader.tokens(matter(text, language)))


def _text(question: Question) -> str:
    texts = [question.prompt, *question.other_prompts, question.id.replace("-", " ")]
    texts += [entry.replace("-", " ") for entries in question.tags.values() for entry in entries]
    for point in question.key_points:
        texts += [point.text, *point.wordings]
    return "\n".join(texts)
