"""Segments that differ in numbers only, and putting the numbers of one into the other.

Numbers are tokens with a digit in them, so also codes such as ``A320``; and English names of
months, which correspond to a number before 月. A translation may have one in 汉字: Q3 is 第三季度.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from termbase.language.numerals import NUMERALS, numeral_of
from termbase.memory.tokens import surface, token_spans, tokenize

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH_OF = {
    **{name: month for month, name in enumerate(_MONTHS, 1)},
    **{name[:3]: month for month, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_SEPARATOR = "\x1f"
_NUMBER = re.compile(r"\d")
_MONTH = re.compile(r"\d{1,2}")
# A number with letters before it: Q3, No2.
_LABELLED = re.compile(r"(?P<label>\D*)(?P<value>\d{1,4})")
# One 汉字 is a number after 第; elsewhere it may be a part of a word, as in 统一.
_NUMERAL = re.compile(rf"(?<=第)[{NUMERALS}]+|[{NUMERALS}]{{2,}}")


def pattern_hash(tokens: Sequence[str]) -> int | None:
    """Return a 64-bit number that segments share if they are equal but for numbers.

    Args:
        tokens: Of a segment.

    Returns:
        None if it has no numbers.
    """
    if not _NUMBER.search("".join(tokens)) and _MONTH_OF.keys().isdisjoint(tokens):
        return None
    pattern = _SEPARATOR.join(["0" if is_number(token) else token for token in tokens])
    data = pattern.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def is_number(token: str) -> bool:
    """Return True for a folded token with a digit, and for the name of a month."""
    return bool(_NUMBER.search(token)) or token in _MONTH_OF


def number_changes(query: str, stored: str) -> dict[str, str] | None:
    """Return the numbers to put in place of others, if nothing else differs.

    Args:
        query: The text that was searched for.
        stored: A segment of the memory.

    Returns:
        From number in the stored segment to number in the text, months with their 月; None if
        more than numbers differs, or nothing, or one number would have to become two.
    """
    ours, theirs = tokenize(query), tokenize(stored)
    if not ours or len(ours) != len(theirs):
        return None
    changes: dict[str, str] = {}
    written = zip(surface(query), surface(stored), strict=True)
    after = [*theirs[1:], ""]
    for our, their, (new, old), following in zip(ours, theirs, written, after, strict=True):
        if our == their:
            continue
        if not (is_number(our) and is_number(their)):
            return None
        is_month = following == "月" and _MONTH.fullmatch(our) and _MONTH.fullmatch(their)
        unit = "月" if is_month else ""
        if changes.setdefault(old + unit, new + unit) != new + unit:
            return None
    return changes or None


def with_numbers(translation: str, changes: Mapping[str, str]) -> str | None:
    """Return a translation with numbers exchanged; None unless it has each exactly once.

    Args:
        translation: Any text.
        changes: From number to number, as :func:`number_changes` returns them.
    """
    spans = token_spans(translation)
    folded = tokenize(translation)
    replaced: dict[tuple[int, int], str] = {}
    for old, new in changes.items():
        found = _occurrences(old, new, folded, translation, spans)
        if len(found) != 1 or found.keys() & replaced.keys():
            return None
        replaced |= found
    parts, end = [], 0
    for (start, stop), text in sorted(replaced.items()):
        parts += [translation[end:start], text]
        end = stop
    return "".join(parts) + translation[end:]


def _occurrences(
    old: str,
    new: str,
    folded: Sequence[str],
    translation: str,
    spans: Sequence[tuple[int, int]],
) -> dict[tuple[int, int], str]:
    """Return the spans of a number in a translation, and what to put there."""
    number, is_month = old.removesuffix("月"), old.endswith("月")
    value = "".join(tokenize(number))
    month = int(value) if is_month else _MONTH_OF.get(value, 0)
    to = new.removesuffix("月")
    to_value = "".join(tokenize(to))
    to_month = int(to_value) if is_month else _MONTH_OF.get(to_value, 0)
    months: dict[tuple[int, int], str] = {}
    for index, (token, span) in enumerate(zip(folded, spans, strict=True)):
        written = translation[slice(*span)]
        if month and _MONTH_OF.get(token) == month and 1 <= to_month <= len(_MONTHS):
            months[span] = _named_like(written, to_month)
        elif month and token == str(month) and folded[index + 1 : index + 2] == ["月"]:
            months[span] = str(to_month) if to_month else to
    if months:
        return months
    found = {span: to for token, span in zip(folded, spans, strict=True) if token == value}
    return found or _numerals(value, to_value, translation)


def _numerals(old: str, new: str, translation: str) -> dict[tuple[int, int], str]:
    """Return the spans of a number in 汉字 in a translation, and the numeral to put there."""
    was, now = _LABELLED.fullmatch(old), _LABELLED.fullmatch(new)
    if not was or not now or was["label"] != now["label"]:
        return {}
    numeral = numeral_of(int(now["value"]))
    return {
        match.span(): numeral
        for match in _NUMERAL.finditer(translation)
        if match[0] == numeral_of(int(was["value"]))
    }


def _named_like(written: str, month: int) -> str:
    """Return the name of a month, short and in capitals where another one is."""
    name = _MONTHS[month - 1]
    if len(written) <= len("sept") and written.lower() not in _MONTHS:
        name = name[:3]
    return (
        name.upper() if written.isupper() else name.capitalize() if written[0].isupper() else name
    )
