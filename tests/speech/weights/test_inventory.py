"""What is on this machine, and how fast it was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.speech.weights.inventory import Languages, find_model, installed_models
from trainer.speech.weights.obtain import forget
from trainer.speech.weights.source import Place
from trainer.speech.weights.speeds import Speed, known_speeds, remember_speed
from trainer.speech.weights.store import build_folder

NOW = datetime(2026, 3, 29, 18, 30, tzinfo=UTC)


def _fill(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"12345")


def test_the_cache_is_read_with_what_is_damaged_and_left_over(tmp_path: Path) -> None:
    build_folder(tmp_path / "ctranslate2" / "small", "hub", _fill)
    damaged = build_folder(tmp_path / "ctranslate2" / "medium", "hub", _fill)
    (damaged / "model.bin").write_bytes(b"")
    build_folder(tmp_path / "whisper" / "mine-0123456789abcdef", "digest", _fill)
    (tmp_path / "openai-whisper").mkdir()
    (tmp_path / "openai-whisper" / "large-v3-turbo.pt").write_bytes(b"123")
    (tmp_path / "openai-whisper" / "tiny.pt.part").write_bytes(b"1")
    models = {model.name: model for model in installed_models(tmp_path)}

    assert models["small"].engines == ("faster-whisper",)
    assert models["small"].languages is Languages.MANY
    assert models["small"].size_bytes > 5
    assert models["medium"].engines == ()
    assert models["tiny"].engines == ()
    assert models["tiny"].in_cache[0].whole is False
    assert models["large-v3-turbo"].engines == ("whisper",)
    assert models["mine-0123456789abcdef"].languages is Languages.UNKNOWN
    assert find_model(tuple(models.values()), "turbo") == models["large-v3-turbo"]
    assert find_model(tuple(models.values()), "nothing") is None


def test_a_place_of_ones_own_says_its_languages_where_it_can(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for entries, languages in ((51_864, Languages.ENGLISH), (51_865, Languages.MANY)):
        (own / "vocabulary.txt").write_text("word\n" * entries)
        [model, *_] = installed_models(tmp_path / "cache", [str(own)])
        assert (model.name, model.languages) == (str(own), languages)
        assert [holding.place for holding in model.holdings] == [Place.PATH]
    (own / "vocabulary.txt").unlink()
    (own / "vocabulary.json").write_text("no json")
    assert installed_models(tmp_path, [str(own)])[0].languages is Languages.UNKNOWN
    absent = str(tmp_path / "absent.pt")
    assert all(model.name != absent for model in installed_models(tmp_path, [absent]))


def test_only_the_cache_is_ever_deleted_from(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    folder = build_folder(cache / "whisper" / "base", "package", _fill)
    with pytest.raises(ValueError, match="not in the cache"):
        forget(tmp_path / "other", cache)
    forget(folder, cache)
    assert list(folder.parent.iterdir()) == []


def test_the_newest_measurement_of_each_machine_is_kept(tmp_path: Path) -> None:
    def speed(machine: str, took_s: float) -> Speed:
        return Speed("whisper", "base", machine, 28.0, took_s, 1.0, NOW)

    for one in (speed("a", 7.0), speed("b", 2.0), speed("a", 14.0)):
        remember_speed(tmp_path, one)
    assert known_speeds(tmp_path, "a") == {("whisper", "base"): speed("a", 14.0)}
    assert known_speeds(tmp_path, "a")["whisper", "base"].factor == pytest.approx(2.0)
    assert known_speeds(tmp_path, "b") == {("whisper", "base"): speed("b", 2.0)}
    assert known_speeds(tmp_path, "c") == {}
