"""How much of a question's key points an answer made, and where it made them."""

from __future__ import annotations

from trainer.scoring.calibration import Rule
from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict
from trainer.scoring.explain import Explanation, PointExplained, WordingMatch, explain
from trainer.scoring.scorer import Scorer, default_scorer, score_answer

__all__ = [
    "Coverage",
    "Evidence",
    "Explanation",
    "PointExplained",
    "PointScore",
    "Rule",
    "Scorer",
    "Verdict",
    "WordingMatch",
    "default_scorer",
    "explain",
    "score_answer",
]
