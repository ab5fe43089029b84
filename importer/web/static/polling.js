// A page that looks again and again what is new: quickly while something is under way.

import { Refusal, alarm, call } from "./page.js";

const SOON = 2000;
const LATER = 10000; // milliseconds
const UNDER_WAY = new Set(["waiting", "running"]);

export const isUnderWay = ({ state }) => UNDER_WAY.has(state);

/** Draws what is at the path, now and whenever it has changed; `isOn` says of it whether it changes
 *  by itself. Gives what looks at once. */
export function poll(path, draw, isOn) {
  let timer = 0;
  let shown = "";
  let isSilent = false;
  async function look() {
    clearTimeout(timer);
    let pause = LATER;
    try {
      const state = await call("GET", path);
      if (isSilent) alarm(null);
      isSilent = false;
      const now = JSON.stringify(state);
      if (now !== shown) draw(state);
      shown = now;
      if (isOn(state)) pause = SOON;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      isSilent = true;
      alarm(problem);
    }
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }
  look();
  return look;
}
