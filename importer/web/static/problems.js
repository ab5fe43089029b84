// What is to mend, by cause: the largest first, each with its cells.

import { byId, el, fill, number, say, sayCount, told } from "./page.js";

const SHOWN = 8; // cells of a cause, before she asks for all
const LARGEST = 5; // causes, before she asks for all

/** Draws the causes; `goTo` is called with the cell that she follows. */
export function drawCauses(causes, goTo) {
  const items = causes.map((cause, n) => {
    const cells = el("p", {}, links(cause.cells.slice(0, SHOWN), goTo));
    const rest = cause.cells.length - SHOWN;
    if (rest > 0) {
      cells.append(" ", el("button", {
        class: "link",
        type: "button",
        id: `cause-${n}`,
        "aria-label": `${say("all_cells")} (${number(cause.cells.length)})`,
        onclick: () => {
          cells.replaceChildren(...links(cause.cells, goTo));
          cells.firstChild.focus();
        },
      }, sayCount("more_cells", rest)));
    }
    return el("li", {}, el("span", { class: "many" }, number(cause.orders)),
      el("div", {}, el("p", {}, el("strong", {}, cause.message)), el("p", {}, cause.cure), cells));
  });
  const rest = items.slice(LARGEST);
  fill(byId("causes"), el("ol", { class: "causes" }, items.slice(0, LARGEST)),
    rest.length ? el("details", { id: "more-causes" }, el("summary", {}, sayCount("more_cells", rest.length)),
      el("ol", { class: "causes", start: LARGEST + 1 }, rest)) : null);
}

function links(cells, goTo) {
  return cells.flatMap((cell) => [
    el("button", { class: "link", type: "button", onclick: () => goTo(cell) }, cell.address), " "]);
}

/** Draws the warnings by kind into the container. */
export function drawWarnings(container, warnings) {
  fill(container, warnings.length ? [
    el("h3", {}, say("warnings")),
    el("p", { class: "quiet" }, say("warnings_sent")),
    el("ul", {}, warnings.map(({ count, texts }) => el("li", {},
      texts.map((text) => el("div", {}, text)),
      count > texts.length ? el("div", { class: "quiet" }, sayCount("more_cells", count - texts.length)) : null))),
  ] : []);
}

/** Draws a problem of the whole file, or hides its place. */
export function drawNote(place, problem) {
  place.hidden = !problem;
  place.textContent = problem ? told(problem) : "";
}
