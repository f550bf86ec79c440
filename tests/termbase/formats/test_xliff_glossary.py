"""Terms in the glossary module of XLIFF 2."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from termbase.errors import InputError
from termbase.formats import parse, read, write
from termbase.formats.rules import check_of
from termbase.formats.xliff.terms import GlossEntry, with_terms
from termbase.model.concept import Concept, Language, Source, Status, Term
from tests.builtin import sample
from tests.contracts import SIMPLE
from tests.termbase.formats.test_xliff import new, old
from tests.termbase.formats.test_xliff_fill import schema

ZH, EN = Language.CHINESE, Language.ENGLISH
GLS = 'xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"'


def glossary(entries: str) -> str:
    unit = f"<gls:glossary {GLS}>{entries}</gls:glossary><segment><source>x</source></segment>"
    return new(unit)


def entry(term: str, *translations: str, rest: str = "") -> str:
    said = "".join(f"<gls:translation>{one}</gls:translation>" for one in translations)
    return f"<gls:glossEntry><gls:term>{term}</gls:term>{said}{rest}</gls:glossEntry>"


def test_entries_of_other_tools() -> None:
    definition = '<gls:definition source="A paper">What it\n is.</gls:definition>'
    text = glossary(
        entry("裸官", "naked official", "bare official", rest=definition) + entry("老虎", "tiger")
    )
    reading = parse(text.encode(), "xliff", "x")
    first, second = reading.concepts
    assert reading.problems == ()
    assert (first.id, second.id) == ("luoguan", "laohu")
    assert (first.gloss, first.sources) == ("What it is.", (Source("A paper"),))
    assert [(t.text, t.status) for t in first.terms] == [
        ("裸官", Status.PREFERRED), ("naked official", Status.PREFERRED), ("bare official", Status.ADMITTED),
    ]  # fmt: skip
    assert not any(found.has_id for found in reading.entries)


def test_other_languages_and_directions() -> None:
    text = glossary(entry("naked official", "裸體官員")).replace(
        'srcLang="zh-CN" trgLang="en"', 'srcLang="en-GB" trgLang="zh-TW"'
    )
    (concept,) = parse(text.encode(), "xliff", "x").concepts
    assert (concept.chinese[0].text, concept.chinese[0].taiwan) == ("裸体官员", "裸體官員")
    reading = parse(text.replace("zh-TW", "de").encode(), "xliff", "x")
    assert (reading.concepts, sum(reading.dropped.values())) == ([], 1)
    reading = parse(
        text.replace("<gls:translation>裸體官員</gls:translation>", "").encode(), "xliff", "x"
    )
    assert (reading.concepts, sum(reading.dropped.values())) == ([], 1)
    assert parse(old("").encode(), "xliff", "x").concepts == []
    assert parse(new("").encode(), "xliff", "x").concepts == []


@pytest.mark.parametrize("direction", ["zh-en", "en-zh"])
def test_round_trip(direction: str) -> None:
    terms = (*SIMPLE.chinese, Term(ZH, "裸体官员"), *SIMPLE.english)
    concept = replace(SIMPLE, terms=terms)
    data, lost = write([concept], "xliff", direction)
    (back,) = parse(data, "xliff", "x").concepts
    assert [(t.text, t.status) for t in back.terms] == [(t.text, t.status) for t in concept.terms]
    kept = ("id", "subject", "gloss", "note", "sources")
    assert [getattr(back, name) for name in kept] == [getattr(concept, name) for name in kept]
    assert set(lost) == {"kind", "literal", "term traditional", "term pinyin"}


def test_invalid_entries_are_reported() -> None:
    alone = Concept("laohu", (Term(ZH, "老虎"),))
    assert write([alone], "xliff")[1] == {"concept": 1}
    assert parse(write([replace(alone, gloss="g")], "xliff")[0], "xliff", "x").concepts != []
    old_one = replace(SIMPLE, terms=(*SIMPLE.terms, Term(EN, "z", status=Status.DEPRECATED)))
    assert write([old_one], "xliff")[1]["terms"] == 1


def test_a_term_may_be_in_several_units() -> None:
    twice = write([SIMPLE], "xliff")[0].decode()
    unit = twice[twice.index("<unit") : twice.index("</unit>") + 7]
    reading = parse(twice.replace(unit, unit * 2).encode(), "xliff", "x")
    assert ([one.id for one in reading.concepts], reading.problems) == (["luoguan"] * 2, ())


def test_bad_files() -> None:
    (problem,) = parse(glossary(entry(" ", "a")).encode(), "xliff", "x").problems
    assert (problem.code, problem.line) == ("invalid", 1)


@pytest.mark.parametrize("direction", ["zh-en", "en-zh"])
def test_output_breaks_no_rule(tmp_path: Path, direction: str) -> None:
    path = tmp_path / "a.xlf"
    for concepts in ((), sample(60)):
        path.write_bytes(write(concepts, "xliff", direction)[0])
        check = check_of(path)
        assert check
        assert list(check.run(path)) == []


def test_output_is_valid(data: Path) -> None:
    check = schema(data, "21")
    for direction in ("zh-en", "en-zh"):
        written, _ = write(sample(60), "xliff", direction)
        assert check.validate(etree.fromstring(written)), check.error_log.last_error
    assert check.validate(etree.fromstring(write([], "xliff")[0])), check.error_log
    path = data / "formats/xliff21/dev/modules/valid"
    real = path / "Good-gls_glossEntry-w-translation-or-definition.xlf"
    assert read(real).dropped == {"glossary entries not between Chinese and English": 2}
    added, count = with_terms(
        real.read_bytes(), "x", lambda *_: [GlossEntry("Skiing", ("Ski & <x>",), "d")]
    )
    assert count == 1
    assert check.validate(etree.fromstring(added)), check.error_log


def found(text: str, languages: tuple[str, str]) -> list[GlossEntry]:
    assert languages == ("zh-CN", "en")
    return [GlossEntry(term, ("t", "u"), "d") for term in ("甲", "乙") if term in text]


def test_terms_are_added_once() -> None:
    text = new(
        "\n  <notes><note>甲</note></notes>\n"
        '  <segment><source>甲<ph id="1"/></source></segment><segment><source>甲乙</source></segment>'
    )
    data, count = with_terms(text.encode(), "x", found)
    assert count == 2
    assert (
        f"\n  <gls:glossary {GLS}>\n   <gls:glossEntry><gls:term>甲</gls:term><gls:translation>t</gls:translation>"
        "<gls:translation>u</gls:translation><gls:definition>d</gls:definition></gls:glossEntry>\n   <gls:glossEntry>"
    ) in data.decode()
    assert with_terms(data, "x", found) == (data, 0)
    some = text.replace("乙", "")
    data, count = with_terms(some.encode(), "x", found)
    data, count = with_terms(data.replace(b"<source>", "<source>乙".encode()), "x", found)
    assert (count, data.count(b"<gls:glossary ")) == (1, 1)


def test_terms_are_added_to_xliff_2_only() -> None:
    locked = new("<segment><source>甲</source></segment>").replace("<unit", "<unit translate='no'")
    assert with_terms(locked.encode(), "x", found) == (locked.encode(), 0)
    with pytest.raises(InputError, match="only XLIFF 2 has a glossary"):
        with_terms(old("").encode(), "x", found)
