// Notes to a take: read, written, changed, removed and brought back.

import { h, own, replace, tell } from "./dom.js";
import { clock } from "./words.js";

const MOST_CHARACTERS = 4000;

/** The notes of an attempt; `player` is null where there is nothing to play. */
export function notesSection(source, detail, player) {
  const number = detail.line.id;
  let notes = detail.notes;
  const list = h("ul", { class: "notes" });
  const said = h("p", { class: "said" });

  function show() {
    notes.sort((one, other) => (one.at_s ?? -1) - (other.at_s ?? -1) || one.id - other.id);
    replace(list, notes.map(item));
    if (!notes.length) replace(list, h("li", { class: "faint" }, "No notes yet."));
  }

  function item(note) {
    const entry = h("li", { "data-note": note.id }, head(note), own(note.text, "p"));
    if (!source.readOnly) entry.append(changes(note, entry));
    return entry;
  }

  function head(note) {
    return h(
      "p",
      { class: "head" },
      note.at_s !== null && player
        ? h("button", { type: "button", onclick: () => player.playFrom(note.at_s) }, clock(note.at_s))
        : note.at_s !== null && h("span", {}, clock(note.at_s)),
      " ",
      note.author ? own(note.author) : "You",
    );
  }

  function changes(note, entry) {
    return h(
      "p",
      { class: "changes" },
      !note.author && h("button", { type: "button", class: "quiet", onclick: () => edit(note, entry) }, "Edit"),
      h("button", { type: "button", class: "quiet", onclick: () => attempt(() => remove(note)) }, "Remove"),
    );
  }

  function edit(note, entry) {
    const form = noteForm(note.text, "Keep", async (text) => {
      Object.assign(note, await source.editNote(note.id, text, note.at_s));
      told("The note is changed.");
      show();
    });
    form.append(h("button", { type: "button", class: "quiet", onclick: show }, "Leave it"));
    replace(entry, head(note), form);
    form.querySelector("textarea").focus();
  }

  async function remove(note) {
    await source.removeNote(note.id);
    notes = notes.filter((one) => one !== note);
    show();
    const back = h("button", { type: "button", onclick: () => attempt(() => restore(note)) }, "Bring it back");
    replace(said, "The note is removed. ", back);
    tell("The note is removed.");
    back.focus();
  }

  async function restore(note) {
    notes.push(await source.restoreNote(note.id));
    told("The note is back.");
    show();
  }

  function told(text) {
    replace(said, text);
    tell(text);
  }

  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      told(error.message);
    }
  }

  function noteForm(text, label, keep, more = null) {
    const area = h("textarea", { rows: 3, maxlength: MOST_CHARACTERS, "aria-label": "Note", dir: "auto" });
    area.value = text;
    return h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          if (area.value.trim()) attempt(() => keep(area.value, area));
        },
        onkeydown: (event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        },
      },
      area,
      more,
      h("button", { type: "submit" }, label),
    );
  }

  function newNote() {
    const here = h("input", { type: "checkbox", checked: true });
    const at = h("span", {}, "at 0:00");
    player?.onMove((now) => {
      const text = `at ${clock(now)}`;
      if (at.textContent !== text) at.textContent = text;
    });
    const form = noteForm(
      "",
      "Write it down",
      async (text, area) => {
        const at_s = player && here.checked ? Math.round(player.now * 10) / 10 : null;
        notes.push(await source.addNote(number, text, at_s));
        area.value = "";
        told("The note is kept.");
        show();
      },
      player && h("label", { class: "here" }, here, " ", at),
    );
    form.id = "new-note";
    return form;
  }

  show();
  return h(
    "section",
    { "aria-labelledby": "notes-title" },
    h("h2", { id: "notes-title" }, "Notes"),
    list,
    said,
    source.readOnly ? null : newNote(),
  );
}
