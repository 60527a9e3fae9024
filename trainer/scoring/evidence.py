"""The shortest stretch of an answer that makes a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.scoring.coverage import Evidence
from trainer.scoring.meaning import unit
from trainer.scoring.text import Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.scoring.blend import Reading
    from trainer.scoring.reading import CombinedPlan
    from trainer.scoring.text import Token
    from trainer.speech.transcript import Transcript

EVIDENCE_WORDS = 4
"""A quotation has at least so many words where the answer has them: one word shows nothing."""

_SHORTEST = 6
_KEPT = 0.9


class EvidenceFinder:
    """Finds the words that made a point, in one answer."""

    def __init__(self, plan: CombinedPlan, tokens: Sequence[Token]) -> None:
        self._plan = plan.meaning
        self._matter = [
            any(
                token.grade is not Grade.FUNCTION
                for text in (*p.wordings, *p.own)
                for token in text
            )
            for p in plan.words.points
        ]
        self._vectors = plan.meaning.vectors.of([token.form for token in tokens])

    def span(self, index: int, reading: Reading) -> tuple[int, int] | None:
        """A half-open range of tokens, or None where nothing resembles the point.

        The window that the wordings vote for (or that is nearest to a span the speaker
        confirmed), cut from both ends as long as it keeps nine tenths of its likeness.
        """
        import numpy as np

        meaning = reading.meaning
        taught = meaning.own.likeness > meaning.best.likeness
        best = meaning.own if taught else meaning.best
        if best.likeness <= 0 or not self._matter[index]:
            return None
        target = self._plan.own[index] if taught else self._plan.wordings[index]
        centre = unit(target.mean(axis=0, keepdims=True))[0]
        words = self._vectors[best.start : best.stop]
        sums = np.concatenate([np.zeros((1, words.shape[1])), np.cumsum(words, axis=0)])
        starts, stops = np.triu_indices(len(words) + 1, min(_SHORTEST, len(words)))
        near = self._plan.apart((sums[stops] - sums[starts]).astype(np.float32)) @ centre
        enough = near >= _KEPT * near.max()
        lengths = np.where(enough, stops - starts - near, np.inf)
        at = int(lengths.argmin())
        return best.start + int(starts[at]), best.start + int(stops[at])


def quote(transcript: Transcript, start: int, end: int) -> Evidence:
    """The words from `start` to `end`, with their time, at least `EVIDENCE_WORDS` of them."""
    words = transcript.words
    while end - start < min(EVIDENCE_WORDS, len(words)):
        start, end = max(start - 1, 0), min(end + 1, len(words))
    quoted = words[start:end]
    return Evidence(
        text="".join(word.text for word in quoted).strip(),
        start=start,
        end=end,
        start_s=quoted[0].start_s,
        end_s=quoted[-1].end_s,
    )
