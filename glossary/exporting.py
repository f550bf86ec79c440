"""Export and convert files of terms."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from glossary.signature import signature_of
from termbase.choices import as_values
from termbase.encoding import packed
from termbase.errors import ContentError, Problem
from termbase.formats import ParsedFile, format_of, pass_through_counts, read, write
from termbase.merge.importing import merge_duplicates
from termbase.model.concept import Status, Usage
from termbase.model.selecting import select_concepts
from termbase.output import refuse_same_file, write_file
from termbase.store.address import files_of

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder
    from termbase.formats.learners.cards import Quotation
    from termbase.model.concept import Concept
    from termbase.termbase import Termbase

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exported:
    """Concepts in a format.

    Attributes:
        data: The file.
        format: The name of the format.
        concepts: The number of concepts that were written.
        losses: For each field that the format cannot represent, how many concepts lost some of it.
    """

    data: bytes
    format: str
    concepts: int
    losses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted file of terms.

    Attributes:
        exported: The result.
        dropped: Data of the source that the model cannot represent, by kind.
        passed_through: Data kept for the source's own format, by name.
        skipped: What could not be read, if that was to be left out.
        warnings: What was read in spite of a doubt.
    """

    exported: Exported
    dropped: Mapping[str, int]
    passed_through: Mapping[str, int]
    skipped: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class ExportOptions(TypedDict, total=False):
    """Options of an export; see :meth:`Glossary.dump`."""

    builtin: bool
    subject: str | Collection[str]
    status: Status | str | Collection[str]
    usage: Usage | str | Collection[str]
    level: int
    of: str | Path | Document | Sequence[str | Path | Document]
    polity: str
    direction: str | None
    script: str


def export(
    termbase: Termbase,
    open_finder: Callable[[], Finder],
    path: Path,
    format: str | None = None,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write the visible concepts to a file; see :meth:`Glossary.export`."""
    if termbase.own:
        refuse_same_file(path, *files_of(termbase.own.address))
    exported = dump(termbase, open_finder, format_of(path, format), **options)
    write_file(path, packed(exported.data, path))
    return exported


def dump(
    termbase: Termbase,
    open_finder: Callable[[], Finder],
    format: str,
    *,
    builtin: bool = True,
    subject: str | Collection[str] = (),
    status: Status | str | Collection[str] = (),
    usage: Usage | str | Collection[str] = (),
    level: int = 1,
    of: str | Path | Document | Sequence[str | Path | Document] = (),
    polity: str = "",
    direction: str | None = None,
    script: str = "given",
) -> Exported:
    """Return the visible concepts in a format; see :meth:`Glossary.dump`."""
    subjects = as_values(subject)
    statuses, usages = map(Status, as_values(status)), map(Usage, as_values(usage))
    chosen = (subjects, list(statuses), list(usages), level)
    visible: Sequence[Concept] = list(termbase)
    if not builtin:
        own = set(termbase.own.ids()) if termbase.own else set()
        visible = [concept for concept in visible if concept.id in own]
    quotations: list[Quotation] = []
    if of != ():
        # The finder takes time to load.
        from glossary.quotations import documents_of, quotations_of

        if documents := documents_of(of):
            quotations = quotations_of(documents, open_finder(), polity)
            visible = _quoted(visible, quotations)
    concepts = list(select_concepts(visible, *chosen))
    _log.info("%d of %d concepts selected for %s", len(concepts), len(visible), format)
    exported = _exported(concepts, format, direction, script, quotations)
    if format == "json":
        return replace(exported, data=_signed(exported.data, concepts))
    return exported


def _exported(
    concepts: Sequence[Concept],
    format: str,
    direction: str | None,
    script: str,
    quotations: Sequence[Quotation] = (),
) -> Exported:
    """Return concepts in a format, and the number of those that the format can represent."""
    data, losses = write(concepts, format, direction or "zh-en", script, quotations)
    return Exported(data, format, len(concepts) - losses.get("concept", 0), losses)


def _quoted(concepts: Sequence[Concept], quotations: Sequence[Quotation]) -> list[Concept]:
    """Return the concepts that are quoted, in the order of their first quotations."""
    by_id = {concept.id: concept for concept in concepts}
    ids = dict.fromkeys(quotation.concept for quotation in quotations)
    return [by_id[id] for id in ids if id in by_id]


def _signed(data: bytes, concepts: Sequence[Concept]) -> bytes:
    """Return a JSON export with the signature of its concepts."""
    value = {"signature": signature_of(concepts)._asdict(), **json.loads(data)}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def convert(
    source: Path,
    target: Path | None,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
    skip_bad: bool = False,
    direction: str | None = None,
    script: str = "given",
) -> Converted:
    """Write the terms of a file in another format; without a target only return them."""
    format = target_format or format_of(target or source)
    reading: ParsedFile = read(
        source, source_format, encoding, columns, sheet=sheet, split=split, clean=clean
    )
    if reading.problems and not skip_bad:
        raise ContentError(reading.problems)
    concepts = [outcome.concept for outcome in merge_duplicates(reading, str(source))]
    exported = _exported(concepts, format, direction, script)
    if target is not None:
        refuse_same_file(target, source)
        write_file(target, packed(exported.data, target))
    return Converted(
        exported,
        reading.dropped,
        pass_through_counts(reading),
        tuple(reading.problems),
        reading.warnings,
    )
