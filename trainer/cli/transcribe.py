"""``trainer transcribe``: the recogniser as a tool in itself, on any recordings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.cli.transcript_files import (
    STANDARD_INPUT,
    Form,
    called,
    chosen_form,
    counted_files,
    heard_document,
    json_text,
    rendered,
    targets,
)
from trainer.errors import EngineError, InputError, Interrupted, TrainerError, UsageError

if TYPE_CHECKING:
    from trainer.practice.listening import Heard
    from trainer.speech.engine import Engine


@click.command(
    "transcribe",
    epilog="""\b
Examples:
  trainer transcribe interview.mp3
  trainer transcribe --format srt talk.wav > talk.srt
  trainer transcribe --format vtt --output subtitles/ monday.flac tuesday.flac
  ffmpeg -i call.m4a -f wav - | trainer transcribe - --language de
""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    help="Plain text, json with every word's time, or subtitles; else as --output ends.",
)
@click.option(
    "--output",
    metavar="FOLDER|FILE",
    help="Write to this file, or into this folder (a name without an ending is one).",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@recogniser_options
@common()
def command(
    context: CommandContext,
    files: tuple[str, ...],
    *,
    form: str | None,
    output: str | None,
    force: bool,
) -> None:
    """Turn any recordings into text or subtitles.

    FILE is a recording (wav, flac, ogg, mp3), or - for one on standard input.
    Without --output the text alone goes to standard output. Nothing is kept but
    what you ask for. Without --language the model hears which one is spoken.
    """
    context.results_alone = True
    names = list(dict.fromkeys(files))
    chosen = chosen_form(form, output, as_json=context.json)
    if chosen in {Form.SRT, Form.VTT} and len(names) > 1 and not (output or context.json):
        raise UsageError(
            f"the subtitles of {counted_files(names)} can't follow each other",
            hint="Give --output the name of a folder.",
        )
    if STANDARD_INPUT in names and sys.stdin.isatty():
        raise UsageError(
            "there is no recording on standard input", hint="Pipe one into it, or name a file."
        )
    batch = _Batch(context, chosen, targets(names, chosen, output), force=force)
    try:
        for name in names:
            batch.add(name, several=len(names) > 1)
    except KeyboardInterrupt:
        raise Interrupted(
            f"stopped; {len(batch.documents)} of {counted_files(names)} done",
            hint="What is done is done; name the others again to go on."
            if batch.documents
            else None,
        ) from None
    finally:
        # Of a batch that ends early, scripts get what there is.
        if batch.documents and (context.json or (chosen is Form.JSON and output is None)):
            sys.stdout.write(json_text(batch.documents))
            sys.stdout.flush()
    batch.raise_failure()


class _Batch:
    """Recordings, one after the other; what is wrong with one does not stop the others."""

    def __init__(
        self, context: CommandContext, form: Form, places: Mapping[str, Path], *, force: bool
    ) -> None:
        self._context = context
        self._form = form
        self._places = places
        self._force = force
        self._engine: Engine | None = None
        self._printed = 0
        self._failures: dict[str, TrainerError] = {}
        self.documents: list[dict[str, Any]] = []

    def add(self, name: str, *, several: bool) -> None:
        """Transcribe one; an EngineError, which the others would meet as well, is raised."""
        place = self._places.get(name)
        try:
            with _recording(name) as path:
                _check(path, place, force=self._force)
                heard = self._listen(name, path)
            document = heard_document(called(name), heard)
            self._deliver(called(name), heard, place, document, several=several)
        except EngineError:
            raise
        except TrainerError as error:
            self._failures[name] = error
            if several:
                said = {"code": error.code, "message": error.message, "hint": error.hint}
                self.documents.append({"file": called(name), "error": said})
                about = f"{error.message.rstrip('.')}. {error.hint or ''}".rstrip()
                self._context.output.say(f"{called(name)}: {about}")
        else:
            self.documents.append(document)

    def raise_failure(self) -> None:
        """Raise for what failed, with the exit code of the first that did."""
        if not self._failures:
            return
        first = next(iter(self._failures.values()))
        if self.documents:
            first.message = (
                f"{len(self._failures)} of {counted_files(self.documents)} could not be "
                f"transcribed: {', '.join(map(called, self._failures))}"
            )
            first.hint = "What is wrong with each is said above."
        raise first

    def _listen(self, name: str, path: Path) -> Heard:
        from trainer.practice.listening import listen

        output = self._context.output
        with output.working(f"Transcribing {called(name)}"):
            if self._engine is None:
                from trainer.cli.answering import make_engine

                self._engine = make_engine(self._context)
            return listen(
                path, self._engine, self._context.settings.language or None, output.progress
            )

    def _deliver(
        self,
        name: str,
        heard: Heard,
        place: Path | None,
        document: dict[str, Any],
        *,
        several: bool,
    ) -> None:
        output = self._context.output
        if not heard.transcript.words:
            output.say(f"{name}: no words were heard.")
        content = rendered(heard, self._form, name)
        if place is not None:
            from trainer.workspace.private import private_folder, write_private

            private_folder(place.absolute().parent)
            write_private(place, content.encode(), keep_mode=True, only_new=not self._force)
            document["output"] = str(place)
            output.say(f"{name}: {place}")
        elif self._form is Form.JSON:
            return
        elif self._context.json:
            document["content"] = content
        else:
            if several:
                between = "\n" if self._printed else ""
                sys.stdout.write(f"{between}==> {name} <==\n")
            sys.stdout.write(content)
            sys.stdout.flush()
            self._printed += 1


@contextmanager
def _recording(name: str) -> Iterator[Path]:
    """The file of a recording; that of standard input goes again."""
    if name != STANDARD_INPUT:
        yield Path(name).expanduser()
        return
    from trainer.practice.listening import piped_recording

    with piped_recording(sys.stdin.buffer) as path:
        try:
            yield path
        except TrainerError as error:
            error.message = error.message.replace(str(path), "standard input")
            raise


def _check(path: Path, place: Path | None, *, force: bool) -> None:
    """See what can be seen before a recogniser is loaded for it."""
    from trainer.audio.files import open_sound

    with open_sound(path):
        pass
    if place is None or not place.exists():
        return
    if place.is_dir():
        raise InputError(f"{place} is a folder", hint="Give --output the name of a file.")
    if place.samefile(path):
        raise InputError(f"{place} is the recording itself", hint="Give --output another name.")
    if not force:
        raise InputError(
            f"{place} is there already", hint="--force replaces it, or give --output another name."
        )
