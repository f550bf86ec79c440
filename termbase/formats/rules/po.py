"""Rules for PO files: those of gettext's own checker, ``msgfmt --check``.

Source: GNU gettext manual, "The Format of PO Files" and "Invoking the msgfmt Program",
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from termbase.encoding import load
from termbase.errors import Problem
from termbase.formats.po.parser import Po, PoEntry, parse

# Python converts no number of thousands of digits.
_PLURALS = re.compile(r"nplurals\s*=\s*(\d{1,9})(?!\d)")


def problems(path: Path) -> Iterator[Problem]:
    """Yield the problems of a PO file.

    Args:
        path: The file, which is read as a whole.

    Raises:
        InputError: If the file cannot be read or is not PO, with the line.
    """
    name = str(path)
    po = parse(load(path), name)
    yield from _check_header(po, name)
    plurals = _PLURALS.search(po.header.get("Plural-Forms", ""))
    seen: dict[tuple[str | None, str], int] = {}
    for entry in po.entries:
        line = entry.first + 1
        has_context = "msgctxt" in entry.fields
        key = (entry.context if has_context else None, entry.fields["msgid"].text)
        if key in seen:
            message = f"duplicate message; first on line {seen[key]} (PO, msgid)"
            yield Problem("duplicate-message", message, name, line)
        seen.setdefault(key, line)
        yield from _check_entry(entry, int(plurals[1]) if plurals else None, name)


def _check_header(po: Po, name: str) -> Iterator[Problem]:
    if not po.header:
        yield Problem("missing-header", "missing header entry (PO, header)", name, 1)
    elif "charset=" not in po.header.get("Content-Type", ""):
        message = "missing charset in Content-Type of the header (PO, header)"
        yield Problem("missing-charset", message, name, 1)


def _check_entry(entry: PoEntry, plurals: int | None, name: str) -> Iterator[Problem]:
    line = entry.first + 1
    forms = [field for field in entry.fields if field.startswith("msgstr[")]
    if bool(forms) is not ("msgid_plural" in entry.fields):
        message = "msgid_plural and msgstr[0] require each other (PO, msgid_plural)"
        yield Problem("plural-forms", message, name, line)
    elif forms and plurals is not None and len(forms) != plurals:
        message = (
            f"{len(forms)} plural forms, but nplurals={plurals} in the header (PO, Plural-Forms)"
        )
        yield Problem("plural-forms", message, name, line)
    if "fuzzy" in entry.flags:
        return
    source = entry.fields["msgid"].text
    for field, translation in entry.fields.items():
        if not field.startswith("msgstr") or not translation.text:
            continue
        for ends, where in ((str.startswith, "begin"), (str.endswith, "end")):
            if ends(source, "\n") is not ends(translation.text, "\n"):
                message = (
                    f"msgid and {field} do not both {where} with a line break (PO, msgfmt --check)"
                )
                yield Problem("line-break", message, name, translation.first + 1)
