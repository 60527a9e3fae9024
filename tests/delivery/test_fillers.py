"""Fillers, hedges, repetitions and restarts, in words alone."""

from __future__ import annotations

import pytest

from tests.delivery.labelled import labelled
from trainer.delivery.fillers import (
    BreakKind,
    FillerKind,
    breaks_in,
    fillers_in,
    hedges_in,
)
from trainer.delivery.languages import Language, language_of
from trainer.delivery.said import Place, Said, said_words
from trainer.speech.transcript import Segment, Transcript, Word


def english() -> Language:
    language = language_of("en-GB")
    assert language is not None
    return language


def words(text: str) -> tuple[Said, ...]:
    return said_words(Transcript.from_text(text))


def filler_words(text: str) -> list[str]:
    return [filler.place.text for filler in fillers_in(words(text), english())]


def found_at(text: str) -> set[tuple[int, int]]:
    said = words(text)
    places = [filler.place for filler in fillers_in(said, english())]
    return {(place.start, place.end) for place in (*places, *hedges_in(said, english()))}


def right_sentences(name: str) -> tuple[int, int]:
    right = total = 0
    for sentence in labelled(name):
        found = found_at(sentence["text"])
        total += 1
        right += all(
            ((mark["start"], mark["end"]) in found) is mark["filler"] for mark in sentence["marks"]
        )
    return right, total


@pytest.mark.parametrize("name", ["filler_sentences", "filler_sentences_fresh"])
def test_words_are_fillers_only_where_they_are(name: str) -> None:
    right, total = right_sentences(name)
    assert total == 40
    assert right >= 36


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("I like testing", []),
        ("I assume you know Python", []),
        ("it was like really hard and you know nobody helped", ["like", "you know"]),
        ("It was, like, really hard.", ["like"]),
        ("we used tools like Kafka", []),
        ("I was so tired that I went home", []),
        ("um so uh basically we had no plan", ["um", "so", "uh", "basically"]),
        ("the results were actually better than last year", []),
        ("Ummmmmmmmmmmmmmmmm, we waited. Hmmmm.", ["umm", "hmm"]),
    ],
)
def test_with_and_without_punctuation(text: str, fillers: list[str]) -> None:
    assert filler_words(text) == fillers


def test_sounds_and_words_are_told_apart() -> None:
    kinds = [filler.kind for filler in fillers_in(words("Um, it was, like, late."), english())]
    assert kinds == [FillerKind.SOUND, FillerKind.WORD]


def test_what_a_primed_recogniser_invents_does_not_count() -> None:
    def heard(*said: tuple[str, float]) -> list[str]:
        segment = Segment(tuple(Word(f" {text}", probability=p) for text, p in said))
        found = fillers_in(said_words(Transcript((segment,))), english())
        return [filler.place.text for filler in found]

    assert heard(("Um,", 0.02), ("uh,", 0.1), ("um.", 0.26)) == ["um uh um"]
    assert heard(("the", 0.9), ("uh,", 0.01), ("end.", 0.9)) == []
    assert heard(("Uh,", 0.0), ("so,", 0.04), ("so,", 0.24), ("so,", 0.67), ("we", 0.9)) == ["so"]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("and the, um, the server died", BreakKind.REPETITION, "the um the"),
        ("we we had no plan", BreakKind.REPETITION, "we we"),
        ("I went to I went to the bank", BreakKind.REPETITION, "i went to i went to"),
        ("I was, we were late", BreakKind.RESTART, "i was we"),
        ("I, we decided to go", BreakKind.RESTART, "i we"),
        ("on Monday no wait on Tuesday", BreakKind.RESTART, "no wait"),
    ],
)
def test_what_was_begun_twice(text: str, kind: BreakKind, said: str) -> None:
    [one] = breaks_in(words(text), english())
    assert (one.kind, one.place.text) == (kind, said)


@pytest.mark.parametrize(
    "text",
    [
        "it was very very late",
        "he had had enough, and I said that that was fine",
        "Call me on five five two",
        "It's late, it's late.",
        "We went home. We went to bed.",
        "what I did we did together",
    ],
)
def test_what_is_said_twice_on_purpose_is_no_repetition(text: str) -> None:
    assert breaks_in(words(text), english()) == ()


def test_hedges_are_told_from_the_same_words_at_work() -> None:
    said = words("I guess it was kind of late. What kind of plan? I think about it. I think so.")
    assert [place.text for place in hedges_in(said, english())] == ["i guess", "kind of"]


def test_places_lead_back_into_the_transcript() -> None:
    transcript = Transcript.from_text("Well — you know, it broke.")
    [_, filler] = fillers_in(said_words(transcript), english())
    spoken = "".join(word.text for word in transcript.words[filler.place.start : filler.place.end])
    assert spoken.split() == ["you", "know,"]
    assert filler.place == Place("you know", 2, 4)


def test_german_knows_its_sounds_and_an_unknown_language_nothing() -> None:
    german = language_of("de")
    assert german is not None
    said = said_words(Transcript.from_text("Ähm, das war halt ein Problem am Halt, halt an."))
    assert [one.place.text for one in fillers_in(said, german)] == ["ähm", "halt"]
    assert german.story is None
    assert language_of("xx") is None
    assert language_of(None) is None
