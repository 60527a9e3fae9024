// A question's takes beside one another, point by point.

import { h, own, unseen } from "./dom.js";
import { band, clock, counted, dated, figure, STANDINGS } from "./words.js";

export async function questionView(source, id) {
  const question = await source.question(id);
  const { takes } = question;
  return {
    title: question.prompt,
    element: h(
      "article",
      {},
      h("h1", { tabindex: -1 }, own(question.prompt)),
      h(
        "p",
        { class: "faint" },
        own(question.id),
        ` · ${counted(takes.length, "scored take")}${question.of > takes.length ? ` of ${question.of}` : ""}`,
      ),
      changed(question),
      table(question),
      h("p", { class: "faint" }, Object.values(STANDINGS).map(([sign, word]) => `${sign} ${word}`).join("   ")),
    ),
    key: () => false,
    close() {},
    shown() {
      // The latest take is what one came for.
      const room = document.querySelector(".scrolling");
      if (room) room.scrollLeft = room.scrollWidth;
    },
  };
}

function changed({ points, takes, gained, lost }) {
  if (takes.length < 2) return null;
  const names = new Map(points.map((point) => [point.id, point.text]));
  const lists = [
    ["Made now, not the first time", gained],
    ["Heard the first time, not now", lost],
  ].filter(([, ids]) => ids.length);
  if (!lists.length) return h("p", {}, "The same key points were heard in the first take and in the latest.");
  return lists.map(([label, ids]) =>
    h(
      "section",
      {},
      h("h2", {}, label),
      h("ul", {}, ids.map((one) => h("li", {}, own(names.get(one) ?? one)))),
    ),
  );
}

function table(question) {
  const { points, takes } = question;
  const best = bestOf(takes);
  const rows = [
    ["coverage", (take) => band(take.low, take.high)],
    ["length", (take) => (take.duration_s === null ? "–" : clock(take.duration_s))],
    ["words a minute", (take) => figure(take.words_per_minute, 0)],
    ["fillers a minute", (take) => figure(take.fillers_per_minute, 1)],
  ];
  return h(
    "div",
    { class: "scrolling", role: "region", tabindex: 0, "aria-label": "Takes, point by point" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          takes.map((take, place) =>
            h(
              "th",
              { scope: "col" },
              h("a", { href: `#/attempt/${take.attempt_id}` }, dated(take.day)),
              h("span", { class: "faint" }, names(take, place, takes, best)),
            ),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        points.map((point) =>
          h("tr", {}, h("th", { scope: "row" }, own(point.text)), takes.map((take) => cell(take, point))),
        ),
        rows.map(([name, told]) =>
          h("tr", { class: "figures" }, h("th", { scope: "row" }, name), takes.map((take) => h("td", {}, told(take)))),
        ),
      ),
    ),
  );
}

function cell(take, point) {
  const standing = take.points[point.id];
  if (!standing) return h("td", {}, "–");
  const [sign, word] = STANDINGS[standing];
  const inside = [h("span", { "aria-hidden": "true" }, sign), unseen(word)];
  return h(
    "td",
    { class: standing },
    standing === "missed"
      ? inside
      : h(
          "a",
          { href: `#/attempt/${take.attempt_id}?point=${encodeURIComponent(point.id)}`, class: "mark-link" },
          inside,
        ),
  );
}

function bestOf(takes) {
  const middle = (take) => (take.low === null ? -1 : take.low + take.high);
  const most = Math.max(...takes.map(middle));
  return most < 0 ? null : takes.filter((take) => middle(take) === most).at(-1);
}

function names(take, place, takes, best) {
  const found = [];
  if (place === 0) found.push("first");
  if (take === best) found.push("best");
  if (place === takes.length - 1) found.push("latest");
  return found.join(", ");
}
