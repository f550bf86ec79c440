"""The parts of a page: notes, dated facts, and the words that can be looked up in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.annotate import annotate
from glossary.documents import parse
from glossary.find import Finder
from glossary.selectable import Selectable
from glossary.views import html
from glossary.views.controls import LOOK_UP_SIZE, words_json
from glossary.views.facts import date_in_words, facts
from glossary.views.notes import brief
from glossary.views.page import blocks_script
from termbase.model.concept import (
    Concept,
    FirstUse,
    Language,
    Related,
    Relation,
    Status,
    Term,
)
from tests.builtin import builtin
from tests.glossary.find.test_find_laws import texts

ZH, EN = Language.CHINESE, Language.ENGLISH


def notes(page: str) -> list[str]:
    """Return the texts of the notes of a page, their parts divided by strokes."""
    found = re.findall(r"<small [^>]*zg-gloss[^>]*>(.*?)</small>", page)
    return ["|".join(map(unescape, re.findall('data-zg-text="([^"]*)"', one))) for one in found]


BRIEF = [
    ("Leader of the Party.", "Leader of the Party"),
    ("Leader of the Party; born in Hunan.", "Leader of the Party"),
    ("Head of state from 2013. Son of another.", "Head of state from 2013"),
    ("Author of “Notes”. Exiled.", "Author of “Notes”"),
    ("Member of the U.S. Congress.", "Member of the U.S. Congress"),
    (f"Minister of {'very ' * 20}long names", f"Minister of {'very ' * 15}…"),
    (f"He was {'a' * 200}", f"He was {'a' * 81} …"),
    (f"{'Deputy, ' * 10}secretary of the province", f"{'Deputy, ' * 9}Deputy"),
    (f"Lawyer, {'very ' * 20}old", f"Lawyer, {'very ' * 16}…"),
    ("", ""),
]


@pytest.mark.parametrize(("gloss", "expected"), BRIEF)
def test_the_beginning_of_a_gloss(gloss: str, expected: str) -> None:
    assert brief(gloss) == expected


@given(st.text())
def test_the_beginning_of_any_gloss_is_short(gloss: str) -> None:
    assert len(brief(gloss)) <= 90


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A person spelled in pinyin, one who is not, and one without a gloss."""
    who = "President of the examples; born nowhere."
    with glossary.open(tmp_path_factory.mktemp("people") / "own.db", builtin=False) as opened:
        opened.put(
            Concept("jia", (_zh("甲一", "Jiǎ Yī"), Term(EN, "Jia Yi")), kind="person", gloss=who),
            Concept("yi", (_zh("乙二", "Yǐ Èr"), Term(EN, "Yi Erh")), kind="person", gloss=who),
            Concept("bing", (_zh("丙三", "Bǐng Sān"), Term(EN, "Bing San")), kind="person"),
        )
        yield opened


def _zh(text: str, pinyin: str, **fields: Any) -> Term:
    return Term(ZH, text, pinyin=pinyin, **fields)


def test_the_note_of_a_person_says_who_not_the_name_again(people: Glossary) -> None:
    who = "President of the examples"
    assert notes(people.annotate("甲一、乙二、丙三、甲一")) == [
        f"甲一|{who}", f"乙二|Yi Erh|{who}", "丙三|Bing San",
    ]  # fmt: skip
    assert notes(people.annotate("Jia Yi, Yi Erh, Bing San")) == [
        f"Jia Yi|甲一|{who}", f"Yi Erh|乙二|Yǐ Èr|{who}", "Bing San|丙三|Bǐng Sān",
    ]  # fmt: skip


def test_notes_as_they_are_asked_for(small: Glossary) -> None:
    text = "裸官，裸官，CCDI"
    first = ["裸官|naked official", "CCDI|中央纪律检查委员会|Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì"]
    assert notes(small.annotate(text)) == notes(small.annotate(text, gloss="first")) == first
    assert notes(small.annotate(text, gloss="all")) == [first[0], *first]
    assert notes(small.annotate(text, gloss="none")) == []
    # In the line the word is there already.
    inline = small.annotate(text, gloss="inline")
    assert notes(inline) == [note.split("|", 1)[1] for note in first]
    assert inline.count('class="zg-gloss zg-inline') == 2


INLINE = [
    ("裸官，", True), ("裸官。", True), ("裸官；", True), ("裸官, ", True), ("裸官</b>）", True),
    ("裸官与", False), ("裸官（", False), ("裸官“", False), ("裸官 and", False), ("裸官", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "is_close"), INLINE)
