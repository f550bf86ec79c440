"""The tools: functions of the library, with results in bounds."""

from __future__ import annotations

from glossary.edit import added
from glossary.glossary import Glossary
from glossary.prompting import PromptTarget, prompt
from glossary.serve.mcp.bounds import part
from glossary.serve.mcp.models import (
    AnnotateResult,
    CheckResult,
    FindingResult,
    GlossaryResult,
    Hit,
    LookupResult,
    MemoryResult,
    MentionResult,
    ProposalResult,
    UnitResult,
    cleaned,
    concept_result,
)
from glossary.translate.prompt.clean import one_line
from glossary.views.json import mention_record
from termbase.errors import InputError
from termbase.memory.concordance import concordance as occurrences_of
from termbase.model.unit import TranslationUnit
from termbase.store.changes import written_by

_MOST_HITS = 50
_MOST_UNITS = 200
MOST_TEXT = 100_000  # code points


def lookup_term(glossary: Glossary, query: str, cursor: str = "") -> LookupResult:
    """Return the concepts that a query may mean."""
    hits = [
        Hit(score=hit.score, matched=one_line(hit.matched), concept=concept_result(hit.concept))
        for hit in glossary.lookup(_checked(query), _MOST_HITS)
    ]
    rows, following = part(hits, cursor)
    return LookupResult(hits=rows, next_cursor=following)


def annotate(glossary: Glossary, text: str, polity: str = "", cursor: str = "") -> AnnotateResult:
    """Return the terms in a text."""
    mentions = [
        MentionResult(**cleaned(mention_record(mention, "", is_own=False), MentionResult))
        for mention in glossary.find(_checked(text), polity=polity)
    ]
    rows, following = part(mentions, cursor)
    return AnnotateResult(mentions=rows, next_cursor=following)


def check_translation(
    glossary: Glossary, source: str, target: str, polity: str = "", cursor: str = ""
) -> CheckResult:
    """Return what is missing, wrong or uneven in a translation."""
    findings = [
        FindingResult(**cleaned(finding.as_dict(), FindingResult))
        for finding in glossary.check(_checked(source), _checked(target), polity=polity)
    ]
    rows, following = part(findings, cursor)
    return CheckResult(findings=rows, next_cursor=following)


def memory_search(
    glossary: Glossary, text: str, at_least: int = 70, cursor: str = ""
) -> MemoryResult:
    """Return the units that are similar to a text."""
    found = glossary.memory.search(_checked(text), at_least, _MOST_UNITS)
    rows, following = part([_unit(match.unit, match.score) for match in found], cursor)
    return MemoryResult(units=rows, next_cursor=following)


def concordance(glossary: Glossary, text: str, cursor: str = "") -> MemoryResult:
    """Return the units that contain a string."""
    found = occurrences_of(glossary.memory, _checked(text), _MOST_UNITS)
    rows, following = part([_unit(occurrence.unit, None) for occurrence in found], cursor)
    return MemoryResult(units=rows, next_cursor=following)


def propose_term(
    glossary: Glossary, author: str, chinese: str, english: list[str], gloss: str, comment: str
) -> ProposalResult:
    """Propose a term; nothing is changed before a person accepts it."""
    concept = added(glossary.termbase, _checked(chinese), english, None, {"gloss": gloss})
    with written_by(author):
        proposal = glossary.propose(concept.id, concept, comment)
    return ProposalResult(
        number=proposal.number, concept=proposal.concept_id, status=proposal.status.value
    )


def _checked(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise InputError(
            f"the text has {len(text):,} characters; at most {MOST_TEXT:,} are read; send parts"
        )
    return text


def _unit(unit: TranslationUnit, score: int | None) -> UnitResult:
    return UnitResult(
        score=score,
        source=one_line(unit.source),
        target=one_line(unit.target),
        source_language=unit.source_language,
        target_language=unit.target_language,
        origin=one_line(unit.origin),
    )


def glossary_for_text(
    glossary: Glossary, text: str, to: PromptTarget, budget: int
) -> GlossaryResult:
    """Return the terms of a text for a translation, within a budget of tokens."""
    made = prompt(glossary.finder, [_checked(text)], to, budget)
    return GlossaryResult(
        glossary=made.text,
        terms=len(made.vocabulary.entries) - made.cut,
        cut=made.cut,
        hash=made.vocabulary.hash,
    )
