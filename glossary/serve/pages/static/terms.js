"use strict";
// Checks as one types: a form with data-check asks that address, and shows the answer in data-into.
for (const form of document.querySelectorAll("form[data-check]")) {
  const place = document.querySelector(form.dataset.into);
  let newest = 0;
  let timer;
  const check = async () => {
    const number = ++newest;
    const response = await fetch(form.dataset.check, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
    });
    const text = await response.text();
    // An answer that was overtaken is dropped.
    if (response.ok && number === newest) place.innerHTML = text;
  };
  form.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(check, 300);
  });
  form.addEventListener("compositionend", check);
  if (form.querySelector("[autofocus]")?.value) check();
}
// Tick all boxes of a name, or none if all are ticked; shown only where this runs.
for (const button of document.querySelectorAll("button[data-tick]")) {
  const boxes = [...button.form.querySelectorAll(`input[name="${button.dataset.tick}"]`)];
  button.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    const ticked = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = ticked;
  });
}
// The arrow keys lead from the search box through the hits, and back.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("form[data-live] input[type=search]");
  if (!box || event.isComposing || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [box, ...document.querySelectorAll(`${box.form.dataset.live} li a`)];
  const place = stops.indexOf(document.activeElement);
  const next = stops[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (place < 0 || !next) return;
  event.preventDefault();
  next.focus();
});
