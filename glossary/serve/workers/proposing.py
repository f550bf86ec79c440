"""Jobs of worker processes: imports as proposals, which read the file that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from glossary.glossary import Glossary
from termbase.errors import Problem
from termbase.merge.conflicts import FieldConflict
from termbase.model.concept import Language
from termbase.store.changes import written_by
from termbase.store.proposals import Proposal

# A page shows no more.
_MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """The outcome of an import for a concept.

    Attributes:
        concept_id: Its id.
        name: Its Chinese term.
        english: Its English term.
        kind: ``new`` or ``merged``.
        changes: Words for what is new in it.
        conflicts: The fields that have another value in the base.
    """

    concept_id: str
    name: str
    english: str
    kind: str
    changes: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The result that an import would have.

    Attributes:
        counts: The numbers of concepts, by outcome.
        conflicts: The number of conflicts.
        rows: The concepts that would change, those with conflicts first; not all, if they are many.
        is_complete: True if these are all.
        problems: The problems of the file.
    """

    counts: dict[str, int]
    conflicts: int
    rows: tuple[PreviewRow, ...]
    is_complete: bool
    problems: tuple[Problem, ...]


def propose_import(
    glossary: Glossary, name: str, data: bytes, author: str, comment: str, **options: Any
) -> Proposal:
    """Propose the import of a file of terms.

    Args:
        glossary: The glossary of the worker.
        name: The name of the file.
        data: Its bytes.
        author: The name of the account that proposes it.
        comment: The reason.
        **options: As for :meth:`Glossary.propose_import`; None where there is none.
    """
    given = {name: value for name, value in options.items() if value is not None}
    with written_by(author, comment):
        return glossary.propose_import(name, data, comment, **cast("Any", given))


def decide(
    glossary: Glossary, number: int, decision: str, reason: str, author: str, **options: Any
) -> None:
    """Accept, reject or withdraw a proposal.

    Args:
        glossary: The glossary, of the worker if it is an import.
        number: The number of the proposal.
        decision: ``accept``, ``reject`` or ``withdraw``.
        reason: The reason.
        author: The name of the account that decides.
        **options: As for :meth:`Glossary.decide`.
    """
    with written_by(author):
        glossary.decide(number, decision, reason, **options)


def preview(glossary: Glossary, number: int) -> Preview:
    """Return the result that an import that was proposed would have.

    Args:
        glossary: The glossary.
        number: The number of the proposal.
    """
    report = glossary.preview(number)
    rows = []
    for outcome in report.outcomes:
        if outcome.kind == "unchanged":
            continue
        chinese, english = (outcome.concept.best(language) for language in Language)
        rows.append(
            PreviewRow(
                outcome.concept.id,
                chinese.text if chinese else "",
                english.text if english else "",
                str(outcome.kind),
                outcome.changes,
                outcome.conflicts,
            )
        )
    rows.sort(key=lambda row: not row.conflicts)
    return Preview(
        {str(kind): count for kind, count in report.concepts.items()},
        report.conflicts,
        tuple(rows[:_MOST_ROWS]),
        len(rows) <= _MOST_ROWS,
        (*report.skipped, *report.warnings)[:_MOST_ROWS],
    )
