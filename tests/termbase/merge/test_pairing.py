"""No word about one form changes the renderings of another, on any way into a base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from glossary import edit
from termbase.errors import ContentError
from termbase.formats import Entry, ParsedFile, parse, write
from termbase.language.script import Script, convert
from termbase.merge.importing import Report, import_concepts
from termbase.merge.merging import OnConflict, Outcome, merge, same_text
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import fill_concept
from termbase.model.renderings import rendering_texts, words_for_renderings
from termbase.store import Store
from termbase.termbase import Termbase
from tests.strategies import alike_concepts, concepts, concepts_of_several_forms
from tests.termbase.formats.test_pairing import CONCEPTS, READABLE, REGION

ZH, EN = Language.CHINESE, Language.ENGLISH
lenient = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)
policies = st.sampled_from(OnConflict)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Termbase]:
    """An empty base of one's own over empty built-in terms."""
    with Store(tmp_path / "own.db") as own, Store(tmp_path / "builtin.db") as builtin:
        yield Termbase(own, builtin)


def fill(base: Termbase, own: list[Concept], builtin: list[Concept]) -> None:
    for store, content in zip(base.stores, (own, builtin), strict=True):
        store.remove(store.ids())
        store.put(content)


def folded(texts: tuple[str, ...]) -> list[str]:
    return [same_text(Term(EN, text))[1] for text in texts]


def renderings(concept: Concept) -> dict[str, list[str]]:
    """The folded renderings of each form."""
    texts = map(folded, rendering_texts(concept))
    return dict(zip((term.text for term in concept.chinese), texts, strict=True))


def row(chinese: str, english: str, id: str = "") -> ParsedFile:
    data = f"id,simplified,english\n{id},{chinese},{english}\n"
    return parse(data.encode(), "csv", "a.csv")


@lenient
@given(alike_concepts, alike_concepts, policies)
def test_a_merged_form_has_what_both_sides_say_of_it(
    ours: Concept, theirs: Concept, policy: OnConflict
) -> None:
    assume(ours.chinese and theirs.chinese)
    # A form without any may get what belongs to no form.
    assume(all(map(renderings(ours).get, renderings(ours))))
    assume(all(map(renderings(theirs).get, renderings(theirs))))
    merged = renderings(merge(ours, theirs, policy).concept)
    said = {same_text(term) for term in theirs.chinese}
    for term in ours.chinese:
        if same_text(term) not in said:
            assert merged[term.text] == renderings(ours)[term.text]
    assert {(form, text) for form in merged for text in merged[form]} >= {
        (form, text) for form, texts in renderings(ours).items() for text in texts
    }
    every = {
        text for concept in (ours, theirs) for it in renderings(concept).values() for text in it
    }
    assert {text for texts in merged.values() for text in texts} == every


@lenient
@given(concept=concepts_of_several_forms, policy=policies, is_own=st.booleans(), data=st.data())
def test_importing_one_form_changes_no_other(
    base: Termbase, concept: Concept, policy: OnConflict, is_own: bool, data: st.DataObject
) -> None:
    texts = [term.text for term in concept.chinese]
    assume(len({same_text(term) for term in concept.chinese}) == len(texts) > 1)
    assume(all(rendering_texts(concept)))
    chosen = data.draw(st.sampled_from(concept.chinese))
    english = data.draw(st.sampled_from([term.text for term in concept.english]) | st.just("new"))
    fill(base, *([concept], []) if is_own else ([], [concept]))
    terms = (replace(chosen, renderings=()), Term(EN, english, status=Status.PREFERRED))
    file = ParsedFile((Entry(Concept(concept.id, terms)),))
    try:
        import_concepts(base, file, "a.csv", on_conflict=policy)
    except ContentError:
        assert policy is OnConflict.REFUSE
        assert is_own
    before, after = renderings(concept), renderings(base[concept.id])
    assert {form: after[form] for form in texts if form != chosen.text} == {
        form: before[form] for form in texts if form != chosen.text
    }
    assert set(after[chosen.text]) >= set(before[chosen.text])


@lenient
@given(concept=concepts, data=st.data())
def test_adding_or_editing_one_form_changes_no_other(
    base: Termbase, concept: Concept, data: st.DataObject
) -> None:
    texts = [term.text for term in concept.chinese]
    keys = [same_text(Term(ZH, form)) for term in concept.chinese for form in set(term.forms)]
    assume(len(keys) == len(set(keys)))
    # What is added is converted to simplified characters.
    assume(all(convert(text, Script.SIMPLIFIED) == text for text in texts))
    chosen = data.draw(st.sampled_from(texts))
    new = data.draw(st.lists(st.sampled_from(["new", "newer"]), min_size=1, unique=True))
    before = dict(zip(texts, rendering_texts(concept), strict=True))
    fill(base, [], [concept])
    added = edit.add(base, chosen, new, concept.id, {})
    after = dict(zip(texts, rendering_texts(added), strict=True))
    expected = tuple(dict.fromkeys((*new, *before[chosen])))
    assert after == before | {chosen: expected}
    edited = edit.edit(base, chosen, ["newest"], {})
    assert dict(zip(texts, rendering_texts(edited), strict=True)) == before | {chosen: ("newest",)}


