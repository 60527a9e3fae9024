from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.workspace.zone import Zone, local_zone

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def zoned(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process lives in Berlin."""
    with monkeypatch.context() as context:
        context.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("zoned")
def test_the_offset_is_that_of_the_moment() -> None:
    environ = {"TZ": ":Europe/Berlin"}
    assert local_zone(SUMMER, environ) == Zone("Europe/Berlin", 7200)
    assert local_zone(WINTER, environ) == Zone("Europe/Berlin", 3600)


def test_the_name_is_where_the_link_leads(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Asia/Kathmandu")
    assert local_zone(SUMMER, {}, localtime=link).name == "Asia/Kathmandu"


@pytest.mark.parametrize("text", ["", "Nowhere/Land", "../../etc/passwd", "<+03>-3", "/x"])
def test_an_unknown_name_is_left_out(tmp_path: Path, text: str) -> None:
    assert local_zone(SUMMER, {"TZ": text}).name == ""
    assert local_zone(SUMMER, {}, localtime=tmp_path / "missing").name == ""


def test_a_time_is_shown_on_the_clock_of_its_zone() -> None:
    local = Zone("Asia/Kathmandu", 20700).local(SUMMER)
    assert local == SUMMER
    assert (local.hour, local.minute) == (17, 45)
