// Playing a take: the sound, its place, and the words that follow it.

import { h, isTyping } from "./dom.js";
import { clock } from "./words.js";

const STEP_S = 5;
const SPEEDS = [0.5, 0.75, 0.9, 1, 1.25, 1.5, 2];

export class Player {
  #listeners = [];
  #range;
  #time;
  #button;

  /** `starts` are the seconds at which the words begin. */
  constructor(address, length, starts, wave) {
    this.length = length;
    this.starts = starts;
    this.audio = h("audio", { src: address, preload: "metadata" });
    this.#button = h("button", { type: "button", class: "play", onclick: () => this.toggle() }, "Play");
    this.#time = h("span", { class: "time" });
    this.#range = h("input", {
      type: "range",
      min: 0,
      max: length,
      step: "any",
      value: 0,
      "aria-label": "Position",
      oninput: () => this.seek(Number(this.#range.value)),
    });
    const speed = h(
      "select",
      { "aria-label": "Speed", onchange: () => (this.audio.playbackRate = Number(speed.value)) },
      SPEEDS.map((one) => h("option", { value: one, selected: one === 1 }, `×${one}`)),
    );
    this.wave = wave;
    this.element = h(
      "section",
      { class: "player", "aria-label": "Player" },
      wave.element,
      this.#range,
      h(
        "div",
        { class: "controls" },
        this.#button,
        h("button", { type: "button", onclick: () => this.seek(this.now - STEP_S) }, "−5 s"),
        h("button", { type: "button", onclick: () => this.seek(this.now + STEP_S) }, "+5 s"),
        speed,
        this.#time,
      ),
      this.audio,
    );
    for (const name of ["play", "pause", "ended"]) {
      this.audio.addEventListener(name, () => this.#changed());
    }
    for (const name of ["timeupdate", "seeking", "seeked"]) {
      this.audio.addEventListener(name, () => this.#moved());
    }
    this.audio.addEventListener("error", () => {
      this.#time.textContent = "This browser can't play the recording.";
    });
    // A take that was broken off says only here how long it is.
    this.audio.addEventListener("loadedmetadata", () => {
      if (!this.length && Number.isFinite(this.audio.duration)) this.#lasts(this.audio.duration);
    });
    this.#moved();
  }

  get now() {
    return this.audio.currentTime;
  }

  onMove(listener) {
    this.#listeners.push(listener);
  }

  seek(seconds) {
    this.audio.currentTime = Math.min(Math.max(seconds, 0), Math.max(this.length - 0.05, 0));
    this.#moved();
  }

  playFrom(seconds) {
    this.seek(seconds);
    this.play();
  }

  play() {
    // A browser may want a click first; the place is right already.
    this.audio.play().catch(() => {});
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  /** The word before or after the one that is being said. */
  step(by) {
    const place = wordAt(this.starts, this.now + 0.01) + by;
    const start = this.starts[Math.min(Math.max(place, 0), this.starts.length - 1)];
    if (start !== undefined) this.seek(start);
  }

  close() {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  key(event) {
    const onRange = event.target === this.#range;
    if (isTyping(event.target) && !onRange) return false;
    const pressed = event.target instanceof Element && event.target.closest("button, a, summary");
    switch (event.key) {
      case " ":
        if (pressed) return false;
        this.toggle();
        return true;
      case "ArrowLeft":
        this.seek(this.now - STEP_S);
        return true;
      case "ArrowRight":
        this.seek(this.now + STEP_S);
        return true;
      case ",":
        this.step(-1);
        return true;
      case ".":
        this.step(1);
        return true;
      default:
        return false;
    }
  }

  #lasts(seconds) {
    this.length = seconds;
    this.#range.max = seconds;
    this.wave.lasts(seconds);
    this.#moved();
  }

  #changed() {
    const paused = this.audio.paused || this.audio.ended;
    this.#button.textContent = paused ? "Play" : "Pause";
    if (!paused) requestAnimationFrame(() => this.#frame());
  }

  #frame() {
    this.#moved();
    if (!this.audio.paused && this.element.isConnected) requestAnimationFrame(() => this.#frame());
  }

  #moved() {
    const now = this.now;
    this.wave.at(now);
    this.#range.value = now;
    const told = `${clock(now)} of ${clock(this.length)}`;
    if (this.#time.textContent !== told) {
      this.#time.textContent = told;
      this.#range.setAttribute("aria-valuetext", told);
    }
    for (const listener of this.#listeners) listener(now);
  }
}

/** The word that is being said: the last that began, -1 before the first. */
export function wordAt(starts, seconds) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
