"""Taking the concepts of a file over: the laws, and what becomes of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.errors import ContentError, NotFound, Problem
from termbase.formats import Entry, ParsedFile, parse, write
from termbase.merge.importing import Report, import_concepts, merge_duplicates
from termbase.merge.merging import OnConflict, Outcome, same_text
from termbase.model.concept import Concept, Language, Related, Relation, Status, Term
from termbase.model.fill import fill_concept
from termbase.store import Store
from termbase.termbase import Termbase
from tests.contracts import SIMPLE
from tests.strategies import alike_concepts, bases

ZH, EN = Language.CHINESE, Language.ENGLISH
NEW, MERGED, UNCHANGED = Outcome
lenient = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
some_bases = st.lists(alike_concepts, max_size=3, unique_by=lambda concept: concept.id)


def _each_once(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms without those that are the same in another spelling."""
    return tuple({same_text(term): term for term in terms}.values())


@st.composite
def _readings(draw: st.DrawFn) -> ParsedFile:
    """A file with ids that does not name two subjects for one concept: which is it by then?"""
    subject = draw(st.sampled_from("xy"))
    found = draw(st.lists(alike_concepts, max_size=4))
    return ParsedFile(
        tuple(
            Entry(
                replace(
                    one,
                    subject=one.subject and subject,
                    terms=_each_once(one.terms),
                ),
                line=1,
            )
            for one in found
        )
    )


@st.composite
def _told_apart(draw: st.DrawFn) -> list[Concept]:
    """Concepts that differ in their Chinese term, as those of files without ids have to be."""
    texts = draw(st.lists(st.sampled_from(["党委", "裸官", "老虎"]), max_size=3, unique=True))
    return [
        replace(
            (one := draw(alike_concepts)),
            id=text.encode("utf-8").hex(),
            terms=_each_once((Term(ZH, text), *one.english)),
            subject="",
            related=(),
        )
        for text in texts
    ]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Termbase]:
    """Behind a base of the user's own, one that plays the built-in terms."""
    with Store(tmp_path / "own.db") as store, Store(tmp_path / "builtin.db") as builtin:
        yield Termbase(store, builtin)


def fill(termbase: Termbase, own: list[Concept], builtin: list[Concept]) -> None:
    for store, concepts in zip(termbase.stores, (own, builtin), strict=True):
        store.remove(store.ids())
        store.put(concepts)


def parsed(text: str, name: str = "csv") -> ParsedFile:
    return parse(text.encode(), name, f"a.{name}", "utf-8")


def outcomes(report: Report) -> list[tuple[Outcome, str]]:
    return [(outcome.kind, outcome.concept.id) for outcome in report.outcomes]


@lenient
@given(ours=some_bases, builtin=some_bases, reading=_readings(), policy=st.sampled_from(OnConflict))
def test_importing_twice(
    own: Termbase,
    ours: list[Concept],
    builtin: list[Concept],
    reading: ParsedFile,
    policy: OnConflict,
) -> None:
    import_twice(own, ours, builtin, reading, policy)


@lenient
@given(
    ours=_told_apart(),
    builtin=_told_apart(),
    rows=_told_apart(),
    policy=st.sampled_from(OnConflict),
)
def test_importing_twice_without_ids(
    own: Termbase,
    ours: list[Concept],
    builtin: list[Concept],
    rows: list[Concept],
    policy: OnConflict,
) -> None:
    reading = ParsedFile(tuple(Entry(row, line=1, has_id=False) for row in rows))
    import_twice(own, ours, builtin, reading, policy)


def import_twice(
    own: Termbase,
    ours: list[Concept],
    builtin: list[Concept],
    reading: ParsedFile,
    policy: OnConflict,
) -> None:
    """The second time nothing changes; a trial tells what will be; what fails changes nothing."""
    if policy is OnConflict.THEIRS:
        # Of what the file says in two ways the last counts, and by then the first is other news.
        named = {entry.concept.id: entry for entry in reading.entries}
        reading = ParsedFile(tuple(named.values()))
    fill(own, ours, builtin)
    before = list(own)
    refused: ContentError | None = None
    try:
        with own.trial():
            foretold = import_concepts(own, reading, "a.csv", on_conflict=policy)
    except ContentError as error:
        refused = error
    assert list(own) == before
    if refused:
        with pytest.raises(ContentError, match=re.escape(str(refused))):
            import_concepts(own, reading, "a.csv", on_conflict=policy)
        assert list(own) == before
        return
    assert import_concepts(own, reading, "a.csv", on_conflict=policy) == foretold
    after = list(own)
    assert {outcome.concept.id: outcome.concept for outcome in foretold.outcomes}.items() <= {
        concept.id: concept for concept in after
    }.items()
    assert list(own.builtin or ()) == sorted(builtin, key=lambda concept: concept.id)
    report = import_concepts(own, reading, "a.csv", on_conflict=policy)
    assert set(report.concepts) <= {UNCHANGED}
    assert list(own) == after


