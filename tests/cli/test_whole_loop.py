"""What the program is for, from one interview to the next, on a clock that moves on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.clock import at
from tests.support.program import Program
from tests.support.terminal import ended, terminal

ZONE = "Europe/Berlin"
ADVERTISEMENT = Path(__file__).parents[1] / "data" / "advertisements" / "nursing.txt"
KNOWN = ("caught-off-guard/gap-in-cv", "general-behavioural/conflict-with-colleague")
ASKED = ("why is there a gap in 2021", "when did you fall out with a colleague")
NEW = ("what is in your crash cart", "how do you tell a mother that it will hurt")
POINTS = (
    "I check the seal of the crash cart every shift",
    "I say what will happen before I touch the child",
)


class Days:
    """The program on one day after the other."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def on(self, day: str, hour: int = 9) -> Program:
        return at(self._program, f"{day}T{hour:02}:00:00+01:00", ZONE)


def target(program: Program, company: str, day: str) -> Any:
    return program.ok(
        *("target", "add", "--company", company, "--role", "Nurse", "--date", day),
        *("--ad", str(ADVERTISEMENT), "--json"),
    ).data


def readiness(program: Program, company: str) -> Any:
    return program.ok("target", "show", company, "--json").data["readiness"]


def test_from_a_target_over_a_rejection_to_a_better_prepared_next_one(
    program: Program, tmp_path: Path
) -> None:
    days = Days(program)
    first = days.on("2026-11-24")
    target(first, "Northwind", "2026-11-27")
    predicted = first.ok("target", "predict", "northwind", "--json").data["predictions"]
    assert 10 <= len(predicted) <= 20
    for question in KNOWN:
        first.ok("target", "predict", "northwind", "--add", question)

    # A drill at the keyboard, a day later, by what was predicted.
    drill = days.on("2026-11-25")
    with terminal(drill, "drill", "--typed", "--questions", "1", "--plain") as child:
        child.expect("two empty lines")
        child.sendline("I would want to know the ward first.\n\n")
        child.expect("catch you off guard")
        child.sendline("y")
        ended(child)
    before = readiness(drill, "northwind")

    # The interview: two questions that are known, two that are new.
    evening = days.on("2026-11-27", hour=18)
    options = [part for text in (*ASKED, *NEW) for part in ("--asked", text)]
    for number, question in enumerate(KNOWN, start=1):
        options += ["--is", str(number), question, "--off-guard", str(number), str(number)]
    for number, point in enumerate(POINTS, start=3):
        options += ["--off-guard", str(number), "5", "--wished", str(number), point]
    kept = evening.ok("debrief", "add", "--target", "1", *options, "--json").data
    assert [one["question_id"] for one in kept["questions"][:2]] == list(KNOWN)
    new = [one["question_id"] for one in kept["questions"][2:]]
    assert all(question.startswith("asked-for-real/") for question in new)
    stats = evening.ok("debrief", "stats", "--json").data
    assert "recall" in str(stats)

    # The answer comes: a rejection, a letter, and what came back.
    answer = days.on("2026-12-01")
    told = answer.ok("debrief", "outcome", "1", "rejected").out
    assert "trainer feedback request 1" in told
    letter = tmp_path / "letter.eml"
    answer.ok("feedback", "request", "1", "--to", str(letter))
    assert "Northwind" in letter.read_text(encoding="utf-8")
    back = days.on("2026-12-04")
    remark = "The example of the crash cart was thin."
    back.ok(
        *("feedback", "add", "--interview", "1", "--by", "Ms Adler", "--text", remark),
        *("--question", new[0], remark),
    )

    # The plan begins with what caught off guard there, and the drill asks it first.
    plan = back.ok("plan", "--json").data
    assert new[0] in str(plan)
    today = back.ok("today", "--json").data
    off_guard = {one["question_id"] for one in today["questions"] if one["reason"] == "off_guard"}
    assert set(new) <= off_guard
    shown = back.ok("answer", new[0], "--typed", stdin=f"{POINTS[0]}, and I write it down.").out
    assert remark in shown
    for question in KNOWN:
        points = back.ok("bank", "show", question, "--json").data["key_points"]
        said = " ".join(f"{wording}." for one in points for wording in one["wordings"][:2])
        back.ok("answer", question, "--typed", stdin=said)
    back.ok("journal", "add", "I stayed calm when they asked about the cart.")

    # The next one begins better prepared than the first did.
    target(back, "Eastwind", "2026-12-10")
    for question in KNOWN:
        back.ok("target", "predict", "eastwind", "--add", question)
    after = readiness(back, "eastwind")
    assert after["practised"] > before["practised"]
    assert after["low"] > before["low"]
    assert after["expected"] > before["expected"]
