// The rows of the sheet, of which only a few windows are here at any time.

import { call } from "./page.js";

const WINDOW = 100; // rows of one call
const KEPT = 30; // windows

export class Rows {
  headers = [];
  total = null; // not known before the first answer
  only = "mend";
  #path;
  #windows = new Map(); // by number: a promise of rows, or the rows
  #changed;

  /** `changed` is called when rows have come, or when the list became another one. */
  constructor(path, changed) {
    this.#path = path;
    this.#changed = changed;
  }

  /** The row at this place of the list, or undefined when it is not here yet. */
  at(index) {
    const window = this.#windows.get(Math.floor(index / WINDOW));
    return Array.isArray(window) ? window[index % WINDOW] : undefined;
  }

  /** All rows that are here. */
  *here() {
    for (const window of this.#windows.values()) if (Array.isArray(window)) yield* window;
  }

  /** Forgets the list: it is another one now. */
  forget(only = this.only) {
    this.only = only;
    this.#windows = new Map();
  }

  /** Brings the rows from `first` to `last`. */
  async bring(first, last) {
    const wanted = [];
    for (let n = Math.floor(first / WINDOW); n <= Math.floor(last / WINDOW); n += 1) {
      wanted.push(this.#window(n));
    }
    await Promise.all(wanted);
  }

  /** Where the row of this number is in the list, or -1. Rows stand in the order of the sheet. */
  async find(row) {
    await this.bring(0, 0);
    let [low, high] = [0, this.total - 1];
    let guess = row - (this.at(0)?.row ?? row); // right, when no row is left out
    while (low <= high) {
      const index = Math.min(Math.max(guess, low), high);
      await this.bring(index, index);
      const found = this.at(index)?.row;
      if (found === row || found === undefined) return found === row ? index : -1;
      if (found < row) low = index + 1;
      else high = index - 1;
      guess = Math.floor((low + high) / 2);
    }
    return -1;
  }

  /** Puts rows that were judged again in their places. */
  replace(rows) {
    const judged = new Map(rows.map((row) => [row.row, row]));
    for (const [n, window] of this.#windows) {
      if (!Array.isArray(window)) continue;
      this.#windows.set(n, window.map((row) => judged.get(row.row) ?? row));
    }
  }

  #window(n) {
    const known = this.#windows.get(n);
    if (known) {
      this.#windows.delete(n); // what was asked for last is dropped last
      this.#windows.set(n, known);
      return known;
    }
    const windows = this.#windows;
    const coming = this.#load(n, windows).catch((problem) => {
      windows.delete(n);
      throw problem;
    });
    windows.set(n, coming);
    for (const old of windows.keys()) {
      if (windows.size <= KEPT) break;
      windows.delete(old);
    }
    return coming;
  }

  async #load(n, windows) {
    const query = new URLSearchParams({ start: n * WINDOW, count: WINDOW, only: this.only });
    const answer = await call("GET", `${this.#path}/rows?${query}`);
    if (windows !== this.#windows) return; // of a list that was forgotten meanwhile
    const isOther = this.total !== null && answer.total !== this.total && windows.size > 1;
    if (isOther) {
      // Mended rows have left the list, and all behind them moved up.
      this.#windows = new Map();
    }
    this.#windows.set(n, answer.rows);
    this.headers = answer.headers;
    this.total = answer.total;
    this.#changed();
  }
}
