"""What is looked up and drawn without loading every question is what loading them all gives."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bank import Kind, Question
from trainer.bank.load import LoadedBank, load_bank
from trainer.errors import AmbiguousError, NotFoundError
from trainer.library import Library, drawing
from trainer.library.brief import PLACES, BankBrief, Brief, brief_of, place_of
from trainer.library.catalogue import SAMPLE, Catalogue
from trainer.library.index import cache_file

BANKS = ("a", "b")
SLUGS = ("one", "two", "three")
IDS = tuple(f"{bank}/{slug}" for bank in BANKS for slug in SLUGS)
TAGS = ("tact", "tests", "time")
PROMPTS = ("Why  here?", "Why here\nand now?", "What went wrong?", "Straße oder STRASSE?")
WANTED = (
    *SLUGS, *IDS, "WHY here", "went", "strasse",
    "e", "?", "", "  two ", "What wnet", "a/on", "%", "_",
)  # fmt: skip

Files = dict[str, Any]


def some_files(rng: Random) -> Files:
    """Bank files with few ids between them, so that they overlap."""
    names = rng.sample(("f.yaml", "g.yml", "ü.yaml"), rng.randint(0, 3))
    return {name: some_bank(rng) for name in names}


def some_bank(rng: Random) -> dict[str, Any]:
    return {
        "format": 1,
        "id": rng.choice(BANKS),
        "title": rng.choice(("First", "Second")),
        "questions": [some_question(rng, one) for one in rng.sample(SLUGS, rng.randint(0, 3))],
    }


def some_question(rng: Random, slug: str) -> dict[str, Any]:
    optional = {
        "other_prompts": rng.sample(PROMPTS, rng.randint(1, 2)),
        "kind": rng.choice([kind.value for kind in Kind]),
        "tags": {name: rng.sample(TAGS, rng.randint(1, 2)) for name in ("topic", "competence")},
        "renamed_from": rng.sample(IDS, rng.randint(1, 2)),
        "key_points": [{"id": "told", "text": "told it"}],
    }
    taken = {key: value for key, value in optional.items() if rng.random() < 0.5}
    faulty = {"promt": "a fault"} if rng.random() < 0.1 else {}
    return {"id": slug, "prompt": rng.choice(PROMPTS), **taken, **faulty}


def some_draw(rng: Random) -> dict[str, Any]:
    return {
        "count": rng.randint(0, 9),
        "banks": rng.sample(BANKS, rng.choice((0, 0, 1, 2))),
        "disabled_banks": set(rng.sample(BANKS, rng.choice((0, 1)))),
        "kinds": set(rng.sample(list(Kind), rng.choice((0, 0, 1, 3)))),
        "tags": rng.sample(TAGS, rng.choice((0, 1, 2))),
    }


class Reader:
    """Reads banks, and knows which."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, path: Path) -> LoadedBank:
        self.names.append(path.name)
        return load_bank(path)


class Place:
    """Shipped banks, a person's own, and a cache."""

    def __init__(self, root: Path) -> None:
        self.shipped, self.mine, self.cache = root / "shipped", root / "mine", root / "cache"
        self.reader = Reader()

    def put(self, folder: Path, files: Files | None) -> None:
        """Let the folder hold these files; None takes it away."""
        if files is not None:
            folder.mkdir(exist_ok=True)
        for old in folder.glob("*"):
            if files is None or old.name not in files:
                old.unlink()
        for name, bank in (files or {}).items():
            # JSON is YAML, and quick to write.
            text = json.dumps(bank)
            if not (folder / name).exists() or (folder / name).read_text() != text:
                (folder / name).write_text(text)
        if files is None and folder.is_dir():
            folder.rmdir()

    def catalogue(self) -> Catalogue:
        return Catalogue(self.shipped, self.mine, self.cache, self.reader)

    def library(self) -> Library:
        return Library.load(self.shipped, self.mine)

    def make_older(self) -> None:
        """As if the banks had been there for a second when they were read."""
        for folder in (self.shipped, self.mine):
            file = cache_file(self.cache, folder)
            if file.exists():
                with closing(sqlite3.connect(file)) as connection, connection:
                    connection.execute("UPDATE files SET seen_ns = seen_ns + 1000000000")


def drawn(
    library: Library,
    rng: Random,
    without: Collection[str],
    *,
    count: int,
    banks: Collection[str],
    disabled_banks: Collection[str],
    kinds: Collection[Kind],
    tags: Collection[str],
) -> list[Brief]:
    """A draw with all questions in hand."""
    start = rng.randrange(PLACES)

    def fits(brief: Brief) -> bool:
        return (
            (brief.bank_id in banks if banks else brief.bank_id not in disabled_banks)
            and (not kinds or brief.kind in kinds)
            and not any(one in without for one in (brief.id, *brief.renamed_from))
        )

    circle = sorted(
        filter(fits, map(brief_of, library.questions.values())),
        key=lambda brief: (place_of(brief.id) - start) % PLACES,
    )
    tagged = [one for one in circle if set(tags).intersection(one.topics + one.competences)]
    sample = list({one.id: one for one in (*tagged[:SAMPLE], *circle[:SAMPLE])}.values())
    rng.shuffle(sample)
    return sorted(sample, key=favour, reverse=True)[:count]


