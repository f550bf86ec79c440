"""Checks of English candidates for compounds, and for verbs that look like nouns."""

from __future__ import annotations

import re

from termbase.patterns import compiled

VERB_FORM = re.compile("(?:ed|ing)$")
# A noun made of a verb and its particle: sit-in, tip-off.
FROM_VERB = re.compile("[a-z]+-(?:in|up|out|off|over|down|on|back)")
_HYPHENS = ("-", "‐", "‑")
_PREFIX = r"(?i)\b(?:mini|quasi|semi|pseudo|proto|crypto|mega|micro)[-‐‑]\Z"
_OPPOSITE = r"(?i)\b(?:non|self|counter|ultra)[-‐‑]\Z"
_LONGEST_PREFIX = 8


def is_verb_form(text: str, start: int, end: int) -> str:
    """*Jailed* is not the jail."""
    if VERB_FORM.search(text, start, end):
        return f"{text[start:end]} is the form of a verb"
    return ""


def is_verb_with_particle(text: str, start: int, end: int) -> str:
    """*Sit in* offices: without the hyphen it is the verb."""
    if "-" not in text[start:end]:
        return f"{text[start:end]} is a verb with its particle"
    return ""


def after_prefix(text: str, start: int, end: int) -> str:
    """*Mini*-constitution: something else that is like it."""
    return _after(_PREFIX, text, start, end)


def in_compound(text: str, start: int, end: int) -> str:
    """*Non*-democracy, campaign-*style* governance: another notion is made with the word."""
    if text.startswith(tuple(f"{hyphen}style" for hyphen in _HYPHENS), end):
        return f"part of {text[start:end]}-style"
    return _after(_OPPOSITE, text, start, end)


def _after(pattern: str, text: str, start: int, end: int) -> str:
    if text[start - 1 : start] not in _HYPHENS:
        return ""
    prefix = compiled(pattern).search(text, max(0, start - _LONGEST_PREFIX), start)
    return f"part of {prefix[0]}{text[start:end]}" if prefix else ""
