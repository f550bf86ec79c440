"""Metadata from the paths of files: ``{outlet}/{date}.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from glossary.corpus.dates import date_in, parse_date
from termbase.errors import InputError

_FIELDS = ("date", "outlet", "title", "language", "year", "month", "day")
_PART = re.compile(r"\{([^{}]*)\}|(\*\*|\*)|[{}]")
_PART_OF_DATE = re.compile(r"[\d年月日]+")


class Metadata(NamedTuple):
    """Facts about a text beside its content; empty strings where they are not known.

    Attributes:
        date: In ISO 8601, as far as it is known.
        outlet: The newspaper, broadcaster or site.
        title: The headline.
        language: A BCP 47 tag.
    """

    date: str = ""
    outlet: str = ""
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of paths, with fields in braces.

    Attributes:
        text: The pattern as the user wrote it; empty to guess.
    """

    text: str = ""

    def __post_init__(self) -> None:
        _compiled(self.text)

    def match(self, path: str) -> Metadata | None:
        """Return the metadata in a path; None if the path does not match.

        Without a pattern the date is looked for in the path (:func:`date_in`), and the first folder
        that is not named by a date is the outlet.

        Args:
            path: Relative to the corpus, with ``/`` between folders.

        Raises:
            InputError: If the field for the date holds something else.
        """
        if not self.text:
            return _guess(path)
        match = _compiled(self.text).fullmatch(path)
        if match is None:
            return None
        found = match.groupdict()
        written = found.get("date") or "-".join(
            found[part] for part in ("year", "month", "day") if part in found
        )
        date = parse_date(written) if written else ""
        if date is None:
            raise InputError(
                f"{path}: {written!r} is not a date (pattern {self.text}); expected one such as "
                "20240309 or 2024-03-09"
            )
        outlet, title, language = (found.get(name, "") for name in ("outlet", "title", "language"))
        return Metadata(date, outlet, title, language)


def _guess(path: str) -> Metadata:
    stem = path.rsplit(".", 1)[0]
    folders = path.split("/")[:-1]
    # A folder or archive that is named by a date is not an outlet, but one in it may be.
    outlets = (name for name in folders if not date_in(name) and not _PART_OF_DATE.fullmatch(name))
    return Metadata(date_in(stem), next(outlets, ""))


def _compiled(text: str) -> re.Pattern[str]:
    expression, start, seen = "", 0, set()
    for part in _PART.finditer(text):
        name, wildcard = part.groups()
        expression += re.escape(text[start : part.start()])
        start = part.end()
        if wildcard:
            expression += ".*" if wildcard == "**" else "[^/]*"
        elif name in _FIELDS and name not in seen:
            seen.add(name)
            expression += f"(?P<{name}>[^/]+?)"
        else:
            raise InputError(
                f"pattern {text!r}: invalid {part[0]!r}; expected once each, at most: "
                f"{', '.join(f'{{{field}}}' for field in _FIELDS)}; * for anything"
            )
    expression += re.escape(text[start:])
    if {"day", "month", "year"} & seen and ("year" not in seen or "date" in seen):
        raise InputError(f"pattern {text!r}: give {{date}}, or {{year}} with {{month}} and {{day}}")
    if "day" in seen and "month" not in seen:
        raise InputError(f"pattern {text!r}: {{day}} needs {{month}}")
    return re.compile(expression, re.DOTALL)
