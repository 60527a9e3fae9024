"""Which competences an advertisement asks for, by what the questions' own tags mean.

A tag such as 'attention to detail' is held against every run of one to three words of
the advertisement; no list of competences is needed but that of the banks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.debrief.ad_phrases import Part
from trainer.debrief.advertisement import AdLine, Advertisement
from trainer.library.meanings import matter
from trainer.scoring.text import Reader

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

LONGEST_RUN = 3

TOPIC_SHARE = 0.65
"""What a topic counts beside a competence: it says less of what is really asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A competence that an advertisement asks for: how surely, 0 to 1, and by which words."""

    competence: str
    strength: float
    line: AdLine
    words: str


def asked_competences(
    advertisement: Advertisement, questions: Sequence[Question], vectors: Vectors | None
) -> Mapping[str, Asked]:
    """For each question, by id, the competence of it that is asked for most surely.

    Without `vectors` a tag has to stand in the advertisement with the same stems.
    """
    # A title names the job: 'route planning' asks for no story about planning.
    lines = [line for line in advertisement.lines if line.weight and line.part is not Part.TITLE]
    runs = [(line, run) for line in lines for run in _runs(line.text, advertisement.language)]
    tags: dict[str, list[str]] = defaultdict(list)
    shares: dict[tuple[str, str], float] = {}
    for question in questions:
        for name, share in (("competence", 1.0), ("topic", TOPIC_SHARE)):
            for tag in question.tags.get(name, ()):
                tags[tag].append(question.id)
                shares[tag, question.id] = max(share, shares.get((tag, question.id), 0.0))
    if not tags or not runs:
        return {}
    best: dict[str, Asked] = {}
    found = _best_runs(list(tags), runs, advertisement.language, vectors)
    for tag, (strength, line, words) in found.items():
        for question_id in tags[tag]:
            own = strength * shares[tag, question_id]
            if question_id not in best or own > best[question_id].strength:
                best[question_id] = Asked(tag.replace("-", " "), own, line, words)
    return best


def _best_runs(
    tags: Sequence[str],
    runs: Sequence[tuple[AdLine, tuple[str, ...]]],
    language: str,
    vectors: Vectors | None,
) -> Mapping[str, tuple[float, AdLine, str]]:
    words = [matter(tag.replace("-", " "), language) for tag in tags]
    if vectors is None or language != "en":
        return _same_stems(tags, words, runs, language)
    import numpy as np

    from trainer.scoring.vectors import of_texts

    weights = np.array([line.weight for line, _ in runs])
    near = (of_texts(vectors, words) @ of_texts(vectors, [run for _, run in runs]).T) * weights
    places = near.argmax(axis=1)
    return {
        tag: (float(near[at, place]), runs[place][0], " ".join(runs[place][1]))
        for at, (tag, place) in enumerate(zip(tags, places, strict=True))
    }


def _same_stems(
    tags: Sequence[str],
    words: Sequence[Sequence[str]],
    runs: Sequence[tuple[AdLine, tuple[str, ...]]],
    language: str,
) -> Mapping[str, tuple[float, AdLine, str]]:
    reader = Reader(language)
    stems = {
        frozenset(token.stem for token in reader.tokens(run)): (line, run) for line, run in runs
    }
    found = {}
    for tag, forms in zip(tags, words, strict=True):
        wanted = frozenset(token.stem for token in reader.tokens(forms))
        if wanted in stems:
            line, run = stems[wanted]
            found[tag] = (line.weight, line, " ".join(run))
    return found


def _runs(text: str, language: str) -> Iterator[tuple[str, ...]]:
    words = matter(text, language)
    for length in range(1, LONGEST_RUN + 1):
        for at in range(len(words) - length + 1):
            yield tuple(words[at : at + length])
