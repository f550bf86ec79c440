// The card of a term: opened by pointing, by touch, by the keyboard and by looking up.
let open = null;   // the mark whose card is shown
let pinned = false;
let timer = 0;
let anchor = null; // returns the rectangle beside which the card is

function place() {
  card.style.cssText = "";
  if (phone.matches) return;
  const at = anchor();
  const left = Math.max(12, Math.min(at.left, root.clientWidth - card.offsetWidth - 12));
  // Below the mark, unless there is too little room and more above it.
  const below = innerHeight - at.bottom - 16, above = at.top - 16;
  const isBelow = card.offsetHeight <= below || below >= above;
  move(card, { "max-height": `${Math.max(120, Math.min(innerHeight * .7, isBelow ? below : above))}px` });
  const top = isBelow ? at.bottom + 8 : at.top - card.offsetHeight - 8;
  // The page may have moved the origin of what is placed in it.
  move(card, { left: "0", top: "0" });
  const origin = card.getBoundingClientRect();
  move(card, { left: `${left - origin.left}px`, top: `${top - origin.top}px` });
}

function fill(entry, content, pin, rectangle) {
  clearTimeout(timer);
  card.classList.toggle("zg-own", Boolean(entry?.classList.contains("zg-own")));
  anchor = rectangle;
  pinned = pin;
  card.replaceChildren(...content);
  if (setting("tones")) cutPinyin(card);
  card.hidden = false;
  card.scrollTop = 0;
  root.classList.add("zg-card-open");
  place();
}

function openCard(mark, pin) {
  open?.classList.remove("zg-open");
  const entry = entries.get(targets.get(mark));
  if (!entry) return;
  open = mark;
  mark.classList.add("zg-open");
  const footer = document.createElement("footer");
  const all = marks.filter((other) => other.id && targets.get(other) === targets.get(mark));
  footer.append(element("span", counted(all.length, "mention")), knowButton(entry));
  if (all.length > 1) for (const [label, title, step] of [["←", "Previous mention", -1], ["→", "Next mention", 1]]) {
    const made = button(label, () => {
      const at = Math.max(0, all.findIndex((other) => other.id === mark.id));
      go(all[(at + step + all.length) % all.length]);
    });
    made.title = title;
    footer.append(made);
  }
  fill(entry, [...contentOf(entry), footer], pin, () => mark.getClientRects()[0] || mark.getBoundingClientRect());
}

function contentOf(entry) {
  return [...entry.cloneNode(true).childNodes];
}

function knowButton(entry) {
  const concept = entry.dataset.zgConcept;
  const made = button("", () => { know([concept], !known.has(concept)); label(); });
  const label = () => {
    made.textContent = known.has(concept) ? "Known ✓ – forget" : "I know this";
    made.setAttribute("aria-pressed", known.has(concept));
  };
  made.dataset.do = "know";
  label();
  return made;
}

// The card is at the end of the page: the keyboard would reach it after all of the text.
function closeAndReturn() {
  // The mark is focused while its card is open, for it would open again.
  if (card.contains(document.activeElement)) open?.focus({ preventScroll: true });
  closeCard();
}

function tabAcross(event) {
  const within = [...card.querySelectorAll("a, button")].filter((one) => one.checkVisibility());
  if (card.hidden || !open || !within.length) return;
  const at = document.activeElement, isBack = event.shiftKey;
  if (at === open && !isBack) { event.preventDefault(); pinned = true; within[0].focus(); }
  else if (at === within[0] && isBack) { event.preventDefault(); open.focus({ preventScroll: true }); }
  // From the mark the browser goes on to what follows it.
  else if (at === within.at(-1) && !isBack) open.focus({ preventScroll: true });
}

function closeCard() {
  clearTimeout(timer);
  open?.classList.remove("zg-open");
  open = null;
  pinned = false;
  card.hidden = true;
  root.classList.remove("zg-card-open");
}

function go(mark) {
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
  openCard(mark, true);
}

const shownMarks = () => marks.filter((mark) => mark.id && !mark.classList.contains("zg-off"));

// The next or previous mark after the open one, which may no longer be shown, or from the top of the window on.
function neighbour(by) {
  const shown = shownMarks();
  const isAfter = (mark) => open
    ? open.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING
    : mark.getBoundingClientRect().top >= 0;
  return by > 0 ? shown.find(isAfter) || shown[0] : shown.findLast((mark) => mark !== open && !isAfter(mark)) || shown.at(-1);
}

function step(by) {
  const mark = neighbour(by);
  if (mark) go(mark);
}

// The mark is gone once its term is known: the focus goes on, and the card stays so that it can be taken back.
let isGoingOn = false;
function knowOpen() {
  const made = card.querySelector('[data-do="know"]');
  if (card.hidden || !made) return;
  made.click();
  const next = open?.classList.contains("zg-off") ? neighbour(1) : open;
  isGoingOn = true;
  next?.focus();
  isGoingOn = false;
}

const markAt = (event) => event.target.closest?.(".zg:not(.zg-off)");
const isLater = (act, delay) => { clearTimeout(timer); timer = setTimeout(act, delay); };

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || pinned) return;
  const mark = markAt(event);
  if (event.target.closest?.(".zg-card")) clearTimeout(timer);
  else if (mark) isLater(() => { if (mark !== open) openCard(mark, false); }, 120);
  else if (!card.hidden) isLater(closeCard, 250);
  else clearTimeout(timer);
}, true);
document.addEventListener("focusin", (event) => {
  const mark = markAt(event);
  if (mark?.matches(":focus-visible") && mark !== open && !isGoingOn) openCard(mark, false);
});
document.addEventListener("click", (event) => {
  const mark = markAt(event);
  if (!mark) return;
  // A link of the document around the mark, or within it, stays one.
  if (mark.localName === "a") event.preventDefault();
  else if (event.target.closest("a[href]")) return;
  // The end of a selection is not a click.
  if (!getSelection().isCollapsed) return;
  if (open === mark && pinned) closeCard(); else openCard(mark, true);
}, true);
card.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const to = link?.getAttribute("href") || link?.dataset.zgTo;
  const mark = marks.find((other) => targets.get(other) === to);
  if (!mark) return;
  event.preventDefault();
  go(mark);
});
