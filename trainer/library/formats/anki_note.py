"""The kind of note that a question becomes in Anki, and back."""

from __future__ import annotations

from typing import Any

from trainer.bank import KeyPoint, Question, Weight, question_to_mapping
from trainer.library.formats.details import BY_FOLDED_NAME, details_of, set_detail
from trainer.library.formats.html_fields import Item, items_of, list_html, text_of, to_html

NOTETYPE = "Interview question"
FIELDS = ("Prompt", "Key points", "Also asked as", "Follow-ups", "Details", "Audio", "Id")
"""The first one is what Anki sorts by and looks for doubles in."""

FRONT = '<div class="prompt">{{Prompt}}</div>'
BACK = """\
{{FrontSide}}<hr id="answer">
{{Key points}}
{{#Audio}}<p>{{Audio}}</p>{{/Audio}}
{{#Follow-ups}}<h4>Follow-ups</h4>{{Follow-ups}}{{/Follow-ups}}
{{#Details}}<details><summary>Details</summary>{{Details}}</details>{{/Details}}
"""
CSS = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em; margin: auto; }
.prompt { font-size: 22px; }
li ul { color: gray; font-size: 15px; }
"""


def to_fields(question: Question, audio: str = "") -> list[str]:
    """The fields of a note, in the order of `FIELDS`; `audio` is a media file's name."""
    mapping = question_to_mapping(question)
    details = [Item(value, name) for name, value in details_of(mapping) if name != "Id"]
    return [
        to_html(question.prompt),
        list_html([_point_item(point) for point in question.key_points]),
        list_html([Item(text) for text in question.other_prompts]),
        list_html([Item(text) for text in question.follow_ups]),
        list_html(details),
        f"[sound:{audio}]" if audio else "",
        question.id,
    ]


def from_fields(fields: dict[str, str]) -> dict[str, Any]:
    """A question in the bank file's form, of a note's fields by their names in `FIELDS`."""
    question: dict[str, Any] = {}
    if fields.get("Id", "").strip():
        question["id"] = fields["Id"].strip()
    question["prompt"] = text_of(fields.get("Prompt", ""))
    if points := points_of(fields.get("Key points", "")):
        question["key_points"] = points
    for name, key in (("Also asked as", "other_prompts"), ("Follow-ups", "follow_ups")):
        if texts := texts_of(fields.get(name, "")):
            question[key] = texts
    for item in items_of(fields.get("Details", "")):
        name = BY_FOLDED_NAME.get(item.label.lower(), "")
        if name and item.text:
            set_detail(question, name, item.text)
    return question


def texts_of(source: str) -> list[str]:
    """The texts of a field that holds several."""
    return [item.text for item in items_of(source) if item.text]


def points_of(source: str) -> list[dict[str, Any]]:
    """The key points of a field: its list, or its lines, with what stands below each."""
    points = []
    for item in items_of(source):
        if not item.text:
            continue
        point: dict[str, Any] = {"text": item.text}
        if item.mark:
            point["weight"] = item.mark
        for below in item.items:
            key = below.label.lower()
            if key in {"id", "probe"}:
                point[key] = below.text
            elif below.text:
                point.setdefault("wordings", []).append(below.text)
        points.append(point)
    return points


def _point_item(point: KeyPoint) -> Item:
    below = [Item(text) for text in point.wordings]
    if point.probe:
        below.append(Item(point.probe, "Probe"))
    below.append(Item(point.id, "Id"))
    return Item(point.text, mark="" if point.weight is Weight.VITAL else "okay", items=below)
