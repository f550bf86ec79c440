"""Track concepts in a corpus that is scanned for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from glossary.corpus.track.groups import strings
from glossary.corpus.track.longer import longer_terms
from glossary.corpus.track.periods import By, limits_of
from glossary.corpus.track.tiers import CMP_SCALE, Scale
from glossary.corpus.track.tracking import FEW_TEXTS, Tracking, track

if TYPE_CHECKING:
    from glossary.corpus.scan import Scan
    from termbase.model.concept import Concept
    from termbase.termbase import Termbase


def track_terms(
    termbase: Termbase,
    concepts: Sequence[Concept],
    scan: Callable[[Collection[str] | None], Scan],
    by: By,
    *,
    since: str = "",
    until: str = "",
    outlets: Collection[str] = (),
    by_form: bool = False,
    scale: Scale = CMP_SCALE,
    few: int = FEW_TEXTS,
    overlapping: bool = False,
    reports_longer: bool = True,
) -> Tracking:
    """Scan a corpus for concepts, and track them; see :func:`track`.

    Args:
        termbase: All concepts.
        concepts: The concepts, in the order in which they are shown; none for all that occur.
        scan: Returns the texts, and the mentions of the concepts with these ids; None for all.
        by: The length of the periods.
        since: The first date; empty for no limit.
        until: The last date; empty for no limit.
        outlets: The outlets; none for all.
        by_form: Tell the forms of a concept apart.
        scale: The scale of tiers.
        few: A period with fewer texts is marked.
        overlapping: The mentions of the scan overlap.
        reports_longer: Report also how often a concept is a part of longer terms, unless all
            concepts are tracked, the longer ones among them.

    Raises:
        InputError: If the corpus cannot be read, or a date or an outlet is wrong.
    """
    # An error is better before a long scan than after it.
    limits_of(since, until)
    has_longer = reports_longer and concepts and not overlapping
    longer = longer_terms(termbase, concepts) if has_longer else {}
    ids = {concept.id for concept in concepts}
    ids |= {name for terms in longer.values() for name, _ in terms}
    found = scan(ids or None)
    if not concepts:
        mentioned = strings(found.mentions["concept"]).unique().to_pylist()
        concepts = [termbase[name] for name in sorted(mentioned)]
    return track(
        found, concepts, by, since=since, until=until, outlets=outlets, by_form=by_form,
        scale=scale, few=few, longer=longer, overlapping=overlapping,
    )  # fmt: skip
