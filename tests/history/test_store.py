from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.history.made import (
    NOW,
    QUESTION,
    TRANSCRIPT,
    ZONE,
    begin,
    coverage,
    coverages,
    finish,
    questions,
    seconds,
    texts,
    transcripts,
)
from trainer.audio.take import Pause
from trainer.bank.nouns import Question
from trainer.errors import NotFoundError
from trainer.history.opening import open_history
from trainer.history.records import Medium, Origin, Stage
from trainer.history.store import History
from trainer.scoring.coverage import Coverage, Verdict
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

COVERED, NOT_SURE, MISSED = Verdict.COVERED, Verdict.NOT_SURE, Verdict.MISSED


def test_a_begun_attempt_is_there_for_others_before_it_ends(
    workspace: Workspace, history: History
) -> None:
    attempt = begin(history)
    with open_history(workspace, write=False, now=NOW) as other:
        assert other.attempts(unfinished=True) == (attempt,)
    assert (attempt.id, attempt.stage, attempt.unfinished) == (1, Stage.RECORDING, True)
    assert (attempt.question, attempt.medium, attempt.zone) == (QUESTION, Medium.SPOKEN, ZONE)
    assert (attempt.started_at, attempt.finished_at, attempt.duration_s) == (NOW, None, None)
    assert (attempt.sample_rate_hz, attempt.device) == (None, "USB microphone")
    assert (attempt.time_limit_s, attempt.off_guard, attempt.voice_segments) == (90.0, None, None)


def test_an_attempt_goes_through_its_stages(workspace: Workspace, history: History) -> None:
    attempt = begin(history)
    end = NOW + timedelta(seconds=95)
    pauses = (Pause(10.0, 3.5), Pause(20.0, 60.0))
    recorded = history.mark_recorded(
        attempt.id,
        finished_at=end,
        duration_s=31.5,
        sample_rate_hz=48_000,
        overflows=2,
        pauses=pauses,
    )
    assert (recorded.stage, recorded.finished_at) == (Stage.RECORDED, end)
    assert (recorded.duration_s, recorded.overflows, recorded.pauses) == (31.5, 2, pauses)
    assert recorded.sample_rate_hz == 48_000

    stored = history.add_transcript(attempt.id, TRANSCRIPT, origin=Origin.ENGINE, made_at=end)
    assert history.attempt(attempt.id).stage is Stage.TRANSCRIBED
    assert history.latest_score(attempt.id) is None

    score = history.add_score(stored, coverage(COVERED, NOT_SURE), made_at=end)
    with open_history(workspace, write=False, now=NOW) as other:
        assert other.attempt(attempt.id).stage is Stage.SCORED
        assert other.latest_transcript(attempt.id) == stored
        assert other.latest_score(attempt.id) == score
        assert other.attempts(unfinished=True) == ()
        assert len(other.attempts(unfinished=False)) == 1


def test_a_later_version_stands_before_the_earlier_and_moves_no_stage_back(
    history: History,
) -> None:
    attempt = begin(history)
    first = finish(history, attempt, MISSED, MISSED)
    corrected = history.add_transcript(
        attempt.id, Transcript.from_text("I listened"), origin=Origin.CORRECTED, made_at=NOW
    )
    assert history.latest_transcript(attempt.id) == corrected
    # The evidence of the first score is counted in other words.
    assert history.latest_score(attempt.id) is None
    assert history.scores(attempt.id) == (first,)
    history.mark_recorded(attempt.id, finished_at=NOW, duration_s=30)
    assert history.attempt(attempt.id).stage is Stage.SCORED

    second = history.add_score(corrected, coverage(COVERED, MISSED, scorer="2"), made_at=NOW)
    assert history.latest_score(attempt.id) == second
    assert second.transcript_id == corrected.id


def test_a_version_that_was_chosen_counts_before_newer_ones(history: History) -> None:
    attempt = begin(history)
    first = finish(history, attempt, MISSED, MISSED)
    heard = history.latest_transcript(attempt.id)
    assert heard is not None
    newer = history.add_transcript(
        attempt.id, Transcript.from_text("I listened"), origin=Origin.ENGINE, made_at=NOW
    )
    second = history.add_score(newer, coverage(COVERED, COVERED), made_at=NOW)
    assert history.versions.of(attempt.id) == (heard, newer)
    history.versions.choose(attempt.id, heard.id)
    assert history.latest_transcript(attempt.id) == heard
    assert history.latest_score(attempt.id) == first
    [summary] = history.question_summaries()
    assert (summary.last_low, summary.last_high) == (0.0, 0.0)

    history.versions.choose(attempt.id, newer.id)
    assert history.latest_score(attempt.id) == second
    assert history.question_summaries()[0].last_low == 1.0
    history.versions.delete(newer.id)
    assert history.versions.chosen(attempt.id) is None
    assert history.latest_transcript(attempt.id) == heard
    assert history.scores(attempt.id) == (first,)


