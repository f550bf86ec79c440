"""Fill in the open segments of an XLIFF file: targets, inline codes, states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from termbase.errors import InputError, Problem
from termbase.formats.bilingual import OTHER_LANGUAGE, Segment, SegmentTranslation, Translations
from termbase.formats.xliff.codes import (
    Inline,
    InlineCode,
    codes_of,
    inline_content,
    plain_text,
    strip_ends,
    tmx_markup,
    unpaired,
    with_codes,
)
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import (
    UNITS,
    UNTRANSLATED,
    XliffSegment,
    has_text,
    is_locked,
    seg_marks,
    state,
    unit_languages,
    unit_segments,
)
from termbase.formats.xliff.states import FilledSegment, set_states
from termbase.formats.xml.names import XML_SPACE
from termbase.formats.xml.safe import local
from termbase.formats.xml.splice import Changes, Xml, escaped
from termbase.model.unit import family

_FINISHED = frozenset(("final", "signed-off", "reviewed"))
_TORN = "an inline code opens in one segment and closes in another that is still open"


def job(data: bytes, file: str, languages: tuple[str, str] = ("", "")) -> XliffJob:
    """Open an XLIFF file to be filled in.

    Args:
        data: The file.
        file: The name of the file in messages.
        languages: The source and target language, for a file that does not name them.

    Raises:
        InputError: If it is not an XLIFF or cannot be read.
    """
    xml = Xml(data, file)
    check_root(xml.root, file)
    return XliffJob(xml, file, languages)


class XliffJob:
    """An XLIFF file to be filled in; see :class:`termbase.formats.bilingual.Job`.

    Args:
        xml: The file.
        file: The name of the file in problems.
        languages: The source and target language, for a file that does not name them.
    """

    def __init__(self, xml: Xml, file: str, languages: tuple[str, str] = ("", "")) -> None:
        self._xml = xml
        self._file = file
        self._given = languages
        units = xml.root.iter(*(f"{{*}}{name}" for name in UNITS))
        self._segments = [
            segment for unit in units for segment in unit_segments(unit) if not is_locked(segment)
        ]

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """The segments that may be translated."""
        return [self._segment(segment) for segment in self._segments]

    def _segment(self, segment: XliffSegment) -> Segment:
        _, content, _ = strip_ends(list(inline_content(segment.source, {})))
        text = plain_text(content)
        return Segment(
            text,
            tmx_markup(content),
            *self._languages(segment.unit),
            is_open=bool(text.strip()) and _is_open(segment),
        )

    def _languages(self, unit: Any) -> tuple[str, str]:
        source, target = unit_languages(unit)
        source = source or self._given[0]
        target = target or self._given[1] or OTHER_LANGUAGE.get(family(source), "")
        return source, target

    def fill(self, translations: Translations) -> tuple[bytes, tuple[Problem, ...]]:
        """Return the file with open segments filled in; all other bytes are unchanged."""
        changes = Changes(self._xml)
        problems: list[Problem] = []
        units: dict[Any, list[FilledSegment]] = defaultdict(list)
        for number, translation in sorted(translations.items()):
            segment = self._segments[number]
            try:
                units[segment.unit].append(self._filled(segment, translation))
            except ValueError as error:
                problems.append(self._problem(segment, str(error)))
        for unit, filled in units.items():
            for torn in _torn(unit, filled):
                filled.remove(torn)
                problems.append(self._problem(torn.segment, _TORN))
            if filled:
                self._put(changes, unit, filled, set_states(changes, filled))
                self._name_language(changes, unit)
        return changes.data(), tuple(problems)

    def _problem(self, segment: XliffSegment, reason: str) -> Problem:
        line = segment.source.sourceline or 0
        return Problem("codes", f"not filled in: {reason}", self._file, line)

    def _filled(self, segment: XliffSegment, translation: SegmentTranslation) -> FilledSegment:
        """Return a segment with the content of its target.

        Raises:
            ValueError: If no valid target can be made, with the reason.
        """
        before, content, after = strip_ends(list(inline_content(segment.source, {})))
        parts, target = _stripped(translation.parts), translation.target.strip()
        result = with_codes(content, parts, target)
        if result is not None and _fixed_order(result) != _fixed_order(content):
            result = None
        spans_segments = segment.element is not None or segment.is_marked
        must_stay = (spans_segments and unpaired(content)) or any(
            code.element.get("canDelete") == "no" for code in codes_of(content)
        )
        if result is None and must_stay:
            raise ValueError("its codes must stay, and the suggestion has other codes")
        whole = not _is_protected(segment.source) and (result is not None or not codes_of(content))
        written = [self._written(item) for item in [before, *(result or [target]), after]]
        return FilledSegment(
            segment,
            "".join(written),
            translation,
            translation.is_exact and whole,
            unpaired(result or ()),
        )

    def _written(self, item: Inline) -> str:
        if isinstance(item, InlineCode):
            if item.is_start_tag:
                return self._xml.start_tag(item.element)
            if item.is_end_tag:
                return f"</{self._xml.name(item.element)}>"
            return self._xml.outer(item.element)
        written = escaped(item)
        if written is None:
            raise ValueError("the translation has characters that XML cannot hold")
        return written

    def _put(
        self,
        changes: Changes,
        unit: Any,
        filled: list[FilledSegment],
        attributes: Mapping[str, str],
    ) -> None:
        """Write the contents of targets, and the attributes of new targets."""
        if not filled[0].segment.is_marked:
            for one in filled:
                holder = unit if one.segment.element is None else one.segment.element
                self._put_target(changes, holder, one.segment.target, one.xml, attributes)
            return
        target = unit.find("{*}target")
        if filled[0].segment.target is not None:
            for one in filled:
                changes.fill(one.segment.target, one.xml)
        else:
            seg_source = unit.find("{*}seg-source")
            contents = dict.fromkeys(seg_marks(seg_source), "")
            contents |= {one.segment.source: one.xml for one in filled}
            content = self._xml.inner(seg_source, contents)
            self._put_target(changes, unit, target, content, attributes)
        if target is not None:
            changes.set(target, attributes)

    def _put_target(
        self,
        changes: Changes,
        holder: Any,
        target: Any,
        content: str,
        attributes: Mapping[str, str],
    ) -> None:
        if target is not None:
            changes.fill(target, content)
            changes.set(target, attributes)
            return
        source, seg_source = holder.find("{*}source"), holder.find("{*}seg-source")
        name = self._xml.name(source).removesuffix("source") + "target"
        # White space is significant in source and target, or in neither.
        space = {"xml:space": source.get(XML_SPACE)} if source.get(XML_SPACE) else {}
        written = "".join(f' {key}="{value}"' for key, value in {**space, **attributes}.items())
        element = f"{self._xml.indent(source)}<{name}{written}>{content}</{name}>"
        changes.put_after(source if seg_source is None else seg_source, element)

    def _name_language(self, changes: Changes, unit: Any) -> None:
        """Write the target language to the header, if the file does not name it."""
        if unit_languages(unit)[1]:
            return
        _, target = self._languages(unit)
        if not target:
            raise InputError(
                f"{self._file}: the file does not name its target language; "
                "name it in languages (--target-language)"
            )
        header, name = (
            ("xliff", "trgLang") if local(unit) == "unit" else ("file", "target-language")
        )
        for parent in unit.iterancestors():
            if local(parent) == header:
                changes.set(parent, {name: target})


def _is_open(segment: XliffSegment) -> bool:
    found = state(segment)
    if segment.target is None:
        # Where one of several marked targets is missing, it cannot be put anywhere.
        target = segment.unit.find("{*}target") if segment.is_marked else None
        return found not in _FINISHED and (target is None or next(seg_marks(target), None) is None)
    if not has_text(segment.target):
        return found not in _FINISHED
    source, target = (
        plain_text(list(inline_content(element, {})))
        for element in (segment.source, segment.target)
    )
    return found in UNTRANSLATED and source == target


def _stripped(parts: Sequence[str]) -> list[str]:
    """Return the parts of a translation without white space at its ends."""
    stripped = list(parts)
    stripped[0] = stripped[0].lstrip()
    stripped[-1] = stripped[-1].rstrip()
    return stripped


def _torn(unit: Any, filled: Sequence[FilledSegment]) -> list[FilledSegment]:
    """Return the filled segments of XLIFF 2 with a code whose other half would have no target.

    XLIFF 2.1, 4.7.2: ``sc`` and ``ec`` of a unit correspond, in its sources and in its targets.
    """
    if local(unit) != "unit":
        return []
    others = [one for one in unit_segments(unit) if one.target is not None]
    sources = {one.segment.source for one in filled}
    existing = [
        unpaired(list(inline_content(one.target, {})))
        for one in others
        if one.source not in sources
    ]
    good = list(filled)
    torn: list[FilledSegment] = []
    while True:
        keys = [*existing, *(one.unpaired for one in good)]
        halves = {key: sum(key in found for found in keys) for one in good for key in one.unpaired}
        bad = [one for one in good if any(halves[key] < 2 for key in one.unpaired)]
        if not bad:
            return torn
        torn += bad
        good = [one for one in good if one not in bad]


def _fixed_order(content: Sequence[Inline]) -> list[Any]:
    """Return the codes in order if some must not be moved or separated; none if all may."""
    codes = codes_of(content)
    if all(code.element.get("canReorder", "yes") == "yes" for code in codes):
        return []
    return [(code.element, code.is_end_tag) for code in codes]


def _is_protected(source: Any) -> bool:
    """Return True if a part of a segment must not be translated, so that it needs review."""
    return any(
        mark.get("translate") == "no" or mark.get("mtype") == "protected"
        for mark in source.iterfind(".//*")
        if local(mark) in ("mrk", "sm")
    )
