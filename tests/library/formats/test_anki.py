"""Decks: against Anki itself, in both forms that it writes."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from hypothesis import HealthCheck, given, settings

from tests.library.formats.banks import banks
from trainer.bank import QuestionBank, question_from_mapping
from trainer.errors import InputError, UsageError
from trainer.library.formats.anki_note import FIELDS
from trainer.library.formats.anki_read import read_anki
from trainer.library.formats.anki_write import write_anki
from trainer.library.formats.raw import to_bank

SHARED_FOLDER = [HealthCheck.function_scoped_fixture]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

QUESTION = question_from_mapping(
    {
        "id": "bank/outage",
        "prompt": "Tell me about an outage <that you> handled & survived.",
        "tags": {"topic": ["data bases", "on call"]},
        "key_points": [
            {
                "id": "rolled-back",
                "text": "rolled back",
                "weight": "okay",
                "wordings": ["Probe: I put the old version back"],
                "probe": "What did you do first?",
            },
            {"id": "told", "text": "told customers (okay)"},
        ],
        "other_prompts": ["When did it break?", "Two\n  lines"],
        "follow_ups": ["And then?"],
        "asks": "Whether you stay calm.",
        "time_limit_s": 90,
    }
)
BANK = QuestionBank("bank", "Things that break", "en", (QUESTION,))


@contextmanager
def anki(folder: Path) -> Iterator[Collection]:
    """An empty collection of Anki's own."""
    folder.mkdir(exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


def read(path: Path, chosen: dict[str, str] | None = None) -> Any:
    return to_bank(read_anki(path, chosen or {}), path)


def composed(value: Any) -> Any:
    """A value with its texts as Anki keeps them: composed, in Unicode's form C."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(composed(one) for one in value)
    if isinstance(value, dict):
        return {key: composed(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: composed(getattr(value, f.name)) for f in fields(value)})
    return value


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bank=banks)
def test_a_deck_comes_back_as_it_was(bank: QuestionBank, tmp_path: Path) -> None:
    path = tmp_path / "bank.apkg"
    path.write_bytes(write_anki(bank, {}, NOW))
    back = read(path)
    assert back.faults == ()
    assert back.bank.questions == bank.questions


@pytest.fixture(scope="module")
def through_anki(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A deck that Anki took in and wrote again, in its older and in its newest form."""
    folder = tmp_path_factory.mktemp("anki")
    take = folder / "take.wav"
    take.write_bytes(b"RIFF a take")
    ours = folder / "ours.apkg"
    ours.write_bytes(write_anki(BANK, {QUESTION.id: take}, NOW))
    written = {}
    with anki(folder / "profile") as collection:
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(ours)))
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(ours)))
        deck = collection.decks.id_for_name("Things that break")
        assert deck is not None
        for form, legacy in (("older", True), ("newest", False)):
            written[form] = folder / f"{form}.apkg"
            collection.export_anki_package(
                out_path=str(written[form]),
                options=ExportAnkiPackageOptions(
                    with_scheduling=False, with_media=True, legacy=legacy
                ),
                limit=DeckIdLimit(deck),
            )
    return written


def test_anki_opens_what_is_exported(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    take.write_bytes(b"RIFF a take")
    ours = tmp_path / "ours.apkg"
    ours.write_bytes(write_anki(BANK, {QUESTION.id: take}, NOW))
    with anki(tmp_path / "profile") as collection:
        for _ in range(2):
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(ours)))
        # Taken in twice, it is still one note: its identity is the question's.
        [note_id] = collection.find_notes("")
        note = collection.get_note(note_id)
        assert tuple(note.keys()) == FIELDS
        assert note.tags == ["data-bases", "on-call"]
        [card] = note.cards()
        assert "an outage &lt;that you&gt; handled" in card.question()
        answer = card.answer()
        assert "rolled back <i>(okay)</i>" in answer
        assert "I put the old version back" in answer
        [sound] = card.answer_av_tags()
        heard = Path(collection.media.dir()) / sound.filename
        assert heard.read_bytes() == b"RIFF a take"