def test_a_score_keeps_the_question_it_was_made_for(history: History) -> None:
    attempt = begin(history)
    first = finish(history, attempt, MISSED, MISSED)
    assert first.question == QUESTION
    edited = dataclasses.replace(QUESTION, key_points=QUESTION.key_points[:1])
    stored = history.latest_transcript(attempt.id)
    assert stored is not None
    history.add_score(stored, Coverage((), "2"), made_at=NOW, question=edited)
    latest = history.latest_score(attempt.id)
    assert latest is not None
    assert latest.question == edited
    assert history.attempt(attempt.id).question == QUESTION


def test_a_typed_answer_is_finished_when_it_is_given(history: History) -> None:
    attempt = history.begin_attempt(QUESTION, medium=Medium.TYPED, started_at=NOW, zone=ZONE)
    assert attempt.audio is None
    assert history.audio_path(attempt) is None
    later = NOW + timedelta(minutes=2)
    history.add_transcript(
        attempt.id, Transcript.from_text("I listened"), origin=Origin.TYPED, made_at=later
    )
    assert history.attempt(attempt.id).finished_at == later


def test_recordings_have_names_that_say_what_they_are_and_never_meet(
    workspace: Workspace, history: History
) -> None:
    strange = dataclasses.replace(QUESTION, id="../Über/../..\\x" + "y" * 300)
    attempts = [begin(history), begin(history), begin(history, strange)]
    names = [attempt.audio or "" for attempt in attempts]
    assert len(set(names)) == 3
    assert names[0].startswith("20260329T183015Z-conflict-")
    for attempt, name in zip(attempts, names, strict=True):
        assert history.audio_path(attempt) == workspace.recordings / name
        assert name.endswith(".wav")
        assert len(name) < 120
        assert not set(name) & set('/\\:<>"|?* ')


def test_a_recording_may_change_its_name_but_not_its_folder(
    workspace: Workspace, history: History
) -> None:
    attempt = begin(history)
    history.set_audio(attempt.id, "take.flac")
    path = history.audio_path(history.attempt(attempt.id))
    assert path == workspace.recordings / "take.flac"
    for name in ("../take.flac", "/take.flac", "a/b.flac", "a\\b.flac", "C:x", "..", ""):
        with pytest.raises(ValueError, match="not the name"):
            history.set_audio(attempt.id, name)


def test_the_speakers_word_can_be_given_and_taken_back(history: History) -> None:
    attempt = begin(history)
    for word in (True, False, None):
        history.set_off_guard(attempt.id, word)
        assert history.attempt(attempt.id).off_guard is word


def test_no_voice_is_another_finding_than_not_looked_for(history: History) -> None:
    attempt = begin(history)
    history.set_voice_segments(attempt.id, [])
    assert history.attempt(attempt.id).voice_segments == ()
    history.set_voice_segments(attempt.id, [VoiceSegment(0.5, 1.5)])
    assert history.attempt(attempt.id).voice_segments == (VoiceSegment(0.5, 1.5),)


def test_times_are_kept_in_utc_with_the_zone_beside(history: History) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    local = datetime(2026, 3, 30, 0, 15, tzinfo=kathmandu)
    zone = Zone("Asia/Kathmandu", 20700)
    attempt = history.begin_attempt(QUESTION, medium=Medium.TYPED, started_at=local, zone=zone)
    assert attempt.started_at == local
    assert attempt.started_at.tzinfo is UTC
    assert attempt.zone == zone
    with pytest.raises(ValueError, match="zone"):
        begin(history, at=local.replace(tzinfo=None))


def test_sessions_hold_their_attempts(history: History) -> None:
    session = history.begin_session("drill", started_at=NOW, zone=ZONE)
    assert begin(history, session_id=session.id).session_id == session.id
    assert history.session(session.id) == session
    history.end_session(session.id, ended_at=NOW + timedelta(hours=1))
    assert history.session(session.id).ended_at == NOW + timedelta(hours=1)
    with pytest.raises(NotFoundError):
        history.session(99)


@pytest.mark.parametrize("number", [-1, 0, 2, 2**63, 10**30])
def test_a_number_that_no_attempt_has_is_not_found(history: History, number: int) -> None:
    begin(history)
    with pytest.raises(NotFoundError, match=f"no attempt {number}") as caught:
        history.attempt(number)
    assert caught.value.hint
    with pytest.raises(NotFoundError):
        history.attempts(before_id=number)


