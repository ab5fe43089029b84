"use strict";
(() => {
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const shown = document.getElementById("shown");
  const rows = Array.from(document.querySelectorAll("#orders tbody tr"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const narrow = matchMedia("(max-width: 40rem)");
  const nameCells = () => {  // a card has no row of headings above it
    if (!narrow.matches) return;
    document.querySelectorAll("table").forEach((table) => {
      const headings = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent);
      Array.from(table.tBodies[0].rows).forEach((row) => headings.forEach((text, n) => {
        row.cells[n].dataset.heading = text;
      }));
    });
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, n) => {
      const hit = (!status.value || row.dataset.status === status.value)
        && words.every((word) => texts[n].includes(word));
      row.hidden = !hit;
      count += hit;
    });
    shown.textContent = shown.dataset.text.replace("#", count);
  };
  const showAll = () => {
    search.value = status.value = "";
    filter();
  };
  const follow = (link) => {  // to an order, which the filter may hide
    if (document.getElementById(link.hash.slice(1)).hidden) showAll();
  };
  const copy = async (command) => {
    try {
      await navigator.clipboard.writeText(command.textContent);
      return true;
    } catch {  // a browser may keep the clipboard from a page that lies on a disk
      getSelection().selectAllChildren(command);
      return document.execCommand("copy");
    }
  };
  document.querySelectorAll('a[href^="#row-"]').forEach((link) => {
    link.addEventListener("click", () => follow(link));
  });
  document.querySelectorAll(".command").forEach((part) => {
    const [command, button, said] = part.children;
    button.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = "";  // what does not change is not announced again
      if (await copy(command)) said.textContent = said.dataset.text;
    });
  });
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  narrow.addEventListener("change", nameCells);
  nameCells();
  filter();
})();
