// All runs: each in a line that stays where it is while its numbers grow.

import { attempt, base, byId, call, el, fill, number, say } from "./page.js";
import { isUnderWay, poll } from "./polling.js";

const look = poll("/runs/state", draw, ({ runs }) => runs.some(isUnderWay));

function draw({ runs, note, may_start: mayStart }) {
  byId("note").hidden = !note;
  byId("note-text").textContent = note;
  byId("start").hidden = !mayStart;
  byId("empty").hidden = runs.length > 0;
  fill(byId("runs"), runs.map(line));
}

function line(run) {
  const { id, file, by, when, label, state, settled, orders, counts, warnings } = run;
  const facts = [by ? say("by", { name: by }) : "", run.is_check ? say("check_only") : ""].filter(Boolean);
  const total = { settled: number(settled), total: number(orders) };
  const bar = el("progress", { max: Math.max(orders, 1), "aria-label": say("far_of", { file }) });
  bar.value = settled;
  return el("li", {},
    el("div", {}, el("a", { id: `run-${id}`, href: `${base}/runs/${id}` }, el("bdi", {}, file)),
      el("div", { class: "quiet" }, el("bdi", {}, when), facts.flatMap((fact) => [" · ", el("bdi", {}, fact)])),
      el("div", {}, counts.flatMap((count) => [el("span", { class: `tag t-${count.status}` },
        `${count.label}: ${number(count.orders)}`), " "]), warnings ? el("span", { class: "quiet" }, warnings) : null)),
    el("div", { class: "far" }, el("span", { class: `tag ${tint(run)}` }, label),
      isUnderWay(run) && orders ? [" ", say("far", total)] : null, state === "running" ? bar : null));
}

function tint({ state, good }) {
  if (state === "asking") return "care";
  if (state !== "ended") return "t-already_created";
  return good ? "good" : "t-not_sent";
}

byId("start").addEventListener("click", async () => {
  byId("start").disabled = true;
  if (await attempt(() => call("POST", "/runs/worker"))) await look();
  byId("start").disabled = false;
});
