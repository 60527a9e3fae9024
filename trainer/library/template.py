"""What a new bank begins as: no questions, and one in comments that shows how they are written."""

from __future__ import annotations

from trainer.bank.form import FORMAT
from trainer.bank.yaml_dump import bank_text

EXAMPLE = """\
# How a question is written; take the number signs away to use it, or 'trainer bank add'.
#  - id: wrong-decision                # lower-case, unique in the bank, never used again
#    prompt: Tell me about a decision you got wrong.
#    other_prompts:                    # how else it may be asked
#      - What is a call you would make differently today?
#    kind: behavioural                 # or technical, situational, motivational
#    tags: {competence: judgement, topic: [mistakes], level: any}
#    time_limit_s: 120                 # shown, never enforced
#    asks: Whether you can look at your own mistakes without excuses.
#    key_points:                       # four to six things a good interviewer would tick
#      - id: concrete
#        text: names a concrete decision
#        weight: vital                 # or okay, which counts half
#        wordings:                     # five ways to say it, as different people speak
#          - I picked the cheaper vendor although the team had doubts
#          - we went ahead with the launch in December and I had pushed for it
#          - I hired somebody after one conversation, and it was the wrong person
#          - my call was to rebuild everything instead of mending it
#          - looking back, I should never have said yes to that contract
#        probe: Which decision was that, exactly?
#    follow_ups:
#      - What did your manager say?
"""


def bank_template(bank_id: str, title: str | None, language: str) -> str:
    """The text of an empty bank with an example of a question in its comments.

    Raises FaultyInputError where the title or the language can't be those of a bank.
    """
    from pathlib import Path

    from trainer.bank import FaultyInputError
    from trainer.bank.load import bank_from_bytes

    content = {
        "format": FORMAT,
        "id": bank_id,
        "title": title or bank_id.replace("-", " ").capitalize(),
        "language": language,
        "questions": [],
    }
    text = f"{bank_text(content)}{EXAMPLE}"
    faults = bank_from_bytes(text.encode(), Path(f"{bank_id}.yaml")).faults
    if faults:
        raise FaultyInputError(f"the bank '{bank_id}' can't be made", faults)
    return text
