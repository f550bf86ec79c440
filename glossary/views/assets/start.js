// The switches and the keys.
function show() {
  for (const value of ["off", "terms", "all"]) root.classList.toggle(`zg-pinyin-${value}`, setting("pinyin") === value);
  root.classList.toggle("zg-no-gloss", !setting("gloss"));
  const theme = setting("theme");
  if (theme) root.dataset.zgTheme = theme; else delete root.dataset.zgTheme;
  const press = (name, on) => bar.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", on);
  press("pinyin", setting("pinyin") !== "off");
  press("gloss", setting("gloss"));
  press("script", setting("script") === "other");
  panel.querySelector('[data-do="tones"]').checked = setting("tones");
  showTones();
  for (const span of document.querySelectorAll("[data-zg-other]")) {
    if (span.dataset.zgWritten === undefined) span.dataset.zgWritten = span.textContent;
    span.textContent = setting("script") === "other" ? span.dataset.zgOther : span.dataset.zgWritten;
  }
}

function isDark() {
  const theme = setting("theme");
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

let before = null; // what had the focus before the panel

function openPanel(isOpen) {
  if (isOpen === !panel.hidden) return;
  const hadFocus = panel.contains(document.activeElement);
  panel.hidden = !isOpen;
  if (isOpen) { before = document.activeElement; panel.querySelector("input").focus(); }
  else if (hadFocus) before?.focus({ preventScroll: true });
  bar.querySelector('[data-do="panel"]').setAttribute("aria-expanded", isOpen);
}

const actions = {
  pinyin() {
    const order = hasAllPinyin ? ["off", "terms", "all"] : ["off", "terms"];
    set("pinyin", order[(order.indexOf(setting("pinyin")) + 1) % order.length]);
  },
  gloss() { set("gloss", !setting("gloss")); },
  theme() { set("theme", isDark() ? "light" : "dark"); },
  script() { set("script", setting("script") === "other" ? "" : "other"); },
  tones() { set("tones", !setting("tones")); },
  panel() { openPanel(panel.hidden); },
  export: exportKnown,
  forget() { know([...known], false); },
};

for (const controls of [bar, panel]) controls.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (!name) return;
  actions[name]();
  if (!card.hidden) place();
});
panel.querySelector("input[type=file]").addEventListener("change", (event) => {
  if (event.target.files[0]) importKnown(event.target.files[0]);
  event.target.value = "";
});

// A page with <base href> cannot have links within itself; these are followed here.
function follow(event) {
  const link = event.target.closest?.("[data-zg-to]:not(.zg)");
  if (link && !card.contains(link)) location.hash = link.dataset.zgTo;
}

document.addEventListener("click", (event) => {
  follow(event);
  if (!event.target.closest(".zg, .zg-card, .zg-bar, .zg-ask, .zg-panel")) closeCard();
  if (!event.target.closest(".zg-panel, .zg-bar")) openPanel(false);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input:not([type=range], [type=checkbox], [type=file]), textarea, select, [contenteditable]")) return;
  if (event.key === "Enter") follow(event);
  else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "k") knowOpen();
  else if (event.key === "b") bar.querySelector("input, button").focus();
  else if (event.key === "Tab") tabAcross(event);
  else if (event.key === "l") { offer(); lookUp(); }
  else if (event.key === "Escape") { closeAndReturn(); openPanel(false); ask.hidden = true; }
  else if (event.key === "?") actions.panel();
});
addEventListener("resize", () => { if (!card.hidden) place(); });

// Text directly in a flex or grid container is one item; marks would make several of it.
function joinItems() {
  const isInline = (node) => [Node.TEXT_NODE, Node.COMMENT_NODE].includes(node?.nodeType) || node?.matches?.("[data-zg]:not(div)");
  for (const first of document.querySelectorAll("[data-zg]:is(a, span, ruby, small)")) {
    if (!/flex|grid/.test(getComputedStyle(first.parentNode).display)) continue;
    const item = element("span", "", { "data-zg": "keep" }), nodes = [first];
    while (isInline(nodes[0].previousSibling)) nodes.unshift(nodes[0].previousSibling);
    while (isInline(nodes.at(-1).nextSibling)) nodes.push(nodes.at(-1).nextSibling);
    nodes[0].before(item);
    item.append(...nodes);
  }
}

root.classList.add("zg-js");
if (!root.classList.contains("zg-page")) joinItems();
showKnown();
showMarks();
show();
