// What the page consists of, and what the reader has set.
const root = document.documentElement;
const [bar, card, panel, ask] = ["bar", "card", "panel", "ask"].map((name) => document.querySelector(`.zg-${name}`));
const marks = [...document.querySelectorAll(".zg")];
// The address of each mark's entry; a mark that is not shown has no link.
const targets = new Map(marks.map((mark) => [mark, mark.getAttribute("href") || mark.dataset.zgTo]));
const entries = new Map([...document.querySelectorAll(".zg-entry")].map((entry) => [`#${entry.id}`, entry]));
const phone = matchMedia("(max-width: 40rem)");
const hasAllPinyin = bar.dataset.pinyin === "all";

function read(key, fallback) {
  try { return JSON.parse(localStorage.getItem(key)) ?? fallback; } catch { return fallback; }
}

function write(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode */ }
}

const SETTINGS = "zh-en-glossary";
// Only what the reader has changed is stored.
const chosen = Object(read(SETTINGS, {}));
// A phone has no room for pinyin, and in the page of somebody else it would move lines.
const hasRoom = !phone.matches && root.classList.contains("zg-page");
const defaults = { pinyin: hasRoom ? "terms" : "off", gloss: true, tones: false, theme: "", script: "" };

function setting(name) {
  if (name === "pinyin" && hasAllPinyin && chosen.pinyin !== "off") return chosen.pinyin || "all";
  const value = chosen[name] ?? defaults[name];
  return value === "all" && !hasAllPinyin ? "terms" : value;
}

function set(name, value) {
  chosen[name] = value;
  write(SETTINGS, chosen);
  show();
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Above the style sheet of the page, as our own style sheet is in the page of somebody else.
function move(made, styles) {
  for (const [name, value] of Object.entries(styles)) made.style.setProperty(name, value, "important");
}

function button(text, act) {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", act);
  return made;
}

const isHan = (text) => /\p{Script=Han}/u.test(text);
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
