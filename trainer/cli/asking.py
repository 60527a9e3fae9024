"""Questions to the person at the terminal, asked again until the answer will do."""

from __future__ import annotations

from collections.abc import Sequence

import click


def ask_line(label: str, *, err: bool, needed: bool = False) -> str:
    """One line, without the blanks around it; it may be empty unless it is `needed`."""
    while True:
        line = str(click.prompt(label, default="", show_default=False, err=err)).strip()
        if line or not needed:
            return line
        click.echo("A line is needed here; Ctrl-C leaves.", err=err)


def ask_one_of(label: str, choices: Sequence[str], *, err: bool, default: int = 1) -> int:
    """The number, from 1, of the choice named by its number or its first letters."""
    for number, choice in enumerate(choices, start=1):
        click.echo(f"  {number}  {choice}", err=err)
    while True:
        said = str(click.prompt(label, default=str(default), err=err)).strip().lower()
        if said.isdecimal() and 1 <= int(said) <= len(choices):
            return int(said)
        fits = [n for n, choice in enumerate(choices, 1) if choice.lower().startswith(said)]
        if len(fits) == 1:
            return fits[0]
        click.echo(f"Give a number from 1 to {len(choices)}, or the first letters.", err=err)


def ask_number(label: str, most: int, *, err: bool) -> int:
    """A number from 1 to `most`, or 0 for an empty line."""
    while True:
        said = ask_line(label, err=err)
        if not said:
            return 0
        if said.isdecimal() and 1 <= int(said) <= most:
            return int(said)
        click.echo(f"Give a number from 1 to {most}, or an empty line.", err=err)


def ask_yes(label: str, *, err: bool, default: bool = True) -> bool:
    """Whether the answer is yes; an empty line takes the default."""
    choices = "Y/n" if default else "y/N"
    while True:
        said = ask_line(f"{label} [{choices}]", err=err).lower()
        if not said:
            return default
        if said in {"y", "yes"}:
            return True
        if said in {"n", "no"}:
            return False
        click.echo("Please answer y or n.", err=err)
