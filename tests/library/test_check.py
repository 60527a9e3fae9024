"""What is remarked of banks: each remark where it belongs, and none where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.banks import BANK
from tests.support.program import Program
from trainer.library.check import Kind, Remark, Severity, judge_content, read_sources
from trainer.library.check.reading_level import hard_to_hear, syllables_of
from trainer.scoring import vectors

ROOT = Path(__file__).parents[2]

COMPLETE = yaml.safe_load(BANK)
QUESTION = COMPLETE["questions"][0]
QUESTION |= {
    "other_prompts": ["When did a system of yours last go down?"],
    "follow_ups": ["What would you do differently today?"],
    "asks": "Whether you keep a cool head.",
}
QUESTION["key_points"][0]["probe"] = "What did you do first?"
QUESTION["key_points"][1]["wordings"][1] = "every buyer heard from us how things stood"


def write(path: Path, questions: list[Any], **bank: str) -> Path:
    content = {**COMPLETE, "id": path.stem, **bank, "questions": questions}
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def judged(*paths: Path) -> tuple[Remark, ...]:
    loaded, sources = read_sources(paths)
    assert [one.faults for one in loaded] == [()] * len(paths)
    return judge_content(sources, vectors=vectors.load())


def changed(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(QUESTION), **changes}


def with_wording(at: int, text: str, point: int = 0) -> dict[str, Any]:
    question = changed()
    question["key_points"][point]["wordings"][at] = text
    return question


def test_a_bank_written_with_care_has_no_remarks(tmp_path: Path) -> None:
    assert judged(write(tmp_path / "own.yaml", [QUESTION])) == ()


@pytest.mark.parametrize(
    ("question", "kind", "severity", "where", "line_holds"),
    [
        (changed(follow_ups=[]), Kind.MISSING, Severity.MINOR, "question 1 (outage)", "- id:"),
        (changed(asks=None), Kind.MISSING, Severity.MINOR, "question 1 (outage)", "- id:"),
        (changed(other_prompts=[]), Kind.MISSING, Severity.MINOR, "question 1 (outage)", "- id:"),
        (changed(key_points=[]), Kind.MISSING, Severity.MAJOR, "question 1 (outage)", "- id:"),
        (
            with_wording(3, "went back"),
            Kind.WORDING_LENGTH,
            Severity.MINOR,
            "question 1 (outage), key point 1 (rolled-back), wording 4",
            "went back",
        ),
        (
            with_wording(1, "I rolled the release back first of all"),
            Kind.COPIED_WORDING,
            Severity.MINOR,
            "question 1 (outage), key point 1 (rolled-back), wording 2",
            "first of all",
        ),
        (
            with_wording(4, "within ten minutes I rolled the new release back"),
            Kind.ALIKE_WORDINGS,
            Severity.MINOR,
            "question 1 (outage), key point 1 (rolled-back), wording 5",
            "within ten",
        ),
        (
            with_wording(2, "I rolled the release back within ten minutes", point=2),
            Kind.ALIKE_POINTS,
            Severity.MAJOR,
            "question 1 (outage), key point 3 (alarm), wording 3",
            "within ten minutes",
        ),
        (
            changed(
                prompt="Characterise organisational communication deficiencies preventing "
                "interdepartmental collaboration throughout transformational initiatives of a "
                "large institution."
            ),
            Kind.READING_LEVEL,
            Severity.MINOR,
            "question 1 (outage), prompt",
            "Characterise",
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Kind) else None,
)
def test_each_weakness_is_remarked_at_its_line(
    question: Mapping[str, Any],
    kind: Kind,
    severity: Severity,
    where: str,
    line_holds: str,
    tmp_path: Path,
) -> None:
    given = {key: value for key, value in question.items() if value is not None}
    path = write(tmp_path / "own.yaml", [given])
    remarks = [remark for remark in judged(path) if remark.kind is kind]
    assert [(one.severity, one.where, one.question_id) for one in remarks] == [
        (severity, where, "own/outage")
    ]
    [remark] = remarks
    assert remark.line is not None
    assert line_holds in path.read_text(encoding="utf-8").splitlines()[remark.line - 1]
    assert remark.what
    assert remark.mend


@pytest.mark.parametrize(("count", "severity"), [(4, Severity.MINOR), (2, Severity.MAJOR)])
def test_the_fewer_the_wordings_the_worse(count: int, severity: Severity, tmp_path: Path) -> None:
    question = deepcopy(QUESTION)
    question["key_points"][1]["wordings"] = question["key_points"][1]["wordings"][:count]
    [remark] = judged(write(tmp_path / "own.yaml", [question]))
    assert (remark.kind, remark.severity) == (Kind.FEW_WORDINGS, severity)
    assert f"has {count} wordings" in remark.what


def test_points_that_mean_the_same_in_other_words_are_told(tmp_path: Path) -> None:
    question = deepcopy(QUESTION)
    question["key_points"][2] |= {
        "text": "kept customers up to date",
        "wordings": [
            "our customers got word from me about the outage quickly",
            "I sent every customer a frank message about the downtime",
            "customers were told honestly what the matter was",
            "each hour I messaged customers so they stayed informed",
            "I let customers know what was happening with the service",
        ],
    }
    remarks = judged(write(tmp_path / "own.yaml", [question]))
    assert {one.kind for one in remarks} == {Kind.ALIKE_POINTS}
    [remark] = [one for one in remarks if "means nearly the same as told-customers" in one.what]
    assert remark.where == "question 1 (outage), key point 3 (alarm)"


def test_meaning_is_not_judged_where_it_was_never_measured(tmp_path: Path) -> None:
    question = deepcopy(QUESTION)
    for point in question["key_points"][1:]:
        point["wordings"] = [f"{word} and so on as it was" for word in ("aa", "bb", "cc", "dd")]
    english = judged(write(tmp_path / "one.yaml", [question]))
    other = judged(write(tmp_path / "two.yaml", [question], language="fr"))
    by_meaning = [one for one in english if "means nearly" in one.what]
    assert by_meaning
    assert [one for one in other if "means nearly" in one.what] == []


def test_six_words_of_another_question_are_told_once_for_each_text(tmp_path: Path) -> None:
    other = changed(
        id="late",
        prompt="Which alarm clock do you own?",
        other_prompts=["Did the first thing I did was roll back the release sound odd?"],
    )
    for point in other["key_points"]:
        point["wordings"] = [" ".join(reversed(wording.split())) for wording in point["wordings"]]
    remarks = judged(write(tmp_path / "own.yaml", [QUESTION, other]))
    [remark] = [one for one in remarks if one.kind is Kind.SHARED_RUN]
    assert (remark.question_id, remark.where) == (
        "own/late",
        "question 2 (late), other prompt 1",
    )
    assert "“the first thing i did was” of own/outage" in remark.what


def test_duplicates_are_found_across_banks_by_words_and_by_meaning(tmp_path: Path) -> None:
    by_words = changed(prompt="Tell me about a serious outage you had to handle.", other_prompts=[])
    weakness = changed(id="weak", prompt="What is your biggest weakness?", other_prompts=[])
    again = changed(id="flaw", prompt="And your greatest weakness is what?", other_prompts=[])
    first = write(tmp_path / "a.yaml", [QUESTION, weakness])
    second = write(tmp_path / "b.yaml", [by_words, again])
    remarks = [one for one in judged(first, second) if one.kind is Kind.DUPLICATE]
    found = {one.question_id: one.what for one in remarks}
    assert set(found) == {"b/outage", "b/flaw"}
    assert "a/outage" in found["b/outage"]
    _, sources = read_sources([first, second])
    by_words_alone = [one for one in judge_content(sources) if one.kind is Kind.DUPLICATE]
    assert [one.question_id for one in by_words_alone] == ["b/outage"]
    assert "% of the words" in by_words_alone[0].what
    assert "a/weak" in found["b/flaw"]
    assert "meaning" in found["b/flaw"]


def test_the_same_points_under_another_prompt_are_a_duplicate(tmp_path: Path) -> None:
    shipped = ROOT / "question_banks" / "caught-off-guard.yaml"
    own = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    [five_years] = [one for one in own["questions"] if one["id"] == "five-years"]
    five_years |= {"prompt": "What would you like to be in five years?", "other_prompts": []}
    path = write(tmp_path / "own.yaml", [five_years])
    banks = sorted((ROOT / "question_banks").glob("*.yaml"))
    remarks = [one for one in judged(*banks, path) if one.kind is Kind.DUPLICATE]
    [remark] = remarks
    assert remark.question_id == "own/five-years"
    assert "caught-off-guard/five-years" in remark.what


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Why do you want to work in sales?", "Why do you want to work in nursing?"),
        ("What is the difference between a list and a set?", "What is the difference it made?"),
        ("Tell me about a deadline you missed.", "Tell me about a deal you lost."),
    ],
)
def test_prompts_that_are_only_built_alike_are_no_duplicates(
    one: str, other: str, tmp_path: Path
) -> None:
    questions = [
        changed(id=f"q{number}", prompt=prompt, other_prompts=[])
        for number, prompt in enumerate((one, other))
    ]
    remarks = judged(write(tmp_path / "own.yaml", questions))
    assert [remark for remark in remarks if remark.kind is Kind.DUPLICATE] == []


@pytest.mark.parametrize(
    ("word", "syllables"), [("bike", 1), ("table", 2), ("walked", 1), ("ended", 2), ("idea", 2)]
)
def test_syllables_are_about_right(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_a_long_sentence_is_hard_in_any_language_and_a_grade_is_english() -> None:
    assert hard_to_hear(f"{'und ' * 31}so.", "de") == "has a sentence of 32 words"
    hard = f"{'Responsibility, accountability, sustainability, ' * 4}which of these counts?"
    assert "grade" in str(hard_to_hear(hard, "en-GB"))
    assert hard_to_hear(hard, "de") is None


def test_the_shipped_banks_pass_strictly_and_nothing_is_created(program: Program) -> None:
    data = program.ok("bank", "check", "--strict", "--json").data
    assert data["remarks"] == []
    assert data["by_meaning"] is True
    assert data["questions"] >= 30
    assert not program.workspace.exists()


def test_remarks_on_ones_own_bank_are_help_unless_strict(program: Program) -> None:
    own = program.workspace / "question_banks" / "own.yaml"
    own.parent.mkdir(parents=True)
    write(own, [changed(asks=""), with_wording(0, "went back")][1:])
    result = program.ok("bank", "check")
    assert "no faults" in result.out
    assert "1 remark: advice" in result.out
    assert "“went back” has 2 words" in result.out
    strict = program.run("bank", "check", "--strict", "--json")
    assert strict.code == 3
    assert "--strict" in strict.error["message"]
    [remark] = strict.data["remarks"]
    assert (remark["kind"], remark["bank"], remark["question_id"]) == (
        "wording_length",
        "own",
        "own/outage",
    )
    assert own.read_text(encoding="utf-8").splitlines()[remark["line"] - 1].strip() == "- went back"


def test_a_file_is_compared_with_the_banks_there_are_and_not_with_itself(
    program: Program, tmp_path: Path
) -> None:
    shipped = ROOT / "question_banks" / "caught-off-guard.yaml"
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(shipped.read_bytes())
    assert program.ok("bank", "check", copy, "--strict", "--json").data["remarks"] == []
    text = copy.read_text(encoding="utf-8").replace("id: caught-off-guard", "id: mine", 1)
    copy.write_text(text, encoding="utf-8")
    remarks = program.ok("bank", "check", copy, "--json").data["remarks"]
    assert {one["kind"] for one in remarks} == {"duplicate"}
    assert len(remarks) >= 10
