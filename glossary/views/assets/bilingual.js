"use strict";
(() => {
  const root = document.documentElement;
  const all = [...document.querySelectorAll("a.zb-mark")];
  const slider = document.querySelector(".zb-level input");
  let marks = [];    // those that are shown at the level
  const card = document.querySelector(".zb-card");
  const help = document.querySelector(".zb-help");
  const byId = (id) => document.getElementById(id);
  let open = null;   // the mark whose card is shown
  let pinned = false;
  let timer = 0;

  const stored = () => { try { return JSON.parse(localStorage.getItem("zh-en-glossary")) || {}; } catch { return {}; } };
  const state = { theme: "", ...stored() };
  function showTheme() {
    if (state.theme) root.dataset.theme = state.theme; else delete root.dataset.theme;
  }
  function switchTheme() {
    const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    state.theme = dark ? "light" : "dark";
    try { localStorage.setItem("zh-en-glossary", JSON.stringify({ ...stored(), theme: state.theme })); } catch { /* private mode */ }
    showTheme();
  }

  // At the right end of the slider is the lowest level, which shows all terms.
  function showLevel() {
    const level = Number(slider.max) + Number(slider.min) - Number(slider.value);
    for (const mark of all) {
      const target = mark.getAttribute("href") || mark.dataset.href;
      if (Number(mark.dataset.level) >= level) { mark.setAttribute("href", target); delete mark.dataset.href; }
      else { mark.dataset.href = target; mark.removeAttribute("href"); }
    }
    marks = all.filter((mark) => mark.hasAttribute("href"));
    if (open && !open.hasAttribute("href")) closeCard();
  }

  // A mark without a counterpart links to its entry instead.
  const counterpart = (mark) => mark.classList.contains("zb-alone") ? null : byId(mark.getAttribute("href").slice(1));
  const sameAs = (mark) => marks.filter((other) => other.dataset.entry === mark.dataset.entry);

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // What is used for the term at this place comes first, as it is written there.
  function showHere(entry, mark) {
    const other = counterpart(mark);
    const item = entry.querySelector(`.zb-used a[href="#${mark.id}"]`).closest("li");
    item.classList.add("zb-here");
    const word = item.querySelector("strong");
    if (word && other) word.textContent = other.textContent.trim();
    item.parentNode.prepend(item);
  }

  function footer(mark) {
    const made = element("footer"), same = sameAs(mark), other = counterpart(mark);
    made.append(element("span", same.length === 1 ? "1 mention" : `${same.length} mentions`));
    const add = (label, act) => {
      const button = element("button", label);
      button.type = "button";
      button.addEventListener("click", act);
      made.append(button);
    };
    if (other) add("⇄ Other side", () => go(other));
    if (same.length > 1) for (const [label, by] of [["← Previous", -1], ["Next →", 1]])
      add(label, () => go(same[(same.indexOf(mark) + by + same.length) % same.length]));
    return made;
  }

  function place() {
    if (matchMedia("(max-width: 46rem)").matches) { card.style.left = card.style.top = ""; return; }
    const mark = open.getClientRects()[0], other = counterpart(open);
    const far = other ? [...other.getClientRects()] : [];
    const left = Math.max(12, Math.min(mark.left, root.clientWidth - card.offsetWidth - 12));
    const below = mark.bottom + 8, above = mark.top - card.offsetHeight - 8;
    // Neither end is to be covered.
    const hides = (top) => far.some((box) => box.top < top + card.offsetHeight && box.bottom > top && box.left < left + card.offsetWidth && box.right > left);
    const fits = (top) => top > 0 && top + card.offsetHeight < innerHeight && !hides(top);
    const top = [below, above].find(fits) ?? (above > 0 && below + card.offsetHeight > innerHeight ? above : below);
    card.style.left = left + scrollX + "px";
    card.style.top = top + scrollY + "px";
  }

  function light(mark, on) {
    for (const end of [mark, counterpart(mark)]) if (end) end.classList.toggle("zb-on", on);
  }

  function openCard(mark, pin) {
    clearTimeout(timer);
    if (open) light(open, false);
    open = mark; pinned = pin;
    light(mark, true);
    const entry = byId(mark.dataset.entry).cloneNode(true);
    showHere(entry, mark);
    card.replaceChildren(...entry.childNodes, footer(mark));
    card.hidden = false;
    card.scrollTop = 0;
    root.classList.add("zb-card-open");
    place();
  }

  function closeCard() {
    clearTimeout(timer);
    if (open) light(open, false);
    open = null; pinned = false;
    card.hidden = true;
    root.classList.remove("zb-card-open");
  }

  function go(mark) {
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    mark.focus({ preventScroll: true });
    openCard(mark, true);
  }

  function step(by) {
    if (!marks.length) return;
    let at = marks.indexOf(open);
    if (at < 0) {
      const first = marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
      at = by > 0 ? first - 1 : first < 0 ? marks.length : first;
    }
    go(marks[(at + by + marks.length) % marks.length]);
  }

  for (const mark of all) {
    mark.addEventListener("pointerenter", (event) => {
      if (!mark.hasAttribute("href")) return;
      if (event.pointerType !== "mouse" || pinned) return;
      light(mark, true);
      clearTimeout(timer);
      timer = setTimeout(() => openCard(mark, false), 180);
    });
    mark.addEventListener("pointerleave", () => {
      if (pinned) return;
      if (open !== mark) light(mark, false);
      clearTimeout(timer);
      timer = setTimeout(closeCard, 250);
    });
    mark.addEventListener("focus", () => { if (mark.matches(":focus-visible")) openCard(mark, false); });
    mark.addEventListener("click", (event) => {
      if (!mark.hasAttribute("href")) return;
      event.preventDefault();
      if (open === mark && pinned) closeCard(); else openCard(mark, true);
    });
  }
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => { if (!pinned) timer = setTimeout(closeCard, 250); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".zb-mark, .zb-card, .zb-bar")) closeCard();
    if (!event.target.closest(".zb-help, .zb-bar")) help.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === slider) return;
    const other = open && counterpart(open);
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "o" && other) go(other);
    else if (event.key === "Escape") { closeCard(); help.hidden = true; }
    else if (event.key === "?") help.hidden = !help.hidden;
  });
  document.querySelector('[data-do="theme"]').addEventListener("click", switchTheme);
  document.querySelector('[data-do="help"]').addEventListener("click", () => { help.hidden = !help.hidden; });
  addEventListener("resize", () => { if (open) place(); });
  slider.addEventListener("input", showLevel);
  root.classList.add("zb-js");
  showTheme();
  showLevel();
})();
