// Below the grid: what is wrong with the active cell, how it is mended, and a field to do it in.

import { byId, el, fill, say, sayCount, told } from "./page.js";

export class CellPanel {
  #grid;
  #rows;
  #shown = "";

  constructor(grid, rows, mending) {
    this.#grid = grid;
    this.#rows = rows;
    byId("cell-form").addEventListener("submit", (event) => {
      event.preventDefault();
      grid.put(byId("cell-text").value);
    });
    byId("cell-text").addEventListener("input", () => this.#drawSame());
    byId("cell-suggestion").addEventListener("click", () => grid.takeSuggestion());
    byId("cell-same").addEventListener("click", () => this.#same());
    byId("cell-again").addEventListener("click", () => mending.again());
    this.mending = mending;
  }

  draw() {
    const { cell } = this.#grid;
    byId("cell").hidden = !cell;
    if (!cell) return;
    const { row, header, bad, typed, text } = cell;
    const address = `${header.letter}${row.row}`;
    const says = [
      el("p", { class: "quiet" }, say("order_of", { order: row.order, status: row.label })),
      typed?.why ? el("p", { class: "message" }, `${say("unsaved")} ${told(typed.why)}`) : null,
      typed && !typed.why ? el("p", { class: "quiet" }, say("saving")) : null,
      bad ? el("p", { class: "message" }, bad.message) : null,
      bad?.cure ? el("p", {}, bad.cure) : null,
      ...row.notes.map((note) => el("p", {}, note)),
    ];
    const key = JSON.stringify([address, row, typed?.text, typed?.why?.message]);
    if (key === this.#shown) { // what stays the same is not said again, nor typed over
      this.#drawSame();
      return;
    }
    this.#shown = key;
    fill(byId("cell-says"), says);
    byId("cell-form").querySelector("label").textContent = say("cell_of", { address, header: header.title });
    byId("cell-text").value = text;
    byId("cell-suggestion").hidden = !bad?.suggestion;
    byId("cell-suggestion").textContent = bad?.suggestion ? say("suggestion", { text: bad.suggestion }) : "";
    byId("cell-again").hidden = !typed?.why;
    this.#drawSame();
  }

  /** The text for all cells that say the same: what was typed below, or else the suggestion. */
  #textForSame() {
    const { cell } = this.#grid;
    const { value } = byId("cell-text");
    return value !== cell.text ? value : cell.bad?.suggestion ?? "";
  }

  /** After one cell was mended: another one that still says what this one said. */
  #twin() {
    const { row, column, header, text } = this.#grid.cell;
    if (!row.mended.includes(column) || !text) return null;
    const before = this.mending.before(row.row, header.column);
    if (!before) return null;
    for (const other of this.#rows.here()) {
      if (other.bad[column] && other.cells[column] === before) return other;
    }
    return null;
  }

  #drawSame() {
    const { bad, typed } = this.#grid.cell;
    const button = byId("cell-same");
    const twin = bad || typed ? null : this.#twin();
    button.hidden = !(bad?.same > 1 || twin);
    button.disabled = Boolean(bad) && !this.#textForSame();
    if (twin) button.textContent = say("same_others", { text: twin.cells[this.#grid.cell.column] });
    else if (bad) button.textContent = sayCount("same", bad.same);
  }

  #same() {
    const { cell } = this.#grid;
    const twin = cell.bad ? null : this.#twin();
    if (twin) this.mending.saveSame({ row: twin.row, column: cell.header.column, text: cell.text });
    else this.#grid.put(this.#textForSame(), { same: true });
  }
}
