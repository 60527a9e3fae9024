"""The versions of an attempt's transcript: who heard them, how they score, which one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.history.records import Origin

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.history.records import Attempt, StoredScore, StoredTranscript
    from trainer.history.store import History


def heard_by(stored: StoredTranscript) -> str:
    """Who made a version, in a few words."""
    heard = " ".join(filter(None, [stored.transcript.engine, stored.transcript.model]))
    return f"you ({heard})" if stored.origin is Origin.CORRECTED else heard


def version_document(stored: StoredTranscript, *, counts: bool) -> dict[str, Any]:
    """What scripts are told of a version beside its words."""
    return {
        "number": stored.id,
        "origin": stored.origin.value,
        "engine": stored.transcript.engine,
        "model": stored.transcript.model,
        "counts": counts,
    }


def show_versions(output: Output, history: History, attempt: Attempt) -> list[dict[str, Any]]:
    """Show every version with its newest score; what scripts are told of them."""
    from trainer.cli.documents import rfc3339
    from trainer.cli.views import coverage_words
    from trainer.practice.judged import band

    scores: dict[int, StoredScore] = {one.transcript_id: one for one in history.scores(attempt.id)}
    counting = history.latest_transcript(attempt.id)
    documents = []
    output.say("")
    output.say("Versions of the transcript, oldest first", style="bold", indent=2)
    for stored in history.versions.of(attempt.id):
        counts = counting is not None and stored.id == counting.id
        coverage = scores[stored.id].coverage if stored.id in scores else None
        made = attempt.zone.local(stored.made_at).strftime("%Y-%m-%d %H:%M")
        low, high = band(coverage, {}) if coverage else (None, None)
        words = coverage_words(low, high) if coverage else "not scored"
        output.say("")
        output.say(
            f"{made}  {heard_by(stored)}  {words}{'  (counts)' if counts else ''}",
            style="cyan",
            indent=4,
        )
        output.say(stored.transcript.text or "(no words)", indent=4)
        documents.append(
            {
                **version_document(stored, counts=counts),
                "language": stored.transcript.language,
                "made_at": rfc3339(stored.made_at),
                "text": stored.transcript.text,
                "segments": stored.transcript.to_mapping()["segments"],
                "scorer": coverage.scorer if coverage else None,
                "coverage_low": low,
                "coverage_high": high,
            }
        )
    return documents


def mention_versions(output: Output, history: History, attempt: Attempt) -> None:
    """Say which version is shown, where there are several."""
    counting = history.latest_transcript(attempt.id)
    versions = history.versions.of(attempt.id)
    if counting is not None and len(versions) > 1:
        output.say(
            f"One of {len(versions)} transcripts, by {heard_by(counting)}; "
            f"'trainer attempt show {attempt.id} --transcripts' shows all.",
            style="dim",
            indent=2,
        )
