"use strict";
(() => {
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const shown = document.getElementById("shown");
  const rows = Array.from(document.querySelectorAll("#orders tbody tr"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
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
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  filter();
})();
