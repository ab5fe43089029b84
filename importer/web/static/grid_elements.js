// The elements of which the grid is made.

import { el, number } from "./page.js";

export const HEIGHT = 36; // of a row, as in app.css
export const NUMBERS = 72; // width of the column of row numbers
export const IN_OTO = new Set(["created", "already_created"]); // rows of such orders stay as they are
const [NARROWEST, WIDEST] = [96, 280];

/** How wide each column is, that of the row numbers first: as wide as these rows need. */
export function widths(headers, rows) {
  return [NUMBERS, ...headers.map(({ title, label }, n) => {
    const longest = Math.max(title.length, label.length, ...rows.map((row) => (row.cells[n] ?? "").length));
    return Math.min(Math.max(longest * 8 + 34, NARROWEST), WIDEST);
  })];
}

export function headElement(headers) {
  return el("div", { class: "grid-row", role: "row", "aria-rowindex": 1 },
    el("div", { role: "columnheader", "aria-colindex": 1 }, "#"),
    headers.map(({ title, letter, label }, n) => (
      el("div", { role: "columnheader", "aria-colindex": n + 2, title },
        el("bdi", {}, title || letter), el("small", {}, label)))));
}

/** A row at its place in the list; without `row` it is still on its way. `typed` is what was typed
 *  into each cell and is not saved yet. */
export function rowElement(index, row, headers, typed) {
  const element = el("div", {
    class: row && IN_OTO.has(row.status) ? "grid-row done" : "grid-row", role: "row", "aria-rowindex": index + 2,
  }, el("div", {
    role: "rowheader", "aria-colindex": 1, class: row?.notes.length ? "noted" : null, title: row?.label,
  }, row ? number(row.row) : "…"), headers.map((_, n) => cellElement(index, n, row, typed?.[n])));
  element.style.top = `${index * HEIGHT}px`;
  return element;
}

function cellElement(index, n, row, typed) {
  return el("div", {
    id: `cell-${index}-${n}`,
    role: "gridcell",
    class: kind(n, row, typed),
    "aria-colindex": n + 2,
    "aria-invalid": row?.bad[n] ? "true" : null,
    "aria-readonly": row && IN_OTO.has(row.status) ? "true" : null,
  }, el("bdi", {}, typed?.text ?? row?.cells[n] ?? ""));
}

function kind(n, row, typed) {
  if (typed) return typed.why ? "unsaved" : "waiting";
  if (row?.bad[n]) return "bad";
  return row?.mended.includes(n) ? "mended" : null;
}
