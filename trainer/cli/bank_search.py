"""``trainer bank search``: questions by words and by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trainer.cli.bank_check import load_vectors
from trainer.cli.completion import bank_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.shelf import decisions_of, standing_words

if TYPE_CHECKING:
    from trainer.library.search import Hit

FIELDS = {
    "id": "its id",
    "prompt": "its prompt",
    "other_prompt": "another prompt",
    "tag": "a tag",
    "key_point": "a key point",
    "wording": "a wording",
}


@click.command(
    "search",
    epilog="""\b
Examples:
  trainer bank search angry customer
  trainer bank search "paid twice" --bank backend-engineering
  trainer bank search salary --limit 3 --json
""",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--bank", "banks", multiple=True, shell_complete=bank_ids, help="Only in this bank.")
@click.option(
    "--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="At most so many."
)
@click.option("--all", "everything", is_flag=True, help="Retired questions, too.")
@common()
def search(
    context: CommandContext,
    words: tuple[str, ...],
    *,
    banks: tuple[str, ...],
    limit: int,
    everything: bool,
) -> None:
    """Find questions by their words and by what they mean, the best first.

    Prompts, key points, wordings and tags are looked through; endings and slips of
    the pen don't matter. Each hit tells which text fits and why.
    """
    from trainer.library.search import search as search_questions

    library, decisions = context.library, decisions_of(context)
    wanted = {library.bank(bank).bank.id for bank in banks}
    standings = {q.id: standing_words(q, decisions) for q in library.questions.values()}
    questions = [
        question
        for question in library.questions.values()
        if (not wanted or question.bank_id in wanted)
        and (everything or standings[question.id] != "retired")
    ]
    with context.output.working("Looking through the banks"):
        vectors = load_vectors()
        hits = search_questions(questions, " ".join(words), vectors, limit)
    context.output.result(
        "bank search",
        {
            "by_meaning": vectors is not None,
            "questions": len(questions),
            "hits": [_hit_data(hit, standings[hit.question.id]) for hit in hits],
        },
    )
    if context.output.json:
        return
    say = context.output.say
    for hit in hits:
        standing = standings[hit.question.id]
        say(f"\n{hit.question.id}{f'  ({standing})' if standing else ''}", style="cyan")
        say(hit.question.prompt, indent=2)
        say(_why(hit), style="dim", indent=2)
    if not hits:
        say("Nothing fits. Try other words, or fewer; 'trainer bank list' shows the banks.")
    elif len(hits) == limit:
        say(f"\nThe best {counted(limit, 'question')}; --limit shows more.")


def _why(hit: Hit) -> str:
    reasons = []
    if hit.matched:
        reasons.append(f"the words {', '.join(hit.matched)}")
    if hit.meaning is not None and hit.meaning >= MENTIONED:
        reasons.append(f"meaning {hit.meaning:.2f}")
    text = "" if hit.field.value in {"prompt", "id"} else f": “{hit.text}”"
    return f"found by {' and '.join(reasons) or 'its words'}; best fit is {FIELDS[hit.field]}{text}"


MENTIONED = 0.3
"""A cosine below says nothing to a person."""


def _hit_data(hit: Hit, standing: str | None) -> dict[str, Any]:
    return {
        "question_id": hit.question.id,
        "prompt": hit.question.prompt,
        "standing": (standing or "in use").replace(" ", "_"),
        "score": round(hit.score, 3),
        "field": hit.field.value,
        "text": hit.text,
        "words": round(hit.words, 3),
        "matched": list(hit.matched),
        "meaning": None if hit.meaning is None else round(hit.meaning, 3),
    }
