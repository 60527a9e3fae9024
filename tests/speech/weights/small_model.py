"""A Whisper model small enough to make in no time, written by ctranslate2's own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from ctranslate2.converters.utils import fuse_linear
from ctranslate2.specs import WhisperSpec, common_spec
from whisper.model import ModelDimensions, Whisper

DIMS = {
    "n_mels": 80,
    "n_audio_ctx": 12,
    "n_audio_state": 8,
    "n_audio_head": 2,
    "n_audio_layer": 2,
    "n_vocab": 51_864,
    "n_text_ctx": 6,
    "n_text_state": 8,
    "n_text_head": 2,
    "n_text_layer": 3,
}
HEADS = [[1, 0], [2, 1]]


def random_whisper() -> Any:
    """A model of openai-whisper with weights drawn by lot, in half precision."""
    torch.manual_seed(3)
    model = Whisper(ModelDimensions(**DIMS))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter)
    return model.half()


def write_ctranslate2(model: Any, folder: Path, quantization: str | None = None) -> None:
    """Save `model` in CTranslate2's form."""
    dims = model.dims
    spec = WhisperSpec(dims.n_audio_layer, dims.n_audio_head, dims.n_text_layer, dims.n_text_head)
    for name in ("conv1", "conv2"):
        _linear(getattr(spec.encoder, name), getattr(model.encoder, name))
    _norm(spec.encoder.layer_norm, model.encoder.ln_post)
    _norm(spec.decoder.layer_norm, model.decoder.ln)
    spec.encoder.position_encodings.encodings = model.encoder.positional_embedding
    spec.decoder.position_encodings.encodings = model.decoder.positional_embedding
    spec.decoder.embeddings.weight = model.decoder.token_embedding.weight
    spec.decoder.projection.weight = model.decoder.token_embedding.weight
    for layer, block in zip(spec.encoder.layer, model.encoder.blocks, strict=True):
        _self_attention(layer.self_attention, block.attn, block.attn_ln)
        _feed_forward(layer.ffn, block)
    for layer, block in zip(spec.decoder.layer, model.decoder.blocks, strict=True):
        _self_attention(layer.self_attention, block.attn, block.attn_ln)
        query, key, value = _linears(block.cross_attn)
        fuse_linear(layer.attention.linear[0], [query])
        fuse_linear(layer.attention.linear[1], [key, value])
        _linear(layer.attention.linear[2], block.cross_attn.out)
        _norm(layer.attention.layer_norm, block.cross_attn_ln)
        _feed_forward(layer.ffn, block)
    spec.config.suppress_ids = spec.config.suppress_ids_begin = spec.config.lang_ids = []
    spec.config.alignment_heads = HEADS
    spec.register_vocabulary([f"<{i}>" for i in range(dims.n_vocab)])
    spec.validate()
    spec.optimize(quantization)
    spec.save(str(folder))


def _linears(attention: Any) -> list[Any]:
    made = []
    for part in (attention.query, attention.key, attention.value):
        made.append(common_spec.LinearSpec())
        _linear(made[-1], part)
    return made


def _self_attention(spec: Any, attention: Any, norm: Any) -> None:
    fuse_linear(spec.linear[0], _linears(attention))
    _linear(spec.linear[1], attention.out)
    _norm(spec.layer_norm, norm)


def _feed_forward(spec: Any, block: Any) -> None:
    _linear(spec.linear_0, block.mlp[0])
    _linear(spec.linear_1, block.mlp[2])
    _norm(spec.layer_norm, block.mlp_ln)


def _linear(spec: Any, module: Any) -> None:
    spec.weight = module.weight.data
    if module.bias is not None:
        spec.bias = module.bias.data


def _norm(spec: Any, module: Any) -> None:
    spec.gamma = module.weight.data
    spec.beta = module.bias.data
