// A block of cells as Excel and Sheets put it on the clipboard: tabs, lines, and quotes where needed.

export function fromText(text) {
  const block = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/g;
  const whole = text.replace(/(\r\n|\n|\r)$/, ""); // Excel ends the last line as well
  for (const [, quoted, plain, end] of whole.matchAll(cell)) {
    block.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end !== "\t") block.push([]);
  }
  return block;
}

export function toText(block) {
  const quoted = (text) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((row) => row.map(quoted).join("\t")).join("\n");
}
