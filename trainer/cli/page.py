"""A page for the terminal: headings, lines, tables and charts, as wide as there is room.

Where the encoding has no signs for it, all is ASCII.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from trainer.cli.console import UNWRAPPED

if TYPE_CHECKING:
    from datetime import date

    from trainer.cli.console import Output
    from trainer.insights.bands import Band

IN_A_PIPE = 80
"""Columns of what is drawn where there is no terminal; its text is not broken there."""

WIDEST = 100
LONGEST_TABLE: Final = 12
CHART_ROWS: Final = 9

_ASCII: Final = str.maketrans(
    {
        "–": "-",
        "·": ".",
        "→": "->",
        "✓": "+",
        "┃": "|",
        "│": "|",
        "┤": "+",
        "┬": "+",
        "─": "-",
        "└": "+",
        "“": '"',
        "”": '"',
    }
)
_SHADES: Final = "▁▂▃▄▅▆▇█"
_DIGITS: Final = "0123456789"


class Page:
    """What is shown on `output`, a section below the other."""

    def __init__(self, output: Output) -> None:
        self._output = output
        console = output.people
        self.ascii = not (console.encoding or "").lower().startswith("utf")
        self.width = IN_A_PIPE if console.width >= UNWRAPPED else min(console.width, WIDEST)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self._output.say("")
        self.line(text, style="bold")

    def line(self, text: str, *, style: str = "", indent: int = 0) -> None:
        """A line or a paragraph of text."""
        self._output.say(self._written(text), style=style, indent=indent)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], *, left: int) -> bool:
        """Show a table, its first `left` columns to the left; False where it is too wide."""
        from rich.table import Table

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for number, heading in enumerate(headings):
            justify = "left" if number < left else "right"
            table.add_column(self._written(heading), justify=justify, no_wrap=True)  # type: ignore[arg-type]
        for row in rows:
            table.add_row(*map(self._written, row))
        if not self._output.fits(table) or self._widest(headings, rows) > self.width:
            return False
        self._output.show(table)
        return True

    def chart(self, bands: Mapping[float, Band], ticks: Mapping[float, str]) -> None:
        """Draw coverages as bars from at least to at most, above their places on the axis.

        `ticks` are labels of places, the first and the last of them among them.
        """
        for line in self._drawn(bands, ticks):
            self.line(line)

    def spark(self, bands: Iterable[Band | None]) -> str:
        """The middles of coverages, a sign each: a bar, or the tens of percent in ASCII."""
        signs = _DIGITS if self.ascii else _SHADES
        return "".join(
            " " if band is None else signs[min(int(band.middle * len(signs)), len(signs) - 1)]
            for band in bands
        )

    def _drawn(self, bands: Mapping[float, Band], ticks: Mapping[float, str]) -> list[str]:
        import plotext

        figure = plotext.figure
        plotext.terminal.limit(False, False)
        figure.clear()
        figure.plot_size(self.width - 2, CHART_ROWS)
        for place, band in bands.items():
            bar = figure.signal([place] * 2, [100 * band.low, 100 * band.high], marker="┃")
            figure.draw(bar.lines())
        figure.axes(False, axis="x", side="upper")
        figure.axes(False, axis="y", side="right")
        across, up = figure.ruler("x", "lower"), figure.ruler("y", "left")
        up.lim(0, 100)
        up.ticks([0, 50, 100], ["0 %", "50 %", "100 %"])
        edge = max((max(ticks) - min(ticks)) / 20, 0.5)
        across.lim(min(ticks) - edge, max(ticks) + edge)
        across.ticks(list(ticks), list(ticks.values()))
        text = plotext.uncolorize(figure.build().string())
        figure.clear()
        return [line for line in text.splitlines() if line.strip()]

    def _widest(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
        columns = zip(headings, *rows, strict=True)
        return sum(max(map(len, map(self._written, column))) + 2 for column in columns) - 2

    def _written(self, text: str) -> str:
        return text.translate(_ASCII) if self.ascii else text


def day_words(day: date, until: date) -> str:
    """'3 Sep', or with the year where it is another than that of `until`."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    words = f"{day.day} {months[day.month - 1]}"
    return words if day.year == until.year else f"{words} {day.year}"


def names_of(question_ids: Iterable[str]) -> dict[str, str]:
    """What to call questions: their ids without the bank, where that tells them apart."""
    ids = set(question_ids)
    short = [one.rpartition("/")[2] for one in ids]
    return {one: one.rpartition("/")[2] if len(set(short)) == len(ids) else one for one in ids}


def band_words(band: Band) -> str:
    """A coverage in words."""
    from trainer.cli.views import coverage_words

    return coverage_words(band.low, band.high)


def time_words(duration_s: float) -> str:
    """How long was spoken, for a person."""
    minutes = round(duration_s / 60)
    hours, rest = divmod(minutes, 60)
    if hours:
        return f"{hours} h {rest} min"
    return f"{minutes} min" if minutes else f"{duration_s:.0f} s"
