"""The results of the tools; their JSON schemas tell a client what to expect."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from glossary.translate.prompt.clean import one_line
from termbase.model.concept import Concept, Term

_NEXT = "Give this back to get the rest; null at the end."


class ChineseTerm(BaseModel):
    """A Chinese term and its English renderings."""

    simplified: str
    traditional: str
    pinyin: str
    status: str = Field(description="preferred, admitted, deprecated or superseded")
    english: list[EnglishTerm] = Field(description="Renderings of this form, the best first.")


class EnglishTerm(BaseModel):
    """An English rendering."""

    text: str
    status: str
    usage: list[str] = Field(description="Who says so: official, media, academic, …")


class ConceptResult(BaseModel):
    """A concept."""

    id: str
    terms: list[ChineseTerm]
    gloss: str
    literal: str
    note: str
    subject: str
    polity: str = Field(description="Whose institution or word it is; empty if no one's.")


class Hit(BaseModel):
    """A concept that was looked up."""

    score: float = Field(description="0 to 100")
    matched: str
    concept: ConceptResult


class LookupResult(BaseModel):
    """The concepts that a query may mean, the best first."""

    hits: list[Hit]
    next_cursor: str | None = Field(description=_NEXT)


class MentionResult(BaseModel):
    """A term in a text."""

    start: int = Field(description="Code points from 0.")
    end: int
    text: str
    concept: str
    simplified: str
    traditional: str
    pinyin: str
    english: str
    gloss: str
    sense: float = Field(description="How sure the sense is, 0 to 1.")


class AnnotateResult(BaseModel):
    """The terms in a text, in the sense in which they are used there."""

    mentions: list[MentionResult]
    next_cursor: str | None = Field(description=_NEXT)


class FindingResult(BaseModel):
    """Something that is missing, wrong or uneven in a translation."""

    rule: str
    severity: str
    message: str
    segment: int = Field(description="From 1.")
    source_start: int | None
    source_end: int | None
    target_start: int | None
    target_end: int | None
    concept: str | None
    suggestion: str | None


class CheckResult(BaseModel):
    """The findings in a translation; none if the list is empty."""

    findings: list[FindingResult]
    next_cursor: str | None = Field(description=_NEXT)


class UnitResult(BaseModel):
    """A unit of the translation memory."""

    score: int | None = Field(description="0 to 101; null in a concordance.")
    source: str
    target: str
    source_language: str
    target_language: str
    origin: str


class MemoryResult(BaseModel):
    """Units of the translation memory, the best first."""

    units: list[UnitResult]
    next_cursor: str | None = Field(description=_NEXT)


class ProposalResult(BaseModel):
    """A proposal; a person accepts or rejects it."""

    number: int
    concept: str
    status: str


class GlossaryResult(BaseModel):
    """The terms of a text, ready to put before a translation."""

    glossary: str
    terms: int
    cut: int = Field(description="The number of terms that the budget left out.")
    hash: str = Field(description="Of the vocabulary; check_translation can tell what changed.")


def concept_result(concept: Concept) -> ConceptResult:
    """Return a concept as a result."""
    return ConceptResult(
        id=concept.id,
        terms=[
            ChineseTerm(
                simplified=one_line(term.text),
                traditional=one_line(term.traditional),
                pinyin=one_line(term.pinyin),
                status=term.status.value,
                english=list(map(_english, concept.renderings(term))),
            )
            for term in concept.chinese
        ],
        gloss=one_line(concept.gloss),
        literal=one_line(concept.literal),
        note=one_line(concept.note),
        subject=one_line(concept.subject),
        polity=one_line(concept.polity),
    )


def cleaned(record: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a model from a JSON object, their texts cleaned."""
    found = {name: record.get(name) for name in model.model_fields}
    return {
        name: one_line(value) if isinstance(value, str) else value for name, value in found.items()
    }


def _english(term: Term) -> EnglishTerm:
    return EnglishTerm(
        text=one_line(term.text),
        status=term.status.value,
        usage=[usage.value for usage in term.usage],
    )
