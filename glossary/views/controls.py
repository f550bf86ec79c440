"""The controls of an annotated page: the bar, the panel, the card, and the words to look up.

All of it is hidden until the script shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from glossary.annotate import Annotation
from glossary.choose import shown_up_to
from glossary.selectable import Selectable
from glossary.views.options import AnnotateOptions
from termbase.model.concept import Language
from termbase.model.renderings import chinese_of

# The size in bytes that the words to look up may have; then they go without their glosses, and
# if that is not enough the last ones are left out.
LOOK_UP_SIZE = 250_000
# In JSON in an attribute these would end something, or be references.
_SPECIAL = re.compile("[&<>'\u2028\u2029]")


def controls(
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    selectable: Sequence[Selectable],
    *,
    level: int,
    is_traditional: bool,
) -> str:
    """Return the controls of a page.

    Args:
        annotations: The annotations of the document, of all levels.
        options: Options.
        selectable: The words to look up that are not among the annotations.
        level: The level that the page starts with.
        is_traditional: True if the text is in traditional characters.
    """
    other = ("简" if is_traditional else "繁") if options.get("script") == "both" else ""
    script = f'<button type="button" data-do="script" title="Other script">{other}</button>'
    notes = '<button type="button" data-do="gloss" title="Short translations">Notes</button>'
    has_all = options.get("pinyin") in ("all", "zhuyin")
    reading = "注 zhuyin" if options.get("pinyin") == "zhuyin" else "拼 pinyin"
    return f"""
<nav class="zg-bar" lang="en" aria-label="Annotations" data-level="{level}"
 data-pinyin="{"all" if has_all else "terms"}">
{_slider(level) if len(set(map(shown_up_to, annotations))) > 1 else ""}
<button type="button" data-do="pinyin" title="Readings">{reading}</button>
{notes if options.get("gloss") != "none" else ""}{script if other else ""}
<button type="button" data-do="theme" title="Light or dark">◐</button>
<button type="button" data-do="panel" title="More, and keys" aria-expanded="false">⋯</button>
</nav>
<button type="button" class="zg-ask" lang="en" hidden="">Look up</button>
<aside class="zg-card" lang="en" aria-label="Term" aria-live="polite" hidden=""
 data-zg-words='{words_json(selectable, is_traditional=is_traditional)}'></aside>
<aside class="zg-panel" lang="en" aria-label="More" hidden="">
<p><label><input type="checkbox" data-do="tones" /> Colours for tones</label></p>
<p class="zg-known"><span></span> <button type="button" data-do="export">Export</button>
<label class="zg-file">Import<input type="file" accept=".json,application/json" /></label>
<button type="button" data-do="forget">Forget all</button></p>
<p><kbd>n</kbd>next term</p><p><kbd>p</kbd>previous term</p><p><kbd>k</kbd>I know this term</p>
<p><kbd>l</kbd>look up what is selected</p><p><kbd>b</kbd>the bar</p>
<p><kbd>Esc</kbd>close</p><p><kbd>?</kbd>this panel</p>
</aside>
"""


def words_json(selectable: Iterable[Selectable], *, is_traditional: bool) -> str:
    """Return the words to look up as JSON for an attribute in single quotation marks.

    Args:
        selectable: The words.
        is_traditional: True if the text is in traditional characters.

    Returns:
        An array of words: the forms, the pinyin, the renderings, the gloss.
    """
    rows = [_row(one, is_traditional=is_traditional) for one in selectable]
    if _size(rows) > LOOK_UP_SIZE:
        rows = [[*row[:-1], ""] for row in rows]
    if (size := _size(rows)) > LOOK_UP_SIZE:
        rows = rows[: len(rows) * LOOK_UP_SIZE // size]
    return _json(rows)


def _row(found: Selectable, *, is_traditional: bool) -> list[Any]:
    text, concept, term = found
    renderings = [one for one in concept.renderings(term) if not one.status.is_retired]
    if term.language is Language.CHINESE:
        forms, texts = (text, *term.forms), [one.text for one in renderings]
        pinyin = term.pinyin
    else:
        forms = (text, term.text)
        texts = [(is_traditional and one.traditional) or one.text for one in renderings]
        chinese = chinese_of(concept, term)
        pinyin = chinese.pinyin if chinese else ""
    return [list(dict.fromkeys(forms)), pinyin, texts, concept.gloss]


def _size(rows: Sequence[Any]) -> int:
    return len(_json(rows).encode())


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SPECIAL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _slider(level: int) -> str:
    """Return the slider from few to all marks; its value is 6 minus the level."""
    return f"""<label class="zg-slider"><span>few</span>
<input type="range" min="1" max="5" step="1" value="{6 - level}" aria-label="How many terms" />
<span>all</span></label>"""
