"""The page's server as a process of its own, and takes for it to show."""

from __future__ import annotations

import http.client
import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.program import Program
from tests.support.takes import BEGINNING, add_take
from trainer.history.opening import open_history
from trainer.history.predictions import NewPrediction
from trainer.history.targets import TargetDetails
from trainer.workspace.places import Workspace

BANK = """\
format: 1
id: shown
title: Shown
language: en
questions:
  - id: lost-order
    prompt: Tell me about an order that you lost.
    time_limit_s: 60
    key_points:
      - id: which
        text: which order it was
        wordings:
          - we lost the order of a hospital
          - the biggest customer went to somebody else
      - id: learned
        text: what changed since then
        weight: okay
        wordings:
          - since then I call every customer in the first week
          - these days we ask before they leave us
        probe: What do you do differently today?
  - id: new-place
    prompt: Why this place?
    key_points:
      - id: people
        text: the people who work there
        wordings:
          - I like the people who work there
"""

FIRST = "well we lost the order of a hospital and it was my fault because nobody had called them"
SECOND = (
    "we lost the order of a hospital two years ago and the biggest customer went to somebody else "
    "so since then I call every customer in the first week and it works well"
)
PLACE = "I like the people who work there and what they make"


@dataclass(frozen=True)
class Shown:
    """A workspace with takes, by what they are."""

    program: Program
    first: int
    second: int
    place: int


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """What came as JSON."""
        document = json.loads(self.body)
        assert document["format"] == 1
        return document["data"]


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    @property
    def path(self) -> str:
        """The token between slashes."""
        return urlsplit(self.url).path

    @property
    def origin(self) -> str:
        """The page's own origin."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        token: bool = True,
    ) -> Answer:
        """One request; `path` is below the token unless that is left out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Origin": self.origin} if method != "GET" else {}
        data = json.dumps(body) if body is not None and not isinstance(body, bytes) else body
        try:
            connection.request(
                method,
                f"{self.path}{path}" if token else path,
                body=data,
                headers={**sent, **(headers or {})},
            )
            answer = connection.getresponse()
            return Answer(
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                answer.read(),
            )
        finally:
            connection.close()


def make_shown(folder: Path) -> Shown:
    """A workspace with three takes of two questions, and an interview that is coming."""
    program = Program.at(folder / "workspace")
    banks = program.workspace / "question_banks"
    banks.mkdir(parents=True)
    (banks / "shown.yaml").write_text(BANK, encoding="utf-8")
    with open_history(Workspace(program.workspace), write=True, now=BEGINNING) as history:
        details = TargetDetails(company="Acme & <b>Söhne</b>", role="Buyer", day=date(2099, 3, 1))
        target = history.targets.add(details, made_at=BEGINNING)
        asked = [
            NewPrediction(prompt="Tell me of an order.", question_id="shown/lost-order"),
            NewPrediction(prompt="What do you know about us?"),
        ]
        history.predictions.add(target.id, asked, made_at=BEGINNING)
    return Shown(
        program,
        add_take(program, "shown/lost-order", FIRST, off_guard=True),
        add_take(program, "shown/lost-order", SECOND, days=8, off_guard=False),
        add_take(program, "shown/new-place", PLACE, days=9),
    )


@contextmanager
def served(program: Program, *options: str) -> Iterator[Served]:
    """The page's server, until the block ends."""
    process = subprocess.Popen(
        [*program.command, "review", "--json", *options],
        env=dict(program.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        text = ""
        while not text.endswith("}\n}\n"):
            line = process.stdout.readline().decode()
            assert line, process.stderr.read().decode() if process.stderr else ""
            text += line
        yield Served(json.loads(text)["data"]["url"], process)
    finally:
        process.terminate()
        process.communicate(timeout=60)
