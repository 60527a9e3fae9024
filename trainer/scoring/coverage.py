"""What a score is made of: plain values, safe to import anywhere.

The rule is the weighted recall of TREC nugget scoring: coverage =
sum(weight x credit) / sum(weight), where a covered point earns 1, a missed one 0.
A point that the machine is not sure of opens a band from 0 to its weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trainer.bank.nouns import Weight


class Verdict(StrEnum):
    """What the machine says of one key point."""

    COVERED = "covered"
    NOT_SURE = "not_sure"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that made a point.

    `start` and `end` are a half-open range of the transcript's words; `start_s`
    and `end_s` are seconds into the recording, where they are known.
    """

    text: str
    start: int
    end: int
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class PointScore:
    """One key point, judged; `probability` is that of the point having been made, 0 to 1."""

    key_point_id: str
    weight: Weight
    probability: float
    verdict: Verdict
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The score of one answer, its points in the order of the question's key points.

    `wordless` says that there was not one word to judge: a recording in which none was heard.
    What is shown of such an answer is no coverage at all: nobody knows what was said.
    """

    points: tuple[PointScore, ...]
    scorer: str
    wordless: bool = False

    @property
    def low(self) -> float | None:
        """The share covered if every point in doubt was missed, 0 to 1; None without points."""
        return self._share({Verdict.COVERED})

    @property
    def high(self) -> float | None:
        """The share covered if every point in doubt was made, 0 to 1; None without points."""
        return self._share({Verdict.COVERED, Verdict.NOT_SURE})

    def _share(self, credited: set[Verdict]) -> float | None:
        total = sum(point.weight.share for point in self.points)
        if not total:
            return None
        return sum(p.weight.share for p in self.points if p.verdict in credited) / total

    def to_mapping(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_mapping` is its inverse."""
        return {
            "scorer": self.scorer,
            "low": self.low,
            "high": self.high,
            "wordless": self.wordless,
            "points": [
                {
                    "key_point_id": point.key_point_id,
                    "weight": point.weight.value,
                    "probability": point.probability,
                    "verdict": point.verdict.value,
                    "evidence": None
                    if point.evidence is None
                    else {
                        "text": point.evidence.text,
                        "start": point.evidence.start,
                        "end": point.evidence.end,
                        "start_s": point.evidence.start_s,
                        "end_s": point.evidence.end_s,
                    },
                }
                for point in self.points
            ],
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Coverage:
        """Read what `to_mapping` wrote.

        Raises KeyError, TypeError or ValueError for any other form.
        """
        return cls(
            points=tuple(
                PointScore(
                    key_point_id=point["key_point_id"],
                    weight=Weight(point["weight"]),
                    probability=point["probability"],
                    verdict=Verdict(point["verdict"]),
                    evidence=Evidence(**point["evidence"]) if point["evidence"] else None,
                )
                for point in mapping["points"]
            ),
            scorer=mapping["scorer"],
            wordless=mapping.get("wordless", False),
        )
