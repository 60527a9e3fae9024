"""The speaker's time zone, to be kept beside times in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone at one moment.

    `name` is the IANA name, empty where the system doesn't tell it;
    `utc_offset_s` is in seconds, east positive.
    """

    name: str
    utc_offset_s: int

    def local(self, moment: datetime) -> datetime:
        """An aware time on this zone's wall clock."""
        return moment.astimezone(timezone(timedelta(seconds=self.utc_offset_s)))


def local_zone(
    now: datetime,
    environ: Mapping[str, str],
    *,
    localtime: Path = Path("/etc/localtime"),
) -> Zone:
    """The zone of this machine at `now`, an aware time.

    The name is looked for in $TZ, then in where the link `localtime` leads.
    """
    offset = now.astimezone().utcoffset() or timedelta()
    return Zone(_name(environ, localtime), round(offset.total_seconds()))


def _name(environ: Mapping[str, str], localtime: Path) -> str:
    if "TZ" in environ:
        return _known(environ["TZ"].removeprefix(":"))
    _, _, name = localtime.resolve().as_posix().rpartition("/zoneinfo/")
    return _known(name)


def _known(name: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name).key
    except (KeyError, OSError, ValueError):  # no such zone, or no zone's name at all
        return ""
