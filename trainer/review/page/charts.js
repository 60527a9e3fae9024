// Two small pictures: coverage over the weeks, and the days of practice.

import { svg } from "./dom.js";
import { band, counted, dated } from "./words.js";

const DAY_MS = 24 * 3600 * 1000;
const LEFT = 44;
const TOP = 12;
const MOST_SILENT_WEEKS = 4;

/** Every week has a bar from the least to the most that its answers covered. */
export function coverageChart({ since, until, weeks }) {
  const [width, height, bottom] = [720, 240, 28];
  const count = weeksBetween(since, until) + 1;
  const step = (width - LEFT - 8) / count;
  const y = (share) => TOP + (1 - share) * (height - TOP - bottom);
  const shown = weeks.filter((week) => week.low !== null);
  const x = (week) => LEFT + (weeksBetween(since, week.begins_on) + 0.5) * step;
  const middle = (week) => y((week.low + week.high) / 2);
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "chart",
      role: "img",
      "aria-label": `Coverage week by week: ${shown.length ? shown.map(told).join("; ") : "nothing yet"}`,
    },
    [0, 0.25, 0.5, 0.75, 1].map((share) => [
      svg("path", { class: "grid", d: `M${LEFT} ${y(share)}H${width - 8}` }),
      svg("text", { x: LEFT - 6, y: y(share) + 4, "text-anchor": "end" }, `${100 * share} %`),
    ]),
    monthsOf(since, count).map(([name, place]) =>
      svg("text", { x: LEFT + place * step, y: height - 8 }, name),
    ),
    shown.map((week) =>
      svg(
        "rect",
        {
          class: "band",
          x: x(week) - step * 0.3,
          y: y(week.high) - 1,
          width: step * 0.6,
          height: Math.max(y(week.low) - y(week.high), 0) + 2,
          rx: 2,
        },
        svg("title", {}, told(week)),
      ),
    ),
    svg("path", {
      class: "line",
      d: shown.map((week, place) => `${joined(shown, place) ? "L" : "M"}${x(week).toFixed(1)} ${middle(week).toFixed(1)}`).join(""),
    }),
    shown.map((week) => svg("circle", { class: "dot", cx: x(week), cy: middle(week), r: 3.5 })),
  );
}

/** A column a week, a square a day, the darker the more answers. */
export function calendarChart({ since, until, days }) {
  const [size, gap] = [16, 3];
  const count = weeksBetween(since, until) + 1;
  const answers = new Map(days.map((day) => [day.day, day.answers]));
  const first = Date.parse(since);
  const squares = [];
  for (let place = 0; first + place * DAY_MS <= Date.parse(until); place++) {
    const day = new Date(first + place * DAY_MS).toISOString().slice(0, 10);
    const number = answers.get(day) ?? 0;
    squares.push(
      svg(
        "rect",
        {
          class: `day level-${level(number)}`,
          x: LEFT + Math.floor(place / 7) * (size + gap),
          y: TOP + 14 + (place % 7) * (size + gap),
          width: size,
          height: size,
          rx: 3,
        },
        svg("title", {}, `${dated(day)}: ${counted(number, "answer")}`),
      ),
    );
  }
  const total = days.reduce((sum, day) => sum + day.answers, 0);
  return svg(
    "svg",
    {
      viewBox: `0 0 ${LEFT + count * (size + gap)} ${TOP + 14 + 7 * (size + gap)}`,
      class: "chart calendar",
      role: "img",
      "aria-label": `Practice on ${counted(days.length, "day")}, ${counted(total, "answer")}`,
    },
    monthsOf(since, count).map(([name, place]) =>
      svg("text", { x: LEFT + place * (size + gap), y: TOP + 4 }, name),
    ),
    ["Mon", "Wed", "Fri"].map((name, place) =>
      svg("text", { x: LEFT - 6, y: TOP + 27 + 2 * place * (size + gap), "text-anchor": "end" }, name),
    ),
    squares,
  );
}

/** Whether a week goes on from the one before it: over a long silence no line is drawn. */
function joined(weeks, place) {
  return place > 0 && weeksBetween(weeks[place - 1].begins_on, weeks[place].begins_on) <= MOST_SILENT_WEEKS;
}

function level(number) {
  return [0, 1, 3, 6].filter((least) => number > least).length;
}

function weeksBetween(one, other) {
  return Math.floor((Date.parse(other) - Date.parse(one)) / (7 * DAY_MS));
}

/** The name of each month at the first week that begins in it. */
function monthsOf(since, count) {
  const found = [];
  let before = "";
  for (let place = 0; place < count; place++) {
    const name = dated(new Date(Date.parse(since) + place * 7 * DAY_MS).toISOString().slice(0, 10)).split(" ")[1];
    if (name !== before && place < count - 1) found.push([name, place]);
    before = name;
  }
  // Two names side by side would run into one another.
  return found.filter(([, place], number) => number === found.length - 1 || found[number + 1][1] - place > 1);
}

function told(week) {
  return `week of ${dated(week.begins_on)}: ${band(week.low, week.high)}, ${counted(week.answers, "answer")}`;
}
