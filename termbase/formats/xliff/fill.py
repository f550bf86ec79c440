"""Filling the open segments of an XLIFF file in: targets, inline codes, states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from termbase.errors import Problem
from termbase.formats.bilingual import OTHER_LANGUAGE, Segment, SegmentTranslation
from termbase.formats.xliff.codes import (
    UNWRITABLE,
    Code,
    Piece,
    markup,
    pieces,
    reaches_out,
    text,
    trimmed,
    with_codes_of,
)
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import (
    UNITS,
    UNTRANSLATED,
    Part,
    has_text,
    is_locked,
    languages,
    parts,
    seg_marks,
    state,
)
from termbase.formats.xliff.states import Placed, set_states
from termbase.formats.xml.safe import local
from termbase.formats.xml.splice import Changes, Xml, escaped
from termbase.model.unit import family

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FINISHED = frozenset(("final", "signed-off", "reviewed"))


def job(data: bytes, file: str) -> XliffJob:
    """An XLIFF file to be filled in.

    Raises:
        InputError: If it is no XLIFF or cannot be read.
    """
    xml = Xml(data, file)
    check_root(xml.root, file)
    return XliffJob(xml, file)


class XliffJob:
    """An XLIFF file. See :class:`termbase.formats.bilingual.Job`.

    Args:
        xml: The file.
        file: What to call it in problems.
    """

    def __init__(self, xml: Xml, file: str) -> None:
        self._xml = xml
        self._file = file
        units = xml.root.iter(*(f"{{*}}{name}" for name in UNITS))
        self._parts = [part for unit in units for part in parts(unit) if not is_locked(part)]

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """The segments that may be translated."""
        return [_segment(part) for part in self._parts]

    def fill(
        self, translations: Mapping[int, SegmentTranslation]
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """The file with open segments filled in, and all else as it is, byte for byte."""
        changes = Changes(self._xml)
        problems: list[Problem] = []
        placed: dict[Any, list[Placed]] = defaultdict(list)
        for number, filling in sorted(translations.items()):
            part = self._parts[number]
            try:
                content, whole = self._content(part, filling)
            except ValueError as error:
                line = part.source.sourceline or 0
                problems.append(Problem("codes", f"left alone: {error}", self._file, line))
                continue
            placed[part.unit].append(Placed(part, content, filling, filling.is_exact and whole))
        for unit, group in placed.items():
            new = set_states(changes, group)
            self._put(changes, unit, group, new)
            _name_language(changes, unit)
        return changes.data(), tuple(problems)

    def _content(self, part: Part, filling: SegmentTranslation) -> tuple[str, bool]:
        """The content of a target, and whether it has all that the source has.

        Raises:
            ValueError: If it cannot be made, with the reason.
        """
        before, found, after = trimmed(list(pieces(part.source, {})))
        codes = [piece for piece in found if isinstance(piece, Code)]
        woven = with_codes_of(found, filling.parts, filling.target)
        if woven is not None and _order(woven) != _order(found):
            woven = None
        kept = any(code.element.get("canDelete") == "no" for code in codes) or reaches_out(found)
        if woven is None and kept:
            raise ValueError("its codes may not be left out, and the suggestion has not the same")
        whole = not _is_protected(part.source) and (woven is not None or not codes)
        written = [self._written(piece) for piece in [before, *(woven or [filling.target]), after]]
        return "".join(written), whole

    def _written(self, piece: Piece) -> str:
        if isinstance(piece, Code):
            if piece.opens:
                return self._xml.start_tag(piece.element)
            if piece.closes:
                return f"</{self._xml.name(piece.element)}>"
            return self._xml.outer(piece.element)
        written = escaped(piece)
        if written is None or UNWRITABLE in written:
            raise ValueError("there are characters in it that XML cannot hold")
        return written

    def _put(
        self, changes: Changes, unit: Any, group: list[Placed], attributes: Mapping[str, str]
    ) -> None:
        """Put the contents of targets where they belong, and attributes of new targets there."""
        if group[0].part.marked:
            target = unit.find("{*}target")
            if group[0].part.target is not None:
                for one in group:
                    changes.fill(one.part.target, one.content)
            else:
                segmented = unit.find("{*}seg-source")
                contents = dict.fromkeys(seg_marks(segmented), "")
                contents |= {one.part.source: one.content for one in group}
                content = self._xml.inner(segmented, contents)
                self._put_target(changes, unit, target, content, attributes)
            if target is not None:
                changes.set(target, attributes)
            return
        for one in group:
            holder = unit if one.part.segment is None else one.part.segment
            self._put_target(changes, holder, one.part.target, one.content, attributes)

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
        source, segmented = holder.find("{*}source"), holder.find("{*}seg-source")
        name = self._xml.name(source).removesuffix("source") + "target"
        # White space counts in both or in neither.
        space = {"xml:space": source.get(_SPACE)} if source.get(_SPACE) else {}
        said = "".join(f' {key}="{value}"' for key, value in {**space, **attributes}.items())
        written = f"{self._xml.indent(source)}<{name}{said}>{content}</{name}>"
        changes.put_after(source if segmented is None else segmented, written)


def _segment(part: Part) -> Segment:
    _, found, _ = trimmed(list(pieces(part.source, {})))
    source, target = languages(part.unit)
    return Segment(
        text(found),
        markup(found),
        source,
        target or OTHER_LANGUAGE.get(family(source), ""),
        is_open=bool(text(found).strip()) and _is_open(part),
    )


def _is_open(part: Part) -> bool:
    said = state(part)
    if part.target is None:
        # Of several segments in a target one may be missing, and with it the place for it.
        whole = part.unit.find("{*}target") if part.marked else None
        return said not in _FINISHED and (whole is None or next(seg_marks(whole), None) is None)
    if not has_text(part.target):
        return said not in _FINISHED
    copied = text(list(pieces(part.target, {}))) == text(list(pieces(part.source, {})))
    return said in UNTRANSLATED and copied


def _order(found: Sequence[Piece]) -> list[Any]:
    """The codes, if some of them may neither be moved nor have others come between them."""
    codes = [piece for piece in found if isinstance(piece, Code)]
    if all(code.element.get("canReorder", "yes") == "yes" for code in codes):
        return []
    return [(code.element, code.closes) for code in codes]


def _is_protected(source: Any) -> bool:
    """Whether some of a segment has to stay as it is, so that somebody has to look."""
    return any(
        mark.get("translate") == "no" or mark.get("mtype") == "protected"
        for mark in source.iterfind(".//*")
        if local(mark) in ("mrk", "sm")
    )


def _name_language(changes: Changes, unit: Any) -> None:
    """Say which language a file is translated into, if it did not."""
    source, target = languages(unit)
    if target:
        return
    place, name = {
        "file": ("file", "target-language"),
        "xliff": ("xliff", "trgLang"),
    }["xliff" if local(unit) == "unit" else "file"]
    for above in unit.iterancestors():
        if local(above) == place:
            changes.set(above, {name: OTHER_LANGUAGE[family(source)]})
