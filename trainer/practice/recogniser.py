"""A recogniser that loads on a thread while the question is read and answered."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from trainer.speech.engine import Engine


class LoadingEngine:
    """An engine under way: `get` waits for it and raises what its loading raised."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._make = make
        self._engine: Engine | None = None
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._load, name="load-engine", daemon=True)
        self._thread.start()

    def _load(self) -> None:
        try:
            engine = self._make()
            engine.load()
            self._engine = engine
        except BaseException as failure:  # noqa: BLE001 (raised again where it is asked for)
            self._failure = failure

    @property
    def ready(self) -> bool:
        """Whether `get` would return at once."""
        return not self._thread.is_alive()

    def get(self) -> Engine:
        """The loaded engine.

        Raises EngineError where the weights are missing or damaged.
        """
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        assert self._engine is not None  # noqa: S101 (one of the two is set when the thread ends)
        return self._engine
