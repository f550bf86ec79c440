"""The model, and its JSON shape: strict on the way in."""

from __future__ import annotations

import pytest
from hypothesis import given

from termbase.errors import InvalidConcept
from termbase.model.concept import Concept, Language, Source, Status, Term
from termbase.model.record import from_record, to_record
from tests.strategies import concepts

ZH, EN = Language.CHINESE, Language.ENGLISH
TERM = {"language": "zh", "simplified": "裸官"}


@given(concepts)
def test_the_record_holds_everything(concept: Concept) -> None:
    assert from_record(to_record(concept)) == concept


BAD = [
    ({}, "'' is not an id"),
    ({"id": "A B", "terms": [TERM]}, "'A B' is not an id"),
    ({"id": "a"}, "a: concept without terms"),
    ({"id": "a", "terms": {}}, "a: 'terms' is a list, not {}"),
    ({"id": "a", "terms": ["x"]}, "a: a term is an object, not 'x'"),
    ({"id": "a", "terms": [{"language": "zh", "simplified": " "}]}, "term without text"),
    ({"id": "a", "terms": [{"language": "fr", "text": "x"}]}, "a: invalid language 'fr'; expected one of: zh, en"),
    ({"id": "a", "terms": [{**TERM, "status": "best"}]}, "a: invalid status 'best'; expected one of: preferred, admitted"),
    ({"id": "a", "terms": [{**TERM, "usage": ["nobody"]}]}, "a: invalid usage 'nobody'"),
    ({"id": "a", "terms": [{**TERM, "pinyn": "x"}]}, "a: unknown field 'pinyn'"),
    ({"id": "a", "terms": [{**TERM, "text": "x"}]}, "a: a term has either 'simplified' or 'text'"),
    ({"id": "a", "terms": [{"language": "en", "text": "x", "pinyin": "y"}]}, "'x': only a Chinese term has"),
    ({"id": "a", "terms": [TERM], "gloss": 1}, "a: 'gloss' is text, not 1"),
    ({"id": "a", "terms": [{**TERM, "inflects": "no"}]}, "a: 'inflects' is true or false, not 'no'"),
    ({"id": "a", "terms": [TERM], "related": {"cousin": ["b"]}}, "a: invalid relation 'cousin'"),
    ({"id": "a", "terms": [TERM], "related": []}, "a: 'related' is an object"),
    ({"id": "a", "terms": [TERM], "sources": [{"url": "x"}]}, "source without a title"),
    ({"id": "a", "terms": [TERM], "examples": ["x"]}, "a: an example is an object"),
    ({"id": "a", "terms": [TERM], "first_use": "1958"}, "a: 'first_use' is an object"),
    ({"id": "a", "terms": [{**TERM, "cues": ["x"]}]}, "a: 'cues' is an object"),
    ({"id": "a", "terms": [{**TERM, "generated": [1]}]}, "a: 'generated' is a list of texts"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "message"), BAD)
def test_bad_records(record: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidConcept) as raised:
        from_record(record)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_a_single_usage_may_stand_alone() -> None:
    (term,) = from_record({"id": "a", "terms": [{**TERM, "usage": "media"}]}).terms
    assert term.usage == ("media",)


def test_the_best_term() -> None:
    first, preferred = Term(EN, "first"), Term(EN, "second", status=Status.PREFERRED)
    concept = Concept("a", (first, preferred))
    assert concept.best(EN) is preferred
    assert Concept("a", (first,)).best(EN) is first
    assert concept.best(ZH) is None


def test_forms_stand_once() -> None:
    term = Term(ZH, "台湾", traditional="臺灣", taiwan="臺灣", hong_kong="台灣")
    assert term.forms == ("台湾", "臺灣", "台灣")


def test_they_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Source("x").title = "y"  # type: ignore[misc]
