"""Banks that are wrong, each in its own way, with what must be said about them."""

from __future__ import annotations

from typing import NamedTuple


class Malformed(NamedTuple):
    """`expected` holds, for every fault in order, its line and words of its message.

    `schema` tells whether the JSON Schema refuses the bank too; None where there
    is no data that it could be asked about, because the YAML itself is wrong.
    """

    name: str
    content: bytes
    expected: tuple[tuple[int | None, tuple[str, ...]], ...]
    schema: bool | None = True


HEAD = "format: 1\nid: team\ntitle: Team\nquestions:\n"
QUESTION = "  - id: conflict\n    prompt: Tell me about a conflict.\n"


def bank(
    name: str,
    text: str | bytes,
    *expected: tuple[int | None, str] | tuple[int | None, str, str],
    schema: bool | None = True,
) -> Malformed:
    content = text if isinstance(text, bytes) else text.encode()
    return Malformed(
        name, content, tuple((one[0], tuple(one[1:])) for one in expected), schema=schema
    )


def with_question(
    name: str,
    lines: str,
    *expected: tuple[int | None, str] | tuple[int | None, str, str],
    schema: bool | None = True,
) -> Malformed:
    """A bank whose one question goes on with `lines` from line 7."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return bank(name, HEAD + QUESTION + indented, *expected, schema=schema)


MALFORMED = (
    # The file as a whole.
    bank("empty", "", (None, "is empty"), schema=None),
    bank("white space", "\n  \n", (None, "is empty"), schema=None),
    bank("only a comment", "# my bank\n", (None, "holds no values"), schema=None),
    bank(
        "Latin-1",
        b"format: 1\nid: team\ntitle: Caf\xe9\n",
        (3, "not UTF-8", "save it as UTF-8"),
        schema=None,
    ),
    bank("UTF-16", "format: 1\n".encode("utf-16"), (1, "UTF-16", "UTF-8"), schema=None),
    bank("byte order mark", b"\xef\xbb\xbfformat: 1\n", (1, "byte order mark"), schema=None),
    bank("control character", HEAD + "  - \x1b[31m\n", (5, "U+001B"), schema=None),
    bank("nul bytes", b"\x00" * 100, (1, "U+0000"), schema=None),
    bank("invisible line end", "format: 1\nid: a\u2028b\n", (2, "U+2028", "delete"), schema=None),
    bank("too large", b"a" * (8 * 1024 * 1024 + 1), (None, "larger than 8 MB"), schema=None),
    bank("a list", "- id: conflict\n  prompt: What?\n", (1, "a list, not a group of keys")),
    bank("a text", "Tell me about yourself.\n", (1, "not a group of keys")),
    bank("a number", "42\n", (1, "the number 42")),
    bank("two documents", HEAD + QUESTION + "---\nid: x\n", (7, "second document"), schema=None),
    # The YAML.
    bank("tab", HEAD + "\t- id: conflict\n", (5, "tab", "spaces"), schema=None),
    bank(
        "tab deeper in",
        HEAD + QUESTION + "    tags:\n\t  topic: sql\n",
        (8, "tab", "spaces"),
        schema=None,
    ),
    bank(
        "colon in a text",
        HEAD + "  - id: conflict\n    prompt: Describe this: a conflict\n",
        (6, "colon", "in quotes"),
        schema=None,
    ),
    bank(
        "quote not closed",
        HEAD + '  - id: conflict\n    prompt: "Tell me\n    kind: technical\n',
        (6, "never closed"),
        schema=None,
    ),
    bank(
        "quote in the middle",
        HEAD + '  - id: conflict\n    prompt: "Yes" or no?\n',
        (6, "behind a closing quote"),
        schema=None,
    ),
    bank(
        "line without a colon",
        HEAD + QUESTION + "    kind\n    asks: x\n",
        (7, "without a colon"),
        schema=None,
    ),
    bank(
        "uneven indentation",
        HEAD + QUESTION + "   kind: technical\n",
        (7, "not indented evenly"),
        schema=None,
    ),
    bank(
        "dash out of place",
        HEAD + QUESTION + "    follow_ups: - One\n",
        (7, "dash"),
        schema=None,
    ),
    bank(
        "bracket not closed",
        HEAD + QUESTION + "    follow_ups: [a, b\n    kind: technical\n",
        (7, "["),
        schema=None,
    ),
    bank("brace not closed", HEAD + QUESTION + "    tags: {topic: sql\n", (7, "{"), schema=None),
    bank("text that begins with @", HEAD + QUESTION + "    asks: @home\n", (7, "@"), schema=None),
    bank("text that begins with *", HEAD + QUESTION + "    asks: *why*\n", (7, "*"), schema=None),
    bank("star alone", HEAD + QUESTION + "    asks: * why\n", (7, "*", "quotes"), schema=None),
    bank(
        "unknown escape", HEAD + QUESTION + '    asks: "C:\\path"\n', (7, "backslash"), schema=None
    ),
    bank(
        "alias",
        HEAD + QUESTION + "    asks: &why The reason.\n    other_prompts:\n      - *why\n",
        (9, "alias '*why'", "write the value out"),
        schema=None,
    ),
    bank(
        "alias bomb",
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
            for before, name in zip("abcdefghi", "bcdefghij", strict=True)
        ),
        *((line, "alias") for line in range(2, 11)),
        schema=None,
    ),
    bank("alias to itself", "a: &a [*a]\n", (1, "alias"), schema=None),
    bank(
        "nested too deeply", HEAD + "  - " + "[" * 100 + "]" * 100, (5, "too deeply"), schema=None
    ),
    with_question("tag", "asks: !!python/object:os.system x", (7, "tag", "delete it"), schema=None),
    with_question("key twice", "kind: technical\nkind: technical", (8, "twice"), schema=None),
    with_question("key that is no word", "? [a, b]\n: c", (7, "no word"), schema=None),
    # The bank.
    bank("no format", HEAD.removeprefix("format: 1\n") + QUESTION, (1, "no format", "format:")),
    bank("newer format", HEAD.replace("1", "2") + QUESTION, (1, "is not 1", "update trainer")),
    bank("format in quotes", HEAD.replace("1", '"1"') + QUESTION, (1, "write format: 1")),
    bank("no id", HEAD.replace("id: team\n", "") + QUESTION, (1, "no id", "id:")),
    bank("no title", HEAD.replace("title: Team\n", "") + QUESTION, (1, "no title")),
    bank("no questions", "format: 1\nid: team\ntitle: Team\n", (1, "no questions")),
    bank("id not a slug", HEAD.replace("team", "My Team") + QUESTION, (2, "my-team")),
    bank("id a number", HEAD.replace("team", "2024") + QUESTION, (2, "number 2024", "quotes")),
    bank("title a boolean", HEAD.replace("Team", "true") + QUESTION, (3, "true", "quotes")),
    bank("title empty", HEAD.replace(" Team", "") + QUESTION, (3, "empty", "quotes")),
    bank("language", "language: English\n" + HEAD + QUESTION, (1, "'English'", "en, de")),
    bank("questions a group", HEAD + "  id: a\n  prompt: b\n", (4, "not a list", "dash")),
    bank("questions empty", HEAD, (4, "is empty, not a list")),
    bank("unknown key of a bank", "titel: T\n" + HEAD + QUESTION, (1, "'titel'", "'title'")),
    bank("question a text", HEAD + "  - Tell me about you.\n", (5, "question 1", "group of keys")),
    bank(
        "id twice",
        HEAD + QUESTION + QUESTION.replace("id: ", "id: team/"),
        (7, "'conflict' stands twice", "first on line 5"),
        schema=False,
    ),
    # A question.
    bank("question without prompt", HEAD + "  - id: a\n", (5, "question 1 (a)", "no prompt")),
    bank("question without id", HEAD + "  - prompt: A?\n", (5, "question 1", "no id")),
    bank(
        "id of another bank",
        HEAD + QUESTION.replace("conflict\n", "work/conflict\n", 1),
        (5, "belongs to the bank 'work'", "write conflict alone"),
        schema=False,
    ),
    bank(
        "id with two slashes",
        HEAD + QUESTION.replace("conflict\n", "team/a/b\n", 1),
        (5, "'a/b' is not an id"),
    ),
    bank("id too long", HEAD + QUESTION.replace("conflict\n", "a" * 65 + "\n", 1), (5, "64 char")),
    with_question("unknown key", "promt: x", (7, "'promt'", "'prompt'")),
    with_question("key far from any", "zzz: x", (7, "'zzz'", "id, prompt")),
    with_question("kind", "kind: behavioral", (7, "'behavioral'", "behavioural")),
    with_question("time limit in words", "time_limit_s: 2 minutes", (7, "not a number", "seconds")),
    with_question("time limit in quotes", 'time_limit_s: "90"', (7, "without quotes")),
    with_question("time limit below zero", "time_limit_s: -5", (7, "from 1 to 3600")),
    with_question("time limit endless", "time_limit_s: .inf", (7, "from 1 to 3600")),
    with_question("time limit no number", "time_limit_s: .nan", (7, "from 1 to"), schema=False),
    with_question("huge number", f"time_limit_s: {'9' * 5000}", (7, "from 1 to 3600")),
    with_question("text a number", "asks: 42", (7, "the number 42", "quotes")),
    with_question("text null", "asks: ~", (7, "is empty", "quotes")),
    with_question("text blank", 'asks: "  "', (7, "an empty text")),
    with_question("text too long", f"asks: {'x' * 4001}", (7, "4001", "4000")),
    with_question("escaped control character", 'asks: "\\e[31m"', (7, "U+001B")),
    with_question("list a text", "follow_ups: And then?", (7, "not a list", "dash")),
    with_question("list entry a number", "follow_ups:\n  - Why?\n  - 3", (9, "follow-up 2", "3")),
    with_question("tags a list", "tags: [sql]", (7, "a list, not a group")),
    with_question("tag unknown", "tags:\n  competency: x", (8, "'competency'", "'competence'")),
    with_question("tag a number", "tags:\n  level: [senior, 3]", (8, "level entry 2", "quotes")),
    with_question("attempt", "source:\n  attempt: 1.5", (8, "not a whole number")),
    with_question("source of several lines", "source:\n  role: |\n    a\n    b", (8, "one line")),
    with_question("renamed from", "renamed_from: Old Id", (7, "'Old Id'", "old-id")),
    # A key point.
    with_question("point without id", "key_points:\n  - text: I listened.", (8, "no id")),
    with_question("point without text", "key_points:\n  - id: a", (8, "point 1 (a)", "no text")),
    with_question(
        "weight",
        "key_points:\n  - id: listen\n    text: I listened.\n    weight: 2",
        (10, "question 1 (conflict), key point 1 (listen), weight", "the number 2"),
    ),
    with_question(
        "weight unknown",
        "key_points:\n  - id: listen\n    text: I listened.\n    weight: high",
        (10, "is 'high', not one of vital, okay", "write vital or okay"),
    ),
    with_question(
        "point id twice",
        "key_points:\n  - {id: a, text: One.}\n  - {id: a, text: Two.}",
        (9, "'a' stands twice", "first on line 8"),
        schema=False,
    ),
    with_question(
        "too many points",
        "key_points:\n" + "".join(f"  - {{id: p{n}, text: One.}}\n" for n in range(51)),
        (7, "51 entries", "50"),
    ),
    # Several at once, in the order of the file.
    bank(
        "many faults",
        "format: 1\nid: Team\nquestion: []\nquestions:\n"
        "  - id: 1\n    prompt: true\n"
        "  - prompt: A?\n    key_points:\n      - txet: x\n        id: a\n"
        "  - id: good\n    prompt: A good one.\n",
        (1, "no title"),
        (2, "'Team' is not an id"),
        (3, "'question'", "'questions'"),
        (5, "question 1, id", "number 1"),
        (6, "question 1, prompt", "true"),
        (7, "question 2", "no id"),
        (9, "'txet'", "'text'"),
        (9, "key point 1 (a)", "no text"),
    ),
)
