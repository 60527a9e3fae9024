"""What a recogniser is told of a question, so that it hears its terms and leaves in every 'um'.

Measured on synthetic answers: `tests/benchmarks/priming.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from trainer.bank import Question
from trainer.bank.nouns import Kind
from trainer.speech.transcript import Segment, Transcript, Word
from trainer.speech.vocabulary import common_words

LEAST_PROBABILITY: Final = 0.2
"""A primed term that is heard once, with less probability than this, counts as not said.

Six of seven terms that were said had more; two that were heard in words of a like sound
("Kafka" in "cat Kafir", "canary" in "cannery") had 0.00 and 0.46.
"""

MOST_TERMS: Final = 24
# Whisper reads at most 223 tokens of a prompt; this is about half of them.
_MOST_LETTERS: Final = 360

_WORDS: Final = re.compile(r"[^\W_](?:[\w+#'’./-]*[\w+#])?")
_PARTS: Final = re.compile(r"[^\W\d_]+")
_CONTRACTED: Final = re.compile(r"(?:n['’]t|['’](?:s|d|m|re|ve|ll|clock))$", re.IGNORECASE)
# Always written with a capital, and known to every recogniser.
_DATES: Final = re.compile(
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    "|september|october|november|december|christmas|easter"
)


def terms(question: Question, common: Collection[str], own: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a question that a recogniser may not know: rare words, names, acronyms.

    They come from the prompt, the key points, their wordings, and `own` wordings of the
    speaker; those said in most of them first, `MOST_TERMS` at most.  `common` are lower-case
    words that need no help.  Where nothing technical is asked, words of a single wording are
    left out: they are somebody else's story.  In languages other than English only words
    with digits or several capitals are found.
    """
    english = _is_english(question.language)
    told = [question.prompt, *(point.text for point in question.key_points), *own]
    wordings = [wording for point in question.key_points for wording in point.wordings]
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for text in [*told, *wordings]:
        found = dict.fromkeys(_rare_words(text, common if english else None))
        for word in found:
            if word.islower() or word.lower() not in spelled:
                spelled[word.lower()] = word
        counts.update({word.lower() for word in found})
    if question.kind is not Kind.TECHNICAL:
        asked = {word.lower() for text in told for word in _rare_words(text, common)}
        counts = Counter({word: n for word, n in counts.items() if n > 1 or word in asked})
    ranked = [spelled[word] for word, _ in counts.most_common(MOST_TERMS)]
    while sum(map(len, ranked)) > _MOST_LETTERS:
        ranked.pop()
    return tuple(ranked)


def prompt(terms: Iterable[str], language: str) -> str | None:
    """A few words in the manner of an answer: fillers (in English) around the terms.

    None where there is nothing to say.
    """
    listed = list(terms)
    if not _is_english(language):
        return f"{', '.join(listed)}." if listed else None
    if not listed:
        return "Um, uh, so, like, you know, um, I mean, uh, that was it."
    first, *rest = listed
    if not rest:
        return f"Um, uh, so, like, you know, um, I mean, uh, {first}."
    *some, last = rest
    more = "".join(f" {word}," for word in some)
    # It must not end in fillers: then Whisper went on with "so, uh, so, uh" after the answer.
    return f"Um, uh, so, like, for {first}, you know, um,{more} uh, {last}."


def priming(question: Question, language: str, own: Mapping[str, Iterable[str]]) -> str | None:
    """What to tell the recogniser of an answer to this question in this language.

    `own` holds the speaker's wordings by key-point id.
    """
    same = _base(question.language) == _base(language)
    return prompt(_terms_of(question, own) if same else (), language)


def credible(
    transcript: Transcript, question: Question, own: Mapping[str, Iterable[str]]
) -> Transcript:
    """The transcript without the primed terms that were hardly heard, for scoring.

    A recogniser that was told of a word may hear it in another.  A term that stands there
    once, with a probability below `LEAST_PROBABILITY`, becomes "…"; all words keep their
    places and times.
    """
    if all(word.probability is None for word in transcript.words):
        return transcript
    primed = {_plain(term) for term in _terms_of(question, own)}
    counts = Counter(_plain(word.text) for word in transcript.words)

    def doubted(word: Word) -> bool:
        plain = _plain(word.text)
        return (
            word.probability is not None
            and word.probability < LEAST_PROBABILITY
            and plain in primed
            and counts[plain] == 1
        )

    def blanked(word: Word) -> Word:
        return replace(word, text=" …") if doubted(word) else word

    segments = (Segment(tuple(map(blanked, segment.words))) for segment in transcript.segments)
    return replace(transcript, segments=tuple(segments))


def _terms_of(question: Question, own: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return terms(question, common_words(), [text for texts in own.values() for text in texts])


def _rare_words(text: str, common: Collection[str] | None) -> Iterator[str]:
    """The words of `text` that are no common ones; None knows the common ones of no language."""
    for match in _WORDS.finditer(text):
        word = _CONTRACTED.sub("", match.group())
        before = text[: match.start()].rstrip()
        starts = not before or before[-1] in ".?!:"
        if _is_rare(word, common, starts=starts):
            yield word


def _is_rare(word: str, common: Collection[str] | None, *, starts: bool) -> bool:
    """Whether a word, which `starts` a sentence, is one to prime."""
    parts = [part.lower() for part in _PARTS.findall(word)]
    if not parts or len(word) == 1:
        return False
    capitals = sum(letter.isupper() for letter in word)
    if capitals > 1 or any(letter.isdigit() for letter in word):
        return True
    if not common:
        return False
    if capitals and not starts:
        return not _DATES.fullmatch(word.lower())
    return any(part not in common and len(part) > 1 for part in parts)


def _plain(word: str) -> str:
    return "".join(character for character in word.lower() if character.isalnum())


def _is_english(language: str) -> bool:
    return _base(language) == "en"


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
