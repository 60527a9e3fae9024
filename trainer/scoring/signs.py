"""Phrases that say, of a whole answer, that it reports nothing: data and counting.

They come from how people decline a question or recite what they have learnt, not from
any set of answers. Forms are as `trainer.scoring.text` leaves them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING_TO_TELL = """
never been in
never really been
never had to
never had a
never done
never did
never happened
never came up
never come up
never was in
ive never
i have never
we have never
havent done
have not done
havent been
havent had
havent really
have not had
didnt happen
did not happen
didnt get to
did not get to
didnt get round
not yet
cant think of
cannot think of
cant say
cant remember
cant recall
cant point
dont have an example
dont have a story
dont have experience
no experience
make one up
nothing comes to mind
wish i could
wish i had
if it came up
if it ever
if that happened
hope to do
should have been able
would have to
nothing to do with me
other people do
other people did
other people in
someone else did
somebody else did
not my job
not my work
wasnt my
was not my
only watched
just watched
none of that
none of this
none of it
that was them
that was others
have to pass
pass on this
only an idea
just an idea
never part of
wasnt part of
was not part of
wasnt there
was not there
wasnt involved
was not involved
"""

_RECITED = """
important topics
important topic
important thing
important things
important words
important points
very important
is important
are important
big topic
big topics
those are the
these are the
these are all
those are all
all of these
all of those
all of that
all of this
all the usual
the usual things
many things
key words
key points
key things
key concepts
key terms
key areas
main points
main headings
familiar with
know about
heard of
studied
my training
my studies
the textbook
best practices
best practice
buzzwords
keywords
terms
concepts
headings
topics
would mention
id mention
should mention
want to mention
to mention
should say
supposed to say
and so on
et cetera
etcetera
things like that
"""


NEGATIONS = frozenset(
    word
    for line in (
        "never nothing nobody none neither",
        "didnt hadnt havent wasnt werent couldnt",
    )
    for word in line.split()
)
"""Words by which things are said not to have happened."""


def _phrases(lines: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines.strip().splitlines():
        words = tuple(line.split())
        found.setdefault(words[0], []).append(words)
    return found


NOTHING_TO_TELL = _phrases(_NOTHING_TO_TELL)
RECITED = _phrases(_RECITED)


def count(phrases: dict[str, list[tuple[str, ...]]], forms: Sequence[str]) -> int:
    """How many places of `forms` begin one of the phrases, by first word."""
    return sum(
        any(tuple(forms[place : place + len(phrase)]) == phrase for phrase in phrases[form])
        for place, form in enumerate(forms)
        if form in phrases
    )
