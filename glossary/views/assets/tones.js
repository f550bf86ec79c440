// Pinyin cut into syllables with their tones, so that these can have colours.
const VOWEL = "aeiouüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";
// The apostrophe makes it clear where a syllable that begins with a vowel begins.
const SYLLABLE = new RegExp(`[^${VOWEL}\\P{L}]*[${VOWEL}]+(?:ng?(?![${VOWEL}])|r(?![${VOWEL}]))?`, "giu");
const TONES = ["\u0304", "\u0301", "\u030c", "\u0300"];
let cut = false;

function toneOf(syllable) {
  const marks = syllable.normalize("NFD");
  return TONES.findIndex((tone) => marks.includes(tone)) + 1 || TONES.length + 1;
}

// Pinyin in an attribute stays in attributes, that in a card stays text.
function cutPinyin(within) {
  for (const reading of within.querySelectorAll('rt[data-zg-text], [lang="zh-Latn-pinyin"]')) {
    const isAttribute = "zgText" in reading.dataset;
    const text = isAttribute ? reading.dataset.zgText : reading.textContent;
    const parts = [];
    const add = (part, tone) => {
      const made = element("span", isAttribute ? "" : part, tone ? { class: `zg-tone${tone}` } : {});
      if (isAttribute) made.dataset.zgText = part;
      parts.push(made);
    };
    let end = 0;
    for (const match of text.matchAll(SYLLABLE)) {
      if (match.index > end) add(text.slice(end, match.index));
      add(match[0], toneOf(match[0]));
      end = match.index + match[0].length;
    }
    if (end < text.length) add(text.slice(end));
    delete reading.dataset.zgText;
    reading.replaceChildren(...parts);
  }
}

function showTones() {
  const on = setting("tones");
  root.classList.toggle("zg-tones", on);
  if (!on || cut) return;
  cut = true;
  cutPinyin(document);
}
