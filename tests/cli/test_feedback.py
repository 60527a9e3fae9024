"""Feedback: a letter that asks for it, what came back, and meeting it again in practice."""

from __future__ import annotations

import email
import email.policy
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bank_edit import with_editor
from tests.support.banks import ANSWER, add_bank
from tests.support.clock import at
from tests.support.interviews import add_interview
from tests.support.program import Program
from tests.support.terminal import ended, left, terminal
from trainer.history.interviews import Outcome

ASKED = {
    "asked": "How do you explain a p-value to a manager?",
    "question_id": "own/outage",
    "off_guard": 5,
}
CALM = {"asked": "Why us?", "off_guard": 1}
BACK = "Your example of the outage was vague. You spoke too fast. Experience with SQL was missing."


@pytest.fixture(autouse=True)
def interview(program: Program) -> None:
    add_bank(program.workspace)
    add_interview(program, CALM, ASKED)


def request(program: Program, *arguments: str | Path) -> Any:
    return program.ok("feedback", "request", "acme", *arguments, "--json").data


def test_a_letter_holds_what_is_on_record_in_under_150_words(program: Program) -> None:
    warm = request(program, "--name", "Kim Lund")
    assert warm["words"] < 150
    assert warm["subject"] == "Feedback on my interview for Data analyst at Acme"
    for fact in ("Hello Ms Berg,", "20 November 2026", "p-value to a manager?”", "Kim Lund"):
        assert fact in warm["text"]
    assert "Why us?" not in warm["text"]
    assert warm["text"].count("\n- ") == 2
    formal = request(program, "--tone", "formal", "--ask", "Which  course would you recommend?")
    assert "Dear Ms Berg," in formal["text"]
    assert "- Which course would you recommend?" in formal["text"]
    assert formal["text"].count("\n- ") == 1
    assert "[your name]" in formal["text"]
    assert "Put your name in" in program.ok("feedback", "letter", "2").out
    assert (warm["good_from"], warm["good_until"]) == ("2026-11-25", "2026-11-26")


def test_a_letter_is_saved_for_a_mail_program_copied_and_never_sent(
    program: Program, tmp_path: Path
) -> None:
    file, clip = tmp_path / "letter.eml", tmp_path / "clip.txt"
    copier = tmp_path / "bin" / "xclip"
    copier.parent.mkdir()
    copier.write_text(f'#!/bin/sh\ncat > "{clip}"\n', encoding="utf-8")
    copier.chmod(0o755)
    path = f"{copier.parent}:{program.environment['PATH']}"
    copying = program.with_variables(PATH=path, DISPLAY=":7", WAYLAND_DISPLAY="")
    data = request(copying, "--to", file, "--mail-to", "berg@example.com", "--copy")
    assert data["copied"] is True
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["X-Unsent"], mail["Subject"]) == (
        "berg@example.com",
        "1",
        data["subject"],
    )
    assert mail.get_content().replace("\r\n", "\n") == data["text"]
    assert clip.read_text(encoding="utf-8") == f"Subject: {data['subject']}\n\n{data['text']}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert program.run("feedback", "request", "1", "--to", file).code == 3
    without = program.with_variables(DISPLAY="", WAYLAND_DISPLAY="")
    told = without.ok("feedback", "letter", "1", "--copy", "--to", tmp_path / "letter.txt").out
    assert "Not copied: no program" in told
    assert "Sending it is yours to do" in told
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8").startswith("Subject: ")


