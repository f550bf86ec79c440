"""Propose changes of a base, and decide on them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from glossary import edit
from glossary.exchange import MEMORY_SUFFIXES
from termbase.choices import Choice
from termbase.errors import InputError, InvalidConcept, NotFound
from termbase.formats import read_stream
from termbase.merge.importing import Report, import_concepts
from termbase.merge.merging import OnConflict
from termbase.merge.plan import Choices
from termbase.messages import Message, about
from termbase.model.concept import Concept
from termbase.store import proposals
from termbase.store.changes import Version, current_author, written_by
from termbase.store.proposals import Proposal, ProposalKind, ProposalStatus
from termbase.termbase import Termbase

if TYPE_CHECKING:
    from glossary.exchange import ImportOptions


class Decision(Choice):
    """The decision on a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"


_IMPORT_OPTIONS = frozenset(
    ("format", "encoding", "columns", "sheet", "split", "clean", "on_conflict", "skip_bad")
)
# The conflicts that are kept of an import; all would be as large as the file.
_KEPT = 100
_STATUS = {
    Decision.ACCEPT: ProposalStatus.ACCEPTED,
    Decision.REJECT: ProposalStatus.REJECTED,
    Decision.WITHDRAW: ProposalStatus.WITHDRAWN,
}


def propose(
    termbase: Termbase,
    concept_id: str,
    concept: Concept | None,
    comment: str,
    batch: str,
    revision: int | None,
) -> Proposal:
    """Store the proposal of a concept; see :meth:`Glossary.propose`."""
    with termbase.transaction():
        # What could never be accepted is refused at once.
        with termbase.trial():
            _apply(termbase, concept_id, concept)
        known = termbase.revision(concept_id) if revision is None else revision
        return proposals.add_concept_proposal(
            termbase.required_own(), concept_id, concept, known, comment, batch
        )


def propose_import(
    termbase: Termbase,
    name: str,
    data: bytes,
    comment: str,
    batch: str,
    options: ImportOptions,
) -> Proposal:
    """Store the proposal of an import; see :meth:`Glossary.propose_import`."""
    file = PurePath(name.replace("\\", "/")).name
    if not options.get("format") and file.lower().endswith(MEMORY_SUFFIXES):
        raise InputError(
            about(
                file,
                Message("a file of translation units; only terms can be proposed, so import it"),
            )
        )
    if unknown := options.keys() - _IMPORT_OPTIONS:
        raise TypeError(f"options that do not apply: {', '.join(sorted(unknown))}")
    OnConflict(options.get("on_conflict", OnConflict.REFUSE))
    written: dict[str, Any] = json.loads(json.dumps(options))
    with termbase.transaction():
        # Conflicts are for whoever decides; a file that cannot be read is refused at once.
        with termbase.trial():
            _import(termbase, file, data, {**written, "on_conflict": OnConflict.OURS})
        return proposals.add_import_proposal(
            termbase.required_own(), file, data, written, comment, batch
        )


def preview(termbase: Termbase, number: int) -> Report:
    """Return what accepting an import would do; see :meth:`Glossary.preview`."""
    store = termbase.required_own()
    proposal = proposals.open_proposal(store, number)
    options = {**proposal.options, "on_conflict": OnConflict.THEIRS}
    with termbase.trial():
        return _import(termbase, proposal.file, proposals.file_of(store, number), options)


def decide(
    termbase: Termbase,
    number: int,
    decision: Decision,
    reason: str,
    changed: Concept | None,
    revision: int | None,
    on_conflict: str,
    choices: Mapping[str, Mapping[str, str]],
) -> Proposal:
    """Decide on a proposal; see :meth:`Glossary.decide`."""
    store = termbase.required_own()
    with termbase.transaction():
        proposal = proposals.open_proposal(store, number)
        if decision is Decision.ACCEPT:
            with written_by(current_author(), _comment(proposal)):
                if proposal.kind is ProposalKind.IMPORT:
                    policy = on_conflict or proposal.options.get("on_conflict", OnConflict.REFUSE)
                    options = {**proposal.options, "on_conflict": policy}
                    data = proposals.file_of(store, number)
                    chosen = {
                        name: {field: OnConflict(choice) for field, choice in fields.items()}
                        for name, fields in choices.items()
                    }
                    report = _import(termbase, proposal.file, data, options, chosen)
                    result = _result(report, policy, chosen)
                    proposals.keep_result(store, number, result)
                else:
                    # Only who changes the proposal can have looked at a newer version.
                    known = revision if changed and revision is not None else proposal.revision
                    termbase.require_revision(proposal.concept_id, known)
                    _apply(termbase, proposal.concept_id, changed or proposal.record)
        return proposals.close_proposal(store, number, _STATUS[decision], reason)


def accepted_version(termbase: Termbase, proposal: Proposal) -> Version | None:
    """Return the version of the concept to which a proposal led, with all that was changed in it.

    Args:
        termbase: The termbase.
        proposal: A proposal of a concept.

    Returns:
        None if it was not accepted, or changed nothing.
    """
    if proposal.status is not ProposalStatus.ACCEPTED:
        return None
    versions = termbase.history(proposal.concept_id)
    author, comment = proposal.decided_by, _comment(proposal)
    found = (one for one in versions if (one.author, one.comment) == (author, comment))
    return next(found, None)


def _result(report: Report, policy: str, choices: Choices) -> dict[str, Any]:
    """Return what an import did, of values that JSON has."""
    conflicts = [
        [
            outcome.concept.id,
            *conflict,
            choices.get(outcome.concept.id, {}).get(conflict.field, policy),
        ]
        for outcome in report.outcomes
        for conflict in outcome.conflicts
    ]
    return {
        "concepts": {str(kind): count for kind, count in report.concepts.items()},
        "conflicts": len(conflicts),
        "on_conflict": str(policy),
        "first_conflicts": conflicts[:_KEPT],
    }


def _comment(proposal: Proposal) -> str:
    """Return the comment of the change that a proposal leads to."""
    author = f" by {proposal.author}" if proposal.author else ""
    return f"proposal {proposal.number}{author}" + (
        f": {proposal.comment}" if proposal.comment else ""
    )


def _apply(termbase: Termbase, concept_id: str, concept: Concept | None) -> None:
    if concept is None:
        if concept_id not in termbase.required_own() and termbase.get(concept_id) is None:
            raise NotFound(Message("concept not found: {name!r}", name=concept_id))
        termbase.remove([concept_id])
        return
    if concept.id != concept_id:
        raise InvalidConcept(
            f"{concept.id}: the proposal is for the concept {concept_id}, whose id cannot change"
        )
    edit.put(termbase, [concept])


def _import(
    termbase: Termbase,
    file: str,
    data: bytes,
    options: Mapping[str, Any],
    choices: Choices | None = None,
) -> Report:
    parsed = read_stream(
        io.BytesIO(data), Path(file), options.get("format"), options.get("encoding"),
        options.get("columns"), sheet=options.get("sheet", ""), split=options.get("split", False),
        clean=options.get("clean", False),
    )  # fmt: skip
    return import_concepts(
        termbase, parsed, file,
        on_conflict=OnConflict(options.get("on_conflict", OnConflict.REFUSE)),
        choices=choices,
        skip_bad=options.get("skip_bad", False),
    )  # fmt: skip
