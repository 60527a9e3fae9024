"""A bank into a format and out of it: the one face of this room for text formats."""

from __future__ import annotations

from pathlib import Path

from trainer.bank import QuestionBank
from trainer.bank.faults import Faults
from trainer.bank.load import unreadable_faults
from trainer.bank.yaml_document import parse, read_text
from trainer.bank.yaml_dump import bank_text
from trainer.bank.yaml_parser import UnreadableError
from trainer.library.formats.delimited import read_delimited, write_delimited
from trainer.library.formats.form import Format
from trainer.library.formats.json_form import bank_to_plain, raw_from_plain, read_json, write_json
from trainer.library.formats.markdown import read_markdown, write_markdown
from trainer.library.formats.raw import Raw


def write_text(bank: QuestionBank, form: Format) -> str:
    """The text of a bank in a text format."""
    match form:
        case Format.CSV:
            return write_delimited(bank.questions, ",")
        case Format.TSV:
            return write_delimited(bank.questions, "\t")
        case Format.MARKDOWN:
            return write_markdown(bank)
        case Format.JSON:
            return write_json(bank)
        case _:
            return bank_text(bank_to_plain(bank))


def read_text_format(text: str, form: Format) -> Raw:
    """What a text in a format holds, its faults included."""
    match form:
        case Format.CSV:
            return read_delimited(text, None)
        case Format.TSV:
            return read_delimited(text, "\t")
        case Format.MARKDOWN:
            return read_markdown(text)
        case Format.JSON:
            return read_json(text)
        case _:
            return _read_yaml(text)


def lost_in(bank: QuestionBank, form: Format, *, comments: bool) -> list[str]:
    """What a format has no place for, in words; `comments`: whether the bank's file has some."""
    lost = []
    if form in {Format.CSV, Format.TSV}:
        lost.append("the bank's title")
    elif form is Format.ANKI and not bank.questions:
        lost.append("a bank without questions")
    elif form is Format.ANKI and "::" in bank.title:
        lost.append("'::' in the bank's title, which Anki takes for decks in decks")
    if comments and form is not Format.YAML:
        lost.append("the comments in its file")
    elif comments:
        lost.append("the comments in its file, for it is written anew")
    return lost


def _read_yaml(text: str) -> Raw:
    raw = Raw()
    try:
        document = parse(read_text(text.encode("utf-8", "surrogatepass")))
    except UnreadableError as error:
        for fault in unreadable_faults(error, Path()):
            raw.fault(fault.line, fault.what, fault.mend)
        return raw
    raw_from_plain(raw, document.data)
    raw.line_of = document.line_of
    located = Faults(document.data, line_of=document.line_of)
    for finding in document.findings:
        located.add(finding.place, finding.what, finding.mend, line=finding.line)
    for fault in located.all():
        raw.fault(fault.line, fault.what, fault.mend, fault.where)
    return raw
