"""One's own stories: told once, linked to questions, and scored by their points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bank_edit import with_editor
from tests.support.banks import ANSWER, BANK, add_bank
from tests.support.program import Program
from tests.support.terminal import ended, left, terminal

SITUATION = "On Black Friday the checkout of our shop failed for every third customer."
ACTION = "I rolled the release back. Then I rang everybody who had lost an order."
RESULT = "The shop was back after 40 minutes. My manager was glad."
LESSON = "Since then no release goes out on a Friday."

TOLD = (
    "So, on Black Friday the checkout of our shop failed for every third customer. "
    "I rolled the release back, and then I rang everybody who had lost an order. "
    "The shop was back after 40 minutes."
)

POINTS = ["story-1-situation", "story-1-action", "story-1-result", "story-1-lesson"]
OWN_POINTS = ["rolled-back", "told-customers", "alarm"]


@pytest.fixture(autouse=True)
def bank(program: Program) -> None:
    add_bank(program.workspace)


def add(program: Program, *more: str, title: str = "Black Friday") -> Any:
    return program.ok(
        *("stories", "add", "--title", title, "--situation", SITUATION, "--action", ACTION),
        *("--result", RESULT, "--lesson", LESSON, "--competence", "Composure", *more, "--json"),
    ).data


def points_of(program: Program, question: str = "outage") -> list[str]:
    shown = program.ok("bank", "show", question, "--json").data
    return [point["id"] for point in shown["key_points"]]


def story(program: Program, number: int = 1) -> Any:
    return program.ok("stories", "show", str(number), "--json").data


def test_a_question_with_a_story_is_asked_and_scored_by_its_points(program: Program) -> None:
    before = program.ok("answer", "outage", "--typed", "--json", stdin=ANSWER).data
    assert [point["key_point_id"] for point in before["points"]] == OWN_POINTS

    added = add(program, "--link", "outage")
    assert added["question_ids"] == ["own/outage"]
    assert added["competences"] == ["composure"]
    assert added["parts"]["result"]["wordings"] == ["The shop was back after 40 minutes"]
    assert added["parts"]["action"]["wordings"] == [
        "I rolled the release back",
        "Then I rang everybody who had lost an order",
    ]
    assert points_of(program) == POINTS
    shown = program.ok("bank", "show", "outage").out
    assert "points of your story “Black Friday”" in shown

    after = program.ok("answer", "outage", "--typed", "--json", stdin=TOLD).data
    assert {point["key_point_id"]: point["verdict"] for point in after["points"]} == {
        "story-1-situation": "covered",
        "story-1-action": "covered",
        "story-1-result": "covered",
        "story-1-lesson": "missed",
    }
    unsaved = program.ok("score", "--question", "outage", "-", "--json", stdin=TOLD).data
    assert unsaved["points"] == after["points"]

    assert program.ok("stories", "unlink", "1", "outage", "--json").data["story_id"] == 1
    assert points_of(program) == OWN_POINTS
    # What was scored stays as it was asked.
    old = program.ok("attempt", "show", "2", "--json").data
    assert [point["key_point_id"] for point in old["points"]] == POINTS
    assert all(point["text"] for point in old["points"])
    first = program.ok("attempt", "show", "1", "--json").data
    assert first["coverage"] == before["coverage"]


def test_ones_own_wordings_of_a_storys_point_are_used(program: Program) -> None:
    add(program, "--link", "outage")
    said = "these days we never ship anything before a weekend"
    answer = ["score", "--question", "outage", "-", "--json"]
    verdicts = program.ok(*answer, stdin=f"It was bad. {said}.").data["points"]
    assert verdicts[3]["verdict"] != "covered"
    program.ok("wordings", "add", "outage", "--point", POINTS[3], "--text", said)
    verdicts = program.ok(*answer, stdin=f"It was bad. {said}.").data["points"]
    assert verdicts[3]["verdict"] == "covered"
    assert "what you learned" in program.ok("wordings", "list").out
    # The story is another now; the wording is still one of that point.
    program.ok("stories", "unlink", "1", "outage")
    assert "what you learned" not in program.ok("wordings", "list").out


def test_each_change_of_a_story_is_taken_back(program: Program) -> None:
    add(program)
    whole = story(program)
    assert whole["parts"]["lesson"]["drafted"]
    program.ok("stories", "edit", "1", "--result", "Back after an hour.", "--title", "Friday")
    assert story(program)["parts"]["result"]["text"] == "Back after an hour."
    program.ok("stories", "edit", "1", "--wording", "result", "we were back within the hour")
    changed = story(program)["parts"]["result"]
    assert (changed["wordings"], changed["drafted"]) == (["we were back within the hour"], False)
    program.ok("stories", "edit", "1", "--drafted", "result")
    assert story(program)["parts"]["result"]["wordings"] == ["Back after an hour"]
    program.ok("stories", "remove", "1")
    assert program.ok("stories", "list", "--json").data["stories"] == []
    assert program.run("stories", "show", "1").code == 4
    assert "Story 1 is back" in program.ok("undo").out
    for _ in range(3):
        assert "Story 1 is as it was before" in program.ok("undo").out
    after = story(program)
    assert {**after, "changed_at": None} == {**whole, "changed_at": None}
    assert "Story 1 is taken out again" in program.ok("undo").out
    assert program.run("stories", "show", "1").code == 4
    # A number is never given twice, so no key point means two things.
    assert add(program)["story_id"] == 2


def test_of_two_stories_the_one_linked_last_is_told(program: Program) -> None:
    add(program, "--link", "outage")
    add(program, title="The lost backup")
    linked = program.ok("stories", "link", "2", "outage", "--json").data
    assert (linked["told"], linked["others"]) == (True, [1])
    assert points_of(program)[0] == "story-2-situation"
    program.ok("stories", "link", "1", "outage")
    assert points_of(program)[0] == "story-1-situation"
    assert "earlier place" in program.ok("undo").out
    assert points_of(program)[0] == "story-2-situation"
    program.ok("stories", "remove", "2")
    assert points_of(program)[0] == "story-1-situation"
    program.ok("undo")
    assert "is not linked" in program.ok("undo").out
    assert points_of(program)[0] == "story-1-situation"


def test_a_story_follows_a_question_that_gets_another_name(program: Program) -> None:
    add(program, "--link", "outage")
    program.ok("bank", "rename", "outage", "downtime")
    assert points_of(program, "downtime") == POINTS
    program.ok("stories", "unlink", "1", "downtime")
    assert points_of(program, "downtime") == OWN_POINTS
    assert "linked to own/outage again" in program.ok("undo").out
    assert points_of(program, "downtime") == POINTS


def test_only_behavioural_questions_take_a_storys_points(program: Program) -> None:
    add_bank(program.workspace, BANK.replace("behavioural", "technical"))
    add(program)
    linked = program.ok("stories", "link", "1", "outage", "--json").data
    assert linked["told"] is False
    assert points_of(program) == OWN_POINTS
    assert "its key points stay" in program.ok("stories", "link", "1", "outage").out


def test_a_story_is_edited_as_a_text(program: Program, tmp_path: Path) -> None:
    add(program)
    editing = with_editor(program, tmp_path, ("- The shop was back", "- we were back"))
    with terminal(editing, "stories", "edit", "1") as child:
        assert "Kept story 1" in ended(child)
    parts = story(program)["parts"]
    assert parts["result"]["wordings"] == ["we were back after 40 minutes"]
    assert not parts["result"]["drafted"]
    assert parts["action"]["drafted"]

    # Sentences that change take their drafts along.
    text = "# Black Friday\n\n## Action\n\nI called nobody and slept.\n"
    program.ok("stories", "edit", "1", "--text", "-", stdin=text)
    parts = story(program)["parts"]
    assert parts["action"]["wordings"] == ["I called nobody and slept"]
    assert parts["situation"]["text"] == ""

    broken = with_editor(program, tmp_path, ("## Action", "## Deed"), ("## Deed", "## Task"))
    with terminal(broken, "stories", "edit", "1") as child:
        child.expect("there is no part 'Deed'")
        child.expect("Back to the editor")
        child.sendline("")
        assert "Kept story 1" in ended(child)
    assert story(program)["parts"]["task"]["text"] == "I called nobody and slept."
    assert not list((program.workspace / "recordings" / "drafts").glob("*.md"))


def test_the_matrix_says_which_competence_has_no_story(program: Program) -> None:
    program.ok("answer", "general-behavioural/conflict-with-colleague", "--typed", stdin=ANSWER)
    rows = program.ok("stories", "matrix", "--json").data["competences"]
    assert (rows[0]["competence"], rows[0]["met"], rows[0]["story_ids"]) == ("conflict", 1, [])
    assert rows[0]["questions"] > 1
    add(program, "--link", "general-behavioural/conflict-with-colleague")
    document = program.ok("stories", "matrix", "--json").data
    rows = {row["competence"]: row["story_ids"] for row in document["competences"]}
    assert (rows["conflict"], rows["composure"]) == ([1], [1])
    assert document["left_out"] > 0
    every = program.ok("stories", "matrix", "--all", "--json").data
    assert len(every["competences"]) == len(rows) + document["left_out"]
    one = program.ok("stories", "matrix", "--bank", "general-behavioural").out
    assert "✓ conflict (1 question, 1 met)\n    1 Black Friday" in one
    assert "without a story yet" in one


PROMPTS = [
    ("short name", "Black Friday"),
    ("Situation", SITUATION),
    ("Task", "The shop was mine that night."),
    ("Action", ACTION),
    ("Result", "We were back soon."),
    ("With a number", "After 40 minutes"),
    ("Lesson", LESSON),
    ("What it shows", "composure, Ownership"),
    ("Which of them", "1"),
]


def test_nothing_is_lost_wherever_the_guided_story_is_left(program: Program) -> None:
    for at, (prompt, answer) in enumerate(PROMPTS):
        with terminal(program, "stories", "add", "--plain") as child:
            if at:
                child.expect("Go on with it")
                child.sendline("y")
            child.expect(prompt)
            if prompt == "Which of them":
                child.sendline("77")
                child.expect("Give numbers from 1 to")
                child.expect(prompt)
            child.sendline(answer)
            if at == len(PROMPTS) - 1:
                assert "Kept story 1" in ended(child)
                break
            child.expect(PROMPTS[at + 1][0])
            left(child, "what you wrote is kept")
    whole = story(program)
    assert whole["title"] == "Black Friday"
    assert whole["competences"] == ["composure", "ownership"]
    texts = {name: part["text"] for name, part in whole["parts"].items()}
    assert texts == {
        "situation": SITUATION,
        "task": "The shop was mine that night.",
        "action": ACTION,
        "result": "We were back soon. After 40 minutes",
        "lesson": LESSON,
    }
    # Among all banks, the question about an outage is the one that comes to mind.
    assert whole["question_ids"] == ["own/outage"]
    assert not list((program.workspace / "recordings" / "drafts").glob("*.json"))


MISTAKES: list[tuple[list[str], int, str]] = [
    (["add"], 2, "no terminal"),
    (["add", "--title", "Empty"], 3, "no part"),
    (["add", "--title", "A", "--action", "I ran.", "--link", "outrage"], 4, "outage"),
    (["edit", "7"], 4, "7"),
    (["remove", "99999999999999999999"], 4, "stories list"),
    (["link", "7", "outage"], 4, "7"),
    (["unlink", "7", "outage"], 4, "7"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_mistakes_with_stories_are_told(
    arguments: list[str], code: int, words: str, program: Program
) -> None:
    result = program.run("stories", *arguments, "--json")
    assert result.code == code
    assert words in str(result.error)


def test_looking_creates_nothing(program: Program) -> None:
    assert "No stories yet" in program.ok("stories", "list").out
    program.ok("stories", "matrix")
    assert not (program.workspace / "recordings").exists()
