"""The parts of a request: a text, its languages, and numbers within limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from glossary.serve.problems import Refused
from termbase.formats.bilingual import Segment
from termbase.model.tags import normalize_tag

# A segment of a CAT tool is a sentence or a paragraph. The work of a comparison grows with the
# square of the length.
LONGEST = 10_000
# The index of the memory has no postings for lower scores.
LOWEST_SCORE, DEFAULT_SCORE = 50, 70

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


def segment_of(text: str, source: str, target: str) -> Segment:
    """Return the segment to translate.

    Args:
        text: Its text.
        source: The code of its language, in any case, with hyphens or underscores.
        target: The code of the language to translate into.

    Raises:
        Refused: If the text is too long, or a code is not one.
    """
    if len(text) > LONGEST:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"the text has {len(text):,} characters; segments have up to {LONGEST:,}",
        )
    return Segment(text, "", _tag_of(source), _tag_of(target), is_open=True)


def number_in(query: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    """Return a number of a query, moved into its limits as servers of this kind do.

    Raises:
        Refused: If it is not a number.
    """
    value = query.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", value):
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"{name} is {value[:40]!r}; expected a whole number"
        )
    return min(max(int(value), low), high)


def _tag_of(code: str) -> str:
    # Of codes in the form of locales: de@formal.
    code = code.partition("@")[0]
    if not _TAG.fullmatch(code):
        raise Refused(HTTPStatus.NOT_FOUND, f"{code[:40]!r} is not a language code, such as en")
    return normalize_tag(code)