def test_no_blank_between_a_note_in_the_line_and_a_mark(
    small: Glossary, text: str, is_close: bool
) -> None:
    page = small.annotate(parse(f"<p><b>{text}</p>", "html"), gloss="inline")
    assert ("zg-inline zg-close" in page) == is_close


META = '<meta http-equiv="Content-Security-Policy" content="{}">'
POLICIES = [
    ("", False), ("<meta charset=utf-8>", False), (META.format("default-src 'self'"), True),
    ("<META content=\"script-src 'none'\" HTTP-EQUIV=content-security-policy>", True),
    (f"<!-- {META} -->", False),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), POLICIES)
def test_a_policy_that_may_block_our_script(small: Glossary, head: str, expected: bool) -> None:
    source = f"<html><head>{head}</head><body>{META}裸官</body></html>"
    page = small.annotate(parse(source, "html"))
    assert blocks_script(page) == expected
    assert page.count(head) >= 1
    assert not blocks_script(small.annotate("裸官"))


DATES = [
    ("1956-04-28", "28 April 1956"), ("2005-08", "August 2005"), ("1949", "1949"),
    ("1956-13", "1956-13"), ("in spring", "in spring"), ("", ""), ("-44", "-44"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "expected"), DATES)
def test_a_date_in_words(date: str, expected: str) -> None:
    assert date_in_words(date) == expected


def test_facts_by_kind() -> None:
    terms = (_zh("甲", "jiǎ"),)
    first = FirstUse("2005-08", "A at B")
    every: dict[str, Any] = {
        "first_use": first, "event": "2012-12-04", "in_force": "2013-01-01", "as_of": "2025-11",
    }  # fmt: skip
    assert list(facts(Concept("a", terms, kind="slogan", **every))) == [
        "first used August 2005: A at B", "in force from 1 January 2013",
    ]  # fmt: skip
    assert list(facts(Concept("a", terms, kind="law", **every))) == [
        "adopted 4 December 2012", "in force from 1 January 2013",
    ]  # fmt: skip
    assert "as of November 2025" in facts(Concept("a", terms, kind="person", **every))
    assert list(facts(Concept("a", terms))) == []


def test_an_office_has_its_body_and_rank(tmp_path: Path) -> None:
    def concept(name: str, kind: str, chinese: str, english: str, *groups: str) -> Concept:
        related = tuple(Related(Relation.MEMBER_OF, group) for group in groups)
        terms = (_zh(chinese, "jiǎ"), *([Term(EN, english)] if english else []))
        return Concept(name, terms, kind=kind, gloss="A gloss.", related=related)

    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.termbase.put([
            concept("chief", "office", "总管", "chief", "council", "first", "gone", "slogans"),
            concept("deputy", "office", "副手", "deputy", "nameless"),
            concept("council", "institution", "议事会", "Council of <Chiefs>"),
            concept("first", "rank", "头等", "first rank"),
            concept("nameless", "institution", "无名会", ""),
            concept("slogans", "slogan", "好好干", "work well"),
            concept("member", "person", "张三丰", "Zhang", "council"),
        ])  # fmt: skip
        page = own.annotate("总管和副手见张三丰")
    found = re.findall('<p class="zg-facts">(.*?)</p>', page)
    assert found == ["Body: Council of &lt;Chiefs&gt;; rank: first rank."]


@pytest.mark.parametrize(("office", "body", "rank"), [
    ("国务院总理", "State Council", "state-leader level"),
    ("商务部长", "Ministry of Commerce", "full ministerial level"),
    ("保安局局长", "Security Bureau", ""),
    ("行政院长", "Executive Yuan", ""),
    ("统战部部长", "", ""),  # of the centre, of a province, of a city
])  # fmt: skip
def test_bodies_and_ranks_of_built_in_offices(office: str, body: str, rank: str) -> None:
    page = builtin().annotate(office, level=1)
    shown = "; ".join([f"body: {body}"] * bool(body) + [f"rank: {rank}"] * bool(rank))
    found = "".join(re.findall('<p class="zg-facts">(.*?)</p>', page))
    assert found == (shown and f"{shown[0].upper()}{shown[1:]}.")


def words(page: str) -> list[list[Any]]:
    found = re.search("data-zg-words='([^']*)'", page)
    assert found
    rows: list[list[Any]] = json.loads(unescape(found[1]))
    return rows


def test_what_is_in_the_text_can_be_looked_up(small: Glossary) -> None:
    # 纪委 is not a term here; 共产党 is within a longer one, 国会 over the ends of words.
    page = small.annotate("中国共产党与中国会谈，Woods met a tiger")
    found = {row[0][0]: row[1:] for row in words(page)}
    assert found["共产党"][:2] == ["Gòngchǎndǎng", ["Chinese Communist Party", "CCP", "the Party"]]
    assert found["国会"] == ["guóhuì", ["National Assembly"], ""]
    assert found["tiger"][:2] == ["lǎohǔ", ["老虎"]]
    assert "中国共产党" not in found
    # The forms of both scripts, for the reader may switch.
    assert ["国会", "國會"] in [row[0] for row in words(page)]


