"""Translation units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """Segment with its translation and metadata (TMX *tu*).

    Attributes:
        source: The source text.
        target: The translation.
        source_language: The BCP 47 tag of the source, as given.
        target_language: The BCP 47 tag of the target, as given.
        origin: The file or project it comes from.
        created: The time of creation, ISO 8601; empty if unknown.
        created_by: The author.
        changed: The time of the last change.
        changed_by: The author of the last change.
        before: The preceding segment of the source text.
        after: The following segment of the source text.
        notes: Remarks.
        properties: Further properties from an exchange file, by name.
        source_markup: The source with inline codes, as XML; empty if there are none.
        target_markup: The target with inline codes.
        id: The number in the memory; None if it is not stored.
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
        """The time of the last change, else of creation; empty if unknown."""
        return self.changed or self.created


def brief(text: str, length: int = 40) -> str:
    """Return a text as a Python literal, shortened to a number of code points."""
    return repr(text if len(text) <= length else f"{text[: length - 1]}…")


def family(language: str) -> str:
    """Return the language family of a BCP 47 tag: its primary subtag in lower case.

    Languages of one family are searched together: ``chi``, ``zho``, ``cmn`` and ``zh_Hant_TW`` are
    ``zh``.
    """
    primary = language.replace("_", "-").split("-", 1)[0].lower()
    return _SAME.get(primary, primary)


# ISO 639-2 and 639-3 codes of the two languages that have a shorter one.
_SAME = {"chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en"}
