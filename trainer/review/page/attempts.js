// The list of takes, a page at a time, narrowed by what one looks for.

import { h, own, replace, tell } from "./dom.js";
import { band, clock, counted, dated } from "./words.js";

const WAIT_MS = 250;

export async function attemptsView(source, search, go) {
  const questions = await source.questions();
  const banks = [...new Set(questions.map((one) => one.id.split("/")[0]))].sort();
  const list = h("ol", { class: "attempts" });
  const older = h("button", { type: "button", onclick: () => more() }, "Older ones");
  let last = null;

  async function more() {
    let page;
    try {
      page = await source.attempts(search, last);
    } catch (error) {
      replace(list, h("li", { role: "alert" }, error.message));
      return;
    }
    const items = page.attempts.map(item);
    list.append(...items);
    // Whoever asked for more goes on from there.
    if (last !== null) items[0]?.querySelector("a").focus();
    last = page.last_id;
    older.hidden = !page.more;
    tell(`${counted(list.children.length, "take")}${page.more ? ", and older ones" : ""}`);
    if (!list.children.length) {
      list.replaceWith(
        h("p", {}, Object.keys(search).length ? "No take fits." : "Nothing here yet. 'trainer drill' begins."),
      );
    }
  }

  function narrowed(changes) {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value));
    go(`#/?${new URLSearchParams(next)}`);
  }

  await more();
  return {
    title: "Takes",
    element: h(
      "div",
      {},
      h("h1", { tabindex: -1 }, "Takes"),
      filters(questions, banks, search, narrowed),
      list,
      older,
    ),
    key: (event) => moved(list, event),
    close() {},
    shown() {},
  };
}

function item(line) {
  return h(
    "li",
    {},
    h(
      "a",
      { href: `#/attempt/${line.id}`, "data-attempt": line.id },
      own(line.prompt, "span"),
      h(
        "span",
        { class: "faint" },
        [
          dated(line.at),
          line.scored ? band(line.low, line.high) : "not scored yet",
          line.duration_s === null ? line.medium : clock(line.duration_s),
          line.off_guard && "off guard",
          line.notes > 0 && counted(line.notes, "note"),
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      line.low === null ? null : gauge(line),
    ),
  );
}

/** The band of coverage as a bar; its figures stand beside it. */
function gauge({ low, high }) {
  const bar = h("span", { class: "gauge", "aria-hidden": "true" }, h("span", { class: "sure" }), h("span", { class: "perhaps" }));
  bar.children[0].style.width = `${100 * low}%`;
  bar.children[1].style.width = `${100 * (high - low)}%`;
  return bar;
}

function filters(questions, banks, search, narrowed) {
  let waiting = 0;
  const text = h("input", {
    type: "search",
    name: "text",
    value: search.text ?? "",
    maxlength: 200,
    oninput: (event) => {
      clearTimeout(waiting);
      // A word that is being composed of several keys is not whole yet.
      if (event.isComposing) return;
      waiting = setTimeout(() => narrowed({ text: text.value }), WAIT_MS);
    },
    oncompositionend: () => narrowed({ text: text.value }),
  });
  const wide = window.matchMedia("(min-width: 48rem)").matches;
  const narrowing = Object.keys(search).some((name) => name !== "text");
  const form = h(
    "form",
    {
      class: "filters",
      role: "search",
      onsubmit: (event) => {
        event.preventDefault();
        clearTimeout(waiting);
        narrowed({ text: text.value });
      },
    },
    field("Words in it", text),
    h(
      "details",
      { open: wide || narrowing },
      h("summary", {}, "Bank, question, off guard, days"),
      h(
        "div",
        { class: "fields" },
        field(
          "Bank",
          choice("bank", search.bank, [["", "all"], ...banks.map((one) => [one, one])], (bank) =>
            narrowed({ bank, question: "" }),
          ),
        ),
        field(
          "Question",
          choice(
            "question",
            search.question,
            [
              ["", "all"],
              ...questions
                .filter((one) => !search.bank || one.id.startsWith(`${search.bank}/`))
                .map((one) => [one.id, `${shortened(one.prompt)} (${one.attempts})`]),
            ],
            (question) => narrowed({ question }),
          ),
        ),
        field(
          "Off guard",
          choice("off_guard", search.off_guard, [["", "all"], ["yes", "yes"], ["no", "no"]], (off_guard) =>
            narrowed({ off_guard }),
          ),
        ),
        field("From", day("since", search.since, narrowed)),
        field("Until", day("until", search.until, narrowed)),
      ),
    ),
  );
  if (Object.keys(search).length) form.append(h("a", { href: "#/" }, "Show all"));
  return form;
}

function field(label, control) {
  return h("label", {}, h("span", {}, label), control);
}

function choice(name, chosen, options, changed) {
  const select = h(
    "select",
    { name, onchange: () => changed(select.value) },
    options.map(([value, label]) => h("option", { value, selected: value === (chosen ?? "") }, label)),
  );
  return select;
}

function day(name, value, narrowed) {
  const input = h("input", {
    type: "date",
    name,
    value: value ?? "",
    onchange: () => narrowed({ [name]: input.value }),
  });
  return input;
}

function shortened(text) {
  const letters = [...text];
  return letters.length > 70 ? `${letters.slice(0, 69).join("")}…` : text;
}

/** j and k, and the arrows, walk down and up the list. */
function moved(list, event) {
  const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (!by) return false;
  const links = [...list.querySelectorAll("a")];
  const place = links.indexOf(document.activeElement);
  links[Math.min(Math.max(place + by, 0), links.length - 1)]?.focus();
  return true;
}
