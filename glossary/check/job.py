"""A text and its translation as they are checked: segment by segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from glossary.check.profile import Profile
from termbase.language.script import Script, detect_script
from termbase.model.concept import Language

if TYPE_CHECKING:
    from glossary.check.terms.linked import LinkedTerms
    from glossary.find import Finder


class Code(NamedTuple):
    """An inline code of a segment.

    Attributes:
        offset: The offset in the text that it is before, from 0.
        key: What makes it the same code on both sides.
        shown: How it is shown to people.
    """

    offset: int
    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its translation.

    Attributes:
        number: Its number in the file, from 1.
        source: The source text, without inline codes.
        target: The translation; empty if there is none.
        source_language: The language of the source.
        target_language: The language of the translation; the other one of the two.
        file: The name of its file; empty if there is none.
        line: Its line there, from 1; 0 if unknown.
        target_file: The file of the translation, where that is another one.
        target_line: The line of the translation there.
        source_codes: The inline codes of the source, in order.
        target_codes: The inline codes of the translation.
        accepted: The ids of the rules whose findings are not wanted here.
        context: What distinguishes equal segments of a file, such as the ``msgctxt`` of a PO.
        is_certain: False if the two were paired by the aligner, which may be wrong.
        paragraphs: The numbers of paragraphs, or of lines, of the source and of the translation.
    """

    number: int
    source: str
    target: str
    source_language: Language = Language.CHINESE
    target_language: Language = Language.ENGLISH
    file: str = ""
    line: int = 0
    target_file: str = ""
    target_line: int = 0
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    accepted: frozenset[str] = frozenset()
    context: str = ""
    is_certain: bool = True
    paragraphs: tuple[int, int] = (1, 1)

    @property
    def chinese(self) -> str:
        """The side in Chinese."""
        return self.source if self.source_language is Language.CHINESE else self.target

    @property
    def english(self) -> str:
        """The side in English."""
        return self.source if self.source_language is Language.ENGLISH else self.target

    @property
    def is_into_chinese(self) -> bool:
        """True if the translation is in Chinese."""
        return self.target_language is Language.CHINESE


@dataclass(frozen=True)
class Job:
    """A text and its translation to be checked.

    Attributes:
        segments: Its segments, in order.
        profile: The conventions that the translation has to follow.
        polity: Whose ministries and currency a text means where it does not say; empty if unknown.
        date: The date of the text, to which 去年 refers; None if unknown.
        finder: Finds terms; None to check without them.
    """

    segments: tuple[Segment, ...]
    profile: Profile = field(default_factory=Profile)
    polity: str = ""
    date: date | None = None
    finder: Finder | None = None

    @cached_property
    def terms(self) -> list[LinkedTerms]:
        """The terms of each segment with their renderings; none if there is no finder."""
        from glossary.check.terms.linked import LinkedTerms, linked_terms

        if self.finder is None:
            return [LinkedTerms() for _ in self.segments]
        return linked_terms(self.finder, self.segments, self.polity)

    @cached_property
    def script(self) -> Script | None:
        """The script of most of its Chinese text; None if neither has more."""
        return detect_script("".join(self._chinese()))

    @property
    def is_traditional(self) -> bool:
        """True if most of its Chinese text is in traditional characters."""
        return self.script is Script.TRADITIONAL

    def _chinese(self) -> Iterator[str]:
        return (segment.chinese for segment in self.segments)
