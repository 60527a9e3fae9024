"""From CTranslate2's form to the checkpoint that openai-whisper loads.

Both hold the same numbers under other names: CTranslate2 joins the query, key and
value projections of self-attention into one matrix, and the key and value of
cross-attention into another (`ctranslate2.converters.utils.fuse_linear`, with zeros
for the bias that keys do not have).  Here they are taken apart again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import EngineError
from trainer.speech.weights.ctranslate2_format import FormatError, read_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy.typing as npt

VERSION: Final = 1
"""Raised when the same weights would come out otherwise, so that cached results are remade."""

_SPEC: Final = ("WhisperSpec", 3)
# Far above Whisper large (1,280 wide, 32 layers), far below what would exhaust memory.
_MOST_LAYERS: Final = 128
_ALIASES: Final = {"decoder/projection/weight": "decoder/embeddings/weight"}


def convert(model: bytes, config: bytes, target: Path, *, named: str) -> None:
    """Write to `target` what openai-whisper loads, from a CTranslate2 model.bin and config.json.

    The file holds ``dims``, ``model_state_dict`` (in the precision of the source) and
    ``alignment_heads``, a list of [layer, head] that word times need and which
    `whisper.load_model` alone would not set.

    Raises EngineError, calling the model `named`, where it is not a Whisper model in float
    numbers, and OSError where `target` can't be written.
    """
    import torch

    try:
        dims, state, heads = checkpoint_parts(model, config)
    except FormatError as error:
        raise EngineError(
            f"{named} can't be used by the whisper engine: {error}.",
            hint="It takes a Whisper model that CTranslate2 has converted without quantising "
            "(float16 or float32), or a .pt file of openai-whisper.",
        ) from error
    tensors = {name: torch.tensor(array) for name, array in state.items()}
    torch.save({"dims": dims, "model_state_dict": tensors, "alignment_heads": heads}, target)


def checkpoint_parts(
    model: bytes, config: bytes
) -> tuple[dict[str, int], dict[str, npt.NDArray[Any]], list[list[int]]]:
    """The dimensions, the weights by openai-whisper's names, and the alignment heads.

    Raises FormatError.
    """
    source = read_model(model)
    if (source.spec, source.revision) != _SPEC:
        raise FormatError(f"it is a {source.spec} of revision {source.revision}")
    if source.aliases != _ALIASES:
        raise FormatError("its output layer is not its word embedding")
    dims = _dimensions(source.variables)
    state: dict[str, npt.NDArray[Any]] = {}
    for their_name, our_names in _names(dims):
        array = _take(source.variables, their_name)
        rows, rest = divmod(array.shape[0], len(our_names))
        if rest:
            raise FormatError(f"{their_name} has {array.shape[0]} rows")
        for i, name in enumerate(our_names):
            piece = array[i * rows : (i + 1) * rows]
            if name is not None:
                state[name] = piece
            elif piece.any():
                raise FormatError(f"{their_name} has numbers where Whisper has none")
    _check(state, dims, source.variables)
    return dims, state, _alignment_heads(config, dims)


def _dimensions(variables: Mapping[str, npt.NDArray[Any]]) -> dict[str, int]:
    conv = _take(variables, "encoder/conv1/weight", rank=3)
    audio = _take(variables, "encoder/position_encodings/encodings", rank=2)
    vocabulary = _take(variables, "decoder/embeddings/weight", rank=2)
    text = _take(variables, "decoder/position_encodings/encodings", rank=2)
    dims = {
        "n_mels": conv.shape[1],
        "n_audio_ctx": audio.shape[0],
        "n_audio_state": audio.shape[1],
        "n_audio_head": int(_take(variables, "encoder/num_heads", rank=0)),
        "n_audio_layer": _layers(variables, "encoder"),
        "n_vocab": vocabulary.shape[0],
        "n_text_ctx": text.shape[0],
        "n_text_state": text.shape[1],
        "n_text_head": int(_take(variables, "decoder/num_heads", rank=0)),
        "n_text_layer": _layers(variables, "decoder"),
    }
    for side in ("audio", "text"):
        heads = dims[f"n_{side}_head"]
        if heads < 1 or dims[f"n_{side}_state"] % heads:
            raise FormatError(f"its width can't be split over {heads} heads")
    if dims["n_audio_state"] != dims["n_text_state"]:
        raise FormatError("its two halves are not equally wide")
    return dims


def _layers(variables: Mapping[str, npt.NDArray[Any]], side: str) -> int:
    for n in range(_MOST_LAYERS + 1):
        if f"{side}/layer_{n}/ffn/linear_0/weight" not in variables:
            return n
    raise FormatError(f"it has more than {_MOST_LAYERS} layers")


def _names(dims: Mapping[str, int]) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Each of their names with the names of its equal slices; None for one that is dropped."""
    for conv in ("conv1", "conv2"):
        for kind in ("weight", "bias"):
            yield f"encoder/{conv}/{kind}", (f"encoder.{conv}.{kind}",)
    yield "encoder/position_encodings/encodings", ("encoder.positional_embedding",)
    yield "decoder/position_encodings/encodings", ("decoder.positional_embedding",)
    yield "decoder/embeddings/weight", ("decoder.token_embedding.weight",)
    yield from _norm("encoder/layer_norm", "encoder.ln_post")
    yield from _norm("decoder/layer_norm", "decoder.ln")
    for side, count in (("encoder", dims["n_audio_layer"]), ("decoder", dims["n_text_layer"])):
        for n in range(count):
            theirs, ours = f"{side}/layer_{n}", f"{side}.blocks.{n}"
            yield from _attention(f"{theirs}/self_attention", f"{ours}.attn", ("qkv", "o"))
            if side == "decoder":
                yield from _attention(f"{theirs}/attention", f"{ours}.cross_attn", ("q", "kv", "o"))
            yield from _norm(f"{theirs}/ffn/layer_norm", f"{ours}.mlp_ln")
            for i, place in enumerate((0, 2)):
                for kind in ("weight", "bias"):
                    yield f"{theirs}/ffn/linear_{i}/{kind}", (f"{ours}.mlp.{place}.{kind}",)


