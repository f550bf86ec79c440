"""Hypothesis strategies: texts, terms and concepts of every sort."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

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
)  # fmt: skip

# Common, traditional, variant, rare, compatibility and astral characters; no controls, no surrogates.
HAN = "裸官党委国会改革开放中一不裡裏臺台峯峰為爲說著着𠮷𠀀㐀龜亀豈〇"
han = st.text(st.sampled_from(HAN), min_size=1, max_size=8)
plain = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
line = st.lists(plain, min_size=1, max_size=4).map(" ".join)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
pinyin = st.lists(
    st.sampled_from(["luǒ", "guān", "lǜ", "nǚ", "ér", "de", "ān", "xī", "zhōng"]), max_size=4
).map("'".join)

sources = st.builds(
    Source, line, line | st.just(""), st.sampled_from(["", "2016", "2016-03-01"]), st.just(""),
    st.just("") | line,
)  # fmt: skip
# What other tools said; also such as they never said.
pass_through = st.lists(
    st.builds(
        PassThrough,
        st.sampled_from(["tbx", "table", "memoq", "omegat", "utx"]),
        st.sampled_from(["id", "xml:lang", "traditional xml:lang", "of note", "note", "Client"]),
        st.sampled_from(
            ("zh-CN", "de", "c-x", '<note type="x">y</note>', "<a", "<langSec xml:lang='de'/>")
        )
        | line,
    ),
    max_size=2,
    unique=True,
).map(tuple)
cues = st.builds(
    Cues, st.lists(plain, max_size=2).map(tuple), st.lists(plain, max_size=2).map(tuple)
)
usages = st.lists(st.sampled_from(Usage), unique=True, max_size=3).map(tuple)
some_sources = st.lists(sources, max_size=2).map(tuple)

chinese_terms = st.builds(
    Term, st.just(Language.CHINESE), han, traditional=han | st.just(""), taiwan=han | st.just(""),
    hong_kong=st.just(""), pinyin=pinyin, status=st.sampled_from(Status), usage=usages, cues=cues,
    generated=st.sampled_from([(), ("pinyin",), ("traditional", "pinyin")]),
    checked=st.sampled_from([(), ("pinyin",)]), sources=some_sources, pass_through=pass_through,
)  # fmt: skip
english_terms = st.builds(
    Term, st.just(Language.ENGLISH), line, status=st.sampled_from(Status), usage=usages,
    part_of_speech=st.sampled_from(["", "noun"]), inflects=st.booleans(),
    case_sensitive=st.booleans(), cues=cues, sources=some_sources, pass_through=pass_through,
)  # fmt: skip


@st.composite
def _naming(draw: st.DrawFn, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Let some of the Chinese terms of a concept name their renderings."""
    texts = [term.text for term in terms if term.language is Language.ENGLISH]
    if not texts or not draw(st.booleans()):
        return terms
    named = st.lists(st.sampled_from(texts), max_size=2, unique=True).map(tuple)
    return tuple(
        replace(term, renderings=draw(named)) if term.language is Language.CHINESE else term
        for term in terms
    )


def _terms(chinese: int, english: int) -> st.SearchStrategy[tuple[Term, ...]]:
    """Return the terms of a concept, at least so many of each language."""
    return st.tuples(
        st.lists(chinese_terms, min_size=chinese, max_size=3),
        st.lists(english_terms, min_size=english, max_size=3),
    ).flatmap(lambda pair: _naming((*pair[0], *pair[1])))


