"use strict";
(() => {
  const root = document.documentElement;
  const marks = [...document.querySelectorAll(".zg")];
  const card = document.querySelector(".zg-card");
  const help = document.querySelector(".zg-help");
  const bar = document.querySelector(".zg-bar");
  const whole = bar.dataset.pinyin === "all";
  const stored = () => { try { return JSON.parse(localStorage.getItem("zh-en-glossary")) || {}; } catch { return {}; } };
  const state = { pinyin: bar.dataset.pinyin, gloss: true, theme: "", script: "", ...stored() };
  if (state.pinyin === "all" && !whole) state.pinyin = "terms";
  let open = null;   // the mark whose card is shown
  let pinned = false;
  let timer = 0;

  const remember = () => { try { localStorage.setItem("zh-en-glossary", JSON.stringify(state)); } catch { /* private mode */ } };

  function show() {
    for (const value of ["off", "terms", "all"]) root.classList.toggle("zg-pinyin-" + value, state.pinyin === value);
    root.classList.toggle("zg-no-gloss", !state.gloss);
    if (state.theme) root.dataset.zgTheme = state.theme; else delete root.dataset.zgTheme;
    const press = (name, on) => { const button = bar.querySelector(`[data-do="${name}"]`); if (button) button.setAttribute("aria-pressed", on); };
    press("pinyin", state.pinyin !== "off");
    press("gloss", state.gloss);
    press("script", state.script === "other");
    for (const span of document.querySelectorAll("[data-zg-other]")) {
      if (span.dataset.zgOwn === undefined) span.dataset.zgOwn = span.textContent;
      span.textContent = state.script === "other" ? span.dataset.zgOther : span.dataset.zgOwn;
    }
  }

  function isDark() {
    return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  const actions = {
    pinyin() {
      const order = whole ? ["off", "terms", "all"] : ["off", "terms"];
      state.pinyin = order[(order.indexOf(state.pinyin) + 1) % order.length];
    },
    gloss() { state.gloss = !state.gloss; },
    theme() { state.theme = isDark() ? "light" : "dark"; },
    script() { state.script = state.script === "other" ? "" : "other"; },
    help() { help.hidden = !help.hidden; },
  };

  function act(name) { actions[name](); remember(); show(); if (open) place(); }

  function place() {
    if (matchMedia("(max-width: 40rem)").matches) { card.style.left = card.style.top = ""; return; }
    const mark = open.getClientRects()[0];
    const left = Math.max(12, Math.min(mark.left, root.clientWidth - card.offsetWidth - 12));
    const below = mark.bottom + 8, above = mark.top - card.offsetHeight - 8;
    const top = below + card.offsetHeight > innerHeight && above > 0 ? above : below;
    card.style.left = left + scrollX + "px";
    card.style.top = top + scrollY + "px";
  }

  const target = (mark) => mark.getAttribute("href") || mark.dataset.zgTo;
  const sameAs = (mark) => marks.filter((other) => target(other) === target(mark) && other.id);

  function openCard(mark, pin) {
    clearTimeout(timer);
    if (open) open.classList.remove("zg-open");
    const entry = document.getElementById(target(mark).slice(1));
    if (!entry) return;
    open = mark; pinned = pin;
    mark.classList.add("zg-open");
    const content = entry.cloneNode(true);
    content.removeAttribute("id");
    const all = sameAs(mark);
    const footer = document.createElement("footer");
    const count = document.createElement("span");
    count.textContent = all.length === 1 ? "1 mention" : `${all.length} mentions`;
    footer.append(count);
    if (all.length > 1) for (const [label, step] of [["← Previous", -1], ["Next →", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        const at = Math.max(0, all.findIndex((other) => other.id === mark.id));
        go(all[(at + step + all.length) % all.length]);
      });
      footer.append(button);
    }
    card.replaceChildren(...content.childNodes, footer);
    card.hidden = false;
    root.classList.add("zg-card-open");
    place();
  }

  function closeCard() {
    clearTimeout(timer);
    if (open) open.classList.remove("zg-open");
    open = null; pinned = false;
    card.hidden = true;
    root.classList.remove("zg-card-open");
  }

  function go(mark) {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    openCard(mark, true);
  }

  function step(by) {
    if (!marks.length) return;
    const named = marks.filter((mark) => mark.id);
    let at = named.indexOf(open);
    if (at < 0) {
      const first = named.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
      at = by > 0 ? first - 1 : first < 0 ? named.length : first;
    }
    go(named[(at + by + named.length) % named.length]);
  }

  for (const mark of marks) {
    mark.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse" && !pinned) { clearTimeout(timer); timer = setTimeout(() => openCard(mark, false), 120); }
    });
    mark.addEventListener("pointerleave", () => { if (!pinned) { clearTimeout(timer); timer = setTimeout(closeCard, 250); } });
    mark.addEventListener("focus", () => { if (mark.matches(":focus-visible")) openCard(mark, false); });
    mark.addEventListener("click", (event) => {
      if (mark.localName === "a") event.preventDefault();
      if (mark.localName !== "a" && event.target.closest("a[href]")) return;
      if (open === mark && pinned) closeCard(); else openCard(mark, true);
    });
  }
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => { if (!pinned) timer = setTimeout(closeCard, 250); });
  // A page with <base href> cannot have links within itself; these are followed here.
  const follow = (event) => {
    const link = event.target.closest("[data-zg-to]:not(.zg)");
    if (link) location.hash = link.dataset.zgTo;
  };
  document.addEventListener("click", (event) => {
    follow(event);
    if (!event.target.closest(".zg, .zg-card, .zg-bar")) closeCard();
    if (!event.target.closest(".zg-help, .zg-bar")) help.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "Enter") follow(event);
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Escape") { closeCard(); help.hidden = true; }
    else if (event.key === "?") act("help");
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) act(button.dataset.do);
  });
  addEventListener("resize", () => { if (open) place(); });
  root.classList.add("zg-js");
  show();
})();
