"""Takes in one file that needs no server."""

from __future__ import annotations

import base64
import io
import re
import stat
from pathlib import Path

import numpy as np
import pytest
import soundfile
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.review.conftest import Watched
from tests.review.served import Shown
from tests.review.test_page import NEAR_S, pause, place_after_click, wait_until_past
from tests.support.program import Program
from tests.support.takes import start_of
from trainer.review.export import script_text
from trainer.review.page_files import MODULES, page_file


@pytest.fixture(scope="module")
def exported(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("exported") / "takes.html"
    numbers = f"{shown.first},{shown.second}"
    shown.program.ok("review", "--export", file, "--attempts", numbers)
    return file


def test_a_file_opens_plays_and_asks_nobody(watched: Watched, exported: Path, shown: Shown) -> None:
    page = watched.open(exported.as_uri())
    expect(page.locator(".attempts li")).to_have_count(2)
    page.fill("[name=text]", "customer")
    expect(page.locator(".attempts li")).to_have_count(1)
    page.click(".attempts a")
    expect(page.locator("h1")).to_have_text("Tell me about an order that you lost.")
    assert abs(place_after_click(page, "[data-word='12']") - start_of(12)) < NEAR_S
    wait_until_past(page, start_of(12) + 0.2)
    pause(page)
    assert page.locator(".waveform path.wave").first.get_attribute("d")
    assert page.locator("#new-note").count() == 0
    page.get_by_role("link", name="All takes (2)").click()
    expect(page.locator("thead th")).to_have_count(2)
    page.get_by_role("link", name="Progress").click()
    assert page.locator(".day:not(.level-0)").count() == 2
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert {url.split(":")[0] for url in watched.requests} <= {"file", "about", "blob"}


def test_the_sound_inside_is_that_of_the_take(exported: Path, shown: Shown) -> None:
    text = exported.read_text(encoding="utf-8")
    coded = dict(re.findall(r'<script type="text/plain" id="sound-(\d+)">([^<]+)</script>', text))
    assert set(coded) == {str(shown.first), str(shown.second)}
    with soundfile.SoundFile(io.BytesIO(base64.b64decode(coded[str(shown.second)]))) as sound:
        assert (sound.format, sound.samplerate, sound.channels) == ("MP3", 16_000, 1)
        samples = sound.read(dtype="float32")
    replayed = shown.program.ok("replay", str(shown.second), "--silent", "--json").data
    original, _ = soundfile.read(replayed["file"], dtype="float32")
    assert len(samples) == pytest.approx(len(original), abs=2400)
    # The tone begins where it began: what an encoder adds before it is far below 0.15 s.
    begun = [int(np.argmax(np.abs(one) > 0.1)) / 16_000 for one in (samples, original)]
    assert abs(begun[0] - begun[1]) < NEAR_S


def test_the_size_is_told_before_and_right(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "new" / "one.html"
    told = shown.program.ok("review", "--export", file, "--attempts", str(shown.second))
    first, last = (float(one) for one in re.findall(r"([\d.]+) MB", told.out))
    assert told.out.index("about") < told.out.index("Wrote")
    assert first == pytest.approx(last, rel=0.35)
    assert last == pytest.approx(file.stat().st_size / 1e6, abs=0.06)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_of_other_takes_is_in_it(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    data = shown.program.ok(
        "review", "--export", file, "--attempts", str(shown.first), "--without-audio", "--json"
    ).data
    assert data == {
        "file": str(file),
        "bytes": file.stat().st_size,
        "attempts": [shown.first],
        "with_sound": [],
    }
    text = file.read_text(encoding="utf-8")
    assert "nobody" in text
    assert 'biggest customer went to somebody else " so' not in text
    assert "2026-03-10" not in text
    assert "2026-03-11" not in text
    assert "sound-" not in text.partition('<script type="module">')[0]


def test_all_takes_of_a_question_go_into_it(shown: Shown, tmp_path: Path) -> None:
    data = shown.program.ok(
        "review",
        "--export",
        tmp_path / "q.html",
        "--question",
        "lost-order",
        "--without-audio",
        "--json",
    ).data
    assert data["attempts"] == [shown.second, shown.first]


def test_a_file_that_is_there_stays(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "mine.html"
    file.write_text("mine", encoding="utf-8")
    arguments = ("review", "--export", file, "--attempts", str(shown.first), "--without-audio")
    refused = shown.program.run(*arguments)
    assert refused.code == 3
    assert "--force" in refused.err
    assert file.read_text(encoding="utf-8") == "mine"
    shown.program.ok(*arguments, "--force")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.html"]


def test_what_is_not_there_is_told(shown: Shown, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    for number in ("999", "9" * 30):
        missing = shown.program.run("review", "--export", file, "--attempts", number)
        assert missing.code == 4
    assert program.run("review", "--export", file, "--attempts", "1").code == 4
    assert not file.exists()


def test_one_script_holds_every_module() -> None:
    script = script_text()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    names = re.findall(
        r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)",
        "\n".join(page_file(name) for name in MODULES),
        re.MULTILINE,
    )
    # In one script two of a name would be one.
    assert len(names) == len(set(names))
    for text in (script, page_file("style.css")):
        assert "</" not in text
        assert "<!--" not in text
    for place, name in enumerate(MODULES):
        for imported in re.findall(r'from "\./([\w.]+)"', page_file(name)):
            assert MODULES.index(imported) < place, name
