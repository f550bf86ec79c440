"""The JSON shape of a concept, as the command line prints it and files hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from termbase.errors import InvalidConcept
from termbase.model.concept import (
    Concept,
    Cues,
    Example,
    FirstUse,
    Language,
    PassThrough,
    Related,
    Relation,
    Review,
    Source,
    Status,
    Term,
    Usage,
)
from termbase.model.record_fields import choice, flag, number, only, parsed, text, texts

Record = dict[str, Any]

# The key of pass-through fields is older than their name.
_FOREIGN = "foreign"
_NO_CUES = Cues()
_SOURCE_KEYS = dict.fromkeys(field.name for field in fields(Source))


def _keys(record_class: type) -> set[str]:
    names = {field.name for field in fields(record_class)}
    return names - {"pass_through"} | {_FOREIGN}


_CONCEPT_KEYS = _keys(Concept)
_OPTIONAL = ("polity", "level", "event", "in_force", "as_of")
_TERM_KEYS = _keys(Term) | {"simplified"}


def to_record(concept: Concept) -> Record:
    """The JSON shape of a concept; what is empty is left out, save for the main fields."""
    record: Record = {
        "id": concept.id,
        "subject": concept.subject,
        "kind": concept.kind,
        "gloss": concept.gloss,
        "literal": concept.literal,
        "note": concept.note,
        "terms": [_term_record(term) for term in concept.terms],
        "sources": [_source_record(source) for source in concept.sources],
        "related": _related_record(concept.related),
    }
    record |= {key: value for key in _OPTIONAL if (value := getattr(concept, key))}
    if concept.first_use:
        record["first_use"] = {"date": concept.first_use.date, "where": concept.first_use.where}
    if concept.reviewed:
        record["reviewed"] = _review_record(concept.reviewed)
    if concept.examples:
        record["examples"] = [
            {"chinese": example.chinese, "english": example.english} for example in concept.examples
        ]
    return record | _pass_through_record(concept.pass_through)


def from_record(record: Mapping[str, Any]) -> Concept:
    """A concept from its JSON shape.

    Args:
        record: As :func:`to_record` makes it; only ``id`` and ``terms`` are needed.

    Raises:
        InvalidConcept: If a key is unknown, a value of the wrong type or not allowed.
    """
    id_ = text(record, "id", "a concept")
    name = id_ or "a concept without id"
    only(record, _CONCEPT_KEYS, name)
    first_use, reviewed = record.get("first_use"), record.get("reviewed")
    return Concept(
        id=id_,
        terms=parsed(record, "terms", name, _term),
        subject=text(record, "subject", name),
        kind=text(record, "kind", name),
        gloss=text(record, "gloss", name),
        literal=text(record, "literal", name),
        note=text(record, "note", name),
        polity=text(record, "polity", name),
        level=number(record, "level", 0, name),
        first_use=_first_use(first_use, name) if first_use is not None else None,
        event=text(record, "event", name),
        in_force=text(record, "in_force", name),
        as_of=text(record, "as_of", name),
        reviewed=_review(reviewed, name) if reviewed is not None else None,
        related=_related(record.get("related", {}), name),
        sources=parsed(record, "sources", name, _source),
        examples=parsed(record, "examples", name, _example),
        pass_through=parsed(record, _FOREIGN, name, _pass_through),
    )


def _term_record(term: Term) -> Record:
    record: Record = {"language": term.language.value}
    if term.language is Language.CHINESE:
        record["simplified"] = term.text
        record["traditional"] = term.traditional
        record["pinyin"] = term.pinyin
        record |= {key: form for key in ("taiwan", "hong_kong") if (form := getattr(term, key))}
        if term.renderings:
            record["renderings"] = list(term.renderings)
    else:
        record["text"] = term.text
    record["status"] = term.status.value
    record["usage"] = [usage.value for usage in term.usage]
    if term.part_of_speech:
        record["part_of_speech"] = term.part_of_speech
    if not term.inflects:
        record["inflects"] = False
    if term.case_sensitive:
        record["case_sensitive"] = True
    if term.cues:
        record["cues"] = {"support": list(term.cues.support), "against": list(term.cues.against)}
    record |= {
        key: list(names) for key in ("generated", "checked") if (names := getattr(term, key))
    }
    if term.sources:
        record["sources"] = [_source_record(source) for source in term.sources]
    return record | _pass_through_record(term.pass_through)


def _term(record: object, owner: str) -> Term:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: a term is an object, not {record!r}")
    only(record, _TERM_KEYS, owner)
    language = choice(Language, record.get("language", ""), owner)
    key = "simplified" if language is Language.CHINESE else "text"
    if "simplified" in record and "text" in record:
        raise InvalidConcept(f"{owner}: a term has either 'simplified' or 'text'")
    usage = record.get("usage", ())
    return Term(
        language=language,
        text=text(record, key, owner),
        traditional=text(record, "traditional", owner),
        taiwan=text(record, "taiwan", owner),
        hong_kong=text(record, "hong_kong", owner),
        pinyin=text(record, "pinyin", owner),
        renderings=texts(record, "renderings", owner),
        status=choice(Status, record.get("status", Status.ADMITTED), owner),
        usage=tuple(
            choice(Usage, value, owner)
            for value in ([usage] if isinstance(usage, str) else usage)
            if value
        ),
        part_of_speech=text(record, "part_of_speech", owner),
        inflects=flag(record, "inflects", True, owner),
        case_sensitive=flag(record, "case_sensitive", False, owner),
        cues=_cues(record["cues"], owner) if "cues" in record else _NO_CUES,
        generated=texts(record, "generated", owner),
        checked=texts(record, "checked", owner),
        sources=parsed(record, "sources", owner, _source),
        pass_through=parsed(record, _FOREIGN, owner, _pass_through),
    )


def _cues(record: object, owner: str) -> Cues:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'cues' is an object with 'support' and 'against'")
    only(record, {"support", "against"}, owner)
    return Cues(texts(record, "support", owner), texts(record, "against", owner))


def _source_record(source: Source) -> Record:
    values = {name: getattr(source, name) for name in _SOURCE_KEYS}
    return {key: value for key, value in values.items() if value}


def _source(record: object, owner: str) -> Source:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: a source is an object with a title, not {record!r}")
    only(record, _SOURCE_KEYS.keys(), owner)
    return Source(**{key: text(record, key, owner) for key in _SOURCE_KEYS})


def _example(record: object, owner: str) -> Example:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: an example is an object with 'chinese' and 'english'")
    only(record, {"chinese", "english"}, owner)
    return Example(text(record, "chinese", owner), text(record, "english", owner))


def _pass_through_record(pass_through: Sequence[PassThrough]) -> Record:
    return {_FOREIGN: [item._asdict() for item in pass_through]} if pass_through else {}


def _pass_through(record: object, owner: str) -> PassThrough:
    keys = PassThrough._fields
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'foreign' is a list of objects with {', '.join(keys)}")
    only(record, set(keys), owner)
    return PassThrough(*(text(record, key, owner) for key in keys))


def _first_use(record: object, owner: str) -> FirstUse:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'first_use' is an object with 'date' and 'where'")
    only(record, {"date", "where"}, owner)
    return FirstUse(text(record, "date", owner), text(record, "where", owner))


def _review_record(review: Review) -> Record:
    record: Record = {"date": review.date, "readings": review.readings}
    return record | ({"fields": list(review.fields)} if review.fields else {})


def _review(record: object, owner: str) -> Review:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'reviewed' is an object with 'date' and 'readings'")
    only(record, set(Review._fields), owner)
    return Review(
        text(record, "date", owner),
        number(record, "readings", 1, owner),
        texts(record, "fields", owner),
    )


def _related_record(related: Sequence[Related]) -> Record:
    record: Record = {}
    for item in related:
        record.setdefault(item.relation.value, []).append(item.concept)
    return record


def _related(record: object, owner: str) -> tuple[Related, ...]:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'related' is an object of lists of ids, by relation")
    return tuple(
        Related(choice(Relation, key, owner), target)
        for key in record
        for target in texts(record, key, owner)
    )
