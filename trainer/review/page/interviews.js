// Interviews that are coming, and how ready one is.

import { h, own, svg } from "./dom.js";
import { counted, dated, percent } from "./words.js";

export async function interviewsView(source) {
  const targets = await source.targets();
  return {
    title: "Interviews",
    element: h(
      "article",
      {},
      h("h1", { tabindex: -1 }, "Interviews that are coming"),
      targets.length
        ? targets.map(target)
        : h("p", {}, "None yet. 'trainer target add' takes one down, with the advertisement if you have it."),
      targets.some((one) => one.readiness?.practised)
        ? h(
            "p",
            { class: "faint" },
            "The share of the likely questions' key points that you would be expected to make on the day, ",
            "from what is certain to what is possible. It is not the chance of getting the job.",
          )
        : null,
    ),
    key: () => false,
    close() {},
    shown() {},
  };
}

function target(one) {
  const parts = [one.company, one.role, one.stage].filter(Boolean);
  return h(
    "section",
    { class: "target", "aria-labelledby": `target-${one.id}` },
    h("h2", { id: `target-${one.id}` }, parts.map((part, place) => [place ? " · " : "", own(part)])),
    h("p", { class: "faint" }, when(one)),
    one.notes ? own(one.notes, "p") : null,
    ready(one.readiness),
  );
}

function when({ day, clock, days_left: left }) {
  if (day === null) return "no day yet";
  const distance = left === 0 ? "today" : left === 1 ? "tomorrow" : `in ${left} days`;
  return `${dated(day)}${clock ? `, ${clock}` : ""}, ${distance}`;
}

function ready(readiness) {
  if (readiness === null) return h("p", {}, "No list of likely questions yet: 'trainer target predict' makes one.");
  const { expected, low, high, questions, practised, gains } = readiness;
  if (!practised) {
    return [h("p", {}, `${counted(questions, "likely question")}, none of them practised yet.`), gained(gains)];
  }
  return h(
    "div",
    {},
    h(
      "p",
      {},
      `About ${percent(expected)} ready, between ${percent(low)} and ${percent(high)}; `,
      `${practised} of ${counted(questions, "likely question")} practised.`,
    ),
    bar(readiness),
    gained(gains),
  );
}

/** The same as the words above it. */
function bar({ expected, low, high }) {
  return svg(
    "svg",
    { viewBox: "0 0 400 20", class: "readiness", "aria-hidden": "true", preserveAspectRatio: "none" },
    svg("rect", { class: "ground", x: 0, y: 6, width: 400, height: 8, rx: 4 }),
    svg("rect", { class: "band", x: 400 * low, y: 6, width: Math.max(400 * (high - low), 2), height: 8, rx: 4 }),
    svg("rect", { class: "dot", x: Math.min(400 * expected, 396), y: 1, width: 4, height: 18, rx: 1 }),
  );
}

function gained(gains) {
  if (!gains.length) return null;
  return h(
    "div",
    {},
    h("p", {}, "What would add most, practised once more:"),
    h(
      "ul",
      {},
      gains.map((one) =>
        h(
          "li",
          {},
          one.practised && one.question_id
            ? h("a", { href: `#/question/${encodeURIComponent(one.question_id)}` }, own(one.prompt))
            : own(one.prompt),
          h("span", { class: "faint" }, ` +${percent(one.gain)}${one.practised ? "" : ", not practised yet"}`),
        ),
      ),
    ),
  );
}
