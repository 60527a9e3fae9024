"""How much of each key point's wordings was said, close together.

The window sizes and shares here were chosen on the same
answers as the coefficients (see `trainer.scoring.calibration`). None of them is
sharp: varied widely, one at a time, each kept the cross-validated area under
the ROC curve within .01.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from trainer.scoring.lexical_plan import Answer, Hits, Plan, PlannedPoint, find
from trainer.scoring.text import Grade, Token
from trainer.scoring.windows import best_window, mean_weight, shortest_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

POOL_WINDOW = 20
"""Tokens in which the pooled words of a point have to stand together."""

WORDING_WINDOW = 30
"""Tokens in which one wording, or its pairs of words, have to stand together."""

VOTES = 3
"""The mean of this many best wordings speaks for all: one alone is often right by chance."""

# What a window of an answer holds of a point by chance, and how many windows that is worth:
# without it an answer that is nothing but the point would not stand out above itself.
_CHANCE = 0.4
_CHANCE_WINDOWS = 80
_EVIDENCE_SHARE = 0.8
_DENIAL_REACH = 10
_LIST_REACH = 12
_NUMBER_REACH = 6
_ECHO_WINDOW = 30
_ECHO_STEP = 6


@dataclass(frozen=True, slots=True)
class Measures:
    """What one answer shows of one key point.

    `peak`: how far the best window stands above the mean window, `pairs`: words said
    in the same order close to each other, `recall`: the best wordings' share said in one
    window, `said`: their share said anywhere, each stem by its rarity; all about
    0 to 1. `span` is the evidence as a half-open range of tokens, None
    where nothing was found; `content_words` is the number of distinct stems in it that
    mean something by themselves, `function_share` that of small words around it (None
    where the language's small words are not known), `denied` whether it is taken back.
    `other_number` tells that most wordings name a number and a different one was said.
    `own_recall` and `refused_recall` are the shares said of the nearest of the speaker's
    own confirmed and refused spans, 0 where there are none.
    """

    wordings: int
    peak: float
    pairs: float
    recall: float
    span: tuple[int, int] | None
    content_words: int
    function_share: float | None
    denied: bool
    said: float = 0.0
    other_number: bool = False
    own_recall: float = 0.0
    refused_recall: float = 0.0


def measure(plan: Plan, tokens: list[Token]) -> list[Measures]:
    """Measure an answer, read by the plan's reader, against every key point of the plan."""
    answer = Answer(plan, tokens)
    return [_measure_point(plan, point, answer) for point in plan.points]


def matches(plan: Plan, index: int, tokens: Sequence[Token]) -> list[tuple[float, tuple[int, int]]]:
    """For each wording, own and refused span of one point: the share said, and where."""
    point, answer = plan.points[index], Answer(plan, list(tokens))
    found = []
    for letters in (*point.letters, *point.own_letters, *point.refused_letters):
        hits = [hit for hit in answer.hits if hit[1] in letters]
        best = best_window(hits, letters, WORDING_WINDOW)
        inside = hits[best.first : best.stop]
        place = (inside[0][0], inside[-1][0] + 1) if inside else (0, 0)
        found.append((best.weight / (sum(letters.values()) or 1.0), place))
    return found


def echo(plan: Plan, tokens: Sequence[Token]) -> float:
    """How much of the answer only repeats the question, 0 to 1.

    The share of content words that are the prompt's, in windows, at their upper
    quartile: restating the question once, as good speakers do, does not show; an
    answer that goes on talking around it does.
    """
    matter = [token.grade is Grade.CONTENT for token in tokens]
    said = [0, *accumulate(matter)]
    repeated = [
        0,
        *accumulate(
            own and token.stem in plan.prompt_stems
            for own, token in zip(matter, tokens, strict=True)
        ),
    ]
    shares: list[float] = []
    for start in range(0, max(len(tokens) - _ECHO_WINDOW, 0) + 1, _ECHO_STEP):
        stop = min(start + _ECHO_WINDOW, len(tokens))
        # Three words more than there were: a share of very few words says little.
        shares.append((repeated[stop] - repeated[start]) / (said[stop] - said[start] + 3))
    return sorted(shares)[3 * len(shares) // 4]


def _measure_point(plan: Plan, point: PlannedPoint, answer: Answer) -> Measures:
    hits = [hit for hit in answer.hits if hit[1] in point.pool]
    best = best_window(hits, point.pool, POOL_WINDOW)
    mean, windows = mean_weight(hits, point.pool, POOL_WINDOW, len(answer.tokens))
    usual = (mean / point.pool_norm * windows + _CHANCE * _CHANCE_WINDOWS) / (
        windows + _CHANCE_WINDOWS
    )
    recalls = sorted((_recall(hits, letters) for letters in point.letters), reverse=True)[:VOTES]
    span = None
    if best.weight:
        span = shortest_span(hits[best.first : best.stop], point.pool, _EVIDENCE_SHARE)
    return Measures(
        wordings=len(point.wordings),
        peak=best.weight / point.pool_norm - usual,
        pairs=_pair_weight(point, answer) / point.pairs_norm,
        recall=sum(recalls) / len(recalls) if recalls else 0.0,
        span=span,
        content_words=_content_words(answer, hits, span),
        function_share=_function_share(plan, answer, span),
        denied=not point.speaks_of_not_doing and _denied(plan, answer, span),
        said=_said(point, hits),
        other_number=_other_number(point, answer, span),
        own_recall=_nearest_recall(answer, point.own_letters),
        refused_recall=_nearest_recall(answer, point.refused_letters),
    )


def _recall(hits: Hits, letters: Mapping[str, float]) -> float:
    """The share of a wording's letters said in one window, drawn up: 2r / (1 + r), as in Dice."""
    own = [hit for hit in hits if hit[1] in letters]
    recall = best_window(own, letters, WORDING_WINDOW).weight / (sum(letters.values()) or 1.0)
    return 2 * recall / (1 + recall)


def _other_number(point: PlannedPoint, answer: Answer, span: tuple[int, int] | None) -> bool:
    if span is None or not point.numbers:
        return False
    around = answer.forms[max(span[0] - _NUMBER_REACH, 0) : span[1] + _NUMBER_REACH]
    said = {form for form in around if form.isdecimal()}
    return bool(said) and said.isdisjoint(point.numbers)


def _said(point: PlannedPoint, hits: Hits) -> float:
    said = {stem for _, stem in hits}
    shares = []
    for wording in point.wordings:
        weights = [(point.rarity[token.stem], token.stem in said) for token in wording]
        whole = sum(weight for weight, _ in weights) or 1.0
        shares.append(sum(weight for weight, heard in weights if heard) / whole)
    top = sorted(shares)[-VOTES:]
    return sum(top) / len(top) if top else 0.0


def _nearest_recall(answer: Answer, spans: Sequence[Mapping[str, float]]) -> float:
    return max((_recall([h for h in answer.hits if h[1] in s], s) for s in spans), default=0.0)


def _pair_weight(point: PlannedPoint, answer: Answer) -> float:
    places = sorted(
        (position, pair) for pair in point.pairs for position in answer.pair_places.get(pair, ())
    )
    return best_window(places, point.pairs, WORDING_WINDOW).weight


def _content_words(answer: Answer, hits: Hits, span: tuple[int, int] | None) -> int:
    if span is None:
        return 0
    return len(
        {
            stem
            for position, stem in hits
            if span[0] <= position < span[1] and answer.tokens[position].grade is not Grade.FUNCTION
        }
    )


def _function_share(plan: Plan, answer: Answer, span: tuple[int, int] | None) -> float | None:
    if span is None or not plan.reader.knows_small_words:
        return None
    middle = (span[0] + span[1]) // 2
    around = answer.tokens[max(middle - _LIST_REACH, 0) : middle + _LIST_REACH]
    return sum(token.grade is Grade.FUNCTION for token in around) / len(around)


def _denied(plan: Plan, answer: Answer, span: tuple[int, int] | None) -> bool:
    if span is None:
        return False
    forms = answer.forms[max(span[0] - _DENIAL_REACH, 0) : span[1]]
    return any(find(phrase, forms) for phrase in plan.denials)
