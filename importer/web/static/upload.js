// The page of one file: fetches its state when it has changed, draws the view that is looked at, and
// says what the next step is.

import { CellPanel } from "./cell_panel.js";
import { Grid } from "./grid.js";
import { Mending } from "./mending.js";
import { alarm, announce, attempt, base, byId, call, el, fill, number, say, sayCount } from "./page.js";
import { drawCauses, drawNote } from "./problems.js";
import { drawResults } from "./results.js";
import { Rows } from "./rows.js";
import { Live, Question, drawPreview } from "./sending.js";
import { drawUnderstood } from "./understood.js";

const VIEWS = ["file", "mend", "send", "results"];
const PATIENCE = 3000; // milliseconds without the server, before it is told
const NO_COUNTS = { orders: 0, to_send: 0, to_mend: 0, in_oto: 0, rows: 0 };
const path = `/uploads/${encodeURIComponent(byId("upload").dataset.id)}`;

let state = null;
let view = "";
let watched = false; // orders were being sent, the last time that it was looked
let fetching = null;
const drawn = new Map(); // by part of the page: the data that it shows
let sheet = ""; // what the rows of the grid depend on, beside what is mended here

const rows = new Rows(path, () => drawGrid());
const mending = new Mending(path, rows, (answer) => {
  if (answer) {
    state.counts = answer.counts;
    drawAround();
    refresh();
  }
  drawGrid();
});
const grid = new Grid(byId("grid"), rows, mending, () => panel.draw());
const panel = new CellPanel(grid, rows, mending);
const question = new Question(path, refresh, () => show("send"));
const live = new Live(path);

/** Fetches the state; calls while one is under way get one more, together. */
function refresh() {
  if (!fetching) {
    fetching = fetchState().finally(() => { fetching = null; });
    return fetching;
  }
  fetching.again ??= fetching.catch(() => {}).then(() => refresh());
  return fetching.again;
}

async function fetchState() {
  const known = await call("GET", `${path}/state`);
  state = { ...known, counts: known.counts ?? NO_COUNTS };
  const hasEnded = watched && !isSending() && Boolean(state.result);
  watched = isSending();
  if (!view) show(viewOfHash() || firstView(), false);
  else if (hasEnded && view === "send") show("results");
  else draw();
  if (hasEnded) announce(state.result.headline);
  return state;
}

function firstView() {
  if (state.run && state.run.state !== "done") return "send";
  return state.result ? "results" : "file";
}

function viewOfHash() {
  const named = location.hash.slice(1);
  const isThere = VIEWS.includes(named) && (named !== "results" || state.result);
  return isThere && !(state.result && named === "send") ? named : "";
}

/** Shows the view, and moves the focus to its title. */
function show(name, focus = true) {
  view = name;
  VIEWS.forEach((each) => { byId(`view-${each}`).hidden = each !== name || Boolean(state.error); });
  history.replaceState(null, "", `#${name}`);
  draw();
  if (focus) byId(`title-${name}`).focus();
  scrollTo({ top: 0 });
}

function draw() {
  const { understood, columns, fields, questions, causes, result } = state;
  drawAround();
  ifChanged("understood", [understood, columns, fields, questions], () => drawUnderstood(state, answer));
  ifChanged("causes", causes, () => drawCauses(causes, goTo));
  drawPreview(state);
  ifChanged("result", result, () => drawResults(path, result, (row) => goTo({ row })));
  byId("undo").disabled = !state.can_undo;
  const read = columns.map(({ letter, field }) => `${letter} ${field}`).sort();
  const asked = questions.map(({ option }) => option);
  const now = JSON.stringify([understood, read, asked, state.counts.rows, state.run?.state ?? ""]);
  if (now !== sheet && !isReading()) {
    sheet = now;
    rows.forget();
    rows.total = null;
  }
  drawGrid();
}

/** Draws a part only when what it shows is other: what she unfolded or types there stays. */
function ifChanged(part, data, drawPart) {
  const now = JSON.stringify(data);
  if (drawn.get(part) === now) return;
  drawn.set(part, now);
  drawPart();
}

const isReading = () => Boolean(state.busy) && !state.columns.length;
const isSending = () => Boolean(state.run) && state.run.state !== "done";