dates = st.sampled_from(["", "1949", "2012-11", "2024-03-05"])
reviews = st.builds(
    Review, st.just("2026-11-29"), st.integers(1, 3), st.sampled_from([(), ("pinyin", "gloss")])
)
concepts = st.builds(
    Concept,
    ids,
    _terms(chinese=1, english=0),
    subject=line | st.just(""),
    kind=line | st.just(""),
    gloss=line | st.just(""),
    literal=line | st.just(""),
    note=line | st.just(""),
    polity=st.sampled_from(["", "mainland", "hong-kong", "soviet-union"]),
    level=st.integers(0, 5),
    first_use=st.none() | st.builds(FirstUse, st.just("2012-11"), line),
    event=dates,
    in_force=dates,
    as_of=dates,
    reviewed=st.none() | reviews,
    # Relations are kept by kind, so those of one kind stand together.
    related=st.lists(st.builds(Related, st.sampled_from(Relation), ids), max_size=3).map(
        lambda items: tuple(sorted(items, key=lambda item: item.relation))
    ),
    sources=some_sources,
    examples=st.lists(st.builds(Example, line, line), max_size=2).map(tuple),
    pass_through=pass_through,
)
# For laws about the renderings of forms.
concepts_of_several_forms = st.builds(
    Concept, ids, _terms(chinese=2, english=1), subject=line | st.just(""), gloss=line
)
bases = st.lists(concepts, max_size=4, unique_by=lambda concept: concept.id)

# Concepts that have much in common, and differ in the rest.
_few = st.sampled_from(["", "x", "y"])
_alike_sources = st.lists(
    st.builds(Source, st.sampled_from("st"), _few, st.sampled_from(["", "2016"])), max_size=2
).map(tuple)
_alike_chinese = st.builds(
    Term, st.just(Language.CHINESE), st.sampled_from(["党委", "黨委", "裸官"]),
    traditional=st.sampled_from(["", "黨委", "党委"]), taiwan=st.sampled_from(["", "黨委"]), pinyin=_few,
    status=st.sampled_from(Status), usage=usages, generated=st.sampled_from([(), ("pinyin",)]),
)  # fmt: skip
_alike_english = st.builds(
    Term, st.just(Language.ENGLISH), st.sampled_from(["a b", "A b", "c", "d’s", "d's"]),
    status=st.sampled_from(Status), part_of_speech=_few, inflects=st.booleans(),
    cues=st.sampled_from([Cues(), Cues(("x",)), Cues((), ("y",))]), sources=_alike_sources,
)  # fmt: skip
alike_concepts = st.builds(
    Concept,
    st.sampled_from(["i", "j"]),
    # A duplicate term in one concept is a problem that `glossary validate` reports.
    st.lists(
        _alike_chinese | _alike_english, min_size=1, max_size=5,
        unique_by=lambda term: (term.language, term.text),
    )
    .map(tuple)
    .flatmap(_naming),
    subject=_few, kind=_few, gloss=_few, literal=_few, note=_few,
    first_use=st.sampled_from([None, FirstUse("2012"), FirstUse("2012", "x")]),
    sources=_alike_sources,
    related=st.sampled_from([(), (Related(Relation.BROADER, "i"),), (Related(Relation.SEE_ALSO, "j"),)]),
    examples=st.lists(st.builds(Example, st.just("x"), _few), max_size=2, unique=True).map(tuple),
)  # fmt: skip
# What texts should not hold and do: controls, halves of surrogate pairs, what formats cut at.
WILD = "ab裸官𠮷𡃁\u0301|/#[]\\\"'<>&;,=+ \t\n\r\x00\x01\x0b\x0c\x1c\x1f\x7f\x85\xa0\u2028\u3000\ufeff\ufffe\ud800"
wild = st.text(st.sampled_from(WILD), max_size=8)
wild_text = st.one_of(wild, line).filter(str.strip)
wild_concepts = st.builds(
    Concept,
    ids,
    st.tuples(
        st.builds(Term, st.just(Language.CHINESE), wild_text, traditional=wild, pinyin=wild),
        st.builds(Term, st.just(Language.ENGLISH), wild_text),
    ),
    subject=wild, gloss=wild, note=wild, sources=st.lists(st.builds(Source, wild_text), max_size=1).map(tuple),
)  # fmt: skip
wild_bases = st.lists(wild_concepts, max_size=2, unique_by=lambda concept: concept.id)
