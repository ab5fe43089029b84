// What became of the orders, what is to keep, and what OTO says of them later.

import { attempt, base, byId, call, el, fill, number, say, sayCount } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const NARROWEST = 12; // thousandths of the bar
const TO_MEND = new Set(["invalid", "rejected", "conflict"]);

/** Draws the last view; `mend` is called with the row of an order that she wants to mend. */
export function drawResults(path, result, mend) {
  if (!result) return;
  fill(byId("results"),
    el("p", { class: `note large ${result.good ? "good" : "care"}` }, result.headline),
    bar(result.statuses),
    el("dl", { class: "counts" }, result.statuses.map(({ label, orders }) => (
      el("div", {}, el("dt", {}, label), el("dd", {}, number(orders)))))),
    result.steps.length ? section("steps", el("ol", {}, result.steps.map((step) => el("li", {}, step)))) : null,
    result.files.length ? section("downloads", downloads(path, result.files)) : null,
    section("tracking", ...tracking(path, result.tracking)),
    result.orders.length ? section("orders", orders(result.orders, mend),
      result.more_orders ? el("p", { class: "quiet" }, sayCount("more_orders", result.more_orders)) : null) : null);
}

const section = (name, ...children) => el("section", {}, el("h3", {}, say(name)), children);

/** A stretch for each status, as wide as its share, but never too small to see. */
function bar(statuses) {
  const counts = statuses.filter(({ orders }) => orders);
  const all = counts.reduce((sum, { orders }) => sum + orders, 0);
  const shared = 1000 - NARROWEST * counts.length;
  const drawn = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };
  const label = counts.map((each) => `${each.label}: ${number(each.orders)}`).join(", ");
  const size = { viewBox: "0 0 1000 10", preserveAspectRatio: "none" };
  const svg = drawn("svg", { class: "bar", role: "img", "aria-label": label, ...size });
  let x = 0;
  counts.forEach(({ status, orders: count }) => {
    const width = NARROWEST + (shared * count) / all;
    svg.append(drawn("rect", { class: `s-${status}`, x, y: 0, width, height: 10 }));
    x += width;
  });
  return all ? svg : null;
}

function downloads(path, files) {
  const way = (kind, name) => (kind === "page" ? { target: "_blank", rel: "noopener" } : { download: name });
  return el("ul", { class: "files" }, files.map(({ kind, label, name }) => el("li", {},
    el("a", { href: `${base}${path}/files/${kind}`, ...way(kind, name) }, label),
    el("bdi", { class: "quiet" }, name))));
}

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
