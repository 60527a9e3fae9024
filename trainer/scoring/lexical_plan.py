"""A question's words made ready to be looked for, and an answer's to be looked in.

A key point is a text and other wordings of it. Their stems are pooled; a stem
weighs the more, the more of the point's own wordings use it, and the less, the
more the other key points and the prompt use it: that is its rarity, taken from
the question alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from trainer.scoring.cues import DENIALS
from trainer.scoring.text import Grade, Reader, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trainer.bank.nouns import Question

_FUZZY_CUT = 88
_FUZZY_LETTERS = 4
_PROMPT_SHARE = 0.35
_SIBLING_SHARE = 0.5
_GRADE_WEIGHT = {Grade.FUNCTION: 0.8, Grade.COMMON: 0.9, Grade.CONTENT: 1.0}
_TOP_STEMS = 8
_TOP_PAIRS = 10

Hits = list[tuple[int, str]]
Pair = tuple[str, str]


class Weigh(Protocol):
    """How much words say by themselves, whatever the question."""

    def __call__(self, forms: Sequence[str], /) -> Sequence[float]:
        """One weight a form, about 1 for a usual word and more for a rare one."""
        ...


def _alike_weights(forms: Sequence[str]) -> Sequence[float]:
    return [1.0] * len(forms)


class Plan:
    """A question made ready to be looked for in answers."""

    def __init__(
        self,
        question: Question,
        wordings: Mapping[str, Sequence[str]],
        own: Mapping[str, Sequence[str]] | None = None,
        refused: Mapping[str, Sequence[str]] | None = None,
        weigh: Weigh = _alike_weights,
    ) -> None:
        """`wordings` count as the point's; `own` and `refused` spans are measured apart.

        `weigh` tells rare words from usual ones where more than the question is known.
        """
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
            words = {token.stem: token for token in chain.from_iterable(point)}
            rarity: dict[str, float] = {}
            weights = weigh([token.form for token in words.values()])
            for (stem, token), weight in zip(words.items(), weights, strict=True):
                mine = use[index][stem]
                others = sum(other.get(stem, 0.0) for at, other in enumerate(use) if at != index)
                alone = mine / (mine + _SIBLING_SHARE * others)
                rarity[stem] = weight * _GRADE_WEIGHT[token.grade] * alone
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
            find(phrase, [token.form for token in wording])
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


def _letters(wording: Iterable[Token]) -> dict[str, float]:
    return {token.stem: float(len(token.form)) for token in wording}


def find(phrase: tuple[str, ...], forms: Sequence[str]) -> bool:
    """Whether the words of `phrase` stand one after the other in `forms`."""
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
