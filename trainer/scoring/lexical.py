"""How much of each key point's wordings was said, close together.

A key point is a text and other wordings of it. Their stems are pooled; a stem
weighs the more, the more of the point's own wordings use it, and the less, the
more the other key points and the prompt use it: that is its rarity, taken from
the question alone. The window sizes and shares here were chosen on the same
answers as the coefficients (see `trainer.scoring.calibration`). None of them is
sharp: varied widely, one at a time, each kept the cross-validated area under
the ROC curve within .01.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from trainer.scoring.cues import DENIALS
from trainer.scoring.text import Grade, Reader, Token
from trainer.scoring.windows import best_window, mean_weight, shortest_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trainer.bank.nouns import Question

POOL_WINDOW = 20
"""Tokens in which the pooled words of a point have to stand together."""

WORDING_WINDOW = 30
"""Tokens in which one wording, or its pairs of words, have to stand together."""

VOTES = 3
"""The mean of this many best wordings speaks for all: one alone is often right by chance."""

_FUZZY_CUT = 88
_FUZZY_LETTERS = 4
_PROMPT_SHARE = 0.35
_SIBLING_SHARE = 0.5
_GRADE_WEIGHT = {Grade.FUNCTION: 0.8, Grade.COMMON: 0.9, Grade.CONTENT: 1.0}
_TOP_STEMS = 8
_TOP_PAIRS = 10
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

Hits = list[tuple[int, str]]
Pair = tuple[str, str]


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


class Plan:
    """A question made ready to be looked for in answers."""

    def __init__(
        self,
        question: Question,
        wordings: Mapping[str, Sequence[str]],
        own: Mapping[str, Sequence[str]] | None = None,
        refused: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`wordings` count as the point's; `own` and `refused` spans are measured apart."""
        self.reader = Reader(question.language)
        self.texts = [
            _distinct((point.text, *point.wordings, *wordings.get(point.id, ())))
            for point in question.key_points
        ]
        read = [self._read(texts) for texts in self.texts]
        self.own_texts = [_distinct((own or {}).get(p.id, ())) for p in question.key_points]
        self.refused_texts = [_distinct((refused or {}).get(p.id, ())) for p in question.key_points]
        taught = [self._read(texts) for texts in self.own_texts]
        denied = [self._read(texts) for texts in self.refused_texts]
        prompt = self.reader.tokens(question.prompt.split())
        self.prompt = prompt
        self.prompt_stems = {token.stem for token in prompt if token.grade is Grade.CONTENT}
        use = [_use(point) for point in read]
        prompt_all = {token.stem for token in prompt}
        denials = DENIALS.get(self.reader.code, ())
        self.points: list[PlannedPoint] = []
        for index, point in enumerate(read):
            grades = {token.stem: token.grade for token in chain.from_iterable(point)}
            rarity: dict[str, float] = {}
            for stem, grade in grades.items():
                mine = use[index][stem]
                others = sum(other.get(stem, 0.0) for at, other in enumerate(use) if at != index)
                rarity[stem] = _GRADE_WEIGHT[grade] * mine / (mine + _SIBLING_SHARE * others)
                if stem in prompt_all:
                    rarity[stem] *= _PROMPT_SHARE
            self.points.append(
                PlannedPoint(point, rarity, use[index], denials, taught[index], denied[index])
            )
        self.vocabulary = sorted({stem for point in self.points for stem in point.stems})
        self.denials = denials

    def _read(self, texts: Iterable[str]) -> list[list[Token]]:
        return [self.reader.tokens(text.split()) for text in texts]


