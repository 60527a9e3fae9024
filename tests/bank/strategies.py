"""Questions of every shape the bank's form allows."""

from __future__ import annotations

from hypothesis import strategies as st

from trainer.bank.form import TAG_KEYS
from trainer.bank.nouns import DEFAULT_TIME_LIMIT_S, KeyPoint, Kind, Question, Source, Weight

# Texts that YAML could take for something else, or fold, or lose.
AWKWARD = (
    "no", "yes", "null", "~", "true", "0123", "1e5", ".5", "2024-05-01", "1:30", "0x1F", "-",
    "- dash", "a: b", "# hash", "a # b", "'", '"', "''quoted''", "@at", "*star*", "&and", "!bang",
    "[a, b]", "{a: b}", "%percent", "|", ">", "? what", "back\\slash", "=", "<<", "...", "---",
    "two  spaces", "line\n\n  indented\nend", "trailing \nspace", "tab\there", "é ü ß 漢字 🙂",
    "a" * 300, "word " * 60 + "end", "colon:", "a\n# not a comment\n- not an item",
)  # fmt: skip


# What YAML gives a meaning to, and what breaks it.
SNIPPETS = (
    "format: 1\n", "id: a", "prompt: ", "questions:", "key_points:", "\n", "\n  ", "\n    ", "- ",
    ": ", "{", "}", "[", "]", ", ", "&a ", "*a", "!!int ", "!<tag> ", "!<=int> x", "| \n", ">-\n",
    '"', "'", "#", "%YAML 1.1\n---\n", "---", "...", "? ", "\t", "\\x00", "0x", "1e999", "-.inf",
    "~", "<<: ", "\u2028", "\ufeff", "漢", "🙂", "\r", "@", "`",
)  # fmt: skip


# Made to fit rather than filtered, which would throw most of them away.
characters = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\u2028\u2029\ufeff\ufffe\uffff",
    include_characters="\n\t",
)
texts = st.sampled_from(AWKWARD) | st.text(characters, max_size=60).map(
    lambda text: text.strip() or "-"
)
lines = texts.map(lambda text: " ".join(text.split("\n"))[:200].strip())
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
languages = st.sampled_from(("en", "de", "no", "pt-BR", "zh-Hant-TW"))


def several(items: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(items, max_size=3).map(tuple)


def optional(items: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | items


key_points = st.builds(
    KeyPoint,
    id=slugs,
    text=texts,
    weight=st.sampled_from(Weight),
    wordings=several(texts),
    probe=optional(texts),
)
sources = st.builds(
    Source,
    company=optional(lines),
    role=lines,
    date=optional(lines),
    stage=optional(lines),
    attempt=st.none() | st.integers(1, 10**9),
)


def questions(bank_id: str = "bank") -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        id=slugs.map(lambda slug: f"{bank_id}/{slug}"),
        prompt=texts,
        kind=st.sampled_from(Kind),
        other_prompts=several(texts),
        tags=st.dictionaries(
            st.sampled_from(TAG_KEYS), st.lists(lines, min_size=1, max_size=3).map(tuple)
        ),
        time_limit_s=st.just(DEFAULT_TIME_LIMIT_S)
        | st.integers(1, 3600).map(float)
        | st.floats(1, 3600),
        key_points=st.lists(key_points, max_size=3, unique_by=lambda point: point.id).map(tuple),
        follow_ups=several(texts),
        asks=optional(texts),
        source=st.none() | sources,
        renamed_from=several(slugs.map(lambda slug: f"earlier/{slug}")),
        language=languages,
    )
