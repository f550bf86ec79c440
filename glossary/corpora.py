"""Follow terms through corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.text import TextMethods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from glossary.corpus.scan import Scan
    from glossary.corpus.track.periods import By
    from glossary.corpus.track.tracking import Tracking
    from glossary.find import Level
    from termbase.model.concept import Concept


class CorpusMethods(TextMethods):
    """The methods of :class:`~glossary.Glossary` on corpora: texts with dates and outlets."""

    def track(
        self,
        corpus: str | Path,
        *terms: str,
        by: By | str = "month",
        since: str = "",
        until: str = "",
        outlets: Collection[str] = (),
        forms: bool = False,
        few: int = 20,
        quotations: int = 0,
        overlapping: bool = False,
        level: Level | str = "balanced",
        polity: str = "",
        pattern: str = "",
        columns: Mapping[str, str] | None = None,
        encoding: str | None = None,
        parts: Path | None = None,
        processes: int | None = None,
    ) -> Tracking:
        """Count terms in a corpus by period and outlet.

        Args:
            corpus: The path of a folder, table or archive; see
                :func:`~glossary.corpus.texts.open_corpus`.
            *terms: Chinese or English terms, pinyin, or ids; of a term of several concepts all are
                counted. Without any, all that occur, those in most texts first.
            by: The length of the periods: ``day``, ``week``, ``month``, ``quarter`` or ``year``.
            since: The first date, such as ``2024-03-09`` or ``2024-03``; empty for no limit.
            until: The last date; empty for no limit.
            outlets: Only these; none for all.
            forms: Tell the forms of a concept apart.
            few: Mark periods with fewer texts.
            quotations: The most quotations of each period, for terms that are named.
            overlapping: Count terms inside or across longer ones too.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.
            pattern: The metadata in the paths of files, such as ``{outlet}/{date}.md``.
            columns: The columns of tables by field, where their names are not the usual ones.
            encoding: The encoding of texts that do not tell theirs; by default it is detected.
            parts: The folder of what is found, for the next call; by default in the user's cache
                folder.
            processes: The number of workers; by default one a core.

        Returns:
            ``tracked``, by concept and outlet: each with its ``series`` of ``points``, the
            ``jumps``, the longest ``silence``, and of terms that are named the ``first`` and
            ``last`` use.

        Raises:
            Error: If the extra ``corpus`` is not installed.
            InputError: If the corpus cannot be read, or a date or an outlet is wrong.
            NotFound: If no concept has a term.
            ValueError: If the period, the level or the polity is unknown.
        """
        from glossary.corpus.mentions import FindOptions
        from glossary.corpus.scan import scan
        from glossary.corpus.texts import open_corpus
        from glossary.corpus.track.naming import concepts_named, no_concept
        from glossary.corpus.track.periods import By
        from glossary.corpus.track.scanning import track_terms
        from glossary.corpus.track.tracking import with_quotations
        from glossary.find import Level
        from termbase.errors import NotFound

        named: dict[str, Concept] = {}
        for term in terms:
            found = concepts_named(self.termbase, term)
            if not found:
                raise NotFound(no_concept(self.termbase, term))
            named.update((concept.id, concept) for concept in found)
        options = FindOptions(overlapping, Level(level), polity)
        opened = open_corpus(corpus, pattern, columns=columns, encoding=encoding)

        def scan_for(concepts: Collection[str] | None) -> Scan:
            return scan(
                opened, self.finder, options, processes=processes, folder=parts, concepts=concepts
            )

        tracking = track_terms(
            self.termbase, list(named.values()), scan_for, By(by), since=since, until=until,
            outlets=outlets, by_form=forms, few=few, overlapping=overlapping,
        )  # fmt: skip
        return with_quotations(tracking, opened, quotations) if terms else tracking.most_frequent()
