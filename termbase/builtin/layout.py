"""Lay out the hand-written files of terms: ``python -m termbase.builtin.layout [--check]``.

Concepts are sorted by id and fields stand in one order, so that two people who add terms change
different lines and a new entry has one place. No line is wider than a screen: long lists and texts
are broken where TOML allows it, inside arrays and multi-line strings.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from termbase.builtin.groups import GROUPS
from termbase.output import write_file

WIDTH = 113
# One text in a list may be wider than that, but no line as wide as this.
_SCROLLS = 128
# What may follow on a line: the ends of tables, the beginning of a list in a table.
_CLOSING = len(" } },")
_OPENING = len(", cues = { support = [")

_CONCEPT_KEYS = (
    "kind polity level zh en gloss literal note first_use event in_force as_of related examples "
    "sources reviewed"
).split()
_INLINE_KEYS = (
    "simplified traditional taiwan hong_kong pinyin text renderings status part_of_speech "
    "inflects case_sensitive usage cues support against checked sources title publisher date "
    "url quote where chinese english readings fields"
).split()
_LISTS_OF_TABLES = ("zh", "en", "examples", "sources")


def lay_out(text: str) -> str:
    """Return the text of a file in the canonical order and layout.

    Comments before the first table stay; others are not kept.

    Raises:
        tomllib.TOMLDecodeError: If the text is not TOML.
        ValueError: If the result would not have the same content.
    """
    tables = tomllib.loads(text)
    lines = list(_head(text))
    for name in sorted(tables):
        lines += ["", f"[{_key(name)}]", *_table(tables[name])]
    result = "\n".join(lines).lstrip("\n") + "\n"
    if result != text and tomllib.loads(result) != tables:
        raise ValueError("the layout would change the content")
    return result


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _table(table: Mapping[str, Any]) -> Iterator[str]:
    for key in _in_order(table, _CONCEPT_KEYS):
        value = table[key]
        if key in _LISTS_OF_TABLES:
            yield f"{key} = ["
            for row in value:
                yield from f"  {_inline(row, 2)},".split("\n")
            yield "]"
        else:
            yield from _pair(key, value, 0, 0).split("\n")


def _in_order(table: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key in table] + sorted(table.keys() - set(keys))


def _inline(table: Mapping[str, Any], column: int) -> str:
    """Return an inline table that begins at a column; TOML breaks lines only inside its values."""
    flat = _flat(table)
    if column + _width(flat) <= WIDTH:
        return flat
    text = "{ "
    keys = _in_order(table, _INLINE_KEYS)
    for key in keys:
        text += "" if key == keys[0] else ", "
        room = _CLOSING if key == keys[-1] else _OPENING
        text += _pair(key, table[key], _column(text, column), 4, room)
    return text + " }"


def _pair(key: str, value: Any, column: int, indent: int, room: int = 0) -> str:
    """Return a key and its value, broken if less than some room would be left on the line."""
    name = f"{_key(key)} = "
    flat = _flat(value)
    if column + _width(name + flat) <= WIDTH - room:
        return name + flat
    if isinstance(value, list):
        return name + _broken_list(value, indent)
    if isinstance(value, dict):
        return name + _inline(value, column + len(name))
    return name + _broken_text(value, indent) if isinstance(value, str) else name + flat


def _broken_list(values: Sequence[Any], indent: int) -> str:
    """Return an array that fills lines of its own."""
    blank = " " * (indent + 2)
    lines = [blank]
    for value in values:
        item = f"{_flat(value)}, "
        if isinstance(value, str) and len(blank + item) > _SCROLLS:
            lines += [f"{blank}{_broken_text(value, indent + 2)},", blank]
            continue
        if lines[-1].strip() and _width(lines[-1] + item) > WIDTH:
            lines.append(blank)
        lines[-1] += item
    return "\n".join(["[", *(line.rstrip() for line in lines if line.strip()), " " * indent + "]"])


def _broken_text(text: str, indent: int) -> str:
    """Return a multi-line string; a backslash at the end of a line leaves the break out."""
    lines = [" " * (indent + 2)]
    for piece in _pieces(_escaped(text)):
        if lines[-1].strip() and _width(lines[-1] + piece) >= WIDTH - 4:
            lines.append(" " * (indent + 2))
        lines[-1] += piece
    return '"""\\\n' + "\\\n".join(lines) + '"""'


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may be broken: words with the blank, 汉字."""
    start = 0
    for end in range(1, len(text)):
        # The next line must not begin with a blank: TOML leaves it out.
        if text[end] != " " and (text[end - 1] == " " or _width(text[end - 1]) > 1):
            yield text[start:end]
            start = end
    yield text[start:]


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_flat, value))}]"
    if isinstance(value, dict):
        pairs = [f"{_key(key)} = {_flat(value[key])}" for key in _in_order(value, _INLINE_KEYS)]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    return str(value)


def _key(name: str) -> str:
    is_bare = name.isascii() and all(char.isalnum() or char in "-_" for char in name)
    return name if is_bare and name else f'"{_escaped(name)}"'


def _escaped(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return "".join(escapes.get(char, char) for char in text)


def _width(text: str) -> int:
    """Return the columns that a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _column(text: str, start: int) -> int:
    _, newline, last = text.rpartition("\n")
    return _width(last) if newline else start + _width(text)


def main(arguments: Sequence[str]) -> int:
    """Lay out all files, or with ``--check`` say which are not laid out; return the exit code."""
    folder = Path(__file__).parents[1] / "data"
    changed = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if path.name != GROUPS and (result := lay_out(text)) != text:
            changed.append(path)
            if "--check" not in arguments:
                write_file(path, result.encode())
    for path in changed:
        state = "not laid out" if "--check" in arguments else "laid out"
        sys.stdout.write(f"{path.name}: {state}\n")
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
