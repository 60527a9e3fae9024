// How practice went over the weeks.

import { calendarChart, coverageChart } from "./charts.js";
import { h } from "./dom.js";
import { band, counted, dated } from "./words.js";

export async function progressView(source) {
  const progress = await source.progress();
  return {
    title: "Progress",
    element: h(
      "article",
      {},
      h("h1", { tabindex: -1 }, "Progress"),
      h("p", { class: "faint" }, "Nothing here is a grade: the figures stand beside your own earlier ones."),
      h(
        "section",
        { "aria-labelledby": "coverage-title" },
        h("h2", { id: "coverage-title" }, "Coverage by week"),
        coverageChart(progress),
        h(
          "p",
          { class: "faint" },
          "Each bar goes from what is certain to what is possible, as the mean of the week's answers.",
        ),
        figures(
          ["week of", "answers", "coverage"],
          progress.weeks.map((week) => [dated(week.begins_on), week.answers, band(week.low, week.high)]),
        ),
      ),
      h(
        "section",
        { "aria-labelledby": "days-title" },
        h("h2", { id: "days-title" }, "Days of practice"),
        calendarChart(progress),
        h("p", { class: "faint" }, counted(progress.days.length, "day")),
        figures(["day", "answers"], progress.days.map((day) => [dated(day.day), day.answers])),
      ),
    ),
    key: () => false,
    close() {},
    shown() {},
  };
}

function figures(heads, rows) {
  if (!rows.length) return null;
  return h(
    "details",
    {},
    h("summary", {}, "The figures"),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((one) => h("td", {}, String(one)))))),
    ),
  );
}