def forms_of(page: str) -> dict[str, list[str]]:
    """Return what can be looked up as the entries of a page, by their ids."""
    found = re.findall(r'id="zg-([^"]*)"[^>]* data-zg-forms="([^"]*)"', page)
    return {name: unescape(forms).split("|") for name, forms in found}


SELF_GLOSSED = [
    ("They were “naked officials” (裸官).", ["naked officials", "裸官"]),
    ("They were naked <b>offi</b>cials\n (裸&#x5b98;).", ["naked officials", "裸官"]),
    ("裸<i>官</i>（naked &#111;fficials）", ["裸官", "naked officials"]),
    ("<p>裸官</p><p>naked\nofficial</p>", ["裸官", "naked official"]),
]


@pytest.mark.parametrize(("text", "expected"), SELF_GLOSSED)
def test_each_side_of_a_mark_can_be_looked_up(
    small: Glossary, text: str, expected: list[str]
) -> None:
    page = small.annotate(parse(f"<body>{text}</body>", "html"))
    assert forms_of(page) == {"luoguan": expected}


@given(texts)
def test_each_mention_can_be_looked_up(small: Glossary, text: str) -> None:
    document = html.prepare(parse(text))
    forms = {form for row in forms_of(small.annotate(text)).values() for form in row}
    for annotation in annotate(document, Finder(small.termbase)):
        assert set(annotation.forms) <= forms


def test_what_is_not_chosen_can_be_looked_up(small: Glossary) -> None:
    page = small.annotate("裸官", subject="corruption", known=["裸官"])
    assert words(page) == [
        [["裸官"], "luǒguān", ["naked official"], "An official whose family and money are abroad."]
    ]


@given(texts)
def test_whatever_is_found_is_marked_or_can_be_looked_up(small: Glossary, text: str) -> None:
    page = small.annotate(text)
    ids = set(re.findall('data-zg-concept="([^"]*)"', page))
    forms = {form.casefold() for row in words(page) for form in row[0]}
    for mention in small.find(text, overlapping=True, level="loose"):
        form = " ".join(mention.text.split()).casefold()
        assert mention.concept.id in ids or form in forms or mention.term.text.casefold() in forms


def test_the_words_to_look_up_have_a_limit() -> None:
    def many(number: int, gloss: str) -> list[Selectable]:
        terms = _zh("甲", "jiǎ"), Term(EN, "first" * 10, status=Status.PREFERRED)
        return [
            Selectable(f"甲{index}", Concept(f"c{index}", terms, gloss=gloss), terms[0])
            for index in range(number)
        ]

    few, some, most = (
        words_json(many(n, "g" * 200), is_traditional=False) for n in (10, 1500, 9000)
    )
    assert all(row[-1] for row in json.loads(few))
    assert not any(row[-1] for row in json.loads(some))
    assert len(json.loads(some)) == 1500
    assert (
        len(most.encode())
        <= LOOK_UP_SIZE
        < len(words_json(many(9000, ""), is_traditional=False)) * 2
    )


@given(st.text(), st.text())
def test_words_to_look_up_are_safe_in_an_attribute(text: str, gloss: str) -> None:
    concept = Concept("c", (_zh("甲", "jiǎ"), Term(EN, "one")), gloss=gloss)
    out = words_json([Selectable(text, concept, concept.terms[0])], is_traditional=False)
    assert not set("'<>&") & set(out)
    assert json.loads(out)[0][-1] == gloss


def test_own_terms_come_first_in_the_index(small: Glossary) -> None:
    document = html.prepare(parse("裸官与党委，国会"))
    annotations = [
        replace(annotation, is_own=annotation.concept.id == "luoguan")
        for annotation in annotate(document, Finder(small.termbase))
    ]
    page = html.write(document, annotations, {})
    assert re.findall("<h3>(.*?)</h3>", page) == ["Your own terms", "By pinyin", "By English"]
    assert re.findall('class="zg-entry( zg-own)?" id="zg-([^"]*)"', page) == [
        (" zg-own", "luoguan"), ("", "dangwei"), ("", "guohui"),
    ]  # fmt: skip
    assert re.findall('class="(zg [^"]*zg-own[^"]*)"', page) == ["zg zg-first zg-own"]
    # Where all terms are own there is nothing to tell apart.
    assert "Your own terms" not in small.annotate("裸官与党委")