def test_a_letter_is_edited_and_each_change_is_taken_back(program: Program, tmp_path: Path) -> None:
    editing = with_editor(program, tmp_path, ("Hello", "Good morning"), ("Good", "Happy"))
    with terminal(editing, "feedback", "request", "1", "--edit") as child:
        child.expect("Good morning Ms Berg")
        ended(child)
    first = program.ok("feedback", "letter", "1", "--json").data
    assert "Good morning Ms Berg" in first["text"]
    with terminal(editing, "feedback", "letter", "1", "--edit") as child:
        ended(child)
    assert "Happy morning" in program.ok("feedback", "letter", "1", "--json").data["text"]
    program.ok("undo")
    assert program.ok("feedback", "letter", "1", "--json").data == first
    program.ok("feedback", "letter", "1", "--remove")
    assert program.ok("feedback", "list", "--json").data["letters"] == []
    program.ok("undo")
    assert program.ok("feedback", "letter", "1", "--json").data == first
    assert "Letter 1 is taken out again" in program.ok("undo").out


def test_it_says_when_to_ask_and_to_follow_up_once(program: Program) -> None:
    def on(day: str, *arguments: str) -> str:
        return at(program, f"2026-{day}T10:00:00+00:00", "UTC").ok("feedback", *arguments).out

    assert "A good moment is 2026-11-25 or 2026-11-26" in on("11-24", "request", "1")
    assert "Today is a good moment" in on("11-26", "letter", "1")
    assert "still a good moment" in on("12-01", "letter", "1")
    assert "answer is 20 days old" in on("12-14", "list")
    early = program.run("feedback", "sent", "1", "--follow-up")
    assert (early.code, "not marked as sent" in early.err) == (3, True)
    assert "If nothing comes by 2026-12-02" in on("11-26", "sent", "1", "--on", "2026-11-25")
    assert "A week has passed: one friendly follow-up" in on("12-03", "list")
    assert "that is enough" in on("12-03", "sent", "1", "--follow-up")
    sent = program.ok("feedback", "letter", "1", "--json").data
    assert (sent["sent_on"], sent["follow_up_on"]) == ("2026-11-25", "2026-12-03")
    program.ok("undo")
    assert program.ok("feedback", "letter", "1", "--json").data["follow_up_on"] is None


def test_what_came_back_is_shown_before_the_question_it_is_about(program: Program) -> None:
    added = program.ok(
        *("feedback", "add", "--interview", "1", "--by", "Ms Berg", "--on", "2026-11-22"),
        *("--text", BACK, "--question", "outage", "Your example of the outage was vague."),
        *("--skill", "SQL", "Experience with SQL was missing.", "--json"),
    ).data
    assert added["text"] == BACK
    assert [one["about"] for one in added["remarks"]] == ["question", "skill"]
    shown = program.ok("answer", "outage", "--typed", stdin=ANSWER).out
    line = "Ms Berg, 2026-11-22: “Your example of the outage was vague.”"
    assert line in shown
    assert shown.index(line) < shown.index("You made")
    program.ok("config", "set", "show_feedback", "false")
    assert line not in program.ok("answer", "outage", "--typed", stdin=ANSWER).out
    program.ok("config", "unset", "show_feedback")
    program.ok("bank", "rename", "outage", "downtime")
    assert line in program.ok("answer", "downtime", "--typed", stdin=ANSWER).out

    changed = program.ok(
        *("feedback", "edit", "1", "--drop", "1", "--delivery", "pace", "You spoke too fast."),
        *("--by", "Mr Olsen", "--json"),
    ).data
    assert [one["about"] for one in changed["remarks"]] == ["skill", "delivery"]
    assert line not in program.ok("answer", "downtime", "--typed", stdin=ANSWER).out
    assert "not rated" in program.ok("undo").out
    program.ok("undo")
    assert program.ok("feedback", "show", "1", "--json").data == {
        key: value for key, value in added.items() if key != "suggestions"
    }
    program.ok("feedback", "remove", "1")
    assert program.run("feedback", "show", "1").code == 4
    program.ok("undo")
    assert BACK.split(".", maxsplit=1)[0] in program.ok("feedback", "list").out


