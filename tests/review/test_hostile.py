"""Whatever a person, a bank or a mentor wrote is shown as text, on the page and in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.review.conftest import Watched
from tests.review.hostile import HOSTILE
from tests.review.served import Served, served
from tests.support.program import Program
from tests.support.takes import BEGINNING, ZONE
from trainer.bank import KeyPoint, Question
from trainer.bank.nouns import Source
from trainer.history.opening import open_history
from trainer.history.predictions import NewPrediction
from trainer.history.records import Medium, Origin
from trainer.history.targets import TargetDetails
from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict
from trainer.speech.transcript import Segment, Transcript, Word
from trainer.workspace.places import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Hostile:
    """A workspace that holds every text in every field, and its server."""

    program: Program
    server: Served
    attempts: dict[str, int]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    program = Program.at(tmp_path_factory.mktemp("hostile") / "workspace")
    attempts = {}
    with open_history(Workspace(program.workspace), write=True, now=BEGINNING) as history:
        for number, text in enumerate(HOSTILE):
            question = Question(
                id=f"odd/{whole(text)}",
                prompt=text,
                key_points=(
                    KeyPoint("made", text, probe=text),
                    KeyPoint(f"not {text}", text, probe=text),
                ),
                asks=text,
                source=Source(company=text, role=text, stage=text),
            )
            attempt = history.begin_attempt(
                question, medium=Medium.TYPED, started_at=BEGINNING, zone=ZONE
            )
            transcript = Transcript((Segment((Word(f" {text}"), Word(" said"))),), language="en")
            stored = history.add_transcript(
                attempt.id, transcript, origin=Origin.TYPED, made_at=BEGINNING
            )
            points = (
                PointScore(
                    "made",
                    question.key_points[0].weight,
                    0.9,
                    Verdict.COVERED,
                    Evidence(text, 0, 1),
                ),
                PointScore(f"not {text}", question.key_points[1].weight, 0.1, Verdict.MISSED, None),
            )
            history.add_score(stored, Coverage(points, "by-hand"), made_at=BEGINNING)
            author = "" if number % 2 else whole(text)
            history.notes.add(
                attempt.id,
                whole(text),
                at_s=None,
                made_at=BEGINNING,
                author=author,
            )
            attempts[text] = attempt.id
            target = history.targets.add(
                TargetDetails(company=whole(text), role=whole(text), notes=whole(text)),
                made_at=BEGINNING,
            )
            history.predictions.add(
                target.id, [NewPrediction(prompt=whole(text))], made_at=BEGINNING
            )
    with served(program) as running:
        yield Hostile(program, running, attempts)


def whole(text: str) -> str:
    """A text for a column that is no JSON, which can't hold half a character."""
    return text.encode("utf-8", "replace").decode()


def look_at(page: Page, address: str, numbers: dict[str, int]) -> None:
    """Walk over every take of a page that is open, and see that its texts are only texts."""
    for text, number in numbers.items():
        page.evaluate("number => { location.hash = `#/attempt/${number}`; }", number)
        page.wait_for_function(
            "number => document.querySelector('[data-point]') && location.hash.endsWith(number) "
            "&& document.querySelector('main article')?.dataset.seen === undefined",
            arg=f"/{number}",
        )
        found = page.evaluate(
            """() => {
              const article = document.querySelector('main article');
              article.dataset.seen = '1';
              return {
                harm: window.harm ?? null,
                prompt: [...document.querySelector('h1').textContent].map((c) => c.codePointAt(0)),
                inside: document.querySelectorAll('main :is(script, img, iframe, object, embed, '
                  + 'base, meta, link, style, video, math, details)').length,
                links: [...document.querySelectorAll('main a')].map((a) => a.getAttribute('href')),
                handlers: [...document.querySelectorAll('main *')].flatMap(
                  (one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
              };
            }"""
        )
        assert found["harm"] is None, text
        assert found["prompt"] == [ord(character) for character in text], text
        assert found["inside"] == 0, text
        assert found["handlers"] == [], text
        assert all(link.startswith("#/") for link in found["links"]), text
    assert {urlsplit(one).netloc for one in [page.url]} == {urlsplit(address).netloc}


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 40


def test_nothing_runs_on_the_page(watched: Watched, hostile: Hostile) -> None:
    page = watched.open(hostile.server.url)
    assert page.evaluate("window.harm ?? null") is None
    look_at(page, hostile.server.url, hostile.attempts)
    hosts = {urlsplit(url).netloc for url in watched.requests if not url.startswith("about:")}
    assert hosts == {f"127.0.0.1:{hostile.server.port}"}


def test_nothing_runs_beside_other_takes(watched: Watched, hostile: Hostile) -> None:
    ids = [one["id"] for one in hostile.server.ask("api/questions").data["questions"]]
    assert len(ids) == len(HOSTILE)
    page = watched.open(hostile.server.url)
    for name in ids[::5]:
        page.evaluate("id => { location.hash = `#/question/${encodeURIComponent(id)}`; }", name)
        page.wait_for_selector("main table")
        assert page.evaluate("window.harm ?? null") is None
    page.evaluate("location.hash = '#/interviews'")
    page.wait_for_selector("section.target")
    assert page.locator("section.target").count() == len(HOSTILE)
    assert (
        page.locator("main :is(script, img, iframe, object, embed, base, style, form)").count() == 0
    )
    assert page.evaluate("window.harm ?? null") is None


def test_every_text_can_be_looked_for(hostile: Hostile) -> None:
    from urllib.parse import quote

    for text, number in hostile.attempts.items():
        if not text.strip() or "\ud83d" in text or "\x00" in text or len(text) > 1000:
            continue
        answer = hostile.server.ask(f"api/attempts?text={quote(text)}")
        assert answer.status == 200, text
        assert number in {one["id"] for one in answer.data["attempts"]}, text


def test_nothing_runs_in_a_file(watched: Watched, hostile: Hostile, tmp_path: Path) -> None:
    file = tmp_path / "odd.html"
    numbers = ",".join(str(number) for number in hostile.attempts.values())
    hostile.program.ok("review", "--export", file, "--attempts", numbers)
    text = file.read_text(encoding="utf-8")
    # The page's own script and the data: nothing of a person's opens or ends an element.
    assert text.count("<script") == 2
    assert "window.harm" in text
    page = watched.open(file.as_uri())
    look_at(page, file.as_uri(), hostile.attempts)
    assert {urlsplit(url).scheme for url in watched.requests} <= {"file", "about", "blob"}


def test_nothing_is_read_outside_the_recordings(hostile: Hostile) -> None:
    secret = hostile.program.workspace / "settings.toml"
    for path in ("api/attempts/1/sound", "settings.toml", "..%2f..%2fsettings.toml"):
        assert hostile.server.ask(path).status == 404
    assert not secret.exists()
