"""From the history to what is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from trainer.errors import InputError, NotFoundError
from trainer.history.lines import Line, Search
from trainer.history.records import Attempt, Medium, Stage
from trainer.history.store import History
from trainer.insights.takes import change
from trainer.insights.trends import Answer, monday_of, weeks_of
from trainer.library.catalogue import Catalogue
from trainer.practice.compared import take_of
from trainer.practice.finish import shown_again
from trainer.practice.judged import band, span_of, standing_of, takes_as_judged
from trainer.review.data import (
    AskedQuestion,
    AttemptDetail,
    AttemptLine,
    AttemptPage,
    DayShown,
    PointName,
    ProgressShown,
    QuestionHistory,
    ShownNote,
    ShownPoint,
    ShownRemark,
    ShownTake,
    ShownTarget,
    SpokenWord,
    WeekShown,
)
from trainer.review.targets import targets_shown

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.delivery.remarks import Remark
    from trainer.history.notes import Note
    from trainer.practice.scored import ScoredAnswer

PAGE: Final = 50
MOST_TAKES: Final = 60
"""So many takes of a question are put side by side at most, the latest."""

WEEKS: Final = 52
FEWEST_WEEKS: Final = 11


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is shown; `remark_text` puts a remark into words.

    Every method may raise BusyError and StorageError.
    """

    history: History
    catalogue: Catalogue
    remark_text: Callable[[Remark], str]

    def attempts(
        self, search: Search, *, before_id: int | None = None, limit: int = PAGE
    ) -> AttemptPage:
        """A page of the attempts that fit, newest first.

        A question is found under what it was called before, too.
        """
        if search.question_ids:
            search = replace(search, question_ids=self._with_earlier(search.question_ids))
        found = self.history.lines.page(search, limit=limit + 1, before_id=before_id)
        shown = found[:limit]
        return AttemptPage(
            tuple(self._line(line) for line in shown),
            len(found) > limit,
            shown[-1].id if shown else None,
        )

    def attempt(self, attempt_id: int) -> AttemptDetail:
        """One attempt; raises NotFoundError where it is not there or in the trash."""
        line = self.history.lines.one(attempt_id)
        if line is None:
            raise NotFoundError(f"there is no attempt {attempt_id}")
        attempt = self.history.attempt(attempt_id)
        answer: ScoredAnswer | None = None
        try:
            answer = shown_again(self.history, attempt)
        except InputError:
            stored = self.history.latest_transcript(attempt_id)
            spoken = stored.transcript.words if stored else ()
        else:
            spoken = answer.transcript.words
        figures = answer.delivered.delivery if answer and answer.delivered else None
        kept = self.history.deliveries.of_attempt(attempt_id)
        question = answer.question if answer else attempt.question
        return AttemptDetail(
            line=self._line(line),
            question_id=self.catalogue.present_id(attempt.question.id),
            prompt=attempt.question.prompt,
            limit_s=attempt.time_limit_s or question.time_limit_s,
            words=tuple(SpokenWord(word.text, word.start_s, word.end_s) for word in spoken),
            points=_points(answer) if answer else (),
            remarks=self._remarks(answer),
            notes=tuple(map(shown_note, self.history.notes.of(attempt_id))),
            words_per_minute=kept.figures.words_per_minute if kept else None,
            fillers_per_minute=kept.figures.fillers_per_minute if kept else None,
            onset_s=figures.onset_s if figures else None,
            others=tuple(one.id for one in self._takes(attempt.question, MOST_TAKES)),
        )

    def question(self, question_id: str, only: Collection[int] | None = None) -> QuestionHistory:
        """A question with its takes, or with those of some numbers `only`.

        Raises NotFoundError where there is none.
        """
        ids = self._with_earlier([question_id])
        found: Sequence[Attempt]
        if only is None:
            found = self.history.attempts(question_ids=ids, unfinished=False, limit=MOST_TAKES)
        else:
            found = [
                one
                for one in self.history.attempts(question_ids=ids, unfinished=False)
                if one.id in only
            ]
        if not found:
            raise NotFoundError(f"there is no scored take of {question_id}")
        takes = [take_of(self.history, one) for one in reversed(found)]
        present = self.catalogue.present_id(found[0].question.id)
        asked = self._question(present) or found[0].question
        texts = {
            point.id: point.text
            for attempt in reversed(found)
            for point in attempt.question.key_points
        }
        texts |= {point.id: point.text for point in asked.key_points}
        order = [point.id for point in asked.key_points]
        earlier = dict.fromkeys(name for take in reversed(takes) for name in take.points)
        changed = change(takes[0], takes[-1])
        total = len(found)
        if only is None and total == MOST_TAKES:
            asked_now = self.history.lines.asked()
            total = sum(one.attempts for one in asked_now if one.question_id in ids)
        return QuestionHistory(
            id=present,
            prompt=asked.prompt,
            points=tuple(
                PointName(name, texts.get(name, name)) for name in dict.fromkeys([*order, *earlier])
            ),
            takes=tuple(
                ShownTake(
                    take.attempt_id,
                    take.day,
                    take.low,
                    take.high,
                    {name: standing.value for name, standing in take.points.items()},
                    take.duration_s,
                    take.words_per_minute,
                    take.fillers_per_minute,
                )
                for take in takes
            ),
            of=total,
            gained=changed.gained,
            lost=changed.lost,
        )

    def questions(self) -> tuple[AskedQuestion, ...]:
        """Every question that was answered, under what it is called now."""
        asked = self.history.lines.asked()
        present = self.catalogue.present_ids({one.question_id for one in asked})
        counts: dict[str, int] = {}
        prompts: dict[str, str] = {}
        for one in asked:
            name = present.get(one.question_id, one.question_id)
            counts[name] = counts.get(name, 0) + one.attempts
            if name == one.question_id or name not in prompts:
                prompts[name] = one.prompt
        return tuple(AskedQuestion(name, prompts[name], counts[name]) for name in sorted(counts))

    def progress(self, today: date, weeks: int = WEEKS) -> ProgressShown:
        """At most the last weeks up to the speaker's day, from the first answer on."""
        monday = monday_of(today)
        begun = monday_of(self.history.summaries.first_day() or today)
        # A few weeks at least, or a picture of the first days would be all one square.
        since = max(
            monday - timedelta(weeks=weeks - 1), min(begun, monday - timedelta(weeks=FEWEST_WEEKS))
        )
        takes = takes_as_judged(self.history.summaries, since, None)
        found = weeks_of(Answer(take.day, None, take.low, take.high) for take in takes)
        return ProgressShown(
            since,
            today,
            tuple(WeekShown(one.begins_on, one.answers, one.low, one.high) for one in found),
            tuple(
                DayShown(one.day, one.answers) for one in self.history.summaries.days(since, None)
            ),
        )

    def targets(self, today: date) -> tuple[ShownTarget, ...]:
        """The interviews that are coming, as of the speaker's day."""
        return targets_shown(self.history, self.catalogue, today)

    def _line(self, line: Line) -> AttemptLine:
        low, high = line.low, line.high
        if line.judged and (score := self.history.latest_score(line.id)):
            low, high = band(score.coverage, self.history.taught.judgements(line.id))
        return AttemptLine(
            id=line.id,
            question_id=line.question_id,
            prompt=line.prompt,
            medium=line.medium.value,
            scored=line.stage is Stage.SCORED,
            at=line.zone.local(line.started_at).strftime("%Y-%m-%dT%H:%M"),
            duration_s=line.duration_s,
            off_guard=line.off_guard,
            low=low,
            high=high,
            audio=line.audio is not None and line.medium is not Medium.TYPED,
            notes=line.notes,
        )

    def _remarks(self, answer: ScoredAnswer | None) -> tuple[ShownRemark, ...]:
        if answer is None or answer.delivered is None or not answer.transcript.words:
            return ()
        return tuple(
            ShownRemark(one.at_s, self.remark_text(one)) for one in answer.delivered.remarks
        )

    def _takes(self, question: Question, most: int) -> Sequence[Attempt]:
        ids = self._with_earlier([question.id])
        found = self.history.attempts(question_ids=ids, unfinished=False, limit=most)
        return found[::-1]

    def _question(self, question_id: str) -> Question | None:
        try:
            return self.catalogue.question(question_id)
        except NotFoundError:
            return None

    def _with_earlier(self, question_ids: Collection[str]) -> list[str]:
        """What questions are called now and were called before."""
        ids: dict[str, None] = {}
        for one in question_ids:
            present = self.catalogue.present_id(one)
            brief = self.catalogue.brief([present]).get(present)
            ids |= dict.fromkeys([one, present, *(brief.renamed_from if brief else ())])
        return list(ids)


def shown_note(note: Note) -> ShownNote:
    """A note as it is shown."""
    made = note.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ShownNote(note.id, note.at_s, note.author, note.text, made)


def _points(answer: ScoredAnswer) -> tuple[ShownPoint, ...]:
    by_id = {point.id: point for point in answer.question.key_points}
    words = answer.transcript.words
    shown = []
    for point in answer.coverage.points:
        key_point = by_id[point.key_point_id]
        span = span_of(answer, point)
        start_s = words[span.start].start_s if span and span.start < len(words) else None
        shown.append(
            ShownPoint(
                id=key_point.id,
                text=key_point.text,
                vital=key_point.weight.value == "vital",
                standing=str(standing_of(answer, point)),
                judged=point.key_point_id in answer.judgements,
                start=span.start if span else None,
                end=span.end if span else None,
                at_s=start_s,
                quote=span.text if span else None,
                probe=key_point.probe,
            )
        )
    return tuple(shown)
