"use strict";
// Search as one types: a form with data-live replaces the list that the attribute names.
for (const form of document.querySelectorAll("form[data-live]")) {
  const list = document.querySelector(form.dataset.live);
  let newest = 0;
  let timer;
  const load = async () => {
    const number = ++newest;
    const query = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", `${form.action}?${query}`);
    query.set("part", "1");
    const response = await fetch(`${form.action}?${query}`);
    const text = await response.text();
    // An answer that was overtaken is dropped.
    if (!response.ok || number !== newest) return;
    list.innerHTML = text;
    const site = document.title.split(" · ").pop();
    document.title = [query.get("q")?.trim(), site].filter(Boolean).join(" · ");
  };
  form.addEventListener("input", (event) => {
    // While a Chinese word is being composed, the letters of its pinyin are not the query.
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(load, 60);
  });
  form.addEventListener("compositionend", load);
  // What was looked for is replaced by what is typed next.
  const box = form.querySelector("input[type=search]");
  box?.addEventListener("focus", () => box.select());
  if (box === document.activeElement) box.select();
}
// Copy what a field shows; the button is there only where the browser lets a page copy.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}
