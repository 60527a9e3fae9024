"""How the journal looks: for its own command, for progress, and after a rejection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.cli.documents import rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.cli.console import Output
    from trainer.history.journal import JournalEntry
    from trainer.history.store import History

READ_BACK = 3
"""So many entries are read back where something else was asked for."""


def journal_document(entry: JournalEntry) -> dict[str, Any]:
    """An entry as scripts read it."""
    return {
        "entry_id": entry.id,
        "on": entry.day.isoformat(),
        "lines": list(entry.lines),
        "interview_id": entry.interview_id,
        "session_id": entry.session_id,
        "made_at": rfc3339(entry.made_at),
    }


def show_entry(output: Output, entry: JournalEntry) -> None:
    """One entry, with its number."""
    after = f", after interview {entry.interview_id}" if entry.interview_id else ""
    after = after or (", after practice" if entry.session_id else "")
    output.say(f"{entry.id}  {entry.day}{after}", style="bold")
    for line in entry.lines:
        output.say(line, indent=4)


def read_back(output: Output, history: History, *, most: int = READ_BACK) -> Sequence[JournalEntry]:
    """Show what went well lately, in the person's own words; nothing where nothing was kept."""
    entries = history.journal.entries(limit=most)
    if entries:
        output.say("\nWhat went well, in your own words", style="bold", indent=2)
    for entry in entries:
        for line in entry.lines:
            output.say(f"{entry.day}  {line}", indent=4)
    return entries
