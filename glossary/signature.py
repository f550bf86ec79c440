"""The signature of a result: what has to be the same for the result to be the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from termbase.model.record import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termbase.model.concept import Concept


class Signature(NamedTuple):
    """All that a result depends on, except the text and the options.

    Attributes:
        version: That of this package.
        data: A checksum of all visible concepts, eight hexadecimal digits.
    """

    version: str
    data: str

    def __str__(self) -> str:
        return f"zh-en-glossary {self.version}, data {self.data}"


def signature_of(concepts: Iterable[Concept]) -> Signature:
    """Return the signature of a termbase with these concepts; their order is of no consequence."""
    from importlib.metadata import version

    checksum = 0
    for concept in concepts:
        record = json.dumps(to_record(concept), ensure_ascii=False, sort_keys=True)
        checksum ^= crc32(record.encode(errors="surrogatepass"))
    return Signature(version("zh-en-glossary"), f"{checksum:08x}")
