"""The review of a mock interview as a person reads it, and as a script does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trainer.cli.console import counted
from trainer.cli.remark_words import remark_text
from trainer.cli.views import clock, coverage_words, quoted
from trainer.history.records import HumanVerdict
from trainer.history.sittings import State
from trainer.scoring.coverage import Verdict

if TYPE_CHECKING:
    from trainer.bank import KeyPoint
    from trainer.cli.console import Output
    from trainer.practice.mock_review import Reply, Review, Reviewed
    from trainer.practice.scored import ScoredAnswer
    from trainer.scoring.coverage import PointScore

MOST_TOPICS: Final = 8

_MADE = {Verdict.COVERED, HumanVerdict.COVERED, HumanVerdict.PARTLY}


def show_question(output: Output, number: int, one: Reviewed) -> None:
    """One question: what was made of it and with which words, what was not, and how it was said."""
    output.say("")
    prompt = one.question.prompt if one.question else one.item.question_id
    output.say(f"{number}. {prompt}", style="bold", indent=2)
    if one.answer is None:
        output.say(_no_answer(one), indent=5)
    else:
        _show_answer(output, one.answer)
    if one.reply is not None:
        _show_reply(output, one, one.reply)


def show_whole(output: Output, review: Review) -> None:
    """The interview as a whole: coverage by topic, what went well, what to practise next."""
    if not review.answered:
        output.say("")
        output.say("No answer has a score, so there is nothing to sum up.", indent=2)
        return
    _section(output, "The whole")
    made, added, total = review.points
    if total:
        more = f", {added} more in follow-ups" if added else ""
        output.say(f"{made} of {counted(total, 'key point')} heard{more}.", indent=4)
    lengths = [one.answer.duration_s for one in review.answered if one.answer]
    spoken = [length for length in lengths if length is not None]
    if spoken:
        output.say(f"You spoke for {clock(sum(spoken))}, follow-ups left out.", indent=4)
    if review.topics:
        output.say("Coverage by topic:", indent=4)
        for topic in review.topics[:MOST_TOPICS]:
            share = coverage_words(topic.low, topic.high)
            output.say(f"{share}  {topic.topic} ({counted(topic.answers, 'answer')})", indent=6)
        if len(review.topics) > MOST_TOPICS:
            output.say(f"and {len(review.topics) - MOST_TOPICS} more with --json", indent=6)
    if review.went_well:
        _section(output, "Covered most")
        for one in review.went_well:
            output.say(f"{coverage_words(*one.band)}  {_prompt(one)}", indent=4)
    if review.next:
        _section(output, "To practise next")
        for one in review.next:
            caught = one.answer is not None and one.answer.off_guard
            why = "it caught you off guard, " if caught else ""
            output.say(f"{why}coverage {coverage_words(*one.band)}: {_prompt(one)}", indent=4)
            output.say(f"trainer answer {one.item.question_id}", style="dim", indent=6)


def tell_waiting(output: Output, review: Review) -> None:
    """Say of an interview that is not finished what is left of it."""
    if review.reviewed:
        return
    left = sum(one.item.state is State.WAITING for one in review.questions)
    what = f"{counted(left, 'question')} left to ask" if left else "Not reviewed to its end yet"
    output.say("")
    output.say(f"{what}: trainer mock --resume", indent=2)


def review_document(review: Review) -> dict[str, Any]:
    """A mock interview for scripts."""
    from trainer.cli.documents import rfc3339

    made, added, total = review.points
    return {
        **head_document(review),
        "questions": [_question_document(one) for one in review.questions],
        "summary": {
            "points_made": made,
            "points_added_by_follow_ups": added,
            "points": total,
            "topics": [
                {
                    "topic": one.topic,
                    "answers": one.answers,
                    "low": one.low,
                    "high": one.high,
                }
                for one in review.topics
            ],
            "went_well": [one.item.question_id for one in review.went_well],
            "practise_next": [one.item.question_id for one in review.next],
        },
        "ended_at": rfc3339(review.session.ended_at) if review.session.ended_at else None,
    }


def head_document(review: Review) -> dict[str, Any]:
    """A mock interview without its questions."""
    from trainer.cli.documents import rfc3339

    return {
        "mock": review.session.id,
        "started_at": rfc3339(review.session.started_at),
        "state": state_word(review),
        "planned": len(review.questions),
        "answered": sum(one.attempt is not None for one in review.questions),
        "waiting": review.waiting,
        "minutes": review.options.get("minutes"),
        "seed": review.options.get("seed"),
        "company": review.options.get("company"),
    }


def state_word(review: Review) -> str:
    """How far an interview got: open, to_review, done."""
    if review.reviewed:
        return "done"
    return "open" if review.waiting else "to_review"


def _question_document(one: Reviewed) -> dict[str, Any]:
    from trainer.cli.documents import answer_document

    low, high = one.band_with_reply
    reply = one.reply
    return {
        "question_id": one.item.question_id,
        "prompt": one.question.prompt if one.question else None,
        "part": one.item.reason,
        "state": one.item.state.value,
        "attempt_id": one.attempt.id if one.attempt else None,
        "answer": answer_document(one.answer) if one.answer else None,
        "follow_up": None
        if reply is None
        else {
            "prompt": reply.prompt,
            "key_point_id": reply.key_point_id,
            "attempt_id": reply.attempt.id if reply.attempt else None,
            "answer": answer_document(reply.answer) if reply.answer else None,
        },
        "coverage_with_follow_up": {"low": low, "high": high},
    }


def _show_answer(output: Output, answer: ScoredAnswer) -> None:
    if not answer.transcript.words:
        output.say("No words were recognised, so there is nothing to score.", indent=5)
        return
    output.say(_figures(answer), indent=5)
    key_points = {point.id: point for point in answer.question.key_points}
    for point in answer.coverage.points:
        _show_point(output, answer, point, key_points[point.key_point_id])
    if answer.delivered and answer.delivered.remarks:
        output.say(f"Said: {remark_text(answer.delivered.remarks[0])}", indent=5)


def _figures(answer: ScoredAnswer) -> str:
    """Coverage, length against the limit, and pace, in a line."""
    said = []
    if answer.coverage.points:
        said.append(f"coverage {coverage_words(*answer.band)}")
    else:
        said.append("no key points to compare with")
    if answer.duration_s is not None:
        limit = clock(answer.question.time_limit_s)
        said.append(f"{clock(answer.duration_s)} of about {limit}")
    pace = answer.delivered.delivery.pace if answer.delivered else None
    if pace is not None and pace.words_per_minute is not None:
        said.append(f"{pace.words_per_minute:.0f} words a minute")
    if answer.off_guard:
        said.append("caught you off guard")
    return " · ".join(said)


def _show_point(
    output: Output, answer: ScoredAnswer, point: PointScore, key_point: KeyPoint
) -> None:
    judgement = answer.judgements.get(point.key_point_id)
    standing = judgement.verdict if judgement else point.verdict
    if standing in _MADE or standing is Verdict.NOT_SURE:
        sign = "?" if standing is Verdict.NOT_SURE else "✓"
        output.say(f"{sign} {key_point.text}", indent=5)
        span = (judgement.span if judgement else None) or point.evidence
        if span:
            output.say(quoted(answer, span), style="italic", indent=9)
        return
    output.say(f"· not heard: {key_point.text}", indent=5)
    if key_point.wordings:
        output.say(f"such as “{key_point.wordings[0]}”", style="dim", indent=9)


def _show_reply(output: Output, one: Reviewed, reply: Reply) -> None:
    output.say(f"Then: {reply.prompt}", indent=5)
    if reply.attempt is None:
        output.say("not answered", indent=9)
    elif reply.answer is None:
        output.say(f"no score yet: trainer score --attempt {reply.attempt.id}", indent=9)
    elif reply.key_point_id is None:
        words = len(reply.answer.transcript.words)
        output.say(f"answered in {counted(words, 'word')}; kept, not scored", indent=9)
    else:
        before, after = coverage_words(*one.band), coverage_words(*one.band_with_reply)
        added = "nothing new for the key points"
        if before != after:
            added = f"coverage {after} with this answer ({before} without)"
        output.say(added, indent=9)
        for point in reply.answer.coverage.points:
            if point.evidence and point.verdict is not Verdict.MISSED:
                output.say(quoted(reply.answer, point.evidence), style="italic", indent=9)


def _no_answer(one: Reviewed) -> str:
    if one.attempt is not None:
        return f"answered, no score yet: trainer score --attempt {one.attempt.id}"
    return {
        State.WAITING: "not asked yet",
        State.SKIPPED: "skipped",
        State.LEFT_OUT: "left out",
    }.get(one.item.state, "no answer is kept")


def _prompt(one: Reviewed) -> str:
    return one.question.prompt if one.question else one.item.question_id


def _section(output: Output, title: str) -> None:
    output.say("")
    output.say(title, style="bold", indent=2)
