"""The signature of a scan: everything that its results depend on, except the texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from glossary.corpus.work import Terms
from termbase.derived import fingerprint
from termbase.store import Store
from termbase.termbase import Termbase
from termbase.versions import version_of

_PACKAGE = Path(__file__).parents[1]
# What reads texts and finds terms in them, with its data.
_FOLDERS = (_PACKAGE / "find", _PACKAGE / "documents", _PACKAGE.with_name("termbase") / "language")
_FILES = (_PACKAGE / "segment.py", *sorted(Path(__file__).parent.glob("*.py")))


def signature_of(termbase: Termbase, terms: Terms) -> str:
    """Return a text that is the same only if the same texts have the same mentions.

    :func:`glossary.signature.signature_of` would parse all concepts, which takes longer than to
    find them in a new day of a corpus.

    Args:
        termbase: The concepts.
        terms: The options.
    """
    # A compiled base is named by a checksum of all that it is made of.
    builtin = termbase.builtin.address.name if termbase.builtin else ""
    own = fingerprint(_records(termbase.own)) if termbase.own else ""
    code = fingerprint(_code())
    libraries = version_of("glossary", "zh-en-glossary"), version_of("jieba")
    options = *astuple(terms.options), terms.encoding
    return json.dumps([*libraries, code, builtin, own, *options], ensure_ascii=False)


def _code() -> Iterator[Path]:
    """Yield the code that the results depend on: in a checkout it changes without the version."""
    for folder in _FOLDERS:
        yield from sorted(path for path in folder.rglob("*.*") if path.suffix in (".py", ".tsv"))
    yield from _FILES


def _records(own: Store) -> Iterator[bytes]:
    """Yield the concepts of the user's own base as they are stored."""
    for row in own.database.rows("SELECT id, record FROM concept ORDER BY id"):
        yield json.dumps(row).encode()
