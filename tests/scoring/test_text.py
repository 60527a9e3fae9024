"""How words become tokens."""

from __future__ import annotations

from trainer.scoring.text import Grade, Reader


def test_tokens_keep_the_index_of_their_word() -> None:
    tokens = Reader("en").tokens(["A", "ten-minute", "--", "check-in,", "\u201cdaily\u201d"])
    assert [(token.form, token.index) for token in tokens] == [
        ("a", 0),
        ("ten", 1),
        ("minute", 1),
        ("check", 3),
        ("in", 3),
        ("daily", 4),
    ]


def test_contractions_are_one_token_whatever_the_apostrophe() -> None:
    reader = Reader("en")
    straight, curly = reader.tokens(["didn't"]), reader.tokens(["didn\u2019t"])
    assert [token.form for token in straight] == ["didnt"]
    assert straight == curly


def test_endings_fall_away_in_english_and_german() -> None:
    english, german = Reader("en-GB"), Reader("de_AT")
    assert len({token.stem for token in english.tokens(["measure", "measured", "measuring"])}) == 1
    assert len({token.stem for token in german.tokens(["Haus", "Häuser", "Hauses"])}) == 1


def test_other_languages_are_left_as_they_are() -> None:
    reader = Reader("pl")
    tokens = reader.tokens(["Domy", "i", "the"])
    assert [token.stem for token in tokens] == ["domy", "i", "the"]
    assert {token.grade for token in tokens} == {Grade.CONTENT}
    assert not reader.knows_small_words


def test_grades_tell_small_words_from_matter() -> None:
    tokens = Reader("en").tokens(["um", "I", "made", "the", "invoice"])
    assert [token.grade for token in tokens] == [
        Grade.FUNCTION,
        Grade.FUNCTION,
        Grade.COMMON,
        Grade.FUNCTION,
        Grade.CONTENT,
    ]