@lenient
@given(concepts=bases)
def test_an_export_brings_a_base_to_another(own: Termbase, concepts: list[Concept]) -> None:
    concepts = sorted(map(fill_concept, concepts), key=lambda concept: concept.id)
    fill(own, [], [])
    report = import_concepts(own, parse(write(concepts, "json")[0], "json", "a.json"), "a.json")
    assert list(own) == concepts
    assert report.concepts == {NEW: len(concepts)} if concepts else not report.outcomes


def test_a_rendering_is_added_to_a_built_in_concept(own: Termbase) -> None:
    fill(own, [], [SIMPLE])
    report = import_concepts(
        own, parsed("id,simplified,english\nluoguan,裸官,nude official\n"), "a.csv"
    )
    assert [term.text for term in own["luoguan"].english] == [
        "naked official", "bare official", "nude official",
    ]  # fmt: skip
    assert own["luoguan"].gloss == SIMPLE.gloss
    (outcome,) = report.outcomes
    # The user's own word goes before what is built in.
    best = own["luoguan"].best(EN)
    assert best is not None
    assert best.text == "nude official"
    changes = ("+ term “nude official”", "“naked official” no longer preferred")
    assert (outcome.kind, outcome.changes, outcome.lines) == (MERGED, changes, (2,))
    assert report.terms == {NEW: 1, UNCHANGED: 1}
    # What changes nothing is not copied.
    fill(own, [], [SIMPLE])
    import_concepts(own, ParsedFile((Entry(SIMPLE),)), "a.csv")
    assert own.own is not None
    assert own.own.ids() == []


# A base and a file, and which concept each row is.
WHICH = [
    ("裸官,bare official", "corruption", [(UNCHANGED, "luoguan")]),
    ("裸官,bare official", "", [(UNCHANGED, "luoguan")]),
    ("裸官,bare official", "law", [(NEW, "luoguan-2")]),
    ("党委,committee", "", [(MERGED, "dangwei")]),
    ("党組,group", "", [(NEW, "dangzu")]),
    ("黨委,committee", "", [(MERGED, "dangwei")]),
    # Another term of a concept is that concept as well.
    ("裸体官员,bare official", "", [(UNCHANGED, "luoguan")]),
    # A subject is filled in.
    ("党委,committee", "institution", [(MERGED, "dangwei")]),
]


@pytest.mark.parametrize(("row", "subject", "expected"), WHICH)
def test_which_concept_a_row_without_id_is(
    own: Termbase, row: str, subject: str, expected: list[tuple[Outcome, str]]
) -> None:
    luoguan = replace(SIMPLE, terms=(*SIMPLE.terms, Term(ZH, "裸体官员", traditional="裸體官員")))
    dangwei = Concept(
        "dangwei", (Term(ZH, "党委", traditional="黨委"), Term(EN, "party committee"))
    )
    fill(own, [dangwei], [luoguan])
    for column in ("simplified", "traditional"):
        if column == "simplified" and "黨" in row:
            continue
        reading = parsed(f"{column},english,subject\n{row},{subject}\n")
        with own.trial():
            assert outcomes(
                import_concepts(own, reading, "a.csv", on_conflict=OnConflict.OURS)
            ) == (expected)


