"""Work on one base in a team: history, proposals, restructuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termbase.model.concept import Concept
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
