"""A small bank for tests, whose key points are easy to say and to leave out."""

from __future__ import annotations

from pathlib import Path

BANK = """\
format: 1
id: own
title: Questions of the tests
language: en
questions:
  - id: outage
    prompt: Tell me about a serious outage that you had to handle.
    kind: behavioural
    time_limit_s: 90
    key_points:
      - id: rolled-back
        text: rolled the release back first
        wordings:
          - I rolled the new release back within ten minutes
          - the first thing I did was roll back the release
          - we went back to the previous release straight away
          - I reverted the deployment before looking for the cause
          - rolling back the release came before anything else
      - id: told-customers
        text: told the customers what was going on
        wordings:
          - I wrote to our customers and told them what had happened
          - we told every customer what was going on
          - the customers heard from me within the hour
          - I kept the customers informed with a message every hour
          - I sent the customers an honest note about the outage
        probe: What did your customers hear from you?
      - id: alarm
        text: added an alarm for next time
        weight: okay
        wordings:
          - afterwards I added an alarm for the memory
          - since then an alarm warns us before the disk fills up
          - I set up monitoring so that we would notice earlier
          - now there is an alert that goes off much sooner
          - we added an alarm so it would not surprise us again
        probe: What would warn you today?
"""

ANSWER = (
    "Last winter our web shop went down on a Friday evening. "
    "The first thing I did was roll back the release. "
    "Then I wrote to our customers and told them what had happened. "
    "We were back after forty minutes."
)
"""Makes the first two key points and says nothing of the third."""

MADE = ("rolled-back", "told-customers")
LEFT_OUT = ("alarm",)

BARE_BANK = """\
format: 1
id: bare
title: Questions without wordings
language: en
questions:
  - id: outage
    prompt: Tell me about a serious outage that you had to handle.
    key_points:
      - id: rolled-back
        text: rolled the release back first
      - id: told-customers
        text: told the customers what was going on
      - id: alarm
        text: added an alarm for next time
        weight: okay
  - id: late
    prompt: Tell me about work that you delivered late.
    key_points:
      - id: warned
        text: warned the others early
      - id: cause
        text: names the cause of the delay
"""

BARE_ANSWER = (
    "On a Friday the shop was dead. "
    "I put the old version on the servers again before anything else. "
    "Everybody who had bought from us got an honest note that evening. "
    "We were up again after forty minutes."
)
"""Makes the first two points of the bare bank in words that its texts have not."""

BARE_ANSWER_AGAIN = (
    "It was the night of our biggest sale. "
    "Before anything else I put the old version on the servers again, and it held. "
    "That evening everybody who had bought from us got an honest note."
)
"""The same speaker later, much of it in the same words."""

SAID_OF_CUSTOMERS = "Everybody who had bought from us got an honest note"


def add_bank(workspace: Path, text: str = BANK) -> Path:
    """Put a bank among those of a person's own."""
    file = workspace / "question_banks" / "own.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
