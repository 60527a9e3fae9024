"""``trainer target add``: an interview that is coming, guided or by options."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.target_options import (
    asks_about_past,
    here_and_now,
    target_options,
    with_options,
)
from trainer.cli.target_view import show_target, target_document, target_facts
from trainer.errors import UsageError


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer target add
  trainer target add --company Northwind --date "27 nov"
  trainer target add --company Northwind --role "Nurse, acute ward" --date 2026-11-27 \\
      --time 10:30 --ad advertisement.txt --interviewer "Ms Adler"
""",
)
@target_options
@common()
def add(context: CommandContext, /, **given: Any) -> None:
    """Note an interview that is coming, and see what is likely to be asked.

    Without --company you are asked for what the options don't give; leave with Ctrl-C at
    any point and go on later with the same command. The advertisement may be a text file or
    a saved web page; from it and your banks a list of likely questions is made, which you
    then change with 'target predict'.
    """
    from trainer.debrief.cleaning import block
    from trainer.history.targets import TargetDetails
    from trainer.practice.target_changes import add_target, change_predictions

    today, zone = here_and_now(context.now())
    past = asks_about_past(context, meant=given.pop("past"))
    guide = None
    bare = TargetDetails(company="?")
    if not (given["company"] or "").strip():
        if not context.at_terminal:
            raise UsageError(
                "there is no terminal to ask at", hint="Name the company with --company."
            )
        from trainer.cli.target_guide import TargetGuide

        # A slip in the options should show before anything is typed.
        with_options(bare, {**given, "company": "?"}, today, zone, past=past)
        guide = TargetGuide(context, today, zone)
        asked = guide.ask(given)
        text = asked.pop("ad_text", "")
        told = {name: value or None for name, value in asked.items()}
        details = with_options(bare, told, today, zone, past=lambda _: True)
        if text:
            details = replace(details, advertisement=block(text, "advertisement"))
    else:
        details = with_options(bare, given, today, zone, past=past)
    with context.history(write=True) as history:
        target = add_target(history, details, context.now())
    # It is kept; whatever goes wrong from here on loses nothing.
    if guide is not None:
        guide.draft.finish()
    if target.advertisement or target.role:
        from trainer.cli.target_predict import make_list

        made = make_list(context, target)
        with context.history(write=True) as history:
            change_predictions(
                history, target, add=made, by_person=False, now=context.now(), recorded=False
            )
    facts = target_facts(context, target)
    context.output.result("target add", target_document(facts))
    if not context.output.json:
        context.output.say(f"Kept as target {target.id}.")
        show_target(context.output, facts)
        context.output.say("\n'trainer undo' takes it out again.")