def test_a_new_id_is_a_new_concept(own: Termbase) -> None:
    """Two concepts with the same term and subject come from one base to another as two."""
    twin = replace(SIMPLE, id="luoguan-b")
    fill(own, [SIMPLE], [])
    assert outcomes(import_concepts(own, ParsedFile((Entry(twin),)), "a.json")) == [
        (NEW, "luoguan-b")
    ]
    # A row without id may be either; where one says all that it says, it is that one.
    both = parsed("simplified,english\n裸官,bare official\n")
    assert outcomes(import_concepts(own, both, "a.csv")) == [(UNCHANGED, "luoguan")]
    neither = parsed("simplified,english\n裸官,nude official\n甲,a\n")
    report = import_concepts(own, neither, "a.csv")
    assert outcomes(report) == [(NEW, "luoguan-2"), (NEW, "jia")]
    assert report.warnings == (
        Problem(
            "ambiguous",
            "裸官 is a term of several concepts: luoguan, luoguan-b; added as a new one; to add "
            "to one of them, give its id or its subject",
            "a.csv",
            2,
        ),
    )


def test_an_id_that_the_file_gives_is_not_given_to_another(own: Termbase) -> None:
    reading = parsed("id,simplified,english\n,公事,a\ngongshi,攻势,b\n,工事,c\n")
    assert outcomes(import_concepts(own, reading, "a.csv")) == [
        (NEW, "gongshi-2"), (NEW, "gongshi"), (NEW, "gongshi-3"),
    ]  # fmt: skip
    assert outcomes(import_concepts(own, reading, "a.csv")) == [
        (UNCHANGED, "gongshi-2"), (UNCHANGED, "gongshi"), (UNCHANGED, "gongshi-3"),
    ]  # fmt: skip


def test_rows_with_the_same_chinese_are_one_concept(own: Termbase) -> None:
    text = "simplified,english,gloss\n甲乙,first,\n丙,x,\n甲乙,second,G.\n"
    report = import_concepts(own, parsed(text), "a.csv")
    assert outcomes(report) == [(NEW, "jiayi"), (NEW, "bing")]
    assert report.outcomes[0].lines == (2, 4)
    assert report.terms == {NEW: 5}
    assert [term.text for term in own["jiayi"].english] == ["first", "second"]
    assert own["jiayi"].gloss == "G."
    ids = '{"concepts": [\n{"id": "x", "gloss": "A", "terms": [{"language": "zh", "simplified": "甲"}]},\n'
    ids += '{"id": "x", "gloss": "B", "terms": [{"language": "zh", "simplified": "甲"}]}]}'
    with pytest.raises(ContentError) as error:
        import_concepts(own, parsed(ids, "json"), "a.json")
    assert str(error.value) == (
        "a.json:3: x: gloss is “A” on line 2 and “B” here; set on_conflict (--on-conflict) to ours, theirs or both"
    )
    import_concepts(own, parsed(ids, "json"), "a.json", on_conflict=OnConflict.THEIRS)
    assert own["x"].gloss == "B"


def test_what_is_built_in_gives_way(own: Termbase) -> None:
    fill(own, [], [SIMPLE])
    row = "id,simplified,english,gloss\nluoguan,裸官,naked official,Mine.\n"
    report = import_concepts(own, parsed(row), "a.csv")
    assert (own["luoguan"].gloss, report.conflicts) == ("Mine.", 1)
    assert import_concepts(own, parsed(row), "a.csv").concepts == {UNCHANGED: 1}
    with pytest.raises(ContentError, match="in your base and “Yours"):
        import_concepts(own, parsed(row.replace("Mine", "Yours")), "a.csv")
    fill(own, [], [SIMPLE])
    import_concepts(own, parsed(row), "a.csv", on_conflict=OnConflict.OURS)
    assert own["luoguan"].gloss == SIMPLE.gloss


def test_a_file_that_contradicts_itself_is_refused_where_it_is_built_in_too(own: Termbase) -> None:
    fill(own, [], [SIMPLE])
    rows = "id,simplified,gloss\nluoguan,裸官,Mine.\nluoguan,裸官,Yours.\n"
    with pytest.raises(ContentError, match="and “Yours"):
        import_concepts(own, parsed(rows), "a.csv")


