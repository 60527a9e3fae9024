from __future__ import annotations

from dataclasses import replace

import pytest

from trainer.bank import Question, question_from_mapping
from trainer.bank.nouns import Kind
from trainer.practice.priming import (
    LEAST_PROBABILITY,
    MOST_TERMS,
    credible,
    priming,
    prompt,
    terms,
)
from trainer.practice.teaching import NOTHING_TAUGHT, score_taught
from trainer.scoring import Verdict
from trainer.speech.transcript import Segment, Transcript, Word
from trainer.speech.vocabulary import common_words

# The list of common words is a file of openai-whisper.
needs_the_vocabulary = pytest.mark.weights

COMMON = {"how", "do", "you", "keep", "a", "payment", "safe", "if", "it", "comes", "twice"} | {
    "with",
    "we",
    "store",
    "in",
    "and",
    "the",
    "is",
}


def question(prompt: str, *points: tuple[str, list[str]], kind: str = "technical") -> Question:
    mapping = {
        "id": "own/q",
        "prompt": prompt,
        "kind": kind,
        "key_points": [
            {"id": f"p{n}", "text": text, "wordings": wordings}
            for n, (text, wordings) in enumerate(points)
        ],
    }
    return question_from_mapping(mapping)


PAYMENTS = question(
    "How do you keep a payment safe if it comes twice?",
    ("idempotency keys", ["we store idempotency keys in PostgreSQL", "the p99 with Kafka"]),
    ("SQL and the keys", ["Redis isn't safe, and we do it in Kafka"]),
)


def test_terms_are_rare_words_names_and_acronyms_those_said_most_first() -> None:
    found = terms(PAYMENTS, COMMON)
    assert found[:2] == ("idempotency", "keys") or found[:2] == ("keys", "idempotency")
    assert set(found) == {"idempotency", "keys", "PostgreSQL", "p99", "Kafka", "SQL", "Redis"}
    assert terms(PAYMENTS, COMMON | {"keys", "kafka"}) == (
        "idempotency",
        "Kafka",
        "SQL",
        "PostgreSQL",
        "p99",
        "Redis",
    )


def test_the_speakers_own_words_count_and_dates_and_numbers_do_not() -> None:
    own = ["we keep it in Zookeeper", "on Monday in 2019 we do 400 in May"]
    assert "Zookeeper" in terms(PAYMENTS, COMMON, own)
    assert not {"Monday", "2019", "400", "May"} & set(terms(PAYMENTS, COMMON | {"on"}, own))


def test_one_persons_story_is_no_term_where_nothing_technical_is_asked() -> None:
    story = replace(PAYMENTS, kind=Kind.BEHAVIOURAL)
    assert set(terms(story, COMMON)) == {"idempotency", "keys", "SQL", "Kafka"}


def test_a_long_question_gives_a_short_prompt() -> None:
    many = question("How?", *((f"Kafka{n}", [f"Redis{n}"]) for n in range(40)))
    assert len(terms(many, COMMON)) == MOST_TERMS
    long = question("How?", *((f"Donaudampfschifffahrtsgesellschaft{n}", []) for n in range(40)))
    assert len(priming(long, "en", {}) or "") < 450


def test_the_prompt_has_fillers_in_english_and_terms() -> None:
    assert prompt(("Kafka", "p99", "Redis"), "en-GB") == (
        "Um, uh, so, like, for Kafka, you know, um, p99, uh, Redis."
    )
    assert (prompt(("Kafka",), "en") or "").endswith("uh, Kafka.")
    assert (prompt((), "en") or "").startswith("Um, uh,")
    assert prompt(("Kafka", "p99"), "de") == "Kafka, p99."
    assert prompt((), "de") is None


def test_terms_of_another_language_are_not_told() -> None:
    assert priming(PAYMENTS, "de", {}) is None
    german = replace(PAYMENTS, language="de")
    assert priming(german, "de-AT", {}) == "SQL, PostgreSQL, p99."


@needs_the_vocabulary
def test_the_recognisers_vocabulary_tells_common_words_from_terms() -> None:
    common = common_words()
    assert {"database", "latency", "customers", "payment"} <= common
    assert not {"idempotency", "postgresql", "grafana"} & common


def heard(*words: tuple[str, float]) -> Transcript:
    return Transcript(
        (Segment(tuple(Word(text, 1.0, 2.0, probability) for text, probability in words)),),
        language="en",
        engine="whisper",
    )


@needs_the_vocabulary
@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([(" in", 0.1), (" Kafka.", 0.1)], "in …"),
        ([(" in", 0.1), (" Kafka.", LEAST_PROBABILITY)], "in Kafka."),
        ([(" Kafka", 0.1), (" Kafka,", 0.1)], "Kafka Kafka,"),
        ([(" garden", 0.01)], "garden"),
    ],
    ids=["hardly heard", "heard", "heard twice", "not primed"],
)
def test_a_primed_word_that_was_hardly_heard_is_no_evidence(
    words: list[tuple[str, float]], text: str
) -> None:
    transcript = heard(*words)
    cleared = credible(transcript, PAYMENTS, {})
    assert cleared.text == text
    assert [w.start_s for w in cleared.words] == [w.start_s for w in transcript.words]


def test_typed_words_are_taken_as_they_are() -> None:
    typed = Transcript.from_text("in Kafka", language="en")
    assert credible(typed, PAYMENTS, {}) is typed


@needs_the_vocabulary
def test_the_score_does_not_credit_it() -> None:
    asked = question("How?", ("Kafka", ["in Kafka", "Kafka then"]), ("the garden", ["gardens"]))
    surely, hardly = (
        score_taught(asked, heard((" Kafka", sure), (" today.", 0.9)), NOTHING_TAUGHT)
        for sure in (0.9, 0.05)
    )
    assert surely.points[0].probability > hardly.points[0].probability
    assert hardly.points[0].verdict is not Verdict.COVERED
    assert hardly.points[0].evidence is None or "Kafka" not in hardly.points[0].evidence.text
