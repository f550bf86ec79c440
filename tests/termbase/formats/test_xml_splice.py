"""Changing a few places of an XML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from termbase.errors import InputError
from termbase.formats.xml import splice as xml_splice
from termbase.formats.xml.splice import Changes, Xml

AWKWARD = """<?xml version='1.0' encoding="ENCODING" ?>\r
<!-- a < b > --><?pi <x> ?>
<x:a  xmlns:x = "u"
   k='1 > 0' q = "a='2'" >\t<b/><b ></b ><![CDATA[<b>]]> 汉𠮷 &amp; &#x6C49;
<c   a="/" /><c/></x:a >
"""


def element(xml: Xml, name: str) -> Any:
    return next(xml.root.iter(name))


ENCODINGS = [
    ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("gb18030", b""),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_nothing_else_is_touched(encoding: str, mark: bytes) -> None:
    said = encoding.removesuffix("-le").removesuffix("-be")
    text = AWKWARD.replace("ENCODING", said)
    data = mark + text.encode(encoding)
    xml = Xml(data, "x")
    changes = Changes(xml)
    assert changes.data() == data
    changes.set(xml.root, {"k": "<", "new": '"', "q": None})
    changes.fill(element(xml, "b"), "t<i/>")
    changes.put_after(element(xml, "b"), "<after/>")
    changes.put_first(element(xml, "c"), "<first/>")
    expected = (
        text.replace("k='1 > 0' q = \"a='2'\" >", 'k="&lt;" new="&quot;">')
        .replace("<b/>", "<b>t<i/></b><after/>")
        .replace('<c   a="/" />', '<c   a="/"><first/></c>')
    )
    assert changes.data().removeprefix(mark).decode(encoding) == expected
    assert xml.name(xml.root) == "x:a"
    second = list(xml.root.iter("b"))[1]
    assert xml.inner(xml.root, {second: "1"}).startswith("\t<b/><b >1</b ><![CDATA[")


def test_what_the_encoding_lacks_is_written_as_a_reference() -> None:
    xml = Xml(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", "x")
    changes = Changes(xml)
    changes.fill(xml.root, "é汉")
    assert changes.data().endswith("<a>é&#27721;</a>".encode("iso-8859-1"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<a>", "x:1: not well-formed"),
        (b"<a>\xff</a>", "x:1: not valid utf-8"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding 'klingon'"),
        (b"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>", "declares entities"),
        (b"<a>" * 150 + b"</a>" * 150, "nested too deep"),
    ],
)
def test_bad_files(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Xml(data, "x")


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_splice, "MAX_SIZE", 2_000_000)
    with pytest.raises(InputError, match=r"x: 3 MB, more than the limit of 2 MB; split the file"):
        Xml(b"<a>" + b" " * 3_000_000 + b"</a>", "x")


def test_what_would_not_be_well_formed_is_refused() -> None:
    xml = Xml(b"<a/>", "x")
    changes = Changes(xml)
    changes.fill(xml.root, "<b>")
    with pytest.raises(InputError, match="not well-formed"):
        changes.data()


def test_real_files(data: Path) -> None:
    paths = [p for p in (data / "formats").glob("xliff*/dev/**/*") if p.is_file()]
    assert len(paths) > 200
    for path in paths:
        xml = Xml(path.read_bytes(), str(path))
        assert Changes(xml).data() == path.read_bytes()
        for one in list(xml.root.iter("{*}source", "{*}target"))[:20]:
            whole = xml.outer(one)
            assert whole.startswith(f"<{xml.name(one)}")
            assert whole.endswith("/>") or xml.start_tag(one) + xml.inner(one) in whole