def test_changing_what_is_not_there_is_not_found(history: History) -> None:
    changes = (
        lambda: history.mark_recorded(7, finished_at=NOW, duration_s=1),
        lambda: history.set_audio(7, "x.flac"),
        lambda: history.set_voice_segments(7, []),
        lambda: history.set_off_guard(7, True),
        lambda: history.add_transcript(7, TRANSCRIPT, origin=Origin.ENGINE, made_at=NOW),
        lambda: history.discard_attempt(7, discarded_at=NOW),
        lambda: history.restore_attempt(7),
    )
    for change in changes:
        with pytest.raises(NotFoundError):
            change()


def test_attempts_come_newest_first_in_pages(history: History) -> None:
    days = (3, 1, 2, 2)
    begun = [begin(history, at=NOW + timedelta(days=day)).id for day in days]
    expected = [begun[0], begun[3], begun[2], begun[1]]
    assert [attempt.id for attempt in history.attempts()] == expected
    seen: list[int] = []
    while page := history.attempts(limit=1, before_id=seen[-1] if seen else None):
        seen += [attempt.id for attempt in page]
    assert seen == expected


def test_attempts_of_a_question_and_of_what_it_was_called_before(history: History) -> None:
    renamed = dataclasses.replace(QUESTION, id="general/quarrel", renamed_from=(QUESTION.id,))
    other = dataclasses.replace(QUESTION, id="general/failure")
    ids = [begin(history, question).id for question in (QUESTION, other, renamed)]
    found = history.attempts(question_ids=(renamed.id, *renamed.renamed_from))
    assert [attempt.id for attempt in found] == [ids[2], ids[0]]
    assert history.attempts(question_ids=["general/none"]) == ()


def test_summaries_tell_what_the_draw_needs(history: History) -> None:
    other = dataclasses.replace(QUESTION, id="general/another")
    first, second, third, gone = (
        begin(history, at=NOW + timedelta(hours=hour)) for hour in range(4)
    )
    finish(history, first, COVERED, COVERED)
    finish(history, second, COVERED, NOT_SURE)
    history.set_off_guard(first.id, True)
    history.set_off_guard(second.id, False)
    finish(history, gone, MISSED, MISSED)
    history.set_off_guard(gone.id, True)
    history.discard_attempt(gone.id, discarded_at=NOW)
    begin(history, other)

    new, known = history.question_summaries()
    assert (new.question_id, new.attempts, new.last_started_at) == ("general/another", 1, NOW)
    assert (new.last_off_guard, new.last_low, new.last_high) == (None, None, None)
    assert (known.attempts, known.last_started_at) == (3, third.started_at)
    assert known.last_off_guard is False
    assert known.last_low == pytest.approx(2 / 3)
    assert known.last_high == 1.0


def test_the_last_action_is_the_first_to_be_taken_back(history: History) -> None:
    assert history.last_action() is None
    attempt = begin(history)
    first = history.record_action("off_guard", {"before": None}, made_at=NOW, attempt_id=attempt.id)
    second = history.record_action("add_question", {"file": "mine.yaml"}, made_at=NOW)
    assert history.last_action() == second
    history.mark_undone(second.id, undone_at=NOW)
    assert history.last_action() == first
    history.mark_undone(first.id, undone_at=NOW)
    assert history.last_action() is None


def test_a_transaction_is_kept_whole_or_not_at_all(history: History) -> None:
    attempt = begin(history)

    def fail_half_way() -> None:
        with history.transaction():
            history.set_off_guard(attempt.id, True)
            finish(history, attempt, COVERED, COVERED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert history.attempt(attempt.id) == attempt
    assert history.latest_transcript(attempt.id) is None
    with history.transaction():
        history.set_off_guard(attempt.id, True)
    assert history.attempt(attempt.id).off_guard is True


@settings(  # one history for all examples, on a disk
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    question=questions(),
    transcript=transcripts(),
    scored=coverages(),
    pauses=st.lists(st.builds(Pause, seconds(), seconds()), max_size=3),
    device=st.none() | texts(),
    moment=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_whatever_goes_in_comes_out(
    history: History,
    question: Question,
    transcript: Transcript,
    scored: Coverage,
    pauses: list[Pause],
    device: str | None,
    moment: datetime,
) -> None:
    attempt = history.begin_attempt(
        question, medium=Medium.FILE, started_at=moment, zone=ZONE, device=device
    )
    assert (attempt.question, attempt.started_at, attempt.device) == (question, moment, device)
    history.mark_recorded(attempt.id, finished_at=moment, duration_s=1.5, pauses=pauses)
    assert history.attempt(attempt.id).pauses == tuple(pauses)
    stored = history.add_transcript(attempt.id, transcript, origin=Origin.FILE, made_at=moment)
    assert history.latest_transcript(attempt.id) == stored
    assert stored.transcript == transcript
    score = history.add_score(stored, scored, made_at=moment)
    assert history.latest_score(attempt.id) == score
    assert (score.coverage, score.question) == (scored, question)
