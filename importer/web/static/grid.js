// Her rows as in a sheet. Only the rows in sight are elements; the focus stays on the grid, and
// aria-activedescendant says which cell is meant.

import { HEIGHT, IN_OTO, NUMBERS, headElement, rowElement, widths } from "./grid_elements.js";
import { announce, attempt, el, rightToLeft, say } from "./page.js";
import { fromText, toText } from "./tsv.js";

const BEYOND = 8; // rows drawn above and below what is in sight
const LARGEST = 2000; // rows of a block
const REST = 60; // milliseconds of rest before rows are asked for

export class Grid {
  editing = null; // {index, column, input}
  locked = false; // while orders are sent
  #root;
  #rows;
  #mending;
  #moved;
  #head = el("div", { class: "grid-head", role: "rowgroup" });
  #body = el("div", { class: "grid-body", role: "rowgroup" });
  #active = { index: 0, column: 0 };
  #anchor = { index: 0, column: 0 };
  #shown = new Map(); // by index: {row, element}
  #leaving = false; // after Escape Tab leaves the grid
  #moving = false; // somebody has chosen a cell
  #rest = 0;
  #drawn = "";

  /** `moved` is called when another cell is active, or the active one says something else. */
  constructor(root, rows, mending, moved) {
    this.#root = root;
    this.#rows = rows;
    this.#mending = mending;
    this.#moved = moved;
    root.append(this.#head, this.#body);
    root.addEventListener("scroll", () => requestAnimationFrame(() => this.#drawRows()));
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("copy", (event) => this.#copy(event));
    root.addEventListener("cut", (event) => this.#cut(event));
    root.addEventListener("paste", (event) => this.#paste(event));
    this.#body.addEventListener("pointerdown", (event) => this.#press(event));
    this.#body.addEventListener("pointermove", (event) => this.#drag(event));
    this.#body.addEventListener("dblclick", () => this.edit());
    new ResizeObserver(() => this.#drawRows()).observe(root);
  }

  /** The active cell, or null while its row is not here. */
  get cell() {
    const { index, column } = this.#active;
    const row = this.#rows.at(index);
    const header = this.#rows.headers[column];
    if (!row || !header) return null;
    const typed = this.#mending.typed(row.row, header.column);
    return { row, header, typed, text: typed?.text ?? row.cells[column] ?? "", bad: row.bad[column], column };
  }

  /** Draws all anew: rows have come, were judged, or are others now. */
  draw() {
    const { headers, total } = this.#rows;
    if (total === null) return;
    this.#root.setAttribute("aria-rowcount", total + 1);
    this.#root.setAttribute("aria-colcount", headers.length + 1);
    this.#body.style.height = `${total * HEIGHT}px`;
    this.#active.index = Math.max(0, Math.min(this.#active.index, total - 1));
    this.#anchor.index = Math.max(0, Math.min(this.#anchor.index, total - 1));
    this.#drawHead();
    this.#drawRows();
    this.#moved();
  }

  /** Goes to the row and the column of the sheet; without one to what is bad in the row. Gives
   *  whether the row is in the list. */
  async goTo(row, column) {
    const index = await this.#rows.find(row);
    const at = this.#rows.headers.findIndex((header) => header.column === column);
    if (index < 0) return false;
    const [bad = 0] = Object.keys(this.#rows.at(index).bad).map(Number);
    this.#go(index, at < 0 ? bad : at);
    this.#bringIntoSight();
    return true;
  }

  /** Goes to the top of the list. */
  toTop() {
    this.#root.scrollTop = 0;
    this.#active = { index: 0, column: 0 };
    this.#anchor = { ...this.#active };
    this.#moving = false;
  }

  /** Goes to the next cell to mend, or (-1) the one before; after the last comes the first. */
  async goToBad(step) {
    const { total } = this.#rows;
    let { index, column } = this.#active;
    if (!this.#moving) column = -1; // nobody has been in the first cell yet
    for (let looked = 0; looked <= Math.min(total, LARGEST); looked += 1) {
      await this.#rows.bring(index, index);
      const bad = Object.keys(this.#rows.at(index)?.bad ?? {}).map(Number).sort((a, b) => (a - b) * step);
      const next = bad.find((each) => column === null || (each - column) * step > 0);
      if (next !== undefined) {
        this.#go(index, next);
        this.#bringIntoSight();
        return;
      }
      index = (index + step + total) % total;
      column = null;
    }
    announce(say("no_more_bad"));
  }

  /** Takes the suggestion for the active cell. */
  takeSuggestion() {
    const { cell } = this;
    if (cell?.bad?.suggestion) this.#save([{ ...this.#place(), text: cell.bad.suggestion }]);
  }

  /** Saves this text in the active cell, and in all of its column that say the same. */
  put(text, { same = false } = {}) {
    const { cell } = this;
    if (!cell || !this.#mayChange(cell.row)) return;
    if (same) this.#mending.saveSame({ ...this.#place(), text });
    else if (text !== cell.text || cell.typed) this.#save([{ ...this.#place(), text }]);
  }

  /** Opens the active cell for typing, with its text or with none. */
  edit({ empty = false } = {}) {
    const { cell } = this;
    if (!cell || this.editing || !this.#mayChange(cell.row)) return;
    this.#reveal();
    const { index, column } = this.#active;
    const element = this.#element(index, column);
    const label = say("cell_of", { address: `${cell.header.letter}${cell.row.row}`, header: cell.header.title });
    const input = el("input", { "aria-label": label, dir: "auto", autocomplete: "off", spellcheck: "false" });
    input.value = empty ? "" : cell.text;
    this.editing = { index, column, input, byTyping: empty };
    input.addEventListener("blur", () => this.#close(true));
    element.append(input);
    input.focus({ preventScroll: true });
  }

  #place() {
    return { row: this.cell.row.row, column: this.cell.header.column };
  }

  #save(cells) {
    const allowed = cells.filter(({ row }) => this.#mayChange(this.#byNumber(row), cells.length === 1));
    if (!allowed.length) return;
    const saved = this.#mending.save(allowed);
    if (allowed.length < cells.length) saved.then(() => announce(say("in_oto")));
  }

  #byNumber(number) {
    for (const row of this.#rows.here()) if (row.row === number) return row;
    return undefined;
  }

  #mayChange(row, aloud = true) {
    const why = this.locked ? "while_sending" : IN_OTO.has(row?.status) ? "in_oto" : "";
    if (why && aloud) announce(say(why));
    return !why;
  }

  // Drawing

  #drawHead() {
    const { headers } = this.#rows;
    const key = JSON.stringify(headers);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const columns = widths(headers, Array.from(this.#rows.here()).slice(0, 100));
    this.#root.style.setProperty("--columns", columns.map((width) => `${width}px`).join(" "));
    this.#head.replaceChildren(headElement(headers));
    this.#body.style.width = `${this.#head.scrollWidth}px`;
    this.#body.replaceChildren();
    this.#shown.clear();
  }

  #drawRows() {
    const { total } = this.#rows;
    if (!total || !this.#root.clientHeight) {
      this.#body.replaceChildren();
      this.#shown.clear();
      return;
    }
    const top = Math.floor(this.#root.scrollTop / HEIGHT);
    const first = Math.max(0, top - BEYOND);
    const last = Math.min(total - 1, top + Math.ceil(this.#root.clientHeight / HEIGHT) + BEYOND);
    for (const [index, shown] of this.#shown) {
      if ((index < first || index > last) && this.editing?.index !== index) {
        shown.element.remove();
        this.#shown.delete(index);
      }
    }
    let missing = false;
    for (let index = first; index <= last; index += 1) {
      const row = this.#rows.at(index);
      missing ||= !row;
      this.#drawRow(index, row);
    }
    this.#mark();
    clearTimeout(this.#rest);
    if (missing) this.#rest = setTimeout(() => this.#rows.bring(first, last).catch(() => {}), REST);
  }

  #drawRow(index, row) {
    if (this.editing?.index === index) return;
    const state = row?.cells.map((_, n) => this.#mending.typed(row.row, this.#rows.headers[n]?.column));
    const shown = this.#shown.get(index);
    const isSame = shown && shown.row === row
      && (state ?? []).every((each, n) => each === shown.state[n] && (each?.why ?? null) === shown.whys[n]);
    if (isSame) return;
    const element = rowElement(index, row, this.#rows.headers, state);
    if (shown) shown.element.replaceWith(element);
    else this.#insert(index, element);
    this.#shown.set(index, { row, element, state: state ?? [], whys: (state ?? []).map((each) => each?.why ?? null) });
  }

  #insert(index, element) { // a screen reader reads the elements in their order
    const after = Array.from(this.#shown.keys()).filter((each) => each > index);
    const next = after.length ? this.#shown.get(Math.min(...after)).element : null;
    this.#body.insertBefore(element, next);
  }

  #element(index, column) {
    return document.getElementById(`cell-${index}-${column}`);
  }

  /** Shows which cell is active and which are marked. */
  #mark() {
    const { top, bottom, start, end } = this.#block();
    const isBlock = top !== bottom || start !== end;
    for (const [index, { element }] of this.#shown) {
      this.#rows.headers.forEach((_, n) => {
        const cell = element.children[n + 1];
        if (!cell) return;
        const isActive = index === this.#active.index && n === this.#active.column;
        const isMarked = index >= top && index <= bottom && n >= start && n <= end;
        cell.classList.toggle("active", isActive);
        cell.classList.toggle("marked", isBlock && isMarked);
        cell.setAttribute("aria-selected", isMarked);
      });
    }
    const active = this.#element(this.#active.index, this.#active.column);
    if (active) this.#root.setAttribute("aria-activedescendant", active.id);
    else this.#root.removeAttribute("aria-activedescendant");
  }

  #block() {
    const [a, b] = [this.#active, this.#anchor];
    return {
      top: Math.min(a.index, b.index), bottom: Math.max(a.index, b.index),
      start: Math.min(a.column, b.column), end: Math.max(a.column, b.column),
    };
  }

  // Moving

  #go(index, column, extend = false) {
    const { total, headers } = this.#rows;
    const wanted = Math.max(0, Math.min(index, total - 1));
    const far = extend ? Math.max(-LARGEST, Math.min(wanted - this.#anchor.index, LARGEST)) : 0;
    this.#active = {
      index: extend ? this.#anchor.index + far : wanted,
      column: Math.max(0, Math.min(column, headers.length - 1)),
    };
    if (!extend) this.#anchor = { ...this.#active };
    this.#moving = true;
    this.#reveal();
    this.#moved();
  }

  /** The grid, and what is said of the cell below it. */
  #bringIntoSight() {
    this.#root.focus({ preventScroll: true });
    this.#root.parentElement.scrollIntoView({ block: "nearest" });
  }

  #reveal() {
    const root = this.#root;
    const above = this.#active.index * HEIGHT;
    const room = root.clientHeight - this.#head.offsetHeight - HEIGHT;
    if (above < root.scrollTop) root.scrollTop = above;
    else if (above > root.scrollTop + room) root.scrollTop = above - room;
    this.#drawRows();
    const cell = this.#element(this.#active.index, this.#active.column);
    if (!cell) return;
    const [seen, place] = [root.getBoundingClientRect(), cell.getBoundingClientRect()];
    const left = seen.left + (rightToLeft ? seen.width - root.clientWidth : NUMBERS);
    const right = seen.left + (rightToLeft ? seen.width - NUMBERS : root.clientWidth);
    if (place.left < left || place.width > right - left) root.scrollLeft += place.left - left;
    else if (place.right > right) root.scrollLeft += place.right - right;
  }

  #key(event) {
    if (this.editing) { this.#keyWhileEditing(event); return; }
    const { key, shiftKey: shift, altKey: alt } = event;
    const control = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(this.#root.clientHeight / HEIGHT) - 3);
    const { index, column } = this.#active;
    const last = { index: this.#rows.total - 1, column: this.#rows.headers.length - 1 };
    const forward = rightToLeft ? -1 : 1;
    const go = (toIndex, toColumn, extend = shift) => () => this.#go(toIndex, toColumn, extend);
    const keys = {
      ArrowUp: alt ? () => this.goToBad(-1) : go(control ? 0 : index - 1, column),
      ArrowDown: alt ? () => this.goToBad(1) : go(control ? last.index : index + 1, column),
      ArrowRight: go(index, control ? last.column * (forward > 0) : column + forward),
      ArrowLeft: go(index, control ? last.column * (forward < 0) : column - forward),
      Home: go(control ? 0 : index, 0),
      End: go(control ? last.index : index, last.column),
      PageUp: go(index - page, column),
      PageDown: go(index + page, column),
      Enter: alt ? () => this.takeSuggestion() : control ? () => this.#sameAsSuggested() : () => this.edit(),
      F2: () => this.edit(),
      Delete: () => this.#clear(),
      Backspace: () => this.#clear(),
      Escape: () => { this.#leaving = true; this.#anchor = { ...this.#active }; this.#mark(); },
    };
    if (key === "Tab") { this.#tab(event); return; }
    if (key !== "Escape") this.#leaving = false;
    const isLetter = key.length === 1 && (event.getModifierState("AltGraph") || (!control && !alt));
    if (isLetter) this.edit({ empty: true }); // and the letter goes into what was opened
    else if (key.toLowerCase() === "z" && control && !shift) { event.preventDefault(); this.#mending.undo(); }
    else if (keys[key]) { event.preventDefault(); keys[key](); }
  }

  #tab(event) {
    const column = this.#active.column + (event.shiftKey ? -1 : 1);
    if (this.#leaving || column < 0 || column >= this.#rows.headers.length) return;
    event.preventDefault();
    this.#go(this.#active.index, column);
  }

  #keyWhileEditing(event) {
    const { key, shiftKey: shift, altKey: alt } = event;
    const { index, column } = this.#active;
    const step = rightToLeft ? -1 : 1;
    const ways = {
      Enter: [index + (shift ? -1 : 1), column],
      Tab: [index, column + (shift ? -1 : 1)],
      // Who began by typing goes on with an arrow; who opened the cell moves within its text.
      ...this.editing.byTyping && {
        ArrowUp: [index - 1, column], ArrowDown: [index + 1, column],
        ArrowRight: [index, column + step], ArrowLeft: [index, column - step],
      },
    };
    if (event.isComposing) return;
    if (key === "Escape") {
      event.preventDefault();
      this.#close(false);
    } else if (key === "Enter" && alt) {
      event.preventDefault();
      this.#close(false);
      this.takeSuggestion();
    } else if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const { value } = this.editing.input;
      this.#close(false);
      this.put(value, { same: true });
    } else if (ways[key]) {
      event.preventDefault();
      this.#close(true);
      this.#go(...ways[key]);
    }
  }

  /** Closes the cell that is open, and keeps what was typed. */
  #close(keep) {
    if (!this.editing) return;
    const { index, column, input } = this.editing;
    const hadFocus = document.activeElement === input;
    this.editing = null;
    const row = this.#rows.at(index);
    const header = this.#rows.headers[column];
    const before = this.#mending.typed(row?.row, header?.column)?.text ?? row?.cells[column] ?? "";
    input.remove();
    if (hadFocus) this.#root.focus({ preventScroll: true });
    this.#shown.get(index)?.element.remove();
    this.#shown.delete(index);
    if (keep && row && input.value !== before) this.#save([{ row: row.row, column: header.column, text: input.value }]);
    else this.#drawRows();
  }

  #sameAsSuggested() {
    const { cell } = this;
    if (cell?.bad?.suggestion) this.put(cell.bad.suggestion, { same: true });
  }

  // With the mouse, and with a finger

  #placeOf(event) {
    const [, index, column] = event.target.closest?.("[role=gridcell]")?.id.split("-") ?? [];
    return index === undefined ? null : { index: Number(index), column: Number(column) };
  }

  #press(event) {
    const place = this.#placeOf(event);
    if (!place || event.target.tagName === "INPUT" || event.button) return;
    const isAgain = place.index === this.#active.index && place.column === this.#active.column;
    this.#leaving = false;
    this.#go(place.index, place.column, event.shiftKey);
    if (event.pointerType === "touch") {
      if (isAgain) addEventListener("click", () => this.edit(), { once: true });
    } else {
      event.preventDefault();
      this.#root.focus({ preventScroll: true });
    }
  }

  #drag(event) {
    const place = event.pointerType === "mouse" && event.buttons === 1 && !this.editing && this.#placeOf(event);
    if (!place || (place.index === this.#active.index && place.column === this.#active.column)) return;
    this.#go(place.index, place.column, true);
  }

  // Blocks

  async #copy(event) {
    if (this.editing) return;
    event.preventDefault();
    const { top, bottom, start, end } = this.#block();
    const read = () => this.#indexes(top, bottom).map((index) => {
      const row = this.#rows.at(index);
      return this.#rows.headers.slice(start, end + 1).map((header, n) => (
        this.#mending.typed(row.row, header.column)?.text ?? row.cells[start + n] ?? ""));
    });
    if (this.#indexes(top, bottom).every((index) => this.#rows.at(index))) {
      event.clipboardData.setData("text/plain", toText(read()));
    } else if (!await attempt(async () => { // rows of a long block may have to be fetched
      await this.#rows.bring(top, bottom);
      await navigator.clipboard.writeText(toText(read()));
    })) return;
    announce(say("copied"));
  }

  async #cut(event) {
    if (this.editing) return;
    await this.#copy(event);
    await this.#clear();
  }

  #clear() {
    return this.#fill("");
  }

  /** Puts the text into all that is marked. */
  async #fill(text) {
    const { top, bottom, start, end } = this.#block();
    if (!await attempt(() => this.#rows.bring(top, bottom))) return;
    const columns = this.#rows.headers.slice(start, end + 1);
    this.#save(this.#indexes(top, bottom).flatMap((index) => (
      columns.map(({ column }) => ({ row: this.#rows.at(index).row, column, text })))));
  }

  #indexes(top, bottom) {
    return Array.from({ length: bottom - top + 1 }, (_, n) => top + n);
  }

  async #paste(event) {
    if (this.editing) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (!text) return;
    const block = fromText(text);
    if (block.length === 1 && block[0].length === 1) {
      await this.#fill(block[0][0]); // one text goes into all that is marked
      return;
    }
    const { top, start } = this.#block();
    const { total, headers } = this.#rows;
    const fits = block.slice(0, Math.min(total - top, LARGEST)).map((row) => row.slice(0, headers.length - start));
    if (!await attempt(() => this.#rows.bring(top, top + fits.length - 1))) return;
    const cells = fits.flatMap((texts, n) => texts.map((each, m) => (
      { row: this.#rows.at(top + n)?.row, column: headers[start + m].column, text: each }
    ))).filter((cell) => cell.row !== undefined);
    this.#go(top, start);
    this.#anchor = { index: top + fits.length - 1, column: start + Math.max(...fits.map((row) => row.length)) - 1 };
    this.#save(cells);
    const isWhole = fits.length === block.length && block.every((row) => row.length <= headers.length - start);
    if (!isWhole) announce(say("block_too_large"));
  }
}
