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

_COMPLAINTS = (
    _Complaint(
        "mapping values are not allowed",
        "has a colon where none can stand",
        "put a text that holds ': ' in quotes, and check the indentation",
    ),
    _Complaint("found a tab character", "is indented with a tab", "use spaces"),
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
        "expected a single document",
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
_BEHIND_A_QUOTE = (
    "goes on behind a closing quote",
    "put a text that holds quotes in quotes as a whole: '\"Yes\" or no?'",
)


def explain(error: YAMLError, text: str) -> tuple[int | None, str, str]:
    """The line (from 1), what is wrong there, and how to mend it."""
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
    if mark and "cannot start any token" in problem:
        return (mark.line + 1, *_bad_start(text, mark.line, mark.column))
    if mark and "expected" in problem and _follows_a_quote(text, mark.line, mark.column):
        return (mark.line + 1, *_BEHIND_A_QUOTE)
    for complaint in _COMPLAINTS:
        if complaint.theirs in problem or complaint.theirs in str(getattr(error, "context", "")):
            at = context_mark if complaint.at_beginning and context_mark else mark
            return (at.line + 1 if at else None, complaint.what, complaint.mend)
    return (
        mark.line + 1 if mark else None,
        f"is not YAML ({problem})",
        "check the quotes, the indentation and the dashes on this line and the one above",
    )


def _bad_start(text: str, line: int, column: int) -> tuple[str, str]:
    written = text.split("\n")[line][column:]
    if written.startswith("\t"):
        return "is indented with a tab", "use spaces"
    return f"has a text that begins with {written[:1]}", "put the text in quotes"


def _follows_a_quote(text: str, line: int, column: int) -> bool:
    lines = text.split("\n")
    return line < len(lines) and lines[line][:column].rstrip().endswith(("'", '"'))
