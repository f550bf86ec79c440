"""The cues of a text, by place."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from glossary.find import gathering
from glossary.find.context import Context, _sentence_starts
from glossary.find.cues import CueFinder, lower_ascii
from glossary.find.gathering import Gathered, Wanted
from termbase.language.script import fold

CUES = ["党", "腐败", "腐", "Weibo", "CCP", "CC", "us", "Xi ", "B站", "台湾", "不忘初心"]
texts = st.lists(
    st.sampled_from([*CUES, "臺灣", "weibo", "ccp", "bus", "。", ". ", "\n\n", "，", "民", " "]),
    max_size=30,
).map("".join)


def naive(folded: str) -> set[tuple[int, int, str]]:
    """Every cue at every place, one by one."""
    lower = lower_ascii(folded)
    return {
        (start, start + len(cue), cue)
        for cue in CUES
        for start in range(len(folded))
        if lower.startswith(lower_ascii(cue), start)
        and not (cue.isascii() and folded[start - 1 : start].isascii() and start
                 and folded[start - 1].isalpha())
        and not (cue.isascii() and cue.isupper() and not folded.startswith(cue, start))
        # A capital asks for one, but not in a cue that is right beside a term.
        and not (cue[0].isupper() and cue.isascii() and not cue.endswith(" ")
                 and folded[start] != cue[0])
    }  # fmt: skip


@given(text=texts, cost=st.sampled_from([0, 500, 1_000_000]))
def test_every_cue_is_found(text: str, cost: int) -> None:
    finder = CueFinder(build_cost=cost)
    numbers = [*map(finder.number, CUES)]
    folded = fold(text)
    for _ in range(3):
        found = {(start, end, CUES[numbers.index(n)]) for start, end, n in finder.find(folded)}
        assert found == naive(folded)
    columns = (column.tolist() for column in finder.find_columns(folded))
    found = {(start, end, CUES[numbers.index(n)]) for start, end, n in zip(*columns, strict=True)}
    assert found == naive(folded)


@given(text=texts)
def test_the_sets_of_places_hold_each_other(text: str) -> None:
    finder = CueFinder()
    finder.cue_set(CUES)
    folded = fold(text)
    context = Context(folded, finder)
    for offset in range(len(folded)):
        (sentence,) = context.sentences_at([offset])
        here = context.in_sentence(sentence, 0)
        assert here & context.near(sentence) == here
        assert context.near(sentence) & context.in_section(sentence) == context.near(sentence)
        assert context.in_sentence(sentence, here) & here == context.in_sentence(sentence, here)


@given(text=texts)
def test_arrays_gather_what_loops_gather(text: str) -> None:
    finder = CueFinder()
    finder.cue_set([*CUES, "台湾~", "~党"])
    folded = fold(text)
    starts = _sentence_starts(folded)
    located = frozenset(map(finder.number, ("台湾", "党")))
    wanted = Wanted({finder.number("腐"): 0.5, finder.number("us"): -0.25}, located)
    ways = (gathering._gather, gathering._gather_by_arrays)
    by_loop, by_arrays = (_by_text(way(folded, starts, finder, wanted), finder) for way in ways)
    assert by_loop == by_arrays


def _by_text(found: Gathered, finder: CueFinder) -> list[Any]:
    """Return what was gathered with the texts of cues in the place of bits, which differ."""
    name = {bit: finder.texts_of([number])[0] + str(number) for number, bit in found.bits.items()}

    def texts_of(cue_set: int) -> set[str]:
        return {text for bit, text in name.items() if cue_set & bit}

    places = {
        sentence: {(start, end, name[1 << bit]) for start, end, bit in hits}
        for sentence, hits in found.places.items()
    }
    beside = [{at: texts_of(one) for at, one in sets.items()} for sets in found[5:]]
    return [*(list(map(texts_of, sets)) for sets in found[1:3]), found.register, places, *beside]


def test_cues_beside_a_term_have_a_place() -> None:
    finder = CueFinder()
    before, after = finder.cue_set(["日本~"]).before, finder.cue_set(["~说"]).after
    context = Context("日本外交部说", finder)
    assert context.before[2] & context.set_of(before)
    assert context.after[5] & context.set_of(after)


def test_a_cue_within_the_term_counts_where_it_occurs_again() -> None:
    finder = CueFinder()
    party = finder.cue_set(["党"]).anywhere
    once, twice = Context("党委开会", finder), Context("党委开会，党员到齐", finder)
    assert once.in_sentence(0, once.set_of(party)) == 0
    assert twice.in_sentence(0, twice.set_of(party)) == twice.set_of(party)


def test_long_text_without_full_stops_is_divided() -> None:
    finder = CueFinder()
    finder.cue_set(["腐"])
    context = Context("腐" + "，" * 5000, finder)
    first, later = context.sentences_at([0, 4000])
    assert context.in_sentence(first, 0)
    assert not context.in_sentence(later, 0)
    assert not context.near(later)
