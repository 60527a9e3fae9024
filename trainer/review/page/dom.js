// Elements made of plain values. What a person wrote only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

export function h(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Text that a person wrote: its direction is its own and does not reach its neighbours. */
export function own(text, name = "bdi") {
  return h(name, { dir: "auto", class: "own" }, text ?? "");
}

/** Text for those who listen to the page. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

export function replace(element, ...children) {
  element.replaceChildren(...present(children));
}

/** Say something to those who can't see what changed. */
export function tell(text) {
  document.getElementById("status").textContent = text;
}

export function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);
}
