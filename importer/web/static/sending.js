// Sending: the question before it, the live picture of it.

import { Refusal, announce, attempt, base, byId, call, el, fill, number, say, sayCount } from "./page.js";
import { drawNote, drawWarnings } from "./problems.js";

/** What is about to happen. */
export function drawPreview(state) {
  fill(byId("lines"), lines(state));
  drawNote(byId("blocked"), state.blocked);
  drawWarnings(byId("warnings"), state.warnings);
}

const lines = (state) => state.lines.map((line) => el("li", {}, line));

export class Question {
  #path;
  #refresh;
  #watch;
  #state = null;

  /** `refresh` fetches what is about to happen anew, and gives it; `watch` shows the sending. */
  constructor(path, refresh, watch) {
    this.#path = path;
    this.#refresh = refresh;
    this.#watch = watch;
    byId("ask-no").addEventListener("click", () => byId("ask").close());
    byId("ask-yes").addEventListener("click", () => this.#send("send"));
    byId("ask-hand-over")?.addEventListener("click", () => this.#send("hand-over"));
  }

  ask(state) {
    byId("ask-changed").hidden = true;
    this.#draw(state);
    byId("ask").showModal();
    byId("ask-no").focus();
  }

  #draw(state) {
    this.#state = state;
    fill(byId("ask-lines"), lines(state));
    drawWarnings(byId("ask-warnings"), state.warnings);
    byId("ask-yes").textContent = sayCount("send", state.counts.to_send);
    this.#disable(Boolean(state.blocked) || !state.counts.to_send);
    if (state.blocked) this.#warn(state.blocked);
  }

  #warn({ message, cure = "" }) {
    byId("ask-changed").textContent = `${message} ${cure}`.trim();
    byId("ask-changed").hidden = false;
  }

  #disable(isDisabled) {
    [byId("ask-yes"), byId("ask-hand-over")].forEach((button) => {
      if (button) button.disabled = isDisabled;
    });
  }

  async #send(how) {
    this.#disable(true); // one press, one sending
    try {
      await call("POST", `${this.#path}/${how}`, { version: this.#state.version });
      byId("ask").close();
      this.#watch();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.#warn(problem);
      if (problem.status !== 409) this.#disable(false);
      else if (await attempt(async () => this.#draw(await this.#refresh()))) this.#warn(problem);
    }
  }
}

export class Live {
  #path;
  #said = "";
  #waiting = null; // {text, until}

  constructor(path) {
    this.#path = path;
    byId("stop").addEventListener("click", () => this.#stop());
    setInterval(() => this.#drawWaiting(), 1000);
  }

  draw(run) {
    const isOn = Boolean(run) && run.state !== "done";
    byId("live").hidden = !isOn;
    byId("preview").hidden = isOn;
    if (!isOn) {
      this.#waiting = null;
      if (run && this.#said) this.#say("", run.text);
      return;
    }
    byId("live-text").textContent = run.text;
    byId("live-bar").max = Math.max(run.total, 1);
    byId("live-bar").value = run.settled;
    fill(byId("live-counts"), run.counts.map(({ label, orders }) => (
      el("div", {}, el("dt", {}, label), el("dd", {}, number(orders))))));
    this.#waiting = run.waiting && { text: run.waiting.text, until: Date.now() + run.waiting.seconds * 1000 };
    this.#drawWaiting();
    byId("live-note").hidden = !run.note;
    byId("live-note").textContent = run.note ?? "";
    byId("live-run").hidden = !run.id;
    byId("live-run").firstChild.href = `${base}/runs/${run.id}`;
    byId("live-left").textContent = run.state === "stopping" ? say("stopping") : timeLeft(run.seconds_left);
    byId("stop").disabled = run.state === "stopping";
    // Every tenth is said aloud, and every pause.
    const tenth = Math.floor((10 * run.settled) / Math.max(run.total, 1));
    const said = run.waiting ? this.#waitingText() : `${run.text} ${run.note ?? ""}`.trim();
    this.#say(`${run.state} ${tenth} ${Boolean(run.waiting)} ${run.note ?? ""}`, said);
  }

  #say(key, text) {
    if (key !== this.#said) announce(text);
    this.#said = key;
  }

  #waitingText() {
    const seconds = Math.max(0, Math.round((this.#waiting.until - Date.now()) / 1000));
    return this.#waiting.text.replace("{seconds}", number(seconds));
  }

  #drawWaiting() {
    byId("live-waiting").hidden = !this.#waiting;
    if (this.#waiting) byId("live-waiting").textContent = this.#waitingText();
  }

  async #stop() {
    byId("stop").disabled = true;
    if (!await attempt(() => call("POST", `${this.#path}/stop`))) byId("stop").disabled = false;
  }
}

function timeLeft(seconds) {
  if (seconds === null || seconds === undefined) return "";
  return seconds < 100 ? sayCount("seconds", Math.round(seconds)) : sayCount("minutes", Math.round(seconds / 60));
}
