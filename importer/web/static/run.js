// One run: how far it is, what it asks, how it is stopped, what is to keep of it.

import { bar, counts, downloads } from "./outcome.js";
import { attempt, byId, call, el, fill, say, sayCount } from "./page.js";
import { drawNote } from "./problems.js";
import { isUnderWay, poll } from "./polling.js";

const SEND = "send";
const path = `/runs/${encodeURIComponent(byId("run").dataset.id)}`;
let state = null;
let asked = ""; // which questions are drawn
let onSure = null; // what the dialog is about

const look = poll(`${path}/state`, draw, isUnderWay);

function draw(known) {
  const before = state;
  state = known;
  const { progress, note, error, warnings, counts: statuses, files, questions } = state;
  byId("state").textContent = [progress.text, warnings].filter(Boolean).join(" · ");
  byId("progress").hidden = state.state !== "running";
  byId("progress").max = Math.max(progress.total, 1);
  byId("progress").value = progress.settled;
  const isStopping = progress.state === "stopping";
  byId("note").textContent = isStopping ? say("stopping") : note;
  byId("note").hidden = !byId("note").textContent;
  drawStop(isStopping);
  drawNote(byId("error"), error);
  drawQuestions(before);
  byId("outcome").hidden = !statuses.length;
  byId("title-outcome").textContent = say(state.is_check || questions.length ? "found" : "outcome");
  fill(byId("counts"), bar(statuses), counts(statuses));
  byId("downloads").hidden = !files.length;
  fill(byId("files"), downloads(path, files));
  drawFacts();
}

function drawStop(isStopping) {
  byId("stop").hidden = !isUnderWay(state);
  byId("stop").textContent = say(state.is_waiting ? "end" : "stop");
  byId("stop").disabled = isStopping;
}

/** Only when it asks something else: what was chosen and typed stays. */
function drawQuestions(before) {
  const { questions, to_send: toSend } = state;
  const hadFocus = byId("questions").contains(document.activeElement);
  byId("questions").hidden = !questions.length;
  if (state.asked === asked) return;
  asked = state.asked;
  fill(byId("asked"), questions.map(question));
  byId("answer").textContent = toSend ? sayCount("send", toSend) : say("go_on");
  byId("answer").disabled = byId("decline").disabled = false;
  if (before && questions.length) byId("title-questions").focus();
  else if (hadFocus) byId("main").focus();
}

function question({ option, text, lines, choices, free, likely }) {
  const legend = el("legend", {}, text);
  if (option === SEND) return el("fieldset", {}, legend, el("ul", { class: "lines" }, lines.map((line) => el("li", {}, line))));
  const answers = choices.map(({ value, label, sample }, n) => {
    const id = `answer-${option}-${n}`;
    const radio = el("input", { type: "radio", id, name: option, value, required: true, checked: value === likely });
    return el("label", { for: id }, radio, el("bdi", {}, label), sample ? [" ", el("bdi", { class: "quiet" }, sample)] : null);
  });
  if (free) {
    const input = el("input", { id: `answer-${option}`, name: option, required: true, autocomplete: "off", dir: "auto", value: likely });
    answers.push(el("label", { for: input.id }, say("one_value")), el("div", { class: "line" }, input));
  }
  return el("fieldset", {}, legend, answers);
}

function drawFacts() {
  const kind = state.is_check ? ` (${say("check_only")})` : "";
  const { by, when, started, ended, stopped_by: stoppedBy, id, ledger_run: ledgerRun } = state;
  const facts = { by, when: when + kind, started, ended, stopped_by: stoppedBy, id, ledger_run: ledgerRun };
  fill(byId("facts"), Object.entries(facts).filter(([, value]) => value).flatMap(([name, value]) => [
    el("dt", {}, say(`fact_${name}`)), el("dd", {}, el("bdi", {}, value))]));
}

async function answer(answers) {
  byId("answer").disabled = byId("decline").disabled = true;
  const isDone = await attempt(() => call("POST", `${path}/answers`, { asked, answers }));
  byId("answer").disabled = byId("decline").disabled = false;
  if (isDone) byId("main").focus();
  await look();
}

function makeSure(text, button, action) {
  byId("sure-text").textContent = text;
  byId("sure-yes").textContent = button;
  onSure = action;
  byId("sure").showModal();
  byId("sure-no").focus();
}

byId("questions").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = Object.fromEntries(new FormData(byId("questions")));
  answer(state.to_send ? { [SEND]: "yes" } : typed);
});
byId("decline").addEventListener("click", () => {
  makeSure(say("sure_end"), say("end"), () => answer({ "": "no" }));
});
byId("stop").addEventListener("click", () => {
  const sure = say(state.is_waiting ? "sure_end" : "sure_stop");
  makeSure(sure, byId("stop").textContent, async () => {
    await attempt(() => call("POST", `${path}/stop`));
    await look();
  });
});
byId("sure-no").addEventListener("click", () => byId("sure").close());
byId("sure-yes").addEventListener("click", () => {
  byId("sure").close();
  onSure();
});
