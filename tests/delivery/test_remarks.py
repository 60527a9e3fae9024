"""What is said after an answer: few things, one's own answers before any norm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.placed import Placed, place
from trainer.bank.nouns import Kind, Question
from trainer.delivery.delivery import VERSION, Delivery, measure
from trainer.delivery.figures import Figures, Usual, figures_of, usual_of
from trainer.delivery.level import Level
from trainer.delivery.off_guard import off_guard_sign
from trainer.delivery.remarks import MOST_REMARKS, RemarkKind, remarks_on

QUESTION = Question("own/q", "?", Kind.MOTIVATIONAL, time_limit_s=60.0)
SOUND = Level(-25.0, -60.0, -6.0, 0, None)


SENTENCES = (
    "I like to work with people who build things",
    "my last team made maps for cyclists",
    "we talked to the riders every week",
    "that is what I want to do here as well",
    "and I can begin in spring",
)


def answer(
    onset_s: float = 1.0, *, fillers: int = 0, words_per_minute: int = 160, times: int = 1
) -> Placed:
    """About twelve seconds, so many times; the fillers come first."""
    parts: list[str | float] = [onset_s]
    for sentence in SENTENCES * times:
        *begun, rest = sentence.split(" ", 3)
        parts.append(" ".join(begun))
        if fillers:
            parts += [0.2, "um", 0.2]
            fillers -= 1
        parts += [rest, 0.5]
    return place(*parts, words_per_minute=words_per_minute)


def measured(clip: Placed, level: Level | None = SOUND, limit_s: float = 20.0) -> Delivery:
    return measure(QUESTION, clip.transcript, clip.voices, level, limit_s=limit_s)


def kinds(delivery: Delivery, usual: Usual | None = None) -> list[RemarkKind]:
    return [remark.kind for remark in remarks_on(delivery, usual or Usual(), most=None)]


def test_an_answer_without_anything_to_remark_gets_no_remark() -> None:
    assert kinds(measured(answer())) == []


def test_at_most_three_remarks_the_most_useful_first() -> None:
    quick = answer(6.0, fillers=5, words_per_minute=260)
    delivery = measured(quick, replace(SOUND, clipped=5, first_clipped_s=2.0), limit_s=10.0)
    every = remarks_on(delivery, Usual(), most=None)
    assert len(every) > MOST_REMARKS
    assert remarks_on(delivery, Usual()) == every[:MOST_REMARKS]
    usefulness = [remark.usefulness for remark in every]
    assert usefulness == sorted(usefulness, reverse=True)
    assert all(remark.at_s is not None for remark in every)


def test_fillers_are_compared_with_ones_own_before_the_norm() -> None:
    delivery = measured(answer(fillers=5))
    rate = delivery.fillers_per_minute
    assert rate is not None
    assert rate > 12
    [remark] = [one for one in remarks_on(delivery, Usual()) if one.kind is RemarkKind.FILLERS]
    assert remark.usual is None
    assert remark.at_s == pytest.approx(
        delivery.fillers[0].place.start_s if delivery.fillers else 0
    )
    usual = Usual(3, fillers_per_minute=4.0)
    [remark] = [one for one in remarks_on(delivery, usual) if one.kind is RemarkKind.FILLERS]
    assert remark.usual == 4.0
    fewer = measured(answer(fillers=1))
    assert kinds(fewer, Usual(3, fillers_per_minute=20.0)) == [RemarkKind.FEWER_FILLERS]


def test_a_pace_is_remarked_on_outside_the_band_or_far_from_ones_own() -> None:
    normal = measured(answer())
    assert normal.pace is not None
    rate = normal.pace.words_per_minute
    assert 100 < rate < 180
    assert kinds(normal, Usual(3, words_per_minute=rate)) == []
    assert RemarkKind.FAST in kinds(measured(answer(words_per_minute=300, times=2)))


def test_an_onset_is_late_only_against_ones_own() -> None:
    delivery = measured(answer(3.5))
    assert kinds(delivery) == []
    assert kinds(delivery, Usual(5, onset_s=1.0)) == [RemarkKind.ONSET]
    assert kinds(delivery, Usual(5, onset_s=3.0)) == []


def test_the_sign_of_a_surprise_needs_more_than_a_late_start() -> None:
    usual = Usual(5, onset_s=1.0)
    assert off_guard_sign(measured(answer(5.0)), usual) is None
    assert off_guard_sign(measured(answer(1.2, fillers=4)), usual) is None
    sign = off_guard_sign(measured(answer(5.0, fillers=3)), usual)
    assert sign is not None
    assert (sign.fillers, sign.usual_onset_s) == (3, 1.0)
    assert sign.onset_s == pytest.approx(5.0, abs=0.1)


def test_what_is_too_soft_or_noisy_leaves_out_what_depends_on_the_voice() -> None:
    for level in (replace(SOUND, voice_dbfs=-50.0), replace(SOUND, noise_dbfs=-28.0)):
        delivery = measured(answer(6.0), level)
        assert (delivery.pace, delivery.pauses, delivery.onset_s) == (None, None, None)
        assert kinds(delivery)[0] in {RemarkKind.TOO_LOW, RemarkKind.NOISY}


def test_the_usual_is_the_median_of_enough_answers_by_the_same_rules() -> None:
    def figures(onset_s: float | None, version: int = VERSION) -> Figures:
        return Figures(version=version, words=100, onset_s=onset_s)

    few = usual_of([figures(1.0), figures(2.0)], VERSION)
    assert (few.answers, few.onset_s) == (2, None)
    enough = usual_of([figures(1.0), figures(9.0), figures(2.0), figures(None)], VERSION)
    assert (enough.answers, enough.onset_s) == (4, 2.0)
    assert usual_of([figures(1.0, VERSION + 1)] * 5, VERSION) == Usual()


def test_figures_come_back_from_their_mapping_and_from_a_later_form() -> None:
    figures = figures_of(measured(answer(fillers=2)))
    assert figures.fillers_per_minute is not None
    assert Figures.from_mapping(figures.to_mapping()) == figures
    assert Figures.from_mapping({**figures.to_mapping(), "more": 1}) == figures
