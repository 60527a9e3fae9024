"""The stores of a history beside its attempts: one for each subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from trainer.history.database import Database
from trainer.history.delivered import DeliveryStore
from trainer.history.feedback import FeedbackStore
from trainer.history.forgetting import ForgetStore
from trainer.history.interviews import InterviewStore
from trainer.history.journal import JournalStore
from trainer.history.lines import LineStore
from trainer.history.met import MetStore
from trainer.history.mocks import MockStore
from trainer.history.notes import NoteStore
from trainer.history.plan_items import PlanStore
from trainer.history.practised import PractisedStore
from trainer.history.predictions import PredictionStore
from trainer.history.schedule import ScheduleStore
from trainer.history.shelf import ShelfStore
from trainer.history.sittings import SittingStore
from trainer.history.stories import StoryStore
from trainer.history.summaries import SummaryStore
from trainer.history.targets import TargetStore
from trainer.history.taught import TaughtStore
from trainer.history.whole import WholeStore


class Rooms:
    """What stands beside the attempts of a workspace, each in a store of its own."""

    def __init__(self, database: Database, new_uuid: Callable[[], UUID]) -> None:
        self.taught = TaughtStore(database)
        """What a person judged, and what that taught."""
        self.shelf = ShelfStore(database)
        """What they decided about questions and banks."""
        self.deliveries = DeliveryStore(database)
        """How answers were said."""
        self.notes = NoteStore(database, new_uuid)
        """Notes to moments of takes, the person's own and others'."""
        self.lines = LineStore(database)
        """Attempts as lists show them, page by page."""
        self.schedule = ScheduleStore(database)
        """How answers were rated, and when questions come back."""
        self.sittings = SittingStore(database)
        """What drills and mock interviews ask, and what came of it."""
        self.mocks = MockStore(database)
        """Mock interviews."""
        self.met = MetStore(database)
        """Which questions were met, and which caught the person off guard."""
        self.practised = PractisedStore(database)
        """How often and how long questions were answered."""
        self.summaries = SummaryStore(database)
        """Sums over the attempts."""
        self.targets = TargetStore(database, new_uuid)
        """Interviews that are coming."""
        self.predictions = PredictionStore(database)
        """What may be asked in them."""
        self.interviews = InterviewStore(database, new_uuid)
        """Interviews that were, and what was asked in them."""
        self.stories = StoryStore(database, new_uuid)
        """The person's own experiences."""
        self.feedback = FeedbackStore(database)
        """Letters that ask for feedback, and what came back."""
        self.journal = JournalStore(database)
        """What went well, three lines at a time."""
        self.plan = PlanStore(database)
        """What the person means to do."""
        self.whole = WholeStore(database)
        """Every row of every table, for exports."""
        self.forgetting = ForgetStore(database)
        """Deleting for good what a person wants forgotten."""

    def purge_removed(self, now: datetime) -> None:
        """Delete for good what was removed seven days before `now` or earlier."""
        self.taught.purge(now)
        self.shelf.purge(now)
        self.notes.purge(now)
        self.targets.purge(now)
        self.predictions.purge(now)
        self.interviews.purge(now)
        self.stories.purge(now)
        self.feedback.purge(now)
        self.feedback.letters.purge(now)
        self.journal.purge(now)
        self.plan.purge(now)