def test_remarks_without_a_link_come_with_suggestions(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(BACK.replace(". ", ".\n"), encoding="utf-8")
    added = program.ok("feedback", "add", "--interview", "1", "--file", file, "--json").data
    assert added["text"] == BACK.replace(". ", ".\n")
    assert [(one["about"], one["subject"]) for one in added["suggestions"]] == [
        ("question", "own/outage"),
        ("delivery", "pace"),
        ("skill", "SQL"),
    ]
    told = program.ok("feedback", "add", "--text", "You spoke too fast.").out
    assert 'feedback edit 2 --delivery "pace" "You spoke too fast"' in told
    editing = with_editor(program, tmp_path, ("vague", "rather vague"))
    with terminal(editing, "feedback", "edit", "1") as child:
        assert "Kept" in ended(child)
    assert "rather vague" in program.ok("feedback", "show", "1").out


STEPS = [
    ("Which interview", "1"),
    ("Who said it", "Ms Berg"),
    ("When it came", "22.11.2026"),
    ("1", "Your example of the outage was vague."),
    ("2", "You spoke too fast. SQL was thin."),
    ("3", ""),
    ("“Your example of the outage was vague”", "1"),
    ("“You spoke too fast”", ""),
    (r"What of it, such as pace \[pace\]", ""),
    ("“SQL was thin”", "a sk"),
    ("Which skill", "SQL"),
]


def test_nothing_is_lost_wherever_guided_feedback_is_left(program: Program) -> None:
    def expect(child: Any, prompt: str) -> None:
        child.expect(rf"\n{prompt}: " if prompt.isdecimal() else prompt)
        if prompt.startswith("“"):
            child.expect("What is it about")

    for number, (prompt, answer) in enumerate(STEPS):
        with terminal(program, "feedback", "add", "--plain") as child:
            if number:
                child.expect("Go on with it")
                child.sendline("y")
            expect(child, prompt)
            child.sendline(answer)
            if number == len(STEPS) - 1:
                assert "Kept feedback 1" in ended(child)
                break
            expect(child, STEPS[number + 1][0])
            left(child, "what you wrote is kept")
    kept = program.ok("feedback", "show", "1", "--json").data
    assert (kept["interview_id"], kept["said_by"], kept["on"]) == (1, "Ms Berg", "2026-11-22")
    assert kept["text"] == (
        "Your example of the outage was vague.\nYou spoke too fast. SQL was thin."
    )
    assert [(one["about"], one["subject"]) for one in kept["remarks"]] == [
        ("question", "own/outage"),
        ("delivery", "pace"),
        ("skill", "SQL"),
    ]


def test_a_letter_before_the_answer_thanks_and_knows_no_moment(program: Program) -> None:
    add_interview(
        program,
        company="Bolt",
        role="",
        day=date(2026, 11, 19),
        interviewers=(),
        outcome=Outcome.WAITING,
        outcome_on=None,
    )
    data = program.ok("feedback", "request", "2", "--json").data
    assert "Hello hiring team," in data["text"]
    assert "Thank you for the time you gave me on 19 November 2026." in data["text"]
    assert (data["good_from"], data["subject"]) == (None, "Feedback on my interview at Bolt")


MISTAKES: list[tuple[list[str], int, str]] = [
    (["request", "9"], 4, "debrief list"),
    (["request", "1", "--ask", "a", "--ask", "b", "--ask", "c"], 2, "one or two"),
    (["request", "1", "--mail-to", "a@example.com"], 2, ".eml"),
    (["letter", "9"], 4, "feedback list"),
    (["add"], 2, "no terminal"),
    (["add", "--text", "a", "--interview", "9"], 4, "interview 9"),
    (["add", "--text", "a", "--question", "outrage", "b"], 4, "outage"),
    (["add", "--text", "a", "--on", "2199-01-01"], 3, "lies ahead"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_mistakes_with_feedback_are_told(
    arguments: list[str], code: int, words: str, program: Program
) -> None:
    result = program.run("feedback", *arguments, "--json")
    assert result.code == code
    assert words in str(result.error)
