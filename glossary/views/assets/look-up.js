// Looking up what is selected, in all words that the page has.
const LONGEST = 60;
const MOST_INSIDE = 5;
const OURS = ".zg-card, .zg-bar, .zg-panel, .zg-index, .zg-ask, input, textarea, select";
const LETTER_BEFORE = /[a-z\p{Script=Latin}\p{N}]$/u, LETTER_AFTER = /^[a-z\p{Script=Latin}\p{N}]/u;
let asking = 0;
let offered = null; // the range to look up; a touch may end the selection
let forms = null; // the entries and other words by their folded forms

// Without what is not seen: marks of direction, blanks without a width.
const visible = (text) => text.replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim();
const trimmed = (text) => text.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
const hasWords = (text) => /[\p{L}\p{N}]/u.test(text);

function fold(text) {
  const line = trimmed(visible(text)).toLowerCase();
  return line.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "").replaceAll("’", "'");
}

function allForms() {
  if (forms) return forms;
  forms = new Map();
  const add = (form, found) => {
    const key = fold(form);
    if (key && !forms.get(key)?.includes(found)) forms.set(key, [...(forms.get(key) || []), found]);
  };
  for (const entry of entries.values())
    for (const form of entry.querySelectorAll(".zg-head b, .zg-head .zg-other")) add(form.textContent, entry);
  // What the text says for a term, unless it is the head of another entry.
  const heads = new Set(forms.keys());
  for (const entry of entries.values())
    for (const form of entry.dataset.zgForms.split("|")) if (!heads.has(fold(form))) add(form, entry);
  for (const word of JSON.parse(card.dataset.zgWords)) for (const form of word[0]) add(form, word);
  return forms;
}

// English words end where letters and digits end: also at an apostrophe or a bracket.
function isWithin(form, text) {
  if (isHan(form)) return text.includes(form);
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
    if (!LETTER_AFTER.test(text.slice(at + form.length)) && !LETTER_BEFORE.test(text.slice(0, at))) return true;
  return false;
}

// The longest words within a text; those within another one of them are left out.
function inside(text) {
  const found = [...allForms().keys()].filter((form) => form !== text && form.length > 1 && isWithin(form, text));
  found.sort((one, other) => other.length - one.length);
  return found.filter((form, index) => !found.slice(0, index).some((longer) => longer.includes(form))).slice(0, MOST_INSIDE);
}

function contentOfWord(found) {
  if (found instanceof Element) return contentOf(found);
  const [[form], pinyin, renderings, gloss] = found;
  const head = element("p", "", { class: "zg-head" });
  head.append(element("b", form, isHan(form) ? { lang: "zh" } : { lang: "en" }));
  if (pinyin) head.append(element("i", pinyin, { lang: "zh-Latn-pinyin" }));
  const list = document.createElement("ul");
  for (const text of renderings) list.append(element("li", text, isHan(text) ? { lang: "zh" } : {}));
  return [head, ...(renderings.length ? [list] : []), ...(gloss ? [element("p", gloss)] : [])];
}

// In single quotation marks a shell takes all characters as they are, but these themselves.
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// The translation is left out: pasted as it is, the line adds nothing.
function addLine(text) {
  return ["glossary add", ...(text.startsWith("-") ? ["--"] : []), quoted(text)].join(" ");
}

function missing(text) {
  const note = element("p", "", { class: "zg-missing" });
  note.append(element("b", text), " is not in the glossary. To add it to your own terms, write its ",
    isHan(text) ? "English after this line:" : "Chinese before it in this line:");
  const line = element("code", addLine(text));
  const parts = [note, line];
  if (navigator.clipboard) parts.push(button("Copy", () => navigator.clipboard.writeText(line.textContent)));
  return parts;
}

function lookUp() {
  const range = offered;
  const text = visible(range?.toString() || "");
  const key = fold(text);
  if (!hasWords(key) || text.length > LONGEST) return;
  const exact = allForms().get(key) || allForms().get(key.replace(/'s$/, "")) || [];
  const content = exact.length ? exact.flatMap(contentOfWord) : missing(trimmed(text));
  const entry = exact.find((found) => found instanceof Element);
  if (entry) {
    const footer = document.createElement("footer");
    footer.append(element("span", ""), knowButton(entry));
    content.push(footer);
  }
  const parts = exact.length ? [] : inside(key).flatMap((form) => allForms().get(form).slice(0, 1));
  if (parts.length) content.push(element("p", "Within it:", { class: "zg-note" }), ...parts.flatMap(contentOfWord));
  open?.classList.remove("zg-open");
  open = null;
  clearTimeout(asking);
  ask.hidden = true;
  fill(entry, content, true, () => range.getBoundingClientRect());
}

function offer() {
  const selection = getSelection();
  const text = selection.isCollapsed ? "" : visible(selection.toString());
  const around = selection.anchorNode?.parentElement;
  const isOffered = hasWords(text) && !around?.closest(OURS);
  ask.hidden = !isOffered;
  offered = isOffered ? selection.getRangeAt(0).cloneRange() : null;
  if (!isOffered) return;
  const isLong = text.length > LONGEST;
  ask.textContent = isLong ? `Too long to look up: over ${LONGEST} characters` : "Look up";
  ask.setAttribute("aria-disabled", isLong);
  closeCard();
  const at = offered.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.right, root.clientWidth - ask.offsetWidth - 8));
  move(ask, { left: `${left}px`, top: `${Math.min(at.bottom + 6, innerHeight - ask.offsetHeight - 8)}px` });
}

document.addEventListener("selectionchange", () => { clearTimeout(asking); asking = setTimeout(offer, 200); });
addEventListener("scroll", () => { ask.hidden = true; }, { passive: true });
// The selection would be gone before the click.
ask.addEventListener("pointerdown", (event) => event.preventDefault());
ask.addEventListener("mousedown", (event) => event.preventDefault());
ask.addEventListener("click", lookUp);
