// What became of the orders, what is to keep, and what OTO says of them later.

import { bar, counts, downloads } from "./outcome.js";
import { attempt, base, byId, call, el, fill, number, say, sayCount } from "./page.js";

const TO_MEND = new Set(["invalid", "rejected", "conflict"]);

/** Draws the last view; `mend` is called with the row of an order that she wants to mend. */
export function drawResults(path, result, mend) {
  if (!result) return;
  fill(byId("results"),
    el("p", { class: `note large ${result.good ? "good" : "care"}` }, result.headline),
    bar(result.statuses),
    counts(result.statuses),
    result.run ? el("p", {}, el("a", { href: `${base}/runs/${result.run}` }, say("all_of_run"))) : null,
    result.steps.length ? section("steps", el("ol", {}, result.steps.map((step) => el("li", {}, step)))) : null,
    result.files.length ? section("downloads", downloads(result.run ? `/runs/${result.run}` : path, result.files)) : null,
    result.run ? null : section("tracking", ...tracking(path, result.tracking)),
    result.orders.length ? section("orders", orders(result.orders, mend),
      result.more_orders ? el("p", { class: "quiet" }, sayCount("more_orders", result.more_orders)) : null) : null);
}

const section = (name, ...children) => el("section", {}, el("h3", {}, say(name)), children);

function tracking(path, known) {
  const ask = el("button", {
    type: "button",
    id: "track",
    onclick: async () => {
      ask.disabled = true;
      if (!await attempt(() => call("POST", `${path}/tracking`))) ask.disabled = false;
    },
  }, say("ask_tracking"));
  return [known ? el("p", {}, known.headline) : null,
    known ? el("dl", { class: "counts" }, known.statuses.map(({ label, orders: count }) => (
      el("div", {}, el("dt", {}, label), el("dd", {}, number(count)))))) : null,
    ask];
}

function orders(listed, mend) {
  const names = ["order", "status", "oto_id", "reason", "rows"];
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": say("orders") };
  return el("div", region, el("table", { class: "cards" },
    el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, say(name))))),
    el("tbody", {}, listed.map((order) => {
      const rows = [order.rows].flat().join(", ");
      const cells = [el("bdi", {}, order.order_id), el("span", { class: `tag t-${order.status}` }, order.label),
        el("bdi", {}, order.oto_id), order.reason, el("bdi", {}, rows)];
      const line = el("tr", {}, cells.map((cell, n) => el("td", { "data-heading": say(names[n]) }, cell)));
      if (TO_MEND.has(order.status)) {
        line.lastChild.append(" ", el("button", {
          class: "link", type: "button", "aria-label": say("mend_order", { order: order.order_id || rows }),
          onclick: () => mend(parseInt(rows, 10)),
        }, say("mend_row")));
      }
      return line;
    }))));
}
