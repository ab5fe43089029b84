// What all pages share: sentences, elements, the server, and what is said aloud.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
const texts = { ...read("texts-of-all"), ...read("texts") };
const plurals = read("plurals");
const forms = new Intl.PluralRules(document.documentElement.lang);

/** What stands before the addresses of this page: on a team's, that of the account. */
export const base = document.documentElement.dataset.base ?? "";
export const rightToLeft = document.documentElement.dir === "rtl";
export const byId = (id) => document.getElementById(id);
export const number = (count) => count.toLocaleString("en-US");

/** The sentence of this name, its places filled. */
export function say(name, facts = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact] ?? "");
}

/** The counting sentence of this name: the server wrote one for a number of each plural form. */
export function sayCount(name, count) {
  const samples = Object.keys(plurals).map(Number);
  const sample = samples.includes(count) ? count
    : samples.find((each) => forms.select(each) === forms.select(count) && each > 2)
      ?? samples.find((each) => forms.select(each) === forms.select(count));
  return plurals[sample][name].replace(String(sample), number(count));
}

/** An element; an attribute that begins with "on" is a listener, and null ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Draws anew what is in the container; the focus stays on what has the same id, and what is typed
 *  there, and what was unfolded. */
export function fill(container, ...children) {
  const { id, tagName, value } = document.activeElement;
  const focused = container.contains(document.activeElement) ? id : "";
  const open = Array.from(container.querySelectorAll("details[open][id]"), (each) => each.id);
  container.replaceChildren(...children.flat().filter(Boolean));
  open.forEach((id) => byId(id)?.setAttribute("open", ""));
  if (!focused || !byId(focused)) return;
  byId(focused).focus({ preventScroll: true });
  if (tagName === "INPUT") byId(focused).value = value;
}

/** Says it to whoever cannot see it; the same sentence twice is said twice. */
export function announce(text) {
  const announcer = byId("announcer");
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = text; }, 50);
}

/** Shows a refusal until the next call that works, or, without one, takes it away. */
export function alarm(refusal) {
  byId("alert").replaceChildren(...refusal ? [el("p", { class: "stop" }, told(refusal))] : []);
}

export const told = ({ message, cure }) => [message, cure].filter(Boolean).join(" ");

/** Why a call of the server did not work, for her. */
export class Refusal extends Error {
  constructor({ message, cure = "" }, status = 0) {
    super(message);
    this.cure = cure;
    this.status = status;
  }
}

/** Calls the server at that place of the page; a body that is no Blob goes as JSON. Throws a Refusal. */
export async function call(method, path, body, headers = {}) {
  const isRaw = body instanceof Blob;
  let response;
  try {
    response = await fetch(base + path, {
      method,
      headers: method === "POST" && !isRaw ? { "Content-Type": "application/json", ...headers } : headers,
      body: method === "POST" ? (isRaw ? body : JSON.stringify(body ?? {})) : undefined,
    });
  } catch {
    throw new Refusal({ message: say("silent"), cure: say("silent_cure") });
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const isOut = response.status === 401 || response.status === 403;
  const why = isOut ? { message: say("gone"), cure: say("gone_cure") } : { message: say("failed") };
  throw new Refusal(answer.error ?? why, response.status);
}

/** Does it, and shows why when it does not work. Gives whether it did. */
export async function attempt(action) {
  try {
    await action();
    alarm(null);
    return true;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    alarm(problem);
    return false;
  }
}
