"""Write comments on messages into a PO file; comments of an earlier run are replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termbase.formats.po.parser import parse

# A comment of a translator (GNU gettext, "The Format of PO Files").
_MARK = "# glossary check: "


def with_notes(
    data: bytes, file: str, notes: Mapping[int, Sequence[str]], encoding: str | None = None
) -> bytes:
    """Return a file with comments on its messages; all other bytes are unchanged.

    Args:
        data: The file.
        file: Its name in messages.
        notes: The notes by the number of the segment, from 1, as the reader yields them with
            drafts: one for each plural form.
        encoding: The encoding, where it is not the declared one.

    Raises:
        InputError: If it is not a PO file.
    """
    po = parse(data, file, encoding)
    end = "\r\n" if po.lines[0].endswith("\r\n") else "\n"
    before: dict[int, list[str]] = {}
    number = 0
    for entry in po.entries:
        for source, _ in entry.forms:
            if source.strip():
                number += 1
                first = entry.first if entry.flag_line is None else entry.flag_line
                before.setdefault(first, []).extend(notes.get(number, ()))
    lines: list[str] = []
    for index, line in enumerate(po.lines):
        lines += [f"{_MARK}{' '.join(note.split())}{end}" for note in before.get(index, ())]
        if not line.startswith(_MARK):
            lines.append(line)
    return po.mark + "".join(lines).encode(po.encoding, "backslashreplace")