def _norm(theirs: str, ours: str) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    yield f"{theirs}/gamma", (f"{ours}.weight",)
    yield f"{theirs}/beta", (f"{ours}.bias",)


def _attention(
    theirs: str, ours: str, joined: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    yield from _norm(f"{theirs}/layer_norm", f"{ours}_ln")
    full = {"q": "query", "k": "key", "v": "value", "o": "out"}
    for i, letters in enumerate(joined):
        for kind in ("weight", "bias"):
            yield (
                f"{theirs}/linear_{i}/{kind}",
                tuple(
                    # Keys have no bias in Whisper; CTranslate2 pads with zeros.
                    None if (letter, kind) == ("k", "bias") else f"{ours}.{full[letter]}.{kind}"
                    for letter in letters
                ),
            )


def _check(
    state: Mapping[str, npt.NDArray[Any]],
    dims: Mapping[str, int],
    variables: Mapping[str, npt.NDArray[Any]],
) -> None:
    """Hold every array against the shape that the dimensions ask for, and miss none."""
    width = dims["n_audio_state"]
    special = {
        "encoder.conv1.weight": (width, dims["n_mels"], 3),
        "encoder.conv2.weight": (width, width, 3),
        "encoder.positional_embedding": (dims["n_audio_ctx"], width),
        "decoder.positional_embedding": (dims["n_text_ctx"], width),
        "decoder.token_embedding.weight": (dims["n_vocab"], width),
    }
    wide = {"mlp.0.weight": (4 * width, width), "mlp.0.bias": (4 * width,)}
    wide["mlp.2.weight"] = (width, 4 * width)
    for name, array in state.items():
        plain = (width, width) if array.ndim == 2 else (width,)
        tail = ".".join(name.split(".")[-3:])
        expected = special.get(name) or wide.get(tail) or plain
        if array.shape != expected:
            raise FormatError(f"{name} has the shape {array.shape}, not {expected}")
    wanted = {theirs for theirs, _ in _names(dims)}
    strangers = [name for name, array in variables.items() if array.ndim and name not in wanted]
    if strangers:
        raise FormatError(f"{strangers[0]} is not part of a Whisper model")


def _take(
    variables: Mapping[str, npt.NDArray[Any]], name: str, *, rank: int | None = None
) -> npt.NDArray[Any]:
    array = variables.get(name)
    if array is None:
        raise FormatError(f"{name} is missing")
    if rank != 0 and array.dtype.kind != "f":
        raise FormatError(f"{name} is quantised ({array.dtype})")
    if rank is None:
        rank = max(array.ndim, 1)
    if array.ndim != rank:
        raise FormatError(f"{name} has {array.ndim} dimensions")
    return array


def _alignment_heads(config: bytes, dims: Mapping[str, int]) -> list[list[int]]:
    try:
        heads = json.loads(config)["alignment_heads"]
        pairs = [[int(layer), int(head)] for layer, head in heads]
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError("its config.json names no alignment heads") from error
    inside = all(
        0 <= layer < dims["n_text_layer"] and 0 <= head < dims["n_text_head"]
        for layer, head in pairs
    )
    if not pairs or not inside:
        raise FormatError("its config.json names alignment heads that it does not have")
    return pairs
