"""The renderings of each form of a concept, and changing those of one form only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.renderings import by_renderings, rendering_texts, set_renderings
from termbase.model.selecting import select_concepts
from tests import strategies


def zh(text: str, *renderings: str, status: Status = Status.ADMITTED) -> Term:
    return Term(Language.CHINESE, text, renderings=renderings, status=status)


def en(text: str, status: Status = Status.ADMITTED) -> Term:
    return Term(Language.ENGLISH, text, status=status)


COMMISSION = "Central Commission for Discipline Inspection"
CCDI = Concept(
    "ccdi",
    (
        zh("中央纪委", status=Status.PREFERRED),
        zh("中纪委", "CCDI"),
        zh("中央纪律检查委员会", COMMISSION),
        en("central discipline commission", Status.SUPERSEDED),
        en("CCDI"),
        en("discipline watchdog", Status.PREFERRED),
        en(COMMISSION),
    ),
)


def texts(concept: Concept, term: Term) -> list[str]:
    return [other.text for other in concept.renderings(term)]


def test_a_form_has_the_renderings_that_it_names_and_others_share_the_rest() -> None:
    shared, short, full = CCDI.chinese
    assert texts(CCDI, short) == ["CCDI"]
    assert texts(CCDI, full) == [COMMISSION]
    # The preferred one first, the superseded one last.
    assert texts(CCDI, shared) == ["discipline watchdog", "central discipline commission"]


def test_an_english_term_has_the_forms_that_it_renders() -> None:
    of = {term.text: texts(CCDI, term) for term in CCDI.english}
    assert of["CCDI"] == ["中纪委"]
    assert of[COMMISSION] == ["中央纪律检查委员会"]
    assert of["discipline watchdog"] == ["中央纪委"]


def test_the_form_for_which_an_english_term_is_best_comes_first() -> None:
    concept = Concept(
        "dangji",
        (
            zh("党的纪律", "rules", "discipline"),
            zh("党纪", "discipline"),
            en("rules"),
            en("discipline"),
        ),
    )
    assert texts(concept, concept.english[1]) == ["党纪", "党的纪律"]


def test_a_form_whose_siblings_have_all_english_has_none() -> None:
    concept = Concept("x", (zh("甲", "one"), zh("乙"), en("one")))
    assert texts(concept, concept.chinese[1]) == []
    assert concept.rendering(concept.chinese[1]) is None


def test_adding_the_word_for_one_form_leaves_its_siblings_alone() -> None:
    region = Concept(
        "autonomous-region",
        (
            zh("自治区", status=Status.PREFERRED),
            zh("自治州"),
            en("autonomous region", Status.PREFERRED),
        ),
    )
    changed = set_renderings(region, region.chinese[1], ["autonomous prefecture"])
    assert texts(changed, changed.chinese[0]) == ["autonomous region"]
    assert texts(changed, changed.chinese[1]) == ["autonomous prefecture"]
    assert texts(changed, changed.english[1]) == ["自治州"]


@given(strategies.concepts, st.data())
def test_setting_one_form_changes_no_other(concept: Concept, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(concept.chinese))
    english = [item.text for item in concept.english]
    new = data.draw(
        st.lists(st.sampled_from([*english, "new", "newer"]), min_size=1, max_size=3, unique=True)
    )
    place = concept.chinese.index(term)
    changed = set_renderings(concept, term, new)
    assert [item.text for item in changed.chinese] == [item.text for item in concept.chinese]
    for index, other in enumerate(concept.chinese):
        expected = new if index == place else texts(concept, other)
        assert texts(changed, changed.chinese[index]) == expected


@given(strategies.concepts)
def test_a_term_renders_those_that_render_it(concept: Concept) -> None:
    for chinese in concept.chinese:
        for english in concept.english:
            is_rendering = english.text in texts(concept, chinese)
            assert is_rendering == (chinese in concept.renderings(english))


@given(strategies.concepts, st.sets(st.sampled_from(Status)))
def test_selected_terms_keep_their_renderings(concept: Concept, statuses: set[Status]) -> None:
    for selected in select_concepts([concept], statuses=statuses):
        left = {term.text for term in selected.english}
        before = zip(concept.chinese, rendering_texts(concept), strict=True)
        chosen = {text for term in selected.chinese for text in texts(selected, term)}
        for term, of_term in before:
            same = [other for other in selected.chinese if other.text == term.text]
            if len(same) == 1 and statuses and term.status in statuses:
                kept = [text for text in of_term if text in left]
                assert texts(selected, same[0]) == kept or not kept
        assert chosen <= left


def test_the_rendering_of_a_form_that_was_not_selected_goes_to_no_other() -> None:
    concept = Concept(
        "law",
        (
            zh("婚姻法", status=Status.PREFERRED),
            zh("反家庭暴力法", "Anti-Domestic Violence Law", status=Status.DEPRECATED),
            en("Marriage Law", Status.PREFERRED),
            en("Anti-Domestic Violence Law"),
        ),
    )
    (selected,) = select_concepts([concept], statuses=["preferred", "admitted"])
    assert [term.text for term in selected.terms] == ["婚姻法", "Marriage Law"]


def test_a_concept_is_divided_into_groups_of_synonyms() -> None:
    parts = by_renderings(CCDI)
    assert [[term.text for term in part.terms] for part in parts] == [
        ["中央纪委", "discipline watchdog", "central discipline commission"],
        ["中纪委", "CCDI"],
        ["中央纪律检查委员会", COMMISSION],
    ]
    assert not any(term.renderings for part in parts for term in part.terms)