/** What is on the page whatever is looked at. */
function drawAround() {
  const { counts, error } = state;
  byId("busy").textContent = state.busy?.text ?? "";
  drawNote(byId("error"), error);
  const isEmpty = Boolean(error) || isReading();
  byId("steps").hidden = byId("counts").hidden = isEmpty;
  VIEWS.forEach((each) => { byId(`view-${each}`).hidden = each !== view || isEmpty; });
  const badges = { file: state.questions.length, mend: counts.to_mend, send: counts.to_send };
  document.querySelectorAll("#steps a").forEach((link) => {
    const name = link.hash.slice(1);
    const badge = link.querySelector(".badge");
    badge.textContent = badges[name] ? number(badges[name]) : "";
    badge.classList.toggle("care", name === "mend" || name === "file");
    if (name === "results") link.parentElement.hidden = !state.result;
    if (name === view) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  const named = [["rows", "rows"], ["orders", "orders"], ["send", "to_send"], ["mend", "to_mend"], ["oto", "in_oto"]];
  fill(byId("counts"), named.map(([name, key]) => (
    el("div", {}, el("dt", {}, say(`count_${name}`)), el("dd", {}, number(counts[key]))))));
  grid.locked = isSending();
  live.draw(state.run);
  drawNext();
}

function drawGrid() {
  if (!state || view !== "mend" || isReading() || state.error) return;
  if (rows.total === null) {
    rows.bring(0, 0).catch(alarm);
    return;
  }
  const isEmpty = rows.total === 0;
  byId("grid").hidden = isEmpty;
  byId("grid-empty").hidden = !isEmpty;
  byId("list-size").textContent = sayCount("listed", rows.total);
  byId("cell").hidden = isEmpty;
  grid.draw();
}

/** The one button that goes on, and at most one beside it. */
function drawNext() {
  const [next, second] = steps();
  byId("next-step").hidden = !next;
  drawStep(byId("next"), next);
  drawStep(byId("second"), second);
}

function drawStep(button, step) {
  button.hidden = !step;
  button.textContent = step?.text ?? "";
  button.disabled = Boolean(step?.disabled);
  button.onclick = step?.go ?? null;
}

function steps() {
  const { counts, questions } = state;
  if (isReading()) return [];
  if (state.error) return [{ text: say("other_file"), go: () => location.assign(`${base}/`) }];
  if (isSending()) return view === "send" ? [] : [{ text: say("watch"), go: () => show("send") }];
  const answers = { text: sayCount("answer", questions.length), go: goToQuestion };
  const mend = { text: sayCount("to_mend", counts.to_mend), go: mendNext };
  const send = { text: sayCount("send", counts.to_send), go: askToSend, disabled: Boolean(state.busy) };
  const results = { text: say("see_results"), go: () => show("results") };
  const home = { text: say("all_files"), go: () => location.assign(`${base}/`) };
  const open = [
    counts.to_send && view === "send" ? send : null,
    questions.length ? answers : null,
    counts.to_mend && view !== "send" ? mend : null,
    counts.to_send && !questions.length && view !== "send" ? send : null,
    counts.to_mend && view === "send" ? mend : null,
    state.result && view !== "results" ? results : null,
    state.result ? home : null,
  ].filter(Boolean);
  return open.length ? open.slice(0, 2) : [{ text: say("nothing_to_send"), disabled: true }];
}

/** Goes to the grid, and there to the next cell to mend. */
function mendNext() {
  if (view === "mend") attempt(() => grid.goToBad(1));
  else show("mend");
}

function goToQuestion() {
  if (view !== "file") show("file");
  byId("questions").querySelector("button, input")?.focus();
}

async function askToSend() {
  if (grid.editing) byId("next").focus(); // what is open in the grid is saved first
  await attempt(async () => question.ask(await refresh()));
}

async function answer(answers) {
  if (await attempt(() => call("POST", `${path}/answers`, answers))) {
    announce(say("taken"));
    refresh().catch(alarm);
  } else {
    drawn.delete("understood"); // the choice shows again what holds
    draw();
  }
}

/** Goes to a cell of the sheet, also when it is not among those to mend. */
async function goTo({ row, column = -1 }) {
  if (view !== "mend") show("mend");
  await attempt(async () => {
    if (await grid.goTo(row, column)) return;
    setOnly(false);
    if (!await grid.goTo(row, column)) announce(say("not_there"));
  });
}

function setOnly(isOnly) {
  byId("only").checked = isOnly;
  rows.forget(isOnly ? "mend" : "all");
  rows.total = null;
}

function listen() {
  let silent = 0;
  const events = new EventSource(`${base}${path}/events`);
  const heard = () => {
    clearTimeout(silent);
    if (silent) alarm(null);
    silent = 0;
  };
  events.addEventListener("open", heard);
  events.addEventListener("message", (event) => {
    const { version, busy, run } = JSON.parse(event.data);
    if (!state || version !== state.version || Boolean(busy) !== Boolean(state.busy)) refresh().catch(alarm);
    if (!state) return;
    Object.assign(state, { busy, run });
    watched ||= isSending();
    drawAround();
  });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) { // it was sent away, and is told why
      refresh().catch(alarm);
      return;
    }
    silent ||= setTimeout(() => alarm({ message: say("lost") }), PATIENCE);
  });
}

byId("steps").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  show(link.hash.slice(1));
});
byId("only").addEventListener("change", () => {
  setOnly(byId("only").checked);
  grid.toTop();
  drawGrid();
});
byId("undo").addEventListener("click", () => mending.undo());

byId("busy").textContent = say("opening");
refresh().catch((problem) => {
  byId("busy").textContent = "";
  alarm(problem);
});
listen();
