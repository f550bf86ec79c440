"""Any entry, any text: an entry that nothing can match is inert, and only our errors come out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.find import Level, Mention
from termbase.errors import Error
from termbase.memory.concordance import concordance
from termbase.model.concept import Concept, Language, Term
from tests.processes import file_of

# Placeholders of spreadsheets, marks, letters of other scripts, and what cannot be seen.
PLACEHOLDERS = [
    "…", "-", "–", "—", "?", ".", "~", "的", "无", "（略）", "$", "¥", "§", "Ω", "й", "😀", "①", "%", "&", "+",
    "#", "'", "’", '"', "“”", "「」", "『", "·", "★", "裸官", "n/a", "N/A", "TBD", "(s)", "one's", "the", "sb.",
    "sth", "sb.'s", "sb/sth", "to", "to sth.", "to be", "(in)", "(", ")", "()", "/", "a/b", "and/or", "++", ".", "$", "100",
    "to (do)", "non-", "the (the)", "(to) shelve", "something", "one hundred", "14th",
]  # fmt: skip
STRANGE = [
    "", " ", "\u3000", "\n", "\n\n", "\r", "\t", "\x00", "\x0b", "\x1b[31m", "\x7f", "\u200b", "\u00ad", "\u2060\ufeff",
    "\u0301", "a\u0301", "\ud800", "\udc00", "\ud83d\ude00", "裸\ud800官", "\ufffd", "\U0010ffff", "𠮷", "𠮷野家",
    "裸\u200b官", "裸“”官", "裸\n\n官", "裸 官", "“裸官”", "裸官%", "''s", "’s’s", "U.S.", "...", "a.b.", "İ", "ß", "ﬁ", "ǅ",
    "1", "１", "〇", "二十大", "C++", "C", "+", ".NET", "NET", "50%", "AT&T", "www.", "a@b.c", "://", "~", "@china",
]  # fmt: skip
_PARTS = st.sampled_from(
    [*PLACEHOLDERS, *STRANGE, "naked official", "Naked", "裸", "官", "国", "会", "s"]
)
odd = st.lists(_PARTS, max_size=6).map("".join) | st.text(max_size=12)
KNOWN = Concept(
    "luoguan", (Term(Language.CHINESE, "裸官"), Term(Language.ENGLISH, "naked official"))
)


@pytest.fixture(scope="module")
def g() -> Iterator[Glossary]:
    with (
        TemporaryDirectory() as folder,
        glossary.open(Path(folder) / "odd.db", builtin=False) as opened,
    ):
        yield opened


def store(g: Glossary, *pairs: tuple[str, str]) -> None:
    """Store entries and a usual one instead of all others; one that is refused is left out."""
    concepts = [KNOWN]
    for number, (chinese, english) in enumerate(pairs):
        # An empty term is refused.
        with suppress(Error):
            terms = (
                Term(Language.CHINESE, chinese, traditional=chinese),
                Term(Language.ENGLISH, english),
            )
            concepts.append(Concept(f"odd-{number}", terms))
    own = g.termbase.own
    assert own is not None
    own.remove(own.ids())
    try:
        g.put(*concepts)
    except Error:
        # Half a surrogate pair is refused.
        g.put(KNOWN)


def obeys_the_laws(g: Glossary, text: str) -> list[Mention]:
    for level in Level:
        every = g.find(text, overlapping=True, level=level)
        for mention in every:
            assert mention.start < mention.end
            assert text[mention.start : mention.end] == mention.text
        found = g.find(text, level=level)
        assert all(one.end <= following.start for one, following in pairwise(found))
        spans = {(m.start, m.end, m.concept.id) for m in every}
        assert {(m.start, m.end, m.concept.id) for m in found} <= spans
    return g.find(text)


@given(entries=st.lists(st.tuples(odd, odd), max_size=3), text=odd)
@example(entries=[("百分号", "%")], text="hello")
@example(entries=[("某人", "to sb foo")], text="hello")
@example(entries=[("“”", "x")], text="他说“”裸官")
@example(entries=[("\u200b", "\u00ad")], text="裸\u200b官 na\u00adked")
@example(entries=[("裸官\x00", "a\x00b")], text="裸官\x00 a\x00b")
@example(entries=[], text="\ud800 naked official 裸官 \udfff")
def test_odd_entries_and_texts_in_finding(
    g: Glossary, entries: list[tuple[str, str]], text: str
) -> None:
    store(g, *entries)
    obeys_the_laws(g, text)
    found = obeys_the_laws(g, f"{text}\n\n裸官\n\nnaked official\n\n{text}")
    assert {"裸官", "naked official"} <= {mention.text for mention in found}


@given(entries=st.lists(st.tuples(odd, odd), max_size=2), text=odd, other=odd)
def test_odd_entries_and_texts_in_all_that_finds(
    g: Glossary, entries: list[tuple[str, str]], text: str, other: str
) -> None:
    store(g, *entries)
    for to in ("html", "markdown", "json", "text"):
        with suppress(Error):
            if to == "html":
                g.annotate(text, to, pinyin="all", script="both")
            else:
                g.annotate(text, to)
    pairs = g.align(f"{text} 裸官。", f"{other} Naked official.")
    assert pairs
    with suppress(Error):
        g.memory.add(text, other)
    for query in (text, other):
        with suppress(Error):
            g.memory.search(query)
        with suppress(Error):
            concordance(g.memory, query)
    source = file_of(g.memory.address).with_name("job.txt")
    with suppress(Error, UnicodeEncodeError):
        source.write_text(f"{text}\n裸官\n", encoding="utf-8")
        g.pretranslate(source)


@pytest.mark.parametrize("english", [*PLACEHOLDERS, *STRANGE])
def test_an_odd_rendering_stops_nothing(g: Glossary, english: str) -> None:
    store(g, ("甲", english))
    assert [m.text for m in g.find("naked official 裸官")] == ["naked official", "裸官"]


@pytest.mark.parametrize("chinese", [*PLACEHOLDERS, *STRANGE])
def test_an_odd_chinese_term_stops_nothing(g: Glossary, chinese: str) -> None:
    store(g, (chinese, "odd"))
    assert [m.text for m in g.find("他说“裸官”… — ， naked official？")] == [
        "裸官",
        "naked official",
    ]


@pytest.mark.parametrize(
    "text", ["“”", "「」“”", "\u200b", "\u00ad\u2060", "…", "——", "？！", "%", "\u0301", "-"]
)
def test_a_term_without_letters_is_found_nowhere(g: Glossary, text: str) -> None:
    store(g, (text, text))
    assert obeys_the_laws(g, f"他说{text}好 {text} it is {text}.") == []


@pytest.mark.parametrize(
    "form", ["裸\u200b官员", "裸\u00ad官员", "“裸”官员", "裸 官员", "\ufeff裸官员"]
)
def test_a_term_with_characters_that_cannot_be_seen_is_found(g: Glossary, form: str) -> None:
    store(g, (form, "x"))
    assert [m.text for m in g.find("，裸官员，")] == ["裸官员"]


def test_very_long_entries_and_texts(g: Glossary) -> None:
    # The longest that a term may be.
    chinese, english = "裸官" * 250, "naked official " * 33
    store(g, (chinese, english))
    assert obeys_the_laws(g, f"，{chinese}，")[0].end == 501
    assert obeys_the_laws(g, english)[0].text == english.strip()
