"""Results as JSON objects, the same in the output of commands and in answers of the server."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from termbase.model.record import to_record

if TYPE_CHECKING:
    from glossary.translate.align import Pair
    from termbase.lookup import Hit
    from termbase.memory import Match
    from termbase.memory.concordance import Occurrence
    from termbase.memory.files import MemoryImport
    from termbase.merge.importing import Report
    from termbase.merge.plan import ImportOutcome
    from termbase.model.unit import TranslationUnit
    from termbase.store.changes import Change, Version
    from termbase.store.proposals import Proposal, Remark

# The largest number of concepts of a preview.
_OUTCOMES = 1000


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return a hit of a look-up."""
    return {"score": hit.score, "matched": hit.matched, "concept": to_record(hit.concept)}


def unit_record(unit: TranslationUnit) -> dict[str, Any]:
    """Return a unit of the translation memory."""
    return {
        "source": unit.source,
        "target": unit.target,
        "id": unit.id,
        "origin": unit.origin,
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "created": unit.created,
        "changed": unit.changed,
    }


def match_record(match: Match) -> dict[str, Any]:
    """Return a match of a search in the memory."""
    return {
        "score": match.score,
        **unit_record(match.unit),
        "in": _side(in_source=match.in_source),
        "suggestion": match.suggestion,
        "differences": [penalty.value for penalty in match.penalties],
        "alignment": [step._asdict() for step in match.alignment],
    }


def occurrence_record(occurrence: Occurrence) -> dict[str, Any]:
    """Return an occurrence of a string in the memory."""
    return {
        **unit_record(occurrence.unit),
        "in": _side(in_source=occurrence.in_source),
        "spans": [list(span) for span in occurrence.spans],
    }


def pair_record(pair: Pair) -> dict[str, Any]:
    """Return a pair of an alignment."""
    return {
        "source": list(pair.source),
        "target": list(pair.target),
        "confidence": round(pair.confidence, 3),
        "source_start": pair.source_start,
        "target_start": pair.target_start,
    }


def version_record(version: Version) -> dict[str, Any]:
    """Return a version of a concept."""
    return {
        "number": version.number,
        "at": version.at,
        "author": version.author,
        "action": version.action,
        "comment": version.comment,
        "concept": version.concept and to_record(version.concept),
    }


def change_record(change: Change) -> dict[str, Any]:
    """Return a change of the base."""
    return {**asdict(change), "kind": change.kind.value}


def proposal_record(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal."""
    values = {field.name: getattr(proposal, field.name) for field in fields(proposal)}
    return {
        **values,
        "status": proposal.status.value,
        "kind": str(proposal.kind),
        "record": proposal.record and to_record(proposal.record),
        "options": dict(proposal.options),
    }


def remark_record(remark: Remark) -> dict[str, Any]:
    """Return a remark on a proposal."""
    return asdict(remark)


def preview_record(report: Report) -> dict[str, Any]:
    """Return what an import of terms would do; of many concepts those with conflicts first."""
    outcomes = sorted(report.outcomes, key=lambda one: not one.conflicts)
    return {
        "concepts": {kind.value: count for kind, count in report.concepts.items()},
        "terms": {kind.value: count for kind, count in report.terms.items()},
        "outcomes": [_outcome_record(outcome) for outcome in outcomes[:_OUTCOMES]],
        "skipped": [problem._asdict() for problem in report.skipped],
        "warnings": [problem._asdict() for problem in report.warnings],
        "dropped": dict(report.dropped),
    }


def units_report_record(report: MemoryImport) -> dict[str, Any]:
    """Return the outcome of an import into the memory."""
    return {
        "added": report.added,
        "unchanged": report.unchanged,
        "replaced": report.replaced,
        "skipped": [problem._asdict() for problem in report.skipped],
    }


def _outcome_record(outcome: ImportOutcome) -> dict[str, Any]:
    return {
        "kind": outcome.kind.value,
        "concept": outcome.concept.id,
        "lines": list(outcome.lines),
        "changes": list(outcome.changes),
        "conflicts": [conflict._asdict() for conflict in outcome.conflicts],
    }


def _side(*, in_source: bool) -> str:
    return "source" if in_source else "target"
