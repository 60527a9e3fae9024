"""A letter that asks for feedback: short, polite, from what is on record and nothing else.

Career guides agree on a day or two after the answer, under 150 words, one or two questions that
can be answered in a line, no arguing with the decision, and one follow-up at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from trainer.history.feedback import Letter, Tone
from trainer.history.interviews import AskedQuestion, Interview, Outcome

MOST_WORDS: Final = 149
"""A letter has under 150 words."""

FIRST_DAYS: Final = (1, 2)
"""So many days after the answer a letter comes at a good moment: 24 to 48 hours."""

WEEK_DAYS: Final = 7
"""After so long a letter may be late, and a follow-up to one is fair."""

YOUR_NAME: Final = "[your name]"
SUBJECT: Final = "Subject: "

_MOST_QUOTED_WORDS: Final = 20
_MOST_NAME_WORDS: Final = 12
_MOST_NAMED: Final = 3

QUESTIONS: Final = (
    "Which one skill or experience would have made the biggest difference?",
    "Was there an answer of mine that left you in doubt?",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter is made of; `quoted` is a question of the interview, word for word."""

    company: str
    role: str
    day: date
    interviewers: tuple[str, ...]
    decided: bool
    quoted: str = ""


def facts_of(interview: Interview, asked: Sequence[AskedQuestion]) -> Facts:
    """What is on record of an interview; quoted is the question that surprised the most."""
    decided = interview.outcome in {Outcome.REJECTED, Outcome.NEXT_ROUND, Outcome.OFFER}
    surprising = sorted(asked, key=lambda one: -(one.off_guard or 0))
    quoted = surprising[0].asked if surprising else ""
    return Facts(
        _clipped(interview.company, _MOST_NAME_WORDS),
        _clipped(interview.role, _MOST_NAME_WORDS),
        interview.day,
        tuple(_clipped(name, 5) for name in interview.interviewers[:_MOST_NAMED]),
        decided,
        _clipped(quoted, _MOST_QUOTED_WORDS),
    )


def compose(facts: Facts, tone: Tone, questions: Sequence[str] = (), name: str = "") -> str:
    """The letter, its subject in the first line; under 150 words.

    `questions` of the person's own stand in place of the usual two.  Where it would be too
    long, first the second question is left out, then what is quoted.
    """
    wanted = [_clipped(one, _MOST_QUOTED_WORDS) for one in questions[:2]] or list(QUESTIONS)
    drafts = (
        _written(facts, tone, wanted, name),
        _written(facts, tone, wanted[:1], name),
        _written(facts, tone, wanted[:1], name, quoting=False),
    )
    return next((text for text in drafts if words_in(text) <= MOST_WORDS), drafts[-1])


def words_in(letter: str) -> int:
    """How many words a letter has, its subject left out."""
    return len(parts_of(letter)[1].split())


def parts_of(letter: str) -> tuple[str, str]:
    """Subject and text of a letter; the subject is empty where its first line is none."""
    first, _, rest = letter.partition("\n")
    if first.startswith(SUBJECT):
        return first.removeprefix(SUBJECT).strip(), rest.strip() + "\n"
    return "", letter.strip() + "\n"


def as_mail(letter: str, to: str = "") -> bytes:
    """The letter as a draft that mail programs open (RFC 5322), unsent."""
    subject, text = parts_of(letter)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject or "Feedback on my interview"
    if to:
        mail["To"] = to
    # Outlook and others open a message with this as one still to be sent.
    mail["X-Unsent"] = "1"
    mail.set_content(text)
    return bytes(mail)


@dataclass(frozen=True, slots=True)
class Moment:
    """When to send a letter: `first` to `last` is best, `words` say how today compares."""

    first: date | None
    last: date | None
    words: str


def good_moment(answered_on: date | None, today: date) -> Moment:
    """The good moment to ask, a day or two after the answer came."""
    if answered_on is None:
        return Moment(None, None, "A good moment is a day or two after you have their answer.")
    first, last = (answered_on + timedelta(days=days) for days in FIRST_DAYS)
    age = (today - answered_on).days
    if today < first:
        words = f"A good moment is {first} or {last}: a day or two after the answer."
    elif today <= last:
        words = "Today is a good moment: a day or two after the answer."
    elif age <= WEEK_DAYS:
        words = "It is still a good moment, within a week of the answer."
    else:
        words = f"The answer is {age} days old; asking is still fine, and silence says nothing."
    return Moment(first, last, words)


def follow_up_words(letter: Letter, today: date) -> str:
    """What to do after a letter was sent: one follow-up at most, and when."""
    if letter.sent_on is None:
        return "Not sent yet."
    if letter.follow_up_on is not None:
        return "You followed up once, and that is enough: nothing more is up to you here."
    due = letter.sent_on + timedelta(days=WEEK_DAYS)
    if today < due:
        return f"If nothing comes by {due}, one friendly follow-up is fair, and then let it rest."
    return "A week has passed: one friendly follow-up is fair, and then let it rest."


def _written(
    facts: Facts, tone: Tone, questions: Sequence[str], name: str, *, quoting: bool = True
) -> str:
    formal = tone is Tone.FORMAL
    role = f" for {facts.role}" if facts.role else ""
    company = f" at {facts.company}" if facts.company else ""
    day = f"{facts.day.day} {facts.day:%B %Y}"
    greeting = f"{'Dear' if formal else 'Hello'} {_names(facts.interviewers) or 'hiring team'},"
    if facts.decided:
        thanks = (
            f"thank you for your answer, and for the time you gave me on {day}."
            if formal
            else f"thank you for letting me know, and for the conversation on {day}."
        )
    else:
        thanks = f"thank you for the time you gave me on {day}."
    lines = [f"{thanks[0].upper()}{thanks[1:]}"]
    if quoting and facts.quoted:
        lines.append(f"Your question “{facts.quoted}” has stayed with me.")
    one = "line" if len(questions) == 1 else "line or two"
    ask = (
        f"I would like to learn from it, and would be grateful for a {one} on this:"
        if formal
        else f"I'd love to learn from it. Could you spare a {one} on this?"
    )
    close = (
        "A short answer is plenty, and I understand if it is not possible. "
        "I wish you and your team all the best."
        if formal
        else "A short answer is plenty, and none is fine, too. All the best to you and the team!"
    )
    bullets = "\n".join(f"- {question}" for question in questions)
    sign = "Kind regards," if formal else "Best wishes,"
    return (
        f"{SUBJECT}Feedback on my interview{role}{company}\n\n{greeting}\n\n{' '.join(lines)}\n\n"
        f"{ask}\n\n{bullets}\n\n{close}\n\n{sign}\n{name or YOUR_NAME}\n"
    )


def _names(interviewers: Sequence[str]) -> str:
    if len(interviewers) < 2:
        return "".join(interviewers)
    return f"{', '.join(interviewers[:-1])} and {interviewers[-1]}"


def _clipped(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most])} …"