def favour(brief: Brief) -> float:
    return float("tact" in brief.topics)


def found(library: Library | Catalogue, wanted: str) -> object:
    """The question, or all that is told of why there is none."""
    try:
        return library.find(wanted)
    except (NotFoundError, AmbiguousError) as error:
        return type(error), error.message, error.hint, error.candidates


def check(
    monkeypatch: pytest.MonkeyPatch,
    place: Place,
    draw: dict[str, Any],
    seed: int,
    without: Collection[str],
) -> None:
    library = place.library()
    with closing(place.catalogue()) as catalogue:
        assert catalogue.ids() == list(library.questions)
        assert catalogue.aliases == library.aliases
        assert catalogue.faults == len(library.faults)
        assert catalogue.overlaid(IDS) == library.overlaid
        assert catalogue.origins(IDS) == {
            one: library.place_of(one).origin for one in IDS if one in library.questions
        }
        assert catalogue.banks == tuple(
            BankBrief(
                one.bank.id, one.bank.title, one.bank.language, len(one.bank.questions), one.path,
                one.origin,
            )
            for one in library.banks
        )  # fmt: skip
        expected = {
            one: library.questions[library.present_id(one)]
            for one in IDS
            if library.present_id(one) in library.questions
        }
        assert catalogue.brief(IDS) == {one: brief_of(q) for one, q in expected.items()}
        for one in IDS:
            if one in expected:
                assert catalogue.question(one) == expected[one]
            else:
                with pytest.raises(NotFoundError):
                    catalogue.question(one)
        for wanted in WANTED:
            assert found(catalogue, wanted) == found(library, wanted)
        same = drawn(library, Random(seed), without, **draw)
        # Many banks are gone about in another way than a few.
        monkeypatch.setattr(drawing, "APART", seed % 2)
        for given in (set(without), lambda these: set(without) & set(these)):
            assert catalogue.fresh(rng=Random(seed), without=given, favoured=favour, **draw) == same


seeds = st.integers(0, 2**32)
"""Hypothesis likes small and empty things: what overlaps comes of a generator of its own."""


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_the_catalogue_says_what_the_library_says(seed: int) -> None:
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for _ in range(3):
            place.put(place.shipped, some_files(rng))
            place.put(place.mine, some_files(rng) if rng.random() < 0.9 else None)
            draw, without = some_draw(rng), rng.sample(IDS, rng.randint(0, 3))
            with pytest.MonkeyPatch.context() as patch:
                check(patch, place, draw, seed, without)
            place.make_older()
            # From the cache alone.
            place.reader.names.clear()
            with pytest.MonkeyPatch.context() as patch:
                check(patch, place, draw, seed, without)
            assert place.reader.names == []
            assert Library.load(place.shipped, place.mine, place.cache) == place.library()


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_without_a_cache_it_says_the_same(seed: int) -> None:
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.put(place.shipped, some_files(rng))
        place.put(place.mine, some_files(rng))
        place.cache.write_text("a file where a folder is needed")
        with pytest.MonkeyPatch.context() as patch:
            check(patch, place, some_draw(rng), seed, ())


def questions(count: int) -> dict[str, Any]:
    return {
        "format": 1,
        "id": "many",
        "title": "Many",
        "questions": [
            {"id": f"q-{n}", "prompt": "Why?", "tags": {"topic": "rare" if n == 7 else "common"}}
            for n in range(count)
        ],
    }


def test_a_draw_from_very_many_is_even_and_finds_what_is_rare(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.put(place.shipped, {"f.yaml": questions(3 * SAMPLE)})
    place.put(place.mine, {})
    with closing(place.catalogue()) as catalogue:
        first = [catalogue.fresh(count=1, rng=Random(seed))[0].id for seed in range(40)]
        assert len(set(first)) > 35
        for seed in range(5):
            (one,) = catalogue.fresh(
                count=1,
                rng=Random(seed),
                tags=["rare"],
                favoured=lambda brief: float("rare" in brief.topics),
            )
            assert one.id == "many/q-7"
        everything = {f"many/q-{n}" for n in range(3 * SAMPLE)}
        left = everything - {"many/q-1500"}
        assert [one.id for one in catalogue.fresh(count=9, rng=Random(1), without=left)] == [
            "many/q-1500"
        ]


def test_only_a_changed_file_is_read_again(tmp_path: Path) -> None:
    place = Place(tmp_path)
    files = {f"{bank}.yaml": {**questions(3), "id": bank} for bank in "abcdefgh"}
    place.put(place.shipped, files)
    place.put(place.mine, {})
    with closing(place.catalogue()) as catalogue:
        assert len(catalogue.ids()) == 24
    assert len(place.reader.names) == 8
    place.make_older()
    place.reader.names.clear()
    place.put(place.shipped, files | {"c.yaml": {**questions(5), "id": "c"}})
    with closing(place.catalogue()) as catalogue:
        assert len(catalogue.ids()) == 26
        assert isinstance(catalogue.find("c/q-4"), Question)
    assert place.reader.names == ["c.yaml"]
