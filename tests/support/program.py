"""Running the program as a person or a script would: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMEOUT_S = 240


@dataclass(frozen=True)
class Result:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What ``--json`` printed, which must be alone on standard output."""
        document = json.loads(self.out)
        assert document["format"] == 1
        return document["data"]

    @property
    def error(self) -> Any:
        """What ``--json`` printed of an error."""
        return json.loads(self.err.splitlines()[-1])["error"]


@dataclass(frozen=True)
class Program:
    """The program with a workspace of its own."""

    workspace: Path
    environment: Mapping[str, str]

    @classmethod
    def at(cls, workspace: Path, **variables: str) -> Program:
        """The program, seeing nothing of the person who runs the tests."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("TRAINER_")
        }
        environment = {
            **kept,
            "TRAINER_WORKSPACE": str(workspace),
            "TRAINER_CACHE": str(workspace.with_name("cache")),
            "COLUMNS": "100",
            "PYTHONDONTWRITEBYTECODE": "1",
            # Two prompts that only their own tests answer.
            "TRAINER_ASK_GUESS": "false",
            "TRAINER_ASK_RATING": "false",
            **variables,
        }
        return cls(workspace, environment)

    def with_variables(self, **variables: str) -> Program:
        """The same, with more in its environment."""
        return Program(self.workspace, {**self.environment, **variables})

    @property
    def command(self) -> list[str]:
        """The start of the command line."""
        return [sys.executable, "-m", "trainer"]

    def run(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        """Run it to its end, without a terminal."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            env=dict(self.environment),
            input=given if given is not None else b"",
            capture_output=True,
            check=False,
            timeout=TIMEOUT_S,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ok(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        """Run it, and see that it ends well."""
        result = self.run(*arguments, stdin=stdin)
        assert result.code == 0, result.err
        return result
