// What she types goes to the server here, one call after the other, and is never lost: a text that
// could not be saved stays, and is sent again when she asks for it.

import { Refusal, announce, call, say, sayCount } from "./page.js";

export class Mending {
  #path;
  #rows;
  #changed;
  #typed = new Map(); // by row and column: what is not saved yet
  #before = new Map(); // by row and column: what the cell said before it was mended by itself
  #last = Promise.resolve();

  /** `changed` is called with the answer, or with null when only what is typed has changed. */
  constructor(path, rows, changed) {
    this.#path = path;
    this.#rows = rows;
    this.#changed = changed;
    addEventListener("beforeunload", (event) => {
      if (this.#typed.size) event.preventDefault();
    });
  }

  /** What was typed into the cell and is not saved: {text, why}; `why` is null while it is sent. */
  typed(row, column) {
    return this.#typed.get(`${row}:${column}`);
  }

  /** What the cell said before it was mended here, by itself. */
  before(row, column) {
    return this.#before.get(`${row}:${column}`);
  }

  /** Saves these cells: [{row, column, text}]. */
  save(cells) {
    if (cells.length === 1) this.#remember(cells[0]);
    return this.#send(cells, "mends", { cells });
  }

  /** Saves the text in all cells of the column that say what this one says. */
  saveSame(cell) {
    return this.#send([cell], "mends", { same: cell });
  }

  /** Saves once more what could not be saved. */
  again() {
    const cells = Array.from(this.#typed.values()).filter((each) => each.why).map((each) => each.cell);
    return cells.length ? this.save(cells) : Promise.resolve();
  }

  undo() {
    return this.#send([], "undo", {});
  }

  #remember({ row, column }) {
    const at = this.#rows.headers.findIndex((header) => header.column === column);
    for (const each of this.#rows.here()) {
      if (each.row === row) this.#before.set(`${row}:${column}`, each.cells[at]);
    }
  }

  #send(cells, action, body) {
    const typed = cells.map((cell) => [`${cell.row}:${cell.column}`, { cell, text: cell.text, why: null }]);
    typed.forEach(([key, each]) => this.#typed.set(key, each));
    this.#changed(null);
    this.#last = this.#last.then(() => this.#sent(typed, action, body));
    return this.#last;
  }

  async #sent(typed, action, body) {
    let answer = null;
    try {
      answer = await call("POST", `${this.#path}/${action}`, body);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      typed.forEach(([, each]) => { each.why = problem; });
      announce(typed.length ? `${say("unsaved")} ${problem.message}` : problem.message);
    }
    if (answer) {
      typed.forEach(([key, each]) => {
        if (this.#typed.get(key) === each) this.#typed.delete(key); // unless she typed on
      });
      this.#rows.replace(answer.rows);
      const said = sayCount(action === "undo" ? "undone" : "changed", answer.changed);
      announce(`${said}. ${sayCount("to_mend", answer.counts.to_mend)}.`);
    }
    this.#changed(answer);
  }
}