@pytest.mark.parametrize("form", ["older", "newest"])
def test_what_anki_writes_is_imported(form: str, through_anki: dict[str, Path]) -> None:
    names = zipfile.ZipFile(through_anki[form]).namelist()
    assert ("collection.anki21b" in names) == (form == "newest")
    back = read(through_anki[form])
    assert back.faults == ()
    assert (back.bank_id, back.title) == ("bank", "Things that break")
    assert back.bank.questions == BANK.questions


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bank=banks)
def test_nothing_is_lost_on_the_way_through_anki(bank: QuestionBank, tmp_path: Path) -> None:
    path = tmp_path / "bank.apkg"
    path.write_bytes(write_anki(bank, {}, NOW))
    for old in tmp_path.glob("profile/*"):
        if old.is_file():
            old.unlink()
    with anki(tmp_path / "profile") as collection:
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path)))
        collection.export_anki_package(
            out_path=str(path),
            options=ExportAnkiPackageOptions(legacy=False),
            limit=None,
        )
    back = read(path)
    assert back.faults == ()
    assert composed(back.bank.questions) == composed(bank.questions)


@pytest.mark.parametrize("legacy", [True, False])
def test_fields_of_a_deck_of_somebody_elses_are_chosen(legacy: bool, tmp_path: Path) -> None:
    path = tmp_path / "theirs.apkg"
    with anki(tmp_path / "profile") as collection:
        kind = collection.models.by_name("Basic")
        assert kind is not None
        note = collection.new_note(kind)
        note["Front"] = "What is an <b>index</b>?<div>In a database.</div>[sound:x.mp3]"
        note["Back"] = (
            "<ul><li>a sorted copy<ul><li>like a book's</li></ul></li><li>costs</li></ul>"
        )
        collection.add_note(note, collection.decks.id("Somebody::Else"))
        collection.export_anki_package(
            out_path=str(path), options=ExportAnkiPackageOptions(legacy=legacy), limit=None
        )
    [question] = read(path).bank.questions
    assert question.prompt == "What is an index?\nIn a database."
    assert [point.text for point in question.key_points] == ["a sorted copy", "costs"]
    assert question.key_points[0].wordings == ("like a book's",)
    [turned] = read(path, {"prompt": "back", "key_points": "Front"}).bank.questions
    assert turned.prompt == "a sorted copy\ncosts"
    with pytest.raises(InputError) as caught:
        read(path, {"prompt": "Nonsense"})
    assert caught.value.hint is not None
    assert "Front, Back" in caught.value.hint


def test_what_is_not_installed_is_named(
    through_anki: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(UsageError, match="genanki") as caught:
        write_anki(BANK, {}, NOW)
    assert "[anki]" in str(caught.value.hint)
    with pytest.raises(InputError, match="zstandard") as refused:
        read(through_anki["newest"])
    assert "Support older Anki versions" in str(refused.value.hint)
    assert read(through_anki["older"]).bank.questions == BANK.questions


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    zeros = bytes(1 << 20)
    compressor = zstandard.ZstdCompressor().compressobj()
    bomb = b"".join(compressor.compress(zeros) for _ in range(300)) + compressor.flush()
    for name, content in (
        ("collection.anki2", zeros * 100),
        ("collection.anki21b", bomb),
    ):
        path = packed(tmp_path / f"{name}.apkg", {name: content})
        assert path.stat().st_size < 1 << 20
        with pytest.raises(InputError, match="larger than 64 MB"):
            read_anki(path, {})


def endless(path: Path) -> Path:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE col (models, decks)")
        database.execute("INSERT INTO col VALUES ('{}', '{}')")
        database.execute("CREATE TABLE cards (nid, ord, did, due)")
        database.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
            " SELECT id, 1 AS mid, '' AS flds FROM n WHERE id < 0"
        )
    database.close()
    return path


def test_a_hostile_database_ends_in_one_message(tmp_path: Path) -> None:
    database = endless(tmp_path / "endless.db").read_bytes()
    for at, content in enumerate((database, database[:2000], b"no database", b"")):
        path = packed(tmp_path / f"{at}.apkg", {"collection.anki21": content})
        with pytest.raises(InputError, match="can't be read"):
            read_anki(path, {})


def test_what_is_no_deck_is_told(tmp_path: Path) -> None:
    whole = write_anki(BANK, {}, NOW)
    for content in (b"", b"text", whole[: len(whole) // 2], b"PK\x05\x06" + bytes(18), whole[:-9]):
        path = tmp_path / "deck.apkg"
        path.write_bytes(content)
        with pytest.raises(InputError):
            read_anki(path, {})
    many = packed(tmp_path / "many.apkg", {"collection.anki21b": b"\x28\xb5\x2f\xfd garbage"})
    with pytest.raises(InputError, match="no Anki deck"):
        read_anki(many, {})
