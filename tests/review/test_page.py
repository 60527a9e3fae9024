"""The page in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.review.conftest import Watched
from tests.review.served import Served, Shown
from tests.support.takes import start_of

NEAR_S = 0.15


def position(page: Page) -> float:
    found = page.evaluate("document.querySelector('audio').currentTime")
    assert isinstance(found, int | float)
    return float(found)


def wait_until_past(page: Page, seconds: float) -> None:
    page.wait_for_function("at => document.querySelector('audio').currentTime > at", arg=seconds)


def pause(page: Page) -> None:
    page.evaluate("document.querySelector('audio').pause()")


def place_after_click(page: Page, selector: str) -> float:
    """Where the sound is put by a click: noted at the seek itself, before it plays on."""
    page.evaluate(
        """() => {
          const audio = document.querySelector('audio');
          window.places = [];
          audio.addEventListener('seeking', () => window.places.push(audio.currentTime));
        }"""
    )
    page.click(selector)
    page.wait_for_function("() => window.places.length > 0")
    found = page.evaluate("window.places[0]")
    assert isinstance(found, int | float)
    return float(found)


def test_from_the_list_through_a_filter_to_a_take(
    watched: Watched, server: Served, shown: Shown
) -> None:
    page = watched.open(server.url)
    expect(page.locator(".attempts li")).to_have_count(3)
    page.fill("[name=text]", "hospital")
    expect(page.locator(".attempts li")).to_have_count(2)
    # Whoever types goes on typing.
    expect(page.locator("[name=text]")).to_be_focused()
    page.select_option("[name=off_guard]", "yes")
    expect(page.locator(".attempts li")).to_have_count(1)
    assert "off_guard=yes" in page.url
    page.reload()
    expect(page.locator(".attempts li")).to_have_count(1)
    page.click(".attempts a")
    expect(page.locator("h1")).to_have_text("Tell me about an order that you lost.")
    assert page.url.endswith(f"#/attempt/{shown.first}")
    expect(page.locator("h1")).to_be_focused()
    page.go_back()
    expect(page.locator(".attempts li")).to_have_count(1)


def test_a_take_plays_and_its_words_follow(watched: Watched, server: Served, shown: Shown) -> None:
    page = watched.open(f"{server.url}#/attempt/{shown.second}")
    assert position(page) == 0
    page.get_by_role("button", name="Play").click()
    wait_until_past(page, start_of(1))
    expect(page.locator(".word.now")).to_have_count(1)
    said = page.evaluate(
        """() => [document.querySelector('audio').currentTime,
                  Number(document.querySelector('.word.now').dataset.word)]"""
    )
    assert start_of(said[1]) <= said[0] + NEAR_S
    assert said[0] <= start_of(said[1] + 1) + NEAR_S
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.locator(".waveform path.wave").first.get_attribute("d")


def test_a_click_on_a_word_plays_from_there(watched: Watched, server: Served, shown: Shown) -> None:
    page = watched.open(f"{server.url}#/attempt/{shown.second}")
    for word in (12, 3, 25):
        place = place_after_click(page, f"[data-word='{word}']")
        assert abs(place - start_of(word)) < NEAR_S
        wait_until_past(page, start_of(word))
        pause(page)


def test_a_key_point_leads_to_the_words_that_made_it(
    watched: Watched, server: Served, shown: Shown
) -> None:
    page = watched.open(f"{server.url}#/attempt/{shown.second}")
    point = server.ask(f"api/attempts/{shown.second}").data["points"][1]
    assert point["id"] == "learned"
    place = place_after_click(page, "[data-point=learned]")
    assert 0 <= point["at_s"] - place <= 0.5 + NEAR_S
    lit = page.locator(".word.lit").all_text_contents()
    assert " ".join(lit) == point["quote"]
    wait_until_past(page, place)
    pause(page)


def test_a_point_that_was_not_made_leads_nowhere_and_says_so(
    watched: Watched, server: Served, shown: Shown
) -> None:
    page = watched.open(f"{server.url}#/attempt/{shown.first}")
    chip = page.locator("[data-point=learned]")
    expect(chip).to_contain_text("not heard")
    assert chip.evaluate("one => one.tagName") == "SPAN"
    expect(page.get_by_text("What do you do differently today?")).to_be_visible()


def test_keys_play_jump_and_walk(watched: Watched, server: Served, shown: Shown) -> None:
    page = watched.open(server.url)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Tell me about an order that you lost.")
    assert page.url.endswith(f"#/attempt/{shown.second}")
    page.keyboard.press("ArrowRight")
    assert position(page) == pytest.approx(5, abs=NEAR_S)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert position(page) == pytest.approx(5, abs=NEAR_S)
    # 5 s is the beginning of the word of 5.0 s; one back and one on lead to it again.
    page.keyboard.press(".")
    assert position(page) == pytest.approx(start_of(11), abs=NEAR_S)
    page.keyboard.press(",")
    assert position(page) == pytest.approx(start_of(10), abs=NEAR_S)
    page.keyboard.press("Space")
    wait_until_past(page, start_of(10) + 0.3)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".word.lit").first).to_be_visible()
    pause(page)
    page.keyboard.press("n")
    page.keyboard.type("j k n are letters here")
    assert page.input_value("#new-note textarea") == "j k n are letters here"


def test_a_note_is_there_after_a_reload_and_can_be_changed(
    watched: Watched, server: Served, shown: Shown
) -> None:
    page = watched.open(f"{server.url}#/attempt/{shown.second}?at=6.2")
    page.fill("#new-note textarea", "the number first")
    page.get_by_role("button", name="Write it down").click()
    note = page.locator("[data-note]")
    expect(note).to_have_count(1)
    page.reload()
    expect(note).to_contain_text("the number first")
    expect(note).to_contain_text("0:06")
    note.get_by_role("button", name="Edit").click()
    note.locator("textarea").fill("the number first, calmly")
    note.get_by_role("button", name="Keep").click()
    expect(note).to_contain_text("calmly")
    note.get_by_role("button", name="Remove").click()
    expect(note).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(note).to_contain_text("calmly")
    note.get_by_role("button", name="Remove").click()
    expect(note).to_have_count(0)
    page.reload()
    expect(page.get_by_text("No notes yet.")).to_be_visible()


def test_takes_side_by_side_and_progress(watched: Watched, server: Served, shown: Shown) -> None:
    page = watched.open(f"{server.url}#/question/shown%2Flost-order")
    expect(page.locator("thead th")).to_have_count(2)
    expect(page.locator("tbody tr").nth(1)).to_contain_text("not heard")
    page.locator("tbody tr").nth(1).locator("a").click()
    expect(page.locator(".word.lit").first).to_be_visible()
    assert page.url.endswith(f"#/attempt/{shown.second}?point=learned")
    page.get_by_role("link", name="Progress").click()
    expect(page.locator("h1")).to_have_text("Progress")
    # Of the year before today; the takes are of a fixed day.
    days = server.ask("api/progress").data["days"]
    assert page.locator(".day:not(.level-0)").count() == len(days)


def test_an_interview_says_how_ready_one_is(watched: Watched, server: Served) -> None:
    page = watched.open(f"{server.url}#/interviews")
    expect(page.locator("section.target h2")).to_have_text("Acme & <b>Söhne</b> · Buyer")
    expect(page.locator("section.target")).to_contain_text("1 of 2 likely questions practised")
    page.get_by_role("link", name="Tell me of an order.").click()
    expect(page.locator("thead th")).to_have_count(2)


def test_nothing_is_asked_of_another_host(watched: Watched, server: Served, shown: Shown) -> None:
    for place in ("", f"#/attempt/{shown.second}", "#/question/shown%2Flost-order", "#/progress"):
        watched.open(server.url + place)
    watched.page.goto(f"{server.url}#/attempt/{shown.first}")
    watched.page.get_by_role("button", name="Play").click()
    wait_until_past(watched.page, 0.2)
    hosts = {urlsplit(url).netloc for url in watched.requests if not url.startswith("about:")}
    assert hosts == {f"127.0.0.1:{server.port}"}
    assert any(url.endswith("/sound") for url in watched.requests)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_axe_finds_no_serious_fault(
    watched: Watched,
    server: Served,
    shown: Shown,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    page = watched.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 760})
    question = "#/question/shown%2Flost-order"
    places = ("", f"#/attempt/{shown.second}", question, "#/progress", "#/interviews")
    for place in places:
        watched.open(server.url + place)
        found = Axe().run(page).response["violations"]
        grave = [
            (one["id"], [node["target"] for node in one["nodes"]])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert grave == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_never_makes_elements_of_text() -> None:
    for file in Path("trainer/review/page").iterdir():
        text = file.read_text(encoding="utf-8")
        for banned in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            'setTimeout("',
            "DOMParser",
            "http://",
            "https://",
        ):
            allowed = banned == "http://" and 'http://www.w3.org/2000/svg"' in text
            assert allowed or banned not in text, (file.name, banned)
