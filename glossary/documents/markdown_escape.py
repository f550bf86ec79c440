"""Escape plain text for Markdown; apart from the parser, which takes long to import."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
_LINE_END = re.compile(r"\r\n?")


def escape(text: str) -> str:
    """Return Markdown that shows a plain text: special characters escaped, line breaks kept."""
    escaped = _SPECIAL.sub(r"\\\1", _LINE_END.sub("\n", text))
    # Spaces at the beginning of a line would begin code, or be lost.
    lines = "\n".join(line.strip(" \t\f\v") for line in escaped.split("\n")).strip("\n")
    return re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", lines)