def test_a_change_of_one_form_is_put_into_words(base: Termbase) -> None:
    one_rendering = replace(REGION, terms=REGION.terms[:-1])
    fill(base, [], [one_rendering])
    added = edit.add(base, "自治州", ["self-governing prefecture"], None, {"pinyin": "zìzhìzhōu"})
    assert words_for_renderings(one_rendering, added) == (
        "自治州 of autonomous-region: renderings are now self-governing prefecture, autonomous "
        "prefecture; the other 2 forms keep theirs"
    )
    edited = edit.edit(base, "自治州", ["autonomous prefecture"], {"usage": "media"})
    assert words_for_renderings(added, edited) == (
        "自治州 of autonomous-region: rendering is now autonomous prefecture; the other 2 forms keep "
        "theirs"
    )
    # Fields of terms are those of the term that is named.
    assert {term.text for term in edited.terms if term.usage} == {"autonomous prefecture"}
    assert [term.generated for term in edited.chinese] == [("traditional",)] * 3
    # The id names the preferred term, and what has the same English.
    by_id = edit.edit(base, "autonomous-region", ["region"], {})
    assert rendering_texts(by_id) == [("region",), ("autonomous prefecture",), ("region",)]
    assert words_for_renderings(edited, by_id) == (
        "自治区, 民族自治区 of autonomous-region: rendering is now region; the other form keeps its own"
    )
    assert words_for_renderings(by_id, by_id) == ""


@pytest.mark.parametrize("policy", OnConflict)
def test_an_import_says_which_form_it_has_changed(base: Termbase, policy: OnConflict) -> None:
    fill(base, [], [REGION])
    report = import_concepts(base, row("民族自治区", "ethnic region"), "a.csv", on_conflict=policy)
    (outcome,) = report.outcomes
    assert outcome.kind is Outcome.MERGED
    assert outcome.concept.id == "autonomous-region"
    listed = {"autonomous region", "ethnic autonomous region", "ethnic region"}
    assert "the other 2 forms keep theirs" in outcome.changes[-1]
    assert set(renderings(base["autonomous-region"])["民族自治区"]) == listed
    for language in Language:
        best, known = base["autonomous-region"].best(language), REGION.best(language)
        assert best
        assert known
        assert best.text == known.text


def test_rows_of_several_forms_of_one_concept_go_to_it(base: Termbase) -> None:
    fill(base, [], CONCEPTS)
    file = parse("反家庭暴力法\tDV law\n婚姻法\tLaw of Marriage\n".encode(), "omegat", "a.txt")
    report = import_concepts(base, file, "a.txt")
    assert [outcome.concept.id for outcome in report.outcomes] == ["marriage-law"]
    after = renderings(base["marriage-law"])
    assert after["婚姻法"] == ["law of marriage", "marriage law", "marriage act"]
    assert after["反家庭暴力法"] == ["dv law", "anti-domestic violence law"]
    assert after["反家暴法"] == ["anti-domestic violence law"]


def again(base: Termbase, name: str, direction: str, policy: OnConflict) -> Report:
    data = write(list(base), name, direction)[0]
    return import_concepts(base, parse(data, name, name), f"a.{name}", on_conflict=policy)


@pytest.mark.parametrize("direction", ["zh-en", "en-zh"])
@pytest.mark.parametrize("name", READABLE)
def test_our_own_exports_change_nothing_where_they_come_from(
    base: Termbase, name: str, direction: str
) -> None:
    before = sorted(map(fill_concept, CONCEPTS), key=lambda concept: concept.id)
    for policy in OnConflict:
        for own, builtin in ((before, []), ([], before)):
            fill(base, own, builtin)
            again(base, name, direction, policy)
            assert [concept.id for concept in base] == [concept.id for concept in before]
            assert list(map(rendering_texts, base)) == list(map(rendering_texts, before))


@lenient
@given(
    content=st.lists(concepts, max_size=2, unique_by=lambda concept: concept.id),
    name=st.sampled_from(READABLE),
    direction=st.sampled_from(["zh-en", "en-zh"]),
)
def test_no_export_pairs_what_is_no_pair(content: list[Concept], name: str, direction: str) -> None:
    content = [concept for concept in content if all(rendering_texts(concept))]
    data, _ = write(content, name, direction)
    known = set(simplified_pairs(content))
    assert set(simplified_pairs(parse(data, name, name).concepts)) <= known


def simplified_pairs(content: list[Concept]) -> Iterator[tuple[object, str]]:
    """Yield the pairs; formats may keep one form, and a slash ends a sense of CC-CEDICT."""
    for concept in content:
        for term, texts in zip(concept.chinese, rendering_texts(concept), strict=True):
            for form in term.forms:
                key = same_text(Term(ZH, convert(form, Script.SIMPLIFIED)))
                yield from ((key, text.replace("/", ";")) for text in folded(texts))
