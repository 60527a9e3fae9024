"""What a person gets from `score_answer`."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.scoring.examples import DELEGATION, GERMAN_ANSWER, GOOD_ANSWER, OUTAGE
from trainer.bank.nouns import Question
from trainer.errors import InputError
from trainer.scoring import Coverage, PointScore, Verdict, default_scorer, score_answer
from trainer.speech.transcript import Segment, Transcript, Word


def points(coverage: Coverage) -> dict[str, PointScore]:
    return {point.key_point_id: point for point in coverage.points}


def verdicts(coverage: Coverage) -> dict[str, Verdict]:
    return {point.key_point_id: point.verdict for point in coverage.points}


def timed(text: str) -> Transcript:
    """Half a second a word, from ten seconds on, in segments of seven words."""
    words = [
        Word(f" {word}", 10 + place / 2, 10.4 + place / 2)
        for place, word in enumerate(text.split())
    ]
    segments = (Segment(tuple(words[at : at + 7])) for at in range(0, len(words), 7))
    return Transcript(tuple(segments), language="en")


def test_marks_what_was_said_and_not_the_rest() -> None:
    coverage = score_answer(OUTAGE, GOOD_ANSWER)
    assert [point.key_point_id for point in coverage.points] == [
        "rolled-back",
        "told-customers",
        "alert-added",
    ]
    said = verdicts(coverage)
    assert said["rolled-back"] is Verdict.COVERED
    assert said["told-customers"] is Verdict.COVERED
    assert said["alert-added"] is not Verdict.COVERED
    assert coverage.low == pytest.approx(2 / 2.5)
    assert coverage.scorer == default_scorer().version


def test_evidence_quotes_the_words_it_counts() -> None:
    words = GOOD_ANSWER.split()
    for point in score_answer(OUTAGE, GOOD_ANSWER).points:
        if point.evidence is not None:
            assert 0 <= point.evidence.start < point.evidence.end <= len(words)
            assert point.evidence.text == " ".join(words[point.evidence.start : point.evidence.end])
    told = points(score_answer(OUTAGE, GOOD_ANSWER))["told-customers"].evidence
    assert told is not None
    assert "customers" in told.text
    assert "release" not in told.text


def test_evidence_has_the_time_of_its_words() -> None:
    transcript = timed(GOOD_ANSWER)
    evidence = points(score_answer(OUTAGE, transcript))["rolled-back"].evidence
    assert evidence is not None
    assert evidence.start_s == 10 + evidence.start / 2
    assert evidence.end_s == 10.4 + (evidence.end - 1) / 2
    assert (
        evidence.text
        == "".join(word.text for word in transcript.words[evidence.start : evidence.end]).strip()
    )


def test_typed_evidence_has_no_time() -> None:
    evidence = points(score_answer(OUTAGE, GOOD_ANSWER))["rolled-back"].evidence
    assert evidence is not None
    assert (evidence.start_s, evidence.end_s) == (None, None)


def test_text_and_its_transcript_score_alike() -> None:
    plain = score_answer(OUTAGE, GOOD_ANSWER)
    assert score_answer(OUTAGE, Transcript.from_text(GOOD_ANSWER)) == plain
    assert score_answer(OUTAGE, GOOD_ANSWER) == plain


def test_a_quotation_is_never_a_single_word() -> None:
    for answer in (GOOD_ANSWER, "Honestly the queue, that was it, and nothing else I recall."):
        for point in score_answer(OUTAGE, answer).points:
            if point.evidence is not None:
                assert point.evidence.end - point.evidence.start >= 4


@pytest.mark.parametrize("answer", ["", "   \n ", "um, uh, yeah, so. And, um ...", "-- ... !"])
def test_saying_nothing_misses_everything(answer: str) -> None:
    coverage = score_answer(OUTAGE, answer)
    assert set(verdicts(coverage).values()) == {Verdict.MISSED}
    assert all(point.evidence is None for point in coverage.points)
    assert coverage.high == 0.0


def test_a_question_without_key_points_has_no_score() -> None:
    coverage = score_answer(Question(id="tests/bare", prompt="Why us?"), GOOD_ANSWER)
    assert coverage.points == ()
    assert (coverage.low, coverage.high) == (None, None)


def test_without_wordings_what_was_said_is_not_sure_rather_than_wrong() -> None:
    bare = replace(
        OUTAGE, key_points=tuple(replace(point, wordings=()) for point in OUTAGE.key_points)
    )
    said = verdicts(score_answer(bare, GOOD_ANSWER))
    assert set(said.values()) == {Verdict.NOT_SURE}


def test_more_wordings_can_be_handed_in() -> None:
    bare = replace(
        OUTAGE, key_points=tuple(replace(point, wordings=()) for point in OUTAGE.key_points)
    )
    wordings = {point.id: list(point.wordings) for point in OUTAGE.key_points}
    said = verdicts(score_answer(bare, GOOD_ANSWER, wordings))
    assert said["rolled-back"] is Verdict.COVERED
    assert said["told-customers"] is Verdict.COVERED
    assert said["alert-added"] is not Verdict.COVERED


def test_a_wording_of_the_speakers_own_raises_the_probability() -> None:
    answer = (
        "I killed the new pods, pointed traffic at blue again and took a breath. "
        "After that it was a long evening with a lot of coffee and many graphs."
    )
    before = points(score_answer(OUTAGE, answer))["rolled-back"]
    own = ["killed the new pods and pointed the traffic at blue again"]
    after = points(score_answer(OUTAGE, answer, {"rolled-back": own}))["rolled-back"]
    assert after.probability > before.probability + 0.1
    assert after.evidence is not None
    assert "killed the new pods" in after.evidence.text


def test_repeating_a_wording_does_not_make_it_count_twice() -> None:
    span = "then I put the old build back"
    once, again = {"rolled-back": [span]}, {"rolled-back": [span, "  ", span.upper()]}
    assert score_answer(OUTAGE, GOOD_ANSWER, again) == score_answer(OUTAGE, GOOD_ANSWER, once)
    blank = {"rolled-back": ["  "]}
    assert score_answer(OUTAGE, GOOD_ANSWER, blank) == score_answer(OUTAGE, GOOD_ANSWER)


def test_wordings_for_an_unknown_key_point_are_refused_by_name() -> None:
    with pytest.raises(InputError, match="no-such-point") as refused:
        score_answer(OUTAGE, GOOD_ANSWER, {"no-such-point": ["anything"]})
    assert refused.value.hint is not None
    assert "rolled-back" in refused.value.hint


def test_the_interviewers_words_given_back_cover_nothing() -> None:
    question = replace(
        OUTAGE, prompt="Tell me how you rolled back the release and told the customers."
    )
    answer = (
        "So you want to know how I rolled back the release and told the customers. The release, "
        "yes, rolling back a release and telling the customers, that is a good question. I would "
        "say how I rolled back the release and told the customers is something that matters."
    )
    assert Verdict.COVERED not in verdicts(score_answer(question, answer)).values()


def test_restating_the_question_once_does_not_cost_a_covered_point() -> None:
    answer = "You ask about an outage I was responsible for and how I handled it. " + GOOD_ANSWER
    said = verdicts(score_answer(OUTAGE, answer))
    assert said["rolled-back"] is Verdict.COVERED
    assert said["told-customers"] is Verdict.COVERED


def test_a_list_of_key_words_covers_nothing() -> None:
    answer = (
        "rolled back release, previous version, reverted deployment, old build, honest email "
        "customers, status page notice, apologised clients, mistake explained, alert queue "
        "length, alarm backlog, monitoring, warning, disk check pages"
    )
    assert Verdict.COVERED not in verdicts(score_answer(OUTAGE, answer)).values()


@pytest.mark.parametrize(
    "denial",
    [
        "To be honest I never got to the point where I set up an alert on the queue length.",
        "We should have set up an alert on the queue length so we would notice it next time.",
        "I wish I had set up an alert on the queue length afterwards, we did not have one.",
    ],
)
def test_what_was_not_done_is_not_covered(denial: str) -> None:
    claim = "Afterwards I set up an alert on the queue length, so we would notice it next time."
    assert verdicts(score_answer(OUTAGE, claim))["alert-added"] is Verdict.COVERED
    assert verdicts(score_answer(OUTAGE, denial))["alert-added"] is not Verdict.COVERED


def test_a_point_about_not_doing_something_can_be_covered() -> None:
    point = replace(
        OUTAGE.key_points[0],
        id="no-blame",
        text="never blamed anyone",
        wordings=(
            "I never had a word of blame for the colleague who pushed it",
            "we never went looking for a culprit",
            "nobody was blamed for it, that was important to me",
            "I made sure no one got the blame in the review",
            "it was never about whose fault it was",
        ),
    )
    question = replace(OUTAGE, key_points=(point, *OUTAGE.key_points[1:]))
    answer = (
        "and in the review I never had a word of blame for the colleague who pushed it, we never "
        "went looking for a culprit, that was important to me"
    )
    assert verdicts(score_answer(question, answer))["no-blame"] is Verdict.COVERED


def test_a_point_made_twice_is_quoted_once() -> None:
    again = f"{GOOD_ANSWER} So as I said, the first thing I did was I reverted the release."
    point = points(score_answer(OUTAGE, again))["rolled-back"]
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert point.evidence.end - point.evidence.start <= 20


def test_case_punctuation_and_typographic_marks_do_not_matter() -> None:
    loud = GOOD_ANSWER.upper().replace("'", "\u2019").replace(",", " \u2014 ")
    plain = [point.probability for point in score_answer(OUTAGE, GOOD_ANSWER).points]
    assert [point.probability for point in score_answer(OUTAGE, loud).points] == plain


def test_decomposed_letters_equal_composed_ones() -> None:
    import unicodedata

    apart = unicodedata.normalize("NFD", GERMAN_ANSWER)
    assert apart != GERMAN_ANSWER
    whole = [point.probability for point in score_answer(DELEGATION, GERMAN_ANSWER).points]
    assert [point.probability for point in score_answer(DELEGATION, apart).points] == whole


def test_german_answers_are_scored() -> None:
    said = verdicts(score_answer(DELEGATION, GERMAN_ANSWER))
    assert said["hilfe"] is Verdict.COVERED
    assert said["prioritaeten"] is not Verdict.COVERED


def test_a_language_without_a_stemmer_is_compared_as_written() -> None:
    question = replace(OUTAGE, language="xx-YY")
    said = verdicts(score_answer(question, GOOD_ANSWER))
    assert said["rolled-back"] is not Verdict.MISSED


def test_misheard_words_are_still_found() -> None:
    heard = GOOD_ANSWER.replace("reverted", "revertid").replace("customers", "custommers")
    said = verdicts(score_answer(OUTAGE, heard))
    assert said["rolled-back"] is Verdict.COVERED
    assert said["told-customers"] is Verdict.COVERED


ASIDE = (
    "And then I told her about the garden, because the tomatoes came late and the neighbour lent "
    "us a ladder for the plum tree, which my brother painted green one Sunday in the rain. "
)


def test_three_thousand_words_around_an_answer() -> None:
    long = ASIDE * 45 + GOOD_ANSWER + ASIDE * 45
    assert len(long.split()) > 3000
    coverage = points(score_answer(OUTAGE, long))
    start, end = len((ASIDE * 45).split()), len((ASIDE * 45 + GOOD_ANSWER).split())
    evidence = coverage["rolled-back"].evidence
    assert evidence is not None
    assert start <= evidence.start < evidence.end <= end
    assert coverage["alert-added"].verdict is not Verdict.COVERED
    probabilities = [
        points(score_answer(OUTAGE, ASIDE * n + GOOD_ANSWER))["rolled-back"].probability
        for n in (0, 15, 45, 90)
    ]
    assert all(shorter >= longer - 0.001 for shorter, longer in pairwise(probabilities))


def test_importing_scoring_loads_no_heavy_library() -> None:
    heavy = "{'rapidfuzz', 'snowballstemmer', 'numpy', 'torch', 'wordllama'}"
    code = f"import sys, trainer.scoring; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
