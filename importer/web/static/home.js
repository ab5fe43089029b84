// The first page: a file is dropped, chosen or pasted, and its own page opens.

import { alarm, attempt, base, byId, call, say } from "./page.js";

async function handOver(content, name) {
  byId("handing").textContent = say("handing", { name });
  const done = await attempt(async () => {
    const { id } = await call("POST", "/uploads", content, { "X-File-Name": encodeURIComponent(name) });
    location.assign(`${base}/uploads/${encodeURIComponent(id)}`);
  });
  if (!done) byId("handing").textContent = "";
}

function takeRows(text) {
  if (!/\t/.test(text.trim()) && !/\n/.test(text.trim())) {
    alarm({ message: say("no_rows") });
    return;
  }
  handOver(new Blob([text], { type: "text/plain" }), "pasted.tsv");
}

function listenForFiles() {
  const drop = byId("drop");
  const file = byId("file");
  byId("choose").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    if (file.files.length) handOver(file.files[0], file.files[0].name);
    file.value = "";
  });
  // The whole page takes a file: one that misses the field would be opened by the browser.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const [dropped] = event.dataTransfer.files;
    if (dropped) handOver(dropped, dropped.name);
  });
  document.addEventListener("paste", (event) => {
    if (event.target.matches("input, textarea")) return;
    const [pasted] = event.clipboardData.files;
    const text = event.clipboardData.getData("text/plain");
    if (text) takeRows(text); // Excel puts a picture of the rows beside them
    else if (pasted) handOver(pasted, pasted.name);
  });
  byId("take").addEventListener("click", () => takeRows(byId("pasted").value));
}

function listenForClosing() {
  const dialog = byId("sure");
  let chosen = "";
  document.querySelectorAll("[data-remove]").forEach((button) => {
    button.addEventListener("click", () => {
      chosen = button.dataset.remove;
      byId("sure-text").textContent = say("close", { name: button.dataset.name });
      dialog.showModal();
    });
  });
  byId("sure-no").addEventListener("click", () => dialog.close());
  byId("sure-yes").addEventListener("click", async () => {
    dialog.close();
    if (await attempt(() => call("DELETE", `/uploads/${encodeURIComponent(chosen)}`))) location.reload();
  });
}

byId("login")?.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const { account } = await call("POST", "/login", { token: byId("token").value });
    byId("token").value = "";
    byId("login").hidden = true;
    byId("account").hidden = false;
    byId("account-name").textContent = account;
    byId("handing").textContent = say("connected", { account });
  });
});
byId("leave")?.addEventListener("click", async () => {
  if (await attempt(() => call("POST", "/leave"))) byId("main").textContent = say("ended");
});
listenForFiles();
listenForClosing();
