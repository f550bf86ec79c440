"""Write SKOS in Turtle: https://www.w3.org/TR/skos-reference/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from termbase.formats.losses import having
from termbase.model.concept import Concept, Language, Relation, Term

_HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <urn:zh-en-glossary:> .

:terms a skos:ConceptScheme ;
    skos:prefLabel "Terms of zh-en-glossary"@en .
"""
_RELATIONS = {
    Relation.BROADER: "skos:broader",
    Relation.NARROWER: "skos:narrower",
    Relation.MEMBER_OF: "skos:broader",
}
_TAGS = (
    ("text", "zh-Hans"),
    ("traditional", "zh-Hant"),
    ("taiwan", "zh-Hant-TW"),
    ("hong_kong", "zh-Hant-HK"),
)
_NOT_WRITTEN = frozenset(
    (
        *("kind", "literal", "polity", "level", "first_use", "event", "in_force", "as_of"),
        *("reviewed", "term renderings", "term usage", "term part_of_speech", "term inflects"),
        *("term case_sensitive", "term cues", "term checked", "term sources"),
    )
)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as SKOS: preferred, alternative and hidden labels, definitions, relations."""
    return _HEAD + "".join(map(_concept, concepts))


def losses(concepts: Sequence[Concept]) -> Counter[str]:
    """Count the concepts that lose some of a field, as :func:`termbase.formats.losses.losses`."""
    return having(concepts, _NOT_WRITTEN)


def _concept(concept: Concept) -> str:
    lines = [f"\n:c-{concept.id} a skos:Concept", "    skos:inScheme :terms"]
    lines += [f"    {property} {value}" for property, value in _statements(concept)]
    return " ;\n".join(lines) + " .\n"


def _statements(concept: Concept) -> Iterator[tuple[str, str]]:
    for language in Language:
        yield from _labelled(concept, language)
    for name, text in (("definition", concept.gloss), ("note", concept.note)):
        if text:
            yield f"skos:{name}", _text(text, "en")
    for example in concept.examples:
        yield "skos:example", _text(example.chinese, "zh-Hans")
        yield "skos:example", _text(example.english, "en")
    if concept.subject:
        yield "dct:subject", _text(concept.subject, "en")
    for source in concept.sources:
        yield "dct:source", _text(source.title, "")
    for related in concept.related:
        yield _RELATIONS.get(related.relation, "skos:related"), f":c-{related.concept}"


def _labelled(concept: Concept, language: Language) -> Iterator[tuple[str, str]]:
    """Yield labels: one preferred label per language tag, and no label twice (SKOS, S13, S14)."""
    seen: set[tuple[str, str]] = set()
    best = concept.best(language)
    terms = [term for term in concept.terms if term.language is language]
    for term in sorted(terms, key=lambda term: term is not best):
        is_obsolete = term.status.is_retired
        alternative = "hiddenLabel" if is_obsolete else "altLabel"
        for text, tag in _labels(term):
            if (text, tag) not in seen:
                is_preferred = term is best and tag not in {known for _, known in seen}
                seen.add((text, tag))
                yield f"skos:{'prefLabel' if is_preferred else alternative}", _text(text, tag)


def _labels(term: Term) -> Iterator[tuple[str, str]]:
    if term.language is Language.ENGLISH:
        yield term.text, "en"
        return
    for attribute, tag in _TAGS:
        if (text := getattr(term, attribute)) and text in term.written_forms:
            yield text, tag
    if term.pinyin:
        yield term.pinyin, "zh-Latn-pinyin"


def _text(text: str, tag: str) -> str:
    written = f'"{text.translate(_ESCAPES)}"'
    return f"{written}@{tag}" if tag else written
