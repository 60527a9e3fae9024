"""What a YAML parser complains of, in the words of a person who writes a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yaml import YAMLError


class _Complaint(NamedTuple):
    """The parser's words, ours, and whether the place where it began is the better one."""

    theirs: str
    what: str
    mend: str
    at_beginning: bool = False


_INDENTATION = "bring the keys of one group, and the dashes of one list, under one another"

_TAB = _Complaint("found a tab character", "is indented with a tab", "use spaces")
_COMPLAINTS = (
    _Complaint(
        "mapping values are not allowed",
        "has a colon where none can stand",
        "put a text that holds ': ' in quotes, and check the indentation",
    ),
    _TAB,
    _Complaint(
        "could not find expected ':'",
        "has a line without a colon",
        "write key: value, or indent the line if it continues a text",
        at_beginning=True,
    ),
    _Complaint(
        "found unexpected end of stream",
        "has a quote that is never closed",
        "close the quote at the end of the text",
        at_beginning=True,
    ),
    _Complaint(
        "found unexpected document indicator",
        "has a quote that is never closed",
        "close the quote at the end of the text",
        at_beginning=True,
    ),
    _Complaint(
        "found another document",
        "holds a second document after '---'",
        "make a file of its own of each",
    ),
    _Complaint(
        "unknown escape character",
        "has a backslash in double quotes that begins nothing known",
        "write two backslashes, or use single quotes",
    ),
    _Complaint(
        "found undefined alias",
        "has a text that begins with *",
        "put the text in quotes",
    ),
    _Complaint(
        "expected alphabetic or numeric character",
        "has a text that begins with * or &",
        "put the text in quotes",
    ),
    _Complaint("',' or ']'", "has a [ that is not closed", "close it with ]", at_beginning=True),
    _Complaint("',' or '}'", "has a { that is not closed", "close it with }", at_beginning=True),
    _Complaint("did not find expected key", "is not indented evenly", _INDENTATION),
    _Complaint("did not find expected '-'", "is not indented evenly", _INDENTATION),
    _Complaint("expected <block end>", "is not indented evenly", _INDENTATION),
    _Complaint("block sequence entries are not allowed", "has a dash out of place", _INDENTATION),
    _Complaint(
        "expected <document start>",
        "goes on where a value had ended",
        "check the quotes and the indentation",
    ),
)
_BEHIND_A_QUOTE = _Complaint(
    "",
    "goes on behind a closing quote",
    "put a text that holds quotes in quotes as a whole: '\"Yes\" or no?'",
)


def explain(error: YAMLError, text: str) -> tuple[int | None, str, str]:
    """The line (from 1) of a parser's error in `text`, what is wrong there, how to mend it."""
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
    # Without line ends inside a line: those that splitlines() knows besides are refused before.
    lines = text.rstrip().splitlines()
    # What is missing at the end is missed behind the last line.
    if mark is None:
        told = _unknown(problem)
        return None, told.what, told.mend
    at = min(mark.line, len(lines) - 1)
    if "cannot start any token" in problem:
        told = _bad_start(lines[at][mark.column :])
    elif "expected" in problem and lines[at][: mark.column].rstrip().endswith(("'", '"')):
        told = _BEHIND_A_QUOTE
    else:
        told = next((one for one in _COMPLAINTS if one.theirs in problem), _unknown(problem))
    if told.at_beginning and begun:
        at = begun.line
    return at + 1, told.what, told.mend


def _bad_start(written: str) -> _Complaint:
    if written.startswith("\t"):
        return _TAB
    return _Complaint("", f"has a text that begins with {written[:1]}", "put the text in quotes")


def _unknown(problem: str) -> _Complaint:
    mend = "check the quotes, the indentation and the dashes on this line and the one above"
    return _Complaint("", f"is not YAML ({problem})", mend)
