"""The questions there are, looked up and drawn without loading every one of them.

What `Library` says of all questions, this says of the few that are asked for: in a time that
hardly depends on how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import TypeVar

from trainer.bank import Kind, Question
from trainer.bank.load import LoadedBank, bank_paths, load_bank
from trainer.errors import AmbiguousError, NotFoundError
from trainer.library.brief import BankBrief, Brief, Origin
from trainer.library.drawing import SAMPLE, Without, draw
from trainer.library.index import Index
from trainer.library.library import MOST_CANDIDATES, id_first, nearest, no_bank, where_to_look
from trainer.library.view import View

__all__ = ["SAMPLE", "BankBrief", "Brief", "Catalogue"]

T = TypeVar("T")


class Catalogue:
    """Every question as it is asked, by id; what `Library` knows, without loading all of it.

    `cache` is the folder of the index, or None to read all banks into memory; `read`
    reads a file that changed since.  To be closed, and used from one thread.
    """

    def __init__(
        self,
        shipped: Path,
        mine: Path,
        cache: Path | None,
        read: Callable[[Path], LoadedBank] = load_bank,
    ) -> None:
        self._folders = {Origin.SHIPPED: shipped, Origin.MINE: mine}
        folders = {origin.value: folder for origin, folder in self._folders.items()}
        self._index = Index(folders, cache, read)
        self._aliases: Mapping[str, str] | None = None

    def close(self) -> None:
        """Let go of the index; it is opened again, and brought up to date, when next asked."""
        self._index.close()
        self._aliases = None

    @property
    def banks(self) -> tuple[BankBrief, ...]:
        """The banks there are, the shipped ones first."""
        return self._ask(lambda view: view.banks(self._folders))

    @property
    def aliases(self) -> Mapping[str, str]:
        """What questions were called before, and are called now."""
        if self._aliases is None:
            self._aliases = self._ask(lambda view: view.aliases())
        return self._aliases

    @property
    def faults(self) -> int:
        """How many faults there are in all banks."""
        unreadable = 0
        for folder in self._folders.values():
            try:
                if folder.is_dir():
                    bank_paths(folder)
            except OSError:
                unreadable += 1
        return unreadable + self._ask(lambda view: view.faults())

    def bank(self, bank_id: str) -> BankBrief:
        """The bank of this id, the person's own before the shipped one.

        Raises NotFoundError with the banks there are.
        """
        for bank in reversed(self.banks):
            if bank.id == bank_id:
                return bank
        raise no_bank(bank_id, [bank.id for bank in self.banks])

    def present_id(self, question_id: str) -> str:
        """What a question is called now, by what it is or was called; else the id itself."""
        return self.aliases.get(question_id, question_id)

    def present_ids(self, question_ids: Iterable[str]) -> dict[str, str]:
        """Of these ids those that no question has any more, with what theirs is called now."""
        aliases = self.aliases
        return {one: aliases[one] for one in question_ids if one in aliases}

    def brief(self, question_ids: Iterable[str]) -> dict[str, Brief]:
        """What there is to know of questions, by the id given; an earlier id finds the present one.

        Ids that no question has or had are left out.
        """
        aliases = self.aliases
        present = {one: aliases.get(one, one) for one in question_ids}
        found = self._ask(lambda view: view.briefs(set(present.values())))
        return {one: found[now] for one, now in present.items() if now in found}

    def question(self, question_id: str) -> Question:
        """The whole question of a present or an earlier id; NotFoundError where there is none."""
        present = self.present_id(question_id)
        found = self._ask(lambda view: view.question(present))
        if found is None:
            raise NotFoundError(
                f"there is no question '{question_id}'", hint="'trainer bank list' shows the banks."
            )
        return found

    def origins(self, question_ids: Iterable[str]) -> dict[str, Origin]:
        """Whose file the questions of some present ids were read from."""
        ids = set(question_ids)
        return self._ask(lambda view: view.origins(ids))

    def overlaid(self, question_ids: Iterable[str]) -> dict[str, Question]:
        """The shipped questions of some ids that stand behind one of the person's own."""
        ids = set(question_ids)
        return self._ask(lambda view: view.overlaid(ids))

    def find(self, wanted: str) -> Question:
        """The question of this id, of this id without its bank, or with this in its prompt.

        Raises AmbiguousError where several fit, NotFoundError where none does, both
        with candidates: a question is never guessed.
        """
        wanted = wanted.strip()
        present = self.present_id(wanted)
        found = self._ask(lambda view: view.question(present))
        if found is not None:
            return found
        ways: tuple[Callable[[View], list[str]], ...] = (
            lambda view: view.with_tail(wanted),
            lambda view: view.with_earlier_tail(wanted),
            lambda view: view.with_prompt(wanted) if wanted else [],
        )
        for fits in map(self._ask, ways):
            if len(fits) == 1:
                return self.question(fits[0])
            if fits:
                raise AmbiguousError(
                    f"'{wanted}' fits {len(fits)} questions.",
                    hint="Give the id of one.",
                    candidates=id_first(wanted, fits)[:MOST_CANDIDATES],
                )
        by_words = {
            f"{one} {prompt}": one for one, prompt in self._ask(lambda view: view.prompts())
        }
        raise NotFoundError(
            f"No question fits '{wanted}'.",
            hint=where_to_look(faulty=bool(self.faults)),
            candidates=[by_words[words] for words in nearest(wanted, list(by_words))],
        )

    def ids(self, beginning: str = "") -> list[str]:
        """The ids of all questions, or of those that begin so."""
        return self._ask(lambda view: view.ids(beginning))

    def fresh(
        self,
        *,
        count: int,
        rng: Random,
        without: Without = frozenset(),
        banks: Collection[str] = (),
        disabled_banks: Collection[str] = (),
        kinds: Collection[Kind] = (),
        tags: Collection[str] = (),
        favoured: Callable[[Brief], float] | None = None,
    ) -> list[Brief]:
        """Draw up to `count` questions, in random order from `rng`, the most `favoured` first.

        Left out is what `without` holds under any of its ids: a container of ids, or a
        function that says which of some ids it holds.  `banks` and `kinds`, where given,
        are the only ones to draw from, and `disabled_banks` are not drawn from unless they
        are among `banks`.  At most `SAMPLE` candidates are weighed, and as many that have
        one of `tags` (topics or competences): so far does `favoured` reach.  The same
        questions and the same state of `rng` give the same draw.
        """
        state = rng.getstate()

        def drawn(view: View) -> list[Brief]:
            rng.setstate(state)
            return draw(
                view,
                count=count,
                rng=rng,
                without=without,
                banks=banks,
                disabled_banks=disabled_banks,
                kinds=kinds,
                tags=tags,
                favoured=favoured,
            )

        return self._ask(drawn)

    def _ask(self, question: Callable[[View], T]) -> T:
        return self._index.ask(lambda connection: question(View(connection)))
