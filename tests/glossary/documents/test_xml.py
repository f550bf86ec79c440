"""XML parts: tokens with offsets, and insertions that leave every other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from glossary.documents.xml import Kind, XmlPart, scan
from glossary.documents.xml.part import references
from termbase.errors import InputError

SAMPLE = (
    '<?xml version="1.0"?>\n<!DOCTYPE a PUBLIC "-//x>//" "y">'
    '<a xmlns="urn:a" xmlns:b="urn:b" t=\'>"\'><!-- <b> --><b:c k="1&amp;2" b:k="3"/>'
    "x &lt; y<![CDATA[<z>]]><d xmlns:b='urn:other'><b:c/></d></a>\n"
)


def test_tokens_have_resolved_names_and_offsets() -> None:
    found = [(token.kind, token.name, SAMPLE[token.start : token.end]) for token in scan(SAMPLE)]
    tags = [(kind.name, name) for kind, name, _ in found if kind not in (Kind.TEXT, Kind.CDATA)]
    assert tags == [
        ("START", "{urn:a}a"),
        ("EMPTY", "{urn:b}c"),
        ("START", "{urn:a}d"),
        ("EMPTY", "{urn:other}c"),
        ("END", "{urn:a}d"),
        ("END", "{urn:a}a"),
    ]
    assert [text for kind, _, text in found if kind is Kind.CDATA] == ["<z>"]
    assert "x &lt; y" in [text for kind, _, text in found if kind is Kind.TEXT]
    empty = next(token for token in scan(SAMPLE) if token.kind is Kind.EMPTY)
    assert empty.attributes == {"k": "1&2", "{urn:b}k": "3"}


NAMES = st.sampled_from(["p", "q:r", "s"])
TEXTS = st.text(st.sampled_from("字a&<>\"' \n𠀀"), max_size=6)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> etree._Element:
    element = etree.Element(
        draw(st.sampled_from(["p", "{urn:q}r", "{urn:q}s"])), nsmap={"q": "urn:q"}
    )
    element.text = draw(TEXTS)
    if draw(st.booleans()):
        element.set("k", draw(TEXTS))
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(elements(depth - 1))
        child.tail = draw(TEXTS)
        element.append(child)
    return element


@given(elements())
def test_the_scanner_sees_what_a_parser_sees(root: etree._Element) -> None:
    text = etree.tostring(root, encoding="unicode")
    names, shown = [], []
    for token in scan(text):
        if token.kind in (Kind.START, Kind.EMPTY):
            names.append((token.name, token.attributes))
        elif token.kind is Kind.TEXT:
            shown += [found for *_, found in references(text, token.start, token.end)]
    assert names == [(element.tag, dict(element.attrib)) for element in root.iter()]
    assert "".join(shown) == "".join(root.itertext())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "iso-8859-1"]
)
def test_insertions_keep_the_encoding(encoding: str) -> None:
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?>\r\n<a>é</a>\r\n'
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    part = XmlPart.parse(data, "a.xml")
    assert part.with_insertions([]) == data
    offset = part.text.index("é")
    changed = part.with_insertions([(offset, "ü"), (offset, "ö")])
    assert etree.fromstring(changed).text == "üöé"
    assert XmlPart.parse(changed, "a.xml").text == part.text.replace("é", "üöé")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<a>", "not well-formed"),
        (b"<a>\x00</a>", r"not well-formed XML \([^\n]*\)$"),
        (b'<?xml version="1.0"?><a>\xff</a>', "not valid utf-8"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "declares entities"),
        (b"<a>" * 400 + b"</a>" * 400, r"xml:1: elements nested too deep$"),
        (b"<a b='%s'/>" % (b"b" * 10_000_001), r"xml:1: text or value of more than 10 MB[^\n]*$"),
        (b"<a>%s</a>" % (b"b" * 10_000_001), r"xml:1: text or value of more than 10 MB[^\n]*$"),
    ],
)
def test_bad_parts_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        XmlPart.parse(data, "a.xml")
