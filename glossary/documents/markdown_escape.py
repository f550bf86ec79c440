"""Plain text as Markdown; apart from the Markdown parser, which takes long to import."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def escape(text: str) -> str:
    """Plain text as Markdown that shows the same: every mark escaped, line breaks kept."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    # Spaces at the beginning of a line would begin code, or be lost.
    lines = "\n".join(line.strip(" \t\r\f\v") for line in escaped.split("\n")).strip("\n")
    return re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", lines)
