// The concepts that the reader knows: kept in the browser, exported and imported.
const KNOWN = "zh-en-glossary-known";
const isIds = (value) => Array.isArray(value) && value.every((id) => typeof id === "string");
const stored = read(KNOWN, []);
const known = new Set(isIds(stored) ? stored : []);

function know(concepts, isKnown) {
  for (const concept of concepts) isKnown ? known.add(concept) : known.delete(concept);
  write(KNOWN, [...known]);
  showKnown();
  showMarks();
}

function showKnown(message = "") {
  panel.querySelector(".zg-known span").textContent = message || `You know ${counted(known.size, "term")}.`;
}

function exportKnown() {
  const content = JSON.stringify({ [KNOWN]: 1, known: [...known].sort() }, null, 1);
  const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = element("a", "", { href: url, download: "known.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function importKnown(file) {
  let content = null;
  try { content = JSON.parse(await file.text()); } catch { /* reported below */ }
  if (content?.[KNOWN] === 1 && isIds(content.known)) know(content.known, true);
  else showKnown(`${file.name}: not a list of known terms; choose a file that was exported here.`);
}
