"""An HTML document with its annotations put in; all else stays as it was.

What is put in carries ``data-zg`` (see :mod:`glossary.documents.html`), so that it can be taken
out again. Without JavaScript the marks are links to the index at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from glossary.annotate import Annotation, select
from glossary.documents.document import Document
from glossary.views import ruby
from glossary.views.index import index
from glossary.views.options import AnnotateOptions
from glossary.views.page import asset, to_page
from termbase.language.script import Script, detect_script
from termbase.model.concept import Language

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)
_TRADITIONAL = f"zh-{Script.TRADITIONAL}"
_SIMPLIFIED = f"zh-{Script.SIMPLIFIED}"


def prepare(document: Document) -> Document:
    """Return the document as HTML: an HTML document as it is, any other as a whole page."""
    return to_page(document)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the HTML document with its annotations."""
    all_pinyin, both_scripts = options.get("pinyin") == "all", options.get("script") == "both"
    shown = select(annotations, options.get("mentions"))
    text = "".join(block.text for block in document.blocks)
    traditional = detect_script(text) is Script.TRADITIONAL
    over = ruby.of_terms(shown)
    if all_pinyin:
        over = ruby.of_text(document.blocks) | over
    if both_scripts:
        to = Script.SIMPLIFIED if traditional else Script.TAIWAN
        over = ruby.in_other_script(document.blocks, over, to)
    chinese = _TRADITIONAL if traditional else _SIMPLIFIED
    marked = "".join(_marked(document.source, shown, ruby.OverlayWriter(over, chinese), chinese))
    bar = _bar(all_pinyin=all_pinyin, other=("简" if traditional else "繁") if both_scripts else "")
    script = f"<script>{asset('marks.js')}</script>"
    style = f'<style data-zg="drop">{asset("marks.css")}</style>'
    added = f'<div data-zg="drop">{index(shown)}{bar}{script}</div>'
    marked = _insert(marked, _BODY_END, added)
    return _insert(marked, _HEAD_END, style)


def _marked(
    source: str, annotations: Sequence[Annotation], overlay: ruby.OverlayWriter, chinese: str
) -> Iterator[str]:
    place = 0
    for annotation in annotations:
        for number, (start, end) in enumerate(annotation.spans):
            yield from overlay.write(source, place, start)
            tag, attributes = _tag(annotation, chinese, named=number == 0)
            yield f"<{tag} {attributes}>"
            yield from overlay.write(source, start, end)
            yield f"</{tag}>"
            place = end
        if annotation.is_first and not annotation.is_self_glossed:
            yield _gloss(annotation, chinese)
    yield from overlay.write(source, place, len(source))


def _tag(annotation: Annotation, chinese: str, *, named: bool) -> tuple[str, str]:
    """The element of a mark, and its attributes."""
    kind = "zg zg-first" if annotation.is_first else "zg"
    name = f' id="zg-m{annotation.number}"' if named else ""
    attributes = f'data-zg="keep" class="{kind}"{name}{_language(annotation, chinese)}'
    entry = f"#zg-{annotation.concept.id}"
    # A link inside a link is no HTML.
    if annotation.in_link:
        return "span", f'{attributes} data-zg-to="{entry}" tabindex="0"'
    return "a", f'{attributes} href="{entry}"'


def _language(annotation: Annotation, chinese: str) -> str:
    """The language of a mark; of one that is in both, the ruby tells which part is Chinese."""
    if annotation.is_self_glossed:
        return ""
    english = annotation.mentions[0].language is Language.ENGLISH
    return f' lang="{"en" if english else chinese}"'


def _gloss(annotation: Annotation, chinese: str) -> str:
    """The term in the other language, for the first mention."""
    from_english = annotation.mentions[0].language is Language.ENGLISH
    term = annotation.concept.best(Language.CHINESE if from_english else Language.ENGLISH)
    if term is None:
        return ""
    text = (chinese == _TRADITIONAL and term.traditional) or term.text
    tag = chinese if from_english else "en"
    reading = f'<i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i>' if term.pinyin else ""
    return f'<small data-zg="drop" class="zg-gloss" lang="{tag}">{escape(text)}{reading}</small>'


def _bar(*, all_pinyin: bool, other: str) -> str:
    """The switches, the card and the help, all hidden until the script shows them."""
    script = f'<button type="button" data-do="script">{other}</button>' if other else ""
    return f"""
<nav class="zg-bar" lang="en" aria-label="Annotations"
 data-pinyin="{"all" if all_pinyin else "terms"}">
<button type="button" data-do="pinyin" title="Pinyin">拼 pinyin</button>
<button type="button" data-do="gloss" title="Short glosses">Gloss</button>{script}
<button type="button" data-do="theme" title="Light or dark">◐</button>
<button type="button" data-do="help" title="Keys">?</button>
</nav>
<aside class="zg-card" lang="en" aria-live="polite" hidden></aside>
<aside class="zg-help" lang="en" hidden>
<p><kbd>n</kbd>next term</p><p><kbd>p</kbd>previous term</p>
<p><kbd>Esc</kbd>close</p><p><kbd>?</kbd>this help</p>
</aside>
"""


def _insert(source: str, before: re.Pattern[str], text: str) -> str:
    """The source with a text put in before a tag, or at the end if that tag is not there."""
    match = before.search(source)
    place = match.start() if match else len(source)
    return source[:place] + text + source[place:]
