# ruff: noqa: E501 - a table, one entry a line
"""What people say in place of the words of a question, and words that turn it round.

English alone; written by hand from how interviewers and candidates talk.
"""

from __future__ import annotations

import re
from typing import Final

_GLOSSES: Final = {
    # A turn of phrase, and the plain words that a question would have in its place.
    r"(see|saw|seen) eye to eye|butt(ed|ing)? heads|fell? out with|clash(ed)?|row with": "disagree conflict",
    r"conflict": "disagree disagreement",
    r"(went|gone|go|goes) (south|wrong|pear.shaped)|messed up|screwed up|flopp?ed|fell apart|bombed": "failed mistake",
    r"deep end|from scratch|up to speed|pick(ed)? up (a|an|the|some)? ?new": "learn new quickly",
    r"walk (me|us) through your (background|cv|resume|career)|your (background|story)|usual opener": "tell about yourself",
    r"not (so|that|very) good at|bad at|weak spots?|work on about yourself|struggle with": "weakness",
    r"(good|best|great) at": "strength",
    r"(long.term|five.year|career) plan|career heading|where .{0,20}heading|ten years|five years": "see yourself in five years future",
    r"too (much|dear|pricey)|more than (we|they|i) wanted|price tag|cheaper": "expensive price budget",
    r"money back": "refund",
    r"(says|said|say|saying) no": "refuse",
    r"turn(s|ed)? (it |them |the .{0,20})?down|knock(s|ed)? back": "reject refuse",
    r"weren.?t (their|the) boss|no (formal )?(power|say) over|not (their|the) (boss|manager)": "led without authority",
    r"boss|line manager|supervisor|gaffer": "manager",
    r"co.?workers?|team ?mates?|mates? (in|at|from)|people on the team|somebody on the team": "colleague team",
    r"kids?|students?|children in (the|a|your) class": "pupils",
    r"punters?|shoppers?|(guy|woman|man|person) at the (till|counter|desk)|clients?|guests?": "customer",
    r"tablets?|pills?|meds|drugs": "medication",
    r"let (any(one|body)|some(one|body)) go|fire(d)? (any|some)(one|body)|sacked": "dismissed an employee",
    r"lands? on (your|my) desk|all (so )?urgent|what (goes|comes) first|juggl\w+|everything at once": "prioritise competing deadlines",
    r"snow(ed)? under|swamped|burn(ed|t)? ?out|too much on": "stress workload pressure",
    r"what gets you (going|out of bed)|drives you|makes you tick": "motivates you",
    r"threw in the towel|jump(ed|ing)? ship|hand(ed)? in (my|your) notice|moving on": "leaving your job",
    r"why (the )?gap|(gap|hole|break) in (my|your|the) (cv|resume)|year(s)? out": "gap in your CV",
    r"pay|how much do (you|i) want|day rate|money (do|would) (you|i)": "salary",
    r"start date|when (can|could) (you|i) start": "notice period available",
    r"just one more thing|keeps? adding|extras": "scope creep changes",
    r"hang together|fit together|tie together": "linked",
    r"at all sorts of levels|mixed abilit\w+|nobody.s (lost|bored)": "different abilities",
    r"draw(s)? the line|too close|over the line": "boundaries",
    r"scoop|tip.?off": "story source",
    r"bitly|tinyurl|short links?": "url shortening service",
    r"build (me|us) (a|an)|whiteboard|sys(tem)? design": "design system",
    r"fiddling|on expenses|client lunches|putting .{0,30} through": "falsifying expense claims",
    r"under the table|kickbacks?": "bribe",
    r"cut corners|bent the rules|broke the rules|by the book": "policy rules",
    r"chewed out|told off|hard to hear|criticis\w+": "difficult feedback",
    r"got wrong|wrong call|wrong decision|regret": "mistake",
    r"changed (my|your) mind|persuad\w+|talk(ed)? .{0,20} into|won .{0,20} over|come along": "convince persuade",
    r"proud(est)? of|biggest (win|success)|best thing you": "greatest achievement",
    r"why us|why this (company|firm|place)|why here|apply to this one|why did you apply": "why do you want to work for our company",
    r"why you\b|what makes you (better|special)|pick you": "why should we hire you",
    r"anything (you.d like )?to ask|questions for us|over to you": "questions for us",
    r"overnight|nights": "night shifts",
    r"how do you know .{0,30}work(ed|s)|did (it|any of it) work": "measure success",
    r"never did|pretend I.?m|plain words|layman|your gran(ny|dmother)?": "explain without training",
    r"hundreds of records|typos|keep errors out": "accurate data entry",
    r"waste|portions|margins": "costs",
    r"hand(ed|ing)? over|hand.?off": "delegate handover",
    r"(opposite|different) opinions?|argu(e|ed|ment)": "disagree conflict",
    r"last.minute|tight|crunch": "deadline pressure",
    r"shout(s|ed|ing)?|getting loud|kicking off|lost it|furious|angry": "upset difficult",
    r"in tears|cry(ing)?|upset": "upset",
    r"nothing you can do|hands are tied": "no power to change",
}  # fmt: skip

_COMPILED: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), words) for pattern, words in _GLOSSES.items()
)

OPPOSITES: Final[tuple[tuple[frozenset[str], frozenset[str]], ...]] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        # Stems, as the scorer's reader makes them.
        ("leav left quit resign", "join start stay"),
        ("weak weaker weakest", "strong strength strongest"),
        ("fail failur failed mistak wrong", "succeed success achiev achievement win won proud"),
        ("give gave given", "receiv get got taken"),
        ("miss missed late", "meet met keep kept hit"),
        ("hire recruit", "fire dismiss sack redund"),
        ("buy bought purchas", "sell sold sale"),
        ("prevent avoid", "treat fix mend cure"),
        ("increas grow grew rais", "reduc cut lower decreas drop"),
        ("best favourit favorit like enjoy", "worst hate dislik least"),
        ("agre agreement", "disagre conflict"),
        ("accept", "reject refus declin"),
        ("start begin began launch", "stop end finish"),
        ("past previous last", "futur next"),
        ("before", "after"),
        ("alon individu", "team togeth group"),
        ("follow", "broke break against"),
    )
)
"""Two questions of which one has a word of the left and the other of the right differ."""

_DONE_TO_ONE: Final = re.compile(
    r"\b(motivat|inspir|annoy|frustrat|attract|driv|interest|scar|worr|manag|support|challeng)\w*"
    r" (you|me)\b",
    re.IGNORECASE,
)
"""What somebody or something does to the person who is asked, not they to others."""


def turned_round(one: str, other: str) -> bool:
    """Whether the speaker does something in the one text that is done to them in the other."""
    first, second = _DONE_TO_ONE.search(one), _DONE_TO_ONE.search(other)
    if bool(first) == bool(second):
        return False
    done, by_others = (first, other) if first else (second, one)
    return done is not None and done[1].lower() in by_others.lower()


def with_glosses(text: str) -> str:
    """A text with the plain words for its turns of phrase behind it."""
    found = [words for pattern, words in _COMPILED if pattern.search(text)]
    return " ".join([text, *found])
