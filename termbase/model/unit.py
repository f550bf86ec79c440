"""A translation unit: a segment of text and its translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A segment in two languages (TMX *tu*), and what is known of it.

    Attributes:
        source: What was translated.
        target: Its translation.
        source_language: BCP 47, kept as it was given.
        target_language: BCP 47, kept as it was given.
        origin: The file or project it comes from.
        created: When it was made, ISO 8601; empty if that is unknown.
        created_by: Who made it.
        changed: When it was last changed.
        changed_by: Who changed it.
        before: The segment before it in its text.
        after: The segment after it in its text.
        notes: Remarks.
        properties: What else an exchange file says of it, by name.
        source_markup: The source with its inline codes, as XML; empty if it has none.
        target_markup: The target with its inline codes.
        id: Its number in the memory; None for one that is in none.
    """

    source: str
    target: str
    source_language: str = "zh"
    target_language: str = "en"
    origin: str = ""
    created: str = ""
    created_by: str = ""
    changed: str = ""
    changed_by: str = ""
    before: str = ""
    after: str = ""
    notes: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    source_markup: str = ""
    target_markup: str = ""
    id: int | None = None

    def __repr__(self) -> str:
        number = "" if self.id is None else f" {self.id}"
        languages = f"{self.source_language}–{self.target_language}"
        return f"<TranslationUnit{number} {languages}: {brief(self.source)} = {brief(self.target)}>"

    @property
    def date(self) -> str:
        """When it was last touched; empty if that is unknown."""
        return self.changed or self.created


def brief(text: str, length: int = 40) -> str:
    """Return a text as a Python literal, shortened to a number of code points."""
    return repr(text if len(text) <= length else f"{text[: length - 1]}…")


def family(language: str) -> str:
    """What languages are searched as one: the primary subtag of a BCP 47 tag, in lower case.

    ``chi``, ``zho``, ``cmn`` and ``zh_Hant_TW`` are of the family ``zh``.
    """
    primary = language.replace("_", "-").split("-", 1)[0].lower()
    return _SAME.get(primary, primary)


# ISO 639-2 and 639-3 codes of the two languages that have a shorter one.
_SAME = {"chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en"}
