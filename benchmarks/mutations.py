"""Random changes of files, for fuzzing their readers."""

from __future__ import annotations

import contextlib
import gzip
import io
import random
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

_MAX_SIZE = 200_000

# Pieces that have been trouble for some reader of some format.
PIECES = [
    b"\0",
    b"\r",
    b"\r\n",
    b"\n",
    b"\t",
    b'"',
    b"'",
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<![x y]>",
    b"<?x ?>",
    b"<!DOCTYPE a SYSTEM 'x'>",
    b"<!ENTITY a 'b'>",
    b"&nbsp;",
    b"&foo;",
    b"&#x1F;",
    b"&#xD83D;&#xDE00;",
    b"&#0;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"%",
    b"|",
    b"; ",
    b",",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"9" * 5000,
    b"-1",
    b"1e999",
    b"NaN",
    b"null",
    b"xMl:lang=''",
    b"xml:lang='zh'",
    b"xmlns=''",
    b"xmlns:a='b'",
    b"<a:b/>",
    b"<unknown/>",
    b" id=''",
    b"/>",
    b"</",
    b"charset=hex",
    b'encoding="rot13"',
    b"\x1b[31m",
    b"a" * 3000,
    "汉".encode() * 500,
    "ｅ́‍".encode(),
    b"=1+1",
    b"#",
    b"# ",
    b"-*- coding: x -*-",
    b"\x0b",
    b"<cp hex='zz'/>",
    b"<x/>",
    b"<g>",
    b"</g>",
    b"<mrk mtype='seg'>",
    b"xml:lang",
    b"=",
    b"'=",
    b";",
]


def mutated(rng: random.Random, seeds: list[bytes]) -> bytes:
    """Return one of some files, changed in a few places.

    Args:
        rng: The source of randomness; equal states give equal results.
        seeds: The files. Of archives a member is changed, of XML mostly the tree, so that most
            files are still well-formed and reach the reader proper.
    """
    data = rng.choice(seeds)
    if data.startswith(b"\x1f\x8b") and rng.random() < 0.7:
        return gzip.compress(mutated(rng, [gzip.decompress(data)]), mtime=0)
    if data.startswith(b"PK") and rng.random() < 0.7:
        return _mutated_archive(rng, data, seeds)
    if b"<" in data[:200] and rng.random() < 0.7:
        try:
            return _mutated_tree(rng, data)
        except (ValueError, etree.XMLSyntaxError):
            pass
    return _changed(rng, data, seeds)


def _mutated_tree(rng: random.Random, data: bytes) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        elements = list(root.iter("*"))
        element, other = rng.choice(elements), rng.choice(elements)
        with contextlib.suppress(ValueError):
            rng.choice(_TREE_MUTATIONS)(rng, element, other)
    text = etree.tostring(root, encoding="unicode")
    encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-16", "gb18030"))
    doctype = rng.choice(("", "", '<!DOCTYPE x SYSTEM "x.dtd">\n'))
    return f"<?xml version='1.0' encoding='{encoding}'?>\n{doctype}{text}".encode(encoding)


def _remove(rng: random.Random, element: Any, other: Any) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _copy(rng: random.Random, element: Any, other: Any) -> None:
    other.insert(rng.randrange(len(other) + 1), deepcopy(element))


def _rename(rng: random.Random, element: Any, other: Any) -> None:
    element.tag = rng.choice((other.tag, "unknown", "{urn:x}unknown", f"{{urn:x}}{_local(other)}"))


def _set_text(rng: random.Random, element: Any, other: Any) -> None:
    text = rng.choice((other.text, None, "", " ", "\n\t", rng.choice(PIECES).decode("latin-1")))
    if rng.random() < 0.5:
        element.text = text
    else:
        element.tail = text


def _remove_attribute(rng: random.Random, element: Any, other: Any) -> None:
    if element.attrib:
        del element.attrib[rng.choice(list(element.attrib))]


def _set_attribute(rng: random.Random, element: Any, other: Any) -> None:
    names = [
        *element.attrib,
        *other.attrib,
        "unknown",
        "{http://www.w3.org/XML/1998/namespace}lang",
    ]
    values = [
        *element.attrib.values(),
        *other.attrib.values(),
        "",
        " ",
        "zh",
        "x-y",
        "-1",
        "9" * 50,
    ]
    element.set(rng.choice(names), rng.choice((*values, rng.choice(PIECES).decode("latin-1"))))


def _insert_other_nodes(rng: random.Random, element: Any, other: Any) -> None:
    node = rng.choice(
        (etree.Comment("c"), etree.ProcessingInstruction("p", "x"), etree.Entity("nbsp"))
    )
    element.insert(rng.randrange(len(element) + 1), node)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


_TREE_MUTATIONS = (
    _remove,
    _copy,
    _copy,
    _rename,
    _set_text,
    _remove_attribute,
    _set_attribute,
    _set_attribute,
    _insert_other_nodes,
)


def _changed(rng: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((0, 1, 2, 5, 20, 200, 5000)))
        data = rng.choice(_MUTATIONS)(rng, data, start, end, seeds)[:_MAX_SIZE]
    return data


def _delete(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    return data[:start] + data[end:]


def _repeat(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 50)) + data[end:]


def _insert(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    return data[:start] + rng.choice(PIECES) + data[start:]


def _replace(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    return data[:start] + rng.choice(PIECES) + data[end:]


def _flip(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    if start == len(data):
        return data
    return data[:start] + bytes([data[start] ^ 1 << rng.randrange(8)]) + data[start + 1 :]


def _cut(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    return data[:start]


def _graft(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    other = rng.choice(seeds)
    at = rng.randrange(len(other) + 1)
    return data[:start] + other[at : at + rng.choice((10, 100, 1000))] + data[start:]


def _move_tag(rng: random.Random, data: bytes, start: int, end: int, seeds: list[bytes]) -> bytes:
    """Move what is between two brackets, or quotation marks, to another place."""
    opening, closing = rng.choice(((b"<", b">"), (b'"', b'"'), (b">", b"<"), (b"\n", b"\n")))
    first = data.find(opening, start)
    last = data.find(closing, first + 1)
    if first < 0 or last < 0:
        return data
    piece, rest = data[first : last + 1], data[:first] + data[last + 1 :]
    at = rest.find(opening, rng.randrange(len(rest) + 1))
    return rest[:at] + piece + rest[at:] if at >= 0 else rest


_MUTATIONS = (_delete, _repeat, _insert, _replace, _flip, _cut, _graft, _move_tag, _move_tag)


def _mutated_archive(rng: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        names = source.namelist()
        chosen = rng.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, _changed(rng, content, [content]) if name == chosen else content)
    return written.getvalue()
