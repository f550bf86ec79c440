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
