"""Small rules that tell what a word is by its neighbours: data that a person can read.

A rule is a line such as ``- <subject>|users _ to|<ing>``. Around ``_``, the word in
question, stand the neighbours that have to be there, next to it in this order:

    word            that word; a|b is one of them, !a is none of them
    <name>          a word of that class of the language; <Name> any name: a capital inside
                    a sentence
    *               any word
    ,               a comma, dash or sentence end stands there
    ^ $             a sentence begins before, or ends after
    ^^              the whole answer begins before

The first rule that fits decides: ``+`` yes, ``-`` no. Rules that need punctuation never fit
where a text has none, so each list has rules without it behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.delivery.said import Said

WordTest = Callable[[str], bool]
"""Whether a word, in lower case, belongs to a class."""

_ANY: Final = "*"
_MARKS: Final = frozenset({",", "^", "^^", "$"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what it says, and the neighbours that have to be there, the nearest first."""

    yes: bool
    before: tuple[str, ...]
    after: tuple[str, ...]


def rules(lines: str) -> tuple[Rule, ...]:
    """Read rules, one a line; blank lines and those that begin with # say nothing.

    Raises ValueError for a line of another form.
    """
    return tuple(
        _rule(line)
        for line in lines.strip().splitlines()
        if line.strip() and line.strip()[0] != "#"
    )


def decide(
    which: Sequence[Rule],
    words: Sequence[Said],
    start: int,
    end: int,
    classes: Mapping[str, WordTest],
) -> bool | None:
    """What the first rule that fits `words[start:end]` says, None where none does."""
    for rule in which:
        if _before(rule.before, words, start, classes) and _after(rule.after, words, end, classes):
            return rule.yes
    return None


def stands_at(
    elements: Sequence[str], words: Sequence[Said], start: int, classes: Mapping[str, WordTest]
) -> bool:
    """Whether the words from `start` on are these elements."""
    return _after(elements, words, start, classes)


def _rule(line: str) -> Rule:
    verdict, *elements = line.split()
    if verdict not in {"+", "-"} or elements.count("_") != 1:
        raise ValueError(f"this is no rule: {line!r}")
    middle = elements.index("_")
    return Rule(verdict == "+", tuple(reversed(elements[:middle])), tuple(elements[middle + 1 :]))


def _before(
    wanted: Sequence[str], words: Sequence[Said], start: int, classes: Mapping[str, WordTest]
) -> bool:
    place = start - 1
    for element in wanted:
        if element in _MARKS:
            if place >= 0 and element == "^^":
                return False
            if place >= 0 and not (words[place].ends or (element == "," and words[place].comma)):
                return False
        elif place < 0 or not _is(element, words[place], classes):
            return False
        else:
            place -= 1
    return True


def _after(
    wanted: Sequence[str], words: Sequence[Said], end: int, classes: Mapping[str, WordTest]
) -> bool:
    place = end
    for element in wanted:
        if element in _MARKS:
            last = words[place - 1]
            over = last.ends or place >= len(words)
            if not (over or (element == "," and last.comma)):
                return False
        elif place >= len(words) or not _is(element, words[place], classes):
            return False
        else:
            place += 1
    return True


def _is(element: str, word: Said, classes: Mapping[str, WordTest]) -> bool:
    if element == _ANY:
        return True
    if element.startswith("!"):
        return not _is(element[1:], word, classes)
    return any(_is_one(one, word, classes) for one in element.split("|"))


def _is_one(one: str, word: Said, classes: Mapping[str, WordTest]) -> bool:
    if one == "<Name>":
        # The English pronoun is the one small word with a capital.
        return word.capital and word.form.partition("'")[0] != "i"
    return classes[one[1:-1]](word.form) if one[0] == "<" else one == word.form
