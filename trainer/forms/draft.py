"""The answers of a guided flow, on disk after each one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from trainer.workspace.private import write_private


class Draft:
    """What was typed so far in one guided flow, by the name of each step.

    An answer is on disk before the next is asked for, so a flow that was left
    starts again where it stopped.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._answers: dict[str, str] = {}
        self._read()

    def _read(self) -> None:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except ValueError:
            # Only a damaged disk makes such a file; the flow starts afresh, the file is kept.
            self._file.replace(self._file.with_suffix(".damaged"))
            return
        if isinstance(kept, dict):
            self._answers = {str(key): str(value) for key, value in kept.items()}

    @property
    def answers(self) -> dict[str, str]:
        """All answers so far, in the order in which they were given."""
        return dict(self._answers)

    def get(self, step: str, ask: Callable[[], str]) -> str:
        """The answer of a step: the one that was kept, else what `ask` returns, kept at once.

        Raises StorageError where it can't be kept.
        """
        if step not in self._answers:
            self._answers[step] = ask()
            text = json.dumps(self._answers, ensure_ascii=False, indent=1)
            write_private(self._file, text.encode("utf-8"))
        return self._answers[step]

    def put_aside(self) -> None:
        """Start afresh, and keep what was there under another name until the next time."""
        self._answers.clear()
        if self._file.exists():
            self._file.replace(self._file.with_suffix(".old"))

    def finish(self) -> None:
        """Forget the draft: the flow is done, or the person starts afresh."""
        self._answers.clear()
        self._file.unlink(missing_ok=True)
