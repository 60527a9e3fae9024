"""Times in a take, as a person writes them."""

from __future__ import annotations

import click


def seconds_of(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Seconds from 42, 42.5, 0:42 or 1:02:03; anything else is a fault of usage."""
    if value is None:
        return None
    try:
        seconds, *others = [float(part) for part in value.split(":")]
        for part in others:
            seconds = 60 * seconds + (part if 0 <= part < 60 else float("nan"))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise click.BadParameter(f"{value!r} is no time: 0:42 is one, and so is 42.", ctx, param)
    return seconds
