"""What ``trainer`` alone says: the next step, in a few lines."""

from __future__ import annotations

import click

from trainer.cli.context import CommandContext


def welcome(ctx: click.Context) -> None:
    """Say what to do first, or what to do next for somebody who has been here."""
    context = CommandContext(workspace_option=ctx.obj["workspace"], plain_option=ctx.obj["plain"])
    if context.workspace.database.exists():
        with context.history(write=False) as history:
            unfinished = history.attempts(unfinished=True, limit=1)
        click.echo("Welcome back.\n")
        if unfinished:
            number = unfinished[0].id
            click.echo(
                f"  trainer score --attempt {number:<6} finish the take that was interrupted"
            )
        click.echo("  trainer today                  see what is due, and why")
        click.echo("  trainer drill                  practise today's questions")
        click.echo("  trainer replay                 hear your last take again")
        click.echo("  trainer progress               what moved over the weeks")
        click.echo("  trainer target add             an interview is coming")
        click.echo("  trainer debrief                an interview was today: take it down")
    else:
        click.echo("Rehearse, aloud, the interview questions that caught you off guard.")
        click.echo("Everything you say stays on this machine.\n")
        click.echo("  trainer demo                   see how it works, in a minute")
        click.echo("  trainer devices --test         check the microphone")
        click.echo("  trainer drill                  practise your first questions")
        click.echo("  trainer debrief                take down an interview that you had")
        click.echo("  trainer target add             prepare for one that is coming")
    click.echo("\n'trainer -h' lists all commands.")
