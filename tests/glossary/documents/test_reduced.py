"""HTML reduced to what every format has: well-formed whatever it was, and reduced once for all."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from glossary.documents.html.reduced import Reducer

TAGS = "a b div p h1 ul ol li table tr td dl dd ruby rt rb pre span img br script svg blockquote q"
SOUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS.split()).map(lambda name: f"<{name}>"),
        st.sampled_from(TAGS.split()).map(lambda name: f"</{name}>"),
        st.sampled_from(
            [
                '<a href="#x">',
                '<p id="x y">',
                '<i lang="en">',
                '<td colspan="2">',
                "&lt;b&gt;",
                "\x01",
            ]
        ),
        st.text("词a \n&\"'", max_size=3),
    ),
    max_size=14,
).map("".join)


def reduced(source: str) -> str:
    page = f"<html><body>{source}</body></html>"
    tree = html.document_fromstring(
        page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    return "".join(Reducer().blocks(tree.find("body"), lambda reference: reference or None))


@given(SOUP)
def test_any_html_becomes_well_formed_and_stays_as_it_is_then(source: str) -> None:
    first = reduced(source)
    tree = etree.fromstring(f"<body>{first}</body>")
    assert reduced(first) == first
    # Only blocks are in the body, and identifiers are used once.
    assert not (tree.text or "").strip()
    names = {child.tag for child in tree}
    assert names <= set("p h1 h2 h3 h4 h5 h6 ul ol table pre blockquote hr".split())
    identifiers = re.findall(r' id="([^"]*)"', first)
    assert len(identifiers) == len(set(identifiers))


def test_elements_that_are_nested_deep_count_for_their_text() -> None:
    assert "词" in reduced("<div>" * 500 + "<b>" * 500 + "词")
