// One take: heard again, its words following the sound.

import { h, own, tell, unseen } from "./dom.js";
import { notesSection } from "./notes.js";
import { Player, wordAt } from "./player.js";
import { PARTS, Waveform } from "./waveform.js";
import { band, clock, dated, figure, STANDINGS } from "./words.js";

/** A key point is played from a little before it, so that its first word is whole. */
const LEAD_S = 0.5;

export async function attemptView(source, number, options) {
  const detail = await source.attempt(number);
  const view = new AttemptView(source, detail);
  await view.open();
  return {
    title: detail.prompt,
    element: view.element,
    key: (event) => view.key(event),
    close: () => view.player?.close(),
    shown: () => view.begin(options),
  };
}

class AttemptView {
  player = null;
  #spans = [];
  #now = -1;

  constructor(source, detail) {
    this.source = source;
    this.detail = detail;
    this.points = detail.points.filter((point) => point.at_s !== null);
    this.points.sort((one, other) => one.at_s - other.at_s);
  }

  async open() {
    const { detail, source } = this;
    if (detail.line.audio) await this.#openSound();
    const transcript = this.#transcript();
    this.element = h(
      "article",
      { class: "attempt" },
      this.#head(),
      this.player?.element,
      h(
        "div",
        { class: "columns" },
        h("div", {}, transcript),
        h("div", {}, this.#keyPoints(), this.#remarks(), notesSection(source, detail, this.player)),
      ),
    );
    this.player?.onMove((now) => this.#follow(now));
  }

  /** Begin at a moment or a key point that the address names. */
  begin({ at, point }) {
    const chosen = this.detail.points.find((one) => one.id === point);
    if (chosen) this.#jump(chosen, false);
    else if (at && this.player) this.player.seek(Number(at) || 0);
  }

  key(event) {
    if (this.player?.key(event)) return true;
    switch (event.key) {
      case "j":
        return this.#next(1);
      case "k":
        return this.#next(-1);
      case "n":
        this.element.querySelector("#new-note textarea")?.focus();
        return true;
      default:
        return false;
    }
  }

  async #openSound() {
    const { detail, source } = this;
    const length = detail.line.duration_s ?? 0;
    const { id } = detail.line;
    const marks = [
      ...this.points.map((one) => ({ at_s: one.at_s, text: one.text, kind: "point" })),
      ...timed(detail.remarks, "remark"),
      ...timed(detail.notes, "note"),
    ];
    const wave = new Waveform(length, marks, (at_s) => this.player.seek(at_s));
    let last = 0;
    const starts = detail.words.map((word) => (last = Math.max(word.start_s ?? last, last)));
    this.player = new Player(await source.sound(id), length, starts, wave);
    // The page is there at once; the outline comes when it is computed.
    source.peaks(id, PARTS).then(
      (found) => wave.draw(found.peaks),
      (error) => {
        this.player.element.prepend(h("p", { class: "faint" }, error.message));
      },
    );
  }

  #head() {
    const { line, prompt, question_id: id, others } = this.detail;
    const place = others.indexOf(line.id);
    const figures = [
      dated(line.at),
      line.scored ? `coverage ${band(line.low, line.high)}` : "not scored yet",
      line.duration_s !== null && `${clock(line.duration_s)} of about ${clock(this.detail.limit_s)}`,
      this.detail.words_per_minute !== null && `${figure(this.detail.words_per_minute, 0)} words a minute`,
      line.off_guard && "caught off guard",
    ];
    return h(
      "header",
      {},
      h("h1", { tabindex: -1 }, own(prompt)),
      h("p", { class: "faint" }, figures.filter(Boolean).join(" · ")),
      h(
        "p",
        { class: "ways" },
        place > 0 && h("a", { href: `#/attempt/${others[place - 1]}` }, "Earlier take"),
        place >= 0 && place < others.length - 1 && h("a", { href: `#/attempt/${others[place + 1]}` }, "Later take"),
        line.scored && h("a", { href: `#/question/${encodeURIComponent(id)}` }, `All takes (${others.length})`),
      ),
    );
  }

