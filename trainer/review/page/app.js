// Which page is shown, and the keys that all pages share.

import { attemptView } from "./attempt.js";
import { attemptsView } from "./attempts.js";
import { h, isTyping, own, replace, tell } from "./dom.js";
import { interviewsView } from "./interviews.js";
import { progressView } from "./progress.js";
import { questionView } from "./question.js";
import { openSource } from "./source.js";

const SEARCHED = ["text", "bank", "question", "off_guard", "since", "until"];
const KEYS = [
  ["space", "plays and pauses"],
  ["← →", "five seconds back and forward"],
  [", .", "the word before and after"],
  ["j k", "down and up a list; to the next and the last key point of a take"],
  ["n", "writes a note"],
  ["Esc", "leaves a field"],
];

const source = openSource();
const main = document.getElementById("main");
let view = null;
let asked = 0;

function go(hash) {
  // What one types narrows the list; each letter is no step back.
  history.replaceState(null, "", hash);
  show({ keepFocus: true });
}

async function viewOf(path, query) {
  const [page, rest] = path.split("/").slice(1);
  if (page === "attempt") return attemptView(source, rest, Object.fromEntries(query));
  if (page === "question") return questionView(source, decodeURIComponent(rest ?? ""));
  if (page === "progress") return progressView(source);
  if (page === "interviews" && !source.readOnly) return interviewsView(source);
  const search = Object.fromEntries([...query].filter(([name, value]) => SEARCHED.includes(name) && value));
  return attemptsView(source, search, go);
}

async function show({ keepFocus = false, first = false } = {}) {
  const turn = ++asked;
  const [path, query] = (location.hash.slice(1) || "/").split("?");
  let next;
  try {
    next = await viewOf(path, new URLSearchParams(query ?? ""));
  } catch (error) {
    next = failed(error);
  }
  // Whoever was quicker than the answer is somewhere else by now.
  if (turn !== asked) {
    next.close();
    return;
  }
  const field = keepFocus ? document.activeElement?.getAttribute("name") : null;
  const caret = field ? document.activeElement.selectionStart : null;
  const typed = field === "text" ? document.activeElement.value : null;
  view?.close();
  view = next;
  replace(main, next.element);
  document.title = `${next.title} – takes`;
  pages(path);
  if (field) {
    const again = main.querySelector(`[name="${field}"]`);
    again?.focus();
    // What was typed while the answer was on its way.
    if (again && typed !== null && again.value !== typed) {
      again.value = typed;
      again.dispatchEvent(new Event("input"));
    }
    if (caret !== null) again?.setSelectionRange?.(caret, caret);
  } else if (!first) {
    window.scrollTo(0, 0);
    main.querySelector("h1")?.focus();
  }
  next.shown();
}

function failed(error) {
  tell(error.message);
  return {
    title: "Not here",
    element: h("div", {}, h("h1", { tabindex: -1 }, "Not here"), own(error.message, "p")),
    key: () => false,
    close() {},
    shown() {},
  };
}

function pages(path) {
  const links = [
    ["#/", "Takes"],
    ["#/progress", "Progress"],
    // A file for somebody else holds no interviews.
    ...(source.readOnly ? [] : [["#/interviews", "Interviews"]]),
  ];
  const here = links.findLast(([href]) => path.startsWith(href.slice(1)));
  replace(
    document.getElementById("pages"),
    links.map(([href, name]) =>
      h("a", { href, "aria-current": href !== here?.[0] ? null : path === href.slice(1) ? "page" : "true" }, name),
    ),
  );
}

function foot() {
  replace(
    document.getElementById("foot"),
    h(
      "details",
      {},
      h("summary", {}, "Keys"),
      h("dl", { class: "keys" }, KEYS.map(([key, text]) => [h("dt", {}, key), h("dd", {}, text)])),
    ),
    h(
      "p",
      { class: "faint" },
      source.readOnly
        ? "This file holds all that it shows and asks nobody for anything."
        : "This page comes from your own machine and asks nobody else for anything.",
    ),
  );
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target) && event.target.type !== "range") return;
  if (view?.key(event)) event.preventDefault();
});
window.addEventListener("hashchange", () => show());
foot();
show({ first: true });
