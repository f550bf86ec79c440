"""Annotations that are appended to a PDF file, and cut off again: an incremental update.

ISO 32000-1, 7.5.6: what is changed comes after the end of the file, so that all its bytes stay. The
writer of pypdf writes every object anew, loses the information of the file and does not write
encrypted ones; so only the reading and the objects are pypdf's.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from glossary.documents.pdf.errors import needs_libraries, needs_password
from termbase.errors import InputError

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject, IndirectObject

AUTHOR = "glossary"
# The names of our annotations (the key NM) begin so.
PREFIX = "zg-"
# The comment before an update of ours says where it begins.
_MARK = b"%zg-annotations "
_UPDATE = re.compile(rb"\n%zg-annotations (\d{1,12})\n")
_LAST_XREF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_XREF = re.compile(rb"xref\s|\d+\s+\d+\s+obj\b")


def without_update(data: bytes) -> bytes:
    """Return a PDF file without the updates of ours at its end."""
    while (start := _start_of_update(data)) is not None:
        data = data[:start]
    return data


def is_ours(author: str, name: str) -> bool:
    """Return True for the author and the name of an annotation of ours."""
    return author == AUTHOR and name.startswith(PREFIX)


def with_annotations(
    data: bytes, pages: Mapping[int, Sequence[Mapping[str, Any]]], name: str
) -> bytes:
    """Return a PDF file with annotations on its pages, in the place of earlier ones of ours.

    Args:
        data: The file.
        pages: The annotations of pages, whose numbers count from 0, as what dictionaries of PDF
            hold: names (with a slash), texts, numbers, and lists of them.
        name: The name of the file in messages.

    Raises:
        InputError: If it is too damaged, or encrypted in a way that cannot be written.
    """
    if not pages:
        return data
    from pypdf.errors import PyPdfError

    previous = _LAST_XREF.search(data)
    if previous is None or not _XREF.match(data, int(previous[1])):
        raise _damaged(name)
    reader = reader_of(data, name)
    try:
        objects = _changed(reader, pages)
    except (PyPdfError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        # What is read when it is needed may turn out to be anything.
        raise _damaged(name) from None
    return data + _update(data, reader, objects, int(previous[1]))


def _start_of_update(data: bytes) -> int | None:
    """Return the offset of an update of ours at the end; None if there is none."""
    start = data.rfind(b"\n" + _MARK)
    match = _UPDATE.match(data, start) if start >= 0 else None
    is_last = match and int(match[1]) == start and data.count(b"%%EOF", start) == 1
    return start if is_last and data.endswith(b"%%EOF\n") else None


def reader_of(data: bytes, name: str) -> PdfReader:
    """Open a PDF file with an empty password.

    Raises:
        InputError: If it is damaged, or needs a password; if pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError:
        raise needs_libraries(name) from None
    # It tells of every oddity that it reads past.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise needs_password(name)
        len(reader.pages)
    except DependencyError:
        raise InputError(
            f"{name}: encrypted with AES; needs cryptography: pip install cryptography"
        ) from None
    except (PyPdfError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise _damaged(name) from None
    return reader


def _damaged(name: str) -> InputError:
    return InputError(
        f"{name}: too damaged to be annotated in place; save it again, or make a page (-o x.html)"
    )


def _annotations(page: DictionaryObject) -> list[Any]:
    """Return the annotations of a page as they are in its list: references or dictionaries."""
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    return list(found) if isinstance(found, list) else []


def _is_ours(annotation: Any) -> bool:
    value = annotation.get_object()
    return isinstance(value, dict) and is_ours(str(value.get("/T")), str(value.get("/NM")))


def _changed(
    reader: PdfReader, pages: Mapping[int, Sequence[Mapping[str, Any]]]
) -> dict[tuple[int, int], Any]:
    """Return new and changed objects by their numbers and generations."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

    known = [*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)]
    size = reader.trailer.get("/Size", 0)
    free = max([size - 1, *known]) + 1
    objects: dict[tuple[int, int], Any] = {}
    for number, added in sorted(pages.items()):
        page = reader.pages[number]
        reference = cast("IndirectObject", page.indirect_reference)
        kept = [one for one in _annotations(page) if not _is_ours(one)]
        for annotation in added:
            entry = _object({"/Type": "/Annot", **annotation})
            entry[NameObject("/P")] = reference
            objects[free, 0] = entry
            kept.append(IndirectObject(free, 0, reader))
            free += 1
        # What is inherited from the tree of pages stays there.
        changed = DictionaryObject(cast("DictionaryObject", reader.get_object(reference)))
        changed[NameObject("/Annots")] = ArrayObject(kept)
        objects[reference.idnum, reference.generation] = changed
    encryption = reader._encryption  # noqa: SLF001
    if encryption is None:
        return objects
    return {key: encryption.encrypt_object(value, *key) for key, value in objects.items()}


def _object(value: Any) -> Any:
    """Return a value as an object of pypdf; a text with a slash first is a name."""
    from pypdf import generic

    if isinstance(value, Mapping):
        return generic.DictionaryObject(
            {generic.NameObject(key): _object(item) for key, item in value.items()}
        )
    if isinstance(value, list | tuple):
        return generic.ArrayObject(map(_object, value))
    if isinstance(value, str):
        return generic.NameObject(value) if value.startswith("/") else _text(value)
    if isinstance(value, float):
        return generic.FloatObject(f"{value:.2f}")
    return generic.NumberObject(value)


def _text(value: str) -> Any:
    from pypdf.generic import TextStringObject

    text = TextStringObject(value)
    text.autodetect_utf16 = not value.isascii()
    return text


def _update(
    data: bytes, reader: PdfReader, objects: Mapping[tuple[int, int], Any], previous: int
) -> bytes:
    """Return the update: the objects, and where they are."""
    from pypdf.generic import NameObject

    out = io.BytesIO()
    start = len(data)
    out.write(b"\n%s%d\n" % (_MARK, start))
    offsets: dict[int, tuple[int, int]] = {}
    for (number, generation), value in sorted(objects.items(), key=lambda item: item[0]):
        offsets[number] = start + out.tell(), generation
        out.write(b"%d %d obj\n" % (number, generation))
        value.write_to_stream(out)
        out.write(b"\nendobj\n")
    size = max([reader.trailer.get("/Size", 0), *(number + 1 for number in offsets)])
    where = start + out.tell()
    entries = {
        NameObject(key): reader.trailer.raw_get(key)
        for key in ("/Root", "/Info", "/ID", "/Encrypt")
        if key in reader.trailer
    }
    if data.startswith(b"xref", previous):
        out.write(_table(offsets))
        out.write(b"trailer\n")
        trailer = _object({"/Size": size, "/Prev": previous})
        trailer.update(entries)
        trailer.write_to_stream(out)
    else:
        # A file whose directory is a stream has no table anywhere.
        offsets[size] = where, 0
        _write_stream(out, size, offsets, entries, previous)
    out.write(b"\nstartxref\n%d\n%%%%EOF\n" % where)
    return out.getvalue()


def _blocks(offsets: Mapping[int, tuple[int, int]]) -> list[list[int]]:
    """Return runs of numbers that follow each other."""
    blocks: list[list[int]] = []
    for number in sorted(offsets):
        if blocks and blocks[-1][-1] == number - 1:
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return blocks


def _table(offsets: Mapping[int, tuple[int, int]]) -> bytes:
    # Object 0 is the head of the list of free ones.
    parts = [b"xref\n0 1\n0000000000 65535 f \n"]
    for block in _blocks(offsets):
        parts.append(b"%d %d\n" % (block[0], len(block)))
        parts += [b"%010d %05d n \n" % offsets[number] for number in block]
    return b"".join(parts)


def _write_stream(
    out: io.BytesIO, number: int, offsets: Mapping[int, tuple[int, int]],
    entries: Mapping[Any, Any], previous: int,
) -> None:  # fmt: skip
    rows = b"".join(
        b"\1" + offset.to_bytes(5, "big") + generation.to_bytes(2, "big")
        for _, (offset, generation) in sorted(offsets.items())
    )
    packed = zlib.compress(rows)
    index = [item for block in _blocks(offsets) for item in (block[0], len(block))]
    dictionary = _object({
        "/Type": "/XRef", "/Size": number + 1, "/Prev": previous, "/W": [1, 5, 2],
        "/Index": index, "/Filter": "/FlateDecode", "/Length": len(packed),
    })  # fmt: skip
    dictionary.update(entries)
    out.write(b"%d 0 obj\n" % number)
    dictionary.write_to_stream(out)
    out.write(b"\nstream\n" + packed + b"\nendstream\nendobj")
