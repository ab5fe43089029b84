// How many orders came to which end, as a bar and in numbers; what is to keep of them.

import { base, el, number } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const NARROWEST = 12; // thousandths of the bar

/** A stretch for each status, as wide as its share, but never too small to see. */
export function bar(statuses) {
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

/** What can be downloaded from that place. */
export function downloads(path, files) {
  const way = (kind, name) => (kind === "page" ? { target: "_blank", rel: "noopener" } : { download: name });
  return el("ul", { class: "files" }, files.map(({ kind, label, name }) => el("li", {},
    el("a", { id: `file-${kind}`, href: `${base}${path}/files/${kind}`, ...way(kind, name) }, label),
    el("bdi", { class: "quiet" }, name))));
}

/** The same in numbers. */
export const counts = (statuses) => el("dl", { class: "counts" }, statuses.map(({ label, orders }) => (
  el("div", {}, el("dt", {}, label), el("dd", {}, number(orders))))));
