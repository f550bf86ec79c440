"""Paragraphs that are read at once, and piece by piece only where that is asked for."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from glossary.documents.epub import text as epub
from glossary.documents.paragraph import Paragraph, Piece

TEXTS = st.lists(
    st.sampled_from(
        ["改革", "a b", " ", "  ", "\n", "\t", "\u3000", ">", ";", "&amp;", "&#32;", "lang", "<br/>",
         "<br></br>", "<a id='n'/>", "<img alt='x'/>", "<!-- p -->", "<![CDATA[x]]>"]
    ),
    max_size=4,
).map("".join)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["", "", "", ' class="a  b"', " class='s'", ' title="a>b"', ' lang="ja"', ' xml:lang="zh"',
     ' translate="no"', ' href="#lang"', ' xmlns="urn:x"']
)  # fmt: skip
INLINE = st.sampled_from(["a", "b", "em", "span", "ruby", "rt", "code", "svg", "x:p"])
BLOCKS = st.sampled_from(["p", "p", "p", "div", "li", "h2", "section", "pre", "nav"])


def _element(name: str, attributes: str, content: str, after: str) -> str:
    return f"<{name}{attributes}>{content}</{name}>{after}"


def _content(names: st.SearchStrategy[str], of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    found = st.lists(st.builds(_element, names, ATTRIBUTES, of, TEXTS), min_size=1, max_size=3)
    return st.builds(lambda before, elements: before + "".join(elements), TEXTS, found)


PARAGRAPHS = TEXTS | st.recursive(TEXTS, lambda of: _content(INLINE, of), max_leaves=4)
CHAPTERS = st.recursive(
    _content(BLOCKS, PARAGRAPHS), lambda of: _content(BLOCKS, of), max_leaves=4
).map(
    lambda body: f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:x="urn:x">{body}</html>'
)  # fmt: skip


def _read(paragraphs: list[Paragraph]) -> list[tuple[int, str, list[Piece]]]:
    # The text is taken before the pieces are read.
    return [(p.heading, p.shown, list(p.pieces)) for p in paragraphs if p.shown.strip()]


@given(CHAPTERS)
def test_a_chapter_read_at_once_is_as_read_tag_by_tag(text: str) -> None:
    with patch.object(epub, "SIMPLE", "(?!)"):
        by_tags = list(epub.paragraphs(text, "a.xhtml"))
    assert all(paragraph.is_read for paragraph in by_tags)
    assert _read(list(epub.paragraphs(text, "a.xhtml"))) == _read(by_tags)


def test_the_usual_paragraph_is_read_late() -> None:
    body = '<h1>改革</h1>\n<p class="a">改革<em>开放</em>，\n  <a href="#n">深 &amp; 广</a></p>\n<p>和</p>'
    text = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    found = list(epub.paragraphs(text, "a.xhtml"))
    assert [paragraph.shown for paragraph in found] == ["改革", "改革开放，\n深 & 广", "和"]
    assert not any(paragraph.is_read for paragraph in found)
    assert [text[one.start : one.end] for one in found[1].pieces] == [
        "改革", "开放", "，", "\n  ", "深 ", "&amp;", " 广",
    ]  # fmt: skip
