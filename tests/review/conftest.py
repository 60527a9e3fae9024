"""One workspace, one server and one browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.review.served import Served, Shown, make_shown, served


@dataclass
class Watched:
    """A page, and all that went wrong on it or went elsewhere."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go there, and wait until it is shown."""
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_selector("main h1")
        return self.page


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Takes that tests look at; they write nothing to them but notes."""
    return make_shown(tmp_path_factory.mktemp("shown"))


@pytest.fixture(scope="session")
def server(shown: Shown) -> Iterator[Served]:
    """The server of those takes."""
    with served(shown.program) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of the system's."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that knows nothing yet."""
    fresh = browser.new_context(viewport={"width": 1200, "height": 800})
    fresh.set_default_timeout(30_000)
    yield fresh
    fresh.close()


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Watched]:
    """A page of that browser; a test fails where a script of it did."""
    seen = Watched(context.new_page())
    seen.page.on("pageerror", lambda error: seen.faults.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.faults.append(f"dialog {dialog.message}"))
    seen.page.on(
        "console",
        lambda said: seen.faults.append(said.text) if said.type in {"error", "warning"} else None,
    )
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    yield seen
    assert seen.faults == []
