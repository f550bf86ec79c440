// Which marks are shown: those of the level that the slider asks for, without what is known.
const LEVEL = `zh-en-glossary-level ${location.pathname}`;
const HIGHEST = 5;
const slider = bar.querySelector("input[type=range]");
let level = Number(read(LEVEL, bar.dataset.level));

function isShown(entry) {
  return Number(entry.dataset.zgLevel) >= level && !known.has(entry.dataset.zgConcept);
}

function showMarks() {
  for (const mark of marks) {
    const target = targets.get(mark), entry = entries.get(target);
    const shown = !entry || isShown(entry);
    mark.classList.toggle("zg-off", !shown);
    const [name, value] = mark.localName === "a" ? ["href", target] : ["tabindex", "0"];
    if (!shown) mark.removeAttribute(name);
    else if (!mark.hasAttribute(name)) mark.setAttribute(name, value);
  }
  if (!slider) return;
  const shown = [...entries.values()].filter(isShown).length;
  slider.value = HIGHEST + 1 - level;
  slider.setAttribute("aria-valuetext", `${shown} of ${counted(entries.size, "term")}`);
  slider.title = slider.getAttribute("aria-valuetext");
}

slider?.addEventListener("input", () => {
  level = HIGHEST + 1 - Number(slider.value);
  write(LEVEL, level);
  showMarks();
});
