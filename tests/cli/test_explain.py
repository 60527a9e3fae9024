"""Why a score is as it is: for a person and for a script."""

from __future__ import annotations

import pytest

from tests.support.banks import ANSWER, BANK, BARE_ANSWER, SAID_OF_CUSTOMERS, add_bank
from tests.support.program import Program
from tests.support.terminal import ended, terminal
from trainer.cli.explain_view import RULES, VERDICTS
from trainer.scoring import Rule, Verdict


@pytest.fixture(autouse=True)
def bank(program: Program) -> None:
    add_bank(program.workspace, BANK)


def test_every_rule_and_verdict_has_words() -> None:
    assert set(RULES) == set(Rule)
    assert set(VERDICTS) == set(Verdict)


def test_an_explanation_agrees_with_the_score(program: Program) -> None:
    data = program.ok("score", "--question", "outage", "-", "--explain", "--json", stdin=ANSWER)
    explanation = data.data["explanation"]
    assert explanation["scorer"] == data.data["coverage"]["scorer"]
    for point, explained in zip(data.data["points"], explanation["points"], strict=True):
        for name in ("key_point_id", "probability", "verdict"):
            assert explained[name] == point[name]
        wordings = {match["wording"] for match in explained["matches"]}
        assert len(wordings) == 6
        assert explained["rule"] in set(Rule)


def test_a_person_reads_the_rule_and_the_nearest_wording_of_each_point(program: Program) -> None:
    program.ok("answer", "outage", "--typed", stdin=ANSWER)
    shown = program.ok("attempt", "show", "1", "--explain").out
    reasons = shown.split("How it was scored")[1]
    assert reasons.count("covered from") == 3
    assert "the first thing I did was roll back the release" in reasons
    assert "what moved it" in reasons or "lexical" in reasons
    assert "How it was scored" not in program.ok("attempt", "show", "1").out


def test_what_was_taught_is_named_as_ones_own_and_an_older_score_as_older(program: Program) -> None:
    program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    for point, verdict in (("told-customers", "covered"), ("alarm", "missed")):
        options = ("--point", point, "--verdict", verdict, "--span", SAID_OF_CUSTOMERS)
        program.ok("attempt", "judge", "1", *options)
    explanation = program.ok("attempt", "show", "1", "--explain", "--json").data["explanation"]
    found = {
        (point["key_point_id"], match["own"], match["refused"])
        for point in explanation["points"]
        for match in point["matches"]
        if match["wording"] == SAID_OF_CUSTOMERS
    }
    assert found == {("told-customers", True, False), ("alarm", False, True)}
    shown = program.ok("attempt", "show", "1", "--explain").out
    assert f"“{SAID_OF_CUSTOMERS}” (your words)" in " ".join(shown.split())


def test_an_explanation_fits_forty_columns(program: Program) -> None:
    program.ok("answer", "outage", "--typed", stdin=ANSWER)
    narrow = program.with_variables(COLUMNS="40")
    with terminal(narrow, "attempt", "show", "1", "--explain", "--plain", columns=40) as child:
        shown = ended(child)
    assert "covered from" in " ".join(shown.split())
    assert max(len(line) for line in shown.splitlines()) <= 40
