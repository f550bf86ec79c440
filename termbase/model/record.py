"""The JSON shape of a concept, as the command line prints it and files hold it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields
from typing import Any, TypeVar

from termbase.choices import Choice
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

Record = dict[str, Any]
AnyChoice = TypeVar("AnyChoice", bound=Choice)
Part = TypeVar("Part")

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
    id_ = _text(record, "id", "a concept")
    name = id_ or "a concept without id"
    _only(record, _CONCEPT_KEYS, name)
    first_use, reviewed = record.get("first_use"), record.get("reviewed")
    return Concept(
        id=id_,
        terms=_parsed(record, "terms", name, _term),
        subject=_text(record, "subject", name),
        kind=_text(record, "kind", name),
        gloss=_text(record, "gloss", name),
        literal=_text(record, "literal", name),
        note=_text(record, "note", name),
        polity=_text(record, "polity", name),
        level=_number(record, "level", 0, name),
        first_use=_first_use(first_use, name) if first_use is not None else None,
        event=_text(record, "event", name),
        in_force=_text(record, "in_force", name),
        as_of=_text(record, "as_of", name),
        reviewed=_review(reviewed, name) if reviewed is not None else None,
        related=_related(record.get("related", {}), name),
        sources=_parsed(record, "sources", name, _source),
        examples=_parsed(record, "examples", name, _example),
        pass_through=_parsed(record, _FOREIGN, name, _pass_through),
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
    _only(record, _TERM_KEYS, owner)
    language = _choice(Language, record.get("language", ""), owner)
    key = "simplified" if language is Language.CHINESE else "text"
    if "simplified" in record and "text" in record:
        raise InvalidConcept(f"{owner}: a term has either 'simplified' or 'text'")
    usage = record.get("usage", ())
    return Term(
        language=language,
        text=_text(record, key, owner),
        traditional=_text(record, "traditional", owner),
        taiwan=_text(record, "taiwan", owner),
        hong_kong=_text(record, "hong_kong", owner),
        pinyin=_text(record, "pinyin", owner),
        renderings=_texts(record, "renderings", owner),
        status=_choice(Status, record.get("status", Status.ADMITTED), owner),
        usage=tuple(
            _choice(Usage, value, owner)
            for value in ([usage] if isinstance(usage, str) else usage)
            if value
        ),
        part_of_speech=_text(record, "part_of_speech", owner),
        inflects=_flag(record, "inflects", True, owner),
        case_sensitive=_flag(record, "case_sensitive", False, owner),
        cues=_cues(record["cues"], owner) if "cues" in record else _NO_CUES,
        generated=_texts(record, "generated", owner),
        checked=_texts(record, "checked", owner),
        sources=_parsed(record, "sources", owner, _source),
        pass_through=_parsed(record, _FOREIGN, owner, _pass_through),
    )


def _cues(record: object, owner: str) -> Cues:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'cues' is an object with 'support' and 'against'")
    _only(record, {"support", "against"}, owner)
    return Cues(_texts(record, "support", owner), _texts(record, "against", owner))


def _source_record(source: Source) -> Record:
    values = {name: getattr(source, name) for name in _SOURCE_KEYS}
    return {key: value for key, value in values.items() if value}


def _source(record: object, owner: str) -> Source:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: a source is an object with a title, not {record!r}")
    _only(record, _SOURCE_KEYS.keys(), owner)
    return Source(**{key: _text(record, key, owner) for key in _SOURCE_KEYS})


def _example(record: object, owner: str) -> Example:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: an example is an object with 'chinese' and 'english'")
    _only(record, {"chinese", "english"}, owner)
    return Example(_text(record, "chinese", owner), _text(record, "english", owner))


def _pass_through_record(pass_through: Sequence[PassThrough]) -> Record:
    return {_FOREIGN: [item._asdict() for item in pass_through]} if pass_through else {}


def _pass_through(record: object, owner: str) -> PassThrough:
    keys = PassThrough._fields
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'foreign' is a list of objects with {', '.join(keys)}")
    _only(record, set(keys), owner)
    return PassThrough(*(_text(record, key, owner) for key in keys))


def _first_use(record: object, owner: str) -> FirstUse:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'first_use' is an object with 'date' and 'where'")
    _only(record, {"date", "where"}, owner)
    return FirstUse(_text(record, "date", owner), _text(record, "where", owner))


def _review_record(review: Review) -> Record:
    record: Record = {"date": review.date, "readings": review.readings}
    return record | ({"fields": list(review.fields)} if review.fields else {})


def _review(record: object, owner: str) -> Review:
    if not isinstance(record, Mapping):
        raise InvalidConcept(f"{owner}: 'reviewed' is an object with 'date' and 'readings'")
    _only(record, set(Review._fields), owner)
    return Review(
        _text(record, "date", owner),
        _number(record, "readings", 1, owner),
        _texts(record, "fields", owner),
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
        Related(_choice(Relation, key, owner), target)
        for key in record
        for target in _texts(record, key, owner)
    )


def _only(record: Mapping[str, Any], known: Set[str], owner: str) -> None:
    if record.keys() <= known:
        return
    unknown = next(key for key in record if key not in known)
    raise InvalidConcept(f"{owner}: unknown field {unknown!r}; known: {', '.join(sorted(known))}")


def _text(record: Mapping[str, Any], key: str, owner: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise InvalidConcept(f"{owner}: {key!r} is text, not {value!r}")
    return value


def _flag(record: Mapping[str, Any], key: str, default: bool, owner: str) -> bool:
    value = record.get(key, default)
    if not isinstance(value, bool):
        raise InvalidConcept(f"{owner}: {key!r} is true or false, not {value!r}")
    return value


def _number(record: Mapping[str, Any], key: str, default: int, owner: str) -> int:
    value = record.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidConcept(f"{owner}: {key!r} is a whole number, not {value!r}")
    return value


def _items(record: Mapping[str, Any], key: str, owner: str) -> Sequence[Any]:
    value = record.get(key, ())
    if not isinstance(value, (list, tuple)):
        raise InvalidConcept(f"{owner}: {key!r} is a list, not {value!r}")
    return value


def _parsed(
    record: Mapping[str, Any], key: str, owner: str, parse: Callable[[object, str], Part]
) -> tuple[Part, ...]:
    # Most records lack most lists.
    return tuple(
        [parse(item, owner) for item in _items(record, key, owner)] if key in record else ()
    )


def _texts(record: Mapping[str, Any], key: str, owner: str) -> tuple[str, ...]:
    if key not in record:
        return ()
    values = _items(record, key, owner)
    for value in values:
        if not isinstance(value, str):
            raise InvalidConcept(f"{owner}: {key!r} is a list of texts, not {values!r}")
    return tuple(values)


def _choice(choices: type[AnyChoice], value: Any, owner: str) -> AnyChoice:
    try:
        return choices(value)
    except ValueError as error:
        raise InvalidConcept(f"{owner}: {error}") from None
