// What was understood of the file, the questions that it leaves open, and the choice to change it.

import { byId, el, fill, say, sayCount } from "./page.js";

const ANSWERS = new Set(["dates", "decimal", "sheet", "encoding"]); // all others are the same for all orders

/** Draws the first view; `answer` is called with what she settles, as /answers takes it. */
export function drawUnderstood(state, answer) {
  fill(byId("questions"), state.questions.map((question) => drawQuestion(question, answer)));
  fill(byId("understood"), drawFacts(state.understood, answer));
  const used = state.columns.filter((column) => column.field || column.doubt);
  const unused = state.columns.filter((column) => !column.field && !column.doubt);
  const table = (columns) => drawColumns(columns, state.fields, answer);
  fill(byId("columns"), used.length ? table(used) : null, unused.length ? el("details", { id: "unused" },
    el("summary", {}, sayCount("unused", unused.length)), table(unused)) : null);
}

function drawQuestion({ option, text, choices, free, likely }, answer) {
  const settle = (value) => answer(ANSWERS.has(option) ? { [option]: value } : { constants: { [option]: value } });
  const parts = [el("legend", {}, text)];
  if (choices.length) {
    parts.push(el("div", { class: "choices" }, choices.map((choice, n) => el("button", {
      type: "button", id: `answer-${option}-${n}`, onclick: () => settle(choice.value),
    }, el("bdi", {}, choice.label), choice.sample ? el("small", {}, el("bdi", {}, choice.sample)) : null))));
  }
  if (free) {
    const input = el("input", { id: `answer-${option}`, required: true, autocomplete: "off", dir: "auto" });
    input.value = likely ?? "";
    parts.push(el("form", {
      onsubmit: (event) => {
        event.preventDefault();
        settle(input.value.trim());
      },
    }, el("label", { for: input.id }, say("one_value")),
    el("div", { class: "line" }, input, el("button", {}, say("use")))));
  }
  return el("fieldset", {}, parts);
}

function drawFacts({ sheet, sheets, header_row: row, profile, encoding }, answer) {
  const facts = [
    ["sheet", sheets.length > 1 ? choiceOf("sheet", sheets, sheet, (name) => answer({ sheet: name })) : sheet],
    ["header_row", row ? String(row) : ""],
    ["profile", profile],
    ["encoding", encoding],
  ];
  return facts.filter(([, value]) => value).flatMap(([name, value]) => [
    el("dt", {}, say(name)), el("dd", {}, typeof value === "string" ? el("bdi", {}, value) : value)]);
}

function choiceOf(name, values, chosen, settle) {
  const select = el("select", { id: `choice-${name}`, "aria-label": say(name) },
    values.map((value) => el("option", { value, selected: value === chosen }, value)));
  select.addEventListener("change", () => settle(select.value));
  return select;
}

function drawColumns(columns, fields, answer) {
  const [column, values, field] = ["your_column", "your_values", "our_field"].map((name) => say(name));
  return el("table", { class: "cards" },
    el("thead", {}, el("tr", {}, [column, values, field].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, columns.map((each) => el("tr", { class: each.doubt ? "doubtful" : null },
      el("td", { "data-heading": column },
        el("span", { class: "letter" }, each.letter), " ", el("bdi", {}, each.header || say("no_header")),
        each.doubt ? el("span", { class: "doubt" }, each.doubt) : null),
      el("td", { "data-heading": values },
        each.samples.map((text) => el("span", { class: "samples" }, el("bdi", {}, text)))),
      el("td", { "data-heading": field }, fieldChoice(each, fields, answer))))));
}

let settling = 0;
let maps = {};

function fieldChoice({ letter, header, field }, fields, answer) {
  const select = el("select", { id: `field-${letter}`, "aria-label": say("field_of", { column: header || letter }) },
    el("option", { value: "-", selected: !field }, say("not_used")),
    fields.map(({ name, label }) => el("option", { value: name, selected: name === field }, label)));
  select.addEventListener("change", () => {
    maps[letter] = select.value;
    clearTimeout(settling); // who goes through the list by arrow keys is not yet done
    settling = setTimeout(() => {
      answer({ maps });
      maps = {};
    }, 700);
  });
  return select;
}
