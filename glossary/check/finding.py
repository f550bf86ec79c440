"""Findings: problems of a translation, with their spans on both sides."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from termbase.choices import Choice


class Severity(Choice):
    """The severity of a finding, from style to a certain error."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    def reaches(self, other: Severity) -> bool:
        """Return True if this severity is at least as high as another."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = tuple(Severity)


class IssueType(StrEnum):
    """A type of localization quality issue (ITS 2.0, 8.20 and appendix C.1).

    https://www.w3.org/TR/its20/#lqissue-typevalues
    """

    TERMINOLOGY = "terminology"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    ADDITION = "addition"
    DUPLICATION = "duplication"
    INCONSISTENCY = "inconsistency"
    LOCALE_VIOLATION = "locale-violation"
    STYLE = "style"
    CHARACTERS = "characters"
    TYPOGRAPHICAL = "typographical"
    INCONSISTENT_ENTITIES = "inconsistent-entities"
    NUMBERS = "numbers"
    MARKUP = "markup"
    WHITESPACE = "whitespace"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a translation.

    Attributes:
        rule: The id of the rule that found it.
        severity: How bad it is.
        type: Its type in ITS 2.0.
        message: What is wrong, in one line.
        file: The name of the file; empty if there is none.
        segment: The number of the segment, from 1.
        source_start: Offset of its first code point in the source, from 0; None if it has no place
            there.
        source_end: Offset after its last code point there.
        target_start: The same in the translation.
        target_end: The same in the translation.
        concept: The id of the concept that it is about; None if it is about none.
        suggestion: A text for the marked one in the translation; None if there is none.
    """

    rule: str
    severity: Severity
    type: IssueType
    message: str
    file: str
    segment: int
    source_start: int | None = None
    source_end: int | None = None
    target_start: int | None = None
    target_end: int | None = None
    concept: str | None = None
    suggestion: str | None = None

    @property
    def source_span(self) -> tuple[int, int] | None:
        """Its span in the source; None if it has none."""
        return _span(self.source_start, self.source_end)

    @property
    def target_span(self) -> tuple[int, int] | None:
        """Its span in the translation; None if it has none."""
        return _span(self.target_start, self.target_end)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return it as a JSON object."""
        return asdict(self)


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)