def test_all_conflicts_are_told_at_once(own: Termbase) -> None:
    concepts = [
        Concept("x", (Term(ZH, "甲"),), gloss="A"),
        replace(SIMPLE, gloss=f"{'a' * 70}b"),
    ]
    fill(own, concepts, [])
    text = (
        "id,simplified,pinyin,gloss,note\nx,甲,jiá,B,\nluoguan,裸官,luóguān,"
        f"{'a' * 70}c,A note.\nx,甲,,C,\n,丙,,,,x\n"
    )
    with pytest.raises(ContentError) as error:
        import_concepts(own, parsed(text), "a.csv")
    remedy = "; set on_conflict (--on-conflict) to ours, theirs or both"
    assert str(error.value).splitlines() == [
        f"a.csv:2: x: gloss is “A” in your base and “B” here{remedy}",
        f"a.csv:3: luoguan: gloss is “…{'a' * 20}b” in your base and “…{'a' * 20}c” here{remedy}",
        f"a.csv:3: luoguan: pinyin of 裸官 is “luǒguān” in your base and “luóguān” here{remedy}",
        f"a.csv:4: x: gloss is “A” in your base and “C” here{remedy}",
        "a.csv:5: 6 cells, but the header has 5",
    ]
    assert own["x"].gloss == "A"
    assert own["x"].chinese[0].pinyin == ""


POLICIES = [
    (OnConflict.OURS, "A gloss.", "A note.", ("gloss kept",)),
    (OnConflict.THEIRS, "Another.", "A note.", ("gloss replaced",)),
    (
        OnConflict.BOTH,
        "A gloss.",
        "A note. [b.csv: gloss: Another.]",
        ("gloss kept, value of the file added to the note",),
    ),
]


@pytest.mark.parametrize(("policy", "gloss", "note", "changes"), POLICIES)
def test_policies(
    own: Termbase, policy: OnConflict, gloss: str, note: str, changes: tuple[str, ...]
) -> None:
    fill(own, [SIMPLE], [])
    text = "id,simplified,english,gloss\nluoguan,裸官,nude official,Another.\n"
    report = import_concepts(own, parsed(text), "/some/where/b.csv", on_conflict=policy)
    assert (own["luoguan"].gloss, own["luoguan"].note) == (gloss, note)
    assert [(term.text, term.status) for term in own["luoguan"].english][::2] == [
        ("naked official", Status.ADMITTED if policy is OnConflict.THEIRS else Status.PREFERRED),
        ("nude official", Status.PREFERRED if policy is OnConflict.THEIRS else Status.ADMITTED),
    ]
    assert set(changes) <= set(report.outcomes[0].changes)
    assert report.conflicts == 1


def test_references_follow_what_they_refer_to(own: Termbase) -> None:
    """A file without ids of ours refers to concepts that have other names in the base."""
    fill(own, [], [replace(SIMPLE, id="naked-official")])
    guan = Concept("guan", (Term(ZH, "官"),), related=(Related(Relation.NARROWER, "luoguan"),))
    reading = ParsedFile((Entry(guan, has_id=False), Entry(SIMPLE, has_id=False)))
    for outcome in (NEW, UNCHANGED):
        report = import_concepts(own, reading, "a.tbx")
        assert outcomes(report) == [(outcome, "guan"), (UNCHANGED, "naked-official")]
        assert own["guan"].related == (Related(Relation.NARROWER, "naked-official"),)


def test_concepts_in_english_alone(own: Termbase) -> None:
    reading = ParsedFile((Entry(Concept("any", (Term(EN, "Two Sessions"),)), has_id=False),))
    assert outcomes(import_concepts(own, reading, "a.tbx")) == [(NEW, "any")]
    renamed = ParsedFile((replace(reading.entries[0], concept=replace(own["any"], id="other")),))
    assert outcomes(import_concepts(own, renamed, "a.tbx")) == [(UNCHANGED, "any")]


def test_a_base_is_needed(own: Termbase) -> None:
    with pytest.raises(NotFound, match="no base of your own is open"):
        import_concepts(Termbase(None, own.builtin), ParsedFile(()), "a.csv")


def test_uniting_a_file() -> None:
    text = "simplified,english\n甲乙,first\n丙,x\n甲乙,second\n"
    one, two = merge_duplicates(parsed(text), "a.csv")
    assert [term.text for term in one.concept.terms] == ["甲乙", "first", "second"]
    assert one.concept.chinese[0].pinyin == ""
    assert (one.lines, two.lines) == ((2, 4), (3,))
    two_senses = merge_duplicates(parsed("simplified,gloss\n甲,x\n甲,y\n"), "a.csv")
    assert [outcome.concept.gloss for outcome in two_senses] == ["x", "y"]
