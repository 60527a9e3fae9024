"""CTranslate2's numbers, under openai-whisper's names."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.speech.weights.small_model import DIMS, HEADS, random_whisper, write_ctranslate2
from trainer.errors import EngineError
from trainer.speech.weights.conversion import checkpoint_parts, convert
from trainer.speech.weights.ctranslate2_format import FormatError, read_model
from trainer.speech.weights.packages import PACKAGED

pytestmark = pytest.mark.weights


def _files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "model.bin").read_bytes(), (folder / "config.json").read_bytes()


def test_what_ctranslate2_wrote_comes_back_bit_for_bit(small_folder: Path, tmp_path: Path) -> None:
    import torch

    convert(*_files(small_folder), tmp_path / "model.pt", named="small")
    checkpoint = torch.load(tmp_path / "model.pt", weights_only=True)

    original = random_whisper().state_dict()
    assert checkpoint["dims"] == DIMS
    assert checkpoint["alignment_heads"] == HEADS
    assert checkpoint["model_state_dict"].keys() == original.keys()
    for name, tensor in original.items():
        converted = checkpoint["model_state_dict"][name]
        assert converted.dtype == torch.float16
        assert torch.equal(converted, tensor), name


def test_single_precision_is_kept(tmp_path: Path) -> None:
    write_ctranslate2(random_whisper().float(), tmp_path, "float32")
    _, state, _ = checkpoint_parts(*_files(tmp_path))
    original = random_whisper().float().state_dict()
    assert all(np.array_equal(state[name], original[name].numpy()) for name in original)


def test_quantised_weights_are_refused_with_a_remedy(tmp_path: Path) -> None:
    write_ctranslate2(random_whisper(), tmp_path, "int8")
    with pytest.raises(EngineError, match=r"my model can't be used.*quantised") as refused:
        convert(*_files(tmp_path), tmp_path / "model.pt", named="my model")
    assert "without quantising" in (refused.value.hint or "")
    assert not (tmp_path / "model.pt").exists()


@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_the_converted_encoder_computes_what_ctranslate2_computes(
    model: str, tmp_path: Path
) -> None:
    import ctranslate2
    import torch
    import whisper

    packaged = PACKAGED[model]
    for name in packaged.files:
        (tmp_path / name).write_bytes(packaged.read(name))
    convert(*_files(tmp_path), tmp_path / "model.pt", named=model)
    ours = whisper.load_model(str(tmp_path / "model.pt"), device="cpu")
    theirs = ctranslate2.models.Whisper(str(tmp_path), device="cpu", compute_type="float32")

    assert ours.is_multilingual == (model == "base") == theirs.is_multilingual
    generator = torch.Generator().manual_seed(5)
    mel = torch.rand(1, 80, 3000, generator=generator) * 2.0 - 1.0
    with torch.no_grad():
        expected = np.array(theirs.encode(ctranslate2.StorageView.from_array(mel.numpy())))
        got = ours.encoder(mel).numpy()
    assert got.shape == (1, 1500, ours.dims.n_audio_state)
    np.testing.assert_allclose(got, expected, atol=2e-3)


@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_the_packages_name_the_heads_that_openai_whisper_sets(model: str) -> None:
    import whisper

    packaged = PACKAGED[model]
    dims, _, heads = checkpoint_parts(packaged.read("model.bin"), packaged.read("config.json"))
    reference = whisper.model.Whisper(whisper.model.ModelDimensions(**dims))
    reference.set_alignment_heads(whisper._ALIGNMENT_HEADS[model])
    assert reference.alignment_heads.indices().T.tolist() == heads


def test_a_config_without_heads_or_with_heads_too_many(small_folder: Path) -> None:
    model, config = _files(small_folder)
    for heads in (None, [], [[0, 2]], [[3, 0]], [[0]], "[]", [[0, -1]]):
        changed = json.loads(config) | {"alignment_heads": heads}
        with pytest.raises(FormatError, match="alignment heads"):
            checkpoint_parts(model, json.dumps(changed).encode())
    with pytest.raises(FormatError, match="alignment heads"):
        checkpoint_parts(model, b"no json")


@pytest.mark.parametrize("length", [0, 3, 4, 5, 19, 200, 1000, 40_000, -1])
def test_a_file_that_is_cut_off(small_folder: Path, length: int) -> None:
    model, config = _files(small_folder)
    with pytest.raises(FormatError, match="cut off"):
        checkpoint_parts(model[:length], config)


def test_a_file_with_something_after_its_end(small_folder: Path) -> None:
    model, config = _files(small_folder)
    with pytest.raises(FormatError, match="1 bytes follow"):
        checkpoint_parts(model + b"\0", config)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (struct.pack("<I", 6), struct.pack("<I", 5), "version 5"),
        (b"WhisperSpec\0", b"WhisperSpeck", "plain text"),
        (b"WhisperSpec\0", b"WhistleSpec\0", "WhistleSpec of revision 3"),
        (b"encoder/conv1/bias\0", b"encoder/conv2/bias\0", "comes twice"),
        (b"encoder/conv1/bias\0", b"encoder/conv3/bias\0", "encoder/conv1/bias is missing"),
        (b"decoder/layer_2/ffn/linear_0/weight\0", b"decoder/layer_9/ffn/linear_0/weight\0", "not"),
        (b"decoder/projection/weight\0", b"decoder/projection/height\0", "output layer"),
    ],
)
def test_a_file_that_says_something_else(
    small_folder: Path, old: bytes, new: bytes, reason: str
) -> None:
    model, config = _files(small_folder)
    with pytest.raises(FormatError, match=reason):
        checkpoint_parts(model.replace(old, new, 1), config)


def test_sizes_are_never_believed() -> None:
    head = struct.pack("<IH", 6, 12) + b"WhisperSpec\0" + struct.pack("<I", 3)
    variable = struct.pack("<H", 2) + b"a\0"
    huge = struct.pack("<BIIBI", 2, 0xFFFFFFFF, 0xFFFFFFFF, 4, 0xFFFFFFFF)
    for content in (
        head + struct.pack("<I", 0xFFFFFFFF),
        head + struct.pack("<I", 1) + variable + huge,
        head + struct.pack("<I", 1) + variable + struct.pack("<BIBI", 1, 4, 9, 16) + bytes(16),
        head + struct.pack("<I", 1) + variable + struct.pack("<B", 200),
        head + struct.pack("<I", 1) + struct.pack("<H", 0xFFFF) + bytes(0xFFFF),
    ):
        with pytest.raises(FormatError):
            read_model(content)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_is_worse_than_a_format_error(small_folder: Path, data: st.DataObject) -> None:
    model, config = _files(small_folder)
    # The first thousand bytes hold the head and many names, shapes and sizes.
    at = data.draw(st.integers(0, 1000) | st.integers(0, len(model) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=8))
    damaged = model[:at] + damage + model[at + len(damage) :]
    try:
        dims, state, _ = checkpoint_parts(damaged, config)
    except FormatError:
        return
    width = dims["n_audio_state"]
    assert state["encoder.conv2.weight"].shape == (width, width, 3)
