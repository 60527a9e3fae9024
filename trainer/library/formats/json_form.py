"""JSON: the bank file's own form, and the line of every value for the faults."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NoReturn

from trainer.bank import QuestionBank, question_to_mapping
from trainer.bank.faults import Place
from trainer.bank.form import BANK_KEYS, FORMAT
from trainer.library.formats.raw import Raw

MAX_PLACES = 200_000
"""The lines of as many values are kept; those of the rest are told by what holds them."""

MAX_TOKENS = 1_000_000

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')


def bank_to_plain(bank: QuestionBank) -> dict[str, Any]:
    """A whole bank in the bank file's form."""
    questions = []
    for question in bank.questions:
        mapping = question_to_mapping(question, default_language=bank.language)
        questions.append({**mapping, "id": question.id.rpartition("/")[2]})
    return {
        "format": FORMAT,
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "questions": questions,
    }


def write_json(bank: QuestionBank) -> str:
    """The text of a bank; nothing that it holds is left out."""
    return json.dumps(bank_to_plain(bank), ensure_ascii=False, indent=2) + "\n"


def read_json(text: str) -> Raw:
    """The questions of a bank, or of a list of questions."""
    raw = Raw()
    repeated: list[str] = []
    try:
        data = json.loads(
            text,
            object_pairs_hook=lambda pairs: _group(pairs, repeated),
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raw.fault(error.lineno, f"is no JSON: {error.msg}", "mend it here, or just before")
        return raw
    except RecursionError:
        raw.fault(None, "is nested too deeply", "write a bank: groups and lists, five deep at most")
        return raw
    except ValueError as error:
        raw.fault(None, f"holds a number that can't be read ({error})"[:200], "write another")
        return raw
    lines = _Lines(text)
    top: Place = ()
    if isinstance(data, list):
        raw.questions = data
    else:
        raw_from_plain(raw, data)
        top = ("questions",)
    raw.line_of = lambda place: lines.of(place if top or place[:1] != ("questions",) else place[1:])
    for key in dict.fromkeys(repeated):
        raw.fault(None, f"the key '{key}' stands twice in one group", "keep one of the two")
    return raw


def raw_from_plain(raw: Raw, data: Any) -> None:
    """Take a bank's plain data apart; what is not of a bank's form goes on, to be judged."""
    if not isinstance(data, dict):
        raw.fault(1, "holds no bank", "begin with the keys format, id, title and questions")
        return
    for key, value in data.items():
        if key == "questions" and isinstance(value, list):
            raw.questions = value
        elif key == "id" and isinstance(value, str):
            raw.bank_id = value
        elif key == "title" and isinstance(value, str):
            raw.title = value
        elif key == "language" and isinstance(value, str):
            raw.language = value
        elif key not in BANK_KEYS or value is not None:
            raw.extra[key] = value
    if "questions" not in data:
        raw.fault(1, "has no questions", "put them into a list under the key questions")


def _group(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) != len(pairs):
        times = Counter(name for name, _ in pairs)
        repeated.extend(name[:40] for name, count in times.items() if count > 1)
    return group


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


class _Lines:
    """The line of each value of a JSON text, found when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Place, int] | None = None

    def of(self, place: Place) -> int | None:
        """The line, from 1, of a place or else of what holds it."""
        if self._found is None:
            self._found = self._find()
        for depth in range(len(place), 0, -1):
            if place[:depth] in self._found:
                return self._found[place[:depth]]
        return None

    def _find(self) -> dict[Place, int]:
        found: dict[Place, int] = {}
        way: list[str | int] = []
        line, at, key = 1, 0, True
        for number, token in enumerate(_TOKEN.finditer(self._text)):
            line += self._text.count("\n", at, token.start())
            at = token.start()
            match token[0]:
                case "{" | "[" as opening:
                    if way:
                        found.setdefault(tuple(way), line)
                    way.append("" if opening == "{" else 0)
                    key = opening == "{"
                case "}" | "]":
                    way.pop()
                    key = False
                case ",":
                    if isinstance(way[-1], int):
                        way[-1] += 1
                    key = isinstance(way[-1], str)
                case ":":
                    key = False
                case word if key and way and isinstance(way[-1], str):
                    way[-1] = json.loads(word)
                    found.setdefault(tuple(way), line)
                case _:
                    found.setdefault(tuple(way), line)
            if len(found) > MAX_PLACES or number > MAX_TOKENS:
                break
        return found
