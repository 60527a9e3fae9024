"""A bank for mock interviews, one question for each part, and answers to it."""

from __future__ import annotations

from pathlib import Path

from tests.support.banks import ANSWER, BANK, add_bank

MOCK_BANK = (
    BANK
    + """\
    follow_ups:
      - What would you do differently now?
  - id: yourself
    prompt: Tell me about yourself.
    kind: motivational
    tags: {topic: introduction}
    key_points:
      - id: work
        text: what I work as
        weight: okay
        wordings:
          - I am a nurse in a children's ward
          - I work as a nurse with children
          - at the moment I'm a nurse at the children's hospital
          - by trade I am a nurse, and I look after children
          - I've been a nurse on the children's ward for six years
  - id: questions
    prompt: Do you have any questions for us?
    kind: motivational
    tags: {topic: questions for the interviewer}
    key_points:
      - id: first-months
        text: asks what the first months look like
        weight: okay
        wordings:
          - what would my first three months look like
          - I'd like to know what I would do in the first months
          - how would the first three months go for me
          - can you tell me what the first weeks would be like
          - what would you expect of me in my first three months
"""
)

YOURSELF = "Good morning. I am a nurse in a children's ward, and I work as a nurse with children."
QUESTIONS = (
    "Yes, I have one. What would my first three months look like? "
    "I'd like to know what I would do in the first months."
)
ALARM = (
    "Afterwards I added an alarm for the memory. "
    "Since then an alarm warns us before the disk fills up."
)
"""Answers the probe of the point that `ANSWER` leaves out."""

PROBE = "What would warn you today?"

ASKED = ["own/yourself", "own/outage", "own/questions"]
"""The order of an interview of this bank alone."""

THREE = (YOURSELF, ANSWER, ALARM, QUESTIONS)
"""What is said in it: a follow-up comes after the second."""


def typed(*answers: str) -> str:
    """Answers as they come through a pipe."""
    return "".join(f"{answer}\n\n\n" for answer in answers)


def add_mock_bank(workspace: Path) -> Path:
    """Put it among a person's own."""
    return add_bank(workspace, MOCK_BANK)
