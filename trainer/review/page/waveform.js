// The outline of a recording, with what was remarked on at its time.

import { h, svg } from "./dom.js";
import { clock } from "./words.js";

const WIDTH = 1000;
const HEIGHT = 100;
export const PARTS = 500;

export class Waveform {
  #played;
  #length;

  /** `marks` are {at_s, text, kind}; `seek` is called with seconds. */
  constructor(length, marks, seek) {
    this.#length = length;
    this.#played = svg("rect", { x: 0, y: 0, width: 0, height: HEIGHT });
    this.quiet = svg("path", { class: "wave" });
    this.loud = svg("path", { class: "wave played", "clip-path": "url(#played)" });
    this.element = h(
      "div",
      { class: "waveform", onclick: (event) => this.#clicked(event, seek) },
      svg(
        "svg",
        {
          viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
          preserveAspectRatio: "none",
          role: "img",
          "aria-label": `Outline of the recording, ${clock(length)} long`,
        },
        svg("clipPath", { id: "played" }, this.#played),
        this.quiet,
        this.loud,
      ),
      marks.map((mark) => this.#mark(mark)),
    );
  }

  draw(peaks) {
    const wide = WIDTH / Math.max(peaks.length, 1);
    const most = Math.max(...peaks, 32);
    const bars = peaks.map((peak, number) => {
      const tall = Math.max((peak / most) * (HEIGHT - 24), 1.5);
      const x = (number * wide).toFixed(2);
      const y = (HEIGHT / 2 + 6 - tall / 2).toFixed(2);
      return `M${x} ${y}h${(wide * 0.7).toFixed(2)}v${tall.toFixed(2)}h-${(wide * 0.7).toFixed(2)}z`;
    });
    for (const path of [this.quiet, this.loud]) path.setAttribute("d", bars.join(""));
  }

  lasts(seconds) {
    this.#length = seconds;
  }

  at(seconds) {
    const share = this.#length ? Math.min(seconds / this.#length, 1) : 0;
    this.#played.setAttribute("width", (share * WIDTH).toFixed(1));
  }

  /** The lists below have the same in words, so nobody has to hit these. */
  #mark({ at_s, text, kind }) {
    const mark = h("span", { class: `mark ${kind}`, title: `${clock(at_s)} ${text}`, "aria-hidden": "true" });
    mark.style.left = `${this.#length ? Math.min((100 * at_s) / this.#length, 100) : 0}%`;
    return mark;
  }

  #clicked(event, seek) {
    const box = this.element.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * this.#length);
  }
}
