"""Parsing of untrusted XML: entities, lines, encodings. Each guard is tested on its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from termbase.errors import InputError
from termbase.formats.xml.entities import _Filter, replaced
from termbase.formats.xml.safe import (
    PARSER_OPTIONS,
    check_safe,
    check_well_formed,
    elements,
    events,
    numbered_elements,
    parse_fragment,
    tree_of,
)
from termbase.formats.xml.splice import Changes, Xml

DOCTYPE = '<!DOCTYPE a SYSTEM "a.dtd">\n'
BOMB = '<!DOCTYPE a [\n<!ENTITY b "bomb">]>\n<a>&b;</a>'
SAMPLE = (
    '<!DOCTYPE a SYSTEM "x.dtd">\n<a t="&nbsp;">\n<b>&eacute;<![CDATA[&nbsp;]]]]><!-- &f; -->&lt;</b>'
    "<?p &f; ?>&copy;&hearts;&rarr;&euro;&ndash;</a>"
)
REPLACED = SAMPLE.replace('"&nbsp;"', '"&#160;"').replace("&eacute;", "&#233;").replace(
    "&copy;&hearts;&rarr;&euro;&ndash;", "&#169;&#9829;&#8594;&#8364;&#8211;"
)  # fmt: skip


def read(data: bytes | str) -> list[tuple[str, Any, int]]:
    return list(events(io.BytesIO(data.encode() if isinstance(data, str) else data), "x"))


def root_of(data: bytes | str) -> Any:
    return read(data)[0][1]


# --- guards ---------------------------------------------------------------------------------------


def test_the_parser_does_not_expand_entities() -> None:
    root = etree.fromstring(BOMB.encode(), etree.XMLParser(**PARSER_OPTIONS))
    assert "bomb" not in "".join(root.itertext())


def test_a_tree_with_entities_is_refused() -> None:
    root = etree.fromstring(BOMB.encode())
    with pytest.raises(InputError, match="declares entities"):
        check_safe(root, "x")


def refusal(parse: Callable[[bytes, str], object], data: bytes) -> str:
    try:
        parse(data, "x")
    except InputError as error:
        return str(error)
    return ""


MARKUP = st.sampled_from(
    [
        *("<a>", "</a>", "<a/>", "<a:b:c/>", "]]>", "\0", "é"),
        *(
            "<字>",
            "</字>",
            "<a字 ?>",
            "<a\u3000/>",
            '<a 字="×"/>',
            "<!--é-->",
            "<?é?>",
            "\ufffe",
            "&é;",
        ),
        *("<x:a/>", '<a x:b="">', '<a xmlns:x="u">', '<a xmlns:x="">', '<a b="" b=""/>'),
        *('<a xmlns:x="u" xmlns:y="u" x:b="" y:b="">', '<a xml:id="1">', '<a xml:id="a"/>'),
        *("&lt;", "&nbsp;", "&x;", "&#0;", "<!--a-->", "<!-- -- -->", "<![CDATA[a]]>", "<?a?>"),
        *("<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "b">'),
    ]
)


@given(st.lists(MARKUP, max_size=6))
@example(["<a>", "b" * 10_000_001, "</a>"])
@example(["<a>", *["<b>" + "b" * 5_000_001 + "</b>"] * 2, "</a>"])
@example(["<a>", "b" * 5_000_001, "<![CDATA[", "b" * 5_000_001, "]]>", "b" * 5_000_001, "</a>"])
@example(["<a>" * 300, "</a>" * 300])
def test_without_a_tree_the_same_is_refused(markup: list[str]) -> None:
    data = "".join(markup).encode()
    assert refusal(check_well_formed, data) == refusal(tree_of, data)
    whole = b"<a>" + data + b"</a>"
    assert refusal(check_well_formed, whole) == refusal(tree_of, whole)


def test_the_filter_refuses_declarations_with_their_line() -> None:
    with pytest.raises(InputError, match="x:2: the file declares entities"):
        replaced(BOMB.encode(), "x")


def test_entities_in_an_encoding_that_the_filter_cannot_read() -> None:
    data = f'<?xml version="1.0" encoding="cp037"?>{BOMB}'.encode("cp037")
    with pytest.raises(InputError, match=r"^x:"):
        read(data)


def test_no_network_and_no_dtd() -> None:
    assert PARSER_OPTIONS == {"resolve_entities": False, "no_network": True, "load_dtd": False}


# --- entities of HTML -----------------------------------------------------------------------------


def test_entities_become_characters() -> None:
    assert replaced(SAMPLE.encode(), "x").decode() == REPLACED
    root = root_of(SAMPLE)
    assert root.get("t") == "\xa0"
    assert root.findtext("b") == "é&nbsp;]]<"
    assert root[0].tail == "©♥→€–"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5"]
)
def test_entities_in_other_encodings(encoding: str) -> None:
    name = encoding if encoding.startswith(("gb", "big")) else encoding[:6]
    text = f'<?xml version="1.0" encoding="{name}"?>{DOCTYPE}<a>\n汉&eacute;<b/></a>'
    if encoding == "big5":
        text = text.replace("汉", "漢")
    found = read(text.encode(encoding))
    assert found[0][1].text[-1] == "é"
    assert [line for event, _, line in found if event == "start"] == [2, 3]


def test_every_name_of_xhtml_is_known() -> None:
    from html.entities import name2codepoint

    names = [name for name in name2codepoint if name not in ("amp", "lt", "gt", "quot")]
    assert len(names) == 248
    root = root_of(DOCTYPE + "<a>" + "".join(f"&{name};" for name in names) + "</a>")
    assert root.text == "".join(chr(name2codepoint[name]) for name in names)


@pytest.mark.parametrize(
    "data",
    [
        f"{DOCTYPE}<a>\n<b>&house;</b></a>",
        f"{DOCTYPE}<a>\n<b t='&house;'/></a>",
        "<a>\n\n<b>&nbsp;</b></a>",
        "<a>\n\n<b t='&nbsp;'/></a>",
    ],
)
def test_other_names_are_refused_with_their_line(data: str) -> None:
    name = "house" if "house" in data else "nbsp"
    with pytest.raises(InputError, match=f"x:3: entity &{name}; is not declared"):
        read(data)
    with pytest.raises(InputError, match=f"x:3: entity &{name}; is not declared"):
        Xml(data.encode(), "x")


def test_a_token_may_be_cut_anywhere() -> None:
    data = SAMPLE.encode()
    for first in range(len(data)):
        for second in (first, first + 1, first + 2, first + 9):
            filter = _Filter("x")
            parts = (data[:first], data[first:second], data[second:])
            found = b"".join(map(filter.feed, parts)) + filter.close()
            assert found.decode() == REPLACED, (first, second)


def test_bytes_of_a_file_with_entities_are_left_alone() -> None:
    data = f"{DOCTYPE}<a><b>caf&eacute;&nbsp;1</b><c/></a>".encode()
    xml = Xml(data, "x")
    assert xml.root.findtext("b") == "café\xa01"
    changes = Changes(xml)
    changes.fill(xml.root.find("c"), "new")
    assert changes.data() == data.replace(b"<c/>", b"<c>new</c>")


# --- lines and errors -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lines_beyond_16_bits(encoding: str) -> None:
    data = ("<a>" + "<b>\n</b>" * 70_000 + "<c\n/><c/></a>").encode(encoding)
    starts = [line for event, _, line in read(data) if event == "start"]
    assert starts == [1, *range(1, 70_001), 70_002, 70_002]
    found = numbered_elements(io.BytesIO(data), "x", ("c",), lambda _: None)
    assert [line for *_, line in found] == [70_002, 70_002]


def test_the_line_of_an_error_beyond_16_bits() -> None:
    data = f"{DOCTYPE}<a>" + "\n" * 70_000 + "&house;</a>"
    with pytest.raises(InputError, match="x:70002: entity &house;"):
        read(data)


def test_the_root_is_checked_before_syntax() -> None:
    def refuse(root: Any) -> None:
        raise InputError(f"a <{root.tag}>")

    with pytest.raises(InputError, match="a <html>"):
        list(elements(io.BytesIO(b"<html><br></html>"), "x", ("a",), refuse))


def test_a_fragment_does_not_expand_entities() -> None:
    assert parse_fragment(BOMB).text is None


def test_names_that_only_one_parser_takes() -> None:
    with pytest.raises(InputError, match="x:1: not well-formed"):
        Xml("<a\ufeff/>".encode(), "x")


@pytest.mark.parametrize("encoding", ["hex", "rot13", "undefined", "punycode", "idna", "klingon"])
def test_encodings_that_are_none(encoding: str) -> None:
    with pytest.raises(InputError, match=r"^x"):
        Xml(f"<?xml version='1.0' encoding='{encoding}'?><a>é</a>".encode(), "x")