  #transcript() {
    const { words } = this.detail;
    const text = h("p", { class: "transcript own", dir: "auto" });
    words.forEach((word, number) => {
      const bare = word.text.trimStart();
      if (bare !== word.text || number === 0) text.append(" ");
      const span = h("span", { class: "word", "data-word": number }, bare);
      this.#spans.push(span);
      text.append(span);
    });
    text.addEventListener("click", (event) => this.#clicked(event));
    return h(
      "section",
      { "aria-labelledby": "words-title" },
      h("h2", { id: "words-title" }, "What was said"),
      words.length ? text : h("p", { class: "faint" }, "No words were heard."),
      this.player && words.length
        ? h("p", { class: "faint" }, "Click a word to hear it.")
        : null,
    );
  }

  #keyPoints() {
    const { points } = this.detail;
    if (!points.length) return null;
    return h(
      "section",
      { "aria-labelledby": "points-title" },
      h("h2", { id: "points-title" }, "Key points"),
      h("ul", { class: "chips" }, points.map((point) => this.#chip(point))),
    );
  }

  #chip(point) {
    const [sign, word] = STANDINGS[point.standing];
    const inside = [
      h("span", { class: "sign", "aria-hidden": "true" }, sign),
      unseen(`${word}: `),
      own(point.text),
      point.at_s !== null && h("span", { class: "at" }, clock(point.at_s)),
      point.judged && h("span", { class: "at" }, "your verdict"),
    ];
    const attributes = { class: `chip ${point.standing}`, "data-point": point.id };
    return h(
      "li",
      {},
      point.start !== null
        ? h("button", { type: "button", ...attributes, onclick: () => this.#jump(point, true) }, inside)
        : h("span", attributes, inside),
      point.standing === "missed" && point.probe
        ? h("p", { class: "faint probe" }, "An interviewer might ask: ", own(point.probe))
        : null,
    );
  }

  #remarks() {
    const { remarks } = this.detail;
    if (!remarks.length) return null;
    return h(
      "section",
      { "aria-labelledby": "remarks-title" },
      h("h2", { id: "remarks-title" }, "How it was said"),
      h(
        "ul",
        { class: "remarks" },
        remarks.map((one) =>
          h(
            "li",
            {},
            one.at_s !== null && this.player
              ? h("button", { type: "button", onclick: () => this.player.playFrom(one.at_s) }, clock(one.at_s))
              : null,
            " ",
            one.text,
          ),
        ),
      ),
    );
  }

  #clicked(event) {
    const span = event.target instanceof Element && event.target.closest("[data-word]");
    if (!span || !this.player || window.getSelection()?.toString()) return;
    const start = this.player.starts[Number(span.getAttribute("data-word"))];
    this.player.playFrom(start);
  }

  #jump(point, play) {
    for (const span of this.#spans) span.classList.remove("lit");
    if (point.start === null) return;
    const found = this.#spans.slice(point.start, point.end);
    for (const span of found) span.classList.add("lit");
    found[0]?.scrollIntoView({ block: "center" });
    if (this.player && point.at_s !== null) {
      const from = Math.max(point.at_s - LEAD_S, 0);
      if (play) this.player.playFrom(from);
      else this.player.seek(from);
    }
  }

  #next(by) {
    const now = this.player ? this.player.now + LEAD_S : 0;
    const order = by > 0 ? this.points : [...this.points].reverse();
    const fits = (one) => (by > 0 ? one.at_s > now + 0.1 : one.at_s < now - 1);
    const point = order.find(fits) ?? order[0];
    if (!point) return false;
    this.#jump(point, true);
    tell(point.text);
    return true;
  }

  #follow(now) {
    const place = wordAt(this.player.starts, now);
    if (place === this.#now) return;
    this.#spans[this.#now]?.classList.remove("now");
    this.#now = place;
    const span = this.#spans[place];
    if (!span) return;
    span.classList.add("now");
    if (!this.player.audio.paused) keepInSight(span);
  }
}

function timed(entries, kind) {
  return entries
    .filter((one) => one.at_s !== null)
    .map(({ at_s, text }) => ({ at_s, text, kind }));
}

/** Scroll only where the word has left the middle of the window. */
function keepInSight(span) {
  const { top, bottom } = span.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) span.scrollIntoView({ block: "center" });
}
