"""Which of the questions that were predicted for an interview came, and which came unpredicted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.history.interviews import AskedQuestion
from trainer.history.predictions import Prediction


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was predicted beside what was asked, in one interview or in several together.

    `came` are predictions that were asked, `not_came` those that were not, `unpredicted`
    the questions that nobody had foreseen.
    """

    came: tuple[str, ...]
    not_came: tuple[str, ...]
    unpredicted: tuple[str, ...]
    asked: int

    @property
    def recall(self) -> float | None:
        """The share of what was asked that had been predicted, 0 to 1; None where nothing was."""
        return None if not self.asked else (self.asked - len(self.unpredicted)) / self.asked

    @property
    def precision(self) -> float | None:
        """The share of the predictions that came, 0 to 1; None without a prediction."""
        predicted = len(self.came) + len(self.not_came)
        return len(self.came) / predicted if predicted else None


def foretold(
    predicted: Iterable[Prediction], asked: Iterable[AskedQuestion], aliases: Mapping[str, str]
) -> Foretold:
    """Compare the predictions for one interview with what was asked in it.

    A question that the person was asked twice counts twice; one without an id is the same
    as a prediction in the same words.
    """
    was_asked = list(asked)
    keys = [_keys(one.question_id, one.asked, aliases) for one in was_asked]
    all_keys = frozenset().union(*keys)
    came: list[str] = []
    not_came: list[str] = []
    known: set[str] = set()
    for one in predicted:
        mine = _keys(one.question_id, one.prompt, aliases)
        known |= mine
        (came if mine & all_keys else not_came).append(one.prompt)
    unpredicted = [one.asked for one, mine in zip(was_asked, keys, strict=True) if not mine & known]
    return Foretold(tuple(came), tuple(not_came), tuple(unpredicted), len(was_asked))


def together(each: Iterable[Foretold]) -> Foretold:
    """Several interviews as one: every prediction and every question counts alike."""
    all_of_them = list(each)
    return Foretold(
        tuple(text for one in all_of_them for text in one.came),
        tuple(text for one in all_of_them for text in one.not_came),
        tuple(text for one in all_of_them for text in one.unpredicted),
        sum(one.asked for one in all_of_them),
    )


def _keys(question_id: str | None, text: str, aliases: Mapping[str, str]) -> frozenset[str]:
    words = " ".join(text.casefold().split()).strip(" ?.!")
    if question_id is None:
        return frozenset({words})
    return frozenset({words, aliases.get(question_id, question_id)})
