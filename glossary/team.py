"""Work on one base in a team: history, proposals, restructuring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossary.exchange import ImportOptions
    from glossary.proposals import Decision
    from termbase.merge.importing import Report
    from termbase.merge.merging import OnConflict
    from termbase.model.concept import Concept
    from termbase.store.proposals import Proposal, ProposalStatus, Remark
    from termbase.termbase import Termbase


class TeamMethods:
    """The methods of :class:`~glossary.Glossary` for those who work on one base together."""

    termbase: Termbase

    def restore(self, concept_id: str, number: int) -> Concept | None:
        """Put an older version of a concept back into your own base; a change like others.

        Args:
            concept_id: The id of the concept.
            number: The number of the version, as :meth:`Termbase.history` gives it; 0 for the
                state before the first change: where that was none in your base, the concept is
                removed, and a built-in one shows again.

        Returns:
            The concept as it was stored; None if it was removed.

        Raises:
            NotFound: If there is no such version, or no base of your own is open.
            StoreError: If the base cannot be written.
        """
        from glossary import versions

        return versions.restore(self.termbase, concept_id, number)

    def propose(
        self,
        concept_id: str,
        concept: Concept | None,
        comment: str = "",
        *,
        batch: str = "",
        revision: int | None = None,
    ) -> Proposal:
        """Propose to store a concept in your own base, or to remove it.

        Nothing is changed until :meth:`decide` accepts it. The author is that of
        :func:`glossary.written_by`.

        Args:
            concept_id: The id of the concept; of a new one, one that is not taken.
            concept: The concept as it should be; None to remove it.
            comment: The reason.
            batch: A name that it shares with other proposals.
            revision: The revision of the concept that was looked at; by default the present one.

        Raises:
            InvalidConcept: If the concept has another id, or a text has a character that exchange
                formats cannot hold.
            NotFound: If there is no concept to remove, or no base of your own is open.
            Conflict: If the concept to remove is only built in.
            StoreError: If the base cannot be written.
        """
        from glossary import proposals

        return proposals.propose(self.termbase, concept_id, concept, comment, batch, revision)

    def propose_import(
        self,
        name: str,
        data: bytes,
        comment: str = "",
        *,
        batch: str = "",
        **options: Unpack[ImportOptions],
    ) -> Proposal:
        """Propose to import a file of terms.

        Args:
            name: The name of the file, whose suffix gives the format.
            data: The file.
            comment: The reason.
            batch: A name that it shares with other proposals.
            **options: As for :meth:`import_file`; ``languages`` and ``dry_run`` do not apply.

        Raises:
            ContentError: If entries cannot be read, unless ``skip_bad`` is given.
            InputError: If the file cannot be read, or holds translation units.
            NotFound: If no base of your own is open.
            StoreError: If the base cannot be written.
        """
        from glossary import proposals

        return proposals.propose_import(self.termbase, name, data, comment, batch, options)

    def proposals(
        self,
        status: ProposalStatus | str = "",
        *,
        concept_id: str = "",
        author: str = "",
        batch: str = "",
        before: int | None = None,
        limit: int = 50,
    ) -> list[Proposal]:
        """Return proposals, the newest first.

        Args:
            status: Only those that are ``open``, ``accepted``, ``rejected`` or ``withdrawn``.
            concept_id: Only those of this concept.
            author: Only those by this author.
            batch: Only those with this batch.
            before: Only those with a lower number: the last one of the page before.
            limit: The most to return.

        Raises:
            ValueError: If the status is unknown.
        """
        from termbase.store.proposals import ProposalStatus, read_proposals

        if self.termbase.own is None:
            return []
        return read_proposals(
            self.termbase.own, before=before, limit=limit,
            status=ProposalStatus(status) if status else "",
            concept=concept_id, author=author, batch=batch,
        )  # fmt: skip

    def proposal(self, number: int) -> Proposal:
        """Return the proposal with a number.

        Raises:
            NotFound: If there is none.
        """
        from termbase.store.proposals import read_proposal

        return read_proposal(self.termbase.required_own(), number)

    def preview(self, number: int) -> Report:
        """Return what accepting an import would do, with its conflicts; nothing is changed.

        Raises:
            NotFound: If there is no such proposal, or it is not an import.
            Conflict: If it is decided.
            ContentError: If entries cannot be read.
        """
        from glossary import proposals

        return proposals.preview(self.termbase, number)

    def decide(
        self,
        number: int,
        decision: Decision | str,
        reason: str = "",
        *,
        changed: Concept | None = None,
        revision: int | None = None,
        on_conflict: OnConflict | str = "",
        choices: Mapping[str, Mapping[str, OnConflict | str]] | None = None,
    ) -> Proposal:
        """Accept, reject or withdraw a proposal.

        What is accepted is written in the same transaction, by the author of
        :func:`glossary.written_by`; its comment names the proposal and its author.

        Args:
            number: The number of the proposal.
            decision: ``accept``, ``reject`` or ``withdraw``.
            reason: The reason, for the author of the proposal.
            changed: To accept another concept, with the same id, than that which was proposed.
            revision: The revision that ``changed`` is based on; by default that of the proposal.
            on_conflict: For an import, the policy for conflicts; by default that of the proposal.
            choices: Other policies for some, by concept id and field as :meth:`preview` has them.

        Returns:
            The proposal, decided.

        Raises:
            NotFound: If there is no such proposal.
            Conflict: If it is decided already. Outdated if the concept has changed since.
            ContentError: If an import has conflicts and the policy is to refuse them.
            ValueError: If the decision or the policy is unknown.
            StoreError: If the base cannot be written.
        """
        from glossary import proposals

        return proposals.decide(
            self.termbase, number, proposals.Decision(decision), reason, changed, revision,
            on_conflict, choices or {},
        )  # fmt: skip

    def remark(self, number: int, text: str) -> Remark:
        """Add a remark to a proposal.

        Raises:
            NotFound: If there is no such proposal.
            StoreError: If the base cannot be written.
        """
        from termbase.store.proposals import add_remark

        return add_remark(self.termbase.required_own(), number, text)

    def remarks(self, number: int) -> list[Remark]:
        """Return the remarks on a proposal, the oldest first."""
        from termbase.store.proposals import read_remarks

        return read_remarks(self.termbase.required_own(), number)

    def backup(self, path: str | Path) -> None:
        """Write your own base, as it is at this moment, to a file; others may write meanwhile.

        The file is a base itself. An existing one is replaced once all is written.

        Raises:
            InputError: If the file cannot be written, is the base, or is another base in use.
            NotFound: If no base of your own is open.
            StoreError: If the base cannot be read.
        """
        from termbase.store.backup import back_up

        back_up(self.termbase.required_own(), Path(path))

    def move_term(self, concept_id: str, term: str, to_concept_id: str) -> tuple[Concept, Concept]:
        """Move a term from one concept to another.

        The renderings of a Chinese term go with it; those that another form has too stay as well.
        All other forms keep theirs.

        Args:
            concept_id: The id of the concept, or one of its Chinese terms.
            term: The text of the term.
            to_concept_id: The id of the other concept, or one of its Chinese terms.

        Returns:
            Both concepts as they were stored.

        Raises:
            NotFound: If there is no such concept or term, or no base of your own is open.
            Conflict: If no Chinese term would remain: merge the concept instead.
            InputError: If both are the same concept.
            StoreError: If the base cannot be written.
        """
        from glossary import restructure

        return restructure.move_term(self.termbase, concept_id, term, to_concept_id)

    def split(
        self, concept_id: str, terms: Sequence[str], *, new_id: str | None = None
    ) -> tuple[Concept, Concept]:
        """Make a new concept of some terms of another, with its other fields.

        Args:
            concept_id: The id of the concept, or one of its Chinese terms.
            terms: The texts of the terms; renderings go with their form, as for :meth:`move_term`.
            new_id: The id of the new concept; by default made from the pinyin.

        Returns:
            The old and the new concept as they were stored.

        Raises:
            NotFound: If there is no such concept or term, or no base of your own is open.
            Conflict: If no Chinese term would remain, or the id is taken.
            StoreError: If the base cannot be written.
        """
        from glossary import restructure

        return restructure.split(self.termbase, concept_id, terms, new_id)

    def merge(self, concept_id: str, into_id: str) -> Concept:
        """Merge a concept into another, and point the relations of others to that.

        Terms, sources and other lists are united, each form with its renderings. Where both have a
        value, that of the other concept is kept, and this one added to the note.

        Args:
            concept_id: The id of the concept, or one of its Chinese terms.
            into_id: The id of the other concept, or one of its Chinese terms.

        Returns:
            The other concept as it was stored.

        Raises:
            NotFound: If there is no such concept, or no base of your own is open.
            Conflict: If the first concept is built in, and so cannot be removed.
            InputError: If both are the same concept.
            StoreError: If the base cannot be written.
        """
        from glossary import restructure

        return restructure.merge(self.termbase, concept_id, into_id)
