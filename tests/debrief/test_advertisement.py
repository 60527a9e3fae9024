"""Advertisements taken apart: what is asked for, what is offered, which skills."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.debrief.ad_phrases import Part
from trainer.debrief.ad_text import advertisement_text
from trainer.debrief.advertisement import language_of, level_of, read_advertisement
from trainer.debrief.quoting import asked_clause, quoted_around
from trainer.debrief.skills import skills_of
from trainer.errors import InputError

ADS = Path(__file__).parents[1] / "data" / "advertisements"


def ad(name: str) -> str:
    return (ADS / f"{name}.txt").read_text(encoding="utf-8")


def parts(name: str, part: Part) -> list[str]:
    return [line.text for line in read_advertisement(ad(name)).of(part)]


def test_headings_tell_what_must_be_from_what_would_be_nice() -> None:
    assert parts("backend", Part.NICE) == ["Kubernetes, Terraform", "Some knowledge of logistics"]
    assert "Solid SQL and a feeling for database indexes" in parts("backend", Part.MUST)
    assert any("on call" in line for line in parts("backend", Part.TASK))
    assert parts("backend", Part.TITLE) == ["Backend Engineer - Route planning"]
    assert any("28 days" in line for line in parts("backend", Part.OFFER))
    assert "Experience in dementia care" in parts("nursing", Part.NICE)
    assert "Understanding of safeguarding and consent" in parts("nursing", Part.MUST)


def test_running_text_is_told_apart_by_its_sentences() -> None:
    assert any("trace analysis" in line for line in parts("laboratory", Part.NICE))
    assert "A driving licence is essential." in parts("laboratory", Part.MUST)
    assert any("chromatograph" in line for line in parts("laboratory", Part.TASK))
    assert any("pension" in line for line in parts("laboratory", Part.OFFER))


def test_german_is_known_and_taken_apart() -> None:
    read = read_advertisement(ad("verwaltung"))
    assert read.language == "de"
    assert any("Bauanträge" in line.text for line in read.of(Part.TASK))
    assert any("Geoinformationssystem" in line.text for line in read.of(Part.NICE))
    assert language_of("") == "en"


def test_lines_that_were_broken_to_a_width_are_joined() -> None:
    text = (
        "Requirements:\n"
        "- a long entry that goes on and on until the width of the page is reached\n"
        "  and then ends here\n"
        "- another one\n"
    )
    read = read_advertisement(text)
    whole = "a long entry that goes on and on until the width of the page is reached"
    assert [line.text for line in read.of(Part.MUST)] == [
        f"{whole} and then ends here",
        "another one",
    ]


def test_the_skills_are_named_and_told_apart() -> None:
    skills = {one.name: one.must for one in skills_of(read_advertisement(ad("backend")))}
    assert skills["SQL"]
    assert skills["message queues"]
    assert skills["Kafka"]
    assert not skills["Terraform"]
    laboratory = {one.name: one.must for one in skills_of(read_advertisement(ad("laboratory")))}
    assert laboratory["ISO 17025"]
    assert laboratory["driving licence"]
    assert not laboratory["trace analysis"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Senior developer\n\nYou write code.", "senior"),
        ("Baker\n\nNo experience needed.", "junior"),
        ("Baker", None),
    ],
)
def test_for_whom_a_job_is(text: str, level: str | None) -> None:
    assert level_of(read_advertisement(text)) == level


@pytest.mark.parametrize("text", ["", "   \n\n", "???", "- \n- \n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert read_advertisement(text).lines == ()


def test_a_saved_page_gives_the_words_that_it_shows() -> None:
    page = (
        b"<!DOCTYPE html><html><head><title>x</title><script>var a = 1;</script></head><body>"
        b"<h1>Baker</h1><p>You&nbsp;bake <b>bread</b>.</p><ul><li>early hours</li></ul>"
        b"</body></html>"
    )
    text = advertisement_text(page, "ad.html")
    assert text.splitlines()[0] == "Baker"
    assert "You bake bread." in text
    assert "- early hours" in text
    assert "var a" not in text


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7 ...", b"PK\x03\x04rest", b"a\0b", b"", b" \n", b"x" * 60_000]
)
def test_what_is_no_advertisement_is_refused_with_a_way_out(raw: bytes) -> None:
    with pytest.raises(InputError) as raised:
        advertisement_text(raw, "ad")
    assert raised.value.hint


def test_old_encodings_are_read() -> None:
    assert advertisement_text("Bäcker".encode("cp1252"), "ad") == "Bäcker"
    assert advertisement_text("Bäcker".encode("utf-16"), "ad") == "Bäcker"


def test_a_quotation_is_cut_around_what_matters() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve kafka fourteen"
    assert "kafka" in quoted_around(text, ["kafka"])
    assert quoted_around("Short one.", []) == "“Short one”"
    assert quoted_around(text, []).startswith("“One two")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("You will prepare samples and run tests.", "prepare samples and run tests"),
        ("check each other's figures: nothing leaves the house", "check each other's figures"),
        ("We are looking for a technician who is careful", None),
        ("Cheerful", None),
        (" ".join(["word"] * 30), None),
    ],
)
def test_what_is_asked_for_is_quoted_in_plain_words(text: str, clause: str | None) -> None:
    assert asked_clause(text) == clause


@given(st.text() | st.lists(st.sampled_from(ad("backend").split(" "))).map(" ".join))
def test_any_text_can_be_taken_apart(text: str) -> None:
    read = read_advertisement(text)
    for skill in skills_of(read):
        assert skill.name.strip()
        assert skill.line in read.lines
    for line in read.lines:
        assert line.text.strip()
        asked_clause(line.text)
