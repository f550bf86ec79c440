// Which marks are shown: those of the level that the slider asks for, without what is known.
const LEVEL = `zh-en-glossary-level ${location.pathname}`;
const HIGHEST = 5;
// What is within these cannot be reached by the keyboard by itself.
const CONTROLS = "summary, button, label, [role=button]";
const slider = bar.querySelector("input[type=range]");
// What the reader has chosen holds for the level that the page was made with, not for another one.
const [storedLevel, madeWith] = [read(LEVEL, [])].flat();
let level = madeWith === bar.dataset.level && storedLevel >= 1 && storedLevel <= HIGHEST ? storedLevel : Number(bar.dataset.level);

function isShown(entry) {
  return Number(entry.dataset.zgLevel) >= level && !known.has(entry.dataset.zgConcept);
}

function showMarks() {
  for (const mark of marks) {
    const target = targets.get(mark), entry = entries.get(target);
    const shown = !entry || isShown(entry);
    mark.classList.toggle("zg-off", !shown);
    const [name, value] = mark.localName === "a" ? ["href", target] : ["tabindex", "0"];
    if (!shown || (name === "tabindex" && mark.closest(CONTROLS))) mark.removeAttribute(name);
    else if (!mark.hasAttribute(name)) mark.setAttribute(name, value);
  }
  if (!slider) return;
  const shown = [...entries.values()].filter(isShown).length;
  document.querySelector(".zg-shown").textContent = shown < entries.size ? `${shown} of them marked in the text.` : "";
  slider.value = HIGHEST + 1 - level;
  slider.setAttribute("aria-valuetext", `${shown} of ${counted(entries.size, "term")}`);
  slider.title = slider.getAttribute("aria-valuetext");
}

slider?.addEventListener("input", () => {
  level = HIGHEST + 1 - Number(slider.value);
  write(LEVEL, [level, bar.dataset.level]);
  showMarks();
});
