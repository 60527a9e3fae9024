"""What each question is about, as one vector, remembered between calls.

A question's vector is that of its words of matter: prompts, tags, key points.  Only
questions that are new or changed are measured again; the cache may be thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.errors import StorageError
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.stopwords import COMMON_WORDS, FUNCTION_WORDS
from trainer.scoring.text import forms
from trainer.workspace.private import private_folder, write_private

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

FORMAT = b"1"
_DIGEST_BYTES = 16
_NO_WORDS: frozenset[str] = frozenset()


def matter(text: str, language: str = "en") -> list[str]:
    """The words of a text that say what it is about, in their order; all where there are none."""
    code = language.split("-", maxsplit=1)[0]
    small = FUNCTION_WORDS.get(code, _NO_WORDS) | COMMON_WORDS.get(code, _NO_WORDS)
    words = forms(text)
    return [word for word in words if word not in small] or words


def measured(question: Question) -> bool:
    """Whether the vectors were ever measured in the question's language."""
    return question.language.split("-")[0] in MEASURED_LANGUAGES


def question_rows(
    questions: Sequence[Question],
    vectors: Vectors,
    cache: Path | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Array:
    """One row of length 1 a question; zeros where the language was never measured.

    `cache` is the folder in which rows are remembered, a file a bank; where it can't
    be written to they are measured every time.  `progress` hears how far it is, 0 to 1.
    """
    import numpy as np

    width = vectors.of(()).shape[1]
    rows = np.zeros((len(questions), width), dtype=np.float32)
    order = sorted(range(len(questions)), key=lambda at: questions[at].bank_id)
    done = 0
    for bank_id, places in groupby(order, key=lambda at: questions[at].bank_id):
        at = list(places)
        rows[at] = _bank_rows(bank_id, [questions[one] for one in at], vectors, cache)
        done += len(at)
        progress(done / len(questions))
    return rows


def _bank_rows(
    bank_id: str, questions: Sequence[Question], vectors: Vectors, cache: Path | None
) -> Array:
    import numpy as np

    from trainer.scoring.vectors import of_texts

    texts = [_text(question) if measured(question) else "" for question in questions]
    digests = [
        hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).digest()
        for text in texts
    ]
    width = vectors.of(()).shape[1]
    file = None if cache is None else _file(cache, bank_id)
    known = {} if file is None else _recall(file, width)
    missing = [at for at, digest in enumerate(digests) if digest not in known]
    fresh = of_texts(
        vectors, [matter(texts[at], questions[at].language) if texts[at] else [] for at in missing]
    ).astype(np.float16)
    known.update({digests[at]: row for at, row in zip(missing, fresh, strict=True)})
    if file is not None and (missing or len(known) > 2 * len(questions)):
        _keep(file, {digest: known[digest] for digest in digests})
    rows: Array = np.stack([known[digest] for digest in digests]).astype(np.float32)
    return rows


def _text(question: Question) -> str:
    tags = [
        entry.replace("-", " ")
        for name in ("competence", "topic")
        for entry in question.tags.get(name, ())
    ]
    points = [point.text for point in question.key_points]
    return "\n".join([question.prompt, *question.other_prompts, *tags, *points])


def _file(cache: Path, bank_id: str) -> Path:
    name = hashlib.sha256(FORMAT + b"\n" + bank_id.encode(errors="surrogatepass")).hexdigest()[:24]
    return cache / "meanings" / f"{name}.bin"


def _recall(file: Path, width: int) -> dict[bytes, Array]:
    """What is remembered; nothing where the file is not whole."""
    import numpy as np

    record = _DIGEST_BYTES + 2 * width
    try:
        raw = file.read_bytes()
    except OSError:
        return {}
    seal, body = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if len(body) % record or seal != hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest():
        return {}
    table = np.frombuffer(body, dtype=np.uint8).reshape(-1, record)
    rows = table[:, _DIGEST_BYTES:].copy().view(np.float16)
    return {
        digest.tobytes(): row for digest, row in zip(table[:, :_DIGEST_BYTES], rows, strict=True)
    }


def _keep(file: Path, known: dict[bytes, Array]) -> None:
    body = b"".join(digest + row.tobytes() for digest, row in known.items())
    with contextlib.suppress(StorageError, OSError):
        private_folder(file.parent)
        write_private(file, hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest() + body)