class PlannedPoint:
    """One key point's words and pairs of words, weighed."""

    def __init__(
        self,
        wordings: list[list[Token]],
        rarity: Mapping[str, float],
        use: Mapping[str, float],
        denials: Iterable[tuple[str, ...]],
        own: list[list[Token]],
        refused: list[list[Token]],
    ) -> None:
        count = len(wordings)
        self.wordings = wordings
        self.rarity = rarity
        self.own = own
        self.refused = refused
        self.pool = {stem: weight * use[stem] * count for stem, weight in rarity.items()}
        self.pool_norm = _norm(self.pool.values(), _TOP_STEMS)
        pairs = Counter(chain.from_iterable({*_pairs(wording)} for wording in wordings))
        self.pairs = {
            pair: (rarity[pair[0]] + rarity[pair[1]]) * uses for pair, uses in pairs.items()
        }
        self.pairs_norm = _norm(self.pairs.values(), _TOP_PAIRS)
        # A long word says more than a short one: letters weigh a wording's own recall.
        numbers = Counter(
            chain.from_iterable({t.stem for t in w if t.stem.isdecimal()} for w in wordings)
        )
        self.numbers = {number for number, uses in numbers.items() if 2 * uses > count}
        self.letters = [_letters(wording) for wording in wordings]
        self.own_letters = [_letters(span) for span in own]
        self.refused_letters = [_letters(span) for span in refused]
        self.stems = {*self.pool}.union(*self.own_letters, *self.refused_letters)
        self.speaks_of_not_doing = any(
            _find(phrase, [token.form for token in wording])
            for wording in wordings
            for phrase in denials
        )


class Answer:
    """An answer made ready: its tokens, and where each stem of the question was said."""

    def __init__(self, plan: Plan, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.forms = [token.form for token in tokens]
        alike = _alike(plan.vocabulary, sorted({token.stem for token in tokens}))
        self.hits: Hits = [
            (position, stem) for position, token in enumerate(tokens) for stem in alike[token.stem]
        ]
        self.pair_places: dict[Pair, list[int]] = defaultdict(list)
        wanted = {pair for point in plan.points for pair in point.pairs}
        for position, pair in _pair_places(tokens):
            if pair in wanted:
                self.pair_places[pair].append(position)


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


def shared_forms(plan: Plan, index: int) -> tuple[str, ...]:
    """The point's words of matter that count less: the prompt or another point uses them."""
    others = {stem for at, point in enumerate(plan.points) if at != index for stem in point.pool}
    others |= plan.prompt_stems
    return tuple(
        sorted(
            {
                token.form
                for wording in plan.points[index].wordings
                for token in wording
                if token.grade is Grade.CONTENT and token.stem in others
            }
        )
    )


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


def _letters(wording: Iterable[Token]) -> dict[str, float]:
    return {token.stem: float(len(token.form)) for token in wording}


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
    return any(_find(phrase, forms) for phrase in plan.denials)


def _find(phrase: tuple[str, ...], forms: Sequence[str]) -> bool:
    length = len(phrase)
    return phrase[0] in forms and any(
        tuple(forms[start : start + length]) == phrase for start in range(len(forms) - length + 1)
    )


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts that say something, each once, white space and case apart."""
    kept: dict[str, str] = {}
    for text in texts:
        key = " ".join(text.lower().split())
        if key:
            kept.setdefault(key, text)
    return list(kept.values())


def _use(wordings: Sequence[Sequence[Token]]) -> dict[str, float]:
    """The share of a point's wordings that use each stem, 0 to 1."""
    counts = Counter(chain.from_iterable({t.stem for t in wording} for wording in wordings))
    return {stem: count / len(wordings) for stem, count in counts.items()}


def _norm(weights: Iterable[float], top: int) -> float:
    """What the heaviest `top` weigh together, never less than 1."""
    return max(sum(sorted(weights, reverse=True)[:top]), 1.0)


def _pairs(tokens: Sequence[Token]) -> Iterable[Pair]:
    return (pair for _, pair in _pair_places(tokens))


def _pair_places(tokens: Sequence[Token]) -> Iterable[tuple[int, Pair]]:
    """Each token with the next and the next but one."""
    for position, token in enumerate(tokens):
        for following in tokens[position + 1 : position + 3]:
            yield position, (token.stem, following.stem)


def _alike(vocabulary: Sequence[str], said: Sequence[str]) -> dict[str, list[str]]:
    """For every stem said, the stems of the question that it may stand for.

    A stem stands for itself and, where both are words of some length, for one that a
    slip of the recogniser or an ending sets apart; numbers only for themselves.
    """
    from rapidfuzz import fuzz, process

    alike: dict[str, list[str]] = {stem: [] for stem in said}
    long_enough = [stem for stem in said if len(stem) >= _FUZZY_LETTERS and stem.isalpha()]
    for stem in vocabulary:
        if stem in alike:
            alike[stem].append(stem)
        if len(stem) < _FUZZY_LETTERS or not stem.isalpha():
            continue
        for near, _, _ in process.extract(
            stem, long_enough, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUT, limit=None
        ):
            if near != stem:
                alike[near].append(stem)
    return alike
