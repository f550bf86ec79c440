"""Paragraphs that are read at once, and piece by piece only where that is asked for."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.documents.docx import reader
from glossary.documents.docx.story import Run, Story
from glossary.documents.docx.styles import Style, Styles
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


@settings(max_examples=12)
@given(CHAPTERS)
def test_a_chapter_read_at_once_is_as_read_tag_by_tag(text: str) -> None:
    with patch.object(epub, "SIMPLE", "(?!)"):
        by_tags = list(epub.paragraphs(text, "a.xhtml"))
    assert not any(paragraph.is_late for paragraph in by_tags)
    assert _read(list(epub.paragraphs(text, "a.xhtml"))) == _read(by_tags)


def test_the_usual_paragraph_is_read_late() -> None:
    body = '<h1>改革</h1>\n<p class="a">改革<em>开放</em>，\n  <a href="#n">深 &amp; 广</a></p>\n<p>和</p>'
    text = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    found = list(epub.paragraphs(text, "a.xhtml"))
    assert [paragraph.shown for paragraph in found] == ["改革", "改革开放，\n深 & 广", "和"]
    assert all(paragraph.is_late for paragraph in found)
    assert [text[one.start : one.end] for one in found[1].pieces] == [
        "改革", "开放", "，", "\n  ", "深 ", "&amp;", " 广",
    ]  # fmt: skip


STYLES = Styles({"h": Style(heading=2), "v": Style(is_hidden=True), "l": Style(list_id="3")})
RUNS = st.builds(
    "<w:r{}>{}{}</w:r>".format,
    st.sampled_from(["", ' w:rsidR="1"', ' w:a="b>c"']),
    st.sampled_from(
        ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:rStyle w:val="v"/></w:rPr>']
    ),
    st.sampled_from(
        ["<w:t>改革</w:t>", '<w:t xml:space="preserve"> &amp; b</w:t>', '<w:t w:a="b>c">d</w:t>', "<w:tab/>",
         "<w:t><![CDATA[x]]></w:t>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>',
         '<w:footnoteReference w:id="1"/>', "<w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>"]
    ),
)  # fmt: skip
PROPERTIES = st.sampled_from(
    ["", '<w:pPr><w:jc w:val="a"/></w:pPr>', '<w:pPr><w:pStyle w:val="h"/><w:rPr><w:b/></w:rPr></w:pPr>',
     '<w:pPr><w:pStyle w:val="v"/></w:pPr>', '<w:pPr><w:pStyle w:val="l"/></w:pPr>',
     "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>']
)  # fmt: skip
BODIES = st.recursive(
    st.builds(
        "<w:p>{}{}{}</w:p>".format,
        PROPERTIES,
        st.lists(RUNS, max_size=3).map("".join),
        st.sampled_from(["", "<w:bookmarkEnd/>", "<!-- c -->", "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink>"]),
    ),
    lambda of: st.builds(
        "<w:{0}>{1}</w:{0}>".format,
        st.sampled_from(["tc", "sdt", "ins", "del", "txbxContent"]),
        st.lists(of, max_size=3).map("".join),
    )
    | st.builds("<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>".format, of),
    max_leaves=4,
)  # fmt: skip


def _shape(run: Run | None) -> object:
    return run and (run.start, run.content, run.end, run.properties, run.story, _shape(run.outer))


def _seen(story: Story) -> object:
    children = [(one.start, one.end, one.first, _shape(one.run)) for one in story.children.all()]
    shown = [paragraph.shown for paragraph in story.paragraphs]
    pieces = [(one.heading, list(one.pieces)) for one in story.paragraphs]
    layouts = [(len(one.cells), one.list_id, one.note) for one in story.layouts]
    return shown, pieces, layouts, children, story.marks


@settings(max_examples=30)
@given(st.lists(BODIES, max_size=3).map("".join))
def test_a_word_document_read_at_once_is_as_read_tag_by_tag(body: str) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{namespace}">{body}</w:document>'
    with patch.object(reader, "simple_elements", lambda *_, **__: None):
        by_tags = reader.read_story(text, "a.xml", STYLES)
    assert _seen(reader.read_story(text, "a.xml", STYLES)) == _seen(by_tags)
    starts = [child.start for child in by_tags.children.all()]
    late = reader.read_story(text, "a.xml", STYLES).children
    assert [late.at(start).start for start in starts] == starts
    assert [late.start_after(start) for start in starts] == [*starts[1:], None][: len(starts)]
